//! Validation: plain data in, a [`Spec`] with every default filled in, or an error that names
//! field, value and allowed range. The only place where a spec is judged.

use std::collections::BTreeMap;

use super::fields::{Fields, Result, list, number_in, numbers, quoted};
use super::range::{self, Range};
use super::{
    Curvature, DataSpec, Mlp, Objective, Optimizer, Options, Precision, Raw, Spec, Stop,
    TableChoices, VERSION, View, parse_expression,
};
use crate::error::{ErrorCode, SpecError};
use crate::objective::data::DataName;
use crate::objective::data::csv::{Header, Task};
use crate::objective::network::activation::Activation;
use crate::objective::network::init::Init;
use crate::objective::network::loss::Loss;
use crate::objective::plane::{FUNCTIONS, Function};
use crate::optimizer::momentum::Momentum;
use crate::optimizer::rule::Rule;

impl Spec {
    /// Validates plain data.
    ///
    /// # Errors
    /// The first thing found wrong, as a [`SpecError`].
    pub fn decode(raw: &Raw) -> Result<Spec> {
        let mut spec = Fields::of(raw, "spec")?.named("");
        version(&mut spec)?;
        let objective_raw = spec.need("objective", "an object")?;
        let objective = objective(objective_raw)?;
        let network = matches!(objective, Objective::Mlp(_));
        let only_functions = |field: &str| misplaced(field, "only with a function of x and y");
        if network {
            spec.refuse("window", only_functions)?;
            spec.refuse("starts", only_functions)?;
        } else {
            spec.refuse("curvature", |field| misplaced(field, "only with a network"))?;
        }
        let view = view(&mut spec, network)?;
        let window = match objective.default_window() {
            None => None,
            Some(default) => Some(window(&mut spec)?.unwrap_or(default)),
        };
        let starts = if network { None } else { Some(starts(&mut spec)?) };
        let optimizers = optimizers(&mut spec)?;
        let seed = spec.number("seed", &range::SEED)?.unwrap_or(0.0) as u64;
        let stop = stop(&mut spec, network)?;
        let curvature = if network { Some(curvature(&mut spec)?) } else { None };
        spec.finish("v, view, objective, window, starts, optimizers, seed, stop, curvature")?;
        Ok(Spec { v: VERSION, view, objective, window, starts, optimizers, seed, stop, curvature })
    }
}

fn version(spec: &mut Fields<'_>) -> Result<()> {
    let only = "1";
    match spec.need("v", only)? {
        Raw::Number(v) if *v == f64::from(VERSION) => Ok(()),
        other @ Raw::Number(_) => Err(SpecError::new(ErrorCode::Version, "v", other.show(), only)),
        other => Err(SpecError::new(ErrorCode::WrongType, "v", other.show(), only)),
    }
}

fn view(spec: &mut Fields<'_>, network: bool) -> Result<View> {
    let default = if network { View::Network } else { View::Landscape };
    let Some(view) = spec.choice("view", View::from_name, View::names)? else {
        return Ok(default);
    };
    let other = if network { View::Landscape } else { View::Network };
    if view == other {
        let allowed = format!("{}, filter or compare for this objective", default.name());
        return Err(SpecError::new(ErrorCode::OutOfRange, "view", view.name(), allowed));
    }
    Ok(view)
}

fn objective(raw: &Raw) -> Result<Objective> {
    let mut fields = Fields::of(raw, "objective")?;
    let kinds = "function, expr, mlp";
    let kind = fields.need("kind", kinds)?;
    match fields.text_of("kind", kind, kinds)? {
        "function" => function(fields),
        "expr" => expression(fields),
        "mlp" => mlp(fields).map(Objective::Mlp),
        other => Err(SpecError::new(ErrorCode::Unknown, "objective.kind", quoted(other), kinds)),
    }
}

