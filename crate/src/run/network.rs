//! Runs of networks, with what is measured along them.

use std::rc::Rc;

use serde::Serialize;

use super::record::{OfNetwork, RunRecord, Spectrum, finite};
use super::verdict::Eigenvalue;
use super::{Run, Status};
use crate::curvature::{
    CurvatureError, DENSE_DIMENSION, Density, Eigenpair, Hessian, Lanczos, Operator,
    Preconditioned, Sample, Sampling, Trace, dense, lanczos, sample,
};
use crate::error::{ErrorCode, SpecError};
use crate::filter;
use crate::kernel::Element;
use crate::objective::Objective;
use crate::objective::data::DataSet;
use crate::objective::network::{Architecture, Network, Part, Score};
use crate::real::norm;
use crate::spec::{Curvature, Mlp, Optimizer, Spec};

/// A row of a network run's history. Numbers that are not finite, or were not asked for, are
/// `None`.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HistoryRow {
    /// k.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub step: u64,
    /// f(θₖ): the training loss with the penalty.
    pub loss: Option<f64>,
    /// Loss on the training rows.
    pub train_loss: Option<f64>,
    /// Loss on the test rows; `None` without any.
    pub test_loss: Option<f64>,
    /// Share of training rows classified right; `None` without classes.
    pub train_accuracy: Option<f64>,
    /// Share of test rows classified right; `None` without classes.
    pub test_accuracy: Option<f64>,
    /// ‖∇f(θₖ)‖.
    pub grad_norm: Option<f64>,
    /// Largest eigenvalue of H.
    pub lambda_max: Option<f64>,
    /// ‖Hv − λv‖ of it.
    pub lambda_max_residual: Option<f64>,
    /// Smallest eigenvalue of H.
    pub lambda_min: Option<f64>,
    /// ‖Hv − λv‖ of it.
    pub lambda_min_residual: Option<f64>,
    /// Largest eigenvalue of P⁻¹H; Adam only.
    pub preconditioned_lambda_max: Option<f64>,
    /// αp(λmax)/c, for Adam of P⁻¹H's; `None` for sam.
    pub ratio: Option<f64>,
}

/// What a network's record has beside a landscape's.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct NetworkPart {
    /// Loss on the training rows at the end.
    pub train_loss: Option<f64>,
    /// Loss on the test rows.
    pub test_loss: Option<f64>,
    /// Share of training rows classified right.
    pub train_accuracy: Option<f64>,
    /// Share of test rows classified right.
    pub test_accuracy: Option<f64>,
    /// Measurements at 0, every so many steps, and at the end.
    pub history: Vec<HistoryRow>,
    /// Trace of H at the end; with `probes` only, `None` inside when diverged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub trace: Option<Option<Trace>>,
    /// Spectral density of H at the end; with `probes` only, `None` inside when diverged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub density: Option<Option<Density>>,
}

/// The objective at one θ.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct NetworkEvaluation {
    /// f(θ).
    pub f: Option<f64>,
    /// ∇f(θ).
    pub grad: Vec<f64>,
    /// ‖∇f(θ)‖.
    pub grad_norm: Option<f64>,
    /// Eigenvalues of H, ascending: all of them up to 512 parameters, else extreme ones.
    pub eigenvalues: Vec<Eigenvalue>,
    /// Loss on the training rows.
    pub train_loss: Option<f64>,
    /// Loss on the test rows.
    pub test_loss: Option<f64>,
    /// Share of training rows classified right.
    pub train_accuracy: Option<f64>,
    /// Share of test rows classified right.
    pub test_accuracy: Option<f64>,
}

/// A network as a spec describes it.
pub struct NetworkSetup<'a> {
    /// The experiment.
    pub spec: &'a Spec,
    /// Its network.
    pub mlp: &'a Mlp,
    /// Its data.
    pub data: Rc<DataSet>,
}

