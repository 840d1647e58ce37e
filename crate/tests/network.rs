//! Networks against reference vectors made by an independent program, and against themselves.

#[path = "reference/vectors.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "other tests use the rest; tests may fail")]
mod vectors;

use eigensieve::curvature::{Hessian, Lanczos, dense, lanczos};
use eigensieve::kernel::Element;
use eigensieve::objective::Objective;
use eigensieve::objective::data::{DataName, DataRequest, DataSet, Examples, InputKind, LeftOut};
use eigensieve::objective::network::activation::Activation;
use eigensieve::objective::network::init::Init;
use eigensieve::objective::network::loss::Loss;
use eigensieve::objective::network::{Architecture, Network, Part};
use eigensieve::random::{Purpose, standard_normal, stream};
use ndarray::{Array2, s};
use proptest::prelude::*;
use serde_json::Value;

const EDGE_OF_STABILITY: &str = include_str!("../../tests/reference/edge_of_stability.json");
const DIGITS: &[u8] = include_bytes!("../../web/public/data/digits.bin");

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(number).collect()
}

fn matrix(value: &Value) -> Array2<f64> {
    let rows: Vec<_> = value.as_array().expect("rows").iter().map(numbers).collect();
    Array2::from_shape_fn((rows.len(), rows[0].len()), |(i, j)| rows[i][j])
}

fn narrowed<T: Element>(x: &[f64]) -> Vec<T> {
    x.iter().map(|&x| T::from_f64(x)).collect()
}

fn widened<T: Element>(x: &[T]) -> Vec<f64> {
    x.iter().map(|x| x.to_f64()).collect()
}

fn classified(inputs: Array2<f64>, labels: Vec<usize>, classes: usize) -> DataSet {
    let columns = inputs.ncols();
    DataSet {
        train: Examples::classified(inputs, labels, classes),
        test: Examples::classified(Array2::zeros((0, columns)), Vec::new(), classes),
        classes: (0..classes).map(|class| class.to_string()).collect(),
        features: (0..columns).map(|column| format!("x{column}")).collect(),
        target: "class".into(),
        input: InputKind::Table,
        left_out: LeftOut::default(),
    }
}

fn architecture(layers: &[usize], activation: Activation, loss: Loss) -> Architecture {
    let layers = layers.to_vec();
    Architecture { layers, activation, loss, l2: 0.0, init: Init::Lecun, batch: None }
}

/// The network of a case of `mlp.json`.
fn network_of<T: Element>(case: &Value) -> Network<T> {
    let sizes: Vec<usize> = numbers(&case["sizes"]).into_iter().map(|n| n as usize).collect();
    let [_, hidden @ .., outputs] = sizes.as_slice() else { panic!("sizes") };
    let name = |key: &str| case[key].as_str().expect("a name");
    let choices = architecture(
        hidden,
        Activation::from_name(name("activation")).expect("an activation"),
        Loss::from_name(name("loss")).expect("a loss"),
    );
    let labels = numbers(&case["labels"]).into_iter().map(|label| label as usize).collect();
    let data = classified(matrix(&case["X"]), labels, *outputs);
    Network::new(&Architecture { l2: number(&case["l2"]), ..choices }, &data, 0)
}

/// Every case of networks with its name.
fn cases() -> Vec<(String, Value)> {
    let name = |case: &Value| {
        format!("{} {} {}", case["sizes"], case["activation"], case["loss"]).replace('"', "")
    };
    vectors::cases("mlp").into_iter().map(|case| (name(&case), case)).collect()
}

fn compare(what: &str, got: &[f64], expected: &[f64], close: impl Fn(f64, f64) -> bool) {
    assert_eq!(got.len(), expected.len(), "{what}: length");
    for (i, (&got, &expected)) in got.iter().zip(expected).enumerate() {
        assert!(close(got, expected), "{what}[{i}]: {got} instead of {expected}");
    }
}

/// `loss(got, expected)` judges losses, `entry(got, expected, 1 + largest)` entries of arrays.
fn agrees<T: Element>(
    name: &str,
    case: &Value,
    loss: impl Fn(f64, f64) -> bool,
    entry: impl Fn(f64, f64, f64) -> bool,
) {
    let mut network: Network<T> = network_of(case);
    let theta: Vec<T> = narrowed(&numbers(&case["theta"]));
    let mut gradient = vec![T::ZERO; network.dimension()];
    let mut product = gradient.clone();
    let value = network.value_and_gradient(&theta, &mut gradient);
    network.hessian_vector(&narrowed(&numbers(&case["v"])), &mut product);
    let score = network.score(&theta, Part::Train).expect("training rows");
    let outputs: Vec<T> = network.outputs(&theta, Part::Train).iter().copied().collect();

    compare(
        &format!("{name}: losses"),
        &[value.to_f64(), score.loss],
        &[number(&case["objective"]), number(&case["data_loss"])],
        loss,
    );
    assert_eq!(score.accuracy, Some(number(&case["accuracy"])), "{name}");
    assert_eq!(network.score(&theta, Part::Test), None, "{name}: there are no test rows");
    for (key, got, expected) in [
        ("outputs", outputs, matrix(&case["outputs"]).iter().copied().collect()),
        ("gradient", gradient, numbers(&case["grad"])),
        ("Hv", product, numbers(&case["Hv"])),
    ] {
        let scale = 1.0 + expected.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
        compare(&format!("{name}: {key}"), &widened(&got), &expected, |a, b| entry(a, b, scale));
    }
}