fn function(mut fields: Fields<'_>) -> Result<Objective> {
    let names = || FUNCTIONS.iter().map(|f| f.about.name).collect::<Vec<_>>().join(", ");
    let function = fields
        .choice("name", Function::named, names)?
        .ok_or_else(|| SpecError::new(ErrorCode::Missing, "objective.name", "", names()))?;
    let mut params = BTreeMap::new();
    for parameter in function.about.parameters {
        params.insert(parameter.name.to_string(), parameter.default);
    }
    for (name, value) in parameters(&mut fields)? {
        match params.get_mut(&name) {
            Some(slot) => *slot = value,
            None => {
                let allowed = if params.is_empty() {
                    format!("{} has no parameters", function.about.name)
                } else {
                    params.keys().cloned().collect::<Vec<_>>().join(", ")
                };
                let field = format!("objective.params.{name}");
                return Err(SpecError::new(ErrorCode::Unknown, field, "", allowed));
            }
        }
    }
    fields.finish("kind, name, params")?;
    Ok(Objective::Function { name: function.about.name.into(), params })
}

fn expression(mut fields: Fields<'_>) -> Result<Objective> {
    let what = "a formula in x and y";
    let raw = fields.need("source", what)?;
    let source = fields.text_of("source", raw, what)?.to_string();
    let mut params = BTreeMap::new();
    params.extend(parameters(&mut fields)?);
    fields.finish("kind, source, params")?;
    let expression = parse_expression(&source, &params)?;
    if let Some(name) = expression.unused_parameters().first() {
        let field = format!("objective.params.{name}");
        let allowed = "parameters that the formula uses";
        return Err(SpecError::new(ErrorCode::Unknown, field, "", allowed));
    }
    Ok(Objective::Expr { source, params })
}

/// The entries of `params`, finite numbers under distinct names.
fn parameters(fields: &mut Fields<'_>) -> Result<Vec<(String, f64)>> {
    let Some(raw) = fields.take("params") else { return Ok(vec![]) };
    let mut entries = Fields::of(raw, "objective.params")?;
    let names: Vec<String> = entries.names();
    let mut values = Vec::new();
    for name in names {
        let missing = || {
            SpecError::new(
                ErrorCode::Missing,
                format!("objective.params.{name}"),
                "",
                range::FINITE.words(),
            )
        };
        let value = entries.number(&name, &range::FINITE)?.ok_or_else(missing)?;
        values.push((name, value));
    }
    Ok(values)
}

fn mlp(mut fields: Fields<'_>) -> Result<Mlp> {
    let data = data(fields.need("data", "an object with a name")?)?;
    let facts = data.name.facts();
    let samples = fields.whole("samples", &bounded(range::SAMPLES, facts.train_rows()))?;
    let layers = layers(&mut fields)?;
    let activation = fields
        .choice("activation", Activation::from_name, Activation::names)?
        .unwrap_or(Activation::Isru);
    let loss = fields.choice("loss", Loss::from_name, Loss::names)?.unwrap_or(Loss::Mse);
    if loss == Loss::Ce && facts.classes.is_none() && data.name != DataName::Csv {
        let allowed = format!("mse: {} has no classes", data.name.name());
        return Err(SpecError::new(ErrorCode::OutOfRange, "objective.loss", "ce", allowed));
    }
    let l2 = fields.number("l2", &range::L2)?.unwrap_or(0.0);
    let init = fields.choice("init", Init::from_name, Init::names)?.unwrap_or(Init::Lecun);
    let batch = fields.whole("batch", &bounded(range::BATCH, samples.or(facts.train_rows())))?;
    let precision = fields
        .choice("precision", Precision::from_name, Precision::names)?
        .unwrap_or(Precision::F64);
    fields.finish("kind, data, samples, layers, activation, loss, l2, init, batch, precision")?;
    let mlp = Mlp { data, samples, layers, activation, loss, l2, init, batch, precision };
    if let (Some(features), Some(outputs)) = (facts.features, facts.outputs()) {
        mlp.check_size(features, outputs)?;
    }
    Ok(mlp)
}

fn bounded(range: Range, rows: Option<usize>) -> Range {
    Range { max: rows.map_or(range.max, |rows| rows as f64), ..range }
}

impl DataSpec {
    /// Validates plain data.
    ///
    /// # Errors
    /// The first thing found wrong.
    pub fn decode(raw: &Raw) -> Result<Self> {
        data(raw)
    }
}

