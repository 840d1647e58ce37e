//! The loss over planes in the space of parameters, and what a network makes of inputs, against the
//! engine's own losses, eigenvalues and accuracies.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

use eigensieve::error::SpecError;
use eigensieve::experiment::Experiment;
use eigensieve::objective::network::Part;
use eigensieve::predictions::Predictor;
use eigensieve::slice::{Directions, Slice};
use eigensieve::spec::link;

const CHEBYSHEV: &str = "#v=1&net=chebyshev&layers=10,6&act=tanh&o=gd:alpha=0.2&steps=80&seed=5";
const DECAYED: &str =
    "#v=1&net=chebyshev&layers=8&act=silu&l2=0.01&o=usam:alpha=0.2:rho=0.1&steps=80&seed=2";
const DIGITS: &[u8] = include_bytes!("../../web/public/data/digits.bin");
const CLASSES: &str =
    "#v=1&net=digits&samples=300&layers=12&act=tanh&loss=ce&o=gd:alpha=0.5&steps=30&seed=1";

fn open(text: &str) -> Experiment {
    Experiment::open(link::read(text).unwrap().spec, Some(DIGITS)).unwrap()
}

/// θ after each of some numbers of steps of a run, from θ₀ on.
fn weights<const N: usize>(experiment: &Experiment, steps: [u64; N]) -> [Vec<f64>; N] {
    let mut run = experiment.run(0, 0, false, None).unwrap();
    steps.map(|step| {
        run.advance(step - run.step());
        run.parameters()
    })
}

fn slice(
    experiment: &Experiment,
    theta: &[f64],
    directions: Directions<'_>,
) -> Result<Slice, SpecError> {
    let mut planning = experiment.network().unwrap().slice(theta, &directions)?;
    while !planning.advance(7)? {}
    planning.plane()
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * b.abs().max(1.0)
}

/// Every kind of plane through the last of three points.
fn planes<'a>(start: &'a [f64], middle: &'a [f64]) -> [Directions<'a>; 4] {
    [
        Directions::Sharpest,
        Directions::Random { seed: 3, normalised: false },
        Directions::Random { seed: 3, normalised: true },
        Directions::Through([start, middle]),
    ]
}

#[test]
fn the_loss_drawn_at_a_projected_point_is_the_loss_there() {
    for text in [CHEBYSHEV, DECAYED, CLASSES] {
        let experiment = open(text);
        let setup = experiment.network().unwrap();
        let [start, middle, end] = weights(&experiment, [0, 15, 30]);
        for directions in planes(&start, &middle) {
            let mut slice = slice(&experiment, &end, directions).unwrap();
            for theta in [&start, &middle, &end] {
                let [x, y, _] = slice.project(theta).unwrap();
                let projected = slice.parameters([x, y]).to_vec();
                let there = setup.evaluate(Some(&projected)).unwrap().f.unwrap();
                let drawn = slice.value([x, y]);
                assert!((drawn - there).abs() <= 1e-12, "{text} {directions:?}: {drawn} {there}");
            }
            let at_centre = setup.evaluate(Some(&end)).unwrap().f.unwrap();
            assert!((slice.value([0.0, 0.0]) - at_centre).abs() <= 1e-12);
            assert_eq!(slice.facts().f, Some(at_centre));
        }
    }
}

#[test]
fn curvatures_along_the_sharpest_axes_are_the_two_largest_eigenvalues() {
    for text in [CHEBYSHEV, DECAYED] {
        let experiment = open(text);
        let [end] = weights(&experiment, [60]);
        let mut slice = slice(&experiment, &end, Directions::Sharpest).unwrap();
        let all = experiment.network().unwrap().evaluate(Some(&end)).unwrap().eigenvalues;
        let highest: Vec<f64> = all.iter().rev().take(2).map(|one| one.value).collect();
        let facts = slice.facts().clone();
        assert!(facts.converged && facts.mixed.unwrap().abs() < 1e-6 * highest[0]);
        let eigenvalues = facts.eigenvalues.unwrap();
        for axis in 0..2 {
            let curvature = facts.curvatures[axis].unwrap();
            assert!(close(curvature, highest[axis], 1e-9), "{curvature} {highest:?}");
            assert!(close(eigenvalues[axis].value, highest[axis], 1e-9));
            assert!(eigenvalues[axis].residual < 1e-6 * highest[0]);
            // The picture itself curves so.
            let h = 1e-4;
            let at = |s: f64| if axis == 0 { [s, 0.0] } else { [0.0, s] };
            let ends = slice.value(at(h)) + slice.value(at(-h)) - 2.0 * slice.value([0.0; 2]);
            assert!(close(ends / (h * h), curvature, 1e-3), "{} {curvature}", ends / (h * h));
        }
    }
}

