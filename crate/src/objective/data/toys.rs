//! Sets in the plane, drawn at random from a shape: 200 points to train on and 200 to test with.
//!
//! Point i belongs to class i mod (number of classes), so that the first n of them are balanced.
//! To each coordinate of a point of the shape `noise` times a normal number is added. Uniform and
//! normal numbers come from the seed's stream for data, number 0 for training and 1 for testing; a
//! point takes its shape's numbers first, in the order in which its formula below names them, then
//! the two of its noise, x first. So other noise moves every point along a line, and nothing else.
//! u stands for a number uniform in (0, 1].

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use ndarray::Array2;
use rand_chacha::ChaCha8Rng;

use super::{DataFacts, DataSet, Examples, Ingredients, InputKind, LeftOut};
use crate::error::SpecError;
use crate::random::{Purpose, sign, standard_normal, stream, uniform};
use crate::spec::range::Range;

/// Points of each part.
const POINTS: usize = 200;

/// Two interleaved half circles of radius 1: (cos t, sin t) and (1 − cos t, ½ − sin t), t = πu.
pub(super) const MOONS: DataFacts = facts(2, super::in_networks(|given| draw(given, moon)));
/// A circle of radius 1 and one of radius ½ about the same centre; the angle is 2πu.
pub(super) const CIRCLES: DataFacts = facts(2, super::in_networks(|given| draw(given, circle)));
/// Two arms of one and a half turns, the second opposite the first: radius 2t at the angle 3πt, with
/// t = √u, so that points lie evenly along an arm.
pub(super) const SPIRALS: DataFacts = facts(2, super::in_networks(|given| draw(given, spiral)));
/// Points uniform in the square [−1, 1]²: class 0 where x and y have the same sign, 1 where they
/// have not. |x| = u, then |y| = u, then the sign of x.
pub(super) const XOR: DataFacts = facts(2, super::in_networks(|given| draw(given, corner)));
/// Three normal clouds of standard deviation ¼ about the corners of a triangle on the unit circle,
/// the first at the top, the others counterclockwise; x, then y.
pub(super) const BLOBS: DataFacts = facts(3, super::in_networks(|given| draw(given, cloud)));

/// Standard deviation of the noise; the numbers of a network have no unit.
const NOISE: Range = Range::closed("noise", 0.0, f64::MAX).default(0.1);

const fn facts(classes: usize, build: super::Build) -> DataFacts {
    DataFacts {
        options: &[NOISE],
        features: Some(2),
        classes: Some(classes),
        rows: Some((POINTS, POINTS)),
        build,
        ..DataFacts::NONE
    }
}

/// A point of the shape, of this class.
type Shape = fn(&mut ChaCha8Rng, usize) -> [f64; 2];

fn draw(ingredients: &Ingredients, shape: Shape) -> Result<DataSet, SpecError> {
    let noise = ingredients.options["noise"];
    let classes = ingredients.classes;
    let part = |number| {
        let mut rng = stream(ingredients.seed, Purpose::Data, number);
        let labels: Vec<usize> = (0..POINTS).map(|i| i % classes).collect();
        let mut inputs = Array2::zeros((POINTS, 2));
        for (mut row, &class) in inputs.rows_mut().into_iter().zip(&labels) {
            let [x, y] = shape(&mut rng, class);
            row[0] = x + noise * standard_normal(&mut rng);
            row[1] = y + noise * standard_normal(&mut rng);
        }
        Examples::classified(inputs, labels, classes)
    };
    Ok(DataSet {
        train: part(0),
        test: part(1),
        classes: (0..classes).map(|class| class.to_string()).collect(),
        features: vec!["x".into(), "y".into()],
        target: "class".into(),
        input: InputKind::Plane,
        left_out: LeftOut::default(),
    })
}

fn polar(radius: f64, angle: f64) -> [f64; 2] {
    [radius * libm::cos(angle), radius * libm::sin(angle)]
}

fn moon(rng: &mut ChaCha8Rng, class: usize) -> [f64; 2] {
    let [x, y] = polar(1.0, PI * uniform(rng));
    if class == 0 { [x, y] } else { [1.0 - x, 0.5 - y] }
}

