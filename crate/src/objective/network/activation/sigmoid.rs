//! The logistic function.

use super::Function;
use crate::kernel::{Vector, logistic};

pub(super) struct Sigmoid;

impl Function for Sigmoid {
    /// s, s(1 − s), s(1 − s)(1 − 2s).
    #[inline(always)]
    fn derivatives<V: Vector>(x: V) -> [V; 3] {
        let s = logistic(x);
        [s.value, s.slope, s.slope * s.tilt]
    }
}
