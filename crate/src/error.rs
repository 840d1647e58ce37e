//! The one error type for everything a person can type: it names field, value and allowed range.

use serde::Serialize;

/// What kind of mistake a [`SpecError`] reports; stable, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// A needed field is absent.
    Missing,
    /// A field, key or parameter that does not belong there.
    Unknown,
    /// The same key twice.
    Duplicate,
    /// Another type than expected (a text where a number belongs).
    WrongType,
    /// A number outside its range, or one that is not finite.
    OutOfRange,
    /// Text that does not follow its grammar.
    Syntax,
    /// A version of the spec that this engine does not know.
    Version,
    /// A link over 16 KB, or a spec whose link would be.
    LinkTooLong,
    /// Data that is not at hand: an asset that was not given, a set that cannot be loaded yet.
    DataUnavailable,
    /// What this build of the engine leaves to larger ones.
    NotInThisBuild,
    /// A file of the user's from which no data set can be made.
    Table,
}

/// A refused input.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SpecError {
    /// Kind of mistake.
    pub code: ErrorCode,
    /// Path of the field in the spec (`optimizers[0].alpha`), or the link's key.
    pub field: String,
    /// The value as given, shortened; empty if absent.
    pub got: String,
    /// What is allowed there.
    pub allowed: String,
    /// Line from 1, for errors inside a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub line: Option<u32>,
    /// Column from 1: in characters for errors inside an expression, in cells inside a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub column: Option<u32>,
    /// One sentence for people.
    pub message: String,
}

impl SpecError {
    /// An error whose sentence is made of its parts.
    pub fn new(
        code: ErrorCode,
        field: impl Into<String>,
        got: impl Into<String>,
        allowed: impl Into<String>,
    ) -> Self {
        Self::assemble(code, field.into(), got.into(), allowed.into())
    }

    /// Apart and cold, for the sake of the binary's size: errors are made in a hundred places.
    #[cold]
    #[inline(never)]
    fn assemble(code: ErrorCode, field: String, got: String, allowed: String) -> Self {
        let (field, got) = (shown(&field, LONGEST_FIELD), shown(&got, LONGEST_VALUE));
        let what = match code {
            ErrorCode::Missing => "is missing".to_string(),
            ErrorCode::Unknown if got.is_empty() => "is not known here".to_string(),
            ErrorCode::Unknown => format!("{got} is not known"),
            ErrorCode::Duplicate => "is given twice".to_string(),
            ErrorCode::WrongType | ErrorCode::Syntax => format!("cannot read {got}"),
            ErrorCode::OutOfRange => format!("{got} is out of range"),
            ErrorCode::Version => format!("version {got} is not known here"),
            ErrorCode::LinkTooLong => format!("{got} is too long"),
            ErrorCode::DataUnavailable => format!("{got} is not available"),
            ErrorCode::NotInThisBuild => "is not in this build of the engine".to_string(),
            ErrorCode::Table => "cannot be used".to_string(),
        };
        let message = format!("{field}: {what}; allowed: {allowed}");
        Self { code, field, got, allowed, line: None, column: None, message }
    }

    /// The same error at a 1-based column of an expression.
    #[must_use]
    pub fn at_column(mut self, column: usize) -> Self {
        self.column = Some(column as u32);
        self
    }
}

impl std::fmt::Display for SpecError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SpecError {}

/// Most characters of a field's name and of a value, so that a message stays one line.
const LONGEST_FIELD: usize = 100;
const LONGEST_VALUE: usize = 60;

/// Somebody's text as part of a sentence: shortened, and with every character spelt out that cannot
/// be seen, ends the line, steers a terminal or turns the text around it.
pub(crate) fn shown(text: &str, longest: usize) -> String {
    let mut shown = String::new();
    let mut length = 0;
    for character in text.chars() {
        let start = shown.len();
        if is_unseen(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
        let added = shown[start..].chars().count();
        if length + added > longest {
            shown.truncate(start);
            // The ellipsis takes a place too.
            if length == longest {
                shown.pop();
            }
            shown.push('…');
            break;
        }
        length += added;
    }
    shown
}

/// Controls, invisible characters, and marks of direction.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_spelt_out() {
        for (text, expected) in [
            ("p.kappa", "p.kappa"),
            ("é \"日本\" \\", "é \"日本\" \\"),
            ("a\n\u{1b}[2J\0", "a\\n\\u{1b}[2J\\u{0}"),
            ("ab\u{202e}dc\u{feff}", "ab\\u{202e}dc\\u{feff}"),
        ] {
            assert_eq!(shown(text, 60), expected);
        }
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(shown("abcde", 5), "abcde");
        assert_eq!(shown("abcdef", 5), "abcd…");
        assert_eq!(shown("abc\nef", 5), "abc\\…");
        let error = SpecError::new(ErrorCode::Unknown, "k".repeat(16_000), "v".repeat(16_000), "");
        assert!(error.message.chars().count() < 200 && error.got.chars().count() == 60);
    }
}