#[test]
fn a_search_for_directions_tells_how_far_it_has_come_and_how_it_is_cut_changes_no_bit() {
    let experiment = open(CHEBYSHEV);
    let setup = experiment.network().unwrap();
    let [end] = weights(&experiment, [60]);
    let mut planning = setup.slice(&end, &Directions::Sharpest).unwrap();
    let mut before = planning.progress();
    assert_eq!(before[0], 0);
    loop {
        let ended = planning.advance(1).unwrap();
        let [products, most] = planning.progress();
        assert_eq!(products, before[0] + 1, "one product at a time");
        assert!(products <= most && most <= before[1]);
        before = [products, most];
        if ended {
            assert_eq!(products, most);
            break;
        }
    }
    let whole = slice(&experiment, &end, Directions::Sharpest).unwrap();
    assert_eq!(planning.plane().unwrap().facts(), whole.facts());
    // What is not searched for is there at once.
    let random = Directions::Random { seed: 1, normalised: true };
    assert!(setup.slice(&end, &random).unwrap().advance(0).unwrap());
}

#[test]
fn projections_keep_what_lies_in_the_plane_and_say_what_does_not() {
    let experiment = open(CHEBYSHEV);
    let [start, middle, end] = weights(&experiment, [0, 20, 80]);
    let length =
        |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
    // Through three points there is nothing to lose, and the first way is the first axis.
    let through = slice(&experiment, &end, Directions::Through([&start, &middle])).unwrap();
    for theta in [&start, &middle, &end] {
        let [x, y, distance] = through.project(theta).unwrap();
        assert!(close(x.hypot(y), length(theta, &end), 1e-12));
        assert!(distance < 1e-12, "{distance}");
    }
    assert!(close(through.project(&start).unwrap()[0], length(&start, &end), 1e-12));
    for directions in planes(&start, &middle) {
        let mut plane = slice(&experiment, &end, directions).unwrap();
        let [x, y, distance] = plane.project(&start).unwrap();
        let projected = plane.parameters([x, y]).to_vec();
        assert!(close(distance, length(&projected, &start), 1e-9), "{directions:?}");
        let pythagoras = x.hypot(y).hypot(distance);
        assert!(close(pythagoras, length(&start, &end), 1e-12), "orthonormal");
    }
    assert_eq!(through.project(&end[1..]).unwrap_err().field, "theta");
}

#[test]
fn random_directions_follow_their_seed_and_the_length_of_each_neuron() {
    let experiment = open(CHEBYSHEV);
    let [start, end] = weights(&experiment, [0, 40]);
    let at = |seed, normalised| {
        let mut plane = slice(&experiment, &end, Directions::Random { seed, normalised }).unwrap();
        (plane.parameters([1.0, 0.0]).to_vec(), plane.facts().reach, plane.project(&start))
    };
    assert_eq!(at(1, false), at(1, false));
    assert_ne!(at(1, false).0, at(2, false).0);
    assert_ne!(at(1, false).0, at(1, true).0);
    // One step of the direction's own length moves every neuron by the length it has.
    let (moved, [reach, _], _) = at(1, true);
    let (first, inputs) = (10, 1);
    for neuron in 0..first {
        let own =
            |theta: &dyn Fn(usize) -> f64| theta(neuron * inputs).hypot(theta(first + neuron));
        let has = own(&|i| end[i]);
        let moves = own(&|i| (moved[i] - end[i]) * reach);
        assert!(close(moves, has, 1e-9), "{moves} {has}");
    }
}

#[test]
fn cells_are_the_loss_at_their_centres_however_they_are_cut() {
    let experiment = open(CHEBYSHEV);
    let [end] = weights(&experiment, [40]);
    let mut plane = slice(&experiment, &end, Directions::Sharpest).unwrap();
    let window = [-0.5, 1.5, -0.25, 0.25];
    let whole = plane.cells(window, 4, 5, 0..20);
    let mut cut = plane.cells(window, 4, 5, 0..7);
    cut.extend(plane.cells(window, 4, 5, 7..20));
    assert_eq!(whole, cut);
    // The first cell is the one at the top left.
    assert_eq!(whole[0], plane.value([-0.25, 0.2]));
    assert_eq!(whole[4 * 4 + 3], plane.value([1.25, -0.2]));
}

