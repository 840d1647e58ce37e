//! The engine's border to JavaScript: the only file that knows wasm-bindgen. Converts, calls,
//! converts back; structure as plain objects, bulk numbers as typed arrays that are copies.

use js_sys::{Array, Float64Array, Object, Reflect, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::basins::Outcome;
use crate::catalogue::Catalogue;
use crate::error::{ErrorCode, SpecError};
use crate::experiment::{AnyRun, Experiment as Opened, NETWORKS, PLANE};
#[cfg(feature = "network")]
use crate::kernel::AlignedToLines;
use crate::objective::data::DataSummary;
#[cfg(feature = "network")]
use crate::objective::data::csv;
#[cfg(feature = "network")]
use crate::objective::network::Part;
use crate::run::along::along;
#[cfg(feature = "network")]
use crate::run::inspection::Inspection as Look;
use crate::run::verdict::Eigenvalue;
#[cfg(feature = "network")]
use crate::slice::Directions;
#[cfg(feature = "network")]
use crate::spec::DataSpec;
use crate::spec::{Objective, Raw, Spec, link};

#[cfg(feature = "network")]
#[global_allocator]
static MEMORY: AlignedToLines = AlignedToLines;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = "import type { Admission, BasinMap, Beside, Catalogue, CriticalPoints, DataSpec, \
                     DataSummary, FilterReport, Header, HistoryRow, Hypotheses, InspectionReport, Link, \
                     NetworkEvaluation, Predictions, RunRecord, SliceFacts, Spec, SpectrumSample, \
                     Switch, TableOutline } from './types';";

/// Makes panics readable; called by the loader.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The engine's tables.
#[wasm_bindgen(unchecked_return_type = "Catalogue")]
pub fn catalogue() -> JsValue {
    to_js(&Catalogue::new())
}

/// Reads a link; throws a SpecError.
#[wasm_bindgen(js_name = parseLink, unchecked_return_type = "Link")]
pub fn parse_link(text: &str) -> Result<JsValue, JsValue> {
    let link = link::read(text).map_err(thrown)?;
    let object = to_js(&link);
    name_parameters(&Reflect::get(&object, &"spec".into())?, &link.spec)?;
    Ok(object)
}

/// Prints a spec's canonical link; throws a SpecError. The spec is validated first.
#[wasm_bindgen(js_name = printLink)]
pub fn print_link(
    #[wasm_bindgen(unchecked_param_type = "Spec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Beside | null")] beside: JsValue,
) -> Result<String, JsValue> {
    let spec = spec_of(spec)?;
    let beside = if beside.is_null() || beside.is_undefined() {
        link::Beside::default()
    } else {
        link::Beside::decode(&plain(beside, "beside")?, &spec).map_err(thrown)?
    };
    link::print(&spec, &beside).map_err(thrown)
}

/// Validates the JSON form of a spec and fills in every default; throws a SpecError.
#[wasm_bindgen(js_name = readSpec, unchecked_return_type = "Spec")]
pub fn read_spec(value: JsValue) -> Result<JsValue, JsValue> {
    let spec = spec_of(value)?;
    let object = to_js(&spec);
    name_parameters(&object, &spec)?;
    Ok(object)
}

/// The names of the parameters that a typed function needs values for, in the order of their first
/// use. Throws a SpecError with the column of the leftmost mistake.
#[wasm_bindgen(js_name = parametersOf)]
pub fn parameters_of(source: &str) -> Result<Vec<String>, JsValue> {
    crate::spec::parameters_of(source).map_err(thrown)
}

/// Filters of a spec's optimizers, without its data.
#[wasm_bindgen(unchecked_return_type = "FilterReport[]")]
pub fn filter(
    #[wasm_bindgen(unchecked_param_type = "Spec")] spec: JsValue,
    lambdas: &[f64],
) -> Result<JsValue, JsValue> {
    Ok(to_js(&crate::experiment::filter_reports(&spec_of(spec)?, lambdas)))
}

/// The badges of a spec, without its data. Throws a SpecError.
#[wasm_bindgen(unchecked_return_type = "Hypotheses")]
pub fn hypotheses(
    #[wasm_bindgen(unchecked_param_type = "Spec")] spec: JsValue,
) -> Result<JsValue, JsValue> {
    Ok(to_js(&crate::experiment::hypotheses(&spec_of(spec)?)))
}

/// What the filters of a spec's optimizers say of critical points, given by their eigenvalues
/// λmin, λmax, λmin, …; one for each optimizer.
#[wasm_bindgen(unchecked_return_type = "Admission[]")]
pub fn admission(
    #[wasm_bindgen(unchecked_param_type = "Spec")] spec: JsValue,
    eigenvalues: &[f64],
) -> Result<JsValue, JsValue> {
    let spec = spec_of(spec)?;
    Ok(to_js(&crate::experiment::admissions(&spec, eigenvalues.as_chunks().0)))
}

/// For each optimizer, the values of its numbers at which its filter begins or ceases to block
/// critical points, given in the same way.
#[wasm_bindgen(unchecked_return_type = "Switch[][]")]
pub fn switches(
    #[wasm_bindgen(unchecked_param_type = "Spec")] spec: JsValue,
    eigenvalues: &[f64],
) -> Result<JsValue, JsValue> {
    let spec = spec_of(spec)?;
    Ok(to_js(&crate::experiment::switches(&spec, eigenvalues.as_chunks().0)))
}

/// The filter that an optimizer without a fixed one has at a point with this ‖∇f‖, as that of the
/// optimizer which stands in for it; null for all others, and where ∇f = 0. Throws a SpecError.
#[wasm_bindgen(js_name = runningFilter, unchecked_return_type = "FilterReport | null")]
pub fn running_filter(
    #[wasm_bindgen(unchecked_param_type = "Spec")] spec: JsValue,
    optimizer: usize,
    gradient_norm: f64,
    lambdas: &[f64],
) -> Result<JsValue, JsValue> {
    let report =
        crate::experiment::running_filter(&spec_of(spec)?, optimizer, gradient_norm, lambdas);
    report.map(|report| to_js(&report)).map_err(thrown)
}

/// The step size that puts an optimizer's bound there; undefined where none does. Throws a SpecError.
#[wasm_bindgen(js_name = alphaForBound)]
pub fn alpha_for_bound(
    #[wasm_bindgen(unchecked_param_type = "Spec")] spec: JsValue,
    optimizer: usize,
    bound: f64,
) -> Result<Option<f64>, JsValue> {
    crate::experiment::alpha_for_bound(&spec_of(spec)?, optimizer, bound).map_err(thrown)
}

/// Name of the file that a spec's data set is read from; undefined where it needs none.
#[wasm_bindgen(js_name = assetOf)]
pub fn asset_of(
    #[wasm_bindgen(unchecked_param_type = "Spec")] spec: JsValue,
) -> Result<Option<String>, JsValue> {
    let spec = spec_of(spec)?;
    Ok(spec.mlp().and_then(|mlp| mlp.data.name.facts().asset).map(Into::into))
}

/// A spec with its objective built.
#[wasm_bindgen]
pub struct Experiment(Opened);

#[wasm_bindgen]
impl Experiment {
    /// Validates and opens; `asset` holds the file that the data set needs. Throws a SpecError.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Spec")] spec: JsValue,
        asset: Option<Uint8Array>,
    ) -> Result<Experiment, JsValue> {
        let asset = asset.map(|bytes| bytes.to_vec());
        Opened::open(spec_of(spec)?, asset.as_deref()).map(Self).map_err(thrown)
    }

    /// The badges.
    #[wasm_bindgen(unchecked_return_type = "Hypotheses")]
    pub fn hypotheses(&self) -> JsValue {
        to_js(&self.0.hypotheses())
    }

    /// What a network's data set is. Throws a SpecError.
    #[wasm_bindgen(js_name = dataFacts, unchecked_return_type = "DataSummary")]
    pub fn data_facts(&self) -> Result<JsValue, JsValue> {
        let setup = self.0.network().map_err(thrown)?;
        if !NETWORKS {
            return Ok(JsValue::UNDEFINED);
        }
        Ok(to_js(&DataSummary::of(setup.mlp.data.name, &setup.data)))
    }

    /// Rows `from` to `to` − 1 of a network's data, as many as there are: their inputs and their
    /// targets one row after the other, and their classes (none for regression). Throws a SpecError.
    #[wasm_bindgen(
        unchecked_return_type = "{ inputs: Float64Array; targets: Float64Array; labels: Uint32Array }"
    )]
    pub fn examples(
        &self,
        from: usize,
        to: usize,
        #[wasm_bindgen(unchecked_param_type = "'train' | 'test'")] part: &str,
    ) -> Result<JsValue, JsValue> {
        let setup = self.0.network().map_err(thrown)?;
        if !NETWORKS {
            return Ok(JsValue::UNDEFINED);
        }
        let part = setup.data.part(part).map_err(thrown)?;
        let examples = part.slice(from..to);
        let numbers = |rows: &ndarray::Array2<f64>| {
            Float64Array::from(rows.iter().copied().collect::<Vec<_>>().as_slice())
        };
        let labels: Vec<u32> = examples.labels.iter().map(|&label| label as u32).collect();
        let object = Object::new();
        Reflect::set(&object, &"inputs".into(), &numbers(&examples.inputs))?;
        Reflect::set(&object, &"targets".into(), &numbers(&examples.targets))?;
        Reflect::set(&object, &"labels".into(), &Uint32Array::from(labels.as_slice()))?;
        Ok(object.into())
    }

    /// f at the centres of columns × rows cells of the window, rows from the top down: written to
    /// `into`, which must have as many entries, or else to a new array. Throws a SpecError.
    pub fn grid(
        &mut self,
        window: &[f64],
        columns: usize,
        rows: usize,
        into: Option<Float64Array>,
    ) -> Result<Float64Array, JsValue> {
        let window = four(window)?;
        let landscape = self.0.landscape().map_err(thrown)?;
        written(&landscape.grid(window, columns, rows), into)
    }

    /// f, fx, fy, fxx, fxy, fyy at each of the points x₀, y₀, x₁, y₁, ….
    pub fn evaluate(&mut self, points: &[f64]) -> Result<Float64Array, JsValue> {
        let landscape = self.0.landscape().map_err(thrown)?;
        let mut values = Vec::with_capacity(points.len() * 3);
        landscape.hessians_at(points.as_chunks().0, |entries| values.extend_from_slice(&entries));
        Ok(Float64Array::from(values.as_slice()))
    }

    /// Smallest signed distance of an eigenvalue of H to the passband's nearest edge at the centres
    /// of columns × rows cells of the window, rows from the top down: negative in the forbidden
    /// region, NaN where H is not finite; undefined where the rule has no passband for H. Throws a
    /// SpecError.
    pub fn margins(
        &mut self,
        optimizer: usize,
        window: &[f64],
        columns: usize,
        rows: usize,
    ) -> Result<Option<Float64Array>, JsValue> {
        let margins = self.0.margins(optimizer, four(window)?, columns, rows).map_err(thrown)?;
        Ok(margins.map(|margins| Float64Array::from(margins.as_slice())))
    }

    /// f, ‖∇f‖, λmin, λmax and the unit eigenvector of λmax at each of the points x₀, y₀, x₁, y₁,
    /// …; NaN where they are not finite. Throws a SpecError.
    pub fn along(&mut self, points: &[f64]) -> Result<Float64Array, JsValue> {
        let landscape = self.0.landscape().map_err(thrown)?;
        let numbers = along(landscape, points.as_chunks().0);
        Ok(Float64Array::from(numbers.as_slice()))
    }

    /// Where the steps from x, having come from x⁻ (each given as x, y, x⁻, y⁻), take the gradient
    /// that becomes their direction: x and y of each. Throws a SpecError.
    pub fn probes(&mut self, optimizer: usize, steps: &[f64]) -> Result<Float64Array, JsValue> {
        let places = self.0.probes(optimizer, steps.as_chunks().0).map_err(thrown)?;
        Ok(Float64Array::from(places.as_flattened()))
    }

    /// Critical points in the spec's window. Throws a SpecError.
    #[wasm_bindgen(js_name = criticalPoints, unchecked_return_type = "CriticalPoints")]
    pub fn critical_points(&mut self) -> Result<JsValue, JsValue> {
        self.0.critical_points().map(|report| to_js(&report)).map_err(thrown)
    }

    /// f, ∇f and extreme eigenvalues of a network at θ, or at the seed's θ₀.
    #[wasm_bindgen(js_name = evaluateNetwork, unchecked_return_type = "NetworkEvaluation")]
    pub fn evaluate_network(&mut self, theta: Option<Float64Array>) -> Result<JsValue, JsValue> {
        let theta = theta.map(|theta| theta.to_vec());
        let setup = self.0.network().map_err(thrown)?;
        // A constant: builds without networks leave the rest out.
        if !NETWORKS {
            return Ok(JsValue::UNDEFINED);
        }
        setup.evaluate(theta.as_deref()).map(|report| to_js(&report)).map_err(thrown)
    }

    /// Trace and spectral density of a network at θ, or at the seed's θ₀. Throws a SpecError.
    #[wasm_bindgen(js_name = sampleSpectrum, unchecked_return_type = "SpectrumSample")]
    pub fn sample_spectrum(
        &self,
        theta: Option<Float64Array>,
        probes: usize,
        depth: usize,
    ) -> Result<JsValue, JsValue> {
        let theta = theta.map(|theta| theta.to_vec());
        let setup = self.0.network().map_err(thrown)?;
        if !NETWORKS {
            return Ok(JsValue::UNDEFINED);
        }
        let sample = setup.sample(theta.as_deref(), probes, depth);
        sample.map(|sample| to_js(&sample)).map_err(thrown)
    }

    /// The filters of all optimizers, with spectral radii at `lambdas`.
    #[wasm_bindgen(unchecked_return_type = "FilterReport[]")]
    pub fn filter(&self, lambdas: &[f64]) -> JsValue {
        to_js(&self.0.filter(lambdas))
    }

    /// Which eigenvalues (λ and residual in turn) an optimizer's passband lets through, each judged
    /// as a verdict judges it; null for rules without a verdict. Throws a SpecError.
    #[wasm_bindgen(js_name = letThrough, unchecked_return_type = "boolean[] | null")]
    pub fn let_through(&self, optimizer: usize, eigenvalues: &[f64]) -> Result<JsValue, JsValue> {
        let pairs = eigenvalues.as_chunks::<2>().0.iter();
        let eigenvalues: Vec<Eigenvalue> =
            pairs.map(|&[value, residual]| Eigenvalue { value, residual }).collect();
        let through = self.0.let_through(optimizer, &eigenvalues);
        through.map(|through| to_js(&through)).map_err(thrown)
    }

    /// How the runs from the pixel centres of rows `from` to `to` − 1 of a map over the window end,
    /// from the top down and left to right: four numbers a pixel, its status (0 running,
    /// 1 converged, 2 phantom, 3 cycling, 4 diverged, 5 budget), x, y and λmax (NaN if not
    /// converged). Written to `into`, which must have as many entries, or else to a new array.
    /// Throws a SpecError.
    #[wasm_bindgen(js_name = basinRows)]
    pub fn basin_rows(
        &self,
        optimizer: usize,
        width: usize,
        height: usize,
        from: usize,
        to: usize,
        into: Option<Float64Array>,
    ) -> Result<Float64Array, JsValue> {
        let outcomes = self.0.basin_rows(optimizer, [width, height], from..to).map_err(thrown)?;
        written(outcomes.as_flattened(), into)
    }

    /// The map that the outcomes of all its rows, joined from the top down, amount to; however the
    /// rows were cut. Throws a SpecError.
    #[wasm_bindgen(js_name = basinClasses, unchecked_return_type = "BasinMap")]
    pub fn basin_classes(&mut self, outcomes: &[f64]) -> Result<JsValue, JsValue> {
        let (pixels, rest) = outcomes.as_chunks();
        let pixels: Option<Vec<Outcome>> =
            pixels.iter().copied().map(Outcome::from_numbers).collect();
        let pixels = pixels.filter(|_| rest.is_empty()).ok_or_else(|| {
            let allowed = "what basinRows returned";
            thrown(SpecError::new(ErrorCode::WrongType, "outcomes", "these numbers", allowed))
        })?;
        let map = self.0.basin_classes(&pixels).map_err(thrown)?;
        let object = Object::new();
        Reflect::set(&object, &"classes".into(), &to_js(&map.classes))?;
        let raster = Uint32Array::from(map.raster.as_slice());
        Reflect::set(&object, &"raster".into(), &raster)?;
        Ok(object.into())
    }

    /// A run at step 0. `keep` keeps every iterate; `theta` is a network's θ₀. Throws a SpecError.
    pub fn run(
        &self,
        optimizer: usize,
        start: usize,
        keep: bool,
        theta: Option<Float64Array>,
    ) -> Result<Run, JsValue> {
        let theta = theta.map(|theta| theta.to_vec());
        self.0.run(optimizer, start, keep, theta.as_deref()).map(Run).map_err(thrown)
    }
}

