//! Many runs of one optimizer at once, for maps of where they end.
//!
//! The runs' iterates are the entries of one long vector, on which the optimizer's own code works:
//! what it does to an entry does not depend on the others, so that every run has the bits it has
//! alone. A few steps at a time are made; whether a run may have ended among them is then asked by
//! a cheap test that never misses, and where it says so, the steps are judged as in a run alone. A
//! run that comes back to a position it was at, to the bit, goes in circles from there: how it will
//! end is known. A place whose run has ended goes to the next start.

use super::Status;
use super::watch::{FARTHEST, PATIENCE, STEEP, Sight, Watch, end_at};
use crate::kernel::Vector;
use crate::objective::Objective;
use crate::objective::landscape::Landscape;
use crate::objective::number::{LANES, Wide};
use crate::objective::plane::Lanes;
use crate::objective::plane::descent::{Descent, Halt, POINTS, STEPS};
use crate::optimizer::rule::Rule;
use crate::optimizer::{Position, Update};
use crate::real::{Real, norm};
use crate::spec::{Optimizer, Stop};

/// Runs that are made at once have a bit each of [`Points`].
const _: () = assert!(POINTS == u64::BITS as usize);
/// Vectors that their x, or their y, fill.
const VECTORS: usize = POINTS / LANES;
/// The lanes of a vector, a bit each.
const ALL_LANES: u64 = (1 << LANES) - 1;
/// Steps between two looks at them.
const STRIDE: usize = STEPS;
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
    let mut ends = vec![End { status: Status::Running, step: 0, x: [0.0; 2] }; starts.len()];
    each_end(landscape, optimizer, stop, (starts.len(), |i| starts[i]), |i, end| ends[i] = end);
    ends
}

/// Gives the ends of so many runs to `end`, each with its index, as they come.
pub fn each_end(
    landscape: &mut Landscape,
    optimizer: &Optimizer,
    stop: Stop,
    (count, start): (usize, impl Fn(usize) -> [f64; 2]),
    end: impl FnMut(usize, End),
) {
    let mut many = Many::new(landscape, optimizer, stop, Starts { count, at: start }, end);
    while many.fill() {
        many.advance();
        many.look();
    }
}

/// Where runs start.
struct Starts<S> {
    count: usize,
    at: S,
}

/// A coordinate of all points, one after the other, then the other coordinate.
type Coordinates = [f64; 2 * POINTS];

/// x, or y, of all points.
fn coordinate(all: &Coordinates, which: usize) -> &[Lanes] {
    &all.as_chunks().0[which * VECTORS..][..VECTORS]
}

/// x and y of the points of a vector.
#[inline(always)]
fn load(all: &Coordinates, vector: usize) -> [Wide; 2] {
    let lanes = all.as_chunks::<LANES>().0;
    [Wide::load(&lanes[vector]), Wide::load(&lanes[VECTORS + vector])]
}

/// The entries of one point.
#[inline(always)]
fn of_point(all: &Coordinates, point: usize) -> [f64; 2] {
    [all[point], all[POINTS + point]]
}

fn set_point(all: &mut Coordinates, point: usize, [x, y]: [f64; 2]) {
    all[point] = x;
    all[POINTS + point] = y;
}

/// Of a step, what [`Sight`] shows. Aligned, lest every fourth vector lie across two cache lines.
#[repr(align(64))]
struct Seen {
    x: Coordinates,
    f: [f64; POINTS],
    gradient: Coordinates,
    g: Coordinates,
}

impl Seen {
    fn nothing() -> Box<Self> {
        let zeros = [0.0; 2 * POINTS];
        Box::new(Self { x: zeros, f: [0.0; POINTS], gradient: zeros, g: zeros })
    }
}

/// Points, a bit each.
#[derive(Clone, Copy, Default, PartialEq)]
struct Points(u64);

impl Points {
    fn set(&mut self, point: usize, is_in: bool) {
        self.0 = self.0 & !(1 << point) | u64::from(is_in) << point;
    }

    fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let point = (rest != 0).then(|| rest.trailing_zeros() as usize);
            rest &= rest.wrapping_sub(1);
            point
        })
    }
}

/// What is seen of one run at one step.
struct Glimpse {
    x: [f64; 2],
    previous: [f64; 2],
    before_previous: [f64; 2],
    f: f64,
    gradient: [f64; 2],
    g: [f64; 2],
}