impl NetworkSetup<'_> {
    fn network<T: Element>(&self) -> Network<T> {
        let Mlp { layers, activation, loss, l2, init, batch, .. } = self.mlp.clone();
        let architecture = Architecture { layers, activation, loss, l2, init, batch };
        Network::new(&architecture, &self.data, self.spec.seed)
    }

    fn start<T: Element>(
        &self,
        network: &Network<T>,
        given: Option<&[f64]>,
    ) -> Result<Vec<T>, SpecError> {
        let Some(given) = given else { return Ok(network.initial()) };
        let dimension = network.layout().dimension();
        if given.len() != dimension || !given.iter().all(|entry| entry.is_finite()) {
            let got = format!("{} numbers", given.len());
            let allowed = format!("{dimension} finite numbers: W₁ row by row, b₁, W₂, …");
            return Err(SpecError::new(ErrorCode::OutOfRange, "theta", got, allowed));
        }
        Ok(given.iter().map(|&entry| T::from_f64(entry)).collect())
    }

    fn probe(&self) -> Probe {
        let curvature = self.spec.curvature.unwrap_or(Curvature {
            every: 1,
            top: 1,
            bottom: 1,
            probes: 0,
            depth: 64,
        });
        Probe { network: self.network(), curvature, seed: self.spec.seed }
    }

    /// Trace and spectral density at `theta`, or at the seed's θ₀, by `probes` probes of `depth`
    /// Lanczos steps each.
    ///
    /// # Errors
    /// For a θ of the wrong length, and where the Hessian is not finite.
    pub fn sample(
        &self,
        theta: Option<&[f64]>,
        probes: usize,
        depth: usize,
    ) -> Result<SpectrumSample, SpecError> {
        let mut probe = self.probe();
        probe.curvature = Curvature { probes, depth, ..probe.curvature };
        let theta = self.start(&probe.network, theta)?;
        let found = probe.sample(&theta).ok_or_else(|| {
            let allowed = "weights where the Hessian is finite, and at least one probe";
            SpecError::new(ErrorCode::OutOfRange, "theta", "these weights", allowed)
        })?;
        Ok(SpectrumSample { trace: found.trace, density: found.density })
    }

    /// f, ∇f, scores and eigenvalues at `theta`, or at the seed's θ₀.
    ///
    /// # Errors
    /// For a θ of the wrong length.
    pub fn evaluate(&self, theta: Option<&[f64]>) -> Result<NetworkEvaluation, SpecError> {
        let mut probe = self.probe();
        let theta = self.start(&probe.network, theta)?;
        let mut grad = vec![0.0; theta.len()];
        let f = probe.network.value_and_gradient(&theta, &mut grad);
        let eigenvalues = probe.at_end(&theta, None).hessian;
        let scores = probe.scores(&theta);
        Ok(NetworkEvaluation {
            f: finite(f),
            grad_norm: finite(norm(&grad)),
            grad,
            eigenvalues,
            train_loss: scores.train_loss,
            test_loss: scores.test_loss,
            train_accuracy: scores.train_accuracy,
            test_accuracy: scores.test_accuracy,
        })
    }
}

/// What random probes tell of the Hessian at one θ.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SpectrumSample {
    /// Trace of H.
    pub trace: Trace,
    /// Spectral density of H.
    pub density: Density,
}

/// A run of a network.
pub struct NetworkRun<T: Element> {
    run: Run<T, Network<T>>,
    probe: Probe,
    history: Vec<HistoryRow>,
    /// Eigenvalues at the end.
    last: Option<Spectrum>,
    /// Trace and density at the end, if asked for.
    sample: Option<Sample>,
}

impl<T: Element> NetworkRun<T> {
    /// At θ₀, or at the one given, with the first row of the history.
    ///
    /// # Errors
    /// For a θ₀ of the wrong length.
    pub fn new(
        setup: &NetworkSetup<'_>,
        optimizer: Optimizer,
        theta: Option<&[f64]>,
    ) -> Result<Self, SpecError> {
        let network = setup.network();
        let start = setup.start(&network, theta)?;
        let batches = setup.mlp.batch.is_some();
        let run = Run::new(network, optimizer, setup.spec.stop, start, batches);
        let mut run =
            Self { run, probe: setup.probe(), history: Vec::new(), last: None, sample: None };
        run.observe();
        Ok(run)
    }

    /// At most `steps` steps, measuring where it is due. True once the run has ended.
    pub fn advance(&mut self, steps: u64) -> bool {
        for _ in 0..steps {
            if self.run.status() != Status::Running {
                break;
            }
            self.run.advance();
            self.observe();
        }
        self.run.status() != Status::Running
    }

