//! Problems as lists of numbers, the same for all that are compared.

use eigensieve::kernel::Element;
use eigensieve::objective::data::{DataSet, Examples, InputKind, LeftOut};
use ndarray::Array2;

/// A network with data, weights and a direction.
#[derive(Clone, Debug)]
pub struct NetworkProblem {
    /// Widths from the inputs to the outputs.
    pub sizes: Vec<usize>,
    /// Rows to train on.
    pub data: DataSet,
    /// θ: [d].
    pub theta: Vec<f64>,
    /// What Hessians are multiplied with: [d].
    pub direction: Vec<f64>,
}

/// Two matrices, A: [m, k] and B: [k, n].
#[derive(Clone, Debug)]
pub struct ProductProblem<T> {
    /// A.
    pub left: Array2<T>,
    /// B.
    pub right: Array2<T>,
}

/// Numbers read from the first to the last.
struct Reader<'a>(&'a [f64]);

impl<'a> Reader<'a> {
    /// # Panics
    /// If there are not so many left.
    fn take(&mut self, count: usize) -> &'a [f64] {
        let (taken, rest) = self.0.split_at(count);
        self.0 = rest;
        taken
    }

    fn count(&mut self) -> usize {
        self.take(1)[0] as usize
    }

    fn matrix<T: Element>(&mut self, rows: usize, columns: usize) -> Array2<T> {
        let numbers = self.take(rows * columns);
        Array2::from_shape_fn((rows, columns), |(i, j)| T::from_f64(numbers[i * columns + j]))
    }
}

impl NetworkProblem {
    /// From: number of sizes, sizes, number of rows N, inputs row by row, N labels, θ, direction.
    ///
    /// # Panics
    /// If numbers are missing.
    pub fn read(numbers: &[f64]) -> Self {
        let mut reader = Reader(numbers);
        let count = reader.count();
        let sizes: Vec<usize> = (0..count).map(|_| reader.count()).collect();
        let rows = reader.count();
        let (columns, classes) = (sizes[0], sizes[count - 1]);
        let inputs = reader.matrix(rows, columns);
        let labels = reader.take(rows).iter().map(|&label| label as usize).collect();
        let dimension = sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum();
        let data = DataSet {
            train: Examples::classified(inputs, labels, classes),
            test: Examples::classified(Array2::zeros((0, columns)), Vec::new(), classes),
            classes: (0..classes).map(|class| class.to_string()).collect(),
            features: (0..columns).map(|column| format!("x{column}")).collect(),
            target: "class".to_owned(),
            input: InputKind::Table,
            left_out: LeftOut::default(),
        };
        let [theta, direction] = [(); 2].map(|()| reader.take(dimension).to_vec());
        Self { sizes, data, theta, direction }
    }
}

impl<T: Element> ProductProblem<T> {
    /// From: m, k, n, A and B row by row.
    ///
    /// # Panics
    /// If numbers are missing.
    pub fn read(numbers: &[f64]) -> Self {
        let mut reader = Reader(numbers);
        let [m, k, n] = [(); 3].map(|()| reader.count());
        Self { left: reader.matrix(m, k), right: reader.matrix(k, n) }
    }
}
