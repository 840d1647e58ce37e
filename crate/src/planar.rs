//! Hessians of the plane: the symmetric 2 × 2 matrices [[xx, xy], [xy, yy]], written
//! [∂xx, ∂xy, ∂yy], and what their eigenvalues say of a critical point.

use crate::named::named;
use crate::real::hypot;

named! {
    /// What f looks like near a critical point.
    pub enum Kind {
        /// All eigenvalues positive.
        Minimum = "minimum", "minimum";
        /// All eigenvalues negative.
        Maximum = "maximum", "maximum";
        /// One of each sign.
        Saddle = "saddle", "saddle";
        /// One that is 0 or nearly so: min|λ| ≤ 1e−5·max(1, |λ|max).
        Degenerate = "degenerate", "degenerate";
    }
}

impl Kind {
    /// The kind of a point with these eigenvalues, ascending.
    pub fn of(&[low, high]: &[f64; 2]) -> Self {
        let (low_size, high_size) = (low.abs(), high.abs());
        if low_size.min(high_size) <= 1e-5 * low_size.max(high_size).max(1.0) {
            Kind::Degenerate
        } else if low > 0.0 {
            Kind::Minimum
        } else if high < 0.0 {
            Kind::Maximum
        } else {
            Kind::Saddle
        }
    }
}

/// Both eigenvalues, ascending. In closed form and not by a library's iteration, because that would
/// call the platform's hypot and maps ask for them at every pixel.
#[inline(always)]
pub fn eigenvalues([xx, xy, yy]: [f64; 3]) -> [f64; 2] {
    let mean = xx / 2.0 + yy / 2.0;
    let radius = hypot(xx / 2.0 - yy / 2.0, xy);
    [mean - radius, mean + radius]
}

/// The unit eigenvector of the larger eigenvalue; [1, 0] where every direction is one. NaN for
/// matrices that are not finite.
pub fn axis(hessian: [f64; 3]) -> [f64; 2] {
    let [xx, xy, yy] = hessian;
    let [_, high] = eigenvalues(hessian);
    // Of the two rows of (H − λ)v = 0 the one that does not cancel.
    let (a, b) = if xx > yy { (high - yy, xy) } else { (xy, high - xx) };
    let length = hypot(a, b);
    if length == 0.0 { [1.0, 0.0] } else { [a / length, b / length] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn kinds_by_their_signs() {
        for (eigenvalues, kind) in [
            ([1.0, 2.0], Kind::Minimum),
            ([-2.0, -1.0], Kind::Maximum),
            ([-1.0, 1.0], Kind::Saddle),
            ([0.0, 1.0], Kind::Degenerate),
            ([1e-6, 0.5], Kind::Degenerate),
            ([-1e-3, 1e3], Kind::Degenerate),
        ] {
            assert_eq!(Kind::of(&eigenvalues), kind, "{eigenvalues:?}");
        }
    }

    #[test]
    fn axes_of_plain_matrices() {
        assert_eq!(axis([3.0, 0.0, 1.0]), [1.0, 0.0]);
        assert_eq!(axis([1.0, 0.0, 3.0]), [0.0, 1.0]);
        assert_eq!(axis([5.0, 0.0, 5.0]), [1.0, 0.0]);
        assert_eq!(axis([0.0; 3]), [1.0, 0.0]);
        assert!(axis([f64::NAN, 0.0, 1.0])[1].is_nan());
    }

    proptest! {
        #[test]
        fn an_axis_is_an_eigenvector(xx in -1e3..1e3, xy in -1e3..1e3, yy in -1e3..1e3) {
            let hessian = [xx, xy, yy];
            let ([_, high], [a, b]) = (eigenvalues(hessian), axis(hessian));
            prop_assert!((hypot(a, b) - 1.0).abs() < 1e-14);
            let residual = hypot(xx * a + xy * b - high * a, xy * a + yy * b - high * b);
            prop_assert!(residual < 1e-11, "{residual}");
        }
    }
}
