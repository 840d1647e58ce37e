//! One operation over whole slices.

use super::pair::Pair;
use super::{Element, Vector};

/// What [`map`] works on at a time: two of the machine's vectors.
pub type Lanes<T> = Pair<<T as Element>::Wide>;

/// Replaces every entry of the `outputs` by what `f` makes of the inputs and outputs at its index.
///
/// All slices have the same length. `f` sees [`Lanes`] of entries at a time; the last ones may be filled
/// up with zeros.
///
/// # Panics
/// If the lengths differ.
#[inline]
pub fn map<T: Element, const I: usize, const O: usize>(
    inputs: [&[T]; I],
    outputs: [&mut [T]; O],
    f: impl Fn([Lanes<T>; I], [Lanes<T>; O]) -> [Lanes<T>; O],
) {
    let length = outputs[0].len();
    assert!(inputs.iter().all(|input| input.len() == length), "inputs as long as outputs");
    assert!(outputs.iter().all(|output| output.len() == length), "outputs of one length");
    let whole = length - length % Lanes::<T>::LANES;
    let inputs = inputs.map(|input| input.split_at(whole));
    let mut outputs = outputs.map(|output| output.split_at_mut(whole));
    run(inputs.map(|(head, _)| head), outputs.each_mut().map(|(head, _)| &mut **head), &f);
    if whole < length {
        let inputs = inputs.map(|(_, tail)| filled_up(tail));
        let mut results = outputs.each_ref().map(|(_, tail)| filled_up(tail));
        run(
            inputs.each_ref().map(|input| &input[..Lanes::<T>::LANES]),
            results.each_mut().map(|result| &mut result[..Lanes::<T>::LANES]),
            &f,
        );
        for ((_, tail), result) in outputs.iter_mut().zip(results) {
            tail.copy_from_slice(&result[..tail.len()]);
        }
    }
}

/// [`map`] over whole vectors. A function of its own with one call of `f`, so that `f` is compiled
/// into the loop.
#[inline(never)]
fn run<T: Element, const I: usize, const O: usize>(
    inputs: [&[T]; I],
    outputs: [&mut [T]; O],
    f: &impl Fn([Lanes<T>; I], [Lanes<T>; O]) -> [Lanes<T>; O],
) {
    let mut outputs = outputs;
    let lanes = Lanes::<T>::LANES;
    for at in (0..outputs[0].len()).step_by(lanes) {
        let old = std::array::from_fn(|o| Lanes::<T>::load(&outputs[o][at..at + lanes]));
        let new = f(std::array::from_fn(|i| Lanes::<T>::load(&inputs[i][at..at + lanes])), old);
        for (output, value) in outputs.iter_mut().zip(new) {
            value.store(&mut output[at..at + lanes]);
        }
    }
}

/// Most [`Lanes`] of any machine.
const MOST_LANES: usize = 8;

/// The entries of `part`, then zeros.
fn filled_up<T: Element>(part: &[T]) -> [T; MOST_LANES] {
    let mut lanes = [T::ZERO; MOST_LANES];
    lanes[..part.len()].copy_from_slice(part);
    lanes
}

/// x ← factor·x.
pub fn scale<T: Element>(x: &mut [T], factor: f64) {
    let factor = Lanes::<T>::constant(factor);
    map([], [x], |[], [x]| [x * factor]);
}

/// y ← y + factor·x.
///
/// # Panics
/// If the lengths differ.
pub fn add_scaled<T: Element>(factor: f64, x: &[T], y: &mut [T]) {
    let factor = Lanes::<T>::constant(factor);
    map([x], [y], |[x], [y]| [y + factor * x]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square_and_shift<T: Element>(length: usize) {
        let x: Vec<T> = (0..length).map(|i| T::from_f64(i as f64)).collect();
        let mut squares = vec![T::ZERO; length];
        let mut shifted = x.clone();
        map([&x], [&mut squares, &mut shifted], |[x], [_, old]| {
            [x * x, old + Lanes::<T>::constant(1.0)]
        });
        for (i, (square, shifted)) in squares.into_iter().zip(shifted).enumerate() {
            assert_eq!((square.to_f64(), shifted.to_f64()), ((i * i) as f64, i as f64 + 1.0));
        }
    }

    #[test]
    fn every_length_is_covered() {
        for length in 0..20 {
            square_and_shift::<f64>(length);
            square_and_shift::<f32>(length);
        }
    }
}
