//! Where in a JSON text a value stands, so that an error can name a line.

use super::tokens::{Kind, Token, Tokens};

/// The line, counted from 1, on which the value at a JSON pointer (`/stages/3/title`) starts; none if there is no such value.
pub fn line_of(text: &str, pointer: &str) -> Option<usize> {
    offset_of(text, pointer).map(|offset| place(text, offset).0)
}

/// The line and the column of a byte, both counted from 1, the column in characters.
pub(crate) fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..text.floor_char_boundary(offset)).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    (line, column)
}

/// The byte at which the value at a JSON pointer starts.
pub(crate) fn offset_of(text: &str, pointer: &str) -> Option<usize> {
    let mut tokens = Tokens::new(text);
    let mut value = tokens.next()?;
    if !pointer.is_empty() {
        for step in pointer.strip_prefix('/')?.split('/') {
            value = match value.kind {
                Kind::OpenObject => member(&mut tokens, &step.replace("~1", "/").replace("~0", "~"))?,
                Kind::OpenArray => element(&mut tokens, step)?,
                _ => return None,
            };
        }
    }
    Some(value.start)
}

fn member<'a>(tokens: &mut Tokens<'a>, key: &str) -> Option<Token<'a>> {
    loop {
        let name = tokens.next().filter(|token| token.kind == Kind::Key)?;
        let value = tokens.next()?;
        if name.is_text(key) {
            return Some(value);
        }
        pass(tokens, value)?;
    }
}

fn element<'a>(tokens: &mut Tokens<'a>, index: &str) -> Option<Token<'a>> {
    let is_index = index == "0" || (!index.starts_with(['0', '+']) && !index.is_empty());
    let index: usize = index.parse().ok().filter(|_| is_index)?;
    let mut value = tokens.next()?;
    for _ in 0..index {
        if value.kind == Kind::Close {
            return None;
        }
        pass(tokens, value)?;
        value = tokens.next()?;
    }
    (value.kind != Kind::Close).then_some(value)
}

/// Moves behind a value whose first token has been read.
fn pass(tokens: &mut Tokens<'_>, first: Token<'_>) -> Option<()> {
    let mut depth = usize::from(matches!(first.kind, Kind::OpenObject | Kind::OpenArray));
    while depth > 0 {
        match tokens.next()?.kind {
            Kind::OpenObject | Kind::OpenArray => depth += 1,
            Kind::Close => depth -= 1,
            Kind::Key | Kind::String | Kind::Bare => {}
        }
    }
    Some(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    /// Any JSON value, keys that need escaping included.
    pub(crate) fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "(?s)[/~\"\\\\{}:,\u{1f600}\n\u{0}a]{0,6}|.{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 48, 6, |inner| {
            let key = "[a-c/~\"\\\\\u{e9}0]{0,3}";
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((key, inner), 0..6).prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    /// Every pointer into a value, its own included.
    fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
        all.push(at.to_owned());
        match value {
            Value::Array(list) => {
                for (index, inner) in list.iter().enumerate() {
                    pointers(inner, &format!("{at}/{index}"), all);
                }
            }
            Value::Object(map) => {
                for (key, inner) in map {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    pointers(inner, &format!("{at}/{key}"), all);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn the_line_of_a_nested_value_is_found() {
        let text =
            "\u{feff}{\r\n  \"stages\": [\r\n    { \"id\": \"a\" },\r\n    { \"id\":\r\n      \"b\" }\r\n  ]\r\n}\r\n";
        assert_eq!(line_of(text, ""), Some(1));
        assert_eq!(line_of(text, "/stages"), Some(2));
        assert_eq!(line_of(text, "/stages/0/id"), Some(3));
        assert_eq!(line_of(text, "/stages/1"), Some(4));
        assert_eq!(line_of(text, "/stages/1/id"), Some(5));
    }

    #[test]
    fn what_is_not_there_has_no_line() {
        for pointer in ["/a/2", "/a/01", "/a/+1", "/a/-", "/a/", "/b", "/a/0/x", "a", "/"] {
            assert_eq!(line_of(r#"{"a":[1,{}]}"#, pointer), None, "{pointer}");
        }
        assert_eq!(line_of("", ""), None);
        assert_eq!(line_of("[[[", "/0/0/7"), None);
    }

    #[test]
    fn a_column_counts_characters() {
        assert_eq!(place("a\néx", 4), (2, 2));
        assert_eq!(place("é", 1), (1, 1));
        assert_eq!(place("a\n", 99), (2, 1));
    }

    proptest! {
        #[test]
        fn every_pointer_leads_to_its_value(value in any_json(), is_pretty: bool) {
            let text = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            let mut all = Vec::new();
            pointers(&value, "", &mut all);
            for pointer in all {
                let offset = offset_of(&text, &pointer).unwrap();
                let found = serde_json::Deserializer::from_str(text.split_at(offset).1).into_iter::<Value>().next().unwrap().ok();
                prop_assert_eq!(found.as_ref(), value.pointer(&pointer), "{}", pointer);
            }
        }

        #[test]
        fn a_pointer_leads_somewhere_only_if_serde_agrees(value in any_json(), pointer in "(/[a-c~01]{0,2}){0,3}") {
            let text = serde_json::to_string_pretty(&value).unwrap();
            prop_assert_eq!(line_of(&text, &pointer).is_some(), value.pointer(&pointer).is_some());
        }

        #[test]
        fn any_text_and_any_pointer_are_survived(text in "(?s).{0,80}|[\\[\\]{}\",:a1]{0,80}", pointer in "(?s).{0,12}|(/[a1]?){0,5}") {
            if let Some(line) = line_of(&text, &pointer) {
                prop_assert!(line <= text.lines().count());
            }
        }
    }
}