fn circle(rng: &mut ChaCha8Rng, class: usize) -> [f64; 2] {
    polar(if class == 0 { 1.0 } else { 0.5 }, TAU * uniform(rng))
}

fn spiral(rng: &mut ChaCha8Rng, class: usize) -> [f64; 2] {
    let t = uniform(rng).sqrt();
    polar(2.0 * t, PI * (3.0 * t + class as f64))
}

fn corner(rng: &mut ChaCha8Rng, class: usize) -> [f64; 2] {
    let (x, y, side) = (uniform(rng), uniform(rng), sign(rng));
    [side * x, if class == 0 { side * y } else { -side * y }]
}

fn cloud(rng: &mut ChaCha8Rng, class: usize) -> [f64; 2] {
    const SPREAD: f64 = 0.25;
    let [x, y] = polar(1.0, FRAC_PI_2 + TAU * class as f64 / 3.0);
    [x + SPREAD * standard_normal(rng), y + SPREAD * standard_normal(rng)]
}

#[cfg(test)]
mod tests {
    use super::super::{DataName, DataRequest};
    use super::*;

    const TOYS: [DataName; 5] =
        [DataName::Moons, DataName::Circles, DataName::Spirals, DataName::Xor, DataName::Blobs];

    fn toy(name: DataName, noise: f64, seed: u64) -> DataSet {
        let options = [("noise".to_string(), noise)].into();
        name.build(&DataRequest { options, seed, ..DataRequest::default() }).expect("a toy")
    }

    #[test]
    fn both_parts_are_balanced_and_unlike() {
        for name in TOYS {
            let set = toy(name, 0.1, 0);
            assert_eq!((set.inputs(), set.train.rows(), set.test.rows()), (2, 200, 200));
            assert_eq!(Some(set.outputs()), name.facts().classes);
            for class in 0..set.outputs() {
                let rows = set.train.labels.iter().filter(|&&label| label == class).count();
                assert!(rows >= 200 / set.outputs(), "{name:?}");
            }
            assert_ne!(set.train.inputs, set.test.inputs, "{name:?}");
        }
    }

    #[test]
    fn the_seed_decides_and_noise_only_moves() {
        for name in TOYS {
            assert_eq!(toy(name, 0.1, 3), toy(name, 0.1, 3));
            assert_ne!(toy(name, 0.1, 3).train, toy(name, 0.1, 4).train);
            let [none, some, twice] = [0.0, 0.5, 1.0].map(|noise| toy(name, noise, 3).train.inputs);
            let error = &some - &((&none + &twice) / 2.0);
            assert!(error.iter().all(|error| error.abs() < 1e-15), "{name:?}");
        }
    }

    /// Each shape's defining equation, at every point without noise.
    #[test]
    fn points_without_noise_lie_on_their_shape() {
        let on = |name, holds: fn([f64; 2], usize) -> bool| {
            let Examples { inputs, labels, .. } = toy(name, 0.0, 7).train;
            for (row, &class) in inputs.rows().into_iter().zip(&labels) {
                assert!(holds([row[0], row[1]], class), "{name:?} {row} {class}");
            }
        };
        on(DataName::Moons, |[x, y], class| {
            let [x, y] = if class == 0 { [x, y] } else { [1.0 - x, 0.5 - y] };
            (x.hypot(y) - 1.0).abs() < 1e-12 && y >= 0.0
        });
        on(DataName::Circles, |[x, y], class| {
            (x.hypot(y) - if class == 0 { 1.0 } else { 0.5 }).abs() < 1e-12
        });
        on(DataName::Spirals, |[x, y], class| {
            let turned = libm::atan2(y, x) - 1.5 * PI * x.hypot(y) - PI * class as f64;
            libm::sin(turned / 2.0).abs() < 1e-12
        });
        on(DataName::Xor, |[x, y], class| {
            (x * y < 0.0) == (class == 1) && x.abs().max(y.abs()) <= 1.0
        });
        on(DataName::Blobs, |[x, y], class| {
            let [a, b] = polar(1.0, FRAC_PI_2 + TAU * class as f64 / 3.0);
            (x - a).hypot(y - b) < 1.25
        });
    }
}
