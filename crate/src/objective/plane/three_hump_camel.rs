//! The three-hump camel.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "three-hump-camel",
    formula: "2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2",
    shows: "Three minima, the middle one lowest, with two saddles between them.",
    window: [-5.0, 5.0, -5.0, 5.0],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    let square = x * x;
    let fourth = square * square;
    square * 2.0 - fourth * 1.05 + fourth * square / 6.0 + x * y + y * y
}