    /// Adds a row to the history if one is due.
    fn observe(&mut self) {
        let ended = self.run.status() != Status::Running;
        if !ended && !self.run.step().is_multiple_of(self.probe.curvature.every) {
            return;
        }
        let theta = self.theta();
        let preconditioner = self.run.state().preconditioner(self.run.optimizer());
        let spectrum = if self.run.status() == Status::Diverged {
            Spectrum::default()
        } else if ended {
            self.probe.at_end(&theta, preconditioner.as_deref())
        } else {
            self.probe.along(&theta, preconditioner.as_deref())
        };
        let mut row = self.probe.scores(&theta);
        row.step = self.run.step();
        row.loss = finite(self.run.f());
        row.grad_norm = finite(self.run.gradient_norm());
        let Curvature { top, bottom, .. } = self.probe.curvature;
        if let Some(highest) = spectrum.hessian.last().filter(|_| top > 0 || ended) {
            row.lambda_max = finite(highest.value);
            row.lambda_max_residual = finite(highest.residual);
        }
        if let Some(lowest) = spectrum.hessian.first().filter(|_| bottom > 0 || ended) {
            row.lambda_min = finite(lowest.value);
            row.lambda_min_residual = finite(lowest.residual);
        }
        let preconditioned = spectrum.preconditioned.as_ref().and_then(|values| values.last());
        row.preconditioned_lambda_max = preconditioned.and_then(|highest| finite(highest.value));
        let is_adam = self.run.optimizer().beta1.is_some();
        let judged = if is_adam { row.preconditioned_lambda_max } else { row.lambda_max };
        row.ratio = judged.and_then(|value| filter::ratio(self.run.optimizer(), value));
        self.history.push(row);
        if ended {
            self.last = Some(spectrum);
            if self.run.status() != Status::Diverged {
                self.sample = self.probe.sample(&theta);
            }
        }
    }

    /// k.
    pub fn step(&self) -> u64 {
        self.run.step()
    }

    /// θₖ, widened to f64: [d].
    pub fn theta(&self) -> Vec<f64> {
        self.run.x().iter().map(|entry| entry.to_f64()).collect()
    }

    /// Rows of the history from index `from` on.
    pub fn history(&self, from: usize) -> &[HistoryRow] {
        self.history.get(from..).unwrap_or_default()
    }

    /// The record as the run stands; eigenvalues once it has ended.
    pub fn record(&mut self) -> RunRecord {
        let mut record = RunRecord::of(&self.run, self.last.clone().unwrap_or_default());
        let scores = self.probe.scores(&self.theta());
        let probed = self.probe.curvature.probes > 0;
        record.network = OfNetwork(Some(NetworkPart {
            train_loss: scores.train_loss,
            test_loss: scores.test_loss,
            train_accuracy: scores.train_accuracy,
            test_accuracy: scores.test_accuracy,
            history: self.history.clone(),
            trace: probed.then(|| self.sample.as_ref().map(|sample| sample.trace)),
            density: probed.then(|| self.sample.as_ref().map(|sample| sample.density.clone())),
        }));
        record
    }
}

/// Measures a run from outside: in f64, on a network of its own, so that measuring never touches
/// the run's bits, and eigenvalues are exact for f32 runs too.
struct Probe {
    network: Network<f64>,
    curvature: Curvature,
    seed: u64,
}

/// Residual, relative to the largest |λ|, that measurements along a run ask for. An eigenvalue's
/// error is the residual's square over the gap to the next: many more digits than the residual has.
const TOLERANCE_ALONG: f64 = 1e-6;
/// Most Hessian-vector products of a measurement along a run.
const PRODUCTS_ALONG: usize = 400;

impl Probe {
    fn along(&mut self, theta: &[f64], preconditioner: Option<&[f64]>) -> Spectrum {
        let Curvature { top, bottom, .. } = self.curvature;
        let options = Lanczos {
            top: top.min(1),
            bottom: bottom.min(1),
            seed: self.seed,
            tolerance: TOLERANCE_ALONG,
            products: PRODUCTS_ALONG,
            ..Lanczos::default()
        };
        self.spectrum(theta, preconditioner, &options, false)
    }

    fn at_end(&mut self, theta: &[f64], preconditioner: Option<&[f64]>) -> Spectrum {
        let Curvature { top, bottom, .. } = self.curvature;
        let options = Lanczos {
            top: top.max(1),
            bottom: bottom.max(1),
            seed: self.seed,
            ..Lanczos::default()
        };
        self.spectrum(theta, preconditioner, &options, theta.len() <= DENSE_DIMENSION)
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

    /// Trace and density by random probes, if the spec asks for any.
    fn sample(&mut self, theta: &[f64]) -> Option<Sample> {
        let Curvature { probes, depth, .. } = self.curvature;
        if probes == 0 {
            return None;
        }
        let mut gradient = vec![0.0; theta.len()];
        self.network.value_and_gradient(theta, &mut gradient);
        let sampling = Sampling { probes, depth, seed: self.seed };
        sample(&mut Hessian(&mut self.network), &sampling).ok()
    }

    /// Losses and accuracies, in a row whose other entries are open.
    fn scores(&mut self, theta: &[f64]) -> HistoryRow {
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
