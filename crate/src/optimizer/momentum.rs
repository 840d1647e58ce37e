//! The momenta that wrap a rule.

use serde::Serialize;

use crate::named::named;

named! {
    /// How the last displacement enters the next step.
    pub enum Momentum {
        /// x⁺ = x − αg(x).
        None = "none", "none";
        /// x⁺ = x + β(x−x⁻) − αg(x) (Polyak 1964).
        HeavyBall = "heavy-ball", "heavy-ball";
        /// y = x + β(x−x⁻), x⁺ = y − αg(y) (Nesterov 1983).
        Nesterov = "nesterov", "Nesterov";
    }
}

/// A momentum as surfaces show it.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MomentumRow {
    /// Name in specs and links.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// The update, as text.
    pub formula: &'static str,
    /// The limit c of s = αp(λ), as TeX.
    pub limit: &'static str,
}

impl Momentum {
    /// All momenta.
    pub fn table() -> Vec<MomentumRow> {
        let row = |momentum: &Momentum| MomentumRow {
            name: momentum.name(),
            title: momentum.title(),
            formula: momentum.formula(),
            limit: momentum.limit(),
        };
        Momentum::ALL.iter().map(row).collect()
    }

    /// The limit c of s = αp(λ), as TeX; [`filter::limit`](crate::filter::limit) is its value.
    fn limit(self) -> &'static str {
        match self {
            Momentum::None => "c = 2",
            Momentum::HeavyBall => r"c = 2(1+\beta)",
            Momentum::Nesterov => r"c = 2(1+\beta)/(1+2\beta)",
        }
    }

    /// The update, as text.
    pub fn formula(self) -> &'static str {
        match self {
            Momentum::None => "x⁺ = x − αg(x)",
            Momentum::HeavyBall => "x⁺ = x + β(x−x⁻) − αg(x)",
            Momentum::Nesterov => "y = x + β(x−x⁻), x⁺ = y − αg(y)",
        }
    }
}