/// A run under way.
#[wasm_bindgen]
pub struct Run(Box<dyn AnyRun>);

#[wasm_bindgen]
impl Run {
    /// At most that many steps, with the measurements due; true once the run has ended.
    pub fn advance(&mut self, steps: u32) -> bool {
        self.0.advance(steps.into())
    }

    /// The same without measuring anything on the way, for those who want the parameters alone.
    pub fn skip(&mut self, steps: u32) -> bool {
        self.0.skip(steps.into())
    }

    /// An exact copy of a network's run, which goes on to the same bits; light until it is advanced.
    /// Undefined for functions of the plane.
    pub fn fork(&self) -> Option<Run> {
        self.0.fork().map(Run)
    }

    /// Bytes that a fork takes, about.
    #[wasm_bindgen(getter)]
    pub fn weight(&self) -> f64 {
        self.0.weight() as f64
    }

    /// Raises the budget of a network's run to `steps`: one out of steps goes on as if it had had
    /// them from the start, others stay as they are.
    pub fn extend(&mut self, steps: u32) {
        self.0.extend(steps.into());
    }

    /// k.
    #[wasm_bindgen(getter)]
    pub fn step(&self) -> f64 {
        self.0.step() as f64
    }

    /// Iterates from step `from` on, one after the other, if they are kept.
    pub fn iterates(&self, from: f64) -> Float64Array {
        Float64Array::from(self.0.iterates(from as u64).as_slice())
    }

