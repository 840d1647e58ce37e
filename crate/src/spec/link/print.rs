//! A spec as its one canonical link.

use super::percent::{encode, encode_list};
use super::{Beside, NO_LAYERS, Scale};
use crate::error::{ErrorCode, SpecError};
use crate::objective::network::activation::Activation;
use crate::objective::network::init::Init;
use crate::objective::network::loss::Loss;
use crate::optimizer::momentum::Momentum;
use crate::spec::range::{self, Range};
use crate::spec::{Mlp, Objective, Optimizer, Precision, Spec, TableChoices, View, print_number};

/// The link of `spec`, `#` first: keys in the table's order, defaults left out.
///
/// # Errors
/// [`ErrorCode::LinkTooLong`] over 16 KB: such a spec is handed on as a JSON file.
pub fn print(spec: &Spec, beside: &Beside) -> Result<String, SpecError> {
    let mut link = Pairs(format!("#v={}", spec.v));
    let network = spec.mlp();
    let default_view = if network.is_some() { View::Network } else { View::Landscape };
    link.unless(spec.view == default_view, "view", spec.view.name());
    objective(&mut link, &spec.objective);
    if let Some(mlp) = network {
        network_keys(&mut link, mlp);
    }
    link.unless_default("seed", spec.seed as f64, &range::SEED);
    for one in &spec.optimizers {
        link.add("o", &optimizer(one));
    }
    for start in spec.starts.iter().flatten() {
        link.add("start", &numbers(start));
    }
    if let Some(window) = spec.window {
        link.unless(Some(window) == spec.objective.default_window(), "window", &numbers(&window));
    }
    let (steps, tolerance) = if network.is_some() {
        (range::NETWORK_STEPS, range::NETWORK_GRAD_TOL)
    } else {
        (range::STEPS, range::GRAD_TOL)
    };
    link.unless_default("steps", spec.stop.steps as f64, &steps);
    link.unless_default("tol", spec.stop.grad_tol, &tolerance);
    if let Some(curvature) = &spec.curvature {
        link.unless_default("every", curvature.every as f64, &range::EVERY);
        link.unless_default("top", curvature.top as f64, &range::TOP);
        link.unless_default("bottom", curvature.bottom as f64, &range::BOTTOM);
        link.unless_default("probes", curvature.probes as f64, &range::PROBES);
        link.unless_default("depth", curvature.depth as f64, &range::DEPTH);
    }
    link.unless(beside.scale == Scale::Linear, "scale", beside.scale.name());
    link.maybe("at", beside.at.map(|at| at.to_string()));
    link.maybe("select", beside.select.map(|select| select.to_string()));
    link.maybe("lambda", beside.lambda.map(|lambda| numbers(&lambda)));
    link.maybe("engine", beside.engine.as_deref().map(encode));
    link.unless(beside.fp.is_empty(), "fp", &beside.fp.join(","));
    if link.0.len() > range::LONGEST_LINK {
        let got = format!("a link of {} bytes", link.0.len());
        let allowed =
            format!("at most {} bytes; larger specs travel as JSON files", range::LONGEST_LINK);
        return Err(SpecError::new(ErrorCode::LinkTooLong, "link", got, allowed));
    }
    Ok(link.0)
}

fn objective(link: &mut Pairs, objective: &Objective) {
    match objective {
        Objective::Function { name, params } => {
            link.add("f", name);
            let function = crate::objective::plane::Function::named(name);
            for parameter in function.into_iter().flat_map(|function| function.about.parameters) {
                let value = params.get(parameter.name).copied().unwrap_or(parameter.default);
                let key = format!("p.{}", parameter.name);
                link.unless(value == parameter.default, &key, &print_number(value));
            }
        }
        Objective::Expr { source, params } => {
            link.add("f", &format!("expr:{}", encode(source)));
            for (name, value) in params {
                link.add(&format!("p.{name}"), &print_number(*value));
            }
        }
        Objective::Mlp(mlp) => {
            let mut net = mlp.data.name.name().to_string();
            let TableChoices { sha256, label, file, leave, task, header } = &mlp.data.table;
            for (name, text) in [("sha256", sha256), ("label", label), ("file", file)] {
                net.extend(text.iter().map(|text| format!(":{name}={}", encode(text))));
            }
            if !leave.is_empty() {
                net += &format!(":leave={}", encode_list(leave));
            }
            net.extend(task.iter().map(|task| format!(":task={}", task.name())));
            net.extend(header.iter().map(|header| format!(":header={}", header.name())));
            for option in mlp.data.name.facts().options {
                let value = mlp.data.options.0.get(option.name).copied();
                if let Some(value) = value.filter(|&value| Some(value) != option.default) {
                    net += &format!(":{}={}", option.name, print_number(value));
                }
            }
            link.add("net", &net);
        }
    }
}

fn network_keys(link: &mut Pairs, mlp: &Mlp) {
    let widths: Vec<String> = mlp.layers.iter().map(ToString::to_string).collect();
    let layers = if widths.is_empty() { NO_LAYERS.into() } else { widths.join(",") };
    link.maybe("samples", mlp.samples.map(|samples| samples.to_string()));
    link.unless(mlp.layers == [32], "layers", &layers);
    link.unless(mlp.activation == Activation::Isru, "act", mlp.activation.name());
    link.unless(mlp.loss == Loss::Mse, "loss", mlp.loss.name());
    link.unless_default("l2", mlp.l2, &range::L2);
    link.unless(mlp.init == Init::Lecun, "init", mlp.init.name());
    link.maybe("batch", mlp.batch.map(|batch| batch.to_string()));
    link.unless(mlp.precision == Precision::F64, "precision", mlp.precision.name());
}

fn optimizer(optimizer: &Optimizer) -> String {
    let mut text = optimizer.rule.name().to_string();
    if optimizer.momentum != Momentum::None {
        text += &format!(":momentum={}", optimizer.momentum.name());
    }
    for (name, value) in optimizer.numbers() {
        let default = range::RANGES.iter().find(|range| range.name == name).and_then(|r| r.default);
        if Some(value) != default {
            text += &format!(":{name}={}", print_number(value));
        }
    }
    text
}

fn numbers(values: &[f64]) -> String {
    values.iter().map(|value| print_number(*value)).collect::<Vec<_>>().join(",")
}

/// The link so far.
struct Pairs(String);

impl Pairs {
    fn add(&mut self, key: &str, value: &str) {
        self.0 += &format!("&{key}={value}");
    }
    fn unless(&mut self, skip: bool, key: &str, value: &str) {
        if !skip {
            self.add(key, value);
        }
    }
    fn maybe(&mut self, key: &str, value: Option<String>) {
        value.iter().for_each(|value| self.add(key, value));
    }
    fn unless_default(&mut self, key: &str, value: f64, range: &Range) {
        self.unless(range.default == Some(value), key, &print_number(value));
    }
}
