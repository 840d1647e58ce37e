//! max(x, 0): piecewise linear, with a kink at 0 where the derivative is taken as 0.

use super::Function;
use crate::kernel::Vector;

pub(super) struct Relu;

impl Function for Relu {
    #[inline(always)]
    fn derivatives<V: Vector>(x: V) -> [V; 3] {
        let (zero, one) = (V::constant(0.0), V::constant(1.0));
        [V::if_less(x, zero, zero, x), V::if_less(zero, x, one, zero), zero]
    }
}
