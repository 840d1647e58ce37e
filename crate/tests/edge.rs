//! The edge of stability (Cohen, Kaur, Li, Kolter, Talwalkar, "Gradient descent on neural networks
//! typically occurs at the edge of stability", 2021): over a long run λmax rises to the optimizer's
//! bound and stays there; for adam, that of the preconditioned Hessian.

use eigensieve::experiment::Experiment;
use eigensieve::run::network::NetworkRun;
use eigensieve::spec::link;

/// Steps of a run; its last fifth is looked at.
const STEPS: u64 = 4_000;
const SEEDS: [u64; 3] = [0, 1, 2];

/// A network of tanh on the Chebyshev polynomial of degree 6, and an optimizer.
fn experiment(optimizer: &str, seed: u64) -> Experiment {
    let link = format!(
        "#v=1&net=chebyshev&layers=30,20&act=tanh&seed={seed}&o={optimizer}&steps={STEPS}&tol=0&every=50&bottom=0"
    );
    Experiment::open(link::read(&link).expect("a link").spec, None).expect("computed data")
}

/// The mean of the sharpness over a run's last fifth, divided by the optimizer's bound: λmax, or μmax
/// where the run has one.
fn sharpness(optimizer: &str, seed: u64) -> f64 {
    let experiment = experiment(optimizer, seed);
    let setup = experiment.network().expect("a network");
    let chosen = experiment.spec().optimizers[0].clone();
    let bound = experiment.filter(&[])[0].bound.expect("a bound");
    let mut run = NetworkRun::<f64>::new(&setup, chosen, None).expect("a start");
    while !run.advance(STEPS) {}
    let history = run.history(0);
    let late = history.iter().filter(|row| row.step > STEPS - STEPS / 5);
    let values: Vec<f64> =
        late.map(|row| row.preconditioned_lambda_max.or(row.lambda_max).expect("finite")).collect();
    assert_eq!(values.len(), 16, "the run went on to its last step");
    values.iter().sum::<f64>() / values.len() as f64 / bound
}

fn stays_within(optimizer: &str, least: f64, most: f64) {
    for seed in SEEDS {
        let found = sharpness(optimizer, seed);
        assert!((least..=most).contains(&found), "{optimizer}, seed {seed}: {found}");
    }
}

#[test]
fn gradient_descent_stays_at_its_bound() {
    stays_within("gd:alpha=0.2", 0.95, 1.05);
}

#[test]
fn momentum_moves_the_bound() {
    stays_within("gd:momentum=heavy-ball:alpha=0.3:beta=0.5", 0.95, 1.05);
    stays_within("gd:momentum=nesterov:alpha=0.15:beta=0.5", 0.95, 1.05);
}

#[test]
fn adam_stays_at_the_bound_of_its_preconditioned_hessian() {
    stays_within("adam:alpha=0.001", 0.93, 1.05);
}

#[test]
fn usam_stays_at_a_lower_bound() {
    stays_within("usam:alpha=0.2:rho=0.05", 0.85, 1.15);
}

#[test]
fn a_bound_that_is_too_high_is_not_reached() {
    // How near a run comes to it is a matter of the seed: the mean of all stays below.
    let found = SEEDS.map(|seed| sharpness("gd:momentum=heavy-ball:alpha=0.2:beta=0.9", seed));
    let mean = found.iter().sum::<f64>() / found.len() as f64;
    assert!(mean < 0.95, "{found:?}");
}
