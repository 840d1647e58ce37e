//! The numbers that formulas in the plane are written over: values, values with a gradient, and
//! values with gradient and Hessian, each of several points at once (a lane of [`Wide`] a point).
//!
//! These are not a library's dual numbers, for three reasons. They carry vectors of points, so that
//! runs and grids cost a fraction of what they would point by point. They know the derivatives that
//! vanish or are 1 whatever the point ([`Sparse`]), so that a formula costs hardly more than
//! derivatives written by hand. And elementary functions go through `libm`, whose last bits are the
//! same on every machine ([`Number::compose`]).

use std::ops::{Add, Div, Mul, Neg, Sub};

use crate::kernel::{Element, Vector};

/// Values at several points, a lane a point.
pub type Wide = <f64 as Element>::Wide;

/// Number of points in a [`Wide`].
pub const LANES: usize = <Wide as Vector>::LANES;

/// A value with the derivatives with respect to (x, y) that it carries.
pub trait Number:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
{
    /// Values without derivatives.
    type Value: Vector<Scalar = f64>;

    /// The same kind of number at a single point.
    type Single: Number<Value = f64>;

    /// A number with zero derivatives.
    fn constant(value: f64) -> Self;

    /// The value without its derivatives.
    fn real(self) -> Self::Value;

    /// h(self) by the chain rule, for a function h with value `h0`, first derivative `h1` and
    /// second derivative `h2` at [`real`](Self::real).
    fn compose(self, h0: Self::Value, h1: Self::Value, h2: Self::Value) -> Self;

    /// `then` at the points where `of` is positive, `otherwise` at the others.
    fn where_positive(of: Self, then: Self, otherwise: Self) -> Self;

    /// The number at one of the points.
    fn lane(self, index: usize) -> Self::Single;

    /// The numbers of all points in one.
    fn from_lanes(lanes: &mut dyn FnMut(usize) -> Self::Single) -> Self;
}

/// What is known of a derivative with respect to a coordinate.
pub trait Partial<V>: Copy {
    /// 0.
    fn zero() -> Self;
    /// 1.
    fn one() -> Self;
    /// In numbers.
    fn value(self) -> V;
    /// Made of numbers.
    fn of(value: V) -> Self;
    /// −self.
    fn negated(self) -> Self;
    /// self + other.
    fn plus(self, other: Self) -> Self;
    /// self − other.
    fn minus(self, other: Self) -> Self;
    /// self·factor.
    fn times(self, factor: V) -> Self;
    /// self·other.
    fn product(self, other: Self) -> Self;
    /// self/divisor.
    fn over(self, divisor: V) -> Self;
}

/// Derivatives as numbers only: for expressions, whose steps cannot know what vanishes.
impl<V: Vector<Scalar = f64>> Partial<V> for V {
    #[inline(always)]
    fn zero() -> Self {
        V::splat(0.0)
    }
    #[inline(always)]
    fn one() -> Self {
        V::splat(1.0)
    }
    #[inline(always)]
    fn value(self) -> V {
        self
    }
    #[inline(always)]
    fn of(value: V) -> Self {
        value
    }
    #[inline(always)]
    fn negated(self) -> Self {
        -self
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self + other
    }
    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        self - other
    }
    #[inline(always)]
    fn times(self, factor: V) -> Self {
        self * factor
    }
    #[inline(always)]
    fn product(self, other: Self) -> Self {
        self * other
    }
    #[inline(always)]
    fn over(self, divisor: V) -> Self {
        self / divisor
    }
}

/// A derivative that may be known to be 0 or 1 at every point. In a formula that is compiled, the
/// compiler knows which, and leaves out the operations on those.
#[derive(Clone, Copy, Debug)]
pub enum Sparse<V> {
    /// 0 everywhere.
    Zero,
    /// 1 everywhere.
    One,
    /// These numbers.
    Some(V),
}

