//! eˣ and what activations make of it, without branches.

use super::polynomial::polynomial;
use super::{Element, Vector};

/// 1/k! for k = 0 …: the series of eˣ.
const INVERSE_FACTORIAL: [f64; 14] = {
    let mut inverse = [1.0; 14];
    let (mut k, mut factorial) = (1, 1.0);
    while k < 14 {
        factorial *= k as f64;
        inverse[k] = 1.0 / factorial;
        k += 1;
    }
    inverse
};

/// (eˣ, eˣ − 1) for x ≤ 0, each with its own relative accuracy: 6e-16 in f64 and 2e-7 in f32, and
/// for subnormal results the last bits.
///
/// With n the integer nearest to x/ln 2 and r = x − n·ln 2: eˣ = 2ⁿ(1 + p), eˣ − 1 = (2ⁿ − 1) + 2ⁿp,
/// where p = eʳ − 1 is Taylor's polynomial on |r| ≤ ½ ln 2. −∞ gives (0, −1), NaN gives NaN.
#[inline(always)]
pub fn exponential<V: Vector>(x: V) -> (V, V) {
    let one = V::constant(1.0);
    let lowest = V::constant(V::Scalar::EXP_LOWEST);
    let x = V::if_less(x, lowest, lowest, x);
    let n = round(x * V::constant(std::f64::consts::LOG2_E));
    let r = (x - n * V::constant(V::Scalar::LN_2_HIGH)) - n * V::constant(V::Scalar::LN_2_LOW);

    let p = r + r * r * polynomial(&INVERSE_FACTORIAL[2..=V::Scalar::EXP_TERMS], r);

    // Two factors, so that neither is subnormal when the result is.
    let half = round(n * V::constant(0.5));
    let (s, t) = (power_of_two(half), power_of_two(n - half));
    let scale = s * t;
    ((one + p) * s * t, (scale - one) + scale * p)
}

/// The nearest integer of a number well within 2^`SIGNIFICAND_BITS`, ties to even.
#[inline(always)]
fn round<V: Vector>(x: V) -> V {
    let shift = V::constant(shift::<V>());
    (x + shift) - shift
}

/// 2ⁿ for an integer n of a normal number's exponents.
#[inline(always)]
fn power_of_two<V: Vector>(n: V) -> V {
    (n + V::constant(shift::<V>() + V::Scalar::EXPONENT_BIAS)).low_bits_to_exponent()
}

/// 1.5·2^`SIGNIFICAND_BITS`: numbers around it are the integers.
#[inline(always)]
const fn shift<V: Vector>() -> f64 {
    1.5 * (1_u64 << V::Scalar::SIGNIFICAND_BITS) as f64
}

/// The logistic function s(x) = 1/(1 + e⁻ˣ) with its relatives.
#[derive(Clone, Copy, Debug)]
pub struct Logistic<V> {
    /// e^−|x|.
    pub decay: V,
    /// s(x).
    pub value: V,
    /// 1 − s(x) = s(−x), accurate also where s(x) is nearly 1.
    pub complement: V,
    /// s′(x) = s(x)(1 − s(x)).
    pub slope: V,
    /// (1 − s(x)) − s(x) = −tanh(x/2).
    pub tilt: V,
}

/// [`Logistic`] at x.
#[inline(always)]
pub fn logistic<V: Vector>(x: V) -> Logistic<V> {
    let (zero, one) = (V::constant(0.0), V::constant(1.0));
    let (decay, decay_minus_one) = exponential(-x.abs());
    let larger = one / (one + decay);
    let smaller = decay * larger;
    Logistic {
        decay,
        value: V::if_less(x, zero, smaller, larger),
        complement: V::if_less(x, zero, larger, smaller),
        slope: smaller * larger,
        tilt: (decay_minus_one * larger).with_sign_of(-x),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worst<T: Element>(points: impl Iterator<Item = f64>) -> f64 {
        let relative = |got: T, expected: f64| ((got.to_f64() - expected) / expected).abs();
        let errors = points.map(|x| {
            let x = T::from_f64(x);
            let (e, e_minus_one) = exponential(x);
            relative(e, libm::exp(x.to_f64())).max(relative(e_minus_one, libm::expm1(x.to_f64())))
        });
        errors.fold(0.0, f64::max)
    }

    #[test]
    fn relative_errors_are_as_stated() {
        let dense = || (1..=400_000).map(|i| -1.7e-3 * i as f64);
        let small = || (1..=1_000).map(|i| -1e-12 * 1.03_f64.powi(i));
        let f64_error = worst::<f64>(dense().chain(small()));
        assert!(f64_error < 6e-16, "{f64_error:e}");
        let f32_error = worst::<f32>(dense().chain(small()).filter(|&x| x > -87.0));
        assert!(f32_error < 2e-7, "{f32_error:e}");
    }

    #[test]
    fn subnormal_results_are_as_exact_as_they_can_be() {
        for x in [-708.5, -720.0, -740.0, -744.4, -745.2, -746.0, -1e9] {
            assert!((exponential(x).0 - libm::exp(x)).abs() <= 5e-324, "e^{x}");
        }
        for x in [-88.0_f32, -95.0, -103.0, -104.0, -1e9] {
            let exact = libm::exp(x.into()) as f32;
            assert!((exponential(x).0 - exact).abs() <= f32::from_bits(1), "e^{x}");
        }
    }

    #[test]
    fn ends_of_the_range() {
        assert_eq!(exponential(0.0), (1.0, 0.0));
        assert_eq!(exponential(-5e-324), (1.0, -5e-324));
        assert_eq!(exponential(f64::NEG_INFINITY), (0.0, -1.0));
        assert_eq!(exponential(f32::NEG_INFINITY), (0.0, -1.0));
        let (e, e_minus_one) = exponential(f64::NAN);
        assert!(e.is_nan() && e_minus_one.is_nan());
    }

    #[test]
    fn the_logistic_function_is_symmetric() {
        for x in [-800.0, -40.0, -1.0, -1e-3, 0.0, 0.3, 37.0, 746.0, f64::INFINITY] {
            let (right, left) = (logistic(x), logistic(-x));
            assert_eq!((right.value, right.slope), (left.complement, left.slope), "{x}");
            assert_eq!(right.tilt, -left.tilt, "{x}");
            assert!((right.value + right.complement - 1.0).abs() < 3e-16, "{x}");
            assert!((right.tilt + libm::tanh(0.5 * x)).abs() < 3e-16, "{x}");
        }
        assert!(logistic(-740.0).value > 0.0);
        assert!(logistic(f64::NAN).value.is_nan());
    }
}
