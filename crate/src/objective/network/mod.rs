//! Fully connected networks: mean loss plus ½·l2·‖θ‖² with gradient and exact Hessian-vector
//! products.

pub mod activation;
mod batch;
mod block;
mod gradient;
pub mod init;
mod inputs;
mod layout;
pub mod loss;
mod r_operator;
mod rows;
mod score;

pub use layout::Layout;
pub use score::{Score, first_largest};

use std::rc::Rc;

use ndarray::{Array2, ArrayView2};

use self::activation::Activation;
use self::gradient::Tape;
use self::init::Init;
use self::loss::Loss;
use self::r_operator::RTape;
use self::rows::{Rows, RowsView, Training};
use self::score::Scorer;
use super::Objective;
use super::data::DataSet;
use crate::kernel::{Element, Product, add_scaled};

/// The choices that make a network, apart from its data.
#[derive(Clone, Debug, PartialEq)]
pub struct Architecture {
    /// Widths of the hidden layers; none for a linear model.
    pub layers: Vec<usize>,
    /// What hidden units do.
    pub activation: Activation,
    /// How outputs are judged.
    pub loss: Loss,
    /// Weight of the penalty ½·l2·‖θ‖², ≥ 0.
    pub l2: f64,
    /// How θ₀ is drawn.
    pub init: Init,
    /// Rows of a mini-batch; `None` for full batches.
    pub batch: Option<usize>,
}

/// A part of a data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The rows that the objective is made of.
    Train,
    /// The rows held out.
    Test,
}

/// A network's objective f(θ) = mean loss over the training rows + ½·l2·‖θ‖².
///
/// Gradients are back-propagated; Hessian-vector products reuse what the last gradient computed.
/// All sums run in a fixed order, so that the same θ gives the same bits on every machine.
#[derive(Clone, Debug)]
pub struct Network<T> {
    model: Model,
    init: Init,
    seed: u64,
    l2: f64,
    train: Training<T>,
    test: Rc<Rows<T>>,
    train_labels: Rc<[usize]>,
    test_labels: Rc<[usize]>,
    /// The point of the last gradient.
    theta: Vec<T>,
    /// Made for the first gradient.
    tape: Option<Tape<T>>,
    /// Whether the tape is that of `theta` and the selected rows.
    recorded: bool,
    /// Made for the first Hessian-vector product.
    r_tape: Option<RTape<T>>,
    /// Made for the first score.
    scorer: Option<Scorer<T>>,
    product: Product<T>,
}

/// What passes need to know of a network.
#[derive(Clone, Debug)]
struct Model {
    layout: Layout,
    activation: Activation,
    loss: Loss,
}

/// A pass through a network: its point and its rows.
#[derive(Clone, Copy, Debug)]
struct Pass<'a, T> {
    model: &'a Model,
    theta: &'a [T],
    rows: RowsView<'a, T>,
}

impl<T: Element> Network<T> {
    /// The network for a data set, at θ = 0 until the first gradient.
    ///
    /// `seed` fixes θ₀ and the order of mini-batches.
    ///
    /// # Requirements
    /// At least one training row; widths ≥ 1; `batch` within 1 … number of training rows; a loss
    /// that needs classes only for data that has some.
    pub fn new(architecture: &Architecture, data: &DataSet, seed: u64) -> Self {
        let Architecture { layers, activation, loss, l2, init, batch } = architecture.clone();
        let layout = Layout::new(data.inputs(), &layers, data.outputs());
        let model = Model { layout, activation, loss };
        Self {
            init,
            seed,
            l2,
            train: Training::new(&data.train, batch, seed),
            test: Rc::new(Rows::new(&data.test)),
            train_labels: data.train.labels.as_slice().into(),
            test_labels: data.test.labels.as_slice().into(),
            theta: vec![T::ZERO; model.layout.dimension()],
            tape: None,
            recorded: false,
            r_tape: None,
            scorer: None,
            product: Product::default(),
            model,
        }
    }

