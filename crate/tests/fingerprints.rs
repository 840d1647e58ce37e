//! The native engine gives the fingerprints that are pinned for the wasm one: kernels, elementary
//! functions and sums are the same operations in the same order.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

use std::fs;
use std::path::Path;

use eigensieve::catalogue::ENGINE;
use eigensieve::experiment::Experiment;
use eigensieve::spec::link;
use serde_json::Value;

#[test]
fn are_those_of_every_engine() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = fs::read_to_string(root.join("tests/parity/fingerprints.json")).unwrap();
    let pinned: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(pinned["engine"], ENGINE);
    let runs = pinned["runs"].as_array().unwrap();
    assert!(runs.len() >= 40);
    for run in runs {
        let spec = link::read(run["link"].as_str().unwrap()).unwrap().spec;
        let starts = spec.starts.as_ref().map_or(1, Vec::len);
        let count = spec.runs();
        let asset = spec.mlp().and_then(|mlp| mlp.data.name.facts().asset);
        let file = asset.map(|asset| fs::read(root.join("web/public/data").join(asset)).unwrap());
        let experiment = Experiment::open(spec, file.as_deref()).unwrap();
        let fingerprint = |index: usize| {
            let mut run = experiment.run(index / starts, index % starts, false, None).unwrap();
            while !run.advance(100) {}
            Value::from(run.record().fingerprint)
        };
        let found: Vec<Value> = (0..count).map(fingerprint).collect();
        assert_eq!(Value::from(found), run["fp"], "{}", run["link"]);
    }
}
