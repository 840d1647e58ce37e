//! Runs made many at once end as each does alone: at the same step, for the same reason, at the same
//! bits.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

use std::collections::BTreeSet;
use std::thread;

use eigensieve::basins::Raster;
use eigensieve::objective::expression::Expression;
use eigensieve::objective::landscape::Landscape;
use eigensieve::objective::plane::{FUNCTIONS, Function};
use eigensieve::optimizer::rule::Rule;
use eigensieve::run::Status;
use eigensieve::run::landscape::LandscapeRun;
use eigensieve::run::many::{End, ends};
use eigensieve::spec::{Optimizer, Stop, link};
use proptest::prelude::*;

/// Functions with kinks, holes, plains, poles and overflow.
const EXPRESSIONS: [&str; 13] = [
    "abs(x) + y^2",
    "sqrt(x)*0 + (x-1)^2 + y^2",
    // Left of the y axis f is NaN, while ∇f is not.
    "log(x) + y^2",
    "log(x^2+y^2-1) + x^2",
    "1/(x-0.3) + y^2 + x^2",
    "if(x < y, x^2+y^4, (x-1)^2 + y^2)",
    "max(x^2, abs(y)) - min(x, 0)",
    "exp(-x^2-y^2)*x",
    "sin(3*x)*cos(2*y) + x^2/9",
    "7",
    "x - 2*y",
    "if(abs(x) > 2.5, 1e308*x^2*x^2*1e9, x^2) + y^2",
    "tanh(5*x)^2 + y^6",
];

fn landscape(name: &str) -> Landscape {
    match Function::named(name) {
        Some(function) => {
            let defaults = function.about.parameters.iter().map(|parameter| parameter.default);
            Landscape::of_function(function, defaults.collect())
        }
        None => Landscape::of_expression(Expression::parse(name, &[]).unwrap()),
    }
}

fn optimizer(text: &str) -> Optimizer {
    link::read(&format!("#v=1&f=ring&o={text}")).unwrap().spec.optimizers.remove(0)
}

fn alone(landscape: &Landscape, optimizer: &Optimizer, stop: Stop, start: [f64; 2]) -> End {
    let mut run = LandscapeRun::new(landscape.clone(), optimizer.clone(), stop, start, false);
    while !run.advance(1000) {}
    End { status: run.record().status, step: run.step(), x: [run.x()[0], run.x()[1]] }
}

/// What there is to compare of an end: all NaN are one.
fn told(end: &End) -> (&'static str, u64, [u64; 2]) {
    let bits = |x: f64| if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() };
    (end.status.name(), end.step, end.x.map(bits))
}

/// The ends, which are those of the runs alone.
fn compared(name: &str, text: &str, stop: Stop, starts: &[[f64; 2]]) -> Vec<End> {
    let (mut landscape, optimizer) = (landscape(name), optimizer(text));
    let ends = ends(&mut landscape, &optimizer, stop, starts);
    assert_eq!(ends.len(), starts.len());
    for (end, &start) in ends.iter().zip(starts) {
        let expected = alone(&landscape, &optimizer, stop, start);
        assert_eq!(told(end), told(&expected), "{name}, {text}, {stop:?}, from {start:?}");
    }
    ends
}

/// Compares in as many threads as there are jobs; the statuses that were met.
fn statuses(jobs: &[(&str, &str, Stop, &[[f64; 2]])]) -> BTreeSet<&'static str> {
    thread::scope(|scope| {
        let threads: Vec<_> = jobs
            .iter()
            .map(|&(name, text, stop, starts)| {
                scope.spawn(move || compared(name, text, stop, starts))
            })
            .collect();
        let ends = threads.into_iter().flat_map(|thread| thread.join().unwrap());
        ends.map(|end| end.status.name()).collect()
    })
}

fn centres(window: [f64; 4], width: usize, height: usize) -> Vec<[f64; 2]> {
    let raster = Raster::new(window, width, height).unwrap();
    (0..width * height).map(|at| raster.centre(at % width, at / width)).collect()
}

#[test]
fn maps_equal_their_ten_thousand_runs() {
    let stop = Stop { steps: 1000, grad_tol: 1e-10 };
    for (name, alpha) in [("two-wells", 0.16), ("saddle-trap", 0.16), ("himmelblau", 0.01)] {
        let window = Function::named(name).unwrap().about.window;
        let starts = centres(window, 100, 100);
        let texts = [
            format!("gd:alpha={alpha}"),
            format!("gd:momentum=heavy-ball:alpha={alpha}:beta=0.5"),
            format!("usam:alpha={alpha}:rho=0.1"),
            format!("usam2:alpha={alpha}:rho=0.1"),
            format!("husam:alpha={alpha}:rho=0.1"),
        ];
        let jobs: Vec<_> =
            texts.iter().map(|text| (name, text.as_str(), stop, starts.as_slice())).collect();
        assert!(statuses(&jobs).contains(Status::Converged.name()));
    }
}

