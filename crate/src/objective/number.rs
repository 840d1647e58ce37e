//! The numbers that formulas in the plane are written over: plain f64, and f64 with first, or
//! first and second, derivatives.
//!
//! Sums, products and quotients of derivatives are `num-dual`'s. Elementary functions are not
//! taken from there, because it calls the platform's mathematical library, whose last bits differ
//! from one machine to the next: [`Number::compose`] applies the chain rule to values made with
//! the `libm` crate, the same everywhere.

use std::ops::{Add, Div, Mul, Neg, Sub};

use nalgebra::{RowSVector, SVector};
use num_dual::{Derivative, Dual2SVec64, DualSVec64};

/// A value with the derivatives with respect to (x, y) that it carries.
pub trait Number:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
{
    /// A number with zero derivatives.
    fn constant(value: f64) -> Self;

    /// The value without its derivatives.
    fn real(self) -> f64;

    /// h(self) by the chain rule, for a function h with value `h0`, first derivative `h1` and
    /// second derivative `h2` at [`real`](Self::real).
    fn compose(self, h0: f64, h1: f64, h2: f64) -> Self;
}

impl Number for f64 {
    fn constant(value: f64) -> Self {
        value
    }
    fn real(self) -> f64 {
        self
    }
    fn compose(self, h0: f64, _h1: f64, _h2: f64) -> Self {
        h0
    }
}

/// A value with its gradient.
pub type WithGradient = DualSVec64<2>;

/// A value with its gradient and Hessian.
pub type WithHessian = Dual2SVec64<2>;

impl Number for WithGradient {
    fn constant(value: f64) -> Self {
        value.into()
    }
    fn real(self) -> f64 {
        self.re
    }
    fn compose(self, h0: f64, h1: f64, _h2: f64) -> Self {
        Self::new(h0, self.eps * h1)
    }
}

impl Number for WithHessian {
    fn constant(value: f64) -> Self {
        value.into()
    }
    fn real(self) -> f64 {
        self.re
    }
    fn compose(self, h0: f64, h1: f64, h2: f64) -> Self {
        Self::new(h0, self.v1 * h1, self.v2 * h1 + self.v1.tr_mul(&self.v1) * h2)
    }
}

/// The variables x and y at a point, carrying their gradients.
pub fn variables_with_gradient(x: f64, y: f64) -> [WithGradient; 2] {
    [
        WithGradient::new(x, Derivative::some(SVector::from([1.0, 0.0]))),
        WithGradient::new(y, Derivative::some(SVector::from([0.0, 1.0]))),
    ]
}

/// The variables x and y at a point, carrying gradients and (zero) Hessians.
pub fn variables_with_hessian(x: f64, y: f64) -> [WithHessian; 2] {
    [
        WithHessian::new(x, Derivative::some(RowSVector::from([1.0, 0.0])), Derivative::none()),
        WithHessian::new(y, Derivative::some(RowSVector::from([0.0, 1.0])), Derivative::none()),
    ]
}

/// ∇ as [∂x, ∂y].
pub fn gradient_of(number: &WithGradient) -> [f64; 2] {
    let eps = number.eps.unwrap_generic(nalgebra::Const::<2>, nalgebra::Const::<1>);
    [eps[0], eps[1]]
}

/// ∇ as [∂x, ∂y] and the Hessian as [∂xx, ∂xy, ∂yy].
pub fn derivatives_of(number: &WithHessian) -> ([f64; 2], [f64; 3]) {
    let v1 = number.v1.unwrap_generic(nalgebra::Const::<1>, nalgebra::Const::<2>);
    let v2 = number.v2.unwrap_generic(nalgebra::Const::<2>, nalgebra::Const::<2>);
    ([v1[0], v1[1]], [v2[(0, 0)], v2[(0, 1)], v2[(1, 1)]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composition_and_product_agree() {
        // (xy)² by the chain rule and by multiplication, at (1.5, -0.5).
        let [x, y] = variables_with_hessian(1.5, -0.5);
        let u = x * y;
        let composed = u.compose(u.real() * u.real(), 2.0 * u.real(), 2.0);
        assert_eq!(derivatives_of(&composed), derivatives_of(&(u * u)));
        assert_eq!(
            derivatives_of(&(u * u)),
            ([-0.75 * 2.0 * -0.5, -0.75 * 2.0 * 1.5], [0.5, -3.0, 4.5])
        );
    }

    #[test]
    fn constants_have_no_derivatives() {
        let c = WithGradient::constant(3.0);
        assert_eq!((c.real(), gradient_of(&c)), (3.0, [0.0, 0.0]));
    }
}
