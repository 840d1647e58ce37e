//! The hyperbolic tangent.

use super::Function;
use crate::kernel::{Vector, exponential};

pub(super) struct Tanh;

impl Function for Tanh {
    /// With e = exp(−2|x|): (1 − e)/(1 + e) with the sign of x, 4e/(1 + e)², −2·value·slope; so the
    /// slope is accurate also where the value is nearly ±1.
    #[inline(always)]
    fn derivatives<V: Vector>(x: V) -> [V; 3] {
        let (e, e_minus_one) = exponential(V::constant(-2.0) * x.abs());
        let half = V::constant(1.0) / (V::constant(2.0) + e_minus_one);
        let value = (-e_minus_one * half).with_sign_of(x);
        let slope = V::constant(4.0) * e * (half * half);
        [value, slope, V::constant(-2.0) * value * slope]
    }
}
