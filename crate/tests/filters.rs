//! Filters as the page moves them: a bound that is dragged, and the running filter of a rule that
//! has no fixed one.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

use eigensieve::experiment::{Experiment, alpha_for_bound, filter_reports, running_filter};
use eigensieve::optimizer::rule::Rule;
use eigensieve::run::verdict::Eigenvalue;
use eigensieve::spec::{Spec, link};

fn spec(optimizer: &str) -> Spec {
    link::read(&format!("#v=1&f=ravine&o={optimizer}&start=1,1")).unwrap().spec
}

/// Every rule with every momentum it may have, at an ascent radius.
fn optimizers(rho: f64) -> Vec<Spec> {
    let mut specs = Vec::new();
    for rule in Rule::ALL {
        let about = rule.about();
        let own =
            if about.numbers.contains(&"rho") { format!(":rho={rho}") } else { String::new() };
        for momentum in ["", ":momentum=heavy-ball:beta=0.9", ":momentum=nesterov:beta=0.9"] {
            if momentum.is_empty() || about.momentum {
                let (kind, beta) = momentum.split_at(momentum.rfind(":beta").unwrap_or(0));
                specs.push(spec(&format!("{}{kind}:alpha=0.1{beta}{own}", about.name)));
            }
        }
    }
    specs
}

#[test]
fn a_dragged_bound_lies_where_it_was_put() {
    for rho in [0.0, 1e-9, 0.2, 1e6] {
        for mut spec in optimizers(rho) {
            let has_bound = filter_reports(&spec, &[])[0].bound.is_some();
            for bound in [1e-3, 0.7, 12.5, 1e4] {
                let Some(alpha) = alpha_for_bound(&spec, 0, bound).unwrap() else {
                    assert!(!has_bound, "{:?} at {bound}", spec.optimizers);
                    continue;
                };
                spec.optimizers[0].alpha = alpha;
                let found = filter_reports(&spec, &[])[0].bound.unwrap();
                assert!((found - bound).abs() <= 1e-12 * bound, "{bound}: {:?}", spec.optimizers);
            }
        }
    }
}

#[test]
fn no_step_size_puts_a_bound_out_of_reach() {
    for spec in optimizers(0.2) {
        for bound in [0.0, -1.0, 1e-300, f64::INFINITY, f64::NAN] {
            assert_eq!(alpha_for_bound(&spec, 0, bound).unwrap(), None, "{bound}");
        }
    }
    assert!(alpha_for_bound(&spec("gd:alpha=1"), 1, 1.0).is_err());
}

#[test]
fn running_sam_is_usam_with_the_ascent_that_the_gradient_leaves_it() {
    let lambdas = [-30.0, -5.0, 0.0, 1.0, 2.5, 7.0];
    for momentum in ["", ":momentum=nesterov"] {
        let beta = if momentum.is_empty() { "" } else { ":beta=0.5" };
        let with =
            |rule: &str, rho: f64| spec(&format!("{rule}{momentum}:alpha=0.16{beta}:rho={rho}"));
        let running = running_filter(&with("sam", 0.1), 0, 0.4, &lambdas).unwrap().unwrap();
        let usam = &filter_reports(&with("usam", 0.25), &lambdas)[0];
        assert_eq!(running.optimizer.rho, Some(0.25));
        assert_eq!(running.bound, usam.bound);
        assert_eq!(running.passband, usam.passband);
        assert_eq!(running.radius, usam.radius);
    }
}

#[test]
fn there_is_no_running_filter_at_rest_or_for_a_rule_with_a_fixed_one() {
    let sam = spec("sam:alpha=0.16:rho=0.1");
    for norm in [0.0, f64::NAN, f64::INFINITY, 5e-324] {
        assert!(running_filter(&sam, 0, norm, &[]).unwrap().is_none(), "{norm}");
    }
    assert!(running_filter(&spec("usam:alpha=0.16:rho=0.1"), 0, 1.0, &[]).unwrap().is_none());
}

#[test]
fn each_eigenvalue_is_judged_by_itself() {
    let eigenvalues = [(-0.1, 0.0), (-0.1, 0.2), (0.0, 0.0), (12.5, 0.0), (12.6, 0.0)]
        .map(|(value, residual)| Eigenvalue { value, residual });
    let through = |optimizer: &str| {
        Experiment::open(spec(optimizer), None).unwrap().let_through(0, &eigenvalues).unwrap()
    };
    assert_eq!(through("gd:alpha=0.16"), Some(vec![false, true, true, true, false]));
    assert_eq!(through("sam:alpha=0.16:rho=0.1"), None);
    assert_eq!(through("adam:alpha=0.16"), None);
}

#[test]
fn a_rule_says_how_its_bound_is_found_if_it_has_one() {
    for spec in optimizers(0.2) {
        let has_bound = filter_reports(&spec, &[])[0].bound.is_some();
        assert_eq!(!spec.optimizers[0].rule.about().bound.is_empty(), has_bound);
    }
}
