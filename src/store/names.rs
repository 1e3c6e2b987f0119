//! The names that files get: readable for people, acceptable to every system.

use super::stamp::Stamp;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use unicode_segmentation::UnicodeSegmentation;

/// The most characters of a slug.
const LONGEST: usize = 60;
/// The most bytes of a slug; a name may have 255 with date, number and ending.
const MOST_BYTES: usize = 200;
/// What a text without a single letter becomes.
const NAMELESS: &str = "session";

/// Small letters of the Latin script with the plain letter that stands for them.
#[rustfmt::skip]
const ACCENTED: &[(char, &str)] = &[
    ('a', "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
    ('b', "ƀḃḅḇ"),
    ('c', "çćĉċčḉ"),
    ('d', "ðďđḋḍḏḑḓ"),
    ('e', "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
    ('f', "ḟ"),
    ('g', "ĝğġģǧǵḡ"),
    ('h', "ĥħȟḣḥḧḩḫẖ"),
    ('i', "ìíîïĩīĭįıǐȉȋḭḯỉị"),
    ('j', "ĵǰ"),
    ('k', "ķĸǩḱḳḵ"),
    ('l', "ĺļľłḷḹḻḽ"),
    ('m', "ḿṁṃ"),
    ('n', "ñńņňŋǹṅṇṉṋ"),
    ('o', "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"),
    ('p', "ṕṗ"),
    ('r', "ŕŗřȑȓṙṛṝṟ"),
    ('s', "śŝşšșṡṣṥṧṩ"),
    ('t', "ţťŧțṫṭṯṱẗ"),
    ('u', "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
    ('v', "ṽṿ"),
    ('w', "ŵẁẃẅẇẉẘ"),
    ('x', "ẋẍ"),
    ('y', "ýÿŷȳẏẙỳỵỷỹ"),
    ('z', "źżžẑẓẕ"),
];

/// The stem of a session's file name, such as `2026-03-12-acme-q2-offsite`; the client by the name that may be seen.
pub fn session(date: NaiveDate, client: &str, title: &str) -> String {
    format!("{}-{}", date.format("%Y-%m-%d"), slug(&format!("{client} {title}")))
}

/// Whether a file's name begins with a day, like those that this program gives.
pub fn is_dated(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let day = stem.split_at_checked(10).filter(|(_, rest)| rest.starts_with('-'));
    day.is_some_and(|(day, _)| NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok())
}

/// A text as a file name without ending: small letters, digits and single hyphens, accents folded, letters of other
/// scripts kept; 1 to 60 characters, never one of the names that Windows keeps for itself.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    let mut length = 0;
    let mut has_gap = false;
    for cluster in text.graphemes(true) {
        let letters = letters(cluster);
        if letters.is_empty() {
            has_gap = true;
            continue;
        }
        let gap = if has_gap && !slug.is_empty() { "-" } else { "" };
        let added = gap.len() + letters.chars().count();
        if length + added > LONGEST || slug.len() + gap.len() + letters.len() > MOST_BYTES {
            break;
        }
        slug.extend([gap, &letters]);
        length += added;
        has_gap = false;
    }
    match slug.as_str() {
        "" => NAMELESS.to_owned(),
        name if is_reserved(name) => format!("{name}-{NAMELESS}"),
        _ => slug,
    }
}

/// A path in the folder that is not taken: `<stem>.json`, or with `-2`, `-3` and so on before the ending.
pub fn free_name(folder: &Path, stem: &str) -> PathBuf {
    free(folder, stem, "json")
}

pub(crate) fn free(folder: &Path, stem: &str, ending: &str) -> PathBuf {
    let is_free = |path: &PathBuf| path.symlink_metadata().is_err();
    let first = folder.join(format!("{stem}.{ending}"));
    let numbered = (2_u32..).map(|number| folder.join(format!("{stem}-{number}.{ending}")));
    std::iter::once(first.clone()).chain(numbered).find(is_free).unwrap_or(first)
}

/// An id as a file name: itself if it is plain, else a stamp of it, for an id comes from a file and may be anything.
pub(crate) fn of_id(id: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_name = (1..=64).contains(&id.len()) && id.bytes().all(is_plain) && !is_reserved(id);
    if is_name { id.to_owned() } else { format!("id-{}", Stamp::of(id.as_bytes())) }
}

/// What one character as a person sees it adds to a slug: nothing if it is no letter and no digit.
fn letters(cluster: &str) -> String {
    let Some(first) = cluster.chars().next().filter(|c| c.is_alphanumeric()) else {
        return String::new();
    };
    let folded = folded(first);
    if folded.is_ascii() {
        return folded;
    }
    // Signs that belong to a letter of another script are no letters themselves and must stay with it.
    cluster.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).collect()
}

fn folded(letter: char) -> String {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let pair = match small {
        'ß' => "ss",
        'æ' | 'ǽ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ĳ' => "ij",
        _ => {
            let plain = ACCENTED.iter().find(|(_, accented)| accented.contains(small));
            return plain.map_or(small, |(plain, _)| *plain).to_string();
        }
    };
    pair.to_owned()
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..)
}

