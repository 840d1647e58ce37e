//! The Gaussian error linear unit in its tanh form (Hendrycks, Gimpel, 2016).

use super::Function;
use crate::kernel::{Vector, logistic};

pub(super) struct Gelu;

/// √(8/π).
const SLOPE: f64 = 1.595_769_121_605_730_7;
const CUBIC: f64 = 0.044_715;
/// Beyond ±40 the logistic factor is 0 or 1 in both precisions.
const FAR: f64 = 40.0;

impl Function for Gelu {
    /// As (1 + tanh u)/2 = s(2u) with the logistic function s, and with w = √(8/π)(x + 0.044715x³):
    /// x·s(w), s + x·s′w′, s′(2w′ + x(w″ + w′²(1 − 2s))). Nothing cancels for negative x.
    #[inline(always)]
    fn derivatives<V: Vector>(x: V) -> [V; 3] {
        let (one, far) = (V::constant(1.0), V::constant(FAR));
        // So that nothing overflows and ∞ meets no 0.
        let above = V::if_less(x, -far, -far, x);
        let x = V::if_less(far, above, far, above);
        let square = x * x;
        let s = logistic(V::constant(SLOPE) * (x * (one + V::constant(CUBIC) * square)));
        let w1 = V::constant(SLOPE) * (one + V::constant(3.0 * CUBIC) * square);
        let w2 = V::constant(SLOPE * 6.0 * CUBIC) * x;
        [
            above * s.value,
            s.value + x * s.slope * w1,
            s.slope * (V::constant(2.0) * w1 + x * (w2 + w1 * w1 * s.tilt)),
        ]
    }
}
