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

use ndarray::{ArrayView2, ArrayViewMut2};

use super::{Element, Vector};

/// Rows of a tile.
const ROWS: usize = 4;
/// Terms summed in registers: a panel of f64 then takes 8 KiB.
const DEPTH: usize = 256;
/// Rows of A packed at a time: 128 KiB of f64.
const HEIGHT: usize = 64;
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
    /// C ← A·B with A: [m, k], B: [k, n], each contiguous by rows or by columns, and C: [m, n],
    /// row by row in memory.
    ///
    /// # Panics
    /// If the shapes do not fit, or matrices lie otherwise.
    pub fn assign(&mut self, a: ArrayView2<T>, b: ArrayView2<T>, mut c: ArrayViewMut2<T>) {
        if a.ncols() == 0 {
            c.fill(T::ZERO);
        }
        self.run(a, b, c, Start::Zero);
    }

    /// C ← C + A·B; see [`assign`](Self::assign).
    ///
    /// # Panics
    /// If the shapes do not fit, or matrices lie otherwise.
    pub fn add(&mut self, a: ArrayView2<T>, b: ArrayView2<T>, c: ArrayViewMut2<T>) {
        self.run(a, b, c, Start::Kept);
    }

    /// Every row of C ← `row` + the same row of A·B, with k ≥ 1; see [`assign`](Self::assign).
    ///
    /// # Panics
    /// If the shapes do not fit, or matrices lie otherwise.
    pub fn add_to_row(
        &mut self,
        row: &[T],
        a: ArrayView2<T>,
        b: ArrayView2<T>,
        c: ArrayViewMut2<T>,
    ) {
        assert!(row.len() == c.ncols() && a.ncols() > 0, "a row of C, and something to add");
        self.run(a, b, c, Start::Row(row));
    }

    fn run(&mut self, a: ArrayView2<T>, b: ArrayView2<T>, c: ArrayViewMut2<T>, start: Start<T>) {
        let ((m, k), n) = (a.dim(), b.ncols());
        assert_eq!((k, (m, n)), (b.nrows(), c.dim()), "shapes of A·B → C");
        if n == 0 {
            return;
        }
        let c = c.into_slice().expect("C is row by row in memory");
        let (a, b) = (Matrix::of(a), Matrix::of(b));
        for from in (0..k).step_by(DEPTH) {
            let terms = (from, DEPTH.min(k - from));
            let start = if from == 0 { start } else { Start::Kept };
            b.pack_panels(terms, n, &mut self.right);
            for (top, c) in (0..m).step_by(HEIGHT).zip(c.chunks_mut(HEIGHT * n)) {
                a.pack_strips((top, c.len() / n), terms, &mut self.left);
                match 2 * T::Wide::LANES {
                    8 => multiply::<T, 8>(&self.left, &self.right, terms.1, start, c, n),
                    4 => multiply::<T, 4>(&self.left, &self.right, terms.1, start, c, n),
                    _ => multiply::<T, 2>(&self.left, &self.right, terms.1, start, c, n),
                }
            }
        }
    }
}

/// Adds to rows C of n numbers the product of as many rows of A and the panels of B.
#[inline(never)]
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
        let strips = strips.chunks_exact(ROWS * depth);
        for (strip, rows) in strips.zip(c.chunks_mut(ROWS * n)) {
            let tile = Tile { start, rows, n, column };
            if n - column > T::Wide::LANES {
                tile.add::<T::Wide, W, 2>(strip, panel);
            } else {
                tile.add::<T::Wide, W, 1>(strip, panel);
            }
        }
    }
}

/// A matrix as it lies in memory: lines of `length` numbers each, which are its rows or its columns.
#[derive(Clone, Copy)]
struct Matrix<'a, T> {
    numbers: &'a [T],
    length: usize,
    by_rows: bool,
}

/// Where something begins, and how many there are of it.
type Range = (usize, usize);

