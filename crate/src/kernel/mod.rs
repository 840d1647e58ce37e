//! The loops that take the time: matrix products and elementary functions over slices.
//!
//! Everything here gives the same bits on every machine: plain IEEE operations in a fixed order,
//! no fused multiply-add, and elementary functions of our own instead of the platform's. A lane of
//! a vector holds what a loop over single numbers would, so the width of vectors never shows.

mod exponential;
mod logarithm;
mod map;
mod memory;
mod packing;
mod pair;
mod polynomial;
mod product;
mod scalar;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod sse2;
mod sum;
mod vector;

pub use exponential::{Logistic, exponential, logistic};
pub use logarithm::ln_1p;
pub use map::{Lanes, add_scaled, map, scale};
pub use memory::AlignedToLines;
pub use packing::{Factor, Packed};
pub use pair::Pair;
pub use product::Product;
pub use sum::dot;
pub use vector::{Element, Vector};

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use simd128::{F32x4, F64x2};
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
use sse2::{F32x4, F64x2};

/// Without vectors, one f32 at a time.
#[cfg(not(any(
    all(target_arch = "wasm32", target_feature = "simd128"),
    all(target_arch = "x86_64", target_feature = "sse2")
)))]
type F32x4 = f32;
/// Without vectors, one f64 at a time.
#[cfg(not(any(
    all(target_arch = "wasm32", target_feature = "simd128"),
    all(target_arch = "x86_64", target_feature = "sse2")
)))]
type F64x2 = f64;