fn data(raw: &Raw) -> Result<DataSpec> {
    let mut fields = Fields::of(raw, "objective.data")?;
    let name = fields.choice("name", DataName::from_name, DataName::names)?.ok_or_else(|| {
        SpecError::new(ErrorCode::Missing, "objective.data.name", "", DataName::names())
    })?;
    let mut options = BTreeMap::new();
    for option in name.facts().options {
        let value = fields.number_or_default(option.name, option)?;
        options.insert(option.name.to_string(), value);
    }
    let mut allowed = vec!["name"];
    allowed.extend(name.facts().options.iter().map(|option| option.name));
    let mut table = TableChoices::default();
    if name == DataName::Csv {
        allowed.extend(["sha256", "label", "file", "leave", "task", "header"]);
        table = choices(&mut fields)?;
    }
    fields.finish(&allowed.join(", "))?;
    Ok(DataSpec { name, options: Options(options), table })
}

/// What is chosen from a user's file, and which file that is.
fn choices(fields: &mut Fields<'_>) -> Result<TableChoices> {
    let digest = "64 hexadecimal digits";
    let raw = fields.need("sha256", digest)?;
    let sha256 = fields.text_of("sha256", raw, digest)?;
    if sha256.len() != 64 || !sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        let field = "objective.data.sha256";
        return Err(SpecError::new(ErrorCode::Syntax, field, quoted(sha256), digest));
    }
    let (one, several) = ("the name or number of a column", "a list of columns' names or numbers");
    let label = column(fields.need("label", one)?, "objective.data.label", one)?;
    let leave = match fields.take("leave") {
        None => Vec::new(),
        Some(raw) => list("objective.data.leave", raw, several)?
            .iter()
            .map(|item| column(item, "objective.data.leave", several))
            .collect::<Result<_>>()?,
    };
    let file = match fields.take("file") {
        None => None,
        Some(raw) => Some(fields.text_of("file", raw, "a file's name")?.to_string()),
    };
    Ok(TableChoices {
        sha256: Some(sha256.to_string()),
        label: Some(label),
        file,
        leave,
        task: fields.choice("task", Task::from_name, Task::names)?,
        header: fields.choice("header", Header::from_name, Header::names)?,
    })
}

/// What a column is called: a number counts as its text.
fn column(raw: &Raw, field: &str, allowed: &str) -> Result<String> {
    match raw {
        Raw::Text(text) if !text.is_empty() => Ok(text.clone()),
        Raw::Number(number) => Ok(print(*number)),
        other => Err(SpecError::new(ErrorCode::WrongType, field, other.show(), allowed)),
    }
}

fn layers(fields: &mut Fields<'_>) -> Result<Vec<usize>> {
    let allowed = format!(
        "at most {} whole numbers from 1 to {}",
        range::MOST_LAYERS,
        print(range::WIDTH.max)
    );
    let Some(raw) = fields.take("layers") else { return Ok(vec![32]) };
    let field = "objective.layers";
    let Raw::List(items) = raw else {
        return Err(SpecError::new(ErrorCode::WrongType, field, raw.show(), allowed));
    };
    if items.len() > range::MOST_LAYERS {
        return Err(SpecError::new(ErrorCode::OutOfRange, field, raw.show(), allowed));
    }
    items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            number_in(&format!("{field}[{index}]"), item, &range::WIDTH).map(|width| width as usize)
        })
        .collect()
}

fn window(spec: &mut Fields<'_>) -> Result<Option<[f64; 4]>> {
    let allowed = "four finite numbers x0, x1, y0, y1 with x0 < x1 and y0 < y1";
    let Some(raw) = spec.take("window") else { return Ok(None) };
    let window: [f64; 4] = numbers("window", raw, allowed)?;
    let [x0, x1, y0, y1] = window;
    if !(x0 < x1 && y0 < y1 && (x1 - x0).is_finite() && (y1 - y0).is_finite()) {
        let shown = window.map(print).join(", ");
        return Err(SpecError::new(ErrorCode::OutOfRange, "window", shown, allowed));
    }
    Ok(Some(window))
}

fn starts(spec: &mut Fields<'_>) -> Result<Vec<[f64; 2]>> {
    let allowed = format!("a list of at most {} pairs x, y", range::MOST_STARTS);
    let Some(raw) = spec.take("starts") else { return Ok(vec![]) };
    let items = list("starts", raw, &allowed)?;
    if items.len() > range::MOST_STARTS {
        return Err(SpecError::new(ErrorCode::OutOfRange, "starts", raw.show(), allowed));
    }
    items
        .iter()
        .enumerate()
        .map(|(index, item)| numbers(&format!("starts[{index}]"), item, "two finite numbers x, y"))
        .collect()
}

