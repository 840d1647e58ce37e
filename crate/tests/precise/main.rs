//! Activations and losses, with both derivatives, against values of more digits than a number has:
//! over the whole range, in both precisions. `make.py` beside this file made the values.

mod activations;
mod losses;

use eigensieve::kernel::Element;

/// The lines of a file of values: a name, then numbers.
fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, Vec<f64>)> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let (name, numbers) = line.split_once(' ').expect("a name");
        (name, numbers.split(' ').map(|number| number.parse().expect("a number")).collect())
    })
}

/// What rounding to a precision may do to a number.
struct Rounding {
    /// Relative to the number: half the distance from 1 to the next.
    unit: f64,
    /// Absolutely: the least positive number.
    least: f64,
}

const F64: Rounding = Rounding { unit: f64::EPSILON / 2.0, least: f64::from_bits(1) };
const F32: Rounding = Rounding { unit: 5.960_464_477_539_063e-8, least: 1.401_298_464_324_817e-45 };

/// Whether all numbers are numbers of a precision.
fn exact<T: Element>(numbers: &[f64]) -> bool {
    numbers.iter().all(|&number| T::from_f64(number).to_f64() == number)
}

/// Numbers in a precision.
fn narrowed<T: Element>(numbers: &[f64]) -> Vec<T> {
    numbers.iter().map(|&number| T::from_f64(number)).collect()
}