    /// The current iterate: x and y, or θ.
    pub fn parameters(&self) -> Float64Array {
        Float64Array::from(self.0.parameters().as_slice())
    }

    /// Rows of a network's history from index `from` on.
    #[wasm_bindgen(unchecked_return_type = "HistoryRow[]")]
    pub fn history(&self, from: usize) -> JsValue {
        to_js(&self.0.history(from))
    }

    /// The record as the run stands.
    #[wasm_bindgen(unchecked_return_type = "RunRecord")]
    pub fn record(&mut self) -> JsValue {
        to_js(&self.0.record())
    }
}

/// Reads a user's file piece by piece.
#[cfg(feature = "network")]
#[wasm_bindgen]
pub struct TableReader(Option<csv::TableReader>);

#[cfg(feature = "network")]
#[wasm_bindgen]
impl TableReader {
    /// For a file of so many bytes. Throws a SpecError if they are too many.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: f64) -> Result<TableReader, JsValue> {
        csv::TableReader::new(bytes as u64).map(|reader| Self(Some(reader))).map_err(thrown)
    }

    /// Takes the next bytes. Throws a SpecError with line and column.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.0.as_mut().map_or(Ok(()), |reader| reader.push(bytes)).map_err(thrown)
    }

    /// The file as a table; there is none a second time. Throws a SpecError with line and column.
    pub fn finish(&mut self) -> Result<Option<Table>, JsValue> {
        self.0.take().map(|reader| reader.finish().map(Table)).transpose().map_err(thrown)
    }
}

