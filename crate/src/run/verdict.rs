//! What the theorem says of the point where a run ended: is every eigenvalue in the passband?

use serde::Serialize;

use crate::filter::{self, Passband};
use crate::spec::Optimizer;

/// An eigenvalue and how well it is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Eigenvalue {
    /// λ.
    pub value: f64,
    /// ‖Hv − λv‖ of its unit eigenvector v: λ is within this distance of an eigenvalue.
    pub residual: f64,
}

/// The judgement on a fixed point; the same record is a "reading" where the run did not converge.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Verdict {
    /// Whether every eigenvalue lies in the passband; `None` where only extreme eigenvalues are
    /// known and the passband has a gap between them.
    pub inside: Option<bool>,
    /// Smallest signed distance of an eigenvalue to the passband's nearest edge; ≥ 0 inside.
    pub margin: f64,
    /// Largest spectral radius of the linearized update over the computed eigenvalues.
    pub jacobian_radius: f64,
}

/// Judges `eigenvalues` (of H, ascending, not empty) by the optimizer's passband. `complete` says
/// whether they are all of H's eigenvalues or only extreme ones.
///
/// `None` for rules without a verdict (`sam`, `adam`).
pub fn judge(optimizer: &Optimizer, eigenvalues: &[Eigenvalue], complete: bool) -> Option<Verdict> {
    if !optimizer.rule.about().verdict || eigenvalues.is_empty() {
        return None;
    }
    let passband = filter::passband(optimizer)?;
    let margin = |eigenvalue: &Eigenvalue| passband.margin(eigenvalue.value);
    let inside = if !eigenvalues.iter().all(|one| lets_through(&passband, one)) {
        Some(false)
    } else if complete || same_band(&passband, eigenvalues) {
        Some(true)
    } else {
        None
    };
    let radius = |eigenvalue: &Eigenvalue| filter::spectral_radius(optimizer, eigenvalue.value);
    Some(Verdict {
        inside,
        margin: eigenvalues.iter().map(margin).fold(f64::INFINITY, f64::min),
        jacobian_radius: eigenvalues.iter().filter_map(radius).fold(0.0, f64::max),
    })
}

/// Whether an eigenvalue lies in the passband, up to rounding and its residual.
pub fn lets_through(passband: &Passband, eigenvalue: &Eigenvalue) -> bool {
    let rounding = 1e-6 * eigenvalue.value.abs().max(1.0);
    passband.margin(eigenvalue.value) >= -rounding - eigenvalue.residual
}

/// Whether no gap of the passband lies between the smallest and the largest eigenvalue.
fn same_band(passband: &Passband, eigenvalues: &[Eigenvalue]) -> bool {
    let nearest = |eigenvalue: &Eigenvalue| {
        let distance =
            |&[low, high]: &[f64; 2]| (low - eigenvalue.value).max(eigenvalue.value - high);
        let bands = passband.bands.iter().enumerate();
        bands.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1))).map(|(index, _)| index)
    };
    eigenvalues.first().and_then(nearest) == eigenvalues.last().and_then(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimizer::momentum::Momentum;
    use crate::optimizer::rule::Rule;

    fn usam() -> Optimizer {
        // Passband [−14.4, −10] ∪ [0, 4.4] or so.
        Optimizer {
            rule: Rule::Usam,
            momentum: Momentum::None,
            alpha: 0.3,
            beta: None,
            rho: Some(0.1),
            beta1: None,
            beta2: None,
            eps: None,
        }
    }

    fn exact(values: &[f64]) -> Vec<Eigenvalue> {
        values.iter().map(|&value| Eigenvalue { value, residual: 0.0 }).collect()
    }

    #[test]
    fn a_gap_between_extremes_leaves_the_question_open() {
        let inside = |values: &[f64], complete| {
            judge(&usam(), &exact(values), complete).expect("has a passband").inside
        };
        assert_eq!(inside(&[-11.0, 1.0], true), Some(true));
        assert_eq!(inside(&[-11.0, 1.0], false), None);
        assert_eq!(inside(&[0.5, 1.0], false), Some(true));
        assert_eq!(inside(&[-11.0, 9.0], false), Some(false));
        assert_eq!(inside(&[-1.0, 1.0], false), Some(false));
    }

    #[test]
    fn an_eigenvalue_is_excused_by_its_residual_only() {
        let outside = |residual| {
            let eigenvalues = [Eigenvalue { value: -0.1, residual }];
            judge(&usam(), &eigenvalues, true).expect("has a passband").inside
        };
        assert_eq!(outside(0.0), Some(false));
        assert_eq!(outside(0.2), Some(true));
    }

    #[test]
    fn rules_without_a_passband_get_none() {
        let sam = Optimizer { rule: Rule::Sam, ..usam() };
        assert_eq!(judge(&sam, &exact(&[1.0]), true), None);
    }
}