impl Glimpse {
    fn sight(&self, step: u64) -> Sight<'_, f64> {
        Sight {
            step,
            x: &self.x,
            previous: &self.previous,
            before_previous: &self.before_previous,
            f: self.f,
            gradient: &self.gradient,
            gradient_norm: norm(&self.gradient),
            g: &self.g,
        }
    }
}

/// A run under way.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Which start it is from.
    start: usize,
    /// The tick of its step 0.
    born: u64,
    watch: Watch,
}

struct Many<'a, S, E> {
    objective: AtPoints<'a>,
    optimizer: &'a Optimizer,
    stop: Stop,
    limits: Limits,
    starts: Starts<S>,
    /// The first start that has no place yet.
    next: usize,
    /// Starts that wait for a place, evaluated: those from `next` up to a multiple of `POINTS`. Not
    /// for gradient descent, which evaluates them with the first step.
    waiting: Box<Seen>,
    update: Update<f64>,
    /// Steps made so far, up to the last look.
    tick: u64,
    places: [Place; POINTS],
    taken: Points,
    /// Those of them whose watch counts something.
    counting: Points,
    /// No run is out of steps before this tick.
    deadline: u64,
    /// The last look, the step before it, and the steps since.
    seen: [Box<Seen>; STRIDE + 2],
    /// Gradient descent makes all steps to the next look in one go. It keeps fewer numbers of them;
    /// `seen` is filled for the few runs that are looked at closely.
    descent: Option<Box<Descent>>,
    /// Takes a run's end.
    found: E,
}

/// Index in `seen` of the last look.
const LAST_LOOK: usize = 1;
/// Index in `seen` of the last step.
const LAST: usize = LAST_LOOK + STRIDE;

impl<'a, S: Fn(usize) -> [f64; 2], E: FnMut(usize, End)> Many<'a, S, E> {
    fn new(
        landscape: &'a mut Landscape,
        optimizer: &'a Optimizer,
        stop: Stop,
        starts: Starts<S>,
        found: E,
    ) -> Self {
        let keeps_point = optimizer.rule.about().cost.hvps > 0;
        let descends = optimizer.rule == Rule::Gd && optimizer.beta() == 0.0;
        let descent = || Box::new(Descent::new(optimizer.alpha));
        Self {
            objective: AtPoints { landscape, keeps_point, point: [0.0; 2 * POINTS] },
            optimizer,
            stop,
            limits: Limits::of(stop),
            starts,
            next: 0,
            waiting: Seen::nothing(),
            update: Update::new(optimizer, 2 * POINTS),
            tick: 0,
            places: [Place::default(); POINTS],
            taken: Points::default(),
            counting: Points::default(),
            deadline: u64::MAX,
            seen: std::array::from_fn(|_| Seen::nothing()),
            descent: descends.then(descent),
            found,
        }
    }

    /// Gives free places to the next starts; whether any run is under way.
    fn fill(&mut self) -> bool {
        if !self.update.is_memoryless() {
            // What is remembered is as old for all runs.
            if !self.taken.is_empty() {
                return true;
            }
            self.update = Update::new(self.optimizer, 2 * POINTS);
        }
        let mut free = Points(!self.taken.0).iter();
        let mut place = free.next();
        while let (Some(point), true) = (place, self.next < self.starts.count) {
            if self.begin(point) {
                place = free.next();
            }
        }
        !self.taken.is_empty()
    }

    /// Begins the next run at a free place, unless it ends at its start; whether it does not.
    fn begin(&mut self, point: usize) -> bool {
        let start = self.next;
        self.next += 1;
        if let Some(descent) = self.descent.as_deref_mut() {
            // What is to be seen at its start will be seen after the next step.
            descent.begin(point, (self.starts.at)(start));
            self.take(point, start, self.tick + 1);
            return true;
        }
        let index = start % POINTS;
        if index == 0 {
            self.evaluate_starts(start);
        }
        let [x, gradient] =
            [&self.waiting.x, &self.waiting.gradient].map(|all| of_point(all, index));
        let f = self.waiting.f[index];
        if !self.limits.runs_on(x, f, gradient) {
            let [previous, before_previous] = [x; 2];
            let g = [0.0; 2];
            let glimpse = Glimpse { x, previous, before_previous, f, gradient, g };
            let (status, _) = Watch::default().judge(self.optimizer, self.stop, &glimpse.sight(0));
            if status != Status::Running {
                (self.found)(start, End { status, step: 0, x });
                return false;
            }
        }
        set_point(&mut self.objective.point, point, x);
        for seen in &mut self.seen[..=LAST_LOOK] {
            set_point(&mut seen.x, point, x);
        }
        set_point(&mut self.seen[LAST_LOOK].gradient, point, gradient);
        self.take(point, start, self.tick);
        true
    }