/// A user's file, read.
#[cfg(feature = "network")]
#[wasm_bindgen]
pub struct Table(csv::Table);

#[cfg(feature = "network")]
#[wasm_bindgen]
impl Table {
    /// SHA-256 of the file in hex.
    #[wasm_bindgen(getter)]
    pub fn sha256(&self) -> String {
        self.0.sha256.clone()
    }

    /// The file at a glance; `header` says whether the first row holds names. Throws a SpecError.
    #[wasm_bindgen(unchecked_return_type = "TableOutline")]
    pub fn outline(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Header | null")] header: Option<String>,
    ) -> Result<JsValue, JsValue> {
        let header = header.as_deref().and_then(csv::Header::from_name);
        self.0.outline(header).map(|outline| to_js(&outline)).map_err(thrown)
    }

    /// What data these choices make of it. Throws a SpecError.
    #[wasm_bindgen(unchecked_return_type = "DataSummary")]
    pub fn preview(
        &self,
        #[wasm_bindgen(unchecked_param_type = "DataSpec")] data: JsValue,
        seed: f64,
    ) -> Result<JsValue, JsValue> {
        let data = DataSpec::decode(&plain(data, "objective.data")?).map_err(thrown)?;
        csv::preview(&self.0, &data, seed as u64).map(|summary| to_js(&summary)).map_err(thrown)
    }
}

