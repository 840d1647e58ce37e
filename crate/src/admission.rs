//! Which critical points of the plane an optimizer's filter admits, and at which of its numbers
//! that changes.

use serde::Serialize;

use crate::filter::{self, Passband};
use crate::objective::landscape::Landscape;
use crate::planar::{self, Kind};
use crate::spec::Optimizer;

/// Eigenvalues closer to an edge than this are on it, relative to max(1, |λ|).
const EDGE: f64 = 1e-6;

/// What one optimizer's filter says of some critical points.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Admission {
    /// For each point, whether the passband holds its eigenvalues: see [`admitted`].
    pub admitted: Vec<Option<bool>>,
    /// For each point, αp(λ) of its eigenvalues, in their order; `None` where the rule has no
    /// response to eigenvalues of H (`sam`, `adam`).
    pub gains: Option<Vec<[f64; 2]>>,
    /// The limit c that αp(λ) must not exceed.
    pub c: f64,
}

/// A value of one of an optimizer's numbers at which its filter begins or ceases to block a point.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Switch {
    /// The number: `alpha`, `rho` or `beta`.
    pub field: &'static str,
    /// Its value there, the last one (to 1e−12) at which the point is not blocked.
    pub value: f64,
    /// Which point.
    pub point: usize,
    /// Whether larger values block it; else smaller ones do.
    pub blocks_above: bool,
}

/// The passband by which eigenvalues of H are judged; `None` for rules without one.
fn passband(optimizer: &Optimizer) -> Option<Passband> {
    filter::passband(optimizer).filter(|_| optimizer.rule.about().verdict)
}

/// Whether an optimizer's passband holds the eigenvalues of a critical point: false if one lies
/// outside by more than 1e−6·max(1, |λ|); else `None` if the point is degenerate, an eigenvalue
/// within that of an edge, or if the rule has no passband for H; else true.
pub fn admitted(optimizer: &Optimizer, eigenvalues: &[f64; 2]) -> Option<bool> {
    let passband = passband(optimizer)?;
    let margins = eigenvalues.map(|lambda| {
        // A lone point is all edge.
        let lone = passband.lone_points.iter().map(|point| -(lambda - point).abs());
        lone.fold(passband.margin(lambda), f64::max) / (EDGE * lambda.abs().max(1.0))
    });
    if margins.iter().any(|&margin| margin < -1.0) {
        Some(false)
    } else if margins.iter().any(|&margin| margin <= 1.0)
        || Kind::of(eigenvalues) == Kind::Degenerate
    {
        None
    } else {
        Some(true)
    }
}

/// What an optimizer's filter says of points with these eigenvalues.
pub fn admission(optimizer: &Optimizer, spectra: &[[f64; 2]]) -> Admission {
    let gain = |&lambda: &f64| Some(optimizer.alpha * optimizer.rule.response(optimizer, lambda)?);
    let gains = |[low, high]: &[f64; 2]| Some([gain(low)?, gain(high)?]);
    Admission {
        admitted: spectra.iter().map(|spectrum| admitted(optimizer, spectrum)).collect(),
        gains: passband(optimizer).and_then(|_| spectra.iter().map(gains).collect()),
        c: filter::limit(optimizer),
    }
}

/// Smallest signed distance of an eigenvalue of H to the passband's nearest edge, at the centres of
/// `columns` × `rows` cells of a window, rows from the top down: negative in the forbidden region,
/// NaN where H is not finite. `None` if the rule has no passband for H.
pub fn margins(
    landscape: &mut Landscape,
    optimizer: &Optimizer,
    window: [f64; 4],
    columns: usize,
    rows: usize,
) -> Option<Vec<f64>> {
    let passband = passband(optimizer)?;
    let mut margins = Vec::with_capacity(columns * rows);
    landscape.hessians_on_grid(window, columns, rows, |hessian| {
        let [low, high] = planar::eigenvalues(hessian).map(|lambda| passband.margin(lambda));
        let finite = hessian.iter().all(|entry| entry.is_finite());
        margins.push(if finite { low.min(high) } else { f64::NAN });
    });
    Some(margins)
}

/// An optimizer's numbers that its filter depends on, where they are looked for, and how densely.
const RANGES: [(&str, Range); 3] = [
    ("alpha", Range { low: 1e-9, high: 1e6, logarithmic: true, looks: 900 }),
    ("rho", Range { low: 1e-9, high: 1e6, logarithmic: true, looks: 900 }),
    ("beta", Range { low: 0.0, high: 1.0 - 1e-9, logarithmic: false, looks: 400 }),
];

struct Range {
    low: f64,
    high: f64,
    logarithmic: bool,
    looks: usize,
}

impl Range {
    fn look(&self, index: usize) -> f64 {
        let share = index as f64 / (self.looks - 1) as f64;
        if self.logarithmic {
            self.low * libm::pow(self.high / self.low, share)
        } else {
            self.low + (self.high - self.low) * share
        }
    }
}

/// The values of an optimizer's numbers, one changed at a time, at which its filter begins or
/// ceases to block points with these eigenvalues; by number, then by value. Two values less than
/// 4 % apart (for β: 0.0025) may be missed.
pub fn switches(optimizer: &Optimizer, spectra: &[[f64; 2]]) -> Vec<Switch> {
    let mut found = Vec::new();
    for (field, range) in &RANGES {
        let with = |value: f64| -> Option<Passband> {
            let mut changed = optimizer.clone();
            match *field {
                "alpha" => changed.alpha = value,
                "rho" => *changed.rho.as_mut()? = value,
                _ => *changed.beta.as_mut()? = value,
            }
            passband(&changed)
        };
        let mut before: Option<(f64, Passband)> = None;
        for index in 0..range.looks {
            let value = range.look(index);
            let Some(now) = with(value) else { break };
            if let Some((from, was)) = &before {
                for (point, spectrum) in spectra.iter().enumerate() {
                    let blocks_above = blocks(&now, spectrum);
                    if blocks(was, spectrum) == blocks_above {
                        continue;
                    }
                    let blocked = |value| with(value).is_some_and(|band| blocks(&band, spectrum));
                    let (open, closed) = if blocks_above { (*from, value) } else { (value, *from) };
                    let value = bisect(open, closed, blocked);
                    found.push(Switch { field, value, point, blocks_above });
                }
            }
            before = Some((value, now));
        }
    }
    found
}

/// Whether an eigenvalue lies outside; one that is but rounding beside the other counts as 0.
fn blocks(passband: &Passband, spectrum: &[f64; 2]) -> bool {
    let scale = spectrum[0].abs().max(spectrum[1].abs()).max(1.0);
    let settled = spectrum.map(|lambda| if lambda.abs() <= EDGE * scale { 0.0 } else { lambda });
    settled.iter().any(|&lambda| passband.margin(lambda) < 0.0)
}

/// The last value from `open` towards `closed` at which nothing is blocked.
fn bisect(mut open: f64, mut closed: f64, blocked: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = open / 2.0 + closed / 2.0;
        if middle == open || middle == closed || (open - closed).abs() <= 1e-15 * open.abs() {
            return open;
        }
        if blocked(middle) { closed = middle } else { open = middle }
    }
}