    /// Gives a place to the run from a start.
    fn take(&mut self, point: usize, start: usize, born: u64) {
        self.places[point] = Place { start, born, watch: Watch::default() };
        self.taken.set(point, true);
        self.counting.set(point, false);
        self.deadline = self.deadline.min(born + self.stop.steps);
    }

    /// f and ∇f at the starts from this one on.
    fn evaluate_starts(&mut self, first: usize) {
        let Seen { x, f, gradient, .. } = &mut *self.waiting;
        let Starts { count, at } = &self.starts;
        for (point, start) in (first..*count).take(POINTS).enumerate() {
            set_point(x, point, at(start));
        }
        self.objective.evaluate_elsewhere(x, f, gradient);
    }

    /// Some steps of all runs.
    fn advance(&mut self) {
        self.tick += STRIDE as u64;
        if let Some(descent) = self.descent.as_deref_mut() {
            return self.objective.landscape.descend(descent);
        }
        let phantoms = self.optimizer.rule.about().phantoms;
        for step in LAST_LOOK + 1..=LAST {
            let [before, from, now] = &mut self.seen[step - 2..=step] else { return };
            let from = Position { x: &from.x, previous: &before.x, gradient: Some(&from.gradient) };
            let g = self.update.step(self.optimizer, &mut self.objective, from, &mut now.x);
            if phantoms {
                now.g.copy_from_slice(g);
            }
            self.objective.evaluate(&now.x, &mut now.f, &mut now.gradient);
        }
    }

    /// x and y of a run at each step since the last look, and two before.
    fn trail(&self, point: usize) -> [[f64; 2]; LAST + 1] {
        match &self.descent {
            Some(descent) => descent.trail_of(point),
            None => self.seen.each_ref().map(|seen| of_point(&seen.x, point)),
        }
    }

    /// Fills in what was seen of a run of gradient descent since the last look, and two steps before.
    fn look_closely(&mut self, point: usize) {
        let Some(descent) = self.descent.as_deref() else { return };
        let trail = descent.trail_of(point);
        let mut entries = [[0.0; STRIDE]; 5];
        for (step, &x) in trail[LAST_LOOK + 1..].iter().enumerate() {
            [entries[0][step], entries[1][step]] = x;
        }
        for (seen, x) in self.seen.iter_mut().zip(trail) {
            set_point(&mut seen.x, point, x);
        }
        let [x, y, f, gx, gy] = &mut entries;
        let out = [f, gx, gy].map(|entry| entry.as_chunks_mut().0);
        self.objective.landscape.gradients(x.as_chunks().0, y.as_chunks().0, out);
        for (step, seen) in self.seen[LAST_LOOK + 1..].iter_mut().enumerate() {
            seen.f[point] = entries[2][step];
            set_point(&mut seen.gradient, point, [entries[3][step], entries[4][step]]);
        }
    }

    /// Ends the runs that ended at one of the last steps.
    fn look(&mut self) {
        let [loud, flat, still] = self.suspects();
        for point in Points(self.taken.0 & (loud.0 | self.counting.0)).iter() {
            self.judge(point);
        }
        for point in Points(self.taken.0 & flat.0 & !(loud.0 | self.counting.0)).iter() {
            if !self.end_where_flat(point) {
                self.judge(point);
            }
        }
        if self.deadline <= self.tick {
            self.end_of_budget();
        }
        if self.update.is_memoryless() {
            for point in Points(self.taken.0 & still.0).iter() {
                self.foresee(point);
            }
        }
        if self.descent.is_none() {
            self.seen.swap(LAST_LOOK, LAST);
            self.seen.swap(LAST_LOOK - 1, LAST - 1);
        }
    }

    /// Judges the runs that are out of steps, and finds out when the next one will be.
    fn end_of_budget(&mut self) {
        self.deadline = u64::MAX;
        for point in self.taken.iter() {
            let end = self.places[point].born + self.stop.steps;
            if end <= self.tick {
                self.judge(point);
            } else {
                self.deadline = self.deadline.min(end);
            }
        }
    }