#[cfg(feature = "network")]
#[wasm_bindgen]
impl Experiment {
    /// Validates and opens a network that learns from a user's file, which was read. Throws a
    /// SpecError.
    #[wasm_bindgen(js_name = overTable)]
    pub fn over_table(
        #[wasm_bindgen(unchecked_param_type = "Spec")] spec: JsValue,
        table: &Table,
    ) -> Result<Experiment, JsValue> {
        Opened::over_table(spec_of(spec)?, &table.0).map(Self).map_err(thrown)
    }

    /// A look at the spectrum of a network's H at θ, or at the seed's θ₀; of P⁻¹H if the diagonal of
    /// P is given. How many eigenvalues and probes it takes is said by the spec's curvature. Throws a
    /// SpecError.
    pub fn inspect(
        &self,
        theta: Option<Float64Array>,
        diagonal: Option<Float64Array>,
    ) -> Result<Inspection, JsValue> {
        let (theta, diagonal) = (theta.map(|t| t.to_vec()), diagonal.map(|d| d.to_vec()));
        let setup = self.0.network().map_err(thrown)?;
        Look::new(&setup, theta.as_deref(), diagonal.as_deref()).map(Inspection).map_err(thrown)
    }
}

#[cfg(feature = "network")]
#[wasm_bindgen]
impl Run {
    /// Diagonal of Adam's preconditioner P of a network's run; undefined for other rules, and before
    /// the first step.
    pub fn preconditioner(&self) -> Option<Float64Array> {
        self.0.preconditioner().map(|entries| Float64Array::from(entries.as_slice()))
    }
}

