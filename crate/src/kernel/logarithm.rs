//! Logarithms.

use super::polynomial::polynomial;
use super::{Element, Vector};

/// 1/(2k + 1) for k = 0 …: the series of artanh(x)/x in x².
const INVERSE_ODD: [f64; 17] = {
    let mut inverse = [1.0; 17];
    let mut k = 1;
    while k < 17 {
        inverse[k] = 1.0 / (2 * k + 1) as f64;
        k += 1;
    }
    inverse
};

/// ln(1 + x) for 0 ≤ x ≤ 1, without branches; relative error 6e-16 in f64 and 2e-7 in f32.
///
/// ln(1 + x) = 2 artanh(x/(2 + x)), whose argument stays within ⅓, by Taylor's polynomial.
#[inline(always)]
pub fn ln_1p<V: Vector>(x: V) -> V {
    let t = x / (V::constant(2.0) + x);
    let (twice, square) = (t + t, t * t);
    twice + twice * square * polynomial(&INVERSE_ODD[1..V::Scalar::ARTANH_TERMS], square)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_errors_are_as_stated() {
        for i in 0..100_000 {
            let x = i as f64 * 1e-5;
            let exact = libm::log1p(x);
            assert!((ln_1p(x) - exact).abs() <= 6e-16 * exact, "{x}");
            let exact = libm::log1p((x as f32).into());
            assert!((f64::from(ln_1p(x as f32)) - exact).abs() <= 2e-7 * exact, "{x}");
        }
        assert_eq!(ln_1p(1e-300), 1e-300);
        assert_eq!(ln_1p(1.0), std::f64::consts::LN_2);
    }
}
