//! x/(1 + e⁻ˣ), the sigmoid-weighted linear unit (Elfwing, Uchibe, Doya, 2017), also called swish.

use super::Function;
use crate::kernel::{Vector, logistic};

pub(super) struct Silu;

/// Beyond ±1000 the logistic function is 0 or 1 in both precisions.
const FAR: f64 = 1000.0;

impl Function for Silu {
    /// With the logistic function s: x·s, s(1 + x(1 − s)), s(1 − s)(2 + x(1 − 2s)).
    #[inline(always)]
    fn derivatives<V: Vector>(x: V) -> [V; 3] {
        let (s, far) = (logistic(x), V::constant(FAR));
        // So that ∞ meets no 0.
        let above = V::if_less(x, -far, -far, x);
        let within = V::if_less(far, above, far, above);
        [
            above * s.value,
            s.value * (V::constant(1.0) + within * s.complement),
            s.slope * (V::constant(2.0) + within * s.tilt),
        ]
    }
}
