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

    /// The lanes where a < b, a bit each from the lowest on (0 also where one is NaN).
    fn less(a: Self, b: Self) -> u64;

    /// The smaller of both in each lane; `b` where one is NaN.
    fn smaller(a: Self, b: Self) -> Self;

    /// The larger of both in each lane; `b` where one is NaN.
    fn larger(a: Self, b: Self) -> Self;

    /// The lanes of both in turn, a's first: the first `LANES` of these numbers, and the others.
    fn interleave(a: Self, b: Self) -> [Self; 2];

    /// Moves each lane's lowest bits into the exponent: for a number m + b, where m is
    /// 1.5·2^`SIGNIFICAND_BITS` and b an integer of 0 … 2·`EXPONENT_BIAS` + 1, the number whose stored
    /// exponent is b and whose stored significand is 0.
    fn low_bits_to_exponent(self) -> Self;

    /// The nearest number of this precision in every lane.
    fn constant(value: f64) -> Self;
}

/// Makes a [`Vector`] of a 128-bit register: its name, lanes and the machine's operations.
///
/// To be used only where the target is sure to have these operations: that is what makes the calls
/// sound.
#[allow(unused_macros, reason = "there are machines without a file here")]
macro_rules! register {
    (
        $(#[$about:meta])*
        $Wide:ident = [$scalar:ident; $lanes:literal] in $register:ty,
        splat $splat:path, load $load:path, store $store:path,
        add $add:path, sub $sub:path, mul $mul:path, div $div:path, sqrt $sqrt:path,
        neg $neg:expr, abs $abs:expr, with_sign_of $with_sign_of:expr, if_less $if_less:expr,
        less $less:expr,
        smaller $smaller:expr,
        larger $larger:expr,
        interleave $interleave:expr,
        low_bits_to_exponent $low_bits_to_exponent:expr $(,)?
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug)]
        pub struct $Wide($register);

        $crate::kernel::vector::register!(@operator $Wide, Add, add, $add);
        $crate::kernel::vector::register!(@operator $Wide, Sub, sub, $sub);
        $crate::kernel::vector::register!(@operator $Wide, Mul, mul, $mul);
        $crate::kernel::vector::register!(@operator $Wide, Div, div, $div);

        impl std::ops::Neg for $Wide {
            type Output = Self;
            #[inline(always)]
            #[allow(unused_unsafe, reason = "WebAssembly's operations are safe")]
            fn neg(self) -> Self {
                // SAFETY: the target has this operation.
                Self(unsafe { $neg(self.0) })
            }
        }

        #[allow(unused_unsafe, reason = "WebAssembly's operations are safe")]
        impl $crate::kernel::Vector for $Wide {
            type Scalar = $scalar;
            const LANES: usize = $lanes;

            #[inline(always)]
            fn splat(value: $scalar) -> Self {
                // SAFETY: the target has this operation.
                Self(unsafe { $splat(value) })
            }
            #[inline(always)]
            fn constant(value: f64) -> Self {
                Self::splat(value as $scalar)
            }
            #[inline(always)]
            fn load(from: &[$scalar]) -> Self {
                let from = &from[..$lanes];
                // SAFETY: `from` has as many numbers as the register, and needs no alignment.
                Self(unsafe { $load(from.as_ptr().cast()) })
            }
            #[inline(always)]
            fn store(self, to: &mut [$scalar]) {
                let to = &mut to[..$lanes];
                // SAFETY: `to` has as many numbers as the register, and needs no alignment.
                unsafe { $store(to.as_mut_ptr().cast(), self.0) }
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                // SAFETY: the target has this operation.
                Self(unsafe { $sqrt(self.0) })
            }
            #[inline(always)]
            fn abs(self) -> Self {
                // SAFETY: the target has this operation.
                Self(unsafe { $abs(self.0) })
            }
            #[inline(always)]
            fn with_sign_of(self, sign: Self) -> Self {
                // SAFETY: the target has this operation.
                Self(unsafe { $with_sign_of(self.0, sign.0) })
            }
            #[inline(always)]
            fn if_less(a: Self, b: Self, then: Self, otherwise: Self) -> Self {
                // SAFETY: the target has this operation.
                Self(unsafe { $if_less(a.0, b.0, then.0, otherwise.0) })
            }
            #[inline(always)]
            fn less(a: Self, b: Self) -> u64 {
                // SAFETY: the target has this operation.
                (unsafe { $less(a.0, b.0) }) as u64
            }
            #[inline(always)]
            fn smaller(a: Self, b: Self) -> Self {
                // SAFETY: the target has this operation.
                Self(unsafe { $smaller(a.0, b.0) })
            }
            #[inline(always)]
            fn larger(a: Self, b: Self) -> Self {
                // SAFETY: the target has this operation.
                Self(unsafe { $larger(a.0, b.0) })
            }
            #[inline(always)]
            fn interleave(a: Self, b: Self) -> [Self; 2] {
                // SAFETY: the target has this operation.
                let (first, second) = unsafe { $interleave(a.0, b.0) };
                [Self(first), Self(second)]
            }
            #[inline(always)]
            fn low_bits_to_exponent(self) -> Self {
                // SAFETY: the target has this operation.
                Self(unsafe { $low_bits_to_exponent(self.0) })
            }
        }
    };
    (@operator $Wide:ident, $Operator:ident, $method:ident, $intrinsic:path) => {
        impl std::ops::$Operator for $Wide {
            type Output = Self;
            #[inline(always)]
            #[allow(unused_unsafe, reason = "WebAssembly's operations are safe")]
            fn $method(self, other: Self) -> Self {
                // SAFETY: the target has this operation.
                Self(unsafe { $intrinsic(self.0, other.0) })
            }
        }
    };
}

#[allow(unused_imports, reason = "there are machines without a file here")]
pub(super) use register;
