//! A shallow bowl with a sharp dent: piecewise polynomial, C² but not C³.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "bump",
    formula: "(x^2+y^2)/4 - 2*max(0,1-(x-1)^2-y^2)^3",
    shows: "A sharp dent in a shallow bowl. C² but not C³, so that the theorem covers every rule but those whose update contains the Hessian.",
    window: [-2.0, 3.0, -2.0, 2.0],
    parameters: &[],
    smoothness: Order::Finite(2),
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    let u = x - 1.0;
    let inside = -(u * u) + 1.0 - y * y;
    let bowl = (x * x + y * y) / 4.0;
    N::where_positive(inside, bowl - inside * (inside * inside) * 2.0, bowl)
}
