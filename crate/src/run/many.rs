//! Many runs of one optimizer at once, for maps of where they end.
//!
//! The runs' iterates are the entries of one long vector, on which the optimizer's own code works:
//! what it does to an entry does not depend on the others, so that every run has the bits it has
//! alone. A few steps at a time are made; whether a run may have ended among them is then asked by
//! a cheap test that never misses, and where it says so, each of the steps is judged as in a run
//! alone. A place whose run has ended goes to the next start.

use super::Status;
use super::watch::{FARTHEST, STEEP, Sight, Watch};
use crate::kernel::Vector;
use crate::objective::Objective;
use crate::objective::landscape::Landscape;
use crate::objective::number::{LANES, Wide};
use crate::objective::plane::Lanes;
use crate::optimizer::State;
use crate::real::{Real, norm};
use crate::spec::{Optimizer, Stop};

/// Runs that are made at once.
const POINTS: usize = 32;
/// Vectors that their x, or their y, fill.
const VECTORS: usize = POINTS / LANES;
/// Steps between two looks at them.
const STRIDE: usize = 8;
/// Room for rounding in the tests that must not miss.
const SLACK: f64 = 1e-9;
/// Squares below this have lost digits.
const SMALLEST_SQUARE: f64 = 1e-279;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// How.
    pub status: Status,
    /// After how many steps.
    pub step: u64,
    /// Where.
    pub x: [f64; 2],
}

/// The ends of the runs from all starts, in their order: those that separate runs have, to the bit.
pub fn ends(
    landscape: &mut Landscape,
    optimizer: &Optimizer,
    stop: Stop,
    starts: &[[f64; 2]],
) -> Vec<End> {
    let mut many = Many::new(landscape, optimizer, stop, starts);
    while many.fill() {
        many.advance();
        many.look();
    }
    many.ends
}

/// A coordinate of all points, one after the other, then the other coordinate.
type Coordinates = [f64; 2 * POINTS];

/// x, or y, of all points.
fn coordinate(all: &Coordinates, which: usize) -> &[Lanes] {
    &all.as_chunks().0[which * VECTORS..][..VECTORS]
}

/// The entries of one point.
fn of_point(all: &Coordinates, point: usize) -> [f64; 2] {
    [all[point], all[POINTS + point]]
}

fn set_point(all: &mut Coordinates, point: usize, [x, y]: [f64; 2]) {
    all[point] = x;
    all[POINTS + point] = y;
}

/// Of a step, what [`Sight`] shows.
#[derive(Clone)]
struct Seen {
    x: Coordinates,
    f: [f64; POINTS],
    gradient: Coordinates,
    g: Coordinates,
}

const NOTHING: Seen = Seen {
    x: [0.0; 2 * POINTS],
    f: [0.0; POINTS],
    gradient: [0.0; 2 * POINTS],
    g: [0.0; 2 * POINTS],
};

/// A run under way.
#[derive(Clone, Copy)]
struct Place {
    /// Which start it is from.
    start: usize,
    /// The step at the last look.
    step: u64,
    watch: Watch,
}

struct Many<'a> {
    objective: AtPoints<'a>,
    optimizer: &'a Optimizer,
    stop: Stop,
    starts: &'a [[f64; 2]],
    /// The first start that has no place yet.
    next: usize,
    state: State<f64>,
    places: [Option<Place>; POINTS],
    /// The last look, the step before it, and the steps since.
    seen: Box<[Seen; STRIDE + 2]>,
    ends: Vec<End>,
}

/// Index in `seen` of the last look.
const LAST_LOOK: usize = 1;

impl<'a> Many<'a> {
    fn new(
        landscape: &'a mut Landscape,
        optimizer: &'a Optimizer,
        stop: Stop,
        starts: &'a [[f64; 2]],
    ) -> Self {
        let keeps_point = optimizer.rule.about().cost.hvps > 0;
        let unknown = End { status: Status::Running, step: 0, x: [0.0; 2] };
        Self {
            objective: AtPoints { landscape, keeps_point, point: [0.0; 2 * POINTS] },
            optimizer,
            stop,
            starts,
            next: 0,
            state: State::new(optimizer, vec![0.0; 2 * POINTS]),
            places: [None; POINTS],
            seen: Box::new([const { NOTHING }; STRIDE + 2]),
            ends: vec![unknown; starts.len()],
        }
    }

