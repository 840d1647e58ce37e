//! The native engine gives the ends that are pinned for the wasm one, to the bit: kernels,
//! elementary functions and sums are the same operations in the same order.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

use std::fs;
use std::path::{Path, PathBuf};

use eigensieve::basins::Outcome;
use eigensieve::catalogue::ENGINE;
use eigensieve::experiment::Experiment;
use eigensieve::objective::expression;
use eigensieve::spec::{Objective, link};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The golden files of tests/links/.
fn golden_files() -> Vec<Value> {
    let folder = fs::read_dir(root().join("tests/links")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let jsons = paths.filter(|path| path.extension().is_some_and(|name| name == "json"));
    jsons.map(|path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The names that a golden file gives what records call the same.
const KEPT: [&str; 5] = ["status", "steps", "x", "f", "fingerprint"];

#[test]
fn are_those_of_every_engine() {
    let files = golden_files();
    assert!(files.iter().map(|file| list(&file["links"]).len()).sum::<usize>() >= 80);
    for file in &files {
        assert_eq!(file["engine"], ENGINE);
        for entry in list(&file["links"]) {
            check(entry);
        }
    }
}

/// Runs a link and compares its runs, critical points and maps with what the file says.
fn check(entry: &Value) {
    let text = entry["link"].as_str().unwrap();
    let ends = &entry["ends"];
    let spec = link::read(text).unwrap().spec;
    let starts = spec.starts.as_ref().map_or(1, Vec::len);
    let count = spec.runs();
    let asset = spec.mlp().and_then(|mlp| mlp.data.name.facts().asset);
    let file = entry["file"].as_str().map_or_else(
        || asset.map(|asset| root().join("web/public/data").join(asset)),
        |own| Some(root().join("tests/links").join(own)),
    );
    let bytes = file.map(|path| fs::read(path).unwrap());
    let mut experiment = Experiment::open(spec, bytes.as_deref()).unwrap();
    assert_eq!(list(&ends["runs"]).len(), count, "{text}");
    for (index, wanted) in list(&ends["runs"]).iter().enumerate() {
        let mut run = experiment.run(index / starts, index % starts, false, None).unwrap();
        while !run.advance(100) {}
        let record = serde_json::to_value(run.record()).unwrap();
        for name in KEPT {
            // θ is a hash in the file, which the fingerprint covers.
            if name != "x" || wanted.get("x").is_some() {
                same(&record[name], &wanted[name], &format!("{text}: run {index}, {name}"));
            }
        }
        let found = list(&record["eigenvalues"]).iter().map(|one| one["value"].clone()).collect();
        same(&Value::Array(found), &wanted["eigenvalues"], &format!("{text}: eigenvalues"));
        if let Some(trace) = wanted.get("trace") {
            same(&record["trace"]["value"], trace, &format!("{text}: trace"));
        }
    }
    if let Some(wanted) = ends.get("critical") {
        let found = serde_json::to_value(experiment.critical_points().unwrap().points).unwrap();
        assert_eq!(list(&found).len(), list(wanted).len(), "{text}: critical points");
        for (found, wanted) in list(&found).iter().zip(list(wanted)) {
            for name in ["x", "kind", "eigenvalues"] {
                same(&found[name], &wanted[name], &format!("{text}: critical points' {name}"));
            }
        }
    }
    for (optimizer, wanted) in list(&ends["basins"]).iter().enumerate() {
        let [width, height] = [0, 1].map(|side| entry["map"][side].as_u64().unwrap() as usize);
        let rows = experiment.basin_rows(optimizer, [width, height], 0..height).unwrap();
        let outcomes: Vec<_> =
            rows.into_iter().map(|row| Outcome::from_numbers(row).unwrap()).collect();
        let map = serde_json::to_value(experiment.basin_classes(&outcomes).unwrap()).unwrap();
        let (found, wanted) = (list(&map["classes"]), list(&wanted["classes"]));
        assert_eq!(found.len(), wanted.len(), "{text}: classes of basins");
        for (found, wanted) in found.iter().zip(wanted) {
            for name in ["kind", "x", "share"] {
                same(&found[name], &wanted[name], &format!("{text}: basins' {name}"));
            }
        }
    }
}

/// Whether two values are the same, numbers to the bit; the file writes −0 as a text.
fn same(found: &Value, wanted: &Value, what: &str) {
    match (found, wanted) {
        (Value::Array(found), Value::Array(wanted)) => {
            assert_eq!(found.len(), wanted.len(), "{what}");
            for (found, wanted) in found.iter().zip(wanted) {
                same(found, wanted, what);
            }
        }
        (Value::Number(found), _) => {
            let wanted = wanted.as_f64().or_else(|| wanted.as_str()?.parse().ok());
            let bits = |number: Option<f64>| number.map(f64::to_bits);
            assert_eq!(bits(found.as_f64()), bits(wanted), "{what}: {found}");
        }
        _ => assert_eq!(found, wanted, "{what}"),
    }
}

/// The tests of the wasm engine ask its catalogue what the golden links must name; it does not
/// list the language of typed functions.
#[test]
fn are_pinned_for_every_function_of_expressions() {
    let mut sources = String::new();
    for file in &golden_files() {
        for entry in list(&file["links"]) {
            let spec = link::read(entry["link"].as_str().unwrap()).unwrap().spec;
            if let Objective::Expr { source, .. } = spec.objective {
                sources += &source;
                sources.push(' ');
            }
        }
    }
    let missing: Vec<_> = expression::functions()
        .filter(|name| {
            // A call, and not the end of a longer name: `tan(` is in `atan(`.
            !sources.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|w| w == *name)
        })
        .collect();
    assert!(expression::functions().count() > 10);
    assert!(missing.is_empty(), "no golden link has {missing:?}");
}
