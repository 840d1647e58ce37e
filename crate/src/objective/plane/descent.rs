//! Gradient descent from many points at once.

use super::Lanes;
use crate::kernel::Vector;
use crate::objective::number::{LANES, OverPlane, Wide};

/// Runs that are made at once.
pub const POINTS: usize = 64;
/// Steps that they make before they are looked at.
pub const STEPS: usize = 8;
/// Vectors that a number of each run fills.
const VECTORS: usize = POINTS / LANES;

/// Some steps x⁺ = x − α∇f(x), and what tells whether a run by them may have ended on the way.
///
/// The optimizer's own code would make the same steps, to the bit; here they are made in the sweep
/// that computes ∇f, which need not be written down and read again.
#[derive(Clone)]
pub struct Descent {
    alpha: f64,
    trails: [Trail; VECTORS],
}

/// What is known of a few runs after the last two steps before these, after each of these, and after
/// the next one. All of it lies so near that the processor's code reaches it from one address.
#[derive(Clone)]
#[repr(align(16))]
struct Trail([Halt; 2 + STEPS + 1]);

/// Of a few runs after a step.
#[derive(Clone, Copy)]
pub struct Halt {
    /// x and y.
    pub x: [Lanes; 2],
    /// ‖∇f‖² where f is finite and this is not NaN; else not finite, or not above 0.
    pub slope: Lanes,
}

impl Descent {
    /// With step size α, no run being under way.
    pub fn new(alpha: f64) -> Self {
        let nothing = Halt { x: [[0.0; LANES]; 2], slope: [0.0; LANES] };
        let trail = || Trail([nothing; 2 + STEPS + 1]);
        Self { alpha, trails: std::array::from_fn(|_| trail()) }
    }

    /// Puts a run where it will be after the next step: at its start.
    #[inline(always)]
    pub fn begin(&mut self, point: usize, start: [f64; 2]) {
        let Trail([.., before, last, next]) = &mut self.trails[point / LANES];
        for halt in [before, last, next] {
            for (lanes, coordinate) in halt.x.iter_mut().zip(start) {
                lanes[point % LANES] = coordinate;
            }
        }
    }

    /// A vector's runs, first after the last two steps before these, where slopes mean nothing.
    #[inline(always)]
    pub fn trail(&self, vector: usize) -> &[Halt; 2 + STEPS] {
        let Trail([trail @ .., _]) = &self.trails[vector];
        trail
    }

    /// x and y of a run, as in [`trail`](Self::trail).
    pub fn trail_of(&self, point: usize) -> [[f64; 2]; 2 + STEPS] {
        self.trail(point / LANES).each_ref().map(|halt| halt.x.map(|lanes| lanes[point % LANES]))
    }

    /// Makes the next steps, for a formula that is compiled.
    #[inline(always)]
    pub(super) fn go_on<N: OverPlane<3, Value = Wide>>(&mut self, formula: impl Fn(N, N) -> N) {
        self.go_back();
        let alpha = Wide::splat(self.alpha);
        for step in 0..STEPS {
            // All runs in turn: the steps of one have to wait for each other.
            for Trail(halts) in &mut self.trails {
                let [at, next] = &mut halts[2 + step..][..2] else { return };
                let [x, y] = at.x.map(|lanes| Wide::load(&lanes));
                let [in_x, in_y] = N::variables(x, y);
                let [f, gx, gy] = formula(in_x, in_y).entries();
                (x - alpha * gx).store(&mut next.x[0]);
                (y - alpha * gy).store(&mut next.x[1]);
                slope(f, gx, gy).store(&mut at.slope);
            }
        }
    }

    /// Makes the next steps, with f and ∇f from elsewhere: `gradients` is given x and y, and where
    /// f, ∂x and ∂y go.
    pub fn go_on_by(&mut self, mut gradients: impl FnMut([&[Lanes]; 2], [&mut [Lanes]; 3])) {
        self.go_back();
        let mut x = [[[0.0; LANES]; VECTORS]; 2];
        let [mut f, mut gx, mut gy] = [[[0.0; LANES]; VECTORS]; 3];
        for step in 0..STEPS {
            for (vector, Trail(halts)) in self.trails.iter().enumerate() {
                [x[0][vector], x[1][vector]] = halts[2 + step].x;
            }
            gradients(x.each_ref().map(|row| &row[..]), [&mut f, &mut gx, &mut gy]);
            for (vector, Trail(halts)) in self.trails.iter_mut().enumerate() {
                let [at, next] = &mut halts[2 + step..][..2] else { return };
                for lane in 0..LANES {
                    let [gx, gy] = [gx[vector][lane], gy[vector][lane]];
                    at.slope[lane] = slope(f[vector][lane], gx, gy);
                    next.x[0][lane] = at.x[0][lane] - self.alpha * gx;
                    next.x[1][lane] = at.x[1][lane] - self.alpha * gy;
                }
            }
        }
    }

    /// What was after the last steps is now before them.
    #[inline(always)]
    fn go_back(&mut self) {
        for Trail(halts) in &mut self.trails {
            let (before, after) = halts.split_at_mut(STEPS);
            for (before, after) in before.iter_mut().zip(after) {
                // As registers: a copy of so few bytes would be a call.
                for (before, after) in before.x.iter_mut().zip(&after.x) {
                    Wide::load(after).store(before);
                }
            }
        }
    }
}

/// As in [`Halt`]. 0·f is 0 where f is finite, and the larger of both is taken because processors
/// have more units to compare with than to add with here; where one is NaN it is 0·f.
#[inline(always)]
fn slope<V: Vector<Scalar = f64>>(f: V, gx: V, gy: V) -> V {
    V::larger(gx * gx + gy * gy, f * V::splat(0.0))
}
