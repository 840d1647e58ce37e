//! The filter that an optimizer's numbers imply: which Hessian eigenvalues its fixed points admit.
//!
//! At a critical point the update is linear in each eigendirection of H. With s = αp(λ) its
//! companion matrix is [[1+β−s, −β], [1, 0]] (none, heavy-ball) or
//! [[(1+β)(1−s), −β(1−s)], [1, 0]] (nesterov), and its spectral radius is ≤ 1 exactly for
//! 0 ≤ s ≤ c (contract §2; Cohen et al. 2021 for gd, 2022 for Adam).

use serde::Serialize;
use twofloat::TwoFloat;

use crate::optimizer::momentum::Momentum;
use crate::spec::Optimizer;
use crate::spec::range::ALPHA;

/// {λ : 0 ≤ αp(λ) ≤ c}.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Passband {
    /// Disjoint intervals [low, high], ascending.
    pub bands: Vec<[f64; 2]>,
    /// Points of the passband outside its intervals.
    pub lone_points: Vec<f64>,
    /// Top of the passband, λ̄.
    pub bound: f64,
}

impl Passband {
    /// [0, bound].
    pub fn up_to(bound: f64) -> Self {
        Self { bands: vec![[0.0, bound]], lone_points: vec![], bound }
    }

    /// Signed distance of λ to the nearest edge of the intervals: ≥ 0 inside, < 0 outside. NaN for
    /// a NaN.
    pub fn margin(&self, lambda: f64) -> f64 {
        let to_band = |&[low, high]: &[f64; 2]| (lambda - low).min(high - lambda);
        self.bands.iter().map(to_band).fold(f64::NEG_INFINITY, f64::max)
    }

    /// Whether there is a gap between two intervals, so that extreme eigenvalues inside do not
    /// imply that those between them are.
    pub fn has_gap(&self) -> bool {
        self.bands.len() > 1
    }
}

/// The limit c of s = αp(λ).
pub fn limit(optimizer: &Optimizer) -> f64 {
    let beta = effective_beta(optimizer);
    match optimizer.momentum {
        Momentum::None | Momentum::HeavyBall => 2.0 * (1.0 + beta),
        Momentum::Nesterov => 2.0 * (1.0 + beta) / (1.0 + 2.0 * beta),
    }
}

/// The passband of an optimizer; for `adam` in eigenvalues μ of P⁻¹H. `None` for `sam`.
pub fn passband(optimizer: &Optimizer) -> Option<Passband> {
    optimizer.rule.passband(optimizer, limit(optimizer) / optimizer.alpha)
}

/// The step size that puts the passband's top at `bound`: α = c/p(λ̄). `None` for `sam`, and where no
/// allowed step size does.
pub fn alpha_for_bound(optimizer: &Optimizer, bound: f64) -> Option<f64> {
    let alpha = limit(optimizer) / optimizer.rule.response(optimizer, bound)?;
    (bound > 0.0 && ALPHA.holds(alpha)).then_some(alpha)
}

/// Spectral radius of the linearized update in an eigendirection with eigenvalue `lambda` (for
/// `adam`: of P⁻¹H). `None` for `sam`.
///
/// In double-double: near an edge and near a double root, 1 − s and the discriminant cancel.
pub fn spectral_radius(optimizer: &Optimizer, lambda: f64) -> Option<f64> {
    let beta = effective_beta(optimizer);
    let rough = optimizer.alpha * optimizer.rule.response(optimizer, lambda)?;
    if rough.abs() >= 1e100 || rough.is_nan() {
        // The larger root is the trace, up to rounding.
        return Some(
            rough.abs() * if optimizer.momentum == Momentum::Nesterov { 1.0 + beta } else { 1.0 },
        );
    }
    let response = optimizer.rule.response(optimizer, TwoFloat::from(lambda))?;
    let rest = TwoFloat::from(1.0) - response * optimizer.alpha;
    if beta == 0.0 {
        return Some(f64::from(rest.abs()));
    }
    let (trace, determinant) = match optimizer.momentum {
        Momentum::None | Momentum::HeavyBall => (rest + beta, TwoFloat::from(beta)),
        Momentum::Nesterov => (rest + rest * beta, rest * beta),
    };
    Some(largest_root(trace.abs(), determinant))
}

/// αp(λ)/c: at most 1 in the passband's upper part. `None` for `sam`.
pub fn ratio(optimizer: &Optimizer, lambda: f64) -> Option<f64> {
    let response = optimizer.rule.response(optimizer, lambda)?;
    Some(optimizer.alpha * response / limit(optimizer))
}

/// β of the companion matrix: Adam's β₁ acts as heavy-ball's.
fn effective_beta(optimizer: &Optimizer) -> f64 {
    if optimizer.beta1.is_some() { optimizer.beta1() } else { optimizer.beta() }
}

/// Largest modulus of the roots of z² − trace·z + determinant, trace ≥ 0.
fn largest_root(trace: TwoFloat, determinant: TwoFloat) -> f64 {
    let discriminant = trace * trace - determinant * 4.0;
    if discriminant < 0.0 {
        return f64::from(determinant.sqrt());
    }
    f64::from((trace + discriminant.sqrt()) * 0.5)
}

/// A point just above the root of λ + … + (scale·λ)³ = q on λ ≥ 0, where no term is negative: the
/// root is below q and below ∛q/scale.
pub(crate) fn cubic_above(q: f64, scale: f64) -> f64 {
    q.min(libm::cbrt(q) / scale * (1.0 + 8.0 * f64::EPSILON))
}

/// The root of an increasing, convex function f on λ ≥ 0: f(λ) = target, by Newton's method from
/// `above` the root, from where it decreases monotonically until rounding stops it.
/// `value_and_slope` gives f and f′.
pub(crate) fn increasing_root(
    target: f64,
    above: f64,
    value_and_slope: impl Fn(f64) -> (f64, f64),
) -> f64 {
    let mut root = above;
    // A cubic loses a factor of at least 2/3 a step far from the root: 200 steps are plenty.
    for _ in 0..200 {
        let (value, slope) = value_and_slope(root);
        let next = root - (value - target) / slope;
        if next >= root || next.is_nan() {
            break;
        }
        root = next;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margin_is_signed_and_sees_every_band() {
        let usam =
            Passband { bands: vec![[-4.0, -2.0], [0.0, 3.0]], lone_points: vec![], bound: 3.0 };
        let margins = [-5.0, -3.0, -1.0, 0.0, 1.0, 2.5, 4.0].map(|lambda| usam.margin(lambda));
        assert_eq!(margins, [-1.0, 1.0, -1.0, 0.0, 1.0, 0.5, -1.0]);
        assert!(usam.has_gap() && !Passband::up_to(1.0).has_gap());
    }

    #[test]
    fn roots_to_the_last_bits() {
        // λ + λ³ = 2 and 10: λ = 1 and 2.
        for (target, root) in [(2.0, 1.0), (10.0, 2.0)] {
            let found = increasing_root(target, target, |l| (l + l * l * l, 1.0 + 3.0 * l * l));
            assert!((found - root).abs() <= 4e-16 * root, "{found}");
        }
    }
}
