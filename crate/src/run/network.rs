//! Runs of networks, with what is measured along them.

use std::rc::Rc;

use serde::Serialize;

use super::history::{HistoryRow, NetworkPart};
use super::probe::{MOST_ALONG, Probe};
use super::record::{OfNetwork, RunRecord, Spectrum, finite};
use super::verdict::Eigenvalue;
use super::{Run, Status};
use crate::curvature::{Density, Sample, Trace};
use crate::error::{ErrorCode, SpecError};
use crate::filter;
use crate::kernel::Element;
use crate::objective::Objective;
use crate::objective::data::DataSet;
use crate::objective::network::{Architecture, Network};
use crate::real::norm;
use crate::slice::{Directions, Planning};
use crate::spec::{Curvature, Mlp, Optimizer, Spec};

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
    /// The network, with no batch selected.
    pub fn network<T: Element>(&self) -> Network<T> {
        let Mlp { layers, activation, loss, l2, init, batch, .. } = self.mlp.clone();
        let architecture = Architecture { layers, activation, loss, l2, init, batch };
        Network::new(&architecture, &self.data, self.spec.seed)
    }

    pub(super) fn start<T: Element>(
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

    /// How much of its curvature to measure.
    pub(super) fn curvature(&self) -> Curvature {
        let plain = Curvature { every: 1, top: 1, bottom: 1, probes: 0, depth: 64 };
        self.spec.curvature.unwrap_or(plain)
    }

    fn probe(&self) -> Probe {
        let rows = self.data.train.rows();
        Probe { network: self.network(), curvature: self.curvature(), seed: self.spec.seed, rows }
    }

    /// Trace and spectral density at `theta`, or at the seed's θ₀, by `probes` probes of `depth`
    /// Lanczos steps each, or exactly where there are few parameters.
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

    /// A plane through `theta` that is to be looked at, before its directions are there.
    ///
    /// # Errors
    /// For a θ of the wrong length.
    pub fn slice(&self, theta: &[f64], directions: &Directions<'_>) -> Result<Planning, SpecError> {
        let network = self.network();
        let centre = self.start(&network, Some(theta))?;
        if let Directions::Through(others) = directions {
            for other in others {
                self.start::<f64>(&network, Some(other))?;
            }
        }
        Planning::new(network, centre, directions, self.spec.seed)
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

/// Trace and density of the Hessian at one θ.
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
    /// Rows are shared with forks.
    history: Vec<Rc<HistoryRow>>,
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

    /// An exact copy, which goes on to the same bits: iterates, Adam's averages, the order of
    /// mini-batches, counters and fingerprint. It shares data and history, and weighs
    /// [`weight`](Self::weight) until it is advanced.
    pub fn fork(&self) -> Self {
        Self {
            run: self.run.fork(self.run.objective.fork()),
            probe: self.probe.fork(),
            history: self.history.clone(),
            last: self.last.clone(),
            sample: self.sample.clone(),
        }
    }

    /// Bytes that a fork keeps to itself, about: vectors of d numbers (four of the state, θ and ∇f
    /// of the objective, an iterate not hashed yet, Adam's two), and a word for each row.
    pub fn weight(&self) -> u64 {
        let vectors = if self.run.optimizer().beta1.is_some() { 9 } else { 7 };
        let (d, rows) = (self.run.x().len() as u64, self.history.len() as u64);
        vectors * d * size_of::<T>() as u64 + rows * size_of::<usize>() as u64 + 8192
    }

    /// Raises the budget to `steps`. A run out of steps goes on as if it had had them from the
    /// start; others stay as they are.
    pub fn extend(&mut self, steps: u64) {
        if !self.run.extend(steps) {
            return;
        }
        // The row of an end that was none: an undisturbed run has it only where one is due.
        self.history.pop();
        (self.last, self.sample) = (None, None);
        self.observe();
    }

    /// [`advance`](Self::advance) for those who want the iterates alone: nothing is measured.
    pub fn skip(&mut self, steps: u64) -> bool {
        self.run.fit();
        for _ in 0..steps {
            self.run.advance();
        }
        self.run.status() != Status::Running
    }

    /// At most `steps` steps, measuring where it is due. True once the run has ended.
    pub fn advance(&mut self, steps: u64) -> bool {
        self.run.fit();
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
        (row.top, row.bottom) = ends(&spectrum.hessian, top, bottom);
        let preconditioned = spectrum.preconditioned.as_ref().and_then(|values| values.last());
        row.preconditioned_lambda_max = preconditioned.and_then(|highest| finite(highest.value));
        let is_adam = self.run.optimizer().beta1.is_some();
        let judged = if is_adam { row.preconditioned_lambda_max } else { row.lambda_max };
        row.ratio = judged.and_then(|value| filter::ratio(self.run.optimizer(), value));
        self.history.push(Rc::new(row));
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

    /// Diagonal of Adam's preconditioner P, [d]; `None` for other rules and before the first step.
    pub fn preconditioner(&self) -> Option<Vec<f64>> {
        self.run.state().preconditioner(self.run.optimizer())
    }

    /// Rows of the history from index `from` on.
    pub fn history(&self, from: usize) -> Vec<HistoryRow> {
        let rows = self.history.get(from..).unwrap_or_default();
        rows.iter().map(|row| HistoryRow::clone(row)).collect()
    }

    /// The record as the run stands; eigenvalues once it has ended.
    pub fn record(&mut self) -> RunRecord {
        let mut record = RunRecord::of(&self.run, self.last.clone().unwrap_or_default());
        let measured = self.history.last().filter(|row| row.step == self.run.step());
        let measured = measured.map(|row| HistoryRow::clone(row));
        let scores = measured.unwrap_or_else(|| self.probe.scores(&self.theta()));
        let probed = self.probe.curvature.probes > 0;
        record.network = OfNetwork(Some(NetworkPart {
            train_loss: scores.train_loss,
            test_loss: scores.test_loss,
            train_accuracy: scores.train_accuracy,
            test_accuracy: scores.test_accuracy,
            history: self.history(0),
            trace: probed.then(|| self.sample.as_ref().map(|sample| sample.trace)),
            density: probed.then(|| self.sample.as_ref().map(|sample| sample.density.clone())),
        }));
        record
    }
}

/// The largest and the smallest of ascending eigenvalues, the outermost first, where more than one is
/// wanted at an end; as many as are followed along a run.
fn ends(
    all: &[Eigenvalue],
    top: usize,
    bottom: usize,
) -> (Option<Vec<Eigenvalue>>, Option<Vec<Eigenvalue>>) {
    let wanted = |count: usize| (count > 1 && !all.is_empty()).then_some(count.min(MOST_ALONG));
    let highest = wanted(top).map(|count| all.iter().rev().take(count).copied().collect());
    let lowest = wanted(bottom).map(|count| all.iter().take(count).copied().collect());
    (highest, lowest)
}
