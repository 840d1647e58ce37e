//! ln(1 + eˣ), a smooth max(x, 0).

use super::Function;
use crate::kernel::{Vector, ln_1p, logistic};

pub(super) struct Softplus;

impl Function for Softplus {
    /// max(x, 0) + ln(1 + e^−|x|), and with the logistic function s: s, s(1 − s).
    #[inline(always)]
    fn derivatives<V: Vector>(x: V) -> [V; 3] {
        let (s, zero) = (logistic(x), V::constant(0.0));
        let positive = V::if_less(x, zero, zero, x);
        [positive + ln_1p(s.decay), s.value, s.slope]
    }
}
