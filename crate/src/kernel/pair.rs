//! Two vectors as one of twice as many lanes: a constant is loaded once for both, and the
//! processor works on the one while the other waits for a result.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::Vector;

/// Two vectors, the first lanes first.
#[derive(Clone, Copy, Debug)]
pub struct Pair<V>(V, V);

macro_rules! operator {
    ($Operator:ident, $method:ident) => {
        impl<V: Vector> $Operator for Pair<V> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0), self.1.$method(other.1))
            }
        }
    };
}

operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);

impl<V: Vector> Neg for Pair<V> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0, -self.1)
    }
}

impl<V: Vector> Vector for Pair<V> {
    type Scalar = V::Scalar;
    const LANES: usize = 2 * V::LANES;

    #[inline(always)]
    fn splat(value: V::Scalar) -> Self {
        Self(V::splat(value), V::splat(value))
    }
    #[inline(always)]
    fn constant(value: f64) -> Self {
        Self(V::constant(value), V::constant(value))
    }
    #[inline(always)]
    fn load(from: &[V::Scalar]) -> Self {
        Self(V::load(from), V::load(&from[V::LANES..]))
    }
    #[inline(always)]
    fn store(self, to: &mut [V::Scalar]) {
        self.0.store(to);
        self.1.store(&mut to[V::LANES..]);
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(self.0.sqrt(), self.1.sqrt())
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(self.0.abs(), self.1.abs())
    }
    #[inline(always)]
    fn with_sign_of(self, sign: Self) -> Self {
        Self(self.0.with_sign_of(sign.0), self.1.with_sign_of(sign.1))
    }
    #[inline(always)]
    fn if_less(a: Self, b: Self, then: Self, otherwise: Self) -> Self {
        Self(V::if_less(a.0, b.0, then.0, otherwise.0), V::if_less(a.1, b.1, then.1, otherwise.1))
    }
    #[inline(always)]
    fn less(a: Self, b: Self) -> u64 {
        V::less(a.0, b.0) | V::less(a.1, b.1) << V::LANES
    }
    #[inline(always)]
    fn smaller(a: Self, b: Self) -> Self {
        Self(V::smaller(a.0, b.0), V::smaller(a.1, b.1))
    }
    #[inline(always)]
    fn larger(a: Self, b: Self) -> Self {
        Self(V::larger(a.0, b.0), V::larger(a.1, b.1))
    }
    #[inline(always)]
    fn interleave(a: Self, b: Self) -> [Self; 2] {
        let ([first, second], [third, fourth]) = (V::interleave(a.0, b.0), V::interleave(a.1, b.1));
        [Self(first, second), Self(third, fourth)]
    }
    #[inline(always)]
    fn low_bits_to_exponent(self) -> Self {
        Self(self.0.low_bits_to_exponent(), self.1.low_bits_to_exponent())
    }
}
