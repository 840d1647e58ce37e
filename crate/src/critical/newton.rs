//! Newton's method for ∇f = 0, which finds minima, saddles and maxima alike.

use crate::objective::landscape::Landscape;
use crate::order::ascending;

/// Steps that a start may take until its gradient vanishes.
const DESCENT: usize = 80;
/// Steps from there to stagnation; a zero of order m needs some 20·m of them.
const POLISH: usize = 300;
/// Steps in a row that do not improve on the best gradient: rounding is all that is left.
const STALE: usize = 3;
/// So many steps at least halve the length of a step, or it runs along a tail where f flattens out.
const HALVING: usize = 20;
/// Longest step, in units of the window.
const LONGEST: f64 = 0.25;
/// A last step below this, in units of the window, has arrived.
const ARRIVED: f64 = 1e-6;
/// A step below this, in those units and by itself, is the last.
const STAGNANT: f64 = 1e-12;

/// A point with f and its derivatives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Jet {
    pub x: [f64; 2],
    pub f: f64,
    pub gradient: [f64; 2],
    /// [∂xx, ∂xy, ∂yy].
    pub hessian: [f64; 3],
}

impl Jet {
    /// ‖∇f‖.
    pub fn slope(&self) -> f64 {
        libm::hypot(self.gradient[0], self.gradient[1])
    }

    fn is_finite(&self) -> bool {
        let numbers = self.gradient.iter().chain(&self.hessian);
        self.f.is_finite() && numbers.into_iter().all(|number| number.is_finite())
    }

    /// Largest entry of H in modulus: at most ‖H‖, at least half of it.
    fn curvature(&self) -> f64 {
        self.hessian.iter().fold(0.0, |largest: f64, entry| largest.max(entry.abs()))
    }

    /// −H⁻¹∇f; along the image of H where it is singular; `None` where it is 0.
    fn step(&self) -> Option<[f64; 2]> {
        let scale = self.curvature();
        if scale == 0.0 {
            return None;
        }
        // Scaled, so that the determinant neither overflows nor vanishes.
        let [xx, xy, yy] = self.hessian.map(|entry| entry / scale);
        let [gx, gy] = self.gradient.map(|entry| -entry / scale);
        let determinant = xx * yy - xy * xy;
        let (step, divisor) = if determinant == 0.0 {
            ([xx * gx + xy * gy, xy * gx + yy * gy], (xx + yy) * (xx + yy))
        } else {
            ([yy * gx - xy * gy, xx * gy - xy * gx], determinant)
        };
        let step = step.map(|entry| entry / divisor);
        step.iter().all(|entry| entry.is_finite()).then_some(step)
    }
}

/// A function seen through a window.
pub(super) struct Newton<'a> {
    landscape: &'a mut Landscape,
    window: [f64; 4],
    /// ‖∇f‖ that counts as usual here, at most 1.
    unit: f64,
    /// Evaluations left.
    budget: usize,
}

impl<'a> Newton<'a> {
    pub fn new(landscape: &'a mut Landscape, window: [f64; 4], budget: usize) -> Self {
        Self { landscape, window, unit: 1.0, budget }
    }

    /// Takes the usual ‖∇f‖ from a grid. Without it, all points of 1e−12·f would be critical.
    pub fn measure(&mut self, starts: &[[f64; 2]]) {
        let jets = starts.iter().filter_map(|&x| self.at(x));
        let slopes: Vec<f64> = jets.map(|jet| jet.slope()).collect();
        let middle = ascending(&slopes).get(slopes.len() / 2).map(|&index| slopes[index]);
        self.unit = middle.map_or(1.0, |middle| middle.min(1.0));
    }

    /// Whether it has evaluated as often as it may.
    pub fn is_exhausted(&self) -> bool {
        self.budget == 0
    }

    /// Width and height.
    fn size(&self) -> [f64; 2] {
        let [x0, x1, y0, y1] = self.window;
        [x1 - x0, y1 - y0]
    }

    /// The point that far from `x`, in units of the window.
    pub fn moved(&self, x: [f64; 2], by: [f64; 2]) -> [f64; 2] {
        let [width, height] = self.size();
        [x[0] + width * by[0], x[1] + height * by[1]]
    }

    /// Length in units of the window.
    pub fn length(&self, [dx, dy]: [f64; 2]) -> f64 {
        let [width, height] = self.size();
        let (u, v) = (dx / width, dy / height);
        (u * u + v * v).sqrt()
    }

