use eigensieve::experiment::Experiment;
use eigensieve::run::record::RunRecord;
use serde_json::Value;

use crate::vectors::{all_near, check_all, near, number, numbers, same, spec};

#[test]
fn iterates_ends_and_verdicts() {
    check_all("trajectories", |case| {
        let experiment = Experiment::open(spec(&case["spec"]), None).map_err(|e| e.message)?;
        let mut run = experiment.run(0, 0, true, None).map_err(|e| e.message)?;
        while !run.advance(1000) {}
        let path = run.iterates(0);
        let first: Vec<f64> = case["first"].as_array().unwrap().iter().flat_map(numbers).collect();
        for (got, wanted) in path.iter().zip(&first) {
            near("first iterates", *got, *wanted, 1e-12 * (1.0 + wanted.abs()))?;
        }
        let record = run.record();
        same("status", record.status.name(), case["status"].as_str().unwrap())?;
        let tolerance = &case["tolerance"];
        near("steps", record.steps as f64, number(&case["steps"]), number(&tolerance["steps"]))?;
        end(&path, &record, case)?;
        spectrum(&record, case)?;
        same(
            "gradients",
            record.cost.gradients as f64,
            record.steps as f64 * per_step(case, "gradients"),
        )?;
        same("HVPs", record.cost.hvps as f64, record.steps as f64 * per_step(case, "hvps"))
    });
}

/// The reference's cost of one step.
fn per_step(case: &Value, what: &str) -> f64 {
    let steps = number(&case["steps"]);
    if steps == 0.0 { 0.0 } else { number(&case["cost"][what]) / steps }
}

/// x, f and ‖∇f‖ at the end; in a 2-cycle the last point may be the other one.
fn end(path: &[f64], record: &RunRecord, case: &Value) -> Result<(), String> {
    let Some(tolerance) = case["tolerance"]["x"].as_f64() else { return Ok(()) };
    let wanted = numbers(&case["x"]);
    let (rest, last) = path.split_at(path.len() - 2);
    let other = &rest[rest.len().saturating_sub(2)..];
    let at_last = all_near("x", last, &wanted, tolerance);
    if record.status.name() == "cycling" && at_last.is_err() {
        return all_near("x", other, &wanted, tolerance);
    }
    at_last?;
    let f = number(&case["f"]);
    near("f", record.f.unwrap_or(f64::NAN), f, 1e-10 * (1.0 + f.abs()))
}

fn spectrum(record: &RunRecord, case: &Value) -> Result<(), String> {
    let wanted = case["eigenvalues"]
        .as_array()
        .map_or(vec![], |list| list.iter().map(number).collect::<Vec<_>>());
    let got: Vec<f64> = record.eigenvalues.iter().map(|eigenvalue| eigenvalue.value).collect();
    let largest = wanted.iter().fold(1.0, |largest: f64, value| largest.max(value.abs()));
    all_near("eigenvalues", &got, &wanted, 1e-7 * largest)?;
    let relative = |what: &str, got: Option<f64>, wanted: &Value| {
        let wanted = number(wanted);
        near(what, got.unwrap_or(f64::NAN), wanted, 1e-13 * wanted.abs())
    };
    relative("bound", record.bound, &case["bound"])?;
    let bands: Vec<_> = record.passband.iter().flatten().flatten().copied().collect();
    let reference = case["passband"].as_array().into_iter().flatten();
    let reference: Vec<Value> =
        reference.flat_map(|band| band.as_array().unwrap().clone()).collect();
    same("bands", bands.len(), reference.len())?;
    bands.iter().zip(&reference).try_for_each(|(got, wanted)| relative("band", *got, wanted))?;
    let judged = [("verdict", &record.verdict), ("reading", &record.reading)];
    for (what, got) in judged {
        let wanted = &case[what];
        same(what, got.is_some(), !wanted.is_null())?;
        let Some(got) = got else { continue };
        same("inside", got.inside, wanted["inside"].as_bool())?;
        near("margin", got.margin, number(&wanted["margin"]), 1e-7 * largest)?;
        let radius = number(&wanted["jacobian_radius"]);
        near("jacobian radius", got.jacobian_radius, radius, 1e-7 * radius.max(1.0))?;
    }
    Ok(())
}
