//! The ends of a run (contract §6), told from what is seen at each step.

use super::Status;
use crate::real::{Real, distance, norm};
use crate::spec::{Optimizer, Stop};

/// Iterates farther than this from the origin have diverged.
pub(super) const FARTHEST: f64 = 1e8;
/// ∇f is not small at a phantom: it exceeds the tolerance by this factor.
pub(super) const STEEP: f64 = 1e4;
/// Steps in a row that make a phantom or a cycle.
pub(super) const PATIENCE: u32 = 50;

/// What is seen of a run at step k.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sight<'a, T> {
    /// k.
    pub step: u64,
    /// xₖ.
    pub x: &'a [T],
    /// xₖ₋₁.
    pub previous: &'a [T],
    /// xₖ₋₂.
    pub before_previous: &'a [T],
    /// f(xₖ).
    pub f: T,
    /// ∇f(xₖ).
    pub gradient: &'a [T],
    /// ‖∇f(xₖ)‖.
    pub gradient_norm: f64,
    /// The direction of the last step.
    pub g: &'a [T],
}

/// What has to be remembered from step to step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Watch {
    /// Steps in a row at rest where ∇f is not small.
    resting: u32,
    /// Steps in a row that came back to where the one before began.
    returning: u32,
}

impl Watch {
    /// Whether neither kind of step came so many times in a row.
    pub fn counts_less_than(self, times: u32) -> bool {
        self.resting < times && self.returning < times
    }

    /// Where a run stands, and for a diverged one, why.
    pub fn judge<T: Real>(
        &mut self,
        optimizer: &Optimizer,
        stop: Stop,
        sight: &Sight<'_, T>,
    ) -> (Status, Option<&'static str>) {
        let position = norm(sight.x);
        self.count_rest(optimizer, stop, sight);
        self.count_returns(sight, position);
        if let Some(end) = end_at(optimizer, stop, sight, position) {
            return end;
        }
        let status = if self.resting >= PATIENCE {
            Status::Phantom
        } else if self.returning >= PATIENCE {
            Status::Cycling
        } else if sight.step == stop.steps {
            Status::Budget
        } else {
            Status::Running
        };
        (status, None)
    }

    fn count_rest<T: Real>(&mut self, optimizer: &Optimizer, stop: Stop, sight: &Sight<'_, T>) {
        let resting = sight.step > 0
            && optimizer.rule.about().phantoms
            && sight.gradient_norm > STEEP * stop.grad_tol
            && norm(sight.g) <= stop.grad_tol;
        self.resting = if resting { self.resting + 1 } else { 0 };
    }

    fn count_returns<T: Real>(&mut self, sight: &Sight<'_, T>, position: f64) {
        let (same, different) = T::CYCLE;
        let scale = position.max(1.0);
        let returning = sight.step > 1
            && distance(sight.x, sight.before_previous) <= same * scale
            && distance(sight.x, sight.previous) > different * scale;
        self.returning = if returning { self.returning + 1 } else { 0 };
    }
}

/// How a run ends for what is seen at this step alone, if it does, and for a diverged one, why.
/// `position` is ‖xₖ‖.
pub(super) fn end_at<T: Real>(
    optimizer: &Optimizer,
    stop: Stop,
    sight: &Sight<'_, T>,
    position: f64,
) -> Option<(Status, Option<&'static str>)> {
    let failure = if !sight.x.iter().all(|entry| entry.is_finite()) {
        Some("x is not finite")
    } else if !sight.f.is_finite() {
        Some("f(x) is not finite")
    } else if !sight.gradient.iter().all(|entry| entry.is_finite()) {
        Some("∇f(x) is not finite")
    } else if position > FARTHEST {
        Some("‖x‖ exceeds 1e8")
    } else {
        None
    };
    if failure.is_some() {
        return Some((Status::Diverged, failure));
    }
    let converged = sight.gradient_norm <= stop.grad_tol && has_slowed_down(optimizer, stop, sight);
    converged.then_some((Status::Converged, None))
}

/// With momentum, a vanishing gradient may be passed at speed.
fn has_slowed_down<T: Real>(optimizer: &Optimizer, stop: Stop, sight: &Sight<'_, T>) -> bool {
    let beta = optimizer.beta();
    let displacement = || distance(sight.x, sight.previous);
    beta == 0.0 || (1.0 - beta) * displacement() <= 10.0 * optimizer.alpha * stop.grad_tol
}
