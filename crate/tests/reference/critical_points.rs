use eigensieve::experiment::Experiment;
use serde_json::{Value, json};

use crate::vectors::{all_near, files, near, number, numbers, same, spec};

#[test]
fn all_are_found_and_none_is_invented() {
    for file in files("critical_points") {
        for case in file["cases"].as_array().unwrap() {
            let checked = compare(case, &file["header"]["optimizers"]);
            assert!(checked.is_ok(), "{}: {checked:?}", case["objective"]);
        }
    }
}

fn compare(case: &Value, optimizers: &Value) -> Result<(), String> {
    let spec = spec(&json!({
        "v": 1, "objective": case["objective"], "window": case["window"], "optimizers": optimizers,
    }));
    let found = Experiment::open(spec, None).unwrap().critical_points().unwrap();
    same("continuum", Some(found.continuum), case["continuum"].as_bool())?;
    same("at_least", found.at_least, false)?;
    let wanted = case["points"].as_array().unwrap();
    same("points", found.points.len(), wanted.len())?;
    for wanted in wanted {
        let degenerate = wanted["kind"] == "degenerate";
        let x = numbers(&wanted["x"]);
        let apart = |[x0, x1]: [f64; 2]| (x0 - x[0]).abs().max((x1 - x[1]).abs());
        let closest = found.points.iter().min_by(|a, b| apart(a.x).total_cmp(&apart(b.x)));
        let point = closest.ok_or("no point")?;
        all_near("x", &point.x, &x, if degenerate { 1e-3 } else { 1e-8 })?;
        let f = number(&wanted["f"]);
        near("f", point.f, f, 1e-9 * (1.0 + f.abs()))?;
        let eigenvalues = numbers(&wanted["eigenvalues"]);
        let largest = eigenvalues.iter().fold(0.0, |largest: f64, one| largest.max(one.abs()));
        let tolerance = if degenerate { 1e-5 } else { 1e-7 * largest };
        all_near("eigenvalues", &point.eigenvalues, &eigenvalues, tolerance)?;
        same("kind", point.kind.name(), wanted["kind"].as_str().unwrap())?;
        let admitted: Vec<Option<bool>> =
            wanted["admitted"].as_array().unwrap().iter().map(Value::as_bool).collect();
        same("admitted", &point.admitted, &admitted)?;
    }
    Ok(())
}
