//! Typed functions in a build of the engine without them: there are none, and what is done with one
//! is never done.

use super::super::hypotheses::{Definability, Smoothness};
use super::super::number::Number;
use super::error::ExpressionError;

/// An expression, of which this build has none.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {}

impl Expression {
    /// No text is read.
    ///
    /// # Errors
    /// Always.
    pub fn parse(source: &str, _: &[(String, f64)]) -> Result<Self, ExpressionError> {
        Err(unread(source))
    }

    /// f at a point.
    pub fn evaluate<N: Number>(&self, _: N, _: N, _: &mut Vec<N>) -> N {
        match *self {}
    }

    /// f at some numbers.
    pub fn evaluate_all<N: Number>(
        &self,
        _: usize,
        _: impl Fn(usize) -> [N; 2],
        _: &mut Vec<N>,
        _: impl FnMut(usize, N),
    ) {
        match *self {}
    }

    /// The class of functions that it is certified to be in.
    pub fn definability(&self) -> Definability {
        match *self {}
    }

    /// Whether it is certified C².
    pub fn smoothness(&self) -> Smoothness {
        match *self {}
    }

    /// A sentence for each badge that is not the best.
    pub fn notes(&self) -> &[String] {
        match *self {}
    }

    /// The names of given parameters that it does not use.
    pub fn unused_parameters(&self) -> &[String] {
        match *self {}
    }
}

/// No text is read.
///
/// # Errors
/// Always.
pub fn parameters_of(source: &str) -> Result<Vec<String>, ExpressionError> {
    Err(unread(source))
}

fn unread(source: &str) -> ExpressionError {
    let (expected, got) = (String::new(), source.to_string());
    ExpressionError { column: 1, expected, got, message: String::new() }
}
