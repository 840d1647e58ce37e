//! A run that was copied, extended or looked at on its way is the run that was not: the same
//! fingerprint, parameters and history.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

use eigensieve::experiment::{AnyRun, Experiment};
use eigensieve::run::record::RunRecord;
use eigensieve::spec::{Spec, link};

/// Every kind of memory a run can have: momenta, ascents, Hessians, Adam's averages, batches, f32.
const NETWORKS: [&str; 8] = [
    "gd:alpha=0.2",
    "gd:momentum=heavy-ball:alpha=0.05:beta=0.9",
    "gd:momentum=nesterov:alpha=0.05:beta=0.9",
    "usam2:alpha=0.1:rho=0.05",
    "husam:alpha=0.1:rho=0.02",
    "psam:momentum=nesterov:alpha=0.02:beta=0.5:rho=0.02",
    "sam:alpha=0.1:rho=0.05",
    "adam:alpha=0.01",
];
const SETTINGS: [&str; 3] = ["", "&batch=7", "&batch=8&precision=f32"];
const STEPS: u64 = 60;

fn spec(optimizer: &str, settings: &str, steps: u64) -> Spec {
    let text = format!(
        "#v=1&net=chebyshev&layers=8&act=tanh&o={optimizer}{settings}&steps={steps}&every=9&seed=3"
    );
    link::read(&text).unwrap().spec
}

fn open(spec: Spec) -> Experiment {
    Experiment::open(spec, None).unwrap()
}

fn begin(experiment: &Experiment) -> Box<dyn AnyRun> {
    experiment.run(0, 0, false, None).unwrap()
}

fn finished(mut run: Box<dyn AnyRun>) -> RunRecord {
    while !run.advance(1000) {}
    run.record()
}

fn told(record: &RunRecord) -> String {
    serde_json::to_string(record).unwrap()
}

fn each_network(check: impl Fn(&str, &str)) {
    for settings in SETTINGS {
        for optimizer in NETWORKS {
            check(optimizer, settings);
        }
    }
}

#[test]
fn a_fork_and_the_run_it_left_end_alike() {
    each_network(|optimizer, settings| {
        let experiment = open(spec(optimizer, settings, STEPS));
        let undisturbed = told(&finished(begin(&experiment)));
        let mut run = begin(&experiment);
        run.advance(17);
        let fork = run.fork().unwrap();
        let kept = fork.fork().unwrap();
        // What one of them does, the others do not feel.
        run.advance(20);
        assert_eq!(told(&finished(fork)), undisturbed, "{optimizer}{settings}");
        assert_eq!(told(&finished(run)), undisturbed, "{optimizer}{settings}");
        assert_eq!(told(&finished(kept)), undisturbed, "{optimizer}{settings}");
    });
}

#[test]
fn an_extended_run_had_its_steps_from_the_start() {
    each_network(|optimizer, settings| {
        let long = told(&finished(begin(&open(spec(optimizer, settings, STEPS)))));
        // One ends where a row is due, the other between two.
        for short in [27, 31] {
            let mut run = begin(&open(spec(optimizer, settings, short)));
            while !run.advance(1000) {}
            let ended = run.record();
            run.extend(short);
            assert_eq!(told(&run.record()), told(&ended), "nothing to extend");
            run.extend(STEPS);
            assert_eq!(told(&finished(run)), long, "{optimizer}{settings} from {short}");
        }
    });
}

#[test]
fn skipped_steps_come_to_the_same_parameters() {
    each_network(|optimizer, settings| {
        let experiment = open(spec(optimizer, settings, STEPS));
        let mut run = begin(&experiment);
        run.advance(11);
        let mut scout = run.fork().unwrap();
        run.advance(23);
        scout.skip(23);
        assert_eq!(scout.step(), run.step());
        assert_eq!(scout.parameters(), run.parameters(), "{optimizer}{settings}");
        assert_eq!(scout.record().fingerprint, run.record().fingerprint);
    });
}

#[test]
fn a_run_that_ended_for_good_stays_so() {
    let experiment = open(spec("gd:alpha=1e5", "", STEPS));
    let mut run = begin(&experiment);
    while !run.advance(1000) {}
    let ended = told(&run.record());
    run.extend(10 * STEPS);
    assert!(run.advance(10));
    assert_eq!(told(&run.record()), ended);
    assert_eq!(told(&run.fork().unwrap().record()), ended);
}

#[test]
fn many_forks_are_light() {
    let experiment = open(spec("adam:alpha=0.01", "&batch=7", STEPS));
    let run = begin(&experiment);
    let dimension = run.parameters().len() as u64;
    assert!(run.weight() < 10 * 8 * dimension + 10_000);
}
