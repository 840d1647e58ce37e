//! Critical points: what must hold of any answer, and functions that are awkward to ask about.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

use eigensieve::admission::admitted;
use eigensieve::critical::CriticalPoints;
use eigensieve::experiment::Experiment;
use eigensieve::objective::landscape::Landscape;
use eigensieve::objective::plane::FUNCTIONS;
use eigensieve::planar::Kind;
use eigensieve::spec::Optimizer;
use eigensieve::spec::link::read;
use proptest::prelude::*;

fn open(link: &str) -> Experiment {
    Experiment::open(read(link).unwrap().spec, None).unwrap()
}

/// A typed function; a plus in a link is a plus.
fn typed(expression: &str, window: &str) -> CriticalPoints {
    let link = format!("#v=1&f=expr:{expression}&window={window}&o=gd:alpha=0.1");
    open(&link).critical_points().unwrap()
}

fn kinds(found: &CriticalPoints) -> Vec<&'static str> {
    found.points.iter().map(|point| point.kind.name()).collect()
}

/// What every answer promises.
fn check(found: &CriticalPoints, landscape: &mut Landscape, [x0, x1, y0, y1]: [f64; 4]) {
    for point in &found.points {
        let (f, [fx, fy], _) = landscape.hessian(point.x);
        let [low, high] = point.eigenvalues;
        assert_eq!(f, point.f);
        let curvature = low.abs().max(high.abs());
        assert!(fx.hypot(fy) <= 1e-10 * curvature.max(1.0), "{point:?}: {fx:e}, {fy:e}");
        assert!(low <= high && point.kind == Kind::of(&point.eigenvalues), "{point:?}");
        let ([x, y], slack) = (point.x, 1e-8);
        assert!(x >= x0 - slack && x <= x1 + slack && y >= y0 - slack && y <= y1 + slack);
    }
    assert!(found.points.is_sorted_by(|a, b| a.x < b.x), "in order, each once");
    assert_eq!(found.continuum, !found.continuum_sample.is_empty());
}

#[test]
fn every_point_of_the_catalogue_is_critical_and_every_search_complete() {
    for function in FUNCTIONS {
        let mut experiment = open(&format!("#v=1&f={}&o=gd:alpha=0.1", function.about.name));
        let found = experiment.critical_points().unwrap();
        check(&found, experiment.landscape().unwrap(), function.about.window);
        assert!(!found.at_least && !found.points.is_empty(), "{}", function.about.name);
        let again = experiment.critical_points().unwrap();
        assert_eq!(format!("{found:?}"), format!("{again:?}"), "the same each time");
    }
}

/// Poincaré and Hopf: minima and maxima count 1, saddles −1, and the sum is how often the gradient
/// turns along the border. No point can be missing alone.
#[test]
fn indices_add_up_to_the_turns_along_the_border() {
    for function in FUNCTIONS {
        let mut experiment = open(&format!("#v=1&f={}&o=gd:alpha=0.1", function.about.name));
        let found = experiment.critical_points().unwrap();
        if found.continuum || found.points.iter().any(|point| point.kind == Kind::Degenerate) {
            continue;
        }
        let index = |kind| if kind == Kind::Saddle { -1.0 } else { 1.0 };
        let sum: f64 = found.points.iter().map(|point| index(point.kind)).sum();
        let turns = turns(experiment.landscape().unwrap(), function.about.window);
        assert!((turns - sum).abs() < 1e-6, "{}: {turns}, {sum}", function.about.name);
    }
}