/// Whether Windows keeps the name for a device, with any ending.
fn is_reserved(name: &str) -> bool {
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    let is_port = port.is_some_and(|number| {
        matches!(number, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
    });
    is_port || matches!(name, "con" | "prn" | "aux" | "nul")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    #[test]
    fn a_session_is_named_by_date_client_and_title() {
        let date = NaiveDate::from_ymd_opt(2026, 3, 12).unwrap();
        assert_eq!(session(date, "Acme", "Q2 offsite"), "2026-03-12-acme-q2-offsite");
        assert_eq!(session(date, "", "…"), "2026-03-12-session");
    }

    #[test]
    fn a_slug_is_plain() {
        for (text, expected) in [
            ("Café Nord: l'été", "cafe-nord-l-ete"),
            ("cafe\u{301} NORD", "cafe-nord"),
            ("STRAẞE, Æsir & Łódź", "strasse-aesir-lodz"),
            ("İstanbul ıssız", "istanbul-issiz"),
            ("Việt Nam", "viet-nam"),
            ("../../etc/passwd", "etc-passwd"),
            (" .hidden ", "hidden"),
            ("東京 会議", "東京-会議"),
            ("नमस्ते", "नमस्ते"),
            ("ΑΘΗΝΑ", "αθηνα"),
            ("a\u{202e}b", "a-b"),
            ("🎉🎉", "session"),
            ("", "session"),
            ("CON", "con-session"),
            ("lpt1", "lpt1-session"),
            ("console", "console"),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn a_long_slug_ends_without_a_hyphen() {
        assert_eq!(slug(&"x".repeat(99)), "x".repeat(60));
        assert_eq!(slug(&format!("{} y", "x".repeat(59))), "x".repeat(59));
        assert!(slug(&"𠀀".repeat(99)).len() <= MOST_BYTES);
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        for expected in ["a.json", "a-2.json", "a-3.json"] {
            let path = free_name(folder, "a");
            assert_eq!(path, folder.join(expected));
            fs::write(path, "").unwrap();
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("nowhere", folder.join("b.json")).unwrap();
            assert_eq!(free_name(folder, "b"), folder.join("b-2.json"));
        }
    }

    #[test]
    fn only_a_plain_id_is_a_file_name() {
        assert_eq!(of_id("0195a3c0-7b1e"), "0195a3c0-7b1e");
        for id in ["", ".", "../x", "a/b", "A", "con", "é", &"a".repeat(65)] {
            assert!(of_id(id).starts_with("id-") && of_id(id).len() == 35, "{id}");
        }
    }

    proptest! {
        #[test]
        fn any_text_becomes_a_safe_name(text in "(?s).{0,90}|[a-zA-Zé ./\\\\:\u{301}\u{93f}\u{94d}\u{915}\u{200d}]{0,90}|(?i)(con|nul|com[0-9]|lpt[¹²³])") {
            let slug = slug(&text);
            prop_assert!((1..=LONGEST).contains(&slug.chars().count()) && slug.len() <= MOST_BYTES + 10);
            prop_assert!(!slug.starts_with(['-', '.']) && !slug.ends_with(['-', '.']) && !slug.contains("--"));
            prop_assert!(!slug.contains(|c: char| c.is_control() || c.is_whitespace() || "/\\:*?\"<>|.".contains(c)));
            prop_assert!(!slug.contains(|c: char| c.is_ascii_uppercase()) && !is_reserved(&slug));
        }

        #[test]
        fn the_slug_of_a_slug_is_itself(text in "[a-zA-Z0-9é ./ßœ東京-]{0,90}") {
            prop_assert_eq!(slug(&slug(&text)), slug(&text));
        }
    }
}
