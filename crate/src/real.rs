//! The two precisions a run can have.

use std::fmt::Debug;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// An IEEE number: f64 or f32.
///
/// Only operations whose result IEEE 754 fixes to the last bit are offered here, so that every
/// machine computes the same.
pub trait Real:
    Copy
    + Debug
    + Default
    + PartialOrd
    + Send
    + Sync
    + 'static
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;
    /// Relative distances below which two iterates count as the same, and above which they count
    /// as different ones, in the test for 2-cycles (contract §6).
    const CYCLE: (f64, f64);

    /// The nearest number of this precision.
    fn from_f64(value: f64) -> Self;
    /// The same value as f64.
    fn to_f64(self) -> f64;
    /// The correctly rounded square root: an instruction of every processor, the same everywhere.
    fn sqrt(self) -> Self;
    /// Neither infinite nor NaN.
    fn is_finite(self) -> bool;
    /// Appends the number's little-endian bytes.
    fn push_bytes(self, bytes: &mut Vec<u8>);
}

macro_rules! real {
    ($type:ty, $sqrt:path, $cycle:expr) => {
        impl Real for $type {
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const CYCLE: (f64, f64) = $cycle;
            fn from_f64(value: f64) -> Self {
                value as $type
            }
            fn to_f64(self) -> f64 {
                f64::from(self)
            }
            fn sqrt(self) -> Self {
                $sqrt(self)
            }
            fn is_finite(self) -> bool {
                <$type>::is_finite(self)
            }
            fn push_bytes(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }
        }
    };
}

real!(f32, f32::sqrt, (1e-6, 1e-4));
real!(f64, f64::sqrt, (1e-12, 1e-6));

/// ‖x‖₂, summed from the first entry to the last, in f64. Scaled where squares overflow or vanish.
#[inline]
pub fn norm<T: Real>(x: &[T]) -> f64 {
    norm_of(x.iter())
}

/// The same of any entries.
#[inline]
pub fn norm_of<'x, T: Real>(x: impl Iterator<Item = &'x T> + Clone) -> f64 {
    let plain = x.clone().map(|&entry| entry.to_f64() * entry.to_f64()).sum::<f64>();
    if plain > 1e-280 && plain < 1e300 || plain.is_nan() {
        return plain.sqrt();
    }
    scaled_norm(x)
}

#[cold]
fn scaled_norm<'x, T: Real>(x: impl Iterator<Item = &'x T> + Clone) -> f64 {
    let largest = x.clone().fold(0.0, |largest: f64, entry| largest.max(entry.to_f64().abs()));
    if largest == 0.0 || largest.is_infinite() {
        return largest;
    }
    let scaled = |entry: &T| (entry.to_f64() / largest) * (entry.to_f64() / largest);
    largest * x.map(scaled).sum::<f64>().sqrt()
}

/// ‖x − y‖₂, summed from the first entry to the last, in f64.
#[inline]
pub fn distance<T: Real>(x: &[T], y: &[T]) -> f64 {
    let square = |(&x, &y): (&T, &T)| {
        let difference = x.to_f64() - y.to_f64();
        difference * difference
    };
    x.iter().zip(y).map(square).sum::<f64>().sqrt()
}

/// √(x² + y²), with the bits of `libm`'s function, whose square root wasm lacks a short form of: it
/// computes that digit by digit.
#[inline]
pub fn hypot(x: f64, y: f64) -> f64 {
    // The numbers whose squares neither overflow nor vanish, and a factor that makes such of others.
    const LARGE: f64 = f64::from_bits((1023 + 511) << 52);
    const SMALL: f64 = f64::from_bits((1023 - 450) << 52);
    const FACTOR: f64 = f64::from_bits((1023 + 700) << 52);
    /// Of 53 digits, adding this multiple takes the lower 27 off.
    const SPLIT: f64 = 134_217_729.0;
    // x² in two parts, the second what the first is off by.
    let square = |x: f64| {
        let split = x * SPLIT;
        let high = x - split + split;
        let low = x - high;
        let rounded = x * x;
        (rounded, high * high - rounded + 2.0 * high * low + low * low)
    };
    // In the order of their bits, where NaN is above infinity.
    let (x, y) = (x.abs(), y.abs());
    let (mut x, mut y) = if x.to_bits() < y.to_bits() { (y, x) } else { (x, y) };
    let exponent = |x: f64| x.to_bits() >> 52;
    if exponent(y) == 0x7ff {
        return y;
    }
    if exponent(x) == 0x7ff || y == 0.0 {
        return x;
    }
    if exponent(x) - exponent(y) > 64 {
        return x + y;
    }
    let mut scale = 1.0;
    if x >= LARGE {
        scale = FACTOR;
        (x, y) = (x / FACTOR, y / FACTOR);
    } else if y < SMALL {
        scale = 1.0 / FACTOR;
        (x, y) = (x * FACTOR, y * FACTOR);
    }
    let ((x, x_rest), (y, y_rest)) = (square(x), square(y));
    scale * (y_rest + x_rest + y + x).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{hypot, norm};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hypotenuses_of_any_numbers(x: u64, y: u64, near in 0..80_u64) {
            // Of any exponents, and of exponents near to each other's.
            let other = (y >> 12) | ((x >> 52 & 0x7ff).saturating_sub(near) << 52);
            for (x, y) in [(x, y), (x, other), (other, x)].map(|(x, y)| (f64::from_bits(x), f64::from_bits(y))) {
                let (ours, theirs) = (hypot(x, y), libm::hypot(x, y));
                prop_assert!(ours.to_bits() == theirs.to_bits() || ours.is_nan() && theirs.is_nan());
            }
        }
    }

    #[test]
    fn hypotenuses_at_the_limits() {
        let numbers = [
            0.0,
            5e-324,
            1e-310,
            2.2e-308,
            1e-136,
            3e-136,
            1.0,
            6e153,
            1.4e154,
            1e300,
            f64::MAX,
            f64::INFINITY,
        ];
        for x in numbers {
            for y in numbers {
                assert_eq!(hypot(x, -y).to_bits(), libm::hypot(x, y).to_bits(), "{x}, {y}");
            }
        }
    }

    #[test]
    fn norms_of_any_size() {
        assert_eq!(norm(&[3.0, 4.0]), 5.0);
        for size in [1e200, 1e-200] {
            assert!((norm(&[3.0 * size, -4.0 * size]) / size - 5.0).abs() < 1e-15);
        }
        assert_eq!(norm(&[5e-324, 0.0]), 5e-324);
        assert_eq!(norm::<f64>(&[]), 0.0);
        assert_eq!(norm(&[f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(norm(&[f64::NAN, 1e300]).is_nan());
        assert!((norm(&[3.0e30_f32, 4.0e30]) / 5.0e30 - 1.0).abs() < 1e-7);
    }
}