    /// Judges the steps of a run since the last look.
    fn judge(&mut self, point: usize) {
        self.look_closely(point);
        let Place { born, watch, .. } = self.places[point];
        let first = self.tick + 1 - STRIDE as u64 - born;
        let is_due = born + self.stop.steps <= self.tick;
        // While counts are low, a run ends at a step for what is seen at that step alone.
        if !is_due && watch.counts_less_than(PATIENCE - STRIDE as u32) {
            let runs_on = |seen: &Seen| {
                let [x, gradient] = [&seen.x, &seen.gradient].map(|all| of_point(all, point));
                self.limits.runs_on(x, seen.f[point], gradient)
            };
            let steps = &self.seen[LAST_LOOK + 1..];
            if let Some(index) = steps.iter().position(|seen| !runs_on(seen)) {
                let step = first + index as u64;
                let glimpse = self.glimpse(LAST_LOOK + 1 + index, point);
                let position = norm(&glimpse.x);
                let end = end_at(self.optimizer, self.stop, &glimpse.sight(step), position);
                if let Some((status, _)) = end {
                    return self.end(point, End { status, step, x: glimpse.x });
                }
            }
        }
        let mut watch = watch;
        for at in LAST_LOOK + 1..=LAST {
            if self.judge_step(point, at, first + (at - LAST_LOOK - 1) as u64, &mut watch) {
                return;
            }
        }
        self.places[point].watch = watch;
        self.counting.set(point, !watch.counts_less_than(1));
    }

    /// Ends a run of gradient descent at the first of the last steps where ∇f is as small as asked
    /// for, if it is at one, and if nothing else can end it; false where that is not certain.
    fn end_where_flat(&mut self, point: usize) -> bool {
        let Place { born, .. } = self.places[point];
        let Some(descent) = self.descent.as_deref() else { return false };
        if born + self.stop.steps <= self.tick {
            return false;
        }
        // All are looked at before one is picked: at which step a run ends, no processor can guess.
        let [_, _, halts @ ..] = descent.trail(point / LANES);
        let lane = point % LANES;
        let flat =
            |(step, halt): (usize, &Halt)| u64::from(halt.slope[lane] <= self.limits.flat) << step;
        let steps = halts.iter().enumerate().map(flat).fold(0, |all, one| all | one);
        for index in Points(steps).iter() {
            let slope = halts[index].slope[lane];
            let x = halts[index].x.map(|lanes| lanes[lane]);
            // What norm() does with numbers of a usual size.
            if slope < SMALLEST_SQUARE {
                return false;
            }
            if slope < self.limits.surely_flat || slope.sqrt() <= self.stop.grad_tol {
                let step = self.tick - (STRIDE - 1 - index) as u64 - born;
                self.end(point, End { status: Status::Converged, step, x });
                return true;
            }
        }
        true
    }

    /// Judges a step of a run, of which `seen[at]` holds what is seen; whether it ended.
    fn judge_step(&mut self, point: usize, at: usize, step: u64, watch: &mut Watch) -> bool {
        let glimpse = self.glimpse(at, point);
        let (status, _) = watch.judge(self.optimizer, self.stop, &glimpse.sight(step));
        if status == Status::Running {
            return false;
        }
        self.end(point, End { status, step, x: glimpse.x });
        true
    }

    /// What is seen of a run at one of the steps since the last look.
    fn glimpse(&self, at: usize, point: usize) -> Glimpse {
        let of = |all| of_point(all, point);
        let seen = &self.seen[at];
        Glimpse {
            x: of(&seen.x),
            previous: of(&self.seen[at - 1].x),
            before_previous: of(&self.seen[at - 2].x),
            f: seen.f[point],
            gradient: of(&seen.gradient),
            g: of(&seen.g),
        }
    }

    #[inline(always)]
    fn end(&mut self, point: usize, end: End) {
        (self.found)(self.places[point].start, end);
        self.taken.set(point, false);
    }

