//! The critical points of a function in a window, and which optimizers' filters admit them.
//!
//! Newton's method from a grid of starts, from a denser one, and from a still denser one if the
//! second brought anything new. That finds what it finds: unlike each point, the list's
//! completeness is not proved.

mod newton;

use serde::Serialize;

use crate::admission::admitted;
use crate::objective::landscape::{Landscape, centre};
use crate::order::ascending;
use crate::planar::{self, Kind};
use crate::spec::Optimizer;
use newton::{Jet, Newton};

/// Starts a side: first, to check, and where the check found more. The even ones miss the
/// window's axes, the odd one has starts on them.
const GRIDS: [usize; 3] = [32, 45, 96];
/// Isolated points at most: the search ends there.
const MOST: usize = 400;
/// Points at most that show a continuum.
const SAMPLE: usize = 256;
/// Evaluations of f with its derivatives at most.
const BUDGET: usize = 400_000;
/// Length, in units of the window, at which a continuum is told from an isolated point.
const REACH: f64 = 0.01;
/// Directions that Newton's method corrects: one of them goes along any curve.
const AXES: [[f64; 2]; 4] = [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]];
/// Directions all around, on no axis of symmetry.
const RING: [[f64; 2]; 8] = [
    [1.0, 0.3],
    [0.3, 1.0],
    [-0.3, 1.0],
    [-1.0, 0.3],
    [-1.0, -0.3],
    [-0.3, -1.0],
    [0.3, -1.0],
    [1.0, -0.3],
];
/// Isolated points that are closer are one.
const MERGED: f64 = 1e-6;

/// A critical point: ‖∇f‖ ≤ 1e−10·max(1, ‖H‖).
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CriticalPoint {
    /// Where.
    pub x: [f64; 2],
    /// f there.
    pub f: f64,
    /// Eigenvalues of H, ascending.
    pub eigenvalues: [f64; 2],
    /// The unit eigenvector of the larger one; [1, 0] where every direction is one.
    pub axis: [f64; 2],
    /// What they say.
    pub kind: Kind,
    /// For each optimizer, whether its passband holds the eigenvalues; `None` where the point is
    /// degenerate, an eigenvalue on an edge, or the optimizer without a passband for H.
    pub admitted: Vec<Option<bool>>,
}

/// The critical points in a window.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CriticalPoints {
    /// Isolated ones, by x, then by y.
    pub points: Vec<CriticalPoint>,
    /// Whether there are also curves or regions of them, as doubles see f: one that underflows to
    /// a constant is constant.
    pub continuum: bool,
    /// Some points of the continuum, for pictures.
    pub continuum_sample: Vec<[f64; 2]>,
    /// Whether the search ended before it ceased to find: these are at least so many.
    pub at_least: bool,
}

/// Critical points of a function in a window [x₀, x₁, y₀, y₁], borders included.
pub fn critical_points(
    landscape: &mut Landscape,
    window: [f64; 4],
    optimizers: &[Optimizer],
) -> CriticalPoints {
    let mut search = Search {
        newton: Newton::new(landscape, window, BUDGET),
        isolated: Vec::new(),
        continuum: Vec::new(),
    };
    let at_least = !search.run(window);
    search.drop_ends();
    let places: Vec<[f64; 2]> = search.isolated.iter().map(|jet| jet.x).collect();
    let points = in_order(&places)
        .into_iter()
        .map(|index| report(&search.isolated[index], optimizers))
        .collect();
    let sample: Vec<[f64; 2]> =
        in_order(&search.continuum).into_iter().map(|index| search.continuum[index]).collect();
    let every = sample.len().div_ceil(SAMPLE).max(1);
    CriticalPoints {
        points,
        continuum: !sample.is_empty(),
        continuum_sample: sample.into_iter().step_by(every).collect(),
        at_least,
    }
}

fn is_degenerate(jet: &Jet) -> bool {
    Kind::of(&planar::eigenvalues(jet.hessian)) == Kind::Degenerate
}

fn report(jet: &Jet, optimizers: &[Optimizer]) -> CriticalPoint {
    let eigenvalues = planar::eigenvalues(jet.hessian);
    CriticalPoint {
        x: jet.x,
        f: jet.f,
        eigenvalues,
        axis: planar::axis(jet.hessian),
        kind: Kind::of(&eigenvalues),
        admitted: optimizers.iter().map(|optimizer| admitted(optimizer, &eigenvalues)).collect(),
    }
}

