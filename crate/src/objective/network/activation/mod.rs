//! What a hidden unit does with the sum of its inputs.
//!
//! An activation is one file here and one row of the table below.

use crate::kernel::{Element, Vector, map};
use crate::named::named;

/// An activation σ with its derivatives.
trait Function {
    /// [σ(x), σ′(x), σ″(x)], or their limits, on the whole range from −∞ to ∞; NaN for NaN.
    ///
    /// Without branches. A caller that needs only some of the three relies on inlining to leave
    /// out the rest.
    fn derivatives<V: Vector>(x: V) -> [V; 3];
}

/// What the theorem's hypotheses ask of an activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivationFacts {
    /// Whether its graph is semialgebraic. All are definable with the exponential function.
    pub semialgebraic: bool,
    /// Whether it is C^∞.
    pub smooth: bool,
}

const fn facts(semialgebraic: bool, smooth: bool) -> ActivationFacts {
    ActivationFacts { semialgebraic, smooth }
}

/// A row: documentation, variant = name, title, file, facts (semialgebraic, smooth).
macro_rules! activations {
    ($($(#[$about:meta])* $Row:ident = $name:tt, $title:literal, $module:ident, $facts:expr;)+) => {
        $(mod $module;)+

        named! {
            /// The function that every hidden unit applies.
            pub enum Activation -> ActivationFacts {
                $($(#[$about])* $Row = $name, $title, $facts;)+
            }
        }

        impl Activation {
            /// x ← σ(x).
            pub fn apply<T: Element>(self, x: &mut [T]) {
                match self { $(Self::$Row => apply::<T, $module::$Row>(x),)+ }
            }

            /// σ(x) and σ′(x); all slices have the same length.
            pub fn value_and_slope<T: Element>(self, x: &[T], value: &mut [T], slope: &mut [T]) {
                match self {
                    $(Self::$Row => value_and_slope::<T, $module::$Row>(x, value, slope),)+
                }
            }

            /// factor·σ″(x); all slices have the same length.
            pub fn curvature<T: Element>(self, x: &[T], factor: &[T], curvature: &mut [T]) {
                match self {
                    $(Self::$Row => curvature_times::<T, $module::$Row>(x, factor, curvature),)+
                }
            }
        }
    };
}

activations! {
    /// x/√(1 + x²), the inverse square root unit.
    Isru = "isru", "x/√(1+x²)", isru, facts(true, true);
    /// tanh x.
    Tanh = "tanh", "tanh", tanh, facts(false, true);
    /// 1/(1 + e⁻ˣ).
    Sigmoid = "sigmoid", "Sigmoid", sigmoid, facts(false, true);
    /// ln(1 + eˣ).
    Softplus = "softplus", "Softplus", softplus, facts(false, true);
    /// x/(1 + e⁻ˣ), also called swish.
    Silu = "silu", "SiLU", silu, facts(false, true);
    /// x(1 + tanh(√(2/π)(x + 0.044715x³)))/2.
    Gelu = "gelu", "GELU (tanh form)", gelu, facts(false, true);
    /// max(x, 0).
    Relu = "relu", "ReLU", relu, facts(true, false);
    /// x: the network is linear in its inputs.
    Identity = "identity", "Identity", identity, facts(true, true);
}

fn apply<T: Element, F: Function>(x: &mut [T]) {
    map([], [x], |[], [x]| {
        let [value, ..] = F::derivatives(x);
        [value]
    });
}

fn value_and_slope<T: Element, F: Function>(x: &[T], value: &mut [T], slope: &mut [T]) {
    map([x], [value, slope], |[x], _| {
        let [value, slope, _] = F::derivatives(x);
        [value, slope]
    });
}

fn curvature_times<T: Element, F: Function>(x: &[T], factor: &[T], curvature: &mut [T]) {
    map([x, factor], [curvature], |[x, factor], _| {
        let [.., second] = F::derivatives(x);
        [factor * second]
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [σ(x), σ′(x), σ″(x)] of one number.
    fn at<T: Element>(activation: Activation, x: T) -> [T; 3] {
        let (mut value, mut slope, mut second) = ([T::ZERO], [T::ZERO], [T::ZERO]);
        activation.value_and_slope(&[x], &mut value, &mut slope);
        activation.curvature(&[x], &[T::ONE], &mut second);
        let mut applied = [x];
        activation.apply(&mut applied);
        if !applied[0].to_f64().is_nan() {
            assert_eq!(applied, value, "{activation:?}({x:?})");
        }
        [value[0], slope[0], second[0]]
    }

    /// The definitions, evaluated plainly.
    fn plain(activation: Activation, x: f64) -> f64 {
        let logistic = |x: f64| 1.0 / (1.0 + libm::exp(-x));
        match activation {
            Activation::Isru => x / libm::sqrt(1.0 + x * x),
            Activation::Tanh => libm::tanh(x),
            Activation::Sigmoid => logistic(x),
            Activation::Softplus => libm::log1p(libm::exp(x)),
            Activation::Silu => x * logistic(x),
            Activation::Gelu => {
                let inner = libm::sqrt(2.0 / std::f64::consts::PI) * (x + 0.044715 * x * x * x);
                0.5 * x * (1.0 + libm::tanh(inner))
            }
            Activation::Relu => libm::fmax(x, 0.0),
            Activation::Identity => x,
        }
    }

    #[test]
    fn values_agree_with_the_definitions() {
        for activation in Activation::ALL {
            for i in -600..=600 {
                let x = f64::from(i) * 0.0513;
                let (got, expected) = (at(activation, x)[0], plain(activation, x));
                // The plain forms lose what they subtract.
                let tolerance = 4e-16 * expected.abs().max(1.0).max(x.abs());
                assert!((got - expected).abs() <= tolerance, "{activation:?}({x}): {got}");
                let single = f64::from(at(activation, x as f32)[0]);
                let tolerance = 3e-7 * expected.abs().max(1.0).max(x.abs());
                assert!((single - expected).abs() <= tolerance, "{activation:?}({x}): {single}");
            }
        }
    }

    #[test]
    fn derivatives_agree_with_central_differences() {
        const STEP: f64 = 1e-5;
        for activation in Activation::ALL {
            for i in -400..400 {
                let x = f64::from(i) * 0.0371 + 0.01;
                let [_, slope, second] = at(activation, x);
                let (right, left) = (at(activation, x + STEP), at(activation, x - STEP));
                let difference = |k: usize| (right[k] - left[k]) / (2.0 * STEP);
                assert!((slope - difference(0)).abs() < 1e-9, "{activation:?}′({x})");
                assert!((second - difference(1)).abs() < 1e-9, "{activation:?}″({x})");
            }
        }
    }

    #[test]
    fn limits_are_taken_at_the_ends_of_the_range() {
        const INFINITY: f64 = f64::INFINITY;
        for activation in Activation::ALL {
            let (left, right) = match activation {
                Activation::Isru | Activation::Tanh => ([-1.0, 0.0], [1.0, 0.0]),
                Activation::Sigmoid => ([0.0, 0.0], [1.0, 0.0]),
                Activation::Identity => ([-INFINITY, 1.0], [INFINITY, 1.0]),
                _ => ([0.0, 0.0], [INFINITY, 1.0]),
            };
            for (x, limit) in [(-INFINITY, left), (INFINITY, right)] {
                let [value, slope, second] = at(activation, x);
                assert_eq!(([value, slope], second), (limit, 0.0), "{activation:?} at {x}");
                let [value, slope, second] = at(activation, x as f32);
                let single = ([value.into(), slope.into()], f64::from(second));
                assert_eq!(single, (limit, 0.0), "{activation:?} at {x} in f32");
            }
            for x in [-f64::MAX, -1e200, -1e19, -1e3, 1e3, 1e19, 1e200, f64::MAX] {
                let derivatives = at(activation, x);
                assert!(derivatives.iter().all(|d| d.is_finite()), "{activation:?} at {x}");
                let limit = if x < 0.0 { left } else { right };
                assert!((derivatives[1] - limit[1]).abs() < 1e-8, "{activation:?}′({x})");
            }
            for x in [-f32::MAX, -1e19, -1e3, 1e3, 1e19, f32::MAX] {
                let derivatives = at(activation, x);
                assert!(derivatives.iter().all(|d| d.is_finite()), "{activation:?} at {x}");
            }
            assert!(at(activation, f64::NAN)[0].is_nan(), "{activation:?} of NaN");
            assert!(at(activation, f32::NAN)[0].is_nan(), "{activation:?} of NaN");
        }
    }

    #[test]
    fn subnormal_inputs_keep_their_digits() {
        for activation in [Activation::Isru, Activation::Tanh, Activation::Identity] {
            for x in [5e-324, -3e-320, 2e-308] {
                assert_eq!(at(activation, x)[..2], [x, 1.0], "{activation:?}({x:e})");
            }
        }
        for activation in [Activation::Silu, Activation::Gelu] {
            assert_eq!(at(activation, 4e-320)[..2], [2e-320, 0.5], "{activation:?}");
        }
    }

    #[test]
    fn tails_keep_their_relative_accuracy() {
        let close = |got: f64, expected: f64| (got / expected - 1.0).abs() < 4e-15;
        for x in [20.0, 100.0, 300.0, 700.0] {
            let e = libm::exp(-x);
            assert!(close(at(Activation::Sigmoid, -x)[0], e / (1.0 + e)));
            assert!(close(at(Activation::Sigmoid, x)[1], e / (1.0 + e) / (1.0 + e)));
            assert!(close(at(Activation::Softplus, -x)[0], libm::log1p(e)));
            assert!(close(at(Activation::Silu, -x)[0], -x * e / (1.0 + e)));
            let e = libm::exp(-x);
            assert!(close(at(Activation::Tanh, x / 2.0)[1], 4.0 * e / (1.0 + e) / (1.0 + e)));
        }
    }
}
