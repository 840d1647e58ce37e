//! Rosenbrock 1960.

use super::{About, Order, Parameter};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "rosenbrock",
    formula: "(a-x)^2 + b*(y-x^2)^2",
    shows: "A bent, narrow valley: λmax at the minimum (a, a²) is about 1000, so step sizes must be small.",
    window: [-2.0, 2.0, -1.0, 3.0],
    parameters: &[
        Parameter { name: "a", default: 1.0, slider: (-1.5, 1.5) },
        Parameter { name: "b", default: 100.0, slider: (1.0, 200.0) },
    ],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, p: &[f64]) -> N {
    let along = -x + p[0];
    let across = y - x * x;
    along * along + across * across * p[1]
}