    /// Gives free places to the next starts; whether any run is under way.
    fn fill(&mut self) -> bool {
        let is_free = self.places.iter().all(Option::is_none);
        if !self.state.can_restart() {
            if !is_free {
                return true;
            }
            self.state = State::new(self.optimizer, vec![0.0; 2 * POINTS]);
        }
        for point in 0..POINTS {
            while self.places[point].is_none() && self.next < self.starts.len() {
                self.begin(point);
            }
        }
        self.places.iter().any(Option::is_some)
    }

    /// Begins the next run at a free place; it may end at its start.
    fn begin(&mut self, point: usize) {
        let start = self.next;
        self.next += 1;
        let x = self.starts[start];
        let (f, gradient) = self.objective.landscape.gradient(x);
        let sight = Sight {
            step: 0,
            x: &x,
            previous: &x,
            before_previous: &x,
            f,
            gradient: &gradient,
            gradient_norm: norm(&gradient),
            g: &[0.0; 2],
        };
        let mut watch = Watch::default();
        let (status, _) = watch.judge(self.optimizer, self.stop, &sight);
        if status != Status::Running {
            self.ends[start] = End { status, step: 0, x };
            return;
        }
        self.places[point] = Some(Place { start, step: 0, watch });
        self.state.restart(point, POINTS, &x);
        set_point(&mut self.objective.point, point, x);
        for seen in &mut self.seen[..=LAST_LOOK] {
            set_point(&mut seen.x, point, x);
            set_point(&mut seen.gradient, point, gradient);
        }
    }

    /// Some steps of all runs.
    fn advance(&mut self) {
        let phantoms = self.optimizer.rule.about().phantoms;
        for step in LAST_LOOK + 1..self.seen.len() {
            let (before, now) = self.seen.split_at_mut(step);
            let (before, now) = (&before[step - 1], &mut now[0]);
            self.state.step(self.optimizer, &mut self.objective, Some(&before.gradient));
            now.x.copy_from_slice(self.state.x());
            self.objective.evaluate(&now.x, &mut now.f, &mut now.gradient);
            if phantoms {
                now.g.copy_from_slice(self.state.g());
            }
        }
    }

    /// Ends the runs that ended at one of the last steps.
    fn look(&mut self) {
        let quiet = self.quiet();
        for (point, quiet) in quiet.into_iter().enumerate() {
            let Some(mut place) = self.places[point] else { continue };
            let is_far_from_the_end = place.step + (STRIDE as u64) < self.stop.steps;
            if quiet && place.watch.is_idle() && is_far_from_the_end {
                place.step += STRIDE as u64;
                self.places[point] = Some(place);
            } else {
                self.places[point] = self.judge(point, place);
            }
        }
        let [.., before, last] = &mut *self.seen;
        let (before, last) = (before.clone(), last.clone());
        self.seen[LAST_LOOK - 1] = before;
        self.seen[LAST_LOOK] = last;
    }

    /// Judges a run step by step; `None` if it has ended.
    fn judge(&mut self, point: usize, mut place: Place) -> Option<Place> {
        for three in self.seen.windows(3) {
            let [x, previous, before_previous] = [2, 1, 0].map(|i| of_point(&three[i].x, point));
            let gradient = of_point(&three[2].gradient, point);
            place.step += 1;
            let sight = Sight {
                step: place.step,
                x: &x,
                previous: &previous,
                before_previous: &before_previous,
                f: three[2].f[point],
                gradient: &gradient,
                gradient_norm: norm(&gradient),
                g: &of_point(&three[2].g, point),
            };
            let (status, _) = place.watch.judge(self.optimizer, self.stop, &sight);
            if status != Status::Running {
                self.ends[place.start] = End { status, step: place.step, x };
                return None;
            }
        }
        Some(place)
    }