    /// Ends a run that is, to the bit, at a position where it was at one of the steps since the last
    /// look: what it has seen since then, it sees again and again.
    fn foresee(&mut self, point: usize) {
        let bits = self.trail(point).map(|x| x.map(f64::to_bits));
        let is_position = |at: usize| bits[at] == bits[LAST] && bits[at - 1] == bits[LAST - 1];
        let Some(earlier) = (LAST_LOOK..LAST).rev().find(|&at| is_position(at)) else { return };
        self.look_closely(point);
        let period = LAST - earlier;
        let Place { born, mut watch, .. } = self.places[point];
        let now = self.tick - born;
        // In the second round all sights are those of every round to come. A count that grows all
        // through it will do so on and on.
        for ahead in 1.. {
            let at = earlier + 1 + (ahead - 1) % period;
            if self.judge_step(point, at, now + ahead as u64, &mut watch) {
                return;
            }
            if ahead >= 2 * period && watch.counts_less_than(period as u32) {
                break;
            }
        }
        let left = (self.stop.steps - now) as usize;
        let x = of_point(&self.seen[earlier + 1 + (left - 1) % period].x, point);
        self.end(point, End { status: Status::Budget, step: self.stop.steps, x });
    }

    /// The points of which it is not certain that none of the last steps was an end, and the last
    /// one none that a watch would count (whether its counts stood at zero is asked elsewhere). Of
    /// gradient descent those whose gradient was small are told apart, second. Third, those that
    /// are where they were two steps before.
    fn suspects(&self) -> [Points; 3] {
        match &self.descent {
            Some(descent) => self.suspects_of_descent(descent),
            None => self.suspects_seen(),
        }
    }

    /// No iterate x of gradient descent is farther from the last one, y, than the steps between them
    /// are long, so that ‖x‖² ≤ 2‖y‖² + 2α²(Σ‖∇f‖)², and (Σ‖∇f‖)² is at most their number times
    /// Σ‖∇f‖².
    fn suspects_of_descent(&self, descent: &Descent) -> [Points; 3] {
        let alpha = self.optimizer.alpha;
        let reach = Wide::splat(alpha * alpha * (2 * STRIDE) as f64 * (1.0 + SLACK));
        let at = |vector| {
            let [.., before_previous, previous, last] = descent.trail(vector);
            [last, previous, before_previous].map(|halt| halt.x.map(|lanes| Wide::load(&lanes)))
        };
        self.suspects_by(at, |vector, distance| {
            let [_, _, halts @ ..] = descent.trail(vector);
            let slopes = halts.each_ref().map(|halt| Wide::load(&halt.slope));
            let total = slopes.into_iter().reduce(|total, slope| total + slope);
            Summary {
                flattest: smallest(slopes),
                distance: distance + distance + total.unwrap_or(distance) * reach,
            }
        })
    }

    /// Not inlined, nor is the update: together they would need more registers than there are.
    #[inline(never)]
    fn suspects_seen(&self) -> [Points; 3] {
        let rows: [&Seen; STRIDE] = std::array::from_fn(|step| &*self.seen[LAST_LOOK + 1 + step]);
        let [.., before_previous, previous, last] = rows;
        let at = |vector| [last, previous, before_previous].map(|seen| load(&seen.x, vector));
        self.suspects_by(at, |vector, _| {
            let [mut total, mut distance] = [Wide::splat(0.0); 2];
            let mut flattest = Wide::splat(f64::INFINITY);
            let mut take = |seen: &Seen| {
                let [gx, gy] = load(&seen.gradient, vector);
                let slope = square(gx, gy);
                flattest = Wide::smaller(slope, flattest);
                total = total + (slope + Wide::load(&seen.f.as_chunks::<LANES>().0[vector]).abs());
                let [x, y] = load(&seen.x, vector);
                distance = distance + square(x, y);
            };
            // Written out, for a loop takes as much time as what is done in it.
            let [a, b, c, d, e, f, g, h] = rows;
            take(a);
            take(b);
            take(c);
            take(d);
            take(e);
            take(f);
            take(g);
            take(h);
            // 0, or NaN.
            Summary { flattest, distance: distance + total * Wide::splat(0.0) }
        })
    }

