//! Runs: an optimizer at work on an objective, step by step, until one of the contract's §6 ends.
//!
//! A run advances in slices, so that it can be shown, paused and cancelled; how it is sliced never
//! changes its bits.

pub mod along;
pub mod fingerprint;
pub mod history;
pub mod inspection;
pub mod landscape;
pub mod many;
pub mod network;
mod probe;
pub mod record;
pub mod verdict;
mod watch;

use fingerprint::Fingerprint;
use watch::{Sight, Watch};

use crate::named::named;
use crate::objective::Objective;
use crate::optimizer::State;
use crate::real::{Real, norm};
use crate::spec::{Optimizer, Stop};

named! {
    /// Where a run stands.
    pub enum Status {
        /// Under way.
        Running = "running", "under way";
        /// ∇f vanished to tolerance.
        Converged = "converged", "converged";
        /// At rest where g = 0 but ∇f ≠ 0.
        Phantom = "phantom", "at a phantom";
        /// Jumping between two points.
        Cycling = "cycling", "cycling";
        /// Not finite, or beyond 10⁸.
        Diverged = "diverged", "diverged";
        /// Out of steps.
        Budget = "budget", "out of steps";
    }
}

/// A run under way: the part that landscapes and networks share.
pub struct Run<T, O> {
    /// What is minimized.
    pub objective: O,
    optimizer: Optimizer,
    stop: Stop,
    /// Whether directions come from mini-batches; the stop test uses the full objective always.
    batches: bool,
    state: State<T>,
    step: u64,
    f: T,
    gradient: Vec<T>,
    gradient_norm: f64,
    status: Status,
    reason: Option<&'static str>,
    watch: Watch,
    fingerprint: Fingerprint,
}

impl<T: Real, O: Objective<T>> Run<T, O> {
    /// At step 0, evaluated; it may have ended there.
    pub fn new(
        objective: O,
        optimizer: Optimizer,
        stop: Stop,
        start: Vec<T>,
        batches: bool,
    ) -> Self {
        let dimension = start.len();
        let mut run = Self {
            objective,
            stop,
            batches,
            step: 0,
            f: T::ZERO,
            gradient: vec![T::ZERO; dimension],
            gradient_norm: 0.0,
            state: State::new(&optimizer, start),
            optimizer,
            status: Status::Running,
            reason: None,
            watch: Watch::default(),
            fingerprint: Fingerprint::default(),
        };
        run.evaluate();
        run
    }

    /// A copy that goes on to the same bits. `objective` is this run's, at the same point.
    ///
    /// It has no working space until [`fit`](Self::fit) makes it: many can be kept.
    pub fn fork(&self, objective: O) -> Self {
        Self {
            objective,
            optimizer: self.optimizer.clone(),
            state: self.state.fork(),
            gradient: self.gradient.clone(),
            fingerprint: self.fingerprint.clone(),
            ..*self
        }
    }

    /// Makes the working space for steps, if it is not there.
    pub fn fit(&mut self) {
        self.state.fit();
    }

    /// Raises the budget to `steps`; true if the run had ended for want of it and now goes on.
    /// A budget is never lowered.
    pub fn extend(&mut self, steps: u64) -> bool {
        if steps <= self.stop.steps {
            return false;
        }
        self.stop.steps = steps;
        let goes_on = self.status == Status::Budget;
        if goes_on {
            self.status = Status::Running;
        }
        goes_on
    }

    /// One step, evaluated. Nothing happens once the run has ended.
    pub fn advance(&mut self) {
        if self.status != Status::Running {
            return;
        }
        if self.batches {
            self.objective.select_batch(Some(self.step));
            self.state.step(&self.optimizer, &mut self.objective, None);
            self.objective.select_batch(None);
        } else {
            self.state.step(&self.optimizer, &mut self.objective, Some(&self.gradient));
        }
        self.step += 1;
        self.evaluate();
    }

    /// f and ∇f at the iterate, and what they say of the run.
    fn evaluate(&mut self) {
        let x = self.state.x();
        let finite = x.iter().all(|entry| entry.is_finite());
        if finite {
            self.fingerprint.add(x);
        }
        self.f = self.objective.value_and_gradient(x, &mut self.gradient);
        self.gradient_norm = norm(&self.gradient);
        let sight = Sight {
            step: self.step,
            x: self.state.x(),
            previous: self.state.previous(),
            before_previous: self.state.before_previous(),
            f: self.f,
            gradient: &self.gradient,
            gradient_norm: self.gradient_norm,
            g: self.state.g(),
        };
        (self.status, self.reason) = self.watch.judge(&self.optimizer, self.stop, &sight);
    }

    /// k.
    pub fn step(&self) -> u64 {
        self.step
    }
    /// Where the run stands.
    pub fn status(&self) -> Status {
        self.status
    }
    /// xₖ, [d].
    pub fn x(&self) -> &[T] {
        self.state.x()
    }
    /// f(xₖ).
    pub fn f(&self) -> f64 {
        self.f.to_f64()
    }
    /// ‖∇f(xₖ)‖₂.
    pub fn gradient_norm(&self) -> f64 {
        self.gradient_norm
    }
    /// The optimizer at work.
    pub fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }
    /// Its state.
    pub fn state(&self) -> &State<T> {
        &self.state
    }
}
