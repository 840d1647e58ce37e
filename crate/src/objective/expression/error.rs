//! The error of a refused expression: where it went wrong and what would have been right.

use serde::Serialize;

/// Why a source text is not an expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExpressionError {
    /// Where, in characters from 1; one more than the length stands for the end of the text.
    pub column: usize,
    /// What was expected there.
    pub expected: String,
    /// What is there instead: a name, a number, a character, or "the end".
    pub got: String,
    /// One sentence for people.
    pub message: String,
}

impl std::fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ExpressionError {}
