//! The six-hump camel (Dixon, Szegő 1978).

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "six-hump-camel",
    formula: "(4-2.1*x^2+x^4/3)*x^2 + x*y + (4*y^2-4)*y^2",
    shows: "Six minima in symmetric pairs of different depth and sharpness.",
    window: [-3.0, 3.0, -2.0, 2.0],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    let square = x * x;
    let other = y * y;
    (-(square * 2.1) + 4.0 + square * square / 3.0) * square + x * y + (other * 4.0 - 4.0) * other
}
