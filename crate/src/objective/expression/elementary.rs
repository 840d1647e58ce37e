//! The operations of expressions on numbers with derivatives.
//!
//! The value of a result is computed from the values of the operands alone, by the same operations
//! whichever derivatives come along: f(x) has the same bits with and without them. Derivatives are
//! formulas in closed form, chosen so that none of them cancels.

use super::syntax::Function;
use crate::kernel::Vector;
use crate::objective::number::Number;

/// The largest exponent, in absolute value, that is multiplied out.
const LARGEST_INTEGER_EXPONENT: f64 = 1024.0;

/// The exponent as an integer, if powers to it are made by multiplication.
pub(super) fn integer_exponent(exponent: f64) -> Option<i32> {
    let small = exponent.abs() <= LARGEST_INTEGER_EXPONENT;
    // The conversion is exact after these tests.
    (small && libm::trunc(exponent) == exponent).then_some(exponent as i32)
}

/// A function of one argument.
pub(super) fn function<N: Number<Value = f64>>(function: Function, u: N) -> N {
    let [h0, h1, h2] = match function {
        Function::Sqrt => sqrt(u.real()),
        Function::Cbrt => cbrt(u.real()),
        Function::Abs => return absolute(u),
        Function::Exp => [libm::exp(u.real()); 3],
        Function::Log => log(u.real()),
        Function::Sin => {
            let (sin, cos) = (libm::sin(u.real()), libm::cos(u.real()));
            [sin, cos, -sin]
        }
        Function::Cos => {
            let (sin, cos) = (libm::sin(u.real()), libm::cos(u.real()));
            [cos, -sin, -cos]
        }
        Function::Tan => tan(u.real()),
        Function::Tanh => tanh(u.real()),
    };
    u.compose(h0, h1, h2)
}

/// √u, ½u^(−½), −¼u^(−3/2).
fn sqrt(u: f64) -> [f64; 3] {
    let root = f64::sqrt(u);
    let first = 0.5 / root;
    [root, first, -0.5 * first / u]
}

/// ∛u, ⅓u^(−2/3), −(2/9)u^(−5/3).
fn cbrt(u: f64) -> [f64; 3] {
    let root = libm::cbrt(u);
    let first = 1.0 / (3.0 * root * root);
    [root, first, -2.0 * first / (3.0 * u)]
}

/// log u, 1/u, −1/u²; no number for negative u, the derivatives included.
fn log(u: f64) -> [f64; 3] {
    if u < 0.0 {
        return [f64::NAN; 3];
    }
    let first = 1.0 / u;
    [libm::log(u), first, -first * first]
}

/// tan u, 1 + tan²u, 2 tan u·(1 + tan²u).
fn tan(u: f64) -> [f64; 3] {
    let tan = libm::tan(u);
    let first = 1.0 + tan * tan;
    [tan, first, 2.0 * tan * first]
}

/// tanh u, 1/cosh²u, −2 tanh u/cosh²u.
///
/// With e = exp(−2|u|), 1/cosh²u is 4e/(1+e)², which neither overflows nor, as 1 − tanh²u does,
/// cancels for large |u|.
fn tanh(u: f64) -> [f64; 3] {
    let tanh = libm::tanh(u);
    let e = libm::exp(-2.0 * u.abs());
    let first = 4.0 * e / ((1.0 + e) * (1.0 + e));
    [tanh, first, -2.0 * tanh * first]
}

/// |u|, whose derivatives at the kink are 0.
fn absolute<N: Number<Value = f64>>(u: N) -> N {
    if u.real() < 0.0 {
        -u
    } else if u.real() == 0.0 {
        N::constant(0.0)
    } else {
        u
    }
}

/// The smaller of both; the first if they are equal, NaN if one is.
pub(super) fn minimum<N: Number<Value = f64>>(u: N, v: N) -> N {
    if v.real() < u.real() || v.real().is_nan() { v } else { u }
}

/// The larger of both; the first if they are equal, NaN if one is.
pub(super) fn maximum<N: Number<Value = f64>>(u: N, v: N) -> N {
    if v.real() > u.real() || v.real().is_nan() { v } else { u }
}

/// u/v.
///
/// With q = u₀/v₀ and the parts du = u−u₀, dv = v−v₀ that vanish at the point, the quotient is
/// q + e·(1 − dv/v₀) for e = (du − q·dv)/v₀, up to third order.
pub(super) fn quotient<N: Number<Value = f64>>(u: N, v: N) -> N {
    let (u0, v0) = (u.real(), v.real());
    let q = u0 / v0;
    if !(q.is_finite() && u0.is_finite() && v0.is_finite()) {
        return ((u - v * q) / v0).compose(q, 1.0, 0.0);
    }
    let dv = v - v0;
    let e = (u - u0 - dv * q) / v0;
    e - e * dv / v0 + q
}

