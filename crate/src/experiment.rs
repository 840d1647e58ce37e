//! An experiment opened: the spec's objective built, ready to be looked at and to be run.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use serde::Serialize;

use crate::admission::{self, Admission, Switch};
use crate::basins::{self, BasinMap, Outcome, Raster};
use crate::critical::{CriticalPoints, critical_points};
use crate::error::{ErrorCode, SpecError};
use crate::filter::{self, Passband};
use crate::kernel::Element;
use crate::objective::data::csv::Table;
use crate::objective::data::{DataRequest, DataSet};
use crate::objective::hypotheses::{Definability, Smoothness};
use crate::objective::landscape::Landscape;
use crate::objective::plane::{Function, Order, Parameter};
use crate::optimizer::momentum::Momentum;
use crate::run::along;
use crate::run::history::HistoryRow;
use crate::run::landscape::LandscapeRun;
use crate::run::network::{NetworkRun, NetworkSetup};
use crate::run::record::{RunRecord, finite};
use crate::run::verdict::{self, Eigenvalue};
use crate::spec::{Mlp, Objective, Optimizer, Precision, Spec, parse_expression};

/// Whether this build of the engine runs networks.
pub const NETWORKS: bool = cfg!(feature = "network");
/// Whether it has typed functions and makes maps of basins.
pub const PLANE: bool = cfg!(feature = "plane");

/// A spec with its objective built.
pub struct Experiment {
    spec: Spec,
    ground: Ground,
}

enum Ground {
    Landscape(Landscape),
    Network(Rc<DataSet>),
}

/// Which hypotheses of the theorem are certified, for the experiment's objective and optimizers.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Hypotheses {
    /// The class of functions that f is certified to be in.
    pub definability: Definability,
    /// Whether f is certified C².
    pub smoothness: Smoothness,
    /// Whether the update is a deterministic map; mini-batches are not.
    pub deterministic: bool,
    /// A sentence for each hypothesis that is not certified, or that needs a word.
    pub notes: Vec<String>,
}

/// The filter of one optimizer (contract §8).
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FilterReport {
    /// The optimizer.
    pub optimizer: Optimizer,
    /// Its passband as intervals; `None` for sam.
    pub passband: Option<Vec<[Option<f64>; 2]>>,
    /// Points of the passband outside its intervals.
    pub lone_points: Vec<f64>,
    /// Top of the passband.
    pub bound: Option<f64>,
    /// Limit of s = αp(λ).
    pub c: f64,
    /// Spectral radius at each λ asked for, in that order; `None` for sam.
    pub radius: Option<Vec<Option<f64>>>,
}

/// A run of any kind, as surfaces see it.
pub trait AnyRun {
    /// At most `steps` steps; true once the run has ended.
    fn advance(&mut self, steps: u64) -> bool;
    /// The same without measuring anything on the way, for those who want the iterates alone.
    fn skip(&mut self, steps: u64) -> bool {
        self.advance(steps)
    }
    /// An exact copy of a network's run, which goes on to the same bits. `None` for a landscape,
    /// whose runs are kept whole and made again in no time.
    fn fork(&self) -> Option<Box<dyn AnyRun>> {
        None
    }
    /// Bytes that a fork takes, about.
    fn weight(&self) -> u64 {
        0
    }
    /// Raises the budget of a network's run to `steps`: one out of steps goes on, others stay as
    /// they are.
    fn extend(&mut self, _steps: u64) {}
    /// k.
    fn step(&self) -> u64;
    /// Iterates of a landscape from step `from` on, x and y in turn, if they are kept; none for a
    /// network.
    fn iterates(&self, from: u64) -> Vec<f64>;
    /// The record as the run stands.
    fn record(&mut self) -> RunRecord;
    /// Rows of a network's history from index `from` on.
    fn history(&self, _from: usize) -> Vec<HistoryRow> {
        Vec::new()
    }
    /// θₖ of a network, xₖ of a landscape.
    fn parameters(&self) -> Vec<f64>;
    /// Diagonal of Adam's preconditioner P of a network's run; `None` for other rules, and before
    /// the first step.
    fn preconditioner(&self) -> Option<Vec<f64>> {
        None
    }
}

impl AnyRun for LandscapeRun {
    fn advance(&mut self, steps: u64) -> bool {
        LandscapeRun::advance(self, steps)
    }
    fn step(&self) -> u64 {
        LandscapeRun::step(self)
    }
    fn iterates(&self, from: u64) -> Vec<f64> {
        self.path(from).to_vec()
    }
    fn record(&mut self) -> RunRecord {
        LandscapeRun::record(self)
    }
    fn parameters(&self) -> Vec<f64> {
        self.x().to_vec()
    }
}

