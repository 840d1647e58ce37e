//! The sieve at work: of a thousand random starts on two wells, no run converges to a critical point
//! that its optimizer's passband blocks, whichever side of the sharp minimum's limit α is on.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

use eigensieve::critical::CriticalPoint;
use eigensieve::experiment::Experiment;
use eigensieve::filter;
use eigensieve::optimizer::rule::Rule;
use eigensieve::random::{Purpose, stream, uniform};
use eigensieve::run::Status;
use eigensieve::run::many::ends;
use eigensieve::spec::{Spec, link};

/// Starts of each optimizer.
const STARTS: usize = 1000;
/// Step sizes, as parts of the one at which the bound meets the sharp minimum's λ: on either side,
/// far away and next to it.
const PARTS: [f64; 6] = [0.6, 0.9, 0.99, 1.01, 1.1, 1.4];
/// Largest eigenvalue of the sharp minimum at kappa = 9.
const SHARP: f64 = 10.0;

/// Every rule that the theorem judges, and its other numbers: at ρ = 0.4 usam and psam may stay on
/// the saddle too.
const RULES: [(&str, &[&str]); 6] = [
    ("gd", &[""]),
    ("usam", &[":rho=0.1", ":rho=0.4"]),
    ("usam2", &[":rho=0.1"]),
    ("usam2-chained", &[":rho=0.05"]),
    ("husam", &[":rho=0.02"]),
    ("psam", &[":rho=0.1", ":rho=0.4"]),
];
/// Momenta, and their β.
const MOMENTA: [(&str, &str); 5] = [
    ("", ""),
    (":momentum=heavy-ball", ":beta=0.5"),
    (":momentum=heavy-ball", ":beta=0.9"),
    (":momentum=nesterov", ":beta=0.5"),
    (":momentum=nesterov", ":beta=0.9"),
];

fn spec(rule: &str, (momentum, beta): (&str, &str), alpha: f64, rest: &str) -> Spec {
    let optimizer = format!("{rule}{momentum}:alpha={alpha}{beta}{rest}");
    let link = format!("#v=1&f=two-wells&o={optimizer}&steps=3000&tol=1e-9");
    link::read(&link).unwrap().spec
}

/// Random starts in the window.
fn starts([x0, x1, y0, y1]: [f64; 4]) -> Vec<[f64; 2]> {
    let mut rng = stream(1, Purpose::Data, 0);
    let mut between = |low: f64, high: f64| low + (high - low) * uniform(&mut rng);
    (0..STARTS).map(|_| [between(x0, x1), between(y0, y1)]).collect()
}

/// The step size at which the bound meets the sharp minimum's λ.
fn limit(rule: &str, momentum: (&str, &str), rest: &str) -> f64 {
    let (mut low, mut high) = (1e-4_f64, 10.0_f64);
    for _ in 0..60 {
        let middle = (low * high).sqrt();
        let optimizer = &spec(rule, momentum, middle, rest).optimizers[0];
        let bound = filter::passband(optimizer).unwrap().bound;
        *(if bound > SHARP { &mut low } else { &mut high }) = middle;
    }
    low
}

/// The critical points, and how many runs of the spec's optimizer converged to each of them.
fn settled(spec: Spec) -> Vec<(CriticalPoint, usize)> {
    let mut experiment = Experiment::open(spec, None).unwrap();
    let spec = experiment.spec().clone();
    let points = experiment.critical_points().unwrap().points;
    let mut settled: Vec<_> = points.into_iter().map(|point| (point, 0)).collect();
    let starts = starts(spec.window.unwrap());
    let landscape = experiment.landscape().unwrap();
    for end in ends(landscape, &spec.optimizers[0], spec.stop, &starts) {
        if end.status == Status::Converged {
            let near = |at: [f64; 2]| f64::hypot(at[0] - end.x[0], at[1] - end.x[1]) < 1e-6;
            let found = settled.iter_mut().find(|(point, _)| near(point.x));
            found.unwrap_or_else(|| panic!("{end:?} is at no critical point")).1 += 1;
        }
    }
    settled
}

#[test]
fn no_run_settles_where_it_is_blocked() {
    for (rule, numbers) in RULES {
        for (momentum, rest) in
            MOMENTA.into_iter().flat_map(|one| numbers.iter().map(move |rest| (one, rest)))
        {
            let limit = limit(rule, momentum, rest);
            let mut at_the_sharp_one = 0;
            for part in PARTS {
                let settled = settled(spec(rule, momentum, part * limit, rest));
                for (point, runs) in &settled {
                    let what =
                        format!("{rule}{} {rest} α = {part} × {limit}: {point:?}", momentum.0);
                    let sharp = (point.eigenvalues[1] - SHARP).abs() < 1e-6;
                    if sharp {
                        assert_eq!(point.admitted, [Some(part < 1.0)], "{what}");
                        at_the_sharp_one += runs;
                    }
                    assert!(point.admitted != [Some(false)] || *runs == 0, "{runs} runs: {what}");
                }
                let all: usize = settled.iter().map(|(_, runs)| runs).sum();
                assert!(all > STARTS / 3, "{rule} {part}: {all} runs settled at all");
            }
            assert!(at_the_sharp_one > 0, "{rule} {rest}: the sharp minimum is never reached");
        }
    }
}

#[test]
fn every_rule_with_a_verdict_is_here() {
    let judged = Rule::ALL.iter().map(|rule| rule.about()).filter(|about| about.verdict);
    let names: Vec<_> = judged.map(|about| about.name).collect();
    assert_eq!(names, RULES.map(|(name, _)| name));
}
