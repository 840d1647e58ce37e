//! How factors lie in memory while they are multiplied: in parts as high or wide as a tile of the
//! product, so that the innermost loop reads them from one end to the other.

use ndarray::ArrayView2;

use super::{Element, Vector};

/// Rows of a tile.
pub(super) const ROWS: usize = 4;

/// Terms that are summed in registers: a panel of f64 then takes 8 KiB.
pub(super) const DEPTH: usize = 256;

/// Numbers in a row of a tile.
pub(super) const fn width<T: Element>() -> usize {
    2 * T::Wide::LANES
}

/// Where something begins, and how many there are of it.
pub(super) type Range = (usize, usize);

/// Cuts terms into those that are summed in registers.
pub(super) fn blocks((first, count): Range) -> impl Iterator<Item = Range> {
    let end = first + count;
    (first..end).step_by(DEPTH).map(move |from| (from, DEPTH.min(end - from)))
}

/// Packs so many lines block after block of terms, each by `pack`.
fn pack_blocks<T>(lines: usize, terms: Range, packed: &mut [T], pack: impl Fn(Range, &mut [T])) {
    let mut rest = packed;
    for block in blocks(terms) {
        let packed;
        (packed, rest) = rest.split_at_mut(lines * block.1);
        pack(block, packed);
    }
}

/// Parts of a factor, packed block after block of terms.
#[derive(Clone, Copy)]
pub(super) struct Blocks<'a, T> {
    numbers: &'a [T],
    /// Lines of all parts of a block.
    lines: usize,
    /// The first term.
    first: usize,
}

impl<'a, T> Blocks<'a, T> {
    /// The parts for a block of terms.
    pub(super) fn block(&self, (from, count): Range) -> &'a [T] {
        &self.numbers[self.lines * (from - self.first)..][..self.lines * count]
    }
}

/// So many numbers of a buffer, which keeps its size if it is larger.
fn room<T: Element>(buffer: &mut Vec<T>, count: usize) -> &mut [T] {
    if buffer.len() < count {
        buffer.resize(count, T::ZERO);
    }
    &mut buffer[..count]
}

/// A factor of a product.
#[derive(Clone, Copy, Debug)]
pub enum Factor<'a, T> {
    /// Contiguous by rows or by columns; packed in passing.
    Matrix(ArrayView2<'a, T>),
    /// Packed before, for the side on which it stands.
    Packed(&'a Packed<T>),
}

impl<'a, T> From<ArrayView2<'a, T>> for Factor<'a, T> {
    fn from(matrix: ArrayView2<'a, T>) -> Self {
        Self::Matrix(matrix)
    }
}

impl<'a, T: Element> Factor<'a, T> {
    /// Rows and columns of a left-hand side.
    pub(super) fn shape_left(&self) -> (usize, usize) {
        match self {
            Self::Matrix(matrix) => matrix.dim(),
            Self::Packed(packed) => packed.shape(ROWS),
        }
    }

    /// Rows and columns of a right-hand side.
    pub(super) fn shape_right(&self) -> (usize, usize) {
        match self {
            Self::Matrix(matrix) => matrix.dim(),
            Self::Packed(packed) => {
                let (columns, rows) = packed.shape(width::<T>());
                (rows, columns)
            }
        }
    }

