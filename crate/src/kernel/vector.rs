//! What a loop may do with a few numbers at once.

use std::ops::{Add, Div, Mul, Neg, Sub};

use crate::real::Real;

/// A number that networks compute with: f64 or f32.
pub trait Element: Real + Vector<Scalar = Self> {
    /// The machine's vector of such numbers.
    type Wide: Vector<Scalar = Self>;

    /// Number of bits of the significand that are stored.
    const SIGNIFICAND_BITS: u32;
    /// The bias that is added to a stored exponent.
    const EXPONENT_BIAS: f64;
    /// Below this eˣ rounds to 0.
    const EXP_LOWEST: f64;
    /// ln 2 with so few bits that its product with any exponent is exact.
    const LN_2_HIGH: f64;
    /// ln 2 − [`LN_2_HIGH`](Self::LN_2_HIGH).
    const LN_2_LOW: f64;
    /// Terms of the series for eˣ − 1 on |x| ≤ ½ ln 2.
    const EXP_TERMS: usize;
    /// Terms of the series for artanh x on 0 ≤ x ≤ ⅓.
    const ARTANH_TERMS: usize;
}

/// A few numbers on which the same operation is done: `LANES` of them, independent of each other.
///
/// Each operation is IEEE's, correctly rounded, in each lane.
pub trait Vector:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// The number in a lane.
    type Scalar: Element;
    /// Number of lanes.
    const LANES: usize;

    /// `value` in every lane.
    fn splat(value: Self::Scalar) -> Self;

    /// The first `LANES` numbers of `from`.
    ///
    /// # Panics
    /// If there are fewer.
    fn load(from: &[Self::Scalar]) -> Self;

    /// Writes the lanes to the first `LANES` numbers of `to`.
    ///
    /// # Panics
    /// If there are fewer.
    fn store(self, to: &mut [Self::Scalar]);

    /// √ in each lane.
    fn sqrt(self) -> Self;

    /// |·| in each lane.
    fn abs(self) -> Self;

    /// The lanes' magnitudes with the signs of `sign`.
    fn with_sign_of(self, sign: Self) -> Self;

    /// `then` in the lanes where a < b, `otherwise` in the others (also where one is NaN).
    fn if_less(a: Self, b: Self, then: Self, otherwise: Self) -> Self;

    /// Moves each lane's lowest bits into the exponent: for a number m + b, where m is
    /// 1.5·2^`SIGNIFICAND_BITS` and b an integer of 0 … 2·`EXPONENT_BIAS` + 1, the number whose stored
    /// exponent is b and whose stored significand is 0.
    fn low_bits_to_exponent(self) -> Self;

    /// The nearest number of this precision in every lane.
    #[inline(always)]
    fn constant(value: f64) -> Self {
        Self::splat(Self::Scalar::from_f64(value))
    }
}