    /// A network of the same data at the same point, with all rows selected. It shares the data, and
    /// leaves out what passes write, which the next ones make anew, to the same bits.
    pub fn fork(&self) -> Self {
        Self {
            model: self.model.clone(),
            train: self.train.fork(),
            test: Rc::clone(&self.test),
            train_labels: Rc::clone(&self.train_labels),
            test_labels: Rc::clone(&self.test_labels),
            theta: self.theta.clone(),
            tape: None,
            recorded: false,
            r_tape: None,
            scorer: None,
            product: Product::default(),
            ..*self
        }
    }

    /// The mean loss at `theta` over the selected rows, and its gradient; fills the tape.
    fn record(&mut self, gradient: &mut [T]) -> f64 {
        let Self { model, theta, train, tape, product, r_tape, .. } = self;
        self.recorded = true;
        if let Some(r_tape) = r_tape {
            r_tape.moved();
        }
        let tape = tape.get_or_insert_with(|| Tape::new(model, train.all.count()));
        tape.run(Pass { model, theta, rows: train.selected() }, product, gradient)
    }

    /// Where weights and biases lie in θ.
    pub fn layout(&self) -> &Layout {
        &self.model.layout
    }

    /// θ₀, drawn from the seed.
    pub fn initial(&self) -> Vec<T> {
        self.init.draw(&self.model.layout, self.seed)
    }

    /// Loss (without the penalty) and accuracy at θ over a whole part, whatever batch is selected;
    /// `None` if the data has no such part.
    pub fn score(&mut self, theta: &[T], part: Part) -> Option<Score> {
        let (rows, labels) = match part {
            Part::Train => (&self.train.all, &self.train_labels),
            Part::Test => (&self.test, &self.test_labels),
        };
        let scorer = self.scorer.get_or_insert_with(|| Scorer::new(&self.model));
        scorer.score(&self.model, theta, rows, labels, &mut self.product)
    }

    /// f(θ) over all training rows, whatever batch is selected: the same sums in the same order as
    /// with a gradient, in a third of the time.
    pub fn value(&mut self, theta: &[T]) -> f64 {
        let loss = self.score(theta, Part::Train).map_or(f64::NAN, |score| score.loss);
        if self.l2 == 0.0 { loss } else { loss + 0.5 * self.l2 * square(theta) }
    }

    /// The outputs at θ for every row of a part: [N, out]. Logits if the loss is `ce`.
    pub fn outputs(&mut self, theta: &[T], part: Part) -> Array2<T> {
        let rows = match part {
            Part::Train => &self.train.all,
            Part::Test => &self.test,
        };
        let scorer = self.scorer.get_or_insert_with(|| Scorer::new(&self.model));
        scorer.outputs(&self.model, theta, rows.inputs(), &mut self.product)
    }

    /// The outputs at θ for `inputs` of anyone's choice, [N, in]: [N, out].
    pub fn outputs_for(&mut self, theta: &[T], inputs: ArrayView2<T>) -> Array2<T> {
        let scorer = self.scorer.get_or_insert_with(|| Scorer::new(&self.model));
        scorer.outputs(&self.model, theta, inputs, &mut self.product)
    }
}

impl<T: Element> Objective<T> for Network<T> {
    fn dimension(&self) -> usize {
        self.model.layout.dimension()
    }

    fn value_and_gradient(&mut self, x: &[T], gradient: &mut [T]) -> T {
        self.theta.copy_from_slice(x);
        let loss = self.record(gradient);
        if self.l2 == 0.0 {
            return T::from_f64(loss);
        }
        add_scaled(self.l2, x, gradient);
        T::from_f64(loss + 0.5 * self.l2 * square(x))
    }

    fn hessian_vector(&mut self, v: &[T], out: &mut [T]) {
        if !self.recorded {
            self.record(out);
        }
        let Self { model, theta, train, tape, product, r_tape, .. } = self;
        let Some(tape) = tape else { return };
        let r_tape = r_tape.get_or_insert_with(|| RTape::new(model, train.all.count()));
        r_tape.run(Pass { model, theta, rows: train.selected() }, tape, product, v, out);
        if self.l2 != 0.0 {
            add_scaled(self.l2, v, out);
        }
    }

    fn select_batch(&mut self, step: Option<u64>) {
        if self.train.select(step) {
            self.recorded = false;
        }
    }
}

/// ‖x‖².
fn square<T: Element>(x: &[T]) -> f64 {
    x.iter().fold(0.0, |sum, x| sum + x.to_f64() * x.to_f64())
}
