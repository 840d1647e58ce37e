//! Matrix products, tiled so that a tile of C stays in registers.
//!
//! A tile has [`ROWS`] rows of two vectors: eight accumulators, enough to hide the latency of an
//! addition. The right-hand side is packed into panels as wide as a tile, the left-hand side into
//! strips as high as one, so that the innermost loop reads both from one end to the other (Goto,
//! van de Geijn, "Anatomy of high-performance matrix multiplication", 2008). Last columns that fit
//! into one vector get tiles of one.
//!
//! Every entry of C is a sum in the order of k, cut after each [`DEPTH`] terms; neither tiles nor
//! vectors show in the result.

use std::hint::black_box;

use ndarray::ArrayViewMut2;

use super::packing::{DEPTH, Factor, ROWS, blocks, width};
use super::{Element, Vector};

/// Rows of A packed at a time: 128 KiB of f64.
const HEIGHT: usize = 64;
/// Bytes of panels for as many blocks of terms as rows of C are finished for at a time: half of what
/// the second cache of common machines holds.
const PANELS: usize = 512 * 1024;
/// Terms of a round: between two, a browser also looks whether it is to stop.
const ROUND: usize = 16;
/// Most numbers in a row of a tile, on any machine.
const WIDEST: usize = 8;

/// Products of matrices; keeps its buffers from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Product<T> {
    left: Vec<T>,
    right: Vec<T>,
}

/// What a product is added to.
#[derive(Clone, Copy)]
enum Start<'a, T> {
    /// Nothing.
    Zero,
    /// What C holds.
    Kept,
    /// This row in every row of C.
    Row(&'a [T]),
}

impl<T: Element> Product<T> {
    /// C ← A·B with A: [m, k], B: [k, n], each packed or contiguous by rows or by columns, and
    /// C: [m, n], row by row in memory.
    ///
    /// # Panics
    /// If the shapes do not fit, or matrices lie otherwise.
    pub fn assign<'a, 'b>(
        &mut self,
        a: impl Into<Factor<'a, T>>,
        b: impl Into<Factor<'b, T>>,
        mut c: ArrayViewMut2<T>,
    ) {
        let a = a.into();
        if a.shape_left().1 == 0 {
            c.fill(T::ZERO);
        }
        self.run(a, b.into(), c, Start::Zero);
    }

    /// C ← C + A·B; see [`assign`](Self::assign).
    ///
    /// # Panics
    /// If the shapes do not fit, or matrices lie otherwise.
    pub fn add<'a, 'b>(
        &mut self,
        a: impl Into<Factor<'a, T>>,
        b: impl Into<Factor<'b, T>>,
        c: ArrayViewMut2<T>,
    ) {
        self.run(a.into(), b.into(), c, Start::Kept);
    }

    /// Every row of C ← `row` + the same row of A·B, with k ≥ 1; see [`assign`](Self::assign).
    ///
    /// # Panics
    /// If the shapes do not fit, or matrices lie otherwise.
    pub fn add_to_row<'a, 'b>(
        &mut self,
        row: &[T],
        a: impl Into<Factor<'a, T>>,
        b: impl Into<Factor<'b, T>>,
        c: ArrayViewMut2<T>,
    ) {
        let a = a.into();
        assert!(row.len() == c.ncols() && a.shape_left().1 > 0, "a row of C, and something to add");
        self.run(a, b.into(), c, Start::Row(row));
    }

