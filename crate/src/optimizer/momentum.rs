//! The momenta that wrap a rule.

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

impl Momentum {
    /// The update, as text.
    pub fn formula(self) -> &'static str {
        match self {
            Momentum::None => "x⁺ = x − αg(x)",
            Momentum::HeavyBall => "x⁺ = x + β(x−x⁻) − αg(x)",
            Momentum::Nesterov => "y = x + β(x−x⁻), x⁺ = y − αg(y)",
        }
    }
}