#[test]
fn directions_that_span_no_plane_are_refused_in_words() {
    let experiment = open(CHEBYSHEV);
    let [start, middle, end] = weights(&experiment, [0, 20, 40]);
    let refused = |theta: &[f64], directions| {
        slice(&experiment, theta, directions).err().expect("refused").message
    };
    let between: Vec<f64> = start.iter().zip(&end).map(|(a, b)| (a + b) / 2.0).collect();
    let message = refused(&end, Directions::Through([&start, &between]));
    assert!(message.contains("on one line"), "{message}");
    let message = refused(&end, Directions::Through([&start, &start]));
    assert!(message.contains("on one line"), "{message}");
    let zero = vec![0.0; end.len()];
    let message = refused(&zero, Directions::Random { seed: 0, normalised: true });
    assert!(message.contains("zero"), "{message}");
    assert!(refused(&end[1..], Directions::Sharpest).contains("finite numbers"));
    assert!(refused(&end, Directions::Through([&middle[1..], &start])).contains("finite numbers"));
    let mut broken = end.clone();
    broken[0] = f64::NAN;
    assert!(refused(&broken, Directions::Sharpest).contains("finite numbers"));
}

#[test]
fn a_network_without_test_rows_and_one_whose_loss_overflows_have_their_planes() {
    let experiment = open(CHEBYSHEV);
    let [end] = weights(&experiment, [10]);
    let huge: Vec<f64> = end.iter().map(|entry| entry * 1e200).collect();
    let random = Directions::Random { seed: 0, normalised: false };
    let mut plane = slice(&experiment, &huge, random).unwrap();
    assert_eq!(plane.facts().f, None);
    assert!(!plane.value([0.0, 0.0]).is_finite());
    let message = slice(&experiment, &huge, Directions::Sharpest).err().unwrap().message;
    assert!(message.contains("not finite"), "{message}");
}

#[test]
fn guesses_and_their_table_agree_with_outputs_and_accuracy() {
    let experiment = open(CLASSES);
    let [end] = weights(&experiment, [30]);
    let setup = experiment.network().unwrap();
    let evaluation = setup.evaluate(Some(&end)).unwrap();
    let mut predictor = Predictor::new(&setup);
    for (part, rows, accuracy) in [
        (Part::Train, &setup.data.train, evaluation.train_accuracy),
        (Part::Test, &setup.data.test, evaluation.test_accuracy),
    ] {
        let found = predictor.predictions(&end, part).unwrap();
        let right: usize = (0..10).map(|class| found.confusion[class][class]).sum();
        assert_eq!(Some(right as f64 / rows.rows() as f64), accuracy);
        assert_eq!(found.confusion.iter().flatten().sum::<usize>(), rows.rows());
        let wrong = found.guesses.iter().zip(&rows.labels).filter(|(a, b)| a != b).count();
        assert_eq!(wrong, rows.rows() - right);
    }
    let some: Vec<f64> =
        setup.data.test.inputs.rows().into_iter().take(3).flatten().copied().collect();
    let outputs = predictor.outputs(&end, &some).unwrap();
    let all = setup_outputs(&experiment, &end);
    assert_eq!(outputs, all[..outputs.len()]);
    assert_eq!(outputs.len(), 30);
    assert_eq!(predictor.outputs(&end, &some[1..]).unwrap_err().field, "inputs");
    assert_eq!(predictor.outputs(&end[1..], &some).unwrap_err().field, "theta");
}

/// Outputs for the test rows by the network that runs are made of.
fn setup_outputs(experiment: &Experiment, theta: &[f64]) -> Vec<f64> {
    let setup = experiment.network().unwrap();
    let inputs: Vec<f64> = setup.data.test.inputs.iter().copied().collect();
    Predictor::new(&setup).outputs(theta, &inputs).unwrap()
}

#[test]
fn regression_has_outputs_and_no_guesses() {
    let experiment = open(CHEBYSHEV);
    let [start] = weights(&experiment, [0]);
    let mut predictor = Predictor::new(&experiment.network().unwrap());
    assert_eq!(predictor.outputs(&start, &[-1.0, 0.0, 1.0]).unwrap().len(), 3);
    let found = predictor.predictions(&start, Part::Train).unwrap();
    assert!(found.guesses.is_empty() && found.confusion.is_empty());
}