/// c/v, its derivatives −c/v², 2c/v³.
pub(super) fn constant_quotient<N: Number>(c: f64, v: N) -> N {
    let v0 = v.real();
    let q = N::Value::splat(c) / v0;
    let first = -q / v0;
    v.compose(q, first, N::Value::splat(-2.0) * first / v0)
}

/// uⁿ by repeated squaring, for n < 0 the reciprocal; its derivatives n·uⁿ⁻¹, n(n−1)·uⁿ⁻².
pub(super) fn integer_power<N: Number>(u: N, n: i32) -> N {
    let u0 = u.real();
    let number = N::Value::splat;
    match n {
        0 => N::constant(1.0),
        1 => u,
        2 => square(u),
        _ => {
            let first = f64::from(n);
            let second = first * (first - 1.0);
            let power = |n| multiply_out(u0, n);
            u.compose(power(n), number(first) * power(n - 1), number(second) * power(n - 2))
        }
    }
}

/// u², its derivatives 2u, 2.
#[inline(always)]
pub(super) fn square<N: Number>(u: N) -> N {
    let (u0, two) = (u.real(), N::Value::splat(2.0));
    u.compose(u0 * u0, two * u0, two)
}

/// uⁿ for values.
fn multiply_out<V: Vector<Scalar = f64>>(u: V, n: i32) -> V {
    let (mut square, mut left, mut power) = (u, n.unsigned_abs(), V::splat(1.0));
    loop {
        if left % 2 == 1 {
            power = power * square;
        }
        left /= 2;
        if left == 0 {
            break;
        }
        square = square * square;
    }
    if n < 0 { V::splat(1.0) / power } else { power }
}

/// u to a constant power c that is not multiplied out; its derivatives c·u^(c−1), c(c−1)·u^(c−2).
pub(super) fn constant_power<N: Number<Value = f64>>(u: N, c: f64) -> N {
    let u0 = u.real();
    u.compose(pow(u0, c), c * pow(u0, c - 1.0), c * (c - 1.0) * pow(u0, c - 2.0))
}

/// A constant c to the power v; for c > 0 its derivatives are cᵛ·log c, cᵛ·log²c.
pub(super) fn power_of_constant<N: Number<Value = f64>>(c: f64, v: N) -> N {
    if !(c > 0.0 && c.is_finite()) {
        return power(N::constant(c), v);
    }
    let (p, log) = (pow(c, v.real()), libm::log(c));
    v.compose(p, p * log, p * log * log)
}

/// u to the power v, both variable.
///
/// With p = uᵛ, the partial derivatives are p_u = v·u^(v−1), p_v = uᵛ·log u,
/// p_uu = v(v−1)·u^(v−2), p_uv = u^(v−1)·(1 + v·log u), p_vv = uᵛ·log²u, each with its limit where
/// u = 0. The result is the Taylor polynomial of second order in du = u−u₀ and dv = v−v₀, which
/// has the same derivatives up to the second; a coefficient may be infinite and yet not count,
/// where the derivative it multiplies is 0.
pub(super) fn power<N: Number<Value = f64>>(u: N, v: N) -> N {
    let (u0, v0) = (u.real(), v.real());
    let p = pow(u0, v0);
    if u0.is_nan() || u0 < 0.0 || u0.is_infinite() || !v0.is_finite() {
        return (u + v).compose(p, f64::NAN, f64::NAN);
    }
    let scaled_power = |factor: f64, power: f64| {
        if factor == 0.0 { 0.0 } else { factor * pow(u0, power) }
    };
    let p_u = scaled_power(v0, v0 - 1.0);
    let p_uu = scaled_power(v0 * (v0 - 1.0), v0 - 2.0);
    let [p_v, p_uv, p_vv] = if u0 > 0.0 {
        let log = libm::log(u0);
        [p * log, pow(u0, v0 - 1.0) * (1.0 + v0 * log), p * log * log]
    } else if v0 > 1.0 {
        [0.0, 0.0, 0.0]
    } else if v0 > 0.0 {
        [0.0, f64::NEG_INFINITY, 0.0]
    } else {
        [f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY]
    };
    let (du, dv) = (u - u0, v - v0);
    let first = scaled(du, p_u) + scaled(dv, p_v);
    let second = scaled(du * du, 0.5 * p_uu) + scaled(du * dv, p_uv) + scaled(dv * dv, 0.5 * p_vv);
    first + second + p
}

/// `libm`'s power, and no number for a negative base.
fn pow(base: f64, exponent: f64) -> f64 {
    if base < 0.0 || base.is_nan() || exponent.is_nan() {
        return f64::NAN;
    }
    libm::pow(base, exponent)
}

