//! A curved valley of minima xy = 1, flat along itself.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "product-valley",
    formula: "(x*y-1)^2/2",
    shows: "A continuum of minima xy = 1 with λ = x²+y², 0: the flattest lies nearest to the origin. The saddle is (0, 0).",
    window: [-4.0, 4.0, -4.0, 4.0],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    let residual = x * y - 1.0;
    residual * residual / 2.0
}
