//! Sentences about errors in another language than the one in which they were made.
//!
//! Errors are made where no language is known, from data of every layer, and other programs' words come among them; so a
//! language lists them as patterns, in which `{}` stands for words that stay and `{…}` for a sentence within.

/// A sentence and what it is in another language, with as many holes in the same order.
pub(super) type Pattern = (&'static str, &'static str);

/// The sentence in the language of these patterns; as it is where none fits.
pub(super) fn told(sentence: &str, patterns: &[&[Pattern]]) -> String {
    let fitting = patterns.iter().copied().flatten().find_map(|(from, to)| Some((holes(from, sentence)?, to)));
    let Some((holes, to)) = fitting else { return sentence.to_owned() };
    let mut pieces = to.split("{}");
    let mut words = pieces.next().unwrap_or_default().to_owned();
    for (hole, piece) in holes.iter().zip(pieces) {
        match hole {
            Hole::Words(kept) => words.push_str(kept),
            Hole::Sentence(within) => words.push_str(&told(within, patterns)),
        }
        words.push_str(piece);
    }
    words
}

/// What stands in a hole of a pattern.
enum Hole<'t> {
    Words(&'t str),
    Sentence(&'t str),
}

/// What the holes of a pattern hold; none where the text is another.
fn holes<'t>(pattern: &str, text: &'t str) -> Option<Vec<Hole<'t>>> {
    let mut pieces = pattern.split('{');
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut pieces = pieces.peekable();
    let mut holes = Vec::new();
    while let Some(piece) = pieces.next() {
        let (kind, literal) = piece.split_once('}')?;
        let at = if pieces.peek().is_none() { rest.strip_suffix(literal)?.len() } else { rest.find(literal)? };
        let (hole, after) = rest.split_at_checked(at)?;
        holes.push(if kind.is_empty() { Hole::Words(hole) } else { Hole::Sentence(hole) });
        rest = after.strip_prefix(literal)?;
    }
    rest.is_empty().then_some(holes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &[Pattern] = &[
        ("{…} Try again.", "{} Versuch es noch einmal."),
        ("{} is gone", "{} ist weg"),
        ("“{}” of {}", "„{}“ von {}"),
        ("{…}.", "{}."),
    ];

    #[test]
    fn a_sentence_is_told_with_its_own_words_in_it_and_unknown_ones_stay() {
        let told = |sentence: &str| told(sentence, &[GERMAN]);
        assert_eq!(told("a.json is gone. Try again."), "a.json ist weg. Versuch es noch einmal.");
        assert_eq!(told("“is gone” of b"), "„is gone“ von b");
        assert_eq!(told("a.json burns."), "a.json burns.");
        assert_eq!(told(""), "");
    }
}
