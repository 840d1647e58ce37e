//! Reading the vectors, and comparing with them.

use std::path::Path;
use std::{fs, path::PathBuf};

use eigensieve::spec::{Raw, Spec};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference")
}

/// The files of a kind, whatever they are called: their headers say what they hold.
pub fn files(kind: &str) -> Vec<Value> {
    let read = |entry: std::io::Result<fs::DirEntry>| -> Option<Value> {
        let path = entry.unwrap().path();
        (path.extension()? == "json")
            .then(|| serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())
    };
    let files: Vec<Value> = fs::read_dir(folder())
        .unwrap()
        .filter_map(read)
        .filter(|file| file["header"]["file"] == kind)
        .collect();
    assert!(!files.is_empty(), "no file of {kind}");
    files
}

/// Every case of every file of a kind.
pub fn cases(kind: &str) -> Vec<Value> {
    let cases: Vec<Value> =
        files(kind).iter().flat_map(|file| file["cases"].as_array().unwrap().clone()).collect();
    assert!(!cases.is_empty(), "no case of {kind}");
    cases
}

/// Runs a check on every case and reports all that fail.
pub fn check_all(kind: &str, check: impl Fn(&Value) -> Result<(), String>) {
    let cases = cases(kind);
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|case| check(case).err().map(|error| format!("{error}\n  in {}", label(case))))
        .collect();
    let count = failures.len();
    assert!(count == 0, "{count} of {} fail:\n{}", cases.len(), failures.join("\n"));
}

fn label(case: &Value) -> String {
    let text = case.to_string();
    text.chars().take(300).collect()
}

/// A number; null is NaN.
pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

/// A list of numbers.
pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// The spec of plain JSON.
pub fn spec(value: &Value) -> Spec {
    Spec::decode(&raw(value)).unwrap()
}

/// JSON as the engine takes it.
pub fn raw(value: &Value) -> Raw {
    serde_json::from_value(value.clone()).unwrap()
}

/// Within an absolute tolerance, or both not a number.
pub fn near(what: &str, got: f64, wanted: f64, tolerance: f64) -> Result<(), String> {
    let fits = (got.is_nan() && wanted.is_nan()) || (got - wanted).abs() <= tolerance;
    if fits { Ok(()) } else { Err(format!("{what}: {got:e}, wanted {wanted:e} ± {tolerance:e}")) }
}

/// [`near`] for each entry.
pub fn all_near(what: &str, got: &[f64], wanted: &[f64], tolerance: f64) -> Result<(), String> {
    if got.len() != wanted.len() {
        return Err(format!("{what}: {got:?}, wanted {wanted:?}"));
    }
    got.iter().zip(wanted).try_for_each(|(&got, &wanted)| near(what, got, wanted, tolerance))
}

/// Equality, said in words.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, got: T, wanted: T) -> Result<(), String> {
    if got == wanted { Ok(()) } else { Err(format!("{what}: {got:?}, wanted {wanted:?}")) }
}
