//! What must hold of every rule: ρ = 0 and β = 0 give the bits of gradient descent and of no
//! momentum; gd never settles above its bound; hostile specs and links are refused in words.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

use eigensieve::experiment::Experiment;
use eigensieve::optimizer::rule::Rule;
use eigensieve::run::record::RunRecord;
use eigensieve::spec::{Raw, Spec, link};
use proptest::prelude::*;

fn run(link_text: &str) -> RunRecord {
    let spec = link::read(link_text).unwrap().spec;
    let mut run = Experiment::open(spec, None).unwrap().run(0, 0, false, None).unwrap();
    while !run.advance(1000) {}
    run.record()
}

fn ascending_rules() -> impl Iterator<Item = &'static str> {
    Rule::ALL
        .iter()
        .map(|rule| rule.about())
        .filter(|about| about.numbers == ["rho"])
        .map(|a| a.name)
}

#[test]
fn without_an_ascent_every_rule_is_gradient_descent() {
    for momentum in ["", ":momentum=heavy-ball", ":momentum=nesterov"] {
        let beta = if momentum.is_empty() { "" } else { ":beta=0.7" };
        let on = |rule: &str, rho: &str| {
            run(&format!("#v=1&f=himmelblau&o={rule}{momentum}:alpha=0.004{beta}{rho}&start=1,-2"))
        };
        let plain = on("gd", "");
        for rule in ascending_rules() {
            let found = on(rule, ":rho=0");
            assert_eq!(found.fingerprint, plain.fingerprint, "{rule}{momentum}");
            // sam has no filter at any radius.
            let bound = if rule == "sam" { None } else { plain.bound };
            assert_eq!(found.bound, bound, "{rule}{momentum}");
        }
    }
}

#[test]
fn without_its_factor_momentum_is_none() {
    for rule in ascending_rules().chain(["gd"]) {
        let rho = if rule == "gd" { "" } else { ":rho=0.1" };
        let on = |momentum: &str, beta: &str| {
            run(&format!("#v=1&f=two-wells&o={rule}{momentum}:alpha=0.1{beta}{rho}&start=0.7,0.8"))
        };
        let plain = on("", "");
        for momentum in [":momentum=heavy-ball", ":momentum=nesterov"] {
            let found = on(momentum, ":beta=0");
            assert_eq!(found.fingerprint, plain.fingerprint, "{rule}{momentum}");
            assert_eq!(found.status, plain.status);
        }
    }
}

#[test]
fn infinities_end_as_diverged() {
    for objective in ["quartic", "expr:x^8%2By^8", "goldstein-price"] {
        for rule in ascending_rules() {
            let text =
                format!("#v=1&f={objective}&o={rule}:alpha=1000000:rho=1000000&start=1.9,1.7");
            let record = run(&text);
            assert_eq!(record.status.name(), "diverged", "{text}");
            assert!(record.reason.is_some() && record.eigenvalues.is_empty());
        }
    }
}

/// Pieces of links, good and bad.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "v=1",
        "v=2",
        "f=ravine",
        "f=expr:x^2+a*y",
        "f=expr:((((",
        "net=digits",
        "net=chebyshev:degree=4",
        "net=csv:sha256=00:label=x",
        "p.a=1",
        "p.=1",
        "p.kappa=1e999",
        "o=gd:alpha=0.1",
        "o=usam:alpha=0.1:rho=0.2",
        "o=gd:alpha=",
        "o=:",
        "start=1,2",
        "start=1",
        "window=0,1,0,1",
        "window=,,,",
        "steps=5",
        "steps=1e9",
        "layers=1,2",
        "layers=0",
        "layers=none",
        "tol=-0",
        "fp=0123456789abcdef",
        "lambda=2,1",
        "at=3",
        "select=9",
        "scale=log",
        "%",
        "=",
        "",
        "&",
        "#",
        "seed=9007199254740993",
        "__proto__=1",
        "batch=1e-3",
        "depth=2",
        "view=filter",
    ]);
    prop_oneof![4 => fixed.prop_map(String::from), 1 => "[ -~]{0,12}", 1 => any::<String>()]
}

proptest! {
    #[test]
    fn links_are_read_or_refused_in_one_line(pieces in prop::collection::vec(piece(), 0..8)) {
        let text = format!("#v=1&f=ravine&o=gd:alpha=0.1&{}", pieces.join("&"));
        for text in [text, pieces.join("&")] {
            match link::read(&text) {
                Ok(read) => {
                    let printed = link::print(&read.spec, &read.beside).unwrap();
                    prop_assert_eq!(link::read(&printed).unwrap(), read);
                }
                Err(error) => {
                    prop_assert!(!error.field.is_empty() && error.message.contains(&error.field));
                }
            }
        }
    }

    #[test]
    fn spoiled_specs_are_refused_and_valid_ones_read_back(
        path in prop::collection::vec(0..6usize, 1..4),
        spoiled in prop_oneof![
            Just(Raw::Null), any::<bool>().prop_map(Raw::Bool), any::<f64>().prop_map(Raw::Number),
            any::<String>().prop_map(Raw::Text), Just(Raw::List(vec![])), Just(Raw::Map(vec![])),
        ],
    ) {
        let text = "#v=1&f=two-wells&o=usam:momentum=nesterov:alpha=0.1:beta=0.5:rho=0.2&start=1,2";
        let spec = link::read(text).unwrap().spec;
        let mut raw: Raw = serde_json::from_value(serde_json::to_value(&spec).unwrap()).unwrap();
        prop_assert_eq!(&Spec::decode(&raw).unwrap(), &spec);
        *entry(&mut raw, &path) = spoiled;
        if let Err(error) = Spec::decode(&raw) {
            prop_assert!(!error.field.is_empty() && !error.message.contains('\n'));
        }
    }
}

/// The entry that a walk through a tree comes to.
fn entry<'a>(raw: &'a mut Raw, path: &[usize]) -> &'a mut Raw {
    let length = match raw {
        Raw::List(items) => items.len(),
        Raw::Map(entries) => entries.len(),
        _ => 0,
    };
    let Some((&first, rest)) = path.split_first().filter(|_| length > 0) else { return raw };
    match raw {
        Raw::List(items) => entry(&mut items[first % length], rest),
        Raw::Map(entries) => entry(&mut entries[first % length].1, rest),
        _ => unreachable!("only lists and maps have a length"),
    }
}
