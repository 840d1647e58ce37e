//! Validation of what a link carries beside the spec.

use super::{Beside, Scale};
use crate::error::{ErrorCode, SpecError};
use crate::spec::fields::{Fields, list, numbers};
use crate::spec::range::{self, Range};
use crate::spec::{Raw, Spec, print_number};

impl Beside {
    /// Validates plain data; `spec` is the experiment it stands beside.
    ///
    /// # Errors
    /// The first thing found wrong.
    pub fn decode(raw: &Raw, spec: &Spec) -> Result<Self, SpecError> {
        let mut fields = Fields::of(raw, "beside")?.named("");
        let upto = |name: &'static str, last: f64| Range { name, max: last, ..range::SEED };
        let at = upto("at", spec.stop.steps as f64);
        let select = upto("select", spec.optimizers.len() as f64 - 1.0);
        let beside = Self {
            scale: fields.choice("scale", Scale::from_name, Scale::names)?.unwrap_or_default(),
            at: fields.number("at", &at)?.map(|step| step as u64),
            select: fields.whole("select", &select)?,
            lambda: fields.take("lambda").map(lambda).transpose()?,
            engine: match fields.take("engine") {
                Some(raw) => Some(fields.text_of("engine", raw, "a revision")?.to_string()),
                None => None,
            },
            fp: fields.take("fp").map_or(Ok(vec![]), |raw| fingerprints(raw, spec.runs()))?,
        };
        fields.finish("scale, at, select, lambda, engine, fp")?;
        Ok(beside)
    }
}

fn lambda(raw: &Raw) -> Result<[f64; 2], SpecError> {
    let allowed = "two finite numbers a, b with a < b";
    let [a, b] = numbers("lambda", raw, allowed)?;
    if a < b {
        return Ok([a, b]);
    }
    let got = format!("{}, {}", print_number(a), print_number(b));
    Err(SpecError::new(ErrorCode::OutOfRange, "lambda", got, allowed))
}

/// None, or one for each run.
fn fingerprints(raw: &Raw, runs: usize) -> Result<Vec<String>, SpecError> {
    let allowed = format!("{runs} times 16 lower-case hexadecimal digits");
    let wrong = |got: String| SpecError::new(ErrorCode::OutOfRange, "fp", got, &allowed);
    let items = list("fp", raw, &allowed)?;
    if !items.is_empty() && items.len() != runs {
        return Err(wrong(format!("{} fingerprints", items.len())));
    }
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    items
        .iter()
        .map(|item| match item {
            Raw::Text(text) if text.len() == 16 && text.bytes().all(hex) => Ok(text.clone()),
            other => Err(wrong(other.show())),
        })
        .collect()
}
