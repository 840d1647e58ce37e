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
pub fn norm<T: Real>(x: &[T]) -> f64 {
    norm_of(x.iter())
}

/// The same of any entries.
pub fn norm_of<'x, T: Real>(x: impl Iterator<Item = &'x T> + Clone) -> f64 {
    let plain = x.clone().map(|&entry| entry.to_f64() * entry.to_f64()).sum::<f64>();
    if plain > 1e-280 && plain < 1e300 || plain.is_nan() {
        return plain.sqrt();
    }
    let largest = x.clone().fold(0.0, |largest: f64, entry| largest.max(entry.to_f64().abs()));
    if largest == 0.0 || largest.is_infinite() {
        return largest;
    }
    let scaled = |entry: &T| (entry.to_f64() / largest) * (entry.to_f64() / largest);
    largest * x.map(scaled).sum::<f64>().sqrt()
}

/// ‖x − y‖₂, summed from the first entry to the last, in f64.
pub fn distance<T: Real>(x: &[T], y: &[T]) -> f64 {
    let square = |(&x, &y): (&T, &T)| {
        let difference = x.to_f64() - y.to_f64();
        difference * difference
    };
    x.iter().zip(y).map(square).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::norm;

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
