//! One operation over whole slices.

use super::{Element, Vector};

/// Replaces every entry of the `outputs` by what `f` makes of the inputs and outputs at its index.
///
/// All slices have the same length. `f` sees [`Element::Wide`] entries at a time; the last ones may
/// be filled up with zeros.
///
/// # Panics
/// If the lengths differ.
#[inline(always)]
pub fn map<T: Element, const I: usize, const O: usize>(
    inputs: [&[T]; I],
    outputs: [&mut [T]; O],
    f: impl Fn([T::Wide; I], [T::Wide; O]) -> [T::Wide; O],
) {
    let mut outputs = outputs;
    let length = outputs[0].len();
    assert!(inputs.iter().all(|input| input.len() == length), "inputs as long as outputs");
    assert!(outputs.iter().all(|output| output.len() == length), "outputs of one length");
    let lanes = T::Wide::LANES;
    let whole = length - length % lanes;
    for at in (0..whole).step_by(lanes) {
        let old = std::array::from_fn(|o| T::Wide::load(&outputs[o][at..at + lanes]));
        let new = f(std::array::from_fn(|i| T::Wide::load(&inputs[i][at..at + lanes])), old);
        for (output, value) in outputs.iter_mut().zip(new) {
            value.store(&mut output[at..at + lanes]);
        }
    }
    if whole < length {
        let old = std::array::from_fn(|o| load_part(&outputs[o][whole..]));
        let new = f(std::array::from_fn(|i| load_part(&inputs[i][whole..])), old);
        for (output, value) in outputs.iter_mut().zip(new) {
            store_part(value, &mut output[whole..]);
        }
    }
}

/// x ← factor·x.
pub fn scale<T: Element>(x: &mut [T], factor: f64) {
    let factor = T::Wide::constant(factor);
    map([], [x], |[], [x]| [x * factor]);
}

/// y ← y + factor·x.
///
/// # Panics
/// If the lengths differ.
pub fn add_scaled<T: Element>(factor: f64, x: &[T], y: &mut [T]) {
    let factor = T::Wide::constant(factor);
    map([x], [y], |[x], [y]| [y + factor * x]);
}

/// Most lanes of any vector.
const MOST_LANES: usize = 4;

fn load_part<V: Vector>(from: &[V::Scalar]) -> V {
    let mut lanes = [V::Scalar::default(); MOST_LANES];
    lanes[..from.len()].copy_from_slice(from);
    V::load(&lanes)
}

fn store_part<V: Vector>(value: V, to: &mut [V::Scalar]) {
    let mut lanes = [V::Scalar::default(); MOST_LANES];
    value.store(&mut lanes);
    to.copy_from_slice(&lanes[..to.len()]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square_and_shift<T: Element>(length: usize) {
        let x: Vec<T> = (0..length).map(|i| T::from_f64(i as f64)).collect();
        let mut squares = vec![T::ZERO; length];
        let mut shifted = x.clone();
        map([&x], [&mut squares, &mut shifted], |[x], [_, old]| {
            [x * x, old + T::Wide::constant(1.0)]
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
