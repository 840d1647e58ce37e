//! The sum of all eigenvalues, by random probes (Hutchinson, "A stochastic estimator of the trace
//! of the influence matrix for Laplacian smoothing splines", 1990).

use serde::Serialize;

use super::{CurvatureError, Operator};
use crate::kernel::dot;
use crate::random::{Purpose, sign, stream};

/// The trace, or an estimate of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Trace {
    /// The mean of zᵀHz over probes z; where it is `exact`, the sum of H's diagonal.
    pub value: f64,
    /// The standard error of the mean over so many probes: from their spread, with n − 1, so that
    /// there is `None` for fewer than two; where the value is `exact`, from H itself, and the
    /// value's own error is rounding alone.
    pub standard_error: Option<f64>,
    /// Whether the value is the sum of H's diagonal, by the whole matrix.
    pub exact: bool,
}

impl Trace {
    /// The mean of samples zᵀHz; 0 for none.
    pub(super) fn of(samples: &[f64]) -> Self {
        let n = samples.len() as f64;
        let mean = |numbers: &mut dyn Iterator<Item = f64>| numbers.sum::<f64>() / n.max(1.0);
        let value = mean(&mut samples.iter().copied());
        let spread = mean(&mut samples.iter().map(|sample| (sample - value) * (sample - value)));
        let standard_error = (samples.len() > 1).then(|| f64::sqrt(spread / (n - 1.0)));
        Self { value, standard_error, exact: false }
    }
}

/// Estimates the trace by `probes` products. Probe number i has entries ±1 from stream i of the
/// seed, so that H's off-diagonal entries alone make it vary.
///
/// # Errors
/// [`CurvatureError::NotFinite`] if a product is not finite.
pub fn trace(
    operator: &mut impl Operator,
    probes: usize,
    seed: u64,
) -> Result<Trace, CurvatureError> {
    let mut product = vec![0.0; operator.dimension()];
    let samples = (0..probes as u64).map(|index| {
        let z = probe(operator.dimension(), seed, index);
        operator.apply(&z, &mut product);
        let sample = dot(&z, &product);
        if sample.is_finite() { Ok(sample) } else { Err(CurvatureError::NotFinite) }
    });
    Ok(Trace::of(&samples.collect::<Result<Vec<_>, _>>()?))
}

/// Probe number `index`: [d], entries ±1.
pub(super) fn probe(dimension: usize, seed: u64, index: u64) -> Vec<f64> {
    let mut rng = stream(seed, Purpose::Probe, index);
    (0..dimension).map(|_| sign(&mut rng)).collect()
}
