//! The loops that take the time: matrix products and elementary functions over slices.
//!
//! Everything here gives the same bits on every machine: plain IEEE operations in a fixed order,
//! no fused multiply-add, and elementary functions of our own instead of the platform's. A lane of
//! a vector holds what a loop over single numbers would, so the width of vectors never shows.

mod exponential;
mod logarithm;
mod map;
mod product;
mod scalar;
mod sum;
mod vector;

pub use exponential::{Logistic, exponential, logistic};
pub use logarithm::ln_1p;
pub use map::{add_scaled, map, scale};
pub use product::Product;
pub use sum::dot;
pub use vector::{Element, Vector};
