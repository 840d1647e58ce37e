//! What the text of one cell means.

use std::borrow::Cow;

use crate::spec::read_number;

/// The text of a cell, understood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning<'a> {
    /// No value.
    Missing,
    /// A finite number.
    Number(f64),
    /// Anything else, without the spaces around it.
    Word(&'a str),
}

/// What people and programs write where there is no value, in any case of letters.
const NOTHING: [&str; 6] = ["", "na", "n/a", "#n/a", "nan", "null"];
/// The same, as files of the UCI repository have it.
const UNKNOWN: &str = "?";
/// Of print, as tables copied from papers and from this page have it.
const MINUS: char = '−';

/// Reads a cell. Numbers are decimal, with a point and perhaps an exponent, their minus that of
/// keyboards or that of print; with `decimal_comma` a single comma stands for the point.
pub(super) fn meaning(text: &str, decimal_comma: bool) -> Meaning<'_> {
    let text = text.trim();
    if text == UNKNOWN || NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing)) {
        return Meaning::Missing;
    }
    let plain = text.strip_prefix('+').filter(|rest| !rest.starts_with(['-', MINUS]));
    let plain = plain.unwrap_or(text);
    let mut plain = Cow::Borrowed(plain);
    if plain.contains(MINUS) {
        plain = plain.replace(MINUS, "-").into();
    }
    if decimal_comma && plain.contains(',') && !plain.contains('.') {
        plain = plain.replacen(',', ".", 1).into();
    }
    let number = read_number(&plain);
    match number {
        Some(number) if number.is_finite() => Meaning::Number(number),
        _ => Meaning::Word(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_words_and_nothing_are_told_apart() {
        for (text, number) in
            [("1", 1.0), (" -2.50 ", -2.5), ("+3", 3.0), (".5", 0.5), ("1e-3", 1e-3), ("7.", 7.0)]
        {
            assert_eq!(meaning(text, false), Meaning::Number(number), "{text}");
        }
        assert_eq!(meaning("−2.5e−1", false), Meaning::Number(-0.25));
        assert_eq!(meaning("−1,5", true), Meaning::Number(-1.5));
        for text in ["", "  ", "NA", "n/a", "NaN", "NULL", "?", "#N/A"] {
            assert_eq!(meaning(text, false), Meaning::Missing, "{text}");
        }
        for text in
            ["a", "1e999", "inf", "0x10", "1,5", "12%", "-", "none", "+-1", "+−1", "1−2", "1 2"]
        {
            assert_eq!(meaning(text, false), Meaning::Word(text), "{text}");
        }
    }

    #[test]
    fn a_comma_may_be_the_decimal_point() {
        assert_eq!(meaning("1,5", true), Meaning::Number(1.5));
        assert_eq!(meaning("1.5", true), Meaning::Number(1.5));
        assert_eq!(meaning("1.234,5", true), Meaning::Word("1.234,5"));
        assert_eq!(meaning("1,2,3", true), Meaning::Word("1,2,3"));
    }
}
