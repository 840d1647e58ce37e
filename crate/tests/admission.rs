//! What filters say of points in the plane: where the answer switches, the forbidden region, and
//! where gradients are really taken.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

use eigensieve::admission::{Admission, Switch};
use eigensieve::experiment::{Experiment, admissions, switches};
use eigensieve::objective::plane::FUNCTIONS;
use eigensieve::spec::{Spec, link};

fn spec(link: &str) -> Spec {
    link::read(&format!("#v=1&{link}")).unwrap().spec
}

fn open(link: &str) -> Experiment {
    Experiment::open(spec(link), None).unwrap()
}

/// The switches of a single optimizer.
fn of(optimizer: &str, spectra: &[[f64; 2]]) -> Vec<Switch> {
    switches(&spec(&format!("f=ring&o={optimizer}")), spectra).remove(0)
}

fn near(found: f64, wanted: f64) -> bool {
    (found - wanted).abs() <= 1e-12 * wanted.abs()
}

#[test]
fn step_sizes_switch_where_the_bound_meets_the_sharpest_eigenvalue() {
    let spectra = [[1.0, 10.0], [1.0, 1.0], [0.0, 4.0]];
    let found = of("gd:alpha=0.16", &spectra);
    assert_eq!(found.len(), 3);
    for (switch, (point, value)) in found.iter().zip([(0, 0.2), (2, 0.5), (1, 2.0)]) {
        assert_eq!((switch.field, switch.point, switch.blocks_above), ("alpha", point, true));
        assert!(near(switch.value, value) && switch.value <= value, "{switch:?}");
    }
}

#[test]
fn radii_switch_at_the_roots_of_the_response() {
    // q = 2/α = 12.5, λ = 10.
    let of = |rule: &str| of(&format!("{rule}:alpha=0.16:rho=0.001"), &[[1.0, 10.0]]);
    let radius = |rule: &str| {
        let found = of(rule);
        let switch = found.iter().find(|switch| switch.field == "rho").unwrap();
        assert!(switch.blocks_above);
        switch.value
    };
    for rule in ["usam", "psam"] {
        assert!(near(radius(rule), 2.5 / 100.0), "{rule}");
    }
    assert!(near(radius("husam"), 2.5 / 1000.0));
    // u + u² = 0.25 with u = 10ρ; (1 + u)² = 1.25.
    assert!(near(radius("usam2"), (f64::sqrt(2.0) - 1.0) / 20.0));
    assert!(near(radius("usam2-chained"), (f64::sqrt(1.25) - 1.0) / 10.0));
}

#[test]
fn a_saddle_is_let_in_by_a_large_radius_and_shut_out_by_a_larger_one() {
    // λ = −1 under usam: p = −1 + ρ is 0 at ρ = 1 and q = 40 at ρ = 41.
    let found = of("usam:alpha=0.05:rho=1.5", &[[-1.0, 1.0]]);
    let radii: Vec<&Switch> = found.iter().filter(|switch| switch.field == "rho").collect();
    assert_eq!(radii.len(), 2);
    assert!(near(radii[0].value, 1.0) && !radii[0].blocks_above);
    assert!(near(radii[1].value, 39.0) && radii[1].blocks_above, "λ = 1 goes out first");
    assert!(of("gd:alpha=0.05", &[[-1.0, 1.0]]).is_empty(), "blocked whatever α");
}

#[test]
fn momentum_switches_too() {
    // c = 2(1 + β) = αλ = 2.5.
    let found = of("gd:momentum=heavy-ball:alpha=0.25:beta=0.1", &[[1.0, 10.0]]);
    let switch = found.iter().find(|switch| switch.field == "beta").unwrap();
    assert!(near(switch.value, 0.25) && !switch.blocks_above);
}

#[test]
fn rules_without_a_passband_say_nothing() {
    for optimizer in ["sam:alpha=0.1:rho=0.1", "adam:alpha=0.1"] {
        assert!(of(optimizer, &[[1.0, 10.0]]).is_empty());
        let link = format!("f=ring&o={optimizer}");
        let Admission { admitted, gains, .. } = admissions(&spec(&link), &[[1.0, 10.0]]).remove(0);
        assert_eq!((admitted, gains), (vec![None], None));
        assert!(open(&link).margins(0, [-1.0, 1.0, -1.0, 1.0], 3, 3).unwrap().is_none());
    }
}

#[test]
fn a_switch_is_where_admission_changes() {
    let spectra = [[1.0, 10.0], [-2.8, 1.0], [0.5, 0.5], [-7.0, -3.0]];
    for rule in ["gd", "usam", "usam2", "usam2-chained", "husam", "psam"] {
        let number = if rule == "gd" { "" } else { ":rho=0.4" };
        for momentum in ["", ":momentum=heavy-ball", ":momentum=nesterov"] {
            let beta = if momentum.is_empty() { "" } else { ":beta=0.3" };
            let link = format!("f=ring&o={rule}{momentum}:alpha=0.1{beta}{number}");
            let spec = spec(&link);
            for switch in switches(&spec, &spectra).remove(0) {
                let at = |factor: f64| {
                    let mut changed = spec.clone();
                    let optimizer = &mut changed.optimizers[0];
                    match switch.field {
                        "alpha" => optimizer.alpha = switch.value * factor,
                        "rho" => optimizer.rho = Some(switch.value * factor),
                        _ => optimizer.beta = Some(switch.value * factor),
                    }
                    admissions(&changed, &spectra[switch.point..=switch.point]).remove(0).admitted
                        [0]
                };
                let (below, above) = (at(1.0 - 1e-4), at(1.0 + 1e-4));
                let (open, blocked) =
                    if switch.blocks_above { (below, above) } else { (above, below) };
                assert_eq!((open, blocked), (Some(true), Some(false)), "{link} {switch:?}");
            }
        }
    }
}

