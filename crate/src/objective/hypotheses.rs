//! The hypotheses of the theorem that an objective is certified to meet: two badges, decided by
//! rule and conservatively. A badge that is not granted says that the rule cannot tell, not that
//! the hypothesis fails.

use serde::Serialize;

/// In which tame class of functions the objective is known to lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Definability {
    /// The graph is given by finitely many polynomial equations and inequalities.
    Semialgebraic,
    /// Definable in an o-minimal structure, the real field with exp.
    Definable,
    /// Neither is certified.
    Neither,
}

/// How smooth the objective is known to be.
///
/// Rules whose update contains the Hessian need C³; an expression that is certified C² is even C^∞,
/// so the same badge answers for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Smoothness {
    /// Twice continuously differentiable on the whole space.
    #[serde(rename = "C2")]
    C2,
    /// The rule does not certify that.
    #[serde(rename = "not certified C2")]
    NotCertified,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_records() {
        let names = |badge| serde_json::to_string(&badge).unwrap();
        assert_eq!(names(Definability::Semialgebraic), r#""semialgebraic""#);
        assert_eq!(names(Definability::Definable), r#""definable""#);
        assert_eq!(names(Definability::Neither), r#""neither""#);
        let names = |badge| serde_json::to_string(&badge).unwrap();
        assert_eq!(names(Smoothness::C2), r#""C2""#);
        assert_eq!(names(Smoothness::NotCertified), r#""not certified C2""#);
    }
}