impl<'a, T: Element> Matrix<'a, T> {
    fn of(matrix: ArrayView2<'a, T>) -> Self {
        let (rows, columns) = matrix.dim();
        if let Some(numbers) = matrix.to_slice() {
            return Self { numbers, length: columns, by_rows: true };
        }
        let numbers = matrix.reversed_axes().to_slice();
        let numbers = numbers.expect("a matrix contiguous by rows or by columns");
        Self { numbers, length: rows, by_rows: false }
    }

    /// A piece of a line.
    #[inline(always)]
    fn piece(&self, line: usize, (from, count): Range) -> &'a [T] {
        &self.numbers[line * self.length + from..][..count]
    }

    /// Cuts some rows of some columns into strips as high as a tile, each stored column by column.
    fn pack_strips(&self, rows: Range, columns: Range, packed: &mut Vec<T>) {
        if self.by_rows {
            self.pack_across::<ROWS>(rows, columns, packed);
        } else {
            self.pack_lines::<ROWS>(columns, rows, packed);
        }
    }

    /// Cuts some rows into panels as wide as a tile, each stored row by row.
    fn pack_panels(&self, rows: Range, columns: usize, packed: &mut Vec<T>) {
        match (2 * T::Wide::LANES, self.by_rows) {
            (8, true) => self.pack_lines::<8>(rows, (0, columns), packed),
            (4, true) => self.pack_lines::<4>(rows, (0, columns), packed),
            (_, true) => self.pack_lines::<2>(rows, (0, columns), packed),
            (8, false) => self.pack_across::<8>((0, columns), rows, packed),
            (4, false) => self.pack_across::<4>((0, columns), rows, packed),
            (_, false) => self.pack_across::<2>((0, columns), rows, packed),
        }
    }

    /// Cuts pieces of some lines into parts of W numbers a line, one line after the other; the last
    /// part is filled up with zeros.
    fn pack_lines<const W: usize>(&self, lines: Range, (from, count): Range, packed: &mut Vec<T>) {
        let (first, lines) = lines;
        packed.resize(count.div_ceil(W) * W * lines, T::ZERO);
        let source = &self.numbers[first * self.length..][..lines * self.length];
        for (at, part) in (0..count).step_by(W).zip(packed.chunks_exact_mut(W * lines)) {
            let part = part.as_chunks_mut::<W>().0;
            let begin = from + at;
            if at + W <= count {
                for (numbers, line) in part.iter_mut().zip(source.chunks_exact(self.length)) {
                    numbers.copy_from_slice(&line[begin..begin + W]);
                }
            } else {
                // Number by number: to copy so few at a time would be a call for each line.
                part.fill([T::ZERO; W]);
                for column in 0..count - at {
                    for (numbers, line) in part.iter_mut().zip(source.chunks_exact(self.length)) {
                        numbers[column] = line[begin + column];
                    }
                }
            }
        }
    }

    /// Cuts some lines into parts of W lines, and stores of each the pieces' first numbers, then the
    /// second ones, and so on; the last line stands for those that the last part lacks.
    fn pack_across<const W: usize>(&self, lines: Range, piece: Range, packed: &mut Vec<T>) {
        let (top, lines) = lines;
        packed.resize(lines.div_ceil(W) * W * piece.1, T::ZERO);
        for (first, part) in (0..lines).step_by(W).zip(packed.chunks_exact_mut(W * piece.1)) {
            let line = |at: usize| self.piece(top + (first + at).min(lines - 1), piece);
            let mut at = 0;
            while at + 4 <= W {
                interleave::<T::Wide, W>(
                    [line(at), line(at + 1), line(at + 2), line(at + 3)],
                    at,
                    part,
                );
                at += 4;
            }
            while at < W {
                for (numbers, &number) in part.as_chunks_mut::<W>().0.iter_mut().zip(line(at)) {
                    numbers[at] = number;
                }
                at += 1;
            }
        }
    }
}