fn optimizers(spec: &mut Fields<'_>) -> Result<Vec<Optimizer>> {
    let allowed = format!("a list of 1 to {} optimizers", range::MOST_OPTIMIZERS);
    let raw = spec.need("optimizers", &allowed)?;
    let items = list("optimizers", raw, &allowed)?;
    if items.is_empty() || items.len() > range::MOST_OPTIMIZERS {
        return Err(SpecError::new(ErrorCode::OutOfRange, "optimizers", raw.show(), allowed));
    }
    items
        .iter()
        .enumerate()
        .map(|(index, item)| optimizer(item, &format!("optimizers[{index}]")))
        .collect()
}

fn optimizer(raw: &Raw, path: &str) -> Result<Optimizer> {
    let mut fields = Fields::of(raw, path)?;
    let names = || Rule::ALL.iter().map(|rule| rule.name()).collect::<Vec<_>>().join(", ");
    let rule = fields
        .choice("rule", Rule::from_name, names)?
        .ok_or_else(|| SpecError::new(ErrorCode::Missing, format!("{path}.rule"), "", names()))?;
    let about = rule.about();
    let momentum =
        fields.choice("momentum", Momentum::from_name, Momentum::names)?.unwrap_or(Momentum::None);
    if momentum != Momentum::None && !about.momentum {
        let allowed = format!("none: {} has its own", about.name);
        let field = format!("{path}.momentum");
        return Err(SpecError::new(ErrorCode::OutOfRange, field, momentum.name(), allowed));
    }
    let mut carried = vec!["alpha"];
    carried.extend((momentum != Momentum::None).then_some("beta"));
    carried.extend(about.numbers);
    let mut number = |range: &Range| -> Result<Option<f64>> {
        let field = || format!("{path}.{}", range.name);
        let needed = carried.contains(&range.name);
        match fields.number(range.name, range)? {
            Some(_) if !needed => Err(SpecError::new(
                ErrorCode::Unknown,
                field(),
                "",
                format!(
                    "{} with momentum {} has {}",
                    about.name,
                    momentum.name(),
                    carried.join(", ")
                ),
            )),
            None if needed && range.default.is_none() => {
                Err(SpecError::new(ErrorCode::Missing, field(), "", range.words()))
            }
            None if needed => Ok(range.default),
            given => Ok(given),
        }
    };
    let alpha = number(&range::ALPHA)?.unwrap_or_default();
    let beta = number(&range::BETA)?;
    let rho = number(&range::RHO)?;
    let beta1 = number(&range::BETA1)?;
    let beta2 = number(&range::BETA2)?;
    let eps = number(&range::EPS)?;
    fields.finish(&format!("rule, momentum, {}", carried.join(", ")))?;
    Ok(Optimizer { rule, momentum, alpha, beta, rho, beta1, beta2, eps })
}

fn stop(spec: &mut Fields<'_>, network: bool) -> Result<Stop> {
    let (steps, grad_tol) = if network {
        (range::NETWORK_STEPS, range::NETWORK_GRAD_TOL)
    } else {
        (range::STEPS, range::GRAD_TOL)
    };
    let mut fields = spec.optional_object("stop")?;
    let stop = Stop {
        steps: fields.number_or_default("steps", &steps)? as u64,
        grad_tol: fields.number_or_default("grad_tol", &grad_tol)?,
    };
    fields.finish("steps, grad_tol")?;
    Ok(stop)
}

fn curvature(spec: &mut Fields<'_>) -> Result<Curvature> {
    let mut fields = spec.optional_object("curvature")?;
    let curvature = Curvature {
        every: fields.number_or_default("every", &range::EVERY)? as u64,
        top: fields.number_or_default("top", &range::TOP)? as usize,
        bottom: fields.number_or_default("bottom", &range::BOTTOM)? as usize,
        probes: fields.number_or_default("probes", &range::PROBES)? as usize,
        depth: fields.number_or_default("depth", &range::DEPTH)? as usize,
    };
    fields.finish("every, top, bottom, probes, depth")?;
    Ok(curvature)
}

fn misplaced(field: &str, allowed: &str) -> SpecError {
    SpecError::new(ErrorCode::Unknown, field, "", allowed)
}

fn print(value: f64) -> String {
    super::print_number(value)
}
