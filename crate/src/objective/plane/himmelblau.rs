//! Himmelblau 1972.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "himmelblau",
    formula: "(x^2+y-11)^2 + (x+y^2-7)^2",
    shows: "Four minima of different sharpness, four saddles and a maximum.",
    window: [-5.0, 5.0, -5.0, 5.0],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    let first = x * x + y - 11.0;
    let second = x + y * y - 7.0;
    first * first + second * second
}
