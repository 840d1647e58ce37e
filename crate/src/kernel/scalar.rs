//! Single numbers as vectors of one lane: the vectors of machines for which there is no file here,
//! and the measure for those of the others.

use super::{Element, F32x4, F64x2, Vector};

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
            fn constant(value: f64) -> Self {
                value as Self
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
            fn less(a: Self, b: Self) -> u64 {
                u64::from(a < b)
            }
            #[inline(always)]
            fn smaller(a: Self, b: Self) -> Self {
                if a < b { a } else { b }
            }
            #[inline(always)]
            fn larger(a: Self, b: Self) -> Self {
                if a > b { a } else { b }
            }
            #[inline(always)]
            fn interleave(a: Self, b: Self) -> [Self; 2] {
                [a, b]
            }
            #[inline(always)]
            fn low_bits_to_exponent(self) -> Self {
                $type::from_bits(self.to_bits() << Self::SIGNIFICAND_BITS)
            }
        }
    };
}

scalar!(f32, f32::sqrt);
scalar!(f64, f64::sqrt);

impl Element for f32 {
    type Wide = F32x4;
    const SIGNIFICAND_BITS: u32 = 23;
    const EXPONENT_BIAS: f64 = 127.0;
    const EXP_LOWEST: f64 = -104.0;
    const LN_2_HIGH: f64 = 0.693_359_375;
    const LN_2_LOW: f64 = std::f64::consts::LN_2 - Self::LN_2_HIGH;
    const EXP_TERMS: usize = 7;
    const ARTANH_TERMS: usize = 8;
}

impl Element for f64 {
    type Wide = F64x2;
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
    use super::super::{Lanes, exponential};
    use super::*;

    #[test]
    fn the_high_part_of_ln_2_has_zeros_to_spare() {
        // Room for exponents down to −1075 (11 bits) and −150 (8 bits).
        assert!(f64::LN_2_HIGH.to_bits().trailing_zeros() >= 11);
        assert!((f32::LN_2_HIGH as f32).to_bits().trailing_zeros() >= 8);
        assert_eq!(f64::from(f32::LN_2_HIGH as f32), f32::LN_2_HIGH);
        assert_eq!(f64::LN_2_HIGH + f64::LN_2_LOW, std::f64::consts::LN_2);
    }

    /// What a vector does to lanes is what a scalar does, to the last bit.
    fn lanes_agree<T: Element, W: Vector<Scalar = T>>(numbers: &[f64]) {
        type Unary<V> = fn(V) -> V;
        type Binary<V> = fn(V, V) -> V;
        fn unary<V: Vector>() -> [Unary<V>; 4] {
            [|x| -x, V::abs, V::sqrt, |x| exponential(-x.abs()).0]
        }
        fn binary<V: Vector>() -> [Binary<V>; 8] {
            [
                |x, y| x + y,
                |x, y| x - y,
                |x, y| x * y,
                |x, y| x / y,
                V::with_sign_of,
                V::smaller,
                V::larger,
                |x, y| V::if_less(x, y, x + y, x - y),
            ]
        }
        let lanes = |value: W| {
            let mut lanes = [T::ZERO; 8];
            value.store(&mut lanes);
            lanes
        };
        let bits = |x: T| {
            let mut bytes = Vec::new();
            x.push_bytes(&mut bytes);
            // The sign and payload of a NaN are the machine's.
            if x.to_f64().is_nan() { b"NaN".to_vec() } else { bytes }
        };
        for &x in numbers {
            for &y in numbers {
                let [x, y] = [x, y].map(T::from_f64);
                let mut many = [y; 8];
                many[0] = x;
                let wide = W::load(&many);
                for (one, many) in unary::<T>().into_iter().zip(unary::<W>()) {
                    assert_eq!(bits(one(x)), bits(lanes(many(wide))[0]));
                }
                assert_eq!(W::less(wide, W::splat(y)) & 1, u64::from(x < y));
                for (one, many) in binary::<T>().into_iter().zip(binary::<W>()) {
                    assert_eq!(bits(one(x, y)), bits(lanes(many(wide, W::splat(y)))[0]));
                }
            }
        }
    }

    fn lanes_take_turns<T: Element, W: Vector<Scalar = T>>() {
        let numbers: [T; 16] = std::array::from_fn(|i| T::from_f64(i as f64));
        let (a, b) = (W::load(&numbers), W::load(&numbers[W::LANES..]));
        let mut turns = [T::ZERO; 16];
        for (part, vector) in turns.chunks_exact_mut(W::LANES).zip(W::interleave(a, b)) {
            vector.store(part);
        }
        for (i, turn) in turns.into_iter().enumerate().take(2 * W::LANES) {
            assert_eq!(turn, numbers[i / 2 + i % 2 * W::LANES]);
        }
    }

    #[test]
    fn vectors_interleave_their_lanes() {
        lanes_take_turns::<f64, f64>();
        lanes_take_turns::<f64, <f64 as Element>::Wide>();
        lanes_take_turns::<f32, <f32 as Element>::Wide>();
        lanes_take_turns::<f64, Lanes<f64>>();
        lanes_take_turns::<f32, Lanes<f32>>();
    }

    #[test]
    fn vectors_do_to_each_lane_what_scalars_do() {
        let mut numbers = vec![0.0, -0.0, f64::NAN, f64::INFINITY, -f64::INFINITY, 5e-324, 1e-310];
        numbers.extend((-60..60).map(|i| f64::from(i) * 1.37));
        numbers.extend([1e-40, 7e-46, -745.1, 1e300, -1e38, f64::MAX]);
        lanes_agree::<f64, <f64 as Element>::Wide>(&numbers);
        lanes_agree::<f32, <f32 as Element>::Wide>(&numbers);
        lanes_agree::<f64, Lanes<f64>>(&numbers);
        lanes_agree::<f32, Lanes<f32>>(&numbers);
    }
}