#[test]
fn f64_agrees_with_the_reference() {
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-11 * b.abs();
    for (name, case) in cases() {
        agrees::<f64>(&name, &case, close, |a, b, _| close(a, b));
    }
}

#[test]
fn f32_agrees_with_the_reference() {
    for (name, case) in cases() {
        let loss = |a: f64, b: f64| (a - b).abs() <= 1e-5 * b.abs();
        agrees::<f32>(&name, &case, loss, |a, b, scale| (a - b).abs() <= 1e-4 * scale);
    }
}

#[test]
fn facts_agree_with_the_references_badges() {
    for (name, case) in cases() {
        let choice = |key: &str| case[key].as_str().expect("a name");
        let activation = Activation::from_name(choice("activation")).expect("known").facts();
        let loss = Loss::from_name(choice("loss")).expect("known").facts();
        let semialgebraic = activation.semialgebraic && loss.semialgebraic;
        assert_eq!(semialgebraic, choice("definability") == "semialgebraic", "{name}");
        assert_eq!(activation.smooth && loss.smooth, choice("smoothness") == "C2", "{name}");
    }
}

#[test]
fn eigenvalues_agree_with_the_reference() {
    for (name, case) in cases() {
        let mut network: Network<f64> = network_of(&case);
        let theta = numbers(&case["theta"]);
        network.value_and_gradient(&theta, &mut vec![0.0; theta.len()]);
        let expected = numbers(&case["hessian_eigenvalues"]);
        let largest = expected.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-10 * largest;

        let all = dense(&mut Hessian(&mut network)).expect("finite").values();
        compare(&format!("{name}: eigenvalues"), &all, &expected, close);
        let trace: f64 = all.iter().sum();
        assert!((trace - number(&case["trace"])).abs() <= 1e-10 * largest, "{name}: trace");

        let search = Lanczos { bottom: 2, top: 3, ..Lanczos::default() };
        let ends = lanczos(&mut Hessian(&mut network), &search).expect("finite");
        assert!(ends.converged(), "{name}");
        let expected = [&expected[..2], &expected[expected.len() - 3..]].concat();
        compare(&format!("{name}: extreme eigenvalues"), &ends.values(), &expected, close);
    }
}

fn chebyshev(layers: &[usize], activation: Activation) -> Network<f64> {
    let data = DataName::Chebyshev.build(&DataRequest::default()).expect("computed");
    Network::new(&architecture(layers, activation, Loss::Mse), &data, 0)
}

fn digits(samples: Option<usize>) -> DataSet {
    let request = DataRequest { samples, asset: Some(DIGITS), ..DataRequest::default() };
    DataName::Digits.build(&request).expect("digits")
}

/// x ← x − α∇f(x).
fn descend(theta: &mut [f64], gradient: &[f64], alpha: f64) {
    for (x, g) in theta.iter_mut().zip(gradient) {
        *x -= alpha * g;
    }
}

/// λmin and λmax at the point of the network's last gradient.
fn extremes(network: &mut Network<f64>) -> [f64; 2] {
    let ends = lanczos(&mut Hessian(network), &Lanczos::default()).expect("finite");
    assert!(ends.converged());
    [ends.pairs[0].value, ends.pairs[1].value]
}

