//! Matrix products, tiled so that a tile of C stays in registers.
//!
//! A tile has [`ROWS`] rows of two vectors: eight accumulators, enough to hide the latency of an
//! addition. The right-hand side is packed into panels as wide as a tile, the left-hand side into
//! strips as high as one, so that the innermost loop reads both from one end to the other (Goto,
//! van de Geijn, "Anatomy of high-performance matrix multiplication", 2008).
//!
//! Every entry of C is a sum in the order of k, cut after each [`DEPTH`] terms; neither tiles nor
//! vectors show in the result.

use ndarray::{ArrayView2, ArrayViewMut2, Axis, s};

use super::{Element, Vector};

/// Rows of a tile.
const ROWS: usize = 4;
/// Terms summed in registers: a panel of f64 then takes 8 KiB.
const DEPTH: usize = 256;
/// Rows of A packed at a time: 128 KiB of f64.
const HEIGHT: usize = 64;

/// Products of matrices; keeps its buffers from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Product<T> {
    left: Vec<T>,
    right: Vec<T>,
}

impl<T: Element> Product<T> {
    /// C ← A·B with A: [m, k] and B: [k, n], of any strides, and C: [m, n], row by row in memory.
    ///
    /// # Panics
    /// If the shapes do not fit.
    pub fn assign(&mut self, a: ArrayView2<T>, b: ArrayView2<T>, mut c: ArrayViewMut2<T>) {
        if a.ncols() == 0 {
            c.fill(T::ZERO);
        }
        self.run(a, b, c, true);
    }

    /// C ← C + A·B with A: [m, k] and B: [k, n], of any strides, and C: [m, n], row by row in
    /// memory.
    ///
    /// # Panics
    /// If the shapes do not fit.
    pub fn add(&mut self, a: ArrayView2<T>, b: ArrayView2<T>, c: ArrayViewMut2<T>) {
        self.run(a, b, c, false);
    }

    fn run(&mut self, a: ArrayView2<T>, b: ArrayView2<T>, mut c: ArrayViewMut2<T>, assign: bool) {
        let ((m, k), n) = (a.dim(), b.ncols());
        assert_eq!((k, (m, n)), (b.nrows(), c.dim()), "shapes of A·B → C");
        let c = c.as_slice_mut().expect("C is row by row in memory");
        let width = 2 * T::Wide::LANES;
        for from in (0..k).step_by(DEPTH) {
            let to = k.min(from + DEPTH);
            let depth = to - from;
            let columns = b.slice(s![from..to, ..]).reversed_axes();
            match width {
                8 => pack::<T, 8>(columns, &mut self.right),
                4 => pack::<T, 4>(columns, &mut self.right),
                _ => pack::<T, 2>(columns, &mut self.right),
            }
            for top in (0..m).step_by(HEIGHT) {
                let bottom = m.min(top + HEIGHT);
                pack::<T, ROWS>(a.slice(s![top..bottom, from..to]), &mut self.left);
                let panels = self.right.chunks_exact(width * depth);
                for (column, panel) in (0..n).step_by(width).zip(panels) {
                    let strips = self.left.chunks_exact(ROWS * depth);
                    for (row, strip) in (top..bottom).step_by(ROWS).zip(strips) {
                        let tile = multiply::<T::Wide>(strip, panel);
                        let rows = c[row * n..bottom * n].chunks_exact_mut(n);
                        for (accumulators, row) in tile.into_iter().zip(rows) {
                            let end = n.min(column + width);
                            put(accumulators, &mut row[column..end], assign && from == 0);
                        }
                    }
                }
            }
        }
    }
}

/// The product of a strip and a panel: Σ over k of a column of the one times a row of the other.
#[inline(always)]
fn multiply<V: Vector>(strip: &[V::Scalar], panel: &[V::Scalar]) -> [[V; 2]; ROWS] {
    let mut tile = [[V::constant(0.0); 2]; ROWS];
    for (a, b) in strip.chunks_exact(ROWS).zip(panel.chunks_exact(2 * V::LANES)) {
        let (left, right) = (V::load(b), V::load(&b[V::LANES..]));
        for (row, &a) in tile.iter_mut().zip(a) {
            let a = V::splat(a);
            *row = [row[0] + a * left, row[1] + a * right];
        }
    }
    tile
}

/// Writes a row of a tile to C, or adds it; `row` may be shorter.
#[inline(always)]
fn put<V: Vector>(sums: [V; 2], row: &mut [V::Scalar], assign: bool) {
    let lanes = V::LANES;
    if row.len() == 2 * lanes {
        for (sum, entries) in sums.into_iter().zip(row.chunks_exact_mut(lanes)) {
            let total = if assign { sum } else { V::load(entries) + sum };
            total.store(entries);
        }
        return;
    }
    let mut entries = [V::Scalar::default(); 8];
    sums[0].store(&mut entries);
    sums[1].store(&mut entries[lanes..]);
    for (c, sum) in row.iter_mut().zip(entries) {
        *c = if assign { sum } else { *c + sum };
    }
}