/// A look at a Hessian under way.
#[cfg(feature = "network")]
#[wasm_bindgen]
pub struct Inspection(Look);

#[cfg(feature = "network")]
#[wasm_bindgen]
impl Inspection {
    /// At most so many Hessian-vector products; true once there is nothing left to do. Throws a
    /// SpecError.
    pub fn advance(&mut self, products: usize) -> Result<bool, JsValue> {
        self.0.advance(products).map_err(thrown)
    }

    /// Products spent, and those that will have been in the end, at most.
    pub fn progress(&self) -> Vec<f64> {
        self.0.progress().map(|count| count as f64).to_vec()
    }

    /// What is known so far.
    #[wasm_bindgen(unchecked_return_type = "InspectionReport")]
    pub fn report(&self) -> JsValue {
        to_js(&self.0.report())
    }
}

/// A plane in the space of a network's parameters, on its way.
#[cfg(feature = "network")]
#[wasm_bindgen]
pub struct Planning(crate::slice::Planning);

#[cfg(feature = "network")]
#[wasm_bindgen]
impl Planning {
    /// The plane through θ, spanned by the two sharpest eigenvectors there, by two random directions
    /// of a seed (as they are, or each neuron's at the length of its weights), or by two `others`,
    /// one after the other. Throws a SpecError.
    #[wasm_bindgen(constructor)]
    pub fn new(
        experiment: &Experiment,
        theta: &[f64],
        #[wasm_bindgen(unchecked_param_type = "'sharpest' | 'random' | 'normalised' | 'through'")]
        kind: &str,
        seed: f64,
        others: &[f64],
    ) -> Result<Planning, JsValue> {
        let seed = seed as u64;
        let directions = match kind {
            "sharpest" => Directions::Sharpest,
            "random" => Directions::Random { seed, normalised: false },
            "normalised" => Directions::Random { seed, normalised: true },
            "through" => {
                let (second, third) = others.split_at(others.len() / 2);
                Directions::Through([second, third])
            }
            _ => {
                let allowed = "sharpest, random, normalised, through";
                let error = SpecError::new(ErrorCode::Unknown, "directions", kind, allowed);
                return Err(thrown(error));
            }
        };
        let setup = experiment.0.network().map_err(thrown)?;
        setup.slice(theta, &directions).map(Self).map_err(thrown)
    }