#[test]
fn gradient_descent_follows_the_reference_to_the_edge_of_stability() {
    let file: Value = serde_json::from_str(EDGE_OF_STABILITY).expect("JSON");
    let (alpha, bound) = (number(&file["alpha"]), number(&file["bound"]));
    let mut network = chebyshev(&[30, 20], Activation::Tanh);
    let mut theta = numbers(&file["theta0"]);
    let mut gradient = vec![0.0; theta.len()];
    let mut loss = network.value_and_gradient(&theta, &mut gradient);
    let mut step = 0;
    for row in file["rows"].as_array().expect("rows") {
        let next = number(&row["step"]) as u64;
        if next > 383 {
            break;
        }
        while step < next {
            // The first step above the bound is 382.
            if step >= 375 {
                assert_eq!(extremes(&mut network)[1] > bound, step >= 382, "step {step}");
            }
            descend(&mut theta, &gradient, alpha);
            loss = network.value_and_gradient(&theta, &mut gradient);
            step += 1;
        }
        let expected = number(&row["loss"]);
        assert!((loss - expected).abs() <= 1e-8 * expected, "step {step}: {loss} {expected}");
        let [smallest, largest] = extremes(&mut network);
        let expected = number(&row["lambda_max"]);
        assert!((largest - expected).abs() <= 1e-8 * expected, "step {step}: {largest} {expected}");
        let lambda_min = number(&row["lambda_min"]);
        assert!((smallest - lambda_min).abs() <= 1e-8 * expected, "step {step}: {smallest}");
    }
    assert!(step >= 382);

    // Past the crossing single steps separate at the last bit; their mean does not.
    let tail = &file["tail"];
    let last = number(&tail["steps"]) as u64;
    let (mut sum, mut count) = (0.0, 0.0);
    while step < last {
        descend(&mut theta, &gradient, alpha);
        network.value_and_gradient(&theta, &mut gradient);
        step += 1;
        if step > last - last / 5 && step % 10 == 0 {
            sum += extremes(&mut network)[1] / bound;
            count += 1.0;
        }
    }
    let band = numbers(&tail["mean_lambda_max_over_bound"]);
    assert!((band[0]..=band[1]).contains(&(sum / count)), "{}", sum / count);
}

#[test]
fn batches_make_up_the_full_batch() {
    let choices = architecture(&[5], Activation::Tanh, Loss::Ce);
    let choices = Architecture { batch: Some(4), l2: 0.1, ..choices };
    let data = digits(Some(10));
    let fresh = |seed: u64| Network::<f64>::new(&choices, &data, seed);
    let mut network = fresh(3);
    let theta = network.initial();
    let mut gradient = vec![0.0; theta.len()];
    let full = network.value_and_gradient(&theta, &mut gradient);
    let full_gradient = gradient.clone();

    // The second epoch's batches have 4, 4 and 2 rows.
    let (mut value, mut sum) = (0.0, vec![0.0; theta.len()]);
    for (step, share) in [(3, 0.4), (4, 0.4), (5, 0.2)] {
        network.select_batch(Some(step));
        value += share * network.value_and_gradient(&theta, &mut gradient);
        for (sum, g) in sum.iter_mut().zip(&gradient) {
            *sum += share * g;
        }
    }
    assert!((value - full).abs() < 1e-14);
    compare("mean gradient", &sum, &full_gradient, |a, b| (a - b).abs() < 1e-15);

    // A product is that of the selected rows, even if the last gradient was that of others.
    network.select_batch(None);
    let (mut product, mut expected) = (gradient.clone(), gradient.clone());
    network.hessian_vector(&theta, &mut product);
    let mut other = fresh(3);
    other.value_and_gradient(&theta, &mut gradient);
    other.hessian_vector(&theta, &mut expected);
    assert_eq!(product, expected);
    assert_eq!(network.value_and_gradient(&theta, &mut gradient), full);
    assert_eq!(gradient, full_gradient);

    // Which steps came before does not matter; the seed does.
    let mut at = |network: &mut Network<f64>, step: u64| {
        network.select_batch(Some(step));
        network.value_and_gradient(&theta, &mut gradient)
    };
    assert_eq!(at(&mut network, 7), at(&mut fresh(3), 7));
    assert_ne!(at(&mut network, 7), at(&mut fresh(4), 7));
}

#[test]
fn a_linear_model_learns_the_digits() {
    let choices = architecture(&[], Activation::Identity, Loss::Ce);
    let mut network: Network<f64> = Network::new(&choices, &digits(None), 0);
    let mut theta = network.initial();
    let mut gradient = vec![0.0; theta.len()];
    for _ in 0..60 {
        let loss = network.value_and_gradient(&theta, &mut gradient);
        assert_eq!(network.score(&theta, Part::Train).map(|score| score.loss), Some(loss));
        descend(&mut theta, &gradient, 0.5);
    }
    let mut accuracy = |part| network.score(&theta, part).and_then(|score| score.accuracy);
    assert!(accuracy(Part::Train) > Some(0.9));
    assert!(accuracy(Part::Test) > Some(0.8));
    assert_eq!(network.outputs(&theta, Part::Test).dim(), (360, 10));
}

#[test]
fn regression_has_no_accuracy() {
    let mut network = chebyshev(&[4], Activation::Isru);
    let theta = network.initial();
    assert_eq!(network.score(&theta, Part::Train).map(|score| score.accuracy), Some(None));
    assert_eq!(network.score(&theta, Part::Test), None);
}