    /// Strips for a block of terms, the first ones for `rows`, which begin with a strip.
    pub(super) fn strips<'b>(&self, rows: Range, terms: Range, buffer: &'b mut Vec<T>) -> &'b [T]
    where
        'a: 'b,
    {
        match self {
            Self::Matrix(matrix) => {
                let packed = room(buffer, rows.1.next_multiple_of(ROWS) * terms.1);
                Matrix::of(*matrix).pack_strips(rows, terms, packed);
                packed
            }
            Self::Packed(packed) => &packed.blocks().block(terms)[rows.0 * terms.1..],
        }
    }

    /// The panels for some blocks of terms.
    pub(super) fn panels<'b>(&self, terms: Range, buffer: &'b mut Vec<T>) -> Blocks<'b, T>
    where
        'a: 'b,
    {
        match self {
            Self::Matrix(matrix) => {
                let (source, columns) = (Matrix::of(*matrix), matrix.ncols());
                let lines = columns.next_multiple_of(width::<T>());
                let numbers = room(buffer, lines * terms.1);
                pack_blocks(lines, terms, numbers, |block, packed| {
                    source.pack_panels(block, columns, packed);
                });
                Blocks { numbers, lines, first: terms.0 }
            }
            Self::Packed(packed) => packed.blocks(),
        }
    }

    /// Reads what is to be packed of some rows into the cache, from its beginning to its end where
    /// it lies in one piece, as machines fetch it fastest; strips jump from row to row.
    pub(super) fn fetch(&self, (top, rows): Range, (_, count): Range) {
        const LINE: usize = 64;
        if let Self::Matrix(matrix) = self
            && let Some(numbers) = matrix.to_slice()
            && count == matrix.ncols()
        {
            let numbers = &numbers[top * count..][..rows * count];
            // Four sums, for the next one need not wait for the one before.
            let mut sums = [T::ZERO; 4];
            for lines in numbers.chunks_exact(4 * LINE / size_of::<T>()) {
                for (sum, line) in sums.iter_mut().zip(lines.chunks_exact(LINE / size_of::<T>())) {
                    *sum += line[0];
                }
            }
            // Nobody needs the sums, but what nobody could need would not be read.
            std::hint::black_box(sums);
        }
    }
}

/// A matrix packed once, for all products in which it stands on the same side.
///
/// Its lines are the rows of a left-hand side, the columns of a right-hand side.
#[derive(Clone, Debug)]
pub struct Packed<T> {
    /// For each block of terms all parts, one after the other.
    numbers: Vec<T>,
    /// Numbers of its lines and of the terms, which are the numbers in a line.
    shape: (usize, usize),
    /// Lines of a part.
    width: usize,
}

impl<T: Element> Packed<T> {
    /// A left-hand side, contiguous by rows or by columns.
    ///
    /// # Panics
    /// If it lies otherwise.
    pub fn left(matrix: ArrayView2<T>) -> Self {
        let source = Matrix::of(matrix);
        let rows = (0, matrix.nrows());
        Self::new(matrix.dim(), ROWS, |terms, packed| source.pack_strips(rows, terms, packed))
    }

    /// A right-hand side; see [`left`](Self::left).
    ///
    /// # Panics
    /// If it lies otherwise.
    pub fn right(matrix: ArrayView2<T>) -> Self {
        let source = Matrix::of(matrix);
        let (rows, lines) = matrix.dim();
        Self::new((lines, rows), width::<T>(), |terms, packed| {
            source.pack_panels(terms, lines, packed);
        })
    }

    fn new(shape: (usize, usize), width: usize, pack: impl Fn(Range, &mut [T])) -> Self {
        let (lines, terms) = shape;
        let lines = lines.next_multiple_of(width);
        let mut numbers = vec![T::ZERO; lines * terms];
        pack_blocks(lines, (0, terms), &mut numbers, pack);
        Self { numbers, shape, width }
    }

    /// Numbers of lines and of terms, where parts are to have `width` lines.
    fn shape(&self, width: usize) -> (usize, usize) {
        assert_eq!(self.width, width, "packed for this side");
        self.shape
    }

    /// All parts.
    fn blocks(&self) -> Blocks<'_, T> {
        let lines = self.shape.0.next_multiple_of(self.width);
        Blocks { numbers: &self.numbers, lines, first: 0 }
    }
}

/// A matrix as it lies in memory: lines of `length` numbers each, which are its rows or its columns.
#[derive(Clone, Copy)]
struct Matrix<'a, T> {
    numbers: &'a [T],
    length: usize,
    by_rows: bool,
}

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
    fn pack_strips(&self, rows: Range, columns: Range, packed: &mut [T]) {
        if self.by_rows {
            self.pack_across::<ROWS>(rows, columns, packed);
        } else {
            self.pack_lines::<ROWS>(columns, rows, packed);
        }
    }

    /// Cuts some rows into panels as wide as a tile, each stored row by row.
    fn pack_panels(&self, rows: Range, columns: usize, packed: &mut [T]) {
        match (width::<T>(), self.by_rows) {
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
    fn pack_lines<const W: usize>(&self, lines: Range, (from, count): Range, packed: &mut [T]) {
        let (first, lines) = lines;
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
    fn pack_across<const W: usize>(&self, lines: Range, piece: Range, packed: &mut [T]) {
        let (top, lines) = lines;
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