impl<V: Vector<Scalar = f64>> Partial<V> for Sparse<V> {
    #[inline(always)]
    fn zero() -> Self {
        Sparse::Zero
    }
    #[inline(always)]
    fn one() -> Self {
        Sparse::One
    }
    #[inline(always)]
    fn value(self) -> V {
        match self {
            Sparse::Zero => V::splat(0.0),
            Sparse::One => V::splat(1.0),
            Sparse::Some(value) => value,
        }
    }
    #[inline(always)]
    fn of(value: V) -> Self {
        Sparse::Some(value)
    }
    #[inline(always)]
    fn negated(self) -> Self {
        match self {
            Sparse::Zero => Sparse::Zero,
            other => Sparse::Some(-other.value()),
        }
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Sparse::Zero, one) | (one, Sparse::Zero) => one,
            (one, other) => Sparse::Some(one.value() + other.value()),
        }
    }
    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        match (self, other) {
            (one, Sparse::Zero) => one,
            (Sparse::Zero, other) => other.negated(),
            (one, other) => Sparse::Some(one.value() - other.value()),
        }
    }
    #[inline(always)]
    fn times(self, factor: V) -> Self {
        match self {
            Sparse::Zero => Sparse::Zero,
            Sparse::One => Sparse::Some(factor),
            Sparse::Some(value) => Sparse::Some(value * factor),
        }
    }
    #[inline(always)]
    fn product(self, other: Self) -> Self {
        match (self, other) {
            (Sparse::Zero, _) | (_, Sparse::Zero) => Sparse::Zero,
            (Sparse::One, one) | (one, Sparse::One) => one,
            (Sparse::Some(one), Sparse::Some(other)) => Sparse::Some(one * other),
        }
    }
    #[inline(always)]
    fn over(self, divisor: V) -> Self {
        match self {
            Sparse::Zero => Sparse::Zero,
            other => Sparse::Some(other.value() / divisor),
        }
    }
}

/// A value alone.
#[derive(Clone, Copy, Debug)]
pub struct Plain<V> {
    /// f.
    pub re: V,
}

/// A value with its gradient.
#[derive(Clone, Copy, Debug)]
pub struct WithGradient<V, P = V> {
    /// f.
    pub re: V,
    /// ∂x, ∂y.
    pub first: [P; 2],
}

/// A value with its gradient and Hessian.
#[derive(Clone, Copy, Debug)]
pub struct WithHessian<V, P = V> {
    /// f.
    pub re: V,
    /// ∂x, ∂y.
    pub first: [P; 2],
    /// ∂xx, ∂xy, ∂yy.
    pub second: [P; 3],
}

/// The operations that do the same to the value and to every derivative. Written out entry by
/// entry, so that the compiler is left nothing to unroll.
macro_rules! linear {
    ($Number:ident<V $(, $P:ident)?> { $($field:ident: [$($index:tt),*]),* }) => {
        impl<V: Vector<Scalar = f64> $(, $P: Partial<V>)?> Add for $Number<V $(, $P)?> {
            type Output = Self;
            #[inline(always)]
            fn add(self, other: Self) -> Self {
                Self {
                    re: self.re + other.re,
                    $($field: [$(self.$field[$index].plus(other.$field[$index])),*],)*
                }
            }
        }
        impl<V: Vector<Scalar = f64> $(, $P: Partial<V>)?> Sub for $Number<V $(, $P)?> {
            type Output = Self;
            #[inline(always)]
            fn sub(self, other: Self) -> Self {
                Self {
                    re: self.re - other.re,
                    $($field: [$(self.$field[$index].minus(other.$field[$index])),*],)*
                }
            }
        }
        impl<V: Vector<Scalar = f64> $(, $P: Partial<V>)?> Neg for $Number<V $(, $P)?> {
            type Output = Self;
            #[inline(always)]
            fn neg(self) -> Self {
                Self {
                    re: -self.re,
                    $($field: [$(self.$field[$index].negated()),*],)*
                }
            }
        }
        impl<V: Vector<Scalar = f64> $(, $P: Partial<V>)?> Add<f64> for $Number<V $(, $P)?> {
            type Output = Self;
            #[inline(always)]
            fn add(self, other: f64) -> Self {
                Self { re: self.re + V::splat(other), $($field: self.$field,)* }
            }
        }
        impl<V: Vector<Scalar = f64> $(, $P: Partial<V>)?> Sub<f64> for $Number<V $(, $P)?> {
            type Output = Self;
            #[inline(always)]
            fn sub(self, other: f64) -> Self {
                Self { re: self.re - V::splat(other), $($field: self.$field,)* }
            }
        }
        impl<V: Vector<Scalar = f64> $(, $P: Partial<V>)?> Mul<f64> for $Number<V $(, $P)?> {
            type Output = Self;
            #[inline(always)]
            fn mul(self, other: f64) -> Self {
                let factor = V::splat(other);
                Self {
                    re: self.re * factor,
                    $($field: [$(self.$field[$index].times(factor)),*],)*
                }
            }
        }
        impl<V: Vector<Scalar = f64> $(, $P: Partial<V>)?> Div<f64> for $Number<V $(, $P)?> {
            type Output = Self;
            #[inline(always)]
            fn div(self, other: f64) -> Self {
                let divisor = V::splat(other);
                Self {
                    re: self.re / divisor,
                    $($field: [$(self.$field[$index].over(divisor)),*],)*
                }
            }
        }
    };
}

