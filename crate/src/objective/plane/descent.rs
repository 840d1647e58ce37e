//! Gradient descent from many points at once.

use super::Lanes;
use crate::kernel::Vector;
use crate::objective::number::{LANES, OverPlane, Wide};

/// Runs that are made at once.
pub const POINTS: usize = 64;
/// Steps that they make before they are looked at.
pub const STEPS: usize = 8;
/// A number of each run.
pub type Row = [f64; POINTS];

/// Some steps x⁺ = x − α∇f(x), and what tells whether a run by them may have ended on the way.
///
/// The optimizer's own code would make the same steps, to the bit; here they are made in the sweep
/// that computes ∇f, which need not be written down and read again.
#[derive(Clone)]
#[repr(align(64))]
pub struct Descent {
    alpha: f64,
    /// x and y after the last two steps before these, after each of these, and after the next one.
    trail: [[Row; 2]; 2 + STEPS + 1],
    /// ‖∇f‖² after each of these.
    pub slopes: [Row; STEPS],
    /// The sum of ‖∇f‖² + |f| after each.
    pub total: Row,
}

impl Descent {
    /// With step size α, no run being under way.
    pub fn new(alpha: f64) -> Self {
        let row = [0.0; POINTS];
        let (trail, slopes) = ([[row; 2]; 2 + STEPS + 1], [row; STEPS]);
        Self { alpha, trail, slopes, total: row }
    }

    /// Puts a run at its start, where ∇f is known.
    pub fn begin(&mut self, point: usize, start: [f64; 2], gradient: [f64; 2]) {
        let [before, last, next] = &mut self.trail[STEPS..] else { return };
        for i in 0..2 {
            before[i][point] = start[i];
            last[i][point] = start[i];
            next[i][point] = start[i] - self.alpha * gradient[i];
        }
    }

    /// x and y of all runs, first after the last two steps before these.
    pub fn trail(&self) -> &[[Row; 2]; 2 + STEPS] {
        let [trail @ .., _] = &self.trail;
        trail
    }

    /// x and y of a run, as in [`trail`](Self::trail).
    pub fn trail_of(&self, point: usize) -> [[f64; 2]; 2 + STEPS] {
        std::array::from_fn(|step| self.at(step, point))
    }

    /// One of these.
    #[inline(always)]
    pub fn at(&self, step: usize, point: usize) -> [f64; 2] {
        let [x, y] = &self.trail[step];
        [x[point], y[point]]
    }

    /// Makes the next steps, for a formula that is compiled.
    #[inline(always)]
    pub(super) fn go_on<N: OverPlane<3, Value = Wide>>(&mut self, formula: impl Fn(N, N) -> N) {
        self.trail.copy_within(STEPS.., 0);
        let alpha = Wide::splat(self.alpha);
        let total = self.total.as_chunks_mut::<LANES>().0;
        total.fill([0.0; LANES]);
        for step in 0..STEPS {
            let [at, next] = &mut self.trail[2 + step..][..2] else { return };
            let [x, y] = at.each_ref().map(|row| row.as_chunks::<LANES>().0);
            let [next_x, next_y] = next.each_mut().map(|row| row.as_chunks_mut::<LANES>().0);
            let slopes = self.slopes[step].as_chunks_mut::<LANES>().0;
            for vector in 0..POINTS / LANES {
                let [x, y] = [x, y].map(|row| Wide::load(&row[vector]));
                let [in_x, in_y] = N::variables(x, y);
                let [f, gx, gy] = formula(in_x, in_y).entries();
                (x - alpha * gx).store(&mut next_x[vector]);
                (y - alpha * gy).store(&mut next_y[vector]);
                let slope = gx * gx + gy * gy;
                slope.store(&mut slopes[vector]);
                (Wide::load(&total[vector]) + (slope + f.abs())).store(&mut total[vector]);
            }
        }
    }

    /// Makes the next steps, with f and ∇f from elsewhere: `gradients` is given x and y, and where
    /// f, ∂x and ∂y go.
    pub fn go_on_by(&mut self, mut gradients: impl FnMut([&[Lanes]; 2], [&mut [Lanes]; 3])) {
        self.trail.copy_within(STEPS.., 0);
        self.total = [0.0; POINTS];
        let [mut f, mut gx, mut gy] = [[0.0; POINTS]; 3];
        for step in 0..STEPS {
            let [at, next] = &mut self.trail[2 + step..][..2] else { return };
            let out = [&mut f, &mut gx, &mut gy].map(|row| row.as_chunks_mut().0);
            gradients(at.each_ref().map(|row| row.as_chunks().0), out);
            for point in 0..POINTS {
                let slope = gx[point] * gx[point] + gy[point] * gy[point];
                self.slopes[step][point] = slope;
                self.total[point] += slope + f[point].abs();
                next[0][point] = at[0][point] - self.alpha * gx[point];
                next[1][point] = at[1][point] - self.alpha * gy[point];
            }
        }
    }
}
