//! Spectra of networks by random probes against those of their dense Hessians, and looks at them in
//! slices against looks in one go.

use eigensieve::curvature::{Density, Hessian, Sampling, dense, sample, trace};
use eigensieve::experiment::Experiment;
use eigensieve::objective::Objective;
use eigensieve::objective::network::Network;
use eigensieve::run::inspection::{Inspection, InspectionReport};
use eigensieve::run::network::NetworkSetup;
use eigensieve::spec::link;

const DIGITS: &[u8] = include_bytes!("../../web/public/data/digits.bin");

/// Networks of at most 512 parameters, with their number.
const NETWORKS: [(&str, usize); 3] = [
    ("net=chebyshev&layers=20&act=tanh", 61),
    ("net=chebyshev:degree=3&layers=12,12&act=isru&l2=0.001", 193),
    ("net=digits&samples=60&layers=5&act=gelu&loss=ce", 385),
];

fn opened(network: &str, rest: &str) -> Experiment {
    let text = format!("#v=1&{network}&o=gd:alpha=0.05&o=adam:alpha=0.01&steps=60{rest}");
    Experiment::open(link::read(&text).expect("a link").spec, Some(DIGITS)).expect("opens")
}

/// θ after 60 steps of an optimizer, and the diagonal of its preconditioner.
fn trained(experiment: &Experiment, optimizer: usize) -> (Vec<f64>, Option<Vec<f64>>) {
    let mut run = experiment.run(optimizer, 0, false, None).expect("runs");
    run.advance(60);
    (run.parameters(), run.preconditioner())
}

/// The network with its Hessian at θ.
fn at(setup: &NetworkSetup<'_>, theta: &[f64]) -> Network<f64> {
    let mut network = setup.network();
    network.value_and_gradient(theta, &mut vec![0.0; theta.len()]);
    network
}

/// All eigenvalues of H at θ, by the matrix.
fn exact(setup: &NetworkSetup<'_>, theta: &[f64]) -> Vec<f64> {
    let mut network = at(setup, theta);
    dense(&mut Hessian(&mut network)).expect("finite").values()
}

/// Decades below the largest |λ| that are told apart; all that is smaller counts as zero.
const DECADES: i32 = 6;

/// The mass of each decade of |λ|, by sign: one share each, those about zero in the middle.
fn by_decade(values: &[f64], weights: &[f64], largest: f64) -> Vec<f64> {
    let mut shares = vec![0.0; 2 * DECADES as usize + 1];
    for (&value, &weight) in values.iter().zip(weights) {
        let depth = libm::floor(-libm::log10(value.abs() / largest)).max(0.0);
        let decade = if depth < f64::from(DECADES) { DECADES - depth as i32 } else { 0 };
        let place = if value < 0.0 { DECADES - decade } else { DECADES + decade };
        shares[place as usize] += weight;
    }
    shares
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |most: f64, value| most.max(value.abs()))
}

#[test]
fn probes_see_what_the_dense_hessian_has() {
    for (text, parameters) in NETWORKS {
        let experiment = opened(text, "");
        let setup = experiment.network().expect("a network");
        let (theta, _) = trained(&experiment, 0);
        assert_eq!(theta.len(), parameters, "{text}");
        let exact = exact(&setup, &theta);
        // Shares of few eigenvalues need more probes.
        let probes = 9_000 / parameters;
        for seed in 0..2 {
            let mut network = at(&setup, &theta);
            let sampling = Sampling { probes, depth: parameters, seed };
            let found = sample(&mut Hessian(&mut network), &sampling).expect("finite");
            let trace: f64 = exact.iter().sum();
            let error = found.trace.standard_error.expect("many probes");
            let off = (found.trace.value - trace).abs();
            assert!(off <= 3.0 * error, "{text}: trace off by {off}, standard error {error}");
            assert_decades(&found.density, &exact, text);
        }
    }
}

/// Whether the mass of each decade is that of all eigenvalues, to within 0.03.
fn assert_decades(density: &Density, exact: &[f64], text: &str) {
    let size = largest(exact);
    let share = vec![1.0 / exact.len() as f64; exact.len()];
    let expected = by_decade(exact, &share, size);
    let got = by_decade(&density.nodes, &density.weights, size);
    for (place, (got, expected)) in got.iter().zip(expected).enumerate() {
        let off = (got - expected).abs();
        assert!(off <= 0.03, "{text}, decade {place}: {got} instead of {expected}");
    }
}