linear!(Plain<V> {});
linear!(WithGradient<V, P> { first: [0, 1] });
linear!(WithHessian<V, P> { first: [0, 1], second: [0, 1, 2] });

impl<V: Vector<Scalar = f64>> Mul for Plain<V> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self { re: self.re * other.re }
    }
}

/// The derivative of u·v, of u and v and theirs.
#[inline(always)]
fn product_rule<V, P: Partial<V>>([u, v]: [V; 2], [du, dv]: [P; 2]) -> P {
    dv.times(u).plus(du.times(v))
}

impl<V: Vector<Scalar = f64>, P: Partial<V>> Mul for WithGradient<V, P> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        let both = [self.re, other.re];
        let [ux, uy] = self.first;
        let [vx, vy] = other.first;
        Self {
            re: self.re * other.re,
            first: [product_rule(both, [ux, vx]), product_rule(both, [uy, vy])],
        }
    }
}

impl<V: Vector<Scalar = f64>, P: Partial<V>> Mul for WithHessian<V, P> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        let both = [self.re, other.re];
        let [ux, uy] = self.first;
        let [vx, vy] = other.first;
        let second = |index: usize, [ui, uj]: [P; 2], [vi, vj]: [P; 2]| {
            let (u, v) = (self.second[index], other.second[index]);
            let outer = v.times(self.re).plus(ui.product(vj)).plus(vi.product(uj));
            outer.plus(u.times(other.re))
        };
        Self {
            re: self.re * other.re,
            first: [product_rule(both, [ux, vx]), product_rule(both, [uy, vy])],
            second: [
                second(0, [ux, ux], [vx, vx]),
                second(1, [ux, uy], [vx, vy]),
                second(2, [uy, uy], [vy, vy]),
            ],
        }
    }
}

/// The numbers in the lanes of a vector, as one more lane-wise operation.
#[inline(always)]
fn lane<V: Vector<Scalar = f64>>(value: V, index: usize) -> f64 {
    let mut lanes = [0.0; MOST_LANES];
    value.store(&mut lanes);
    lanes[index]
}

/// A vector of these numbers.
#[inline(always)]
fn of_lanes<V: Vector<Scalar = f64>>(lanes: &[f64; MOST_LANES]) -> V {
    V::load(lanes)
}

/// Lanes of the widest vector of any machine.
const MOST_LANES: usize = 2;

#[inline(always)]
fn where_positive<V: Vector<Scalar = f64>>(of: V, then: V, otherwise: V) -> V {
    V::if_less(V::splat(0.0), of, then, otherwise)
}

#[inline(always)]
fn partial_where_positive<V: Vector<Scalar = f64>, P: Partial<V>>(
    of: V,
    then: P,
    otherwise: P,
) -> P {
    P::of(where_positive(of, then.value(), otherwise.value()))
}

impl Number for f64 {
    type Value = f64;
    type Single = f64;

    fn constant(value: f64) -> Self {
        value
    }
    fn real(self) -> f64 {
        self
    }
    fn compose(self, h0: f64, _h1: f64, _h2: f64) -> Self {
        h0
    }
    fn where_positive(of: Self, then: Self, otherwise: Self) -> Self {
        where_positive(of, then, otherwise)
    }
    fn lane(self, _index: usize) -> f64 {
        self
    }
    fn from_lanes(lanes: &mut dyn FnMut(usize) -> f64) -> Self {
        lanes(0)
    }
}

impl<V: Vector<Scalar = f64>> Number for Plain<V> {
    type Value = V;
    type Single = f64;