impl<T: Element> AnyRun for NetworkRun<T> {
    fn advance(&mut self, steps: u64) -> bool {
        NetworkRun::advance(self, steps)
    }
    fn skip(&mut self, steps: u64) -> bool {
        NetworkRun::skip(self, steps)
    }
    fn fork(&self) -> Option<Box<dyn AnyRun>> {
        Some(Box::new(NetworkRun::fork(self)))
    }
    fn weight(&self) -> u64 {
        NetworkRun::weight(self)
    }
    fn extend(&mut self, steps: u64) {
        NetworkRun::extend(self, steps);
    }
    fn step(&self) -> u64 {
        NetworkRun::step(self)
    }
    fn iterates(&self, _from: u64) -> Vec<f64> {
        Vec::new()
    }
    fn record(&mut self) -> RunRecord {
        NetworkRun::record(self)
    }
    fn history(&self, from: usize) -> Vec<HistoryRow> {
        NetworkRun::history(self, from)
    }
    fn parameters(&self) -> Vec<f64> {
        self.theta()
    }
    fn preconditioner(&self) -> Option<Vec<f64>> {
        NetworkRun::preconditioner(self)
    }
}

impl Experiment {
    /// Builds the objective. `asset` holds the bytes of the file that the data set is read from,
    /// where it needs one.
    ///
    /// # Errors
    /// [`ErrorCode::DataUnavailable`] for data that is not at hand, and
    /// [`ErrorCode::NotInThisBuild`] for networks in a build [without them](NETWORKS).
    pub fn open(spec: Spec, asset: Option<&[u8]>) -> Result<Self, SpecError> {
        Self::build(spec, asset, None)
    }