    /// Distance in units of the window.
    pub fn distance(&self, a: [f64; 2], b: [f64; 2]) -> f64 {
        self.length([a[0] - b[0], a[1] - b[1]])
    }

    /// Whether the window, widened by `margin` times its size, holds a point.
    pub fn holds(&self, x: [f64; 2], margin: f64) -> bool {
        let [x0, x1, y0, y1] = self.window;
        let within = |value: f64, low: f64, high: f64| {
            let slack = margin * (high - low) + 4.0 * f64::EPSILON * value.abs();
            value >= low - slack && value <= high + slack
        };
        within(x[0], x0, x1) && within(x[1], y0, y1)
    }

    /// f and its derivatives, where they are finite and while the budget lasts.
    pub fn at(&mut self, x: [f64; 2]) -> Option<Jet> {
        self.budget = self.budget.checked_sub(1)?;
        let (f, gradient, hessian) = self.landscape.hessian(x);
        let jet = Jet { x, f, gradient, hessian };
        jet.is_finite().then_some(jet)
    }

    /// ‖∇f‖ ≤ 1e−10·max(1, ‖H‖), with the usual slope for 1 where that is less.
    pub fn vanishes(&self, jet: &Jet) -> bool {
        jet.slope() <= 1e-10 * self.unit.max(jet.curvature())
    }

    /// Newton's steps from a start to where the gradient vanishes; `None` if they lead nowhere.
    pub fn descend(&mut self, start: [f64; 2]) -> Option<Jet> {
        let mut jet = self.at(start)?;
        for _ in 0..DESCENT {
            if self.vanishes(&jet) {
                return Some(jet);
            }
            let step = jet.step()?;
            let shorter = (LONGEST / self.length(step)).min(1.0);
            jet = self.at([jet.x[0] + shorter * step[0], jet.x[1] + shorter * step[1]])?;
            if !self.holds(jet.x, 1.0) {
                return None;
            }
        }
        None
    }

    /// On to stagnation, to the point with the least gradient; `None` if the steps run away.
    pub fn polish(&mut self, start: Jet) -> Option<Jet> {
        let (mut best, mut jet) = (start, start);
        let (mut stale, mut last, mut earlier) = (0, 0.0, f64::INFINITY);
        for count in 0..POLISH {
            if count % HALVING == HALVING - 1 {
                if last > earlier / 2.0 {
                    return None;
                }
                earlier = last;
            }
            // Along a curve of critical points H is singular up to rounding, and rounding may send
            // a step anywhere: only those count that get better.
            let Some(step) = jet.step().filter(|_| jet.slope() > 0.0) else { break };
            let shorter = (LONGEST / self.length(step)).min(1.0);
            let next = [jet.x[0] + shorter * step[0], jet.x[1] + shorter * step[1]];
            let Some(next) = self.at(next).filter(|_| next != jet.x) else { break };
            jet = next;
            if jet.slope() < best.slope() {
                (stale, last) = (0, shorter * self.length(step));
                best = jet;
                if !self.holds(jet.x, 1.0) {
                    return None;
                }
                if last.max(libm::hypot(step[0], step[1])) <= STAGNANT {
                    break;
                }
            } else {
                stale += 1;
                if stale == STALE {
                    break;
                }
            }
        }
        let arrived = stale == STALE || best.slope() == 0.0 || last <= ARRIVED;
        (arrived && self.vanishes(&best)).then(|| self.tidied(best))
    }

    /// With coordinates that are 0 up to rounding set to 0, where that is no worse.
    fn tidied(&mut self, jet: Jet) -> Jet {
        let [width, height] = self.size();
        let tidy = |value: f64, size: f64| if value.abs() <= 1e-9 * size { 0.0 } else { value };
        let x = [tidy(jet.x[0], width), tidy(jet.x[1], height)];
        match self.at(x) {
            Some(other) if other.slope() <= jet.slope() => other,
            _ => jet,
        }
    }

    /// Whether nothing tells the points between two critical ones from critical ones.
    pub fn joined(&mut self, a: [f64; 2], b: [f64; 2]) -> bool {
        (1..8).all(|eighth| {
            let t = f64::from(eighth) / 8.0;
            let between = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
            self.at(between).is_some_and(|jet| self.vanishes(&jet))
        })
    }
}