    /// The suspects, by the last, the previous and the iterate before of a vector's points, and a
    /// summary of the last steps, which is told the last iterates' ‖x‖².
    #[inline(always)]
    fn suspects_by(
        &self,
        at: impl Fn(usize) -> [[Wide; 2]; 3],
        summary: impl Fn(usize, Wide) -> Summary,
    ) -> [Points; 3] {
        let splat = Wide::splat;
        let Limits { flat, steep, same, different, farthest, .. } = self.limits;
        let [flat, steep, same, different, farthest] =
            [flat, steep, same, different, farthest].map(splat);
        let one = splat(1.0);
        let phantoms = self.optimizer.rule.about().phantoms;
        let last = &self.seen[LAST];
        // The last first, so that each vector's bits go in at the lowest place.
        let [mut quiet, mut sloping, mut moving] = [0; 3];
        for vector in (0..VECTORS).rev() {
            let [[x, y], previous, before_previous] = at(vector);
            let distance = square(x, y);
            let passed = summary(vector, distance);
            let scale = distance + one;
            let from = |[other_x, other_y]: [Wide; 2]| square(x - other_x, y - other_y);
            // No bit of these is set where a number is NaN.
            let moves = Wide::less(same * scale, from(before_previous));
            let mut calm = moves;
            if moves != ALL_LANES {
                calm |= Wide::less(from(previous), different * scale);
            }
            calm &= Wide::less(passed.distance, farthest);
            if phantoms {
                let ([gx, gy], [dx, dy]) = (load(&last.gradient, vector), load(&last.g, vector));
                calm &= Wide::less(flat, square(dx, dy)) | Wide::less(square(gx, gy), steep);
            }
            quiet = quiet << LANES | calm;
            sloping = sloping << LANES | Wide::less(flat, passed.flattest);
            moving = moving << LANES | moves;
        }
        [quiet, sloping, moving].map(|all: u64| Points(!all))
    }
}

/// Of the steps since the last look, for a vector's points.
struct Summary {
    /// The smallest ‖∇f‖².
    flattest: Wide,
    /// At least the largest ‖x‖²; not finite where an f or a ∇f was not.
    distance: Wide,
}

/// The smallest of some numbers in each lane; those that are NaN are left out.
#[inline(always)]
fn smallest(numbers: [Wide; STRIDE]) -> Wide {
    numbers.into_iter().fold(Wide::splat(f64::INFINITY), |least, one| Wide::smaller(one, least))
}

#[inline(always)]
fn square(x: Wide, y: Wide) -> Wide {
    x * x + y * y
}

/// The stop test's limits, squared, with room for rounding.
#[derive(Clone, Copy)]
struct Limits {
    /// ‖∇f‖² above this is no end.
    flat: f64,
    /// ‖∇f‖² below this is one, if nothing else is.
    surely_flat: f64,
    /// ‖∇f‖² below this is no phantom.
    steep: f64,
    /// Two iterates are not the same if ‖·‖² of their difference, by 1 + ‖x‖², is above this.
    same: f64,
    /// They are not different if it is below this.
    different: f64,
    /// ‖x‖² below this is not too far.
    farthest: f64,
}

impl Limits {
    fn of(stop: Stop) -> Self {
        let tolerance = stop.grad_tol;
        let steep = STEEP * tolerance;
        let (same, different) = f64::CYCLE;
        Self {
            flat: (tolerance * tolerance * (1.0 + SLACK)).max(SMALLEST_SQUARE),
            surely_flat: tolerance * tolerance * (1.0 - SLACK),
            steep: steep * steep * (1.0 - SLACK),
            // max(1, ‖x‖)² is at most 1 + ‖x‖², and at least half of it.
            same: same * same * (1.0 + SLACK),
            different: different * different * 0.5 * (1.0 - SLACK),
            farthest: FARTHEST * FARTHEST * (1.0 - SLACK),
        }
    }

    /// Certainly nothing here ends a run, unless something is counted.
    fn runs_on(&self, [x, y]: [f64; 2], f: f64, [gx, gy]: [f64; 2]) -> bool {
        let slope = gx * gx + gy * gy;
        self.flat < slope && x * x + y * y < self.farthest && (slope + f).abs() < f64::INFINITY
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
        self.evaluate_elsewhere(x, f, gradient);
    }

    /// The same, with H staying where it is.
    fn evaluate_elsewhere(
        &mut self,
        x: &Coordinates,
        f: &mut [f64; POINTS],
        gradient: &mut Coordinates,
    ) {
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
        if let (Some(x), Some(gradient)) = (x.as_array(), gradient.as_mut_array()) {
            self.evaluate(x, &mut f, gradient);
        }
        f.iter().sum()
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) {
        if let (Some(x), Some(gradient)) = (x.as_array(), gradient.as_mut_array()) {
            self.evaluate(x, &mut [0.0; POINTS], gradient);
        }
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
