//! The classes of a map: ends at the same critical point, on a continuum, or nowhere.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::Outcome;
use super::settle::{Rest, refine, settle};
use crate::named::named;
use crate::objective::landscape::Landscape;
use crate::real::distance;
use crate::run::Status;

named! {
    /// Where the runs of a class lead.
    pub enum BasinKind {
        /// To one critical point.
        Converged = "converged", "converged";
        /// Somewhere on a continuum of critical points.
        Continuum = "continuum", "on a continuum of critical points";
        /// To where g = 0 but ∇f ≠ 0.
        Phantom = "phantom", "at a phantom";
        /// Into a jump between two points.
        Cycling = "cycling", "cycling";
        /// To nothing finite, or beyond 10⁸.
        Diverged = "diverged", "diverged";
        /// Nowhere within their steps.
        Budget = "budget", "out of steps";
    }
}

/// Pixels whose runs lead to the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BasinClass {
    /// Where they lead.
    pub kind: BasinKind,
    /// The critical point, for `converged`.
    pub x: Option<[f64; 2]>,
    /// Their share of all pixels, 0 to 1.
    pub share: f64,
    /// Smallest and largest λmax at their ends; `None` for those that did not converge.
    pub lambda_max: Option<[f64; 2]>,
}

/// A map: every pixel's class.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BasinMap {
    /// By kind, then from the largest share to the smallest.
    pub classes: Vec<BasinClass>,
    /// Indices of classes, row by row from the top.
    #[cfg_attr(feature = "typescript", ts(type = "Uint32Array"))]
    pub raster: Vec<u32>,
}

/// The map that all outcomes, in raster order, amount to.
pub fn classify(landscape: &mut Landscape, outcomes: &[Outcome]) -> BasinMap {
    let mut tallies = Tallies::default();
    let found: Vec<usize> = outcomes.iter().map(|one| tallies.add(landscape, one)).collect();
    let mut order: Vec<usize> = (0..tallies.all.len()).collect();
    order.sort_by_key(|&index| {
        let tally = &tallies.all[index];
        (tally.kind as usize, Reverse(tally.pixels))
    });
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new as u32;
    }
    let class = |&index: &usize| {
        let Tally { kind, x, pixels, lambda_max: [low, high] } = tallies.all[index];
        let share = pixels as f64 / outcomes.len() as f64;
        BasinClass { kind, x, share, lambda_max: (low <= high).then_some([low, high]) }
    };
    BasinMap {
        classes: order.iter().map(class).collect(),
        raster: found.into_iter().map(|index| place[index]).collect(),
    }
}

struct Tally {
    kind: BasinKind,
    x: Option<[f64; 2]>,
    pixels: usize,
    lambda_max: [f64; 2],
}

/// The classes met so far, in raster order.
#[derive(Default)]
struct Tallies {
    all: Vec<Tally>,
    regular: Points,
    vague: Points,
    /// The class of each kind that has only one.
    single: [Option<usize>; BasinKind::ALL.len()],
}

impl Tallies {
    /// Counts a pixel; the index of its class.
    fn add(&mut self, landscape: &mut Landscape, outcome: &Outcome) -> usize {
        let index = match outcome.status {
            Status::Converged => match settle(landscape, outcome.x) {
                Rest::Regular(x) => self.at(true, x, |x| x),
                Rest::Vague(x) => self.at(false, x, |x| refine(landscape, x)),
                Rest::Continuum => self.only(BasinKind::Continuum),
            },
            Status::Phantom => self.only(BasinKind::Phantom),
            Status::Cycling => self.only(BasinKind::Cycling),
            Status::Diverged => self.only(BasinKind::Diverged),
            Status::Budget | Status::Running => self.only(BasinKind::Budget),
        };
        let tally = &mut self.all[index];
        tally.pixels += 1;
        let [low, high] = tally.lambda_max;
        tally.lambda_max = [low.min(outcome.lambda_max), high.max(outcome.lambda_max)];
        index
    }

    fn at(
        &mut self,
        regular: bool,
        x: [f64; 2],
        refined: impl FnOnce([f64; 2]) -> [f64; 2],
    ) -> usize {
        let radius = Rest::tolerance(regular);
        let points = if regular { &mut self.regular } else { &mut self.vague };
        if let Some(index) = points.nearest(x, radius) {
            return index;
        }
        let (index, x) = (self.all.len(), refined(x));
        points.insert(x, radius, index);
        self.begin(BasinKind::Converged, Some(x))
    }

    fn only(&mut self, kind: BasinKind) -> usize {
        if let Some(index) = self.single[kind as usize] {
            return index;
        }
        let index = self.begin(kind, None);
        self.single[kind as usize] = Some(index);
        index
    }

    fn begin(&mut self, kind: BasinKind, x: Option<[f64; 2]>) -> usize {
        let lambda_max = [f64::INFINITY, f64::NEG_INFINITY];
        self.all.push(Tally { kind, x, pixels: 0, lambda_max });
        self.all.len() - 1
    }
}

/// Points with their classes, by cells as wide as their radius: a function may have thousands.
#[derive(Default)]
struct Points(BTreeMap<[i64; 2], Vec<([f64; 2], usize)>>);

impl Points {
    fn cell(x: [f64; 2], radius: f64) -> [i64; 2] {
        x.map(|entry| libm::floor(entry / radius) as i64)
    }

    fn insert(&mut self, x: [f64; 2], radius: f64, index: usize) {
        self.0.entry(Self::cell(x, radius)).or_default().push((x, index));
    }

    /// The class of the nearest point within the radius.
    fn nearest(&self, x: [f64; 2], radius: f64) -> Option<usize> {
        let [column, row] = Self::cell(x, radius);
        let cells = (-1..=1).flat_map(|right| (-1..=1).map(move |up| [column + right, row + up]));
        let near = cells.filter_map(|cell| self.0.get(&cell)).flatten();
        near.map(|&(point, index)| (distance(&point, &x), index))
            .filter(|&(away, _)| away <= radius)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, index)| index)
    }
}
