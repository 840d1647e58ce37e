//! The record of a run: the entries of `runs[]` that every surface shows (contract §8).

use serde::Serialize;

use super::history::NetworkPart;
use super::verdict::{Eigenvalue, Verdict, judge};
use super::{Run, Status};
use crate::filter;
use crate::objective::Objective;
use crate::optimizer::rule::Cost;
use crate::real::{Real, norm};
use crate::spec::Optimizer;

/// What is known of a run. Numbers that are not finite are `None`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RunRecord {
    /// The optimizer.
    pub optimizer: Optimizer,
    /// Where it started; `None` for networks.
    pub start: Option<[f64; 2]>,
    /// Where it stands.
    pub status: Status,
    /// For `diverged`: what was not finite or too large.
    pub reason: Option<String>,
    /// Steps taken, k.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub steps: u64,
    /// xₖ; functions only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub x: Option<[Option<f64>; 2]>,
    /// f(xₖ).
    pub f: Option<f64>,
    /// ‖∇f(xₖ)‖.
    pub grad_norm: Option<f64>,
    /// ‖g‖ of the last step; `None` before the first.
    pub direction_norm: Option<f64>,
    /// Eigenvalues of H, ascending; none when diverged.
    pub eigenvalues: Vec<Eigenvalue>,
    /// Eigenvalues of P⁻¹H, ascending; Adam only, none before its first step.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub preconditioned_eigenvalues: Option<Vec<Eigenvalue>>,
    /// The optimizer's passband as intervals; `None` for sam.
    pub passband: Option<Vec<[Option<f64>; 2]>>,
    /// Its lone points.
    pub lone_points: Vec<f64>,
    /// Its top.
    pub bound: Option<f64>,
    /// For converged runs of rules that have one.
    pub verdict: Option<Verdict>,
    /// The same for runs out of steps: not converged, the theorem does not apply.
    pub reading: Option<Verdict>,
    /// 16 hex digits.
    pub fingerprint: String,
    /// Whether the link's fingerprint agrees; `None` where it has none.
    pub reproduced: Option<bool>,
    /// Work of all steps.
    pub cost: Cost,
    /// What should be known beside the numbers.
    pub warnings: Vec<String>,
    /// Losses, accuracies and measurements; networks only.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub network: OfNetwork,
}

/// What networks add to a record; nothing for landscapes.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct OfNetwork(pub Option<NetworkPart>);

#[cfg(feature = "typescript")]
impl ts_rs::TS for OfNetwork {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(config: &ts_rs::Config) -> String {
        Self::inline(config)
    }
    fn inline(_: &ts_rs::Config) -> String {
        "Partial<NetworkPart>".into()
    }
    fn inline_flattened(config: &ts_rs::Config) -> String {
        Self::inline(config)
    }
    fn visit_dependencies(visitor: &mut impl ts_rs::TypeVisitor) {
        visitor.visit::<NetworkPart>();
    }
}

/// Eigenvalues at a run's end.
#[derive(Clone, Debug, Default)]
pub struct Spectrum {
    /// Of H, ascending.
    pub hessian: Vec<Eigenvalue>,
    /// Whether they are all of H's eigenvalues.
    pub complete: bool,
    /// Of P⁻¹H, ascending; Adam only.
    pub preconditioned: Option<Vec<Eigenvalue>>,
    /// What should be known of them.
    pub warning: Option<&'static str>,
}

/// A number, if it is finite.
pub(crate) fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

impl RunRecord {
    /// The record of `run` as it stands; `spectrum` holds the eigenvalues at its iterate.
    pub(super) fn of<T: Real, O: Objective<T>>(run: &Run<T, O>, spectrum: Spectrum) -> Self {
        let optimizer = run.optimizer.clone();
        let judgement = || judge(&optimizer, &spectrum.hessian, spectrum.complete);
        let passband = filter::passband(&optimizer);
        let Cost { gradients, hvps } = optimizer.rule.about().cost;
        let mut warnings: Vec<String> = spectrum.warning.into_iter().map(Into::into).collect();
        let converged = run.status == Status::Converged;
        let moved = run.state.moved();
        if size_of::<T>() == 4 && moved.unchanged > 0 {
            let share = 100.0 * moved.unchanged as f64 / moved.asked as f64;
            warnings.push(format!(
                "In f32, rounding left {share:.1} % of the coordinates unchanged that ascent steps \
                 should have moved: the rule acted partly as gd. Use f64 or a larger rho."
            ));
        }
        Self {
            start: None,
            status: run.status,
            reason: run.reason.map(Into::into),
            steps: run.step,
            x: None,
            f: finite(run.f()),
            grad_norm: finite(run.gradient_norm),
            direction_norm: (run.step > 0).then(|| norm(run.state.g())).and_then(finite),
            // The theorem is about a deterministic map: mini-batches get readings only.
            verdict: if converged && !run.batches { judgement() } else { None },
            reading: if converged && run.batches || run.status == Status::Budget {
                judgement()
            } else {
                None
            },
            passband: passband
                .as_ref()
                .map(|passband| passband.bands.iter().map(|band| band.map(finite)).collect()),
            bound: passband.as_ref().and_then(|passband| finite(passband.bound)),
            lone_points: passband.map_or(vec![], |passband| passband.lone_points),
            fingerprint: run.fingerprint.digits(),
            reproduced: None,
            cost: Cost { gradients: run.step * gradients, hvps: run.step * hvps },
            warnings,
            network: OfNetwork::default(),
            preconditioned_eigenvalues: optimizer
                .beta1
                .map(|_| spectrum.preconditioned.unwrap_or_default()),
            eigenvalues: spectrum.hessian,
            optimizer,
        }
    }
}
