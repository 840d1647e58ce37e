use eigensieve::filter::{alpha_for_bound, limit, passband, spectral_radius};
use eigensieve::spec::Optimizer;
use serde_json::{Value, json};

use crate::vectors::{check_all, near, number, numbers, same, spec};

fn optimizer(value: &Value) -> Optimizer {
    let spec = spec(&json!({
        "v": 1, "objective": {"kind": "function", "name": "ravine"}, "optimizers": [value],
    }));
    spec.optimizers[0].clone()
}

#[test]
fn passbands_bounds_and_radii() {
    check_all("filters", |case| {
        let optimizer = optimizer(&case["optimizer"]);
        near("c", limit(&optimizer), number(&case["c"]), 1e-15)?;
        let relative =
            |what: &str, got: f64, wanted: f64| near(what, got, wanted, 1e-13 * wanted.abs());
        let Some(passband) = passband(&optimizer) else {
            return same("passband", &Value::Null, &case["passband"]);
        };
        relative("bound", passband.bound, number(&case["bound"]))?;
        let bands = case["passband"].as_array().unwrap();
        same("bands", passband.bands.len(), bands.len())?;
        for (got, wanted) in passband.bands.iter().flatten().zip(bands.iter().flat_map(numbers)) {
            relative("band", *got, wanted)?;
        }
        let lone_points = numbers(&case["lone_points"]);
        same("lone points", passband.lone_points.len(), lone_points.len())?;
        for (got, wanted) in passband.lone_points.iter().zip(lone_points) {
            relative("lone point", *got, wanted)?;
        }
        for pair in case["radius"].as_array().unwrap() {
            let (lambda, wanted) = (number(&pair[0]), number(&pair[1]));
            let radius = spectral_radius(&optimizer, lambda).ok_or("no radius")?;
            // Near a double root of the companion matrix the radius is known to 1e-7 only.
            let tolerance =
                if near_double_root(&optimizer, lambda) { 1e-7 } else { 1e-12 * wanted };
            near(&format!("radius at {lambda}"), radius, wanted, tolerance)?;
        }
        Ok(())
    });
}

#[test]
fn curves_cross_one_at_the_closed_edges() {
    check_all("filters", |case| {
        let optimizer = optimizer(&case["optimizer"]);
        let Some(passband) = passband(&optimizer) else { return Ok(()) };
        for &edge in passband.bands.iter().flatten().filter(|edge| edge.is_finite()) {
            // Far out a last bit of the edge itself moves the radius by more than this.
            let about = [-4.0, 4.0].map(|bits| edge * (1.0 + bits * f64::EPSILON));
            let [one, other] = about.map(|lambda| spectral_radius(&optimizer, lambda));
            let (one, other) = one.zip(other).ok_or("no radius")?;
            let nearest = 1_f64.clamp(one.min(other), one.max(other));
            near(&format!("radius at the edge {edge}"), nearest, 1.0, 1e-12)?;
        }
        Ok(())
    });
}

#[test]
fn the_bound_gives_its_step_size_back() {
    check_all("filters", |case| {
        let optimizer = optimizer(&case["optimizer"]);
        let Some(bound) = case["bound"].as_f64() else {
            return same("step size", alpha_for_bound(&optimizer, 1.0), None);
        };
        let alpha = alpha_for_bound(&optimizer, bound).ok_or("no step size")?;
        near("alpha", alpha, optimizer.alpha, 1e-12 * optimizer.alpha)
    });
}

/// Whether the two roots of the companion matrix are within 1e-6 of each other: the roots' distance
/// is √|trace² − 4·determinant|.
fn near_double_root(optimizer: &Optimizer, lambda: f64) -> bool {
    let Some(response) = optimizer.rule.response(optimizer, lambda) else { return false };
    let s = optimizer.alpha * response;
    let beta = optimizer.beta1.or(optimizer.beta).unwrap_or(0.0);
    let (trace, determinant) = if optimizer.momentum.name() == "nesterov" {
        ((1.0 + beta) * (1.0 - s), beta * (1.0 - s))
    } else {
        (1.0 + beta - s, beta)
    };
    (trace * trace - 4.0 * determinant).abs().sqrt() <= 1e-6
}
