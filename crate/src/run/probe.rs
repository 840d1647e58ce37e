//! Curvature and scores along a run of a network.

use super::history::HistoryRow;
use super::record::{Spectrum, finite};
use super::verdict::Eigenvalue;
use crate::curvature::{
    CurvatureError, DENSE_DIMENSION, Eigenpair, Hessian, Lanczos, Operator, Preconditioned, Sample,
    Sampling, dense, lanczos, survey,
};
use crate::objective::Objective;
use crate::objective::network::{Network, Part, Score};
use crate::spec::Curvature;

/// Measures a run from outside: in f64, on a network of its own, so that measuring never touches
/// the run's bits, and eigenvalues are exact for f32 runs too.
pub(super) struct Probe {
    /// The network, in f64.
    pub(super) network: Network<f64>,
    /// What to measure.
    pub(super) curvature: Curvature,
    /// Seed of start vectors and probes.
    pub(super) seed: u64,
    /// Number of training rows.
    pub(super) rows: usize,
}

/// Residual, relative to the largest |λ|, that measurements along a run ask for. An eigenvalue's
/// error is the residual's square over the gap to the next: many more digits than the residual has.
const TOLERANCE_ALONG: f64 = 1e-6;
/// Eigenvalues at each end that are followed along a run, at most: more would take more time than the
/// training. All that are asked for are computed at its end.
pub(super) const MOST_ALONG: usize = 8;
/// How many Hessian-vector products a measurement may take: fewer for large networks, which would
/// take hours else. What has not converged by then says so by its residual.
pub(super) struct Effort {
    most: u64,
    least: u64,
    /// Parameters × rows, of all products together.
    work: u64,
}

impl Effort {
    pub(super) fn products(&self, parameters: usize, rows: usize) -> usize {
        let each = parameters as u64 * rows as u64;
        (self.work / each).clamp(self.least, self.most) as usize
    }
}

/// Of a measurement along a run: seconds.
const ALONG: Effort = Effort { most: 400, least: 30, work: 90_000_000_000 };
/// Of the one at the end: minutes.
pub(super) const AT_END: Effort = Effort { most: 2_000, least: 100, work: 450_000_000_000 };

impl Probe {
    /// Another that measures the same.
    pub(super) fn fork(&self) -> Self {
        Self { network: self.network.fork(), ..*self }
    }

    /// Eigenvalues during a run: those that the spec asks for at each end, but few.
    pub(super) fn along(&mut self, theta: &[f64], preconditioner: Option<&[f64]>) -> Spectrum {
        let Curvature { top, bottom, .. } = self.curvature;
        let options = Lanczos {
            top: top.min(MOST_ALONG),
            bottom: bottom.min(MOST_ALONG),
            seed: self.seed,
            tolerance: TOLERANCE_ALONG,
            products: ALONG.products(theta.len(), self.rows),
            ..Lanczos::default()
        };
        self.spectrum(theta, preconditioner, &options.within_memory(theta.len()), false)
    }

    /// Eigenvalues at the end of a run: at least one at each end, or all of a small network.
    pub(super) fn at_end(&mut self, theta: &[f64], preconditioner: Option<&[f64]>) -> Spectrum {
        let Curvature { top, bottom, .. } = self.curvature;
        let options = Lanczos {
            top: top.max(1),
            bottom: bottom.max(1),
            seed: self.seed,
            products: AT_END.products(theta.len(), self.rows),
            ..Lanczos::default()
        };
        let fitting = options.within_memory(theta.len());
        let all = theta.len() <= DENSE_DIMENSION;
        let mut spectrum = self.spectrum(theta, preconditioner, &fitting, all);
        if fitting != options {
            spectrum.warning.get_or_insert(
                "There are fewer eigenvalues at the last step than asked for: more vectors do not fit into memory.",
            );
        }
        spectrum
    }

    fn spectrum(
        &mut self,
        theta: &[f64],
        preconditioner: Option<&[f64]>,
        options: &Lanczos,
        all: bool,
    ) -> Spectrum {
        // Hessian-vector products are taken at the point of the last gradient.
        let mut gradient = vec![0.0; theta.len()];
        self.network.value_and_gradient(theta, &mut gradient);
        let mut hessian = Hessian(&mut self.network);
        let of_hessian = eigenvalues(&mut hessian, options, all);
        let preconditioned = preconditioner.map(|diagonal| {
            let highest = Lanczos { top: options.top.max(1), bottom: 0, ..*options };
            eigenvalues(&mut Preconditioned::new(hessian, diagonal), &highest, false)
        });
        let failure = |result: &Result<Vec<Eigenpair>, CurvatureError>| match result {
            Err(_) => Some("Eigenvalues could not be computed at the last step."),
            Ok(pairs) if pairs.iter().any(|pair| !pair.converged) => {
                Some("Some eigenvalues at the last step did not converge: see their residuals.")
            }
            Ok(_) => None,
        };
        let warning = failure(&of_hessian).or_else(|| preconditioned.as_ref().and_then(failure));
        let plain = |pairs: Result<Vec<Eigenpair>, CurvatureError>| -> Vec<Eigenvalue> {
            let pairs = pairs.unwrap_or_default();
            pairs.iter().map(|p| Eigenvalue { value: p.value, residual: p.residual }).collect()
        };
        let hessian = plain(of_hessian);
        Spectrum {
            complete: hessian.len() == theta.len(),
            hessian,
            preconditioned: preconditioned.map(plain),
            warning,
        }
    }

    /// Trace and density, if the spec asks for probes of them.
    pub(super) fn sample(&mut self, theta: &[f64]) -> Option<Sample> {
        let Curvature { probes, depth, .. } = self.curvature;
        if probes == 0 {
            return None;
        }
        let mut gradient = vec![0.0; theta.len()];
        self.network.value_and_gradient(theta, &mut gradient);
        let sampling = Sampling { probes, depth, seed: self.seed };
        survey(&mut Hessian(&mut self.network), &sampling).ok().flatten()
    }

    /// Losses and accuracies, in a row whose other entries are open.
    pub(super) fn scores(&mut self, theta: &[f64]) -> HistoryRow {
        let train = self.network.score(theta, Part::Train);
        let test = self.network.score(theta, Part::Test);
        let loss = |score: Option<Score>| score.and_then(|score| finite(score.loss));
        let accuracy = |score: Option<Score>| score.and_then(|score| score.accuracy);
        HistoryRow {
            train_loss: loss(train),
            test_loss: loss(test),
            train_accuracy: accuracy(train),
            test_accuracy: accuracy(test),
            ..HistoryRow::default()
        }
    }
}

fn eigenvalues(
    operator: &mut impl Operator,
    options: &Lanczos,
    all: bool,
) -> Result<Vec<Eigenpair>, CurvatureError> {
    let spectrum = if all { dense(operator)? } else { lanczos(operator, options)? };
    Ok(spectrum.pairs)
}