    /// The same of a user's file that was read before.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub fn over_table(spec: Spec, table: &Table) -> Result<Self, SpecError> {
        Self::build(spec, None, Some(table))
    }

    fn build(spec: Spec, asset: Option<&[u8]>, read: Option<&Table>) -> Result<Self, SpecError> {
        let ground = match &spec.objective {
            Objective::Function { name, params } => {
                let function = Function::named(name).ok_or_else(|| {
                    SpecError::new(ErrorCode::Unknown, "objective.name", name, "a function's name")
                })?;
                let value = |parameter: &Parameter| {
                    params.get(parameter.name).copied().unwrap_or(parameter.default)
                };
                let values = function.about.parameters.iter().map(value).collect();
                Ground::Landscape(Landscape::of_function(function, values))
            }
            Objective::Expr { source, params } => {
                Ground::Landscape(Landscape::of_expression(parse_expression(source, params)?))
            }
            Objective::Mlp(_) if !NETWORKS => return Err(not_in_this_build("objective.kind")),
            Objective::Mlp(mlp) => {
                let data = mlp.data.name.build(&DataRequest {
                    options: mlp.data.options.0.clone(),
                    samples: mlp.samples,
                    seed: spec.seed,
                    asset,
                    read,
                    table: mlp.data.table.clone(),
                })?;
                mlp.check(&data)?;
                Ground::Network(Rc::new(data))
            }
        };
        Ok(Self { spec, ground })
    }

    /// The spec.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// The function of the plane.
    ///
    /// # Errors
    /// For a network.
    pub fn landscape(&mut self) -> Result<&mut Landscape, SpecError> {
        match &mut self.ground {
            Ground::Landscape(landscape) => Ok(landscape),
            Ground::Network(_) => Err(not_a_function()),
        }
    }

    /// The network with its data, θ₀ and batches as the spec says.
    ///
    /// # Errors
    /// For a function of the plane.
    pub fn network(&self) -> Result<NetworkSetup<'_>, SpecError> {
        match (&self.ground, self.spec.mlp()) {
            (Ground::Network(data), Some(mlp)) if NETWORKS => {
                Ok(NetworkSetup { spec: &self.spec, mlp, data: Rc::clone(data) })
            }
            _ => {
                let allowed = "a network";
                Err(SpecError::new(ErrorCode::OutOfRange, "objective.kind", "function", allowed))
            }
        }
    }

    /// A run of optimizer number `optimizer` from start number `start` (a network has one start),
    /// at step 0. `keep` keeps every iterate. `theta`, for networks: θ₀ instead of the seed's.
    ///
    /// # Errors
    /// For numbers that the spec has not, and a θ₀ of the wrong length.
    pub fn run(
        &self,
        optimizer: usize,
        start: usize,
        keep: bool,
        theta: Option<&[f64]>,
    ) -> Result<Box<dyn AnyRun>, SpecError> {
        let chosen = self.optimizer(optimizer)?.clone();
        match &self.ground {
            Ground::Landscape(landscape) => {
                let starts = self.spec.starts.as_deref().unwrap_or_default();
                let missing = || no_such("start", start, starts.len());
                let at = starts.get(start).ok_or_else(missing)?;
                let (landscape, stop) = (landscape.clone(), self.spec.stop);
                Ok(Box::new(LandscapeRun::new(landscape, chosen, stop, *at, keep)))
            }
            Ground::Network(_) if !NETWORKS => Err(not_in_this_build("objective.kind")),
            Ground::Network(_) => {
                let setup = self.network()?;
                Ok(match setup.mlp.precision {
                    Precision::F64 => Box::new(NetworkRun::<f64>::new(&setup, chosen, theta)?),
                    Precision::F32 => Box::new(NetworkRun::<f32>::new(&setup, chosen, theta)?),
                })
            }
        }
    }

    /// The critical points in the window, and which optimizers admit them.
    ///
    /// # Errors
    /// For a network.
    pub fn critical_points(&mut self) -> Result<CriticalPoints, SpecError> {
        let (Ground::Landscape(landscape), Some(window)) = (&mut self.ground, self.spec.window)
        else {
            return Err(not_a_function());
        };
        Ok(critical_points(landscape, window, &self.spec.optimizers))
    }

    /// How far the eigenvalues of H lie inside an optimizer's passband, on a grid: see
    /// [`admission::margins`].
    ///
    /// # Errors
    /// For a network, and an optimizer that the spec has not.
    pub fn margins(
        &mut self,
        optimizer: usize,
        window: [f64; 4],
        columns: usize,
        rows: usize,
    ) -> Result<Option<Vec<f64>>, SpecError> {
        let chosen = self.optimizer(optimizer)?.clone();
        Ok(admission::margins(self.landscape()?, &chosen, window, columns, rows))
    }

    /// Where the steps of an optimizer took their gradients: see [`along::probes`].
    ///
    /// # Errors
    /// For a network, and an optimizer that the spec has not.
    pub fn probes(
        &mut self,
        optimizer: usize,
        steps: &[[f64; 4]],
    ) -> Result<Vec<[f64; 2]>, SpecError> {
        let chosen = self.optimizer(optimizer)?.clone();
        Ok(along::probes(self.landscape()?, &chosen, steps))
    }

    fn optimizer(&self, index: usize) -> Result<&Optimizer, SpecError> {
        optimizer_of(&self.spec, index)
    }

    /// How the runs of optimizer number `optimizer` end that start at the centres of the pixels in
    /// some rows of a map over the window, `width` × `height` pixels in all.
    ///
    /// # Errors
    /// For a network, sizes out of range, rows that the map has not, and in a build [without maps](PLANE).
    pub fn basin_rows(
        &self,
        optimizer: usize,
        [width, height]: [usize; 2],
        rows: Range<usize>,
    ) -> Result<Vec<[f64; Outcome::NUMBERS]>, SpecError> {
        if !PLANE {
            return Err(not_in_this_build("basins"));
        }
        let (Ground::Landscape(landscape), Some(window)) = (&self.ground, self.spec.window) else {
            return Err(not_a_function());
        };
        let chosen = self.optimizer(optimizer)?;
        let raster = Raster::new(window, width, height)?;
        if rows.start > rows.end || rows.end > height {
            let got = format!("{} to {}", rows.start, rows.end);
            let allowed = format!("0 to {height}, ascending");
            return Err(SpecError::new(ErrorCode::OutOfRange, "rows", got, allowed));
        }
        Ok(basins::rows(landscape, chosen, self.spec.stop, &raster, rows))
    }

    /// The map that the outcomes of all rows, from the top down, amount to.
    ///
    /// # Errors
    /// For a network, and in a build [without maps](PLANE).
    pub fn basin_classes(&mut self, outcomes: &[Outcome]) -> Result<BasinMap, SpecError> {
        if !PLANE {
            return Err(not_in_this_build("basins"));
        }
        Ok(basins::classify(self.landscape()?, outcomes))
    }

    /// The filters of all optimizers, with spectral radii at `lambdas`.
    pub fn filter(&self, lambdas: &[f64]) -> Vec<FilterReport> {
        filter_reports(&self.spec, lambdas)
    }

    /// Which of `eigenvalues` the passband of optimizer number `optimizer` lets through, each judged
    /// as a verdict judges it; `None` for rules without a verdict.
    ///
    /// # Errors
    /// For a number that the spec has not.
    pub fn let_through(
        &self,
        optimizer: usize,
        eigenvalues: &[Eigenvalue],
    ) -> Result<Option<Vec<bool>>, SpecError> {
        let chosen = self.optimizer(optimizer)?;
        let passband = filter::passband(chosen).filter(|_| chosen.rule.about().verdict);
        let judged = |passband: &Passband| {
            eigenvalues.iter().map(|one| verdict::lets_through(passband, one)).collect()
        };
        Ok(passband.as_ref().map(judged))
    }

    /// The badges, and what they leave open: see [`hypotheses`].
    pub fn hypotheses(&self) -> Hypotheses {
        hypotheses(&self.spec)
    }
}

