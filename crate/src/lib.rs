//! Eigensieve's engine: optimizers, the eigenvalue filters their hyperparameters imply, and the
//! runs that show both.
//!
//! Data flows one way: link → [`spec`] → [`objective`] → run → curvature → record. No module
//! imports from one further down that line.

pub mod curvature;
pub mod error;
pub mod kernel;
mod named;
pub mod objective;
pub mod random;
pub mod real;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
