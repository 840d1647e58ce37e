//! A saddle between two minima.

use super::{About, Order, Parameter};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "saddle-trap",
    formula: "x^2/2 - b*y^2/2 + c*y^4/4",
    shows: "The saddle (0, 0) has λ = 1, −b; the minima y = ±√(b/c) have λ = 1, 2b. Rules whose passband has a negative part can settle on the saddle.",
    window: [-3.0, 3.0, -3.0, 3.0],
    parameters: &[
        Parameter { name: "b", default: 1.0, slider: (0.1, 4.0) },
        Parameter { name: "c", default: 1.0, slider: (0.1, 4.0) },
    ],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, p: &[f64]) -> N {
    let square = y * y;
    x * x / 2.0 - square * p[0] / 2.0 + square * square * p[1] / 4.0
}
