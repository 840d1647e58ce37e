//! Softmax cross-entropy.

use super::{Function, Rows};
use crate::kernel::{Element, Lanes, Vector, exponential};
use crate::real::Real;

pub(super) struct Ce;

impl Function for Ce {
    /// Σ y(ln Σ eᶻ⁻ᵐ + m − z) with a row's largest output m, whose term 1 of the inner sum is left
    /// to ln(1 + ·), so that also a tiny loss has all its digits. Keeps p = softmax(z).
    ///
    /// A vector holds one output of several rows, so `kept` has of so many rows at a time the first
    /// output's p, then the second one's, and so on; the last rows, too few for a vector, follow
    /// one by one.
    fn add<T: Element>(start: f64, rows: Rows<T>, residual: &mut [T], kept: &mut [T]) -> f64 {
        let whole = whole::<T>(rows.columns, kept.len());
        let (outputs, last_outputs) = rows.outputs.split_at(whole);
        let (targets, last_targets) = rows.targets.split_at(whole);
        let (residual, last_residual) = residual.split_at_mut(whole);
        let (kept, last_kept) = kept.split_at_mut(whole);
        let first = Rows { outputs, targets, ..rows };
        let last = Rows { outputs: last_outputs, targets: last_targets, ..rows };
        let loss = add_lanes::<Lanes<T>>(start, first, residual, kept);
        add_lanes::<T>(loss, last, last_residual, last_kept)
    }

    /// p∘(r − Σ p·r).
    fn curvature_times<T: Element>(columns: usize, kept: &[T], r: &[T], out: &mut [T]) {
        let whole = whole::<T>(columns, kept.len());
        let (kept, last_kept) = kept.split_at(whole);
        let (out, last_out) = out.split_at_mut(whole);
        curve_lanes::<Lanes<T>>(columns, kept, &r[..whole], out);
        curve_lanes::<T>(columns, last_kept, &r[whole..], last_out);
    }
}

/// How many of the outputs belong to rows that fill vectors.
fn whole<T: Element>(columns: usize, outputs: usize) -> usize {
    outputs - outputs % (columns * Lanes::<T>::LANES)
}

/// Most lanes of any vector.
const MOST_LANES: usize = 8;

/// [`Ce::add`] with a row of outputs in each lane of V. Counted loops, for iterators are inlined
/// only by a compiler that goes for speed.
#[inline(never)]
fn add_lanes<V: Vector>(
    start: f64,
    rows: Rows<V::Scalar>,
    residual: &mut [V::Scalar],
    kept: &mut [V::Scalar],
) -> f64 {
    let Rows { columns, outputs, targets } = rows;
    let mut loss = start;
    let size = columns * V::LANES;
    for (group, p) in kept.chunks_exact_mut(size).enumerate() {
        let at = group * size;
        let (z, y) = (&outputs[at..at + size], &targets[at..at + size]);
        let residual = &mut residual[at..at + size];
        let (tops, others) = softmax::<V>(columns, z, p);
        for lane in 0..V::LANES {
            let row = lane * columns;
            let (z, y) = (&z[row..row + columns], &y[row..row + columns]);
            let residual = &mut residual[row..row + columns];
            let (log_sum, top) = (libm::log1p(others[lane].to_f64()), tops[lane].to_f64());
            let mut column = 0;
            while column < columns {
                let target = y[column];
                residual[column] = p[column * V::LANES + lane] - target;
                if target != V::Scalar::ZERO {
                    loss += target.to_f64() * (log_sum + (top - z[column].to_f64()));
                }
                column += 1;
            }
        }
    }
    loss
}

/// Writes softmax(z) of a row per lane to `p`, output by output. Returns each row's m, and its
/// Σ eᶻ⁻ᵐ − 1.
#[inline(always)]
fn softmax<V: Vector>(
    columns: usize,
    z: &[V::Scalar],
    p: &mut [V::Scalar],
) -> ([V::Scalar; MOST_LANES], [V::Scalar; MOST_LANES]) {
    let (zero, one) = (V::constant(0.0), V::constant(1.0));
    lay_across::<V>(columns, z, p);
    let mut top = V::load(p);
    for z in p.chunks_exact(V::LANES) {
        let z = V::load(z);
        top = V::if_less(top, z, z, top);
    }
    // The first largest output's term is 1, of which nothing is to be left.
    let (mut others, mut excess) = (zero, one);
    for p in p.chunks_exact_mut(V::LANES) {
        let z = V::load(p);
        let term = exponential(z - top).0;
        others = others + V::if_less(z, top, term, term - excess);
        excess = V::if_less(z, top, excess, zero);
        term.store(p);
    }
    let share = one / (one + others);
    for p in p.chunks_exact_mut(V::LANES) {
        (V::load(p) * share).store(p);
    }
    let mut lanes = [[V::Scalar::ZERO; MOST_LANES]; 2];
    top.store(&mut lanes[0]);
    others.store(&mut lanes[1]);
    (lanes[0], lanes[1])
}

/// [`Ce::curvature_times`] with a row of outputs in each lane of V.
#[inline(never)]
fn curve_lanes<V: Vector>(
    columns: usize,
    kept: &[V::Scalar],
    r: &[V::Scalar],
    out: &mut [V::Scalar],
) {
    let size = columns * V::LANES;
    for (group, out) in out.chunks_exact_mut(size).enumerate() {
        let at = group * size;
        let (p, r) = (&kept[at..at + size], &r[at..at + size]);
        lay_across::<V>(columns, r, out);
        let mut mean = V::constant(0.0);
        for (p, r) in p.chunks_exact(V::LANES).zip(out.chunks_exact(V::LANES)) {
            mean = mean + V::load(p) * V::load(r);
        }
        let mut means = [V::Scalar::ZERO; MOST_LANES];
        mean.store(&mut means);
        for (lane, &mean) in means.iter().enumerate().take(V::LANES) {
            let row = lane * columns;
            let (r, out) = (&r[row..row + columns], &mut out[row..row + columns]);
            let mut column = 0;
            while column < columns {
                out[column] = p[column * V::LANES + lane] * (r[column] - mean);
                column += 1;
            }
        }
    }
}

/// Writes rows to the lanes of vectors, of which `across` has one for each column.
#[inline(always)]
fn lay_across<V: Vector>(columns: usize, rows: &[V::Scalar], across: &mut [V::Scalar]) {
    for lane in 0..V::LANES {
        let row = &rows[lane * columns..(lane + 1) * columns];
        let mut column = 0;
        while column < columns {
            across[column * V::LANES + lane] = row[column];
            column += 1;
        }
    }
}