/// The indices of points by x, and those of one x by y.
fn in_order(points: &[[f64; 2]]) -> Vec<usize> {
    let by = |axis: usize, order: &[usize]| -> Vec<usize> {
        let values: Vec<f64> = order.iter().map(|&index| points[index][axis]).collect();
        ascending(&values).into_iter().map(|place| order[place]).collect()
    };
    let all: Vec<usize> = (0..points.len()).collect();
    // Equal values keep their order: first by y, then by x.
    by(0, &by(1, &all))
}

/// The centres of `side` × `side` cells of a window.
fn grid([x0, x1, y0, y1]: [f64; 4], side: usize) -> Vec<[f64; 2]> {
    let cell =
        |index: usize| [centre(x0, x1, index % side, side), centre(y0, y1, index / side, side)];
    (0..side * side).map(cell).collect()
}

/// What has been found so far.
struct Search<'a> {
    newton: Newton<'a>,
    isolated: Vec<Jet>,
    /// At least [`REACH`] apart.
    continuum: Vec<[f64; 2]>,
}

impl Search<'_> {
    /// True if it ended because it ceased to find.
    fn run(&mut self, window: [f64; 4]) -> bool {
        let mut before = 0;
        for (round, side) in GRIDS.into_iter().enumerate() {
            let starts = grid(window, side);
            if round == 0 {
                self.newton.measure(&starts);
            }
            for start in starts {
                self.try_from(start);
                if self.isolated.len() >= MOST || self.newton.is_exhausted() {
                    return false;
                }
            }
            self.look_around(before);
            if round > 0 && self.isolated.len() == before {
                return true;
            }
            before = self.isolated.len();
        }
        false
    }

    /// Starts at many distances around the points from number `from` on: a neighbour may hide its
    /// small basin from a grid.
    fn look_around(&mut self, from: usize) {
        let mut next = from;
        while next < self.isolated.len().min(MOST) {
            let centre = self.isolated[next].x;
            let mut distance = REACH * 8.0;
            while distance > 1e-4 * REACH {
                for [x, y] in RING {
                    let start = self.newton.moved(centre, [distance * x, distance * y]);
                    self.try_from(start);
                }
                distance /= 8.0;
            }
            next += 1;
        }
    }

    /// A degenerate point beside a continuum, such as a cusp of it, belongs to it.
    fn drop_ends(&mut self) {
        let (newton, continuum) = (&self.newton, &self.continuum);
        let beside =
            |jet: &Jet| continuum.iter().any(|&other| newton.distance(other, jet.x) < 2.0 * REACH);
        self.isolated.retain(|jet| !(is_degenerate(jet) && beside(jet)));
    }

    fn try_from(&mut self, start: [f64; 2]) {
        let Some(jet) = self.newton.descend(start) else { return };
        if self.is_known(&jet) {
            return;
        }
        let Some(jet) = self.newton.polish(jet) else { return };
        if !self.newton.holds(jet.x, 1e-9) || self.is_known(&jet) {
            return;
        }
        if is_degenerate(&jet) && self.is_in_continuum(&jet) {
            self.continuum.push(jet.x);
        } else {
            self.isolated.push(jet);
        }
    }

    /// Whether a point is one of those found, as far as Newton's method can tell.
    fn is_known(&mut self, jet: &Jet) -> bool {
        let degenerate = is_degenerate(jet);
        if degenerate
            && self.continuum.iter().any(|&other| self.newton.distance(other, jet.x) < REACH)
        {
            return true;
        }
        let merged = MERGED * jet.x[0].abs().max(jet.x[1].abs()).max(1.0);
        let newton = &mut self.newton;
        self.isolated.iter().any(|other| {
            let apart = libm::hypot(jet.x[0] - other.x[0], jet.x[1] - other.x[1]);
            apart <= merged
                || ((degenerate || is_degenerate(other)) && newton.joined(jet.x, other.x))
        })
    }

    /// Whether Newton's method, started beside a degenerate point, stays beside it at every scale:
    /// it comes back to an isolated one.
    fn is_in_continuum(&mut self, jet: &Jet) -> bool {
        let newton = &mut self.newton;
        AXES.iter().any(|&[x, y]| {
            [1.0, 0.5, 0.25].into_iter().all(|scale| {
                let reach = scale * REACH;
                let start = newton.moved(jet.x, [reach * x, reach * y]);
                let end = newton.descend(start).and_then(|end| newton.polish(end));
                end.is_some_and(|end| {
                    let distance = newton.distance(end.x, jet.x);
                    is_degenerate(&end) && distance >= reach / 4.0 && distance <= reach * 4.0
                })
            })
        })
    }
}