    /// For each point: certainly none of the last steps was an end, and the last one none that a
    /// watch would count. (Whether its counts stood at zero is asked elsewhere.)
    fn quiet(&self) -> [bool; POINTS] {
        let splat = Wide::splat;
        let square = |x: Wide, y: Wide| x * x + y * y;
        let [yes, no] = [1.0, 0.0].map(splat);
        let tolerance = self.stop.grad_tol;
        let flat = splat((tolerance * tolerance * (1.0 + SLACK)).max(SMALLEST_SQUARE));
        let steep = STEEP * tolerance;
        let steep = splat(steep * steep * (1.0 - SLACK));
        let (same, different) = f64::CYCLE;
        // max(1, ‖x‖)² is at most 1 + ‖x‖², and at least half of it.
        let same = splat(same * same * (1.0 + SLACK));
        let different = splat(different * different * 0.5 * (1.0 - SLACK));
        let farthest = splat(FARTHEST * FARTHEST * (1.0 - SLACK));
        let infinity = splat(f64::INFINITY);
        let phantoms = self.optimizer.rule.about().phantoms;

        let steps = &self.seen[LAST_LOOK + 1..];
        let mut quiet = [false; POINTS];
        for vector in 0..VECTORS {
            let load =
                |all: &Coordinates| [0, 1].map(|which| Wide::load(&coordinate(all, which)[vector]));
            let (mut flattest, mut sum, mut distances) = (infinity, no, no);
            for seen in steps {
                let [x, y] = load(&seen.x);
                let [gx, gy] = load(&seen.gradient);
                let (distance, slope) = (square(x, y), square(gx, gy));
                flattest = Wide::smaller(slope, flattest);
                distances = distances + distance;
                sum = sum + slope + Wide::load(&seen.f.as_chunks::<LANES>().0[vector]);
            }
            let [.., before_previous, previous, last] = &*self.seen;
            let [x, y] = load(&last.x);
            let scale = square(x, y) + yes;
            let from = |seen: &Seen| {
                let [other_x, other_y] = load(&seen.x);
                square(x - other_x, y - other_y)
            };
            let stays = Wide::if_less(from(previous), different * scale, yes, no);
            let mut calm = Wide::if_less(same * scale, from(before_previous), yes, stays);
            if phantoms {
                let ([gx, gy], [dx, dy]) = (load(&last.gradient), load(&last.g));
                let gentle = Wide::if_less(square(gx, gy), steep, yes, no);
                calm = calm * Wide::if_less(flat, square(dx, dy), yes, gentle);
            }
            // Each is false where a number is NaN.
            calm = Wide::if_less(flat, flattest, calm, no);
            calm = Wide::if_less(distances, farthest, calm, no);
            calm = Wide::if_less(sum.abs(), infinity, calm, no);
            let mut lanes = [0.0; LANES];
            calm.store(&mut lanes);
            for (lane, calm) in lanes.into_iter().enumerate() {
                quiet[vector * LANES + lane] = calm == 1.0;
            }
        }
        quiet
    }
}

/// The sum of a function at all points, as the objective of one long vector.
struct AtPoints<'a> {
    landscape: &'a mut Landscape,
    /// Whether the rule asks for H.
    keeps_point: bool,
    /// The points of the last gradient, if they are kept.
    point: Coordinates,
}

impl AtPoints<'_> {
    fn evaluate(&mut self, x: &Coordinates, f: &mut [f64; POINTS], gradient: &mut Coordinates) {
        if self.keeps_point {
            self.point = *x;
        }
        let (gx, gy) = gradient.split_at_mut(POINTS);
        let out = [f.as_mut_slice(), gx, gy].map(|entries| entries.as_chunks_mut().0);
        self.landscape.gradients(coordinate(x, 0), coordinate(x, 1), out);
    }
}

impl Objective<f64> for AtPoints<'_> {
    fn dimension(&self) -> usize {
        2 * POINTS
    }

    fn points(&self) -> usize {
        POINTS
    }

    fn value_and_gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let mut f = [0.0; POINTS];
        let (x, gradient) = (x.as_array(), gradient.as_mut_array());
        if let (Some(x), Some(gradient)) = (x, gradient) {
            self.evaluate(x, &mut f, gradient);
        }
        f.iter().sum()
    }

    fn hessian_vector(&mut self, v: &[f64], out: &mut [f64]) {
        let mut entries = [[[0.0; LANES]; VECTORS]; 6];
        let (x, y) = (coordinate(&self.point, 0), coordinate(&self.point, 1));
        self.landscape.hessians(x, y, entries.each_mut().map(|entry| entry.as_mut_slice()));
        let [_, _, _, xx, xy, yy] = entries.each_ref().map(|entry| entry.as_flattened());
        let ((vx, vy), (out_x, out_y)) = (v.split_at(POINTS), out.split_at_mut(POINTS));
        for point in 0..POINTS {
            out_x[point] = xx[point] * vx[point] + xy[point] * vy[point];
            out_y[point] = xy[point] * vx[point] + yy[point] * vy[point];
        }
    }
}