    fn run(&mut self, a: Factor<T>, b: Factor<T>, c: ArrayViewMut2<T>, start: Start<T>) {
        let ((m, k), (terms, n)) = (a.shape_left(), b.shape_right());
        assert_eq!((k, (m, n)), (terms, c.dim()), "shapes of A·B → C");
        if n == 0 {
            return;
        }
        let c = c.into_slice().expect("C is row by row in memory");
        let together = (PANELS / (n * DEPTH * size_of::<T>())).max(1) * DEPTH;
        for first in (0..k).step_by(together) {
            let terms = (first, together.min(k - first));
            let panels = b.panels(terms, &mut self.right);
            for (top, c) in (0..m).step_by(HEIGHT).zip(c.chunks_mut(HEIGHT * n)) {
                let rows = (top, c.len() / n);
                if terms.1 > DEPTH {
                    a.fetch(rows, terms);
                }
                for block in blocks(terms) {
                    let start = if block.0 == 0 { start } else { Start::Kept };
                    let strips = a.strips(rows, block, &mut self.left);
                    let panels = panels.block(block);
                    match width::<T>() {
                        8 => multiply::<T, 8>(strips, panels, block.1, start, c, n),
                        4 => multiply::<T, 4>(strips, panels, block.1, start, c, n),
                        _ => multiply::<T, 2>(strips, panels, block.1, start, c, n),
                    }
                }
            }
        }
    }
}

/// Adds to rows C of n numbers the product of as many rows of A and the panels of B.
fn multiply<T: Element, const W: usize>(
    strips: &[T],
    panels: &[T],
    depth: usize,
    start: Start<T>,
    c: &mut [T],
    n: usize,
) {
    let panels = panels.chunks_exact(W * depth);
    for (column, panel) in (0..n).step_by(W).zip(panels) {
        let place = Place { start, n, column };
        if n - column > T::Wide::LANES {
            place.add_strips::<T::Wide, W, 2>(strips, panel, c);
        } else {
            place.add_strips::<T::Wide, W, 1>(strips, panel, c);
        }
    }
}

/// Columns of C as wide as a tile, or what is left of them.
struct Place<'a, T> {
    start: Start<'a, T>,
    /// Length of a row of C.
    n: usize,
    /// The first one.
    column: usize,
}

impl<T: Element> Place<'_, T> {
    /// Adds strips times the first P vectors of a panel of W columns to as many rows of C.
    ///
    /// A function of its own, for the browser's compiler then has all registers for it; around all
    /// strips, for a call for each tile is a fiftieth of the time.
    #[inline(never)]
    fn add_strips<V: Vector<Scalar = T>, const W: usize, const P: usize>(
        &self,
        strips: &[T],
        panel: &[T],
        c: &mut [T],
    ) {
        let panel = panel.as_chunks::<W>().0;
        let strips = strips.chunks_exact(ROWS * panel.len());
        for (strip, rows) in strips.zip(c.chunks_mut(ROWS * self.n)) {
            let sums = tile::<V, W, P>(strip.as_chunks().0, panel);
            if rows.len() == ROWS * self.n && self.column + P * V::LANES <= self.n {
                self.put(sums, rows);
            } else {
                self.put_part(sums, rows);
            }
        }
    }

    /// Writes the sums of a tile to the rows of C, which have it whole.
    #[inline(always)]
    fn put<V: Vector<Scalar = T>, const P: usize>(&self, sums: [[V; P]; ROWS], rows: &mut [T]) {
        let columns = self.column..self.column + P * V::LANES;
        let (a, rows) = rows.split_at_mut(self.n);
        let (b, rows) = rows.split_at_mut(self.n);
        let (c, d) = rows.split_at_mut(self.n);
        for (row, sums) in [a, b, c, d].into_iter().zip(sums) {
            let entries = &mut row[columns.clone()];
            for (at, sum) in (0..).step_by(V::LANES).zip(sums) {
                let total = match self.start {
                    Start::Zero => sum,
                    Start::Kept => V::load(&entries[at..]) + sum,
                    Start::Row(start) => V::load(&start[columns.clone()][at..]) + sum,
                };
                total.store(&mut entries[at..]);
            }
        }
    }

    /// Writes the sums of a tile as far as C has such rows and columns.
    #[inline(always)]
    fn put_part<V: Vector<Scalar = T>, const P: usize>(
        &self,
        sums: [[V; P]; ROWS],
        rows: &mut [T],
    ) {
        for (row, sums) in rows.chunks_mut(self.n).zip(sums) {
            let mut entries = [T::ZERO; WIDEST];
            for (at, sum) in (0..).step_by(V::LANES).zip(sums) {
                sum.store(&mut entries[at..]);
            }
            for (at, sum) in (self.column..self.n).zip(entries).take(P * V::LANES) {
                row[at] = match self.start {
                    Start::Zero => sum,
                    Start::Kept => row[at] + sum,
                    Start::Row(start) => start[at] + sum,
                };
            }
        }
    }
}

