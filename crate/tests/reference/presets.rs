use eigensieve::experiment::Experiment;
use eigensieve::run::record::RunRecord;
use eigensieve::spec::link;
use serde_json::Value;

use crate::vectors::{files, near, number, numbers, same};

#[test]
fn of_the_plane_come_out_as_measured() {
    let files = files("presets");
    let presets: Vec<&Value> =
        files.iter().flat_map(|file| file["presets"].as_array().unwrap()).collect();
    for preset in presets {
        let link = link::read(preset["link"].as_str().unwrap()).unwrap();
        if link.spec.mlp().is_some() {
            continue;
        }
        let starts = link.spec.starts.as_ref().unwrap().len();
        let optimizers = link.spec.optimizers.len();
        let outcomes = preset["outcome"].as_array().unwrap();
        assert_eq!(outcomes.len(), starts * optimizers);
        let experiment = Experiment::open(link.spec, None).unwrap();
        for (index, wanted) in outcomes.iter().enumerate() {
            let mut run = experiment.run(index / starts, index % starts, false, None).unwrap();
            while !run.advance(1000) {}
            let checked = compare(&run.record(), wanted);
            assert!(checked.is_ok(), "{}: {checked:?}\n{wanted}", preset["title"]);
        }
    }
}

fn compare(record: &RunRecord, wanted: &Value) -> Result<(), String> {
    if wanted["robust"] == false {
        return Ok(());
    }
    same("status", record.status.name(), wanted["status"].as_str().unwrap())?;
    near("steps", record.steps as f64, number(&wanted["steps"]), 4.0)?;
    let digits = |wanted: f64| 1e-4 * wanted.abs().max(1.0);
    // In a 2-cycle the last point may be the other one, and a diverged run has none.
    if matches!(record.status.name(), "converged" | "phantom") {
        for (got, wanted) in record.x.unwrap().iter().zip(numbers(&wanted["x"])) {
            near("x", got.unwrap(), wanted, digits(wanted))?;
        }
        let extremes = [("lambda_min", 0), ("lambda_max", 1)];
        for (name, index) in extremes.into_iter().filter(|(name, _)| wanted[*name].is_number()) {
            let wanted = number(&wanted[name]);
            near(name, record.eigenvalues[index].value, wanted, digits(wanted))?;
        }
        let inside = record.verdict.and_then(|verdict| verdict.inside);
        same("inside", inside, wanted["inside"].as_bool())?;
    }
    Ok(())
}