fn turns(landscape: &mut Landscape, [x0, x1, y0, y1]: [f64; 4]) -> f64 {
    let corners = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
    let side = 20_000;
    let mut angles = (0..=4 * side).map(|index| {
        let ([ax, ay], [bx, by]) = (corners[index / side % 4], corners[(index / side + 1) % 4]);
        let t = (index % side) as f64 / side as f64;
        let (_, [fx, fy]) = landscape.gradient([ax + t * (bx - ax), ay + t * (by - ay)]);
        fy.atan2(fx)
    });
    let mut previous = angles.next().unwrap();
    let mut sum = 0.0;
    for angle in angles {
        let turn = (angle - previous) / std::f64::consts::TAU;
        sum += turn - turn.round();
        previous = angle;
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn points_of_random_quartics_are_critical(c in prop::array::uniform5(-2.0..2.0)) {
        let [a, b, c, d, e] = c;
        let link = format!(
            "#v=1&f=expr:x^4+y^4+a*x^3+b*x^2*y+c*x*y+d*y^2+e*x\
             &p.a={a}&p.b={b}&p.c={c}&p.d={d}&p.e={e}&window=-5,5,-5,5&o=gd:alpha=0.1"
        );
        let mut experiment = open(&link);
        let found = experiment.critical_points().unwrap();
        check(&found, experiment.landscape().unwrap(), [-5.0, 5.0, -5.0, 5.0]);
        // f rises along all of the border, so that the gradient turns once: an odd number.
        prop_assert!(found.points.len() % 2 == 1, "{:?}", kinds(&found));
    }

    #[test]
    fn a_moved_function_has_moved_points(a in -3.0..3.0_f64, b in -3.0..3.0_f64) {
        let source = "expr:(4-2.1*(x-a)^2+(x-a)^4/3)*(x-a)^2+(x-a)*(y-b)+(4*(y-b)^2-4)*(y-b)^2";
        let (x0, x1, y0, y1) = (a - 3.0, a + 3.0, b - 2.0, b + 2.0);
        let window = format!("{x0},{x1},{y0},{y1}");
        let link = format!("#v=1&f={source}&p.a={a}&p.b={b}&window={window}&o=gd:alpha=0.1");
        let moved = open(&link).critical_points().unwrap();
        let fixed = open("#v=1&f=six-hump-camel&o=gd:alpha=0.1").critical_points().unwrap();
        prop_assert_eq!(moved.points.len(), fixed.points.len());
        for (moved, fixed) in moved.points.iter().zip(&fixed.points) {
            prop_assert!((moved.x[0] - a - fixed.x[0]).abs() < 1e-9);
            prop_assert!((moved.x[1] - b - fixed.x[1]).abs() < 1e-9);
            prop_assert_eq!(moved.kind, fixed.kind);
        }
    }
}

#[test]
fn a_smaller_window_keeps_the_points_inside() {
    let source = "(4-2.1*x^2+x^4/3)*x^2+x*y+(4*y^2-4)*y^2";
    let all = typed(source, "-3,3,-2,2");
    let some = typed(source, "0,2,-1,0.5");
    let inside = |x: [f64; 2]| x[0] >= 0.0 && x[0] <= 2.0 && x[1] >= -1.0 && x[1] <= 0.5;
    assert_eq!(some.points.len(), all.points.iter().filter(|point| inside(point.x)).count());
}

#[test]
fn points_on_the_border_count() {
    for window in ["0,1,0,1", "-1,0,-1,0", "-1,1,0,1"] {
        assert_eq!(kinds(&typed("x^2+y^2", window)), ["minimum"], "{window}");
        assert_eq!(kinds(&typed("x^4+y^2", window)), ["degenerate"], "{window}");
    }
    assert!(typed("x^2+y^2", "0.001,1,0,1").points.is_empty());
}

#[test]
fn flat_zeros_are_one_point_each() {
    for source in ["x^4+y^4", "(x-1)^20+y^2", "x^4-4*x^3+6*x^2-4*x+y^2", "(x-y)^4+(x+y)^2"] {
        let found = typed(source, "-2,2,-2,2");
        assert_eq!((kinds(&found), found.continuum), (vec!["degenerate"], false), "{source}");
    }
}

#[test]
fn scale_does_not_blur_points() {
    // By the definition a gradient of 1e−12 vanishes everywhere; Newton's method still tells.
    for factor in ["1e-12", "1e12"] {
        let source = format!("{factor}*((x^2+y-11)^2+(x+y^2-7)^2)");
        assert_eq!(typed(&source, "-5,5,-5,5").points.len(), 9, "{factor}");
    }
}

#[test]
fn continua_are_told_from_points() {
    for (source, isolated) in [
        ("1", 0),
        ("x^2", 0),
        ("(x-y)^4", 0),
        ("x^2*y^2", 0),
        ("(y-x^2)^2", 0),
        ("(x^2-y^3)^2", 0),
        ("max(0,x)^3+y^2", 0),
        ("(x^2+y^2-1)^2*((x-0.5)^2+y^2)", 3),
    ] {
        let found = typed(source, "-2,2,-2,2");
        assert!(found.continuum && !found.at_least, "{source}");
        assert_eq!(found.points.len(), isolated, "{source}: {:?}", found.points);
        assert!(found.continuum_sample.len() <= 256);
    }
}

#[test]
fn functions_without_any() {
    for source in ["x", "3*x-2*y+1", "log(x)+y^2", "log(x-5)", "1/(x^2+y^2)", "tanh(50*x)+y^2"] {
        let found = typed(source, "-2,2,-2,2");
        assert!(found.points.is_empty() && !found.continuum && !found.at_least, "{source}");
    }
}

#[test]
fn holes_hide_nothing_else() {
    assert_eq!(kinds(&typed("sqrt(x)*y-y", "-2,2,-2,2")), ["saddle"]);
}

#[test]
fn a_tail_is_not_critical() {
    assert_eq!(kinds(&typed("exp(-x^2-y^2)", "-10,10,-10,10")), ["maximum"]);
}

#[test]
fn very_many_are_cut_off_and_said_to_be() {
    let found = typed("sin(100*x)*sin(100*y)", "-2,2,-2,2");
    assert!(found.at_least && found.points.len() >= 400);
    let found = typed("sin(5*x)*sin(5*y)", "-2,2,-2,2");
    // 7 × 7 saddles where both vanish, 6 × 6 extrema between them.
    assert!(!found.at_least && found.points.len() == 85);
}

#[test]
fn extreme_windows() {
    for size in ["1e-12", "1e12"] {
        let window = format!("-{size},{size},-{size},{size}");
        assert_eq!(kinds(&typed("x^2+y^2", &window)), ["minimum"], "{size}");
        assert_eq!(kinds(&typed("x*y", &window)), ["saddle"], "{size}");
    }
    let found = typed("(x^2+y-11)^2+(x+y^2-7)^2", "3,3.000000000001,2,2.000000000001");
    assert_eq!(kinds(&found), ["minimum"]);
    typed("(x^2+y-11)^2+(x+y^2-7)^2", "-1e12,1e12,-1e12,1e12");
    typed("exp(exp(exp(x*y)))", "-1e12,1e12,-1e-12,1e-12");
}

#[test]
fn a_network_is_refused_by_name() {
    let mut experiment = open("#v=1&net=chebyshev&layers=2&o=gd:alpha=0.1");
    let error = experiment.critical_points().unwrap_err();
    assert_eq!((error.field.as_str(), error.got.as_str()), ("objective.kind", "mlp"));
}

fn optimizer(text: &str) -> Optimizer {
    read(&format!("#v=1&f=ravine&o={text}")).unwrap().spec.optimizers[0].clone()
}

#[test]
fn admission_is_open_on_edges_and_for_rules_without_a_passband() {
    // gd: [0, 20].
    let gd = optimizer("gd:alpha=0.1");
    assert_eq!(admitted(&gd, &[1.0, 19.9]), Some(true));
    assert_eq!(admitted(&gd, &[1.0, 20.0 + 1e-6]), None);
    assert_eq!(admitted(&gd, &[1.0, 20.1]), Some(false));
    assert_eq!(admitted(&gd, &[0.0, 1.0]), None);
    assert_eq!(admitted(&gd, &[0.0, 20.1]), Some(false));
    // Outside wins over an edge.
    assert_eq!(admitted(&gd, &[-1.0, 20.0]), Some(false));
    // usam2-chained: a lone point at −1/ρ.
    let chained = optimizer("usam2-chained:alpha=0.1:rho=0.5");
    assert_eq!(admitted(&chained, &[-2.0, 1.0]), None);
    assert_eq!(admitted(&chained, &[-2.1, 1.0]), Some(false));
    for without in ["sam:alpha=0.1:rho=0.1", "adam:alpha=0.1"] {
        assert_eq!(admitted(&optimizer(without), &[-1.0, 1e9]), None, "{without}");
    }
}