/// Which hypotheses of the theorem are certified for a spec, and what that leaves open.
pub fn hypotheses(spec: &Spec) -> Hypotheses {
    let mut report = match &spec.objective {
        Objective::Function { name, .. } => of_function(name, spec),
        Objective::Expr { source, params } => of_expression(source, params, spec),
        Objective::Mlp(mlp) => of_network(mlp),
    };
    let momentum = |optimizer: &Optimizer| optimizer.momentum != Momentum::None;
    if spec.optimizers.iter().any(momentum) {
        report.notes.push(
            "With momentum the theorem speaks of almost all pairs (x, x⁻); these runs start \
                 with x⁻ = x₀, and such pairs are a null set."
                .into(),
        );
    }
    for (name, note) in [
        ("sam", "sam's update is not C¹ where ∇f = 0: it has no fixed filter and gets no verdict."),
        (
            "adam",
            "adam's update changes from step to step: its bound is for P⁻¹H, and it gets no verdict.",
        ),
    ] {
        if spec.optimizers.iter().any(|optimizer| optimizer.rule.name() == name) {
            report.notes.push(note.into());
        }
    }
    report
}

/// What the filters of a spec's optimizers say of critical points with these eigenvalues.
pub fn admissions(spec: &Spec, spectra: &[[f64; 2]]) -> Vec<Admission> {
    spec.optimizers.iter().map(|optimizer| admission::admission(optimizer, spectra)).collect()
}

/// For each optimizer, where its numbers begin or cease to block points with these eigenvalues.
pub fn switches(spec: &Spec, spectra: &[[f64; 2]]) -> Vec<Vec<Switch>> {
    spec.optimizers.iter().map(|optimizer| admission::switches(optimizer, spectra)).collect()
}

fn no_such(field: &str, got: usize, count: usize) -> SpecError {
    let allowed = format!("0 to {count} − 1");
    SpecError::new(ErrorCode::OutOfRange, field, got.to_string(), allowed)
}

/// What is left to larger builds of the engine.
pub fn not_in_this_build(field: &str) -> SpecError {
    SpecError::new(ErrorCode::NotInThisBuild, field, "", "what the catalogue's functions need")
}

fn not_a_function() -> SpecError {
    SpecError::new(ErrorCode::OutOfRange, "objective.kind", "mlp", "a function of x and y")
}

/// The filters of a spec's optimizers, with spectral radii at `lambdas`.
pub fn filter_reports(spec: &Spec, lambdas: &[f64]) -> Vec<FilterReport> {
    spec.optimizers.iter().map(|optimizer| filter_report(optimizer, lambdas)).collect()
}

fn filter_report(optimizer: &Optimizer, lambdas: &[f64]) -> FilterReport {
    let passband = filter::passband(optimizer);
    let radius = |&lambda: &f64| filter::spectral_radius(optimizer, lambda).map(finite);
    FilterReport {
        passband: passband
            .as_ref()
            .map(|passband| passband.bands.iter().map(|band| band.map(finite)).collect()),
        bound: passband.as_ref().and_then(|passband| finite(passband.bound)),
        lone_points: passband.map_or(vec![], |passband| passband.lone_points),
        c: filter::limit(optimizer),
        radius: lambdas.iter().map(radius).collect(),
        optimizer: optimizer.clone(),
    }
}