    /// At most so many Hessian-vector products; true once the directions are there. Throws a
    /// SpecError.
    pub fn advance(&mut self, products: usize) -> Result<bool, JsValue> {
        self.0.advance(products).map_err(thrown)
    }

    /// Products spent, and those that will have been in the end, at most.
    pub fn progress(&self) -> Vec<f64> {
        self.0.progress().map(|count| count as f64).to_vec()
    }

    /// The plane, once the directions are there; what was on its way is used up. Throws a SpecError.
    pub fn plane(self) -> Result<Slice, JsValue> {
        self.0.plane().map(Slice).map_err(thrown)
    }
}

/// The loss of a network over a plane in the space of its parameters.
#[cfg(feature = "network")]
#[wasm_bindgen]
pub struct Slice(crate::slice::Slice);

#[cfg(feature = "network")]
#[wasm_bindgen]
impl Slice {
    /// What is known of the plane before it is looked at.
    #[wasm_bindgen(unchecked_return_type = "SliceFacts")]
    pub fn facts(&self) -> JsValue {
        to_js(self.0.facts())
    }

    /// x and y of θ dropped onto the plane, and its distance from it. Throws a SpecError.
    pub fn project(&self, theta: &[f64]) -> Result<Float64Array, JsValue> {
        self.0.project(theta).map(|found| Float64Array::from(found.as_slice())).map_err(thrown)
    }

    /// f at a point of the plane.
    pub fn value(&mut self, x: f64, y: f64) -> f64 {
        self.0.value([x, y])
    }

