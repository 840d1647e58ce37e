//! Losses of rows of four outputs.

use eigensieve::kernel::Element;
use eigensieve::objective::network::loss::Loss;
use ndarray::Array2;

use super::{F32, F64, Rounding, exact, lines, narrowed};

/// Number of outputs.
const COLUMNS: usize = 4;
/// Roundings that a result may be off by.
const UNITS: f64 = 6.0;

/// ℓ, ∂ℓ/∂z and ∂²ℓ/∂z²·r by the engine, one after the other.
fn at<T: Element>(loss: Loss, z: &[f64], y: &[f64], r: &[f64]) -> Vec<f64> {
    let row = |numbers: &[f64]| {
        Array2::from_shape_vec((1, COLUMNS), narrowed::<T>(numbers)).expect("a row")
    };
    let (mut residual, mut kept, mut curved) = (row(z), row(z), row(z));
    let value = loss.sum(0.0, row(z).view(), row(y).view(), residual.view_mut(), kept.view_mut());
    loss.curvature_times(kept.view(), row(r).view(), curved.view_mut());
    let derivatives = residual.iter().chain(&curved).map(|entry| entry.to_f64());
    [value].into_iter().chain(derivatives).collect()
}

/// The most that each of these may be off.
fn allowed(
    loss: Loss,
    z: &[f64],
    y: &[f64],
    r: &[f64],
    expected: &[f64],
    by: &Rounding,
) -> Vec<f64> {
    let largest = |numbers: &[f64]| numbers.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    let top = z.iter().fold(f64::NEG_INFINITY, |top: f64, &z| top.max(z));
    let (value, residual) = (expected[0].abs(), &expected[1..=COLUMNS]);
    let sizes = match loss {
        Loss::Mse => {
            let rest = residual.iter().map(|entry| entry.abs());
            [value].into_iter().chain(rest).chain([0.0; COLUMNS]).collect::<Vec<_>>()
        }
        Loss::Ce => {
            // e⁻ᵈ passes on d's rounding d times.
            let below = |&z: &f64| top - z;
            let conditions: Vec<f64> = z.iter().map(|z| 1.0 + below(z).min(750.0)).collect();
            let shares = z.iter().map(|z| libm::exp(-below(z)));
            let p: Vec<f64> = shares.zip(&conditions).map(|(p, c)| p * c).collect();
            // p − 1 has no more digits than 1.
            let slopes = p.iter().zip(y).map(|(p, y)| p + y);
            let curved = p.iter().map(|p| p * largest(r));
            [value * largest(&conditions)].into_iter().chain(slopes).chain(curved).collect()
        }
    };
    sizes.into_iter().map(|size| UNITS * by.unit * size + 2.0 * by.least).collect()
}

fn agree<T: Element>(by: &Rounding) {
    let mut checked = 0;
    for (name, numbers) in lines(include_str!("losses.txt")) {
        let (given, expected) = numbers.split_at(3 * COLUMNS);
        let (z, rest) = given.split_at(COLUMNS);
        let (y, r) = rest.split_at(COLUMNS);
        assert!(exact::<T>(given), "numbers of both precisions");
        let loss = Loss::from_name(name).expect("a loss");
        let most = allowed(loss, z, y, r, expected, by);
        for (i, (got, most)) in at::<T>(loss, z, y, r).into_iter().zip(most).enumerate() {
            let near = (got - expected[i]).abs() <= most;
            assert!(near, "{name} at {z:?}, number {i}: {got:e}, not {:e}", expected[i]);
            checked += 1;
        }
    }
    assert!(checked > 1_000, "{checked}");
}

#[test]
fn losses_have_all_their_digits() {
    agree::<f64>(&F64);
}

#[test]
fn losses_have_all_their_digits_in_f32() {
    agree::<f32>(&F32);
}

#[test]
fn every_loss_is_there() {
    for loss in Loss::ALL {
        let there = |(name, _)| Loss::from_name(name) == Some(loss);
        assert!(lines(include_str!("losses.txt")).any(there), "{loss:?}");
    }
}