/// factor·u, where ∞·0 is 0, for u and for each of its derivatives: twice the largest number makes
/// an infinity of all but 0.
fn scaled<N: Number<Value = f64>>(u: N, factor: f64) -> N {
    if factor.is_infinite() {
        return u * f64::MAX * f64::MAX.copysign(factor);
    }
    u * factor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objective::number::{OverPlane, WithHessian};

    type Jet = WithHessian<f64>;

    fn derivatives_of(number: &Jet) -> ([f64; 2], [f64; 3]) {
        (number.first, number.second)
    }

    /// h, h′ and h″ at u.
    fn along_x(h: impl Fn(Jet) -> Jet, u: f64) -> [f64; 3] {
        let [x, _] = Jet::variables(u, 0.0);
        let value = h(x);
        let ([first, _], [second, ..]) = derivatives_of(&value);
        [value.re, first, second]
    }

    /// The derivatives of h agree with central differences of h and h′, to 1e−7 of the largest.
    fn assert_differentiates(what: &str, h: impl Fn(Jet) -> Jet, u: f64) {
        let step = 1e-5 * u.abs();
        let here = along_x(&h, u);
        let (ahead, behind) = (along_x(&h, u + step), along_x(&h, u - step));
        let size = here.iter().fold(0.0_f64, |size, derivative| size.max(derivative.abs()));
        for order in [0, 1] {
            let difference = (ahead[order] - behind[order]) / (2.0 * step);
            let derivative = here[order + 1];
            assert!(
                (difference - derivative).abs() <= 1e-7 * size,
                "{what} at {u}: {difference} is not {derivative}"
            );
        }
    }

    #[test]
    fn functions_have_their_derivatives() {
        for name in [
            Function::Sqrt,
            Function::Cbrt,
            Function::Abs,
            Function::Exp,
            Function::Log,
            Function::Sin,
            Function::Cos,
            Function::Tan,
            Function::Tanh,
        ] {
            for u in [0.3, 1.1, 2.5] {
                assert_differentiates(&format!("{name:?}"), |x| function(name, x), u);
            }
        }
        for name in [Function::Cbrt, Function::Exp, Function::Sin, Function::Tan, Function::Tanh] {
            assert_differentiates(&format!("{name:?}"), |x| function(name, x), -0.7);
        }
    }

    #[test]
    fn powers_have_their_derivatives() {
        for n in [-5, -2, -1, 1, 2, 3, 4, 7] {
            assert_differentiates(&format!("x^{n}"), |x| integer_power(x, n), 1.001);
            assert_differentiates(&format!("x^{n}"), |x| integer_power(x, n), -0.999);
        }
        for c in [-2.5, -0.5, 0.5, 1.5, 7.5] {
            assert_differentiates(&format!("x^{c}"), |x| constant_power(x, c), 0.99);
        }
        // Too steep for differences.
        let n = 1024.0;
        assert_eq!(along_x(|x| integer_power(x, 1024), -1.0), [1.0, -n, n * (n - 1.0)]);
        assert_eq!(along_x(|x| integer_power(x, -1024), -1.0), [1.0, n, n * (n + 1.0)]);
        assert_eq!(along_x(|x| constant_power(x, 2048.0), 1.0), [1.0, 2.0 * n, 2048.0 * 2047.0]);
        for u in [0.2, 1.0, 2.5] {
            assert_differentiates("x^x", |x| power(x, x), u);
            assert_differentiates("x^(x²-1)", |x| power(x, x * x - 1.0), u);
            assert_differentiates("3^x", |x| power_of_constant(3.0, x), u);
            assert_eq!(along_x(|x| power_of_constant(0.0, x), u), [0.0; 3]);
            assert_differentiates("x/(1+x²)", |x| quotient(x, x * x + 1.0), u);
            assert_differentiates("2/x", |x| constant_quotient(2.0, x), u);
        }
    }

    #[test]
    fn integer_powers_multiply() {
        assert_eq!(integer_power(-1.0, 2), 1.0);
        assert_eq!(integer_power(-1.0, -1023), -1.0);
        assert_eq!(integer_power(3.0, 5), 243.0);
        assert_eq!(integer_power(10.0, -3), 1.0 / 1000.0);
        assert_eq!(integer_power(0.0, 0), 1.0);
        // The last square, which would overflow, is not made.
        assert_eq!(integer_power(2.0, 1023), f64::MAX / 2.0 + libm::pow(2.0, 970.0));
    }

    #[test]
    fn integer_powers_are_smooth_at_zero() {
        assert_eq!(along_x(|x| integer_power(x, 0), 0.0), [1.0, 0.0, 0.0]);
        assert_eq!(along_x(|x| integer_power(x, 1), 0.0), [0.0, 1.0, 0.0]);
        assert_eq!(along_x(|x| integer_power(x, 2), 0.0), [0.0, 0.0, 2.0]);
        assert_eq!(along_x(|x| integer_power(x, 3), 0.0), [0.0, 0.0, 0.0]);
    }

    #[test]
    fn exponents_are_integers_up_to_1024() {
        assert_eq!(integer_exponent(1024.0), Some(1024));
        assert_eq!(integer_exponent(-1024.0), Some(-1024));
        assert_eq!(integer_exponent(-0.0), Some(0));
        for other in [1025.0, -1025.0, 0.5, 1e300, f64::INFINITY, f64::NAN] {
            assert_eq!(integer_exponent(other), None);
        }
    }

    #[test]
    fn other_powers_need_a_base_that_is_not_negative() {
        assert!(constant_power(-1.0, 0.5).is_nan() && constant_power(-1.0, 2000.0).is_nan());
        assert!(power(-1.0, 2.0).is_nan() && power(f64::NAN, 0.0).is_nan());
        assert_eq!((power(0.0, 0.5), power(0.0, 0.0), power(2.0, 0.5)), (0.0, 1.0, f64::sqrt(2.0)));
        assert_eq!((power(0.0, -1.0), power(f64::INFINITY, -1.0)), (f64::INFINITY, 0.0));
    }

    #[test]
    fn an_exponent_that_stands_still_does_not_spoil_a_power_of_zero() {
        // x^(c + 0·y) at x = 0 has the derivatives of x^c.
        for (c, first, second) in [(1.0, 1.0, 0.0), (2.0, 0.0, 2.0), (3.0, 0.0, 0.0)] {
            let [x, y] = Jet::variables(0.0, 1.0);
            let value = power(x, y * 0.0 + c);
            assert_eq!(derivatives_of(&value), ([first, 0.0], [second, 0.0, 0.0]), "{c}");
        }
        // Nor does a base that stands still: 1^y is 1, and 0^(1+y²) is 0.
        let [x, y] = Jet::variables(0.0, 0.0);
        assert_eq!(derivatives_of(&power(x * 0.0 + 1.0, y)), ([0.0; 2], [0.0; 3]));
        assert_eq!(derivatives_of(&power(x * 0.0, y * y + 1.0)), ([0.0; 2], [0.0; 3]));
    }

    #[test]
    fn a_power_of_zero_has_infinite_derivatives_where_it_is_steep() {
        let [x, y] = Jet::variables(0.0, 0.5);
        let ([fx, fy], [fxx, fxy, fyy]) = derivatives_of(&power(x, y));
        assert_eq!([fx, fy, fxx], [f64::INFINITY, 0.0, f64::NEG_INFINITY]);
        assert_eq!([fxy, fyy], [f64::NEG_INFINITY, 0.0]);
    }

    #[test]
    fn kinks_take_the_first_branch() {
        let [x, y] = Jet::variables(0.0, 0.0);
        assert_eq!(derivatives_of(&function(Function::Abs, x)).0, [0.0, 0.0]);
        assert_eq!(derivatives_of(&minimum(x, y)).0, [1.0, 0.0]);
        assert_eq!(derivatives_of(&maximum(x, y)).0, [1.0, 0.0]);
        assert_eq!(derivatives_of(&maximum(y, x)).0, [0.0, 1.0]);
    }

    #[test]
    fn extrema_of_no_number_are_none() {
        for [u, v] in [[f64::NAN, 1.0], [1.0, f64::NAN]] {
            assert!(minimum(u, v).is_nan() && maximum(u, v).is_nan());
        }
    }

    #[test]
    fn quotients_are_rounded_once() {
        // 1/49·49 is 0.999…: a quotient by way of the reciprocal would differ.
        let [x, y] = Jet::variables(49.0, 49.0);
        assert_eq!(quotient(x, y).re, 1.0);
        assert_eq!(derivatives_of(&quotient(x, y)).0, [1.0 / 49.0, -1.0 / 49.0]);
    }

    #[test]
    fn logarithms_end_at_zero() {
        assert!(log(-1.0).iter().all(|derivative| derivative.is_nan()));
        assert_eq!(log(0.0), [f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY]);
    }

    #[test]
    fn the_tail_of_tanh_keeps_its_digits() {
        // 1/cosh²(20), to 17 digits; 1 − tanh²(20) is 0 in f64.
        let [value, first, second] = tanh(20.0);
        assert_eq!(value, 1.0);
        assert!((first / 1.6993417021166355e-17 - 1.0).abs() < 1e-15);
        assert_eq!(second, -2.0 * first);
        assert_eq!(tanh(1000.0), [1.0, 0.0, -0.0]);
    }
}
