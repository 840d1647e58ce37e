//! Single numbers as vectors of one lane: the vectors of machines for which there is no file here,
//! and the measure for those of the others.

use super::{Element, Vector};

macro_rules! scalar {
    ($type:ident, $sqrt:path) => {
        impl Vector for $type {
            type Scalar = Self;
            const LANES: usize = 1;

            #[inline(always)]
            fn splat(value: Self) -> Self {
                value
            }
            #[inline(always)]
            fn load(from: &[Self]) -> Self {
                from[0]
            }
            #[inline(always)]
            fn store(self, to: &mut [Self]) {
                to[0] = self;
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                $sqrt(self)
            }
            #[inline(always)]
            fn abs(self) -> Self {
                $type::abs(self)
            }
            #[inline(always)]
            fn with_sign_of(self, sign: Self) -> Self {
                $type::copysign(self, sign)
            }
            #[inline(always)]
            fn if_less(a: Self, b: Self, then: Self, otherwise: Self) -> Self {
                if a < b { then } else { otherwise }
            }
            #[inline(always)]
            fn low_bits_to_exponent(self) -> Self {
                $type::from_bits(self.to_bits() << Self::SIGNIFICAND_BITS)
            }
        }
    };
}

scalar!(f32, libm::sqrtf);
scalar!(f64, libm::sqrt);

impl Element for f32 {
    type Wide = Self;
    const SIGNIFICAND_BITS: u32 = 23;
    const EXPONENT_BIAS: f64 = 127.0;
    const EXP_LOWEST: f64 = -104.0;
    const LN_2_HIGH: f64 = 0.693_359_375;
    const LN_2_LOW: f64 = std::f64::consts::LN_2 - Self::LN_2_HIGH;
    const EXP_TERMS: usize = 7;
    const ARTANH_TERMS: usize = 8;
}

impl Element for f64 {
    type Wide = Self;
    const SIGNIFICAND_BITS: u32 = 52;
    const EXPONENT_BIAS: f64 = 1023.0;
    const EXP_LOWEST: f64 = -746.0;
    const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const EXP_TERMS: usize = 13;
    const ARTANH_TERMS: usize = 17;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_high_part_of_ln_2_has_zeros_to_spare() {
        // Room for exponents down to −1075 (11 bits) and −150 (8 bits).
        assert!(f64::LN_2_HIGH.to_bits().trailing_zeros() >= 11);
        assert!((f32::LN_2_HIGH as f32).to_bits().trailing_zeros() >= 8);
        assert_eq!(f64::from(f32::LN_2_HIGH as f32), f32::LN_2_HIGH);
        assert_eq!(f64::LN_2_HIGH + f64::LN_2_LOW, std::f64::consts::LN_2);
    }
}