#[test]
fn gains_are_what_the_limit_is_set_for() {
    let spec = spec("f=ring&o=husam:alpha=0.1:rho=0.5&o=gd:momentum=nesterov:alpha=0.1:beta=0.5");
    let [husam, nesterov] = &admissions(&spec, &[[-1.0, 2.0]])[..] else { panic!("two") };
    let gains = husam.gains.as_ref().unwrap()[0];
    assert!(near(gains[0], -0.15) && near(gains[1], 0.6));
    assert_eq!((husam.c, nesterov.c), (2.0, 1.5));
}

/// The centres of the cells, in their order.
fn centres([x0, x1, y0, y1]: [f64; 4], columns: usize, rows: usize) -> Vec<[f64; 2]> {
    let at = |low: f64, high: f64, index: usize, count: usize| {
        low + (high - low) * ((index as f64 + 0.5) / count as f64)
    };
    (0..columns * rows)
        .map(|cell| {
            [at(x0, x1, cell % columns, columns), at(y0, y1, rows - 1 - cell / columns, rows)]
        })
        .collect()
}

#[test]
fn the_forbidden_region_is_where_a_run_could_not_stay() {
    let [columns, rows] = [23, 17];
    for function in FUNCTIONS {
        let name = function.about.name;
        for rule in ["gd:alpha=0.1", "usam:alpha=0.02:rho=0.5", "usam2-chained:alpha=0.1:rho=0.1"] {
            let mut experiment = open(&format!("f={name}&o={rule}"));
            let window = function.about.window;
            let margins = experiment.margins(0, window, columns, rows).unwrap().unwrap();
            assert_eq!(margins.len(), columns * rows);
            let passband = eigensieve::filter::passband(&experiment.spec().optimizers[0]).unwrap();
            for (margin, centre) in margins.into_iter().zip(centres(window, columns, rows)) {
                let (_, _, [xx, xy, yy]) = experiment.landscape().unwrap().hessian(centre);
                let matrix = nalgebra::Matrix2::new(xx, xy, xy, yy);
                let lambdas = matrix.symmetric_eigenvalues();
                let wanted = lambdas.iter().map(|&l| passband.margin(l)).fold(f64::MAX, f64::min);
                let tolerance = 1e-12 * (1.0 + matrix.norm());
                assert!((margin - wanted).abs() <= tolerance, "{name} {rule} {centre:?}");
            }
        }
    }
}

#[test]
fn holes_are_neither_inside_nor_outside() {
    let mut experiment = open("f=expr:log(x)%2By^2&o=gd:alpha=0.1");
    let margins = experiment.margins(0, [-1.0, 1.0, -1.0, 1.0], 4, 1).unwrap().unwrap();
    assert!(margins[0].is_nan() && margins[1].is_nan() && margins[2] < 0.0, "{margins:?}");
}

#[test]
fn gradients_are_taken_where_the_rule_says() {
    // f = (x² + 2y²)/2: ∇f = (x, 2y), H∇f = (x, 4y).
    let link = |optimizer: &str| format!("f=ravine&p.kappa=2&o={optimizer}");
    let at = [1.0, -1.0, 0.5, -1.0];
    for (optimizer, [x, y]) in [
        ("gd:alpha=0.1", [1.0, -1.0]),
        ("gd:momentum=heavy-ball:alpha=0.1:beta=0.5", [1.0, -1.0]),
        ("gd:momentum=nesterov:alpha=0.1:beta=0.5", [1.25, -1.0]),
        ("psam:alpha=0.1:rho=0.5", [1.0, -1.0]),
        ("usam:alpha=0.1:rho=0.5", [1.5, -2.0]),
        ("usam:alpha=0.1:rho=0", [1.0, -1.0]),
        ("usam:momentum=nesterov:alpha=0.1:beta=0.5:rho=0.5", [1.875, -2.0]),
        ("usam2:alpha=0.1:rho=0.5", [1.75, -3.0]),
        ("usam2-chained:alpha=0.1:rho=0.5", [2.25, -4.0]),
        ("husam:alpha=0.1:rho=0.5", [1.5, -3.0]),
    ] {
        let found = open(&link(optimizer)).probes(0, &[at]).unwrap();
        assert_eq!(found, [[x, y]], "{optimizer}");
    }
    let found = open(&link("sam:alpha=0.1:rho=0.5")).probes(0, &[at]).unwrap()[0];
    let length = f64::hypot(found[0] - 1.0, found[1] + 1.0);
    assert!(near(length, 0.5) && near((found[1] + 1.0) / (found[0] - 1.0), -2.0), "{found:?}");
}

#[test]
fn a_path_is_met_with_slope_and_curvature() {
    let mut experiment = open("f=saddle-trap&o=gd:alpha=0.1");
    let numbers =
        eigensieve::run::along::along(experiment.landscape().unwrap(), &[[0.0, 1.0], [3.0, 0.0]]);
    assert_eq!(numbers, [-0.25, 0.0, 1.0, 2.0, 0.0, 1.0, 4.5, 3.0, -1.0, 1.0, 1.0, 0.0]);
    let mut holed = open("f=expr:sqrt(x)&o=gd:alpha=0.1");
    let numbers = eigensieve::run::along::along(holed.landscape().unwrap(), &[[-1.0, 0.0]]);
    assert!(numbers.iter().all(|number| number.is_nan()));
}