/// Networks as anyone writes them, from two parameters on, with the probes that come to mind.
const ASKED: [&str; 8] = [
    "net=chebyshev&layers=none&probes=2",
    "net=chebyshev&layers=6&act=tanh&probes=1",
    "net=chebyshev:degree=9&layers=5,5&act=softplus&probes=10&depth=2",
    "net=moons&layers=4&act=relu&loss=ce&probes=10",
    "net=spirals&layers=8,8&act=silu&loss=ce&l2=0.01&probes=30",
    "net=xor&layers=40&act=sigmoid&probes=10&depth=64",
    "net=blobs&layers=16,8&act=relu&loss=ce&probes=20&depth=16",
    "net=digits&samples=80&layers=6&act=gelu&loss=ce&probes=3&depth=30",
];

#[test]
fn few_parameters_have_their_whole_spectrum_whatever_the_probes() {
    for text in ASKED {
        for seed in 0..3 {
            let experiment = opened(text, &format!("&seed={seed}"));
            let mut run = experiment.run(0, 0, false, None).expect("runs");
            run.advance(60);
            let theta = run.parameters();
            assert!(theta.len() <= 512, "{text}");
            let record = run.record().network.0.expect("a network's record");
            let density = record.density.flatten().expect("asked for");
            let trace = record.trace.flatten().expect("asked for");
            assert!(density.exact && trace.exact, "{text}");
            assert_eq!(density.nodes.len(), theta.len());
            let exact = exact(&experiment.network().expect("a network"), &theta);
            assert_decades(&density, &exact, text);
            let (sum, error) = (exact.iter().sum::<f64>(), trace.standard_error.expect("known"));
            let off = (trace.value - sum).abs();
            assert!(off <= 1e-12 * largest(&exact) * exact.len() as f64, "{text}: off by {off}");
            assert!(off <= 3.0 * error, "{text}: off by {off}, standard error {error}");
        }
    }
}

#[test]
fn the_standard_error_of_an_exact_trace_is_the_spread_of_its_probes() {
    let (probes, seeds) = (10, 200);
    for (text, parameters) in NETWORKS {
        let experiment = opened(text, "");
        let setup = experiment.network().expect("a network");
        let (theta, _) = trained(&experiment, 0);
        let whole = setup.sample(Some(&theta), probes, 64).expect("finite").trace;
        let error = whole.standard_error.expect("known");
        let mut network = at(&setup, &theta);
        let square = (0..seeds).map(|seed| {
            let found = trace(&mut Hessian(&mut network), probes, seed).expect("finite");
            (found.value - whole.value) * (found.value - whole.value)
        });
        let spread = f64::sqrt(square.sum::<f64>() / seeds as f64);
        assert!((spread / error - 1.0).abs() < 0.15, "{text}, {parameters}: {spread}, not {error}");
    }
}

/// Looks until there is nothing left, so many products at a time.
fn looked(mut look: Inspection, products: usize) -> InspectionReport {
    while !look.advance(products).expect("finite") {}
    look.report()
}

#[test]
fn slices_change_no_bit() {
    // By the matrix, and by probes.
    for text in [NETWORKS[1].0, "net=digits&samples=60&layers=8&loss=ce"] {
        let experiment = opened(text, "&top=3&bottom=2&probes=4&depth=20");
        let setup = experiment.network().expect("a network");
        let (theta, _) = trained(&experiment, 0);
        let d = theta.len();
        let look = || Inspection::new(&setup, Some(&theta), None).expect("looks");
        let [one, many] = [1, 1_000_000].map(|products| looked(look(), products));
        let sampled = setup.sample(Some(&theta), 4, 20).expect("samples");
        for report in [&one, &many] {
            assert_eq!(report.density, Some(sampled.density.clone()));
            assert_eq!(report.trace, Some(sampled.trace));
            assert_eq!(sampled.trace.exact, d <= 512);
            assert_eq!(report.products, report.most_products);
            assert_eq!((report.dimension, report.bottom, report.probes), (d, 2, 4));
        }
        let values = |report: &InspectionReport| -> Vec<[f64; 2]> {
            let known = report.eigenvalues.as_ref().expect("known");
            assert!(known.iter().all(|one| one.converged));
            known.iter().map(|one| [one.value, one.residual]).collect()
        };
        assert_eq!(values(&one), values(&many));
        let exact = exact(&setup, &theta);
        let ends = [&exact[..2], &exact[d - 3..]].concat();
        for ([value, residual], exact) in values(&one).into_iter().zip(ends) {
            let off = (value - exact).abs();
            assert!(off <= residual + 1e-12 * largest(&[exact, 1.0]), "{value} instead of {exact}");
        }
    }
}

