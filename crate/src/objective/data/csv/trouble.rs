//! What is wrong with a user's file, said by line and column.

use crate::error::{ErrorCode, SpecError, shown};

/// Where in a file, both from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: Option<u32>,
    pub(super) column: Option<u32>,
}

impl Place {
    pub(super) fn line(line: u32) -> Self {
        Self { line: Some(line), column: None }
    }

    pub(super) fn cell(line: u32, index: usize) -> Self {
        Self { line: Some(line), column: Some(index as u32 + 1) }
    }
}

/// A refusal of the file: the place, if there is one, then the sentence.
pub(super) fn trouble(place: Place, sentence: impl AsRef<str>) -> SpecError {
    let sentence = sentence.as_ref();
    let message = match (place.line, place.column) {
        (Some(line), Some(column)) => format!("Line {line}, column {column}: {sentence}"),
        (Some(line), None) => format!("Line {line}: {sentence}"),
        _ => sentence.to_string(),
    };
    SpecError {
        code: ErrorCode::Table,
        field: "objective.data".into(),
        got: String::new(),
        allowed: "a table that a network can learn from".into(),
        line: place.line,
        column: place.column,
        message,
    }
}

/// A text of the user's in a sentence, shortened.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", shown(text, 40))
}

/// A count with its thousands set apart, as people read it.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