/// Cuts a matrix [height, depth] into strips of W rows, each stored column by column; the last one
/// is filled up with zeros.
fn pack<T: Element, const W: usize>(matrix: ArrayView2<T>, packed: &mut Vec<T>) {
    let (height, depth) = matrix.dim();
    packed.resize(height.div_ceil(W) * W * depth, T::ZERO);
    let (whole, rest) = packed.split_at_mut(height / W * W * depth);
    rest.fill(T::ZERO);
    if matrix.strides()[0] == 1 {
        for (at, column) in matrix.columns().into_iter().enumerate() {
            let (pieces, last) = column.to_slice().expect("stride 1").as_chunks::<W>();
            for (piece, strip) in pieces.iter().zip(whole.chunks_exact_mut(W * depth)) {
                strip.as_chunks_mut::<W>().0[at] = *piece;
            }
            rest.iter_mut().skip(at * W).zip(last).for_each(|(packed, &entry)| *packed = entry);
        }
        return;
    }
    let strips = whole.chunks_exact_mut(W * depth).chain([rest]);
    for (rows, strip) in matrix.axis_chunks_iter(Axis(0), W).zip(strips) {
        for (at, row) in rows.rows().into_iter().enumerate() {
            for (packed, &entry) in strip[at..].iter_mut().step_by(W).zip(row) {
                *packed = entry;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;
    use proptest::prelude::*;

    /// Small integers, whose products and sums are exact in any order.
    fn matrix<T: Element>(rows: usize, columns: usize, seed: usize) -> Array2<T> {
        Array2::from_shape_fn((rows, columns), |(i, j)| {
            T::from_f64(((i * 31 + j * 17 + seed * 7) % 13) as f64 - 6.0)
        })
    }

    fn agrees<T: Element>((m, k, n): (usize, usize, usize), seed: usize) {
        let expected = Array2::from_shape_fn((m, n), |(i, j)| {
            let (a, b) = (matrix::<f64>(m, k, seed), matrix::<f64>(k, n, seed + 1));
            a.row(i).dot(&b.column(j))
        });
        let mut product = Product::default();
        let (a, b) = (matrix::<T>(m, k, seed), matrix::<T>(k, n, seed + 1));
        let (a_t, b_t) =
            (a.t().as_standard_layout().to_owned(), b.t().as_standard_layout().to_owned());
        for a in [a.view(), a_t.t()] {
            for b in [b.view(), b_t.t()] {
                let mut c = Array2::from_elem((m, n), T::ONE);
                product.add(a, b, c.view_mut());
                assert_eq!(c.mapv(|c| c.to_f64()), &expected + 1.0, "C + A·B");
                product.assign(a, b, c.view_mut());
                assert_eq!(c.mapv(|c| c.to_f64()), expected, "A·B");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn products_agree_with_their_definition(
            m in 0_usize..20, k in 0_usize..20, n in 0_usize..20, seed in 0_usize..100,
        ) {
            agrees::<f64>((m, k, n), seed);
            agrees::<f32>((m, k, n), seed);
        }
    }

    #[test]
    fn long_sums_and_tall_matrices_are_cut_into_blocks() {
        for shape in [(3, 600, 2), (150, 3, 5), (70, 257, 11), (65, 256, 1)] {
            agrees::<f64>(shape, 1);
            agrees::<f32>(shape, 1);
        }
    }

    #[test]
    fn tiles_and_vectors_do_not_show() {
        // An entry is the same sum wherever it lies and whatever lies around it.
        let entry = |i: usize, j: usize| 1.0 / (1.0 + (i * 7 + j * 3) as f64);
        let a = Array2::from_shape_fn((9, 300), |(i, j)| entry(i, j));
        let b = Array2::from_shape_fn((300, 11), |(i, j)| entry(j, i));
        let mut product = Product::default();
        let mut all = Array2::zeros((9, 11));
        product.assign(a.view(), b.view(), all.view_mut());
        for ((i, j), &entry) in all.indexed_iter() {
            let mut blocks = [0.0; 2];
            for (k, (a, b)) in a.row(i).iter().zip(b.column(j)).enumerate() {
                blocks[k / DEPTH] += a * b;
            }
            assert_eq!(entry, blocks[0] + blocks[1]);
            let mut alone = Array2::zeros((1, 1));
            let (row, column) = (a.slice(s![i..=i, ..]), b.slice(s![.., j..=j]));
            product.assign(row, column, alone.view_mut());
            assert_eq!(entry, alone[(0, 0)]);
        }
    }
}