    #[inline(always)]
    fn constant(value: f64) -> Self {
        Self { re: V::splat(value) }
    }
    #[inline(always)]
    fn real(self) -> V {
        self.re
    }
    #[inline(always)]
    fn compose(self, h0: V, _h1: V, _h2: V) -> Self {
        Self { re: h0 }
    }
    #[inline(always)]
    fn where_positive(of: Self, then: Self, otherwise: Self) -> Self {
        Self { re: where_positive(of.re, then.re, otherwise.re) }
    }
    fn lane(self, index: usize) -> f64 {
        lane(self.re, index)
    }
    fn from_lanes(lanes: &mut dyn FnMut(usize) -> f64) -> Self {
        let mut re = [0.0; MOST_LANES];
        for (index, re) in re.iter_mut().enumerate().take(V::LANES) {
            *re = lanes(index);
        }
        Self { re: of_lanes(&re) }
    }
}

impl<V: Vector<Scalar = f64>, P: Partial<V>> Number for WithGradient<V, P> {
    type Value = V;
    type Single = WithGradient<f64>;

    #[inline(always)]
    fn constant(value: f64) -> Self {
        Self { re: V::splat(value), first: [P::zero(); 2] }
    }
    #[inline(always)]
    fn real(self) -> V {
        self.re
    }
    #[inline(always)]
    fn compose(self, h0: V, h1: V, _h2: V) -> Self {
        let [x, y] = self.first;
        Self { re: h0, first: [x.times(h1), y.times(h1)] }
    }
    #[inline(always)]
    fn where_positive(of: Self, then: Self, otherwise: Self) -> Self {
        let first = |i: usize| partial_where_positive(of.re, then.first[i], otherwise.first[i]);
        Self { re: where_positive(of.re, then.re, otherwise.re), first: [first(0), first(1)] }
    }
    fn lane(self, index: usize) -> WithGradient<f64> {
        let [x, y] = self.first.map(|first| lane(first.value(), index));
        WithGradient { re: lane(self.re, index), first: [x, y] }
    }
    fn from_lanes(lanes: &mut dyn FnMut(usize) -> WithGradient<f64>) -> Self {
        let mut numbers = [[0.0; MOST_LANES]; 3];
        for index in 0..V::LANES {
            let WithGradient { re, first: [x, y] } = lanes(index);
            for (number, entry) in numbers.iter_mut().zip([re, x, y]) {
                number[index] = entry;
            }
        }
        let [re, x, y] = &numbers;
        Self { re: of_lanes(re), first: [x, y].map(|lanes| P::of(of_lanes(lanes))) }
    }
}

impl<V: Vector<Scalar = f64>, P: Partial<V>> Number for WithHessian<V, P> {
    type Value = V;
    type Single = WithHessian<f64>;

    #[inline(always)]
    fn constant(value: f64) -> Self {
        Self { re: V::splat(value), first: [P::zero(); 2], second: [P::zero(); 3] }
    }
    #[inline(always)]
    fn real(self) -> V {
        self.re
    }
    #[inline(always)]
    fn compose(self, h0: V, h1: V, h2: V) -> Self {
        let [x, y] = self.first;
        let second = |index: usize, ui: P, uj: P| {
            self.second[index].times(h1).plus(ui.product(uj).times(h2))
        };
        Self {
            re: h0,
            first: [x.times(h1), y.times(h1)],
            second: [second(0, x, x), second(1, x, y), second(2, y, y)],
        }
    }
    #[inline(always)]
    fn where_positive(of: Self, then: Self, otherwise: Self) -> Self {
        let first = |i: usize| partial_where_positive(of.re, then.first[i], otherwise.first[i]);
        let second = |i: usize| partial_where_positive(of.re, then.second[i], otherwise.second[i]);
        Self {
            re: where_positive(of.re, then.re, otherwise.re),
            first: [first(0), first(1)],
            second: [second(0), second(1), second(2)],
        }
    }
    fn lane(self, index: usize) -> WithHessian<f64> {
        WithHessian {
            re: lane(self.re, index),
            first: self.first.map(|first| lane(first.value(), index)),
            second: self.second.map(|second| lane(second.value(), index)),
        }
    }
    fn from_lanes(lanes: &mut dyn FnMut(usize) -> WithHessian<f64>) -> Self {
        let mut numbers = [[0.0; MOST_LANES]; 6];
        for index in 0..V::LANES {
            let WithHessian { re, first: [x, y], second: [xx, xy, yy] } = lanes(index);
            for (number, entry) in numbers.iter_mut().zip([re, x, y, xx, xy, yy]) {
                number[index] = entry;
            }
        }
        let [re, x, y, xx, xy, yy] = &numbers;
        Self {
            re: of_lanes(re),
            first: [x, y].map(|lanes| P::of(of_lanes(lanes))),
            second: [xx, xy, yy].map(|lanes| P::of(of_lanes(lanes))),
        }
    }
}

