//! Activations.

use eigensieve::kernel::Element;
use eigensieve::objective::network::activation::Activation;

use super::{F32, F64, Rounding, exact, lines, narrowed};

/// Roundings that σ, σ′ and σ″ may be off by: each follows from the one before by a few more
/// operations.
const UNITS: [f64; 3] = [4.0, 6.0, 10.0];

/// [σ(x), σ′(x), σ″(x)] by the engine.
fn at<T: Element>(activation: Activation, x: f64) -> [f64; 3] {
    let x = narrowed::<T>(&[x]);
    let (mut value, mut slope, mut second) = ([T::ZERO], [T::ZERO], [T::ZERO]);
    activation.value_and_slope(&x, &mut value, &mut slope);
    activation.curvature(&x, &[T::ONE], &mut second);
    [value[0], slope[0], second[0]].map(|entry| entry.to_f64())
}

/// The most that a derivative may be off.
fn allowed(activation: Activation, order: usize, x: f64, expected: f64, by: &Rounding) -> f64 {
    let far = x.abs();
    // GELU's inner cubic polynomial w and its slope; everything is at its limit beyond ±40.
    let near = far.min(40.0);
    let inner = 1.6 * near * (1.0 + 0.045 * near * near);
    let steep = 1.6 * (1.0 + 0.14 * near * near);
    // Where e^w vanishes, w's rounding weighs |w| times as much.
    let condition = match activation {
        Activation::Gelu if x < 0.0 || order == 2 => 1.0 + inner,
        _ => 1.0,
    };
    // Where a derivative is a difference, it has the digits of what it is made of.
    let difference = match activation {
        Activation::Silu | Activation::Gelu if order > 0 && far < 4.0 => 1.0,
        _ => 0.0,
    };
    // What an exponential, itself at its least, is multiplied with.
    let subnormal = match activation {
        Activation::Tanh => 12.0,
        Activation::Silu => 2.0 + far.min(1_000.0),
        Activation::Gelu => (2.0 + near) * (1.0 + steep * steep),
        _ => 2.0,
    };
    let size = expected.abs() * condition + difference;
    UNITS[order] * by.unit * size + by.least * subnormal
}

fn agree<T: Element>(by: &Rounding) {
    let mut checked = 0;
    for (name, numbers) in lines(include_str!("activations.txt")) {
        let (x, expected) = (numbers[0], &numbers[1..]);
        if !exact::<T>(&[x]) {
            continue;
        }
        let activation = Activation::from_name(name).expect("an activation");
        for (order, got) in at::<T>(activation, x).into_iter().enumerate() {
            let (expected, most) =
                (expected[order], allowed(activation, order, x, expected[order], by));
            // Not `>`, for NaN is far from everything.
            let near = (got - expected).abs() <= most;
            assert!(near, "{name}, derivative {order} at {x:e}: {got:e}, not {expected:e}");
            checked += 1;
        }
    }
    assert!(checked > 3_000, "{checked}");
}

#[test]
fn activations_have_all_their_digits() {
    agree::<f64>(&F64);
}

#[test]
fn activations_have_all_their_digits_in_f32() {
    agree::<f32>(&F32);
}

#[test]
fn every_activation_is_there() {
    for activation in Activation::ALL {
        let there = |(name, _)| Activation::from_name(name) == Some(activation);
        assert!(lines(include_str!("activations.txt")).any(there), "{activation:?}");
    }
}