/// The product of a strip and the first P vectors of a panel of W columns, as many terms each.
///
/// By rounds of terms, whose addresses are the round's and constants; with a way out before each term,
/// for compilers put terms between which there is none into an order that takes more registers than
/// there are.
#[inline(always)]
fn tile<V: Vector, const W: usize, const P: usize>(
    left: &[[V::Scalar; ROWS]],
    right: &[[V::Scalar; W]],
) -> [[V; P]; ROWS] {
    let mut sums = [[V::constant(0.0); P]; ROWS];
    let (left_rounds, left_rest) = left[..right.len()].as_chunks::<ROUND>();
    let (right_rounds, right_rest) = right.as_chunks::<ROUND>();
    // In a round there is always a whole one left, which compilers are not to know.
    let mut remaining = black_box(right.len());
    macro_rules! add_terms {
        ($left:ident $right:ident $($at:literal)*) => {$(
            if $at >= remaining {
                break;
            }
            add_products(&mut sums, &$left[$at], &$right[$at]);
        )*};
    }
    for (left, right) in left_rounds.iter().zip(right_rounds) {
        add_terms!(left right 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
        remaining -= ROUND;
    }
    for (left, right) in left_rest.iter().zip(right_rest) {
        add_products(&mut sums, left, right);
    }
    sums
}

/// Adds a column of A times a row of B.
#[inline(always)]
fn add_products<V: Vector, const W: usize, const P: usize>(
    sums: &mut [[V; P]; ROWS],
    left: &[V::Scalar; ROWS],
    right: &[V::Scalar; W],
) {
    let mut row = [V::constant(0.0); P];
    for (at, numbers) in row.iter_mut().enumerate() {
        *numbers = V::load(&right[at * V::LANES..]);
    }
    for (sums, &a) in sums.iter_mut().zip(left) {
        let a = V::splat(a);
        for (sum, numbers) in sums.iter_mut().zip(row) {
            *sum = *sum + a * numbers;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Packed;
    use ndarray::{Array2, s};
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
        let (strips, panels) = (Packed::left(a_t.t()), Packed::right(b.view()));
        for a in [a.view().into(), a_t.t().into(), Factor::Packed(&strips)] {
            for b in [b.view().into(), b_t.t().into(), Factor::Packed(&panels)] {
                let mut c = Array2::from_elem((m, n), T::ONE);
                product.add(a, b, c.view_mut());
                assert_eq!(c.mapv(|c| c.to_f64()), &expected + 1.0, "C + A·B");
                product.assign(a, b, c.view_mut());
                assert_eq!(c.mapv(|c| c.to_f64()), expected, "A·B");
                if k > 0 {
                    let row: Vec<T> = (0..n).map(|j| T::from_f64(j as f64)).collect();
                    product.add_to_row(&row, a, b, c.view_mut());
                    for (sums, expected) in c.rows().into_iter().zip(expected.rows()) {
                        let added = sums.iter().zip(&row).map(|(c, r)| c.to_f64() - r.to_f64());
                        assert!(added.eq(expected.iter().copied()), "row + A·B");
                    }
                }
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
        // The last two have more panels than are kept at a time.
        let few = [(3, 600, 2), (150, 3, 5), (70, 257, 11), (65, 256, 1)];
        for shape in few.into_iter().chain([(5, 1100, 100), (5, 600, 300)]) {
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
            let (row, column) = (a.slice(s![i..=i, ..]), b.slice(s![.., j..=j]).to_owned());
            product.assign(row, column.view(), alone.view_mut());
            assert_eq!(entry, alone[(0, 0)]);
        }
    }
}