/// A number over the plane: what is loaded for its variables, and stored of a result. `N` numbers a
/// point: f; f, ∂x, ∂y; or f, ∂x, ∂y, ∂xx, ∂xy, ∂yy.
pub trait OverPlane<const N: usize>: Number {
    /// The variables x and y.
    fn variables(x: Self::Value, y: Self::Value) -> [Self; 2];
    /// The number's entries.
    fn entries(self) -> [Self::Value; N];
}

impl<V: Vector<Scalar = f64>> OverPlane<1> for Plain<V> {
    #[inline(always)]
    fn variables(x: V, y: V) -> [Self; 2] {
        [Self { re: x }, Self { re: y }]
    }
    #[inline(always)]
    fn entries(self) -> [V; 1] {
        [self.re]
    }
}

impl<V: Vector<Scalar = f64>, P: Partial<V>> OverPlane<3> for WithGradient<V, P> {
    #[inline(always)]
    fn variables(x: V, y: V) -> [Self; 2] {
        [Self { re: x, first: [P::one(), P::zero()] }, Self { re: y, first: [P::zero(), P::one()] }]
    }
    #[inline(always)]
    fn entries(self) -> [V; 3] {
        let [x, y] = self.first;
        [self.re, x.value(), y.value()]
    }
}

impl<V: Vector<Scalar = f64>, P: Partial<V>> OverPlane<6> for WithHessian<V, P> {
    #[inline(always)]
    fn variables(x: V, y: V) -> [Self; 2] {
        let second = [P::zero(); 3];
        [
            Self { re: x, first: [P::one(), P::zero()], second },
            Self { re: y, first: [P::zero(), P::one()], second },
        ]
    }
    #[inline(always)]
    fn entries(self) -> [V; 6] {
        let [x, y] = self.first;
        let [xx, xy, yy] = self.second;
        [self.re, x.value(), y.value(), xx.value(), xy.value(), yy.value()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composition_and_product_agree() {
        // (xy)² by the chain rule and by multiplication, at (1.5, -0.5).
        let [x, y] = WithHessian::<f64>::variables(1.5, -0.5);
        let u = x * y;
        let composed = u.compose(u.real() * u.real(), 2.0 * u.real(), 2.0);
        assert_eq!(composed.entries(), (u * u).entries());
        let first = [-0.75 * 2.0 * -0.5, -0.75 * 2.0 * 1.5];
        assert_eq!((u * u).first, first);
        assert_eq!((u * u).second, [0.5, -3.0, 4.5]);
    }

    #[test]
    fn constants_have_no_derivatives() {
        let c = WithGradient::<f64>::constant(3.0);
        assert_eq!(c.entries(), [3.0, 0.0, 0.0]);
    }

    #[test]
    fn what_is_known_beforehand_changes_no_number() {
        type Known = WithHessian<Wide, Sparse<Wide>>;
        fn formula<N: Number>(x: N, y: N) -> N {
            let u = x * x * y - x / 3.0 + y * 2.0 - 1.0;
            N::where_positive(x - y, u * u - x, -u * y)
        }
        for (x, y) in [(1.5, -0.5), (-0.25, 2.0), (3.0, 3.0)] {
            let [a, b] = Known::variables(Wide::splat(x), Wide::splat(y));
            let known = formula(a, b).lane(LANES - 1);
            let [a, b] = WithHessian::<f64>::variables(x, y);
            assert_eq!(known.entries(), formula(a, b).entries());
        }
    }

    #[test]
    fn lanes_come_apart_and_together() {
        let number = WithGradient::<Wide>::from_lanes(&mut |lane| WithGradient {
            re: lane as f64,
            first: [1.0, 2.0].map(|entry| entry * lane as f64),
        });
        for lane in 0..LANES {
            let expected = [1.0, 1.0, 2.0].map(|entry| entry * lane as f64);
            assert_eq!(number.lane(lane).entries(), expected);
        }
    }
}