/// The filter that optimizer number `optimizer` has at a point with this ‖∇f‖, for a rule without a
/// fixed one, as that of the optimizer which stands in; `None` for all others, and where ∇f = 0.
///
/// # Errors
/// For a number that the spec has not.
pub fn running_filter(
    spec: &Spec,
    optimizer: usize,
    gradient_norm: f64,
    lambdas: &[f64],
) -> Result<Option<FilterReport>, SpecError> {
    let chosen = optimizer_of(spec, optimizer)?;
    let standing_in = chosen.rule.running(chosen, gradient_norm);
    Ok(standing_in.map(|optimizer| filter_report(&optimizer, lambdas)))
}

/// The step size that puts the bound of optimizer number `optimizer` at `bound`, if one does.
///
/// # Errors
/// For a number that the spec has not.
pub fn alpha_for_bound(
    spec: &Spec,
    optimizer: usize,
    bound: f64,
) -> Result<Option<f64>, SpecError> {
    Ok(filter::alpha_for_bound(optimizer_of(spec, optimizer)?, bound))
}

fn optimizer_of(spec: &Spec, index: usize) -> Result<&Optimizer, SpecError> {
    let all = &spec.optimizers;
    all.get(index).ok_or_else(|| no_such("optimizer", index, all.len()))
}

/// The names of the optimizers' rules whose update contains the Hessian, so that f must be C³.
fn rules_that_need_c3(spec: &Spec) -> String {
    let mut names: Vec<&str> = Vec::new();
    for optimizer in &spec.optimizers {
        let about = optimizer.rule.about();
        if about.needs_order > 2 && optimizer.rho() != 0.0 && !names.contains(&about.name) {
            names.push(about.name);
        }
    }
    names.join(" and ")
}

fn of_function(name: &str, spec: &Spec) -> Hypotheses {
    let order = Function::named(name).map_or(Order::Finite(0), |f| f.about.smoothness);
    let mut notes = Vec::new();
    let needing = rules_that_need_c3(spec);
    if !needing.is_empty() && !order.is_at_least(3) {
        notes.push(format!(
            "The update of {needing} contains the Hessian, so f must be C³; {name} is C² and not \
             C³: for {needing} the theorem does not apply."
        ));
    }
    Hypotheses {
        definability: Definability::Semialgebraic,
        smoothness: if order.is_at_least(2) { Smoothness::C2 } else { Smoothness::NotCertified },
        deterministic: true,
        notes,
    }
}

fn of_expression(source: &str, params: &BTreeMap<String, f64>, spec: &Spec) -> Hypotheses {
    let Ok(expression) = parse_expression(source, params) else {
        // A spec at hand is valid; said for completeness.
        return Hypotheses {
            definability: Definability::Neither,
            smoothness: Smoothness::NotCertified,
            deterministic: true,
            notes: vec!["The expression cannot be read.".into()],
        };
    };
    let mut notes = expression.notes().to_vec();
    let needing = rules_that_need_c3(spec);
    if !needing.is_empty() && expression.smoothness() == Smoothness::NotCertified {
        notes.push(format!(
            "The update of {needing} contains the Hessian, so f must even be C³; that is not \
             certified either."
        ));
    }
    Hypotheses {
        definability: expression.definability(),
        smoothness: expression.smoothness(),
        deterministic: true,
        notes,
    }
}

fn of_network(mlp: &Mlp) -> Hypotheses {
    let (activation, loss) = (mlp.activation.facts(), mlp.loss.facts());
    // Without hidden layers the activation is not used.
    let hidden = !mlp.layers.is_empty();
    let semialgebraic = (activation.semialgebraic || !hidden) && loss.semialgebraic;
    let smooth = activation.smooth || !hidden;
    let mut notes = Vec::new();
    if !smooth {
        notes.push(format!(
            "{} has a kink: f is not certified C², which the theorem needs.",
            mlp.activation.name()
        ));
    }
    if !semialgebraic {
        notes.push(
            "f contains exp, log or tanh: definable in an o-minimal structure, not semialgebraic; \
             the theorem holds for definable functions too."
                .into(),
        );
    }
    if mlp.batch.is_some() {
        notes.push(
            "Mini-batches make the update random from step to step; the theorem is about a \
             deterministic map, so there is a reading but never a verdict."
                .into(),
        );
    }
    Hypotheses {
        definability: if semialgebraic {
            Definability::Semialgebraic
        } else {
            Definability::Definable
        },
        smoothness: if smooth { Smoothness::C2 } else { Smoothness::NotCertified },
        deterministic: mlp.batch.is_none(),
        notes,
    }
}