/// Writes of four lines of equal length the first numbers side by side, from `at` on, to the first
/// W numbers of `packed`, the second ones to the next W, and so on.
#[inline(never)]
fn interleave<V: Vector, const W: usize>(
    [a, b, c, d]: [&[V::Scalar]; 4],
    at: usize,
    packed: &mut [V::Scalar],
) {
    let packed = &mut packed.as_chunks_mut::<W>().0[..a.len()];
    let (b, c, d) = (&b[..a.len()], &c[..a.len()], &d[..a.len()]);
    let mut from = 0;
    while from + V::LANES <= a.len() {
        let lanes = from..from + V::LANES;
        let [p, q] = V::interleave(V::load(&a[lanes.clone()]), V::load(&c[lanes.clone()]));
        let [r, s] = V::interleave(V::load(&b[lanes.clone()]), V::load(&d[lanes]));
        let ([first, second], [third, fourth]) = (V::interleave(p, r), V::interleave(q, s));
        // Of these 4·LANES numbers, 4 belong to each number of a line.
        let mut put = |i: usize, numbers: V| {
            let begin = i * V::LANES;
            numbers.store(&mut packed[from + begin / 4][at + begin % 4..]);
        };
        put(0, first);
        put(1, second);
        put(2, third);
        put(3, fourth);
        from += V::LANES;
    }
    while from < a.len() {
        packed[from][at..at + 4].copy_from_slice(&[a[from], b[from], c[from], d[from]]);
        from += 1;
    }
}

/// A part of C as large as a tile, or what is left of C.
struct Tile<'a, 'b, T> {
    start: Start<'a, T>,
    /// Up to [`ROWS`] rows of C, of `n` numbers each.
    rows: &'b mut [T],
    n: usize,
    /// Where it begins in each of them.
    column: usize,
}

impl<T: Element> Tile<'_, '_, T> {
    /// Adds a strip times the first P vectors of a panel of W columns to where the tile starts.
    ///
    /// A function of its own, for the browser's compiler then has all registers for it. A counted
    /// loop, for iterators are inlined only by a compiler that goes for speed; and of a single term
    /// a round, for compilers put several into an order that takes more registers than there are.
    #[inline(never)]
    fn add<V: Vector<Scalar = T>, const W: usize, const P: usize>(
        mut self,
        strip: &[T],
        panel: &[T],
    ) {
        let mut sums = [[V::constant(0.0); P]; ROWS];
        let right = panel.as_chunks::<W>().0;
        let left = &strip.as_chunks::<ROWS>().0[..right.len()];
        let mut k = 0;
        while k < right.len() {
            add_products(&mut sums, &left[k], &right[k]);
            k += 1;
        }
        let [a, b, c, d] = sums;
        self.put(0, a);
        self.put(1, b);
        self.put(2, c);
        self.put(3, d);
    }

    /// Writes the sums of a row, if C has so many rows and as far as it has columns.
    #[inline(always)]
    fn put<V: Vector<Scalar = T>, const P: usize>(&mut self, row: usize, sums: [V; P]) {
        let Self { start, n, column, .. } = *self;
        if row * n >= self.rows.len() {
            return;
        }
        let row = &mut self.rows[row * n..][..n];
        if column + P * V::LANES <= n {
            for (at, sum) in (column..).step_by(V::LANES).zip(sums) {
                let entries = &mut row[at..at + V::LANES];
                let total = match start {
                    Start::Zero => sum,
                    Start::Kept => V::load(entries) + sum,
                    Start::Row(start) => V::load(&start[at..]) + sum,
                };
                total.store(entries);
            }
        } else {
            let mut entries = [T::ZERO; WIDEST];
            for (at, sum) in sums.into_iter().enumerate() {
                sum.store(&mut entries[at * V::LANES..]);
            }
            for (at, sum) in (column..n).zip(entries) {
                row[at] = match start {
                    Start::Zero => sum,
                    Start::Kept => row[at] + sum,
                    Start::Row(start) => start[at] + sum,
                };
            }
        }
    }
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
        for a in [a.view(), a_t.t()] {
            for b in [b.view(), b_t.t()] {
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
            let (row, column) = (a.slice(s![i..=i, ..]), b.slice(s![.., j..=j]).to_owned());
            product.assign(row, column.view(), alone.view_mut());
            assert_eq!(entry, alone[(0, 0)]);
        }
    }
}
