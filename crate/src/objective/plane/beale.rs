//! Beale 1958.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "beale",
    formula: "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2",
    shows: "A minimum at (3, 0.5), and walls so steep at the window's corners that most step sizes diverge from there.",
    window: [-4.5, 4.5, -4.5, 4.5],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    let square = y * y;
    let first = -x + 1.5 + x * y;
    let second = -x + 2.25 + x * square;
    let third = -x + 2.625 + x * (y * square);
    first * first + second * second + third * third
}
