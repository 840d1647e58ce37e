//! x/√(1 + x²), the inverse square root unit (Carlile et al., "Improving deep learning by inverse
//! square root linear units", 2017): smooth and semialgebraic, so that with `mse` the theorem holds
//! as it stands.

use super::Function;
use crate::kernel::Vector;

pub(super) struct Isru;

impl Function for Isru {
    /// With r = 1/√(1 + x²): x·r, r³, −3x·r⁵.
    #[inline(always)]
    fn derivatives<V: Vector>(x: V) -> [V; 3] {
        // From here on the value rounds to ±1; further out x² overflows.
        let (far, one) = (V::constant(1e12), V::constant(1.0));
        let r = one / (one + x * x).sqrt();
        let value = V::if_less(far, x.abs(), one.with_sign_of(x), x * r);
        let slope = r * r * r;
        [value, slope, V::constant(-3.0) * value * slope * r]
    }
}
