//! Specs as JSON.

use eigensieve::error::{ErrorCode, SpecError};
use eigensieve::spec::{Raw, Spec, link};

use crate::links::{one_line, refused};

/// What specs are made of, and what does not belong into them.
pub const WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "-1",
    "0",
    "0.5",
    "1e999",
    "1e400",
    "-0",
    "1e-400",
    "9007199254740992",
    "\"v\":1,",
    "\"v\":2,",
    "\"view\":\"filter\",",
    "\"objective\":",
    "\"kind\":",
    "\"function\"",
    "\"expr\"",
    "\"mlp\"",
    "\"name\":",
    "\"source\":\"x^2\",",
    "\"params\":{",
    "\"kappa\":9",
    "\"__proto__\":1,",
    "\"data\":{\"name\":\"digits\"},",
    "\"degree\":6,",
    "\"samples\":10,",
    "\"layers\":[8],",
    "\"activation\":",
    "\"loss\":\"ce\",",
    "\"l2\":0,",
    "\"batch\":5,",
    "\"precision\":\"f32\",",
    "\"window\":",
    "[-1,1,-1,1]",
    "\"starts\":[",
    "[0,1],",
    "\"optimizers\":[",
    "\"rule\":\"usam\",",
    "\"rule\":\"adam\",",
    "\"momentum\":\"nesterov\",",
    "\"alpha\":0.1,",
    "\"beta\":0.9,",
    "\"rho\":0.1,",
    "\"eps\":1,",
    "\"seed\":1,",
    "\"stop\":{\"steps\":5},",
    "\"curvature\":{\"every\":5},",
    "\"top\":0,",
    "\"colour\":1,",
    "\\u202e",
    "\\u0000",
];

/// Every name that a spec may have.
pub const FIELDS: &[&str] = &[
    "spec",
    "v",
    "view",
    "objective",
    "kind",
    "name",
    "source",
    "params",
    "data",
    "samples",
    "layers",
    "activation",
    "loss",
    "l2",
    "init",
    "batch",
    "precision",
    "degree",
    "noise",
    "sha256",
    "label",
    "window",
    "starts",
    "optimizers",
    "rule",
    "momentum",
    "alpha",
    "beta",
    "rho",
    "beta1",
    "beta2",
    "eps",
    "seed",
    "stop",
    "steps",
    "grad_tol",
    "curvature",
    "every",
    "top",
    "bottom",
    "probes",
    "depth",
];

/// A spec is refused for a field that it has or may have; or it is read, and what it then says in
/// full, as JSON and as a link, is read as the same.
pub fn outcome(input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    let Ok(raw) = serde_json::from_str::<Raw>(&text) else { return "no JSON".into() };
    let spec = match Spec::decode(&raw) {
        Ok(spec) => spec,
        Err(error) => {
            assert!(one_line(&error), "{error:?}");
            assert!(names_a_field(&error, &raw), "{error:?} names no field of {text}");
            return refused(&error);
        }
    };
    let full = serde_json::to_string(&spec).unwrap();
    let again = Spec::decode(&serde_json::from_str(&full).unwrap());
    assert_eq!(again.as_ref(), Ok(&spec), "{full}");
    match link::print(&spec, &link::Beside::default()) {
        Ok(printed) => {
            assert_eq!(link::read(&printed).map(|link| link.spec), Ok(spec), "{printed}")
        }
        Err(error) => assert_eq!(error.code, ErrorCode::LinkTooLong),
    }
    "read".into()
}

fn names_a_field(error: &SpecError, raw: &Raw) -> bool {
    let path = error.field.trim_end_matches(|c: char| c == ']' || c == '[' || c.is_ascii_digit());
    FIELDS.iter().any(|name| path == *name || path.ends_with(&format!(".{name}")))
        || names(raw).iter().any(|name| {
            let shown = SpecError::new(ErrorCode::Missing, name.as_str(), "", "").field;
            error.field.ends_with(&shown) || error.field.ends_with('…')
        })
}

fn names(raw: &Raw) -> Vec<String> {
    match raw {
        Raw::List(items) => items.iter().flat_map(names).collect(),
        Raw::Map(entries) => {
            let below = entries.iter().flat_map(|(_, raw)| names(raw));
            below.chain(entries.iter().map(|(name, _)| name.clone())).collect()
        }
        _ => vec![],
    }
}
