//! Eigensieve's engine: optimizers, the eigenvalue filters their hyperparameters imply, and the
//! runs that show both.
//!
//! Data flows one way: link → [`spec`] → [`objective`] → [`run`] → [`curvature`] → record. Below
//! that line lie the tables that name what exists (functions, rules, momenta, activations, losses,
//! data), which validation reads too.

pub mod admission;
pub mod basins;
pub mod catalogue;
pub mod critical;
pub mod curvature;
pub mod error;
pub mod experiment;
pub mod filter;
pub mod kernel;
mod named;
pub mod objective;
pub mod optimizer;
mod order;
pub mod planar;
pub mod predictions;
pub mod random;
pub mod real;
pub mod run;
pub mod slice;
pub mod spec;

#[cfg(all(target_arch = "wasm32", feature = "border"))]
pub mod wasm;