#[test]
fn runs_that_go_in_circles_end_as_if_they_were_followed() {
    let window = [-4.0, 4.0, -3.0, 3.0];
    let starts = centres(window, 13, 9);
    // Nothing converges, unless by luck: they come to rest at rounded points or jump about them.
    let followed = |steps| Stop { steps, grad_tol: 0.0 };
    let jobs = [
        ("himmelblau", "gd:alpha=0.01", followed(5000)),
        ("himmelblau", "gd:alpha=0.01", followed(5001)),
        ("himmelblau", "gd:momentum=heavy-ball:alpha=0.01:beta=0.5", followed(4001)),
        ("himmelblau", "gd:momentum=nesterov:alpha=0.01:beta=0.5", followed(4000)),
        ("goldstein-price", "gd:alpha=0.0001", followed(3000)),
        ("two-wells", "usam:alpha=0.1:rho=2", Stop { steps: 9000, grad_tol: 1e-10 }),
        ("two-wells", "psam:alpha=0.1:rho=2", Stop { steps: 3000, grad_tol: 1e-10 }),
        ("rosenbrock", "sam:alpha=0.0004:rho=0.1", followed(3000)),
        ("abs(x) + y^2", "gd:alpha=0.25", followed(300)),
        ("abs(x) + abs(y)", "gd:alpha=0.3", Stop { steps: 40, grad_tol: 0.0 }),
        ("ravine", "adam:alpha=0.01", followed(700)),
    ]
    .map(|(name, text, stop)| (name, text, stop, starts.as_slice()));
    let met = statuses(&jobs);
    for status in [Status::Budget, Status::Cycling, Status::Phantom, Status::Diverged] {
        assert!(met.contains(status.name()), "{}: {met:?}", status.name());
    }
}

#[test]
fn runs_may_end_where_they_start() {
    let mut starts = vec![[3.0, 2.0]; 100];
    starts.extend([[1e9, 0.0], [0.0, -1e200], [1.0, 1.0], [3.0, 2.0]]);
    starts.extend(vec![[f64::MAX, 1.0]; 70]);
    let stop = Stop { steps: 200, grad_tol: 1e-8 };
    let jobs = ["gd:alpha=0.01", "adam:alpha=0.1", "husam:alpha=0.01:rho=0.001"]
        .map(|text| ("himmelblau", text, stop, starts.as_slice()));
    statuses(&jobs);
    assert_eq!(compared("himmelblau", "gd:alpha=0.01", stop, &[]), []);
}

fn any_function() -> impl Strategy<Value = &'static str> {
    let names = FUNCTIONS.iter().map(|function| function.about.name);
    proptest::sample::select(names.chain(EXPRESSIONS).collect::<Vec<_>>())
}

fn any_optimizer() -> impl Strategy<Value = String> {
    let rule = proptest::sample::select(Rule::ALL);
    let momentum = proptest::sample::select(vec!["none", "heavy-ball", "nesterov"]);
    let beta = proptest::sample::select(vec![0.0, 0.3, 0.9, 0.999]);
    (rule, momentum, beta, -4.0..1.0, -3.0..1.0).prop_map(|(rule, momentum, beta, alpha, rho)| {
        let about = rule.about();
        let mut text = about.name.to_string();
        if about.momentum && momentum != "none" {
            text += &format!(":momentum={momentum}");
        }
        text += &format!(":alpha={}", f64::powf(10.0, alpha));
        if about.momentum && momentum != "none" {
            text += &format!(":beta={beta}");
        }
        if about.numbers.contains(&"rho") {
            text += &format!(":rho={}", f64::powf(10.0, rho));
        }
        text
    })
}

fn any_starts() -> impl Strategy<Value = Vec<[f64; 2]>> {
    let coordinate = || {
        prop_oneof![
            8 => -4.0..4.0,
            1 => proptest::sample::select(vec![0.0, -0.0, 1.0, -1.0, 2.0, 3.0, 1e-9, 2e8, -1e300]),
        ]
    };
    proptest::collection::vec([coordinate(), coordinate()], 1..150)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_runs_end_as_they_do_alone(
        name in any_function(),
        text in any_optimizer(),
        steps in prop_oneof![1..30_u64, 30..600_u64],
        grad_tol in proptest::sample::select(vec![0.0, 1e-14, 1e-10, 1e-6, 1e-2, 1.0]),
        starts in any_starts(),
    ) {
        compared(name, &text, Stop { steps, grad_tol }, &starts);
    }
}
