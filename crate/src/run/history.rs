//! What a network's record has beside a landscape's: losses, accuracies and measurements.

use serde::Serialize;

use super::verdict::Eigenvalue;
use crate::curvature::{Density, Trace};

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
    /// The largest eigenvalues of H, the largest first, where more than one is wanted; along a run
    /// not all that the end has.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub top: Option<Vec<Eigenvalue>>,
    /// The smallest ones, the smallest first, where more than one is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub bottom: Option<Vec<Eigenvalue>>,
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