    /// f at the centres of cells `from` to `to` − 1 of columns × rows cells of the window, counted
    /// from the top left, row after row: written to `into`, which must have as many entries, or else
    /// to a new array. Throws a SpecError.
    pub fn cells(
        &mut self,
        window: &[f64],
        columns: usize,
        rows: usize,
        from: usize,
        to: usize,
        into: Option<Float64Array>,
    ) -> Result<Float64Array, JsValue> {
        written(&self.0.cells(four(window)?, columns, rows, from..to), into)
    }
}

/// A network that is asked what it does.
#[cfg(feature = "network")]
#[wasm_bindgen]
pub struct Predictor(crate::predictions::Predictor);

#[cfg(feature = "network")]
#[wasm_bindgen]
impl Predictor {
    /// The network of an experiment. Throws a SpecError.
    #[wasm_bindgen(constructor)]
    pub fn new(experiment: &Experiment) -> Result<Predictor, JsValue> {
        let setup = experiment.0.network().map_err(thrown)?;
        Ok(Self(crate::predictions::Predictor::new(&setup)))
    }

    /// The outputs at θ for inputs given row after row; logits if the loss is `ce`. Throws a
    /// SpecError.
    pub fn outputs(&mut self, theta: &[f64], inputs: &[f64]) -> Result<Float64Array, JsValue> {
        let outputs = self.0.outputs(theta, inputs).map_err(thrown)?;
        Ok(Float64Array::from(outputs.as_slice()))
    }

    /// What the network at θ takes the rows of a part for. Throws a SpecError.
    #[wasm_bindgen(unchecked_return_type = "Predictions")]
    pub fn predictions(
        &mut self,
        theta: &[f64],
        #[wasm_bindgen(unchecked_param_type = "'train' | 'test'")] part: &str,
    ) -> Result<JsValue, JsValue> {
        let part = if part == "test" { Part::Test } else { Part::Train };
        self.0.predictions(theta, part).map(|found| to_js(&found)).map_err(thrown)
    }
}

fn four(window: &[f64]) -> Result<[f64; 4], JsValue> {
    window.try_into().map_err(|_| {
        let got = format!("{} numbers", window.len());
        thrown(SpecError::new(ErrorCode::WrongType, "window", got, "four numbers"))
    })
}

fn spec_of(value: JsValue) -> Result<Spec, JsValue> {
    Spec::decode(&plain(value, "spec")?).map_err(thrown)
}

/// Gives the object of a spec with a typed function its parameters anew, each as a property of its
/// own: people name them, and what is assigned to `__proto__` gets lost.
fn name_parameters(object: &JsValue, spec: &Spec) -> Result<(), JsValue> {
    let Objective::Expr { params, .. } = &spec.objective else { return Ok(()) };
    // A constant: builds without typed functions leave the rest out.
    if !PLANE {
        return Ok(());
    }
    let entries: Array =
        params.iter().map(|(name, value)| Array::of2(&name.into(), &(*value).into())).collect();
    let objective = Reflect::get(object, &"objective".into())?;
    Reflect::set(&objective, &"params".into(), &Object::from_entries(&entries)?.into())?;
    Ok(())
}

fn plain(value: JsValue, what: &str) -> Result<Raw, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        thrown(SpecError::new(ErrorCode::WrongType, what, error.to_string(), "plain data"))
    })
}

fn thrown(error: SpecError) -> JsValue {
    to_js(&error)
}

/// Writes numbers to an array that is there, or else to a new one: a browser takes longer to make an
/// array than the engine to fill it.
fn written(numbers: &[f64], into: Option<Float64Array>) -> Result<Float64Array, JsValue> {
    let Some(into) = into else { return Ok(Float64Array::from(numbers)) };
    if into.length() as usize != numbers.len() {
        let (got, allowed) = (into.length().to_string(), format!("{} numbers", numbers.len()));
        return Err(thrown(SpecError::new(ErrorCode::OutOfRange, "into", got, allowed)));
    }
    into.copy_from(numbers);
    Ok(into)
}

/// Plain objects, null for what is absent, numbers for integers.
fn to_js(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).unwrap_or_else(|error| JsValue::from_str(&error.to_string()))
}
