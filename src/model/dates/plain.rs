//! Text as date words are compared.

/// Text in lower case, without accents, with plain hyphens and apostrophes.
pub(super) fn plain(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter_map(plain_char).collect()
}

/// A small letter without its accent; nothing for an accent that stands apart from its letter.
pub(super) fn plain_char(c: char) -> Option<char> {
    Some(match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        '’' | 'ʼ' => '\'',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '\u{300}'..='\u{36f}' => return None,
        other => other,
    })
}