#[test]
fn progress_grows_towards_what_was_said_at_most() {
    let experiment = opened(NETWORKS[0].0, "&top=2&bottom=1&probes=3&depth=10");
    let setup = experiment.network().expect("a network");
    let mut look = Inspection::new(&setup, None, None).expect("looks");
    assert!(look.report().eigenvalues.is_none(), "the search is not over");
    let mut before = look.progress();
    loop {
        let ended = look.advance(1).expect("finite");
        let [products, most] = look.progress();
        assert_eq!(products, before[0] + 1, "one product at a time");
        assert!(most <= before[1] && products <= most);
        before = [products, most];
        if ended {
            assert_eq!(products, most);
            break;
        }
        assert!(products < most);
    }
    assert!(look.advance(10).expect("nothing left"));
    assert_eq!(look.progress(), before);
}

#[test]
fn ends_of_the_spectrum_are_followed_along_a_run() {
    let experiment = opened(NETWORKS[0].0, "&top=3&bottom=20&every=30");
    let setup = experiment.network().expect("a network");
    let mut run = experiment.run(0, 0, false, None).expect("runs");
    for step in [0, 30, 60] {
        run.advance(step - run.step());
        let exact = exact(&setup, &run.parameters());
        let row = run.history(0).pop().expect("measured");
        assert_eq!(row.step, step);
        let (top, bottom) = (row.top.expect("asked for"), row.bottom.expect("asked for"));
        // At most eight along a run, for all that the end has.
        assert_eq!((top.len(), bottom.len()), (3, 8));
        assert_eq!(Some(top[0].value), row.lambda_max);
        assert_eq!(Some(bottom[0].value), row.lambda_min);
        let size = largest(&exact);
        let highest = top.iter().zip(exact.iter().rev());
        for (found, exact) in highest.chain(bottom.iter().zip(&exact)) {
            assert!((found.value - exact).abs() <= 1e-6 * size, "step {step}: {found:?}, {exact}");
        }
    }
    let plain = opened(NETWORKS[0].0, "").run(0, 0, false, None).expect("runs").history(0);
    assert!(plain[0].top.is_none() && plain[0].bottom.is_none());
    assert_eq!(run.record().eigenvalues.len(), 61);
}

#[test]
fn adams_spectrum_is_that_of_the_quotient() {
    let experiment = opened(NETWORKS[0].0, "&top=2&bottom=1&probes=64&depth=61");
    let setup = experiment.network().expect("a network");
    assert_eq!(trained(&experiment, 0).1, None, "gd has no preconditioner");
    let (theta, diagonal) = trained(&experiment, 1);
    let diagonal = diagonal.expect("adam has one");
    let report = looked(Inspection::new(&setup, Some(&theta), Some(&diagonal)).expect("looks"), 7);
    let mut run = experiment.run(1, 0, false, None).expect("runs");
    run.advance(60);
    let record = run.record().preconditioned_eigenvalues.expect("adam has them");
    let known = report.eigenvalues.expect("known");
    let (top, recorded) = (known[2].value, record[record.len() - 1].value);
    assert!((top - recorded).abs() <= 1e-9 * recorded, "{top} instead of {recorded}");
    // The trace of P⁻¹H is known: a Hessian's diagonal over that of P.
    let mut network = at(&setup, &theta);
    let (mut unit, mut column) = (vec![0.0; theta.len()], vec![0.0; theta.len()]);
    let entries = (0..theta.len()).map(|i| {
        unit[i] = 1.0;
        network.hessian_vector(&unit, &mut column);
        unit[i] = 0.0;
        column[i] / diagonal[i]
    });
    let exact: f64 = entries.sum();
    let trace = report.trace.expect("probed");
    let error = trace.standard_error.expect("many probes");
    assert!((trace.value - exact).abs() <= 3.0 * error, "{} ± {error}, not {exact}", trace.value);
}

#[test]
fn a_look_needs_fitting_numbers() {
    let experiment = opened(NETWORKS[0].0, "");
    let setup = experiment.network().expect("a network");
    let refused = |theta: Option<&[f64]>, diagonal: Option<&[f64]>| {
        Inspection::new(&setup, theta, diagonal).err().map(|error| error.field)
    };
    assert_eq!(refused(Some(&[1.0]), None).as_deref(), Some("theta"));
    assert_eq!(refused(None, Some(&[1.0])).as_deref(), Some("diagonal"));
    assert_eq!(refused(None, Some(&[0.0; 61])).as_deref(), Some("diagonal"));
    let mut look = Inspection::new(&setup, Some(&[1e200; 61]), None).expect("looks");
    assert_eq!(look.advance(100).err().map(|error| error.field).as_deref(), Some("theta"));
}
