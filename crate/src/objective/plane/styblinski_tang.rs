//! Styblinski, Tang 1990.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "styblinski-tang",
    formula: "(x^4-16*x^2+5*x + y^4-16*y^2+5*y)/2",
    shows: "Four minima whose depth and sharpness go together: the lowest is the sharpest.",
    window: [-5.0, 5.0, -5.0, 5.0],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    let square = x * x;
    let other = y * y;
    let first = square * square - square * 16.0 + x * 5.0;
    let second = other * other - other * 16.0 + y * 5.0;
    (first + second) / 2.0
}
