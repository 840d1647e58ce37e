//! Goldstein, Price 1971.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "goldstein-price",
    formula: "(1+(x+y+1)^2*(19-14*x+3*x^2-14*y+6*x*y+3*y^2))*(30+(2*x-3*y)^2*(18-32*x+12*x^2+48*y-36*x*y+27*y^2))",
    shows: "Values from 3 to 10⁶ in one window: Hessians in the thousands, and the case for logarithmic contours.",
    window: [-2.0, 2.0, -2.0, 2.0],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    let (xx, yy) = (x * x, y * y);
    let sum = x + y + 1.0;
    let difference = x * 2.0 - y * 3.0;
    let first = -(x * 14.0) + 19.0 + xx * 3.0 - y * 14.0 + x * 6.0 * y + yy * 3.0;
    let second = -(x * 32.0) + 18.0 + xx * 12.0 + y * 48.0 - x * 36.0 * y + yy * 27.0;
    (sum * sum * first + 1.0) * (difference * difference * second + 30.0)
}