#[test]
fn overflow_ends_in_numbers_that_are_not_finite() {
    for (activation, loss) in [(Activation::Relu, Loss::Mse), (Activation::Softplus, Loss::Ce)] {
        let choices = architecture(&[4], activation, loss);
        let mut network: Network<f64> = Network::new(&choices, &digits(Some(20)), 0);
        let theta: Vec<f64> = network.initial().iter().map(|x| x * 1e200).collect();
        let mut gradient = vec![0.0; theta.len()];
        let value = network.value_and_gradient(&theta, &mut gradient);
        let finite = value.is_finite() && gradient.iter().all(|g| g.is_finite());
        assert!(!finite, "{activation:?}");
    }
}

#[test]
fn equal_rows_weigh_as_one() {
    let once = digits(Some(3));
    let rows = ndarray::concatenate![ndarray::Axis(0), once.train.inputs, once.train.inputs];
    let labels = once.train.labels.repeat(2);
    let twice = DataSet { train: Examples::classified(rows, labels, 10), ..once.clone() };
    let choices = architecture(&[8], Activation::Gelu, Loss::Ce);
    let mut networks = [once, twice].map(|data| Network::<f64>::new(&choices, &data, 1));
    let theta = networks[0].initial();
    let mut gradient = vec![0.0; theta.len()];
    let [once, twice] =
        networks.each_mut().map(|network| network.value_and_gradient(&theta, &mut gradient));
    assert!((once - twice).abs() < 1e-15);
    let outputs = networks[1].outputs(&theta, Part::Train);
    assert_eq!(outputs.slice(s![..3, ..]), outputs.slice(s![3.., ..]));
}

/// A network with 3 inputs and 3 classes over random data.
fn small(hidden: &[usize], activation: Activation, loss: Loss, seed: u64) -> Network<f64> {
    let mut rng = stream(seed, Purpose::Data, 0);
    let inputs = Array2::from_shape_simple_fn((7, 3), || standard_normal(&mut rng));
    let data = classified(inputs, vec![0, 1, 2, 1, 0, 2, 2], 3);
    Network::new(&Architecture { l2: 0.05, ..architecture(hidden, activation, loss) }, &data, seed)
}

/// A random direction of unit length.
fn direction(dimension: usize, seed: u64) -> Vec<f64> {
    let mut rng = stream(seed, Purpose::Probe, 0);
    let normal: Vec<f64> = (0..dimension).map(|_| standard_normal(&mut rng)).collect();
    let length = libm::sqrt(dot(&normal, &normal));
    normal.iter().map(|x| x / length).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn products_are_symmetric_and_agree_with_central_differences(
        hidden in prop::collection::vec(1_usize..6, 0..4),
        activation in prop::sample::select(Activation::ALL.to_vec()),
        loss in prop::sample::select(Loss::ALL.to_vec()),
        seed in 0_u64..1_000_000,
    ) {
        const STEP: f64 = 1e-3;
        let mut network = small(&hidden, activation, loss, seed);
        let theta = network.initial();
        let (u, v) = (direction(theta.len(), seed), direction(theta.len(), seed + 1));
        let mut gradient = vec![0.0; theta.len()];
        network.value_and_gradient(&theta, &mut gradient);
        let (mut hu, mut hv) = (gradient.clone(), gradient.clone());
        network.hessian_vector(&u, &mut hu);
        network.hessian_vector(&v, &mut hv);
        let scale = 1.0 + hv.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
        prop_assert!((dot(&u, &hv) - dot(&v, &hu)).abs() < 1e-14 * scale * theta.len() as f64);

        // Differences of the fourth order; they may straddle the kinks of ReLU.
        if activation != Activation::Relu {
            let shifted = [-2.0, -1.0, 1.0, 2.0].map(|steps| {
                let moved = |(x, v): (&f64, &f64)| x + steps * STEP * v;
                let x: Vec<f64> = theta.iter().zip(&v).map(moved).collect();
                let value = network.value_and_gradient(&x, &mut gradient);
                (value, gradient.clone())
            });
            let slope = |at: &dyn Fn(usize) -> f64| {
                (at(0) - 8.0 * at(1) + 8.0 * at(2) - at(3)) / (12.0 * STEP)
            };
            network.value_and_gradient(&theta, &mut gradient);
            let (exact, difference) = (dot(&gradient, &v), slope(&|k| shifted[k].0));
            prop_assert!((exact - difference).abs() < 1e-7 * (1.0 + exact.abs()));
            for (i, hv) in hv.iter().enumerate() {
                let difference = slope(&|k| shifted[k].1[i]);
                prop_assert!((hv - difference).abs() < 1e-7 * scale, "{i}: {hv} {difference}");
            }
        }
    }
}
