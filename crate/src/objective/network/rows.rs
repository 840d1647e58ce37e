//! The data that a pass goes over: all training rows, or a mini-batch of them.

use std::cell::OnceCell;
use std::rc::Rc;

use ndarray::{Array2, ArrayView2, s};

use super::batch::Schedule;
use super::inputs::{Inputs, PackedInputs};
use crate::kernel::Element;
use crate::objective::data::Examples;

/// Inputs [N, in] and targets [N, out] in a run's precision.
#[derive(Clone, Debug)]
pub(super) struct Rows<T> {
    inputs: Array2<T>,
    targets: Array2<T>,
    /// The same inputs as products take them. Made when all rows are first selected.
    packed: OnceCell<PackedInputs<T>>,
}

/// Some rows, borrowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowsView<'a, T> {
    pub(super) inputs: Inputs<'a, T>,
    pub(super) targets: ArrayView2<'a, T>,
}

impl<T: Element> Rows<T> {
    pub(super) fn new(examples: &Examples) -> Self {
        let standard = |matrix: &Array2<f64>| {
            Array2::from_shape_fn(matrix.dim(), |index| T::from_f64(matrix[index]))
        };
        Self {
            inputs: standard(&examples.inputs),
            targets: standard(&examples.targets),
            packed: OnceCell::new(),
        }
    }

    /// Number of rows.
    pub(super) fn count(&self) -> usize {
        self.inputs.nrows()
    }

    /// All inputs.
    pub(super) fn inputs(&self) -> ArrayView2<'_, T> {
        self.inputs.view()
    }

    /// The rows from `from` up to but without `to`.
    pub(super) fn view(&self, from: usize, to: usize) -> RowsView<'_, T> {
        RowsView {
            inputs: self.inputs.slice(s![from..to, ..]).into(),
            targets: self.targets.slice(s![from..to, ..]),
        }
    }

    /// All rows, for passes again and again.
    fn whole(&self) -> RowsView<'_, T> {
        let matrix = self.inputs.view();
        let packed = self.packed.get_or_init(|| PackedInputs::new(matrix));
        RowsView { inputs: Inputs::packed(matrix, packed), targets: self.targets.view() }
    }

    /// Room for the first `count` rows.
    fn room(&self, count: usize) -> Self {
        let first = |matrix: &Array2<T>| matrix.slice(s![..count, ..]).to_owned();
        Self { inputs: first(&self.inputs), targets: first(&self.targets), packed: OnceCell::new() }
    }
}

impl<T: Element> RowsView<'_, T> {
    /// Number of rows.
    pub(super) fn count(&self) -> usize {
        self.targets.nrows()
    }
}

/// Training rows and the batch selected from them.
#[derive(Clone, Debug)]
pub(super) struct Training<T> {
    /// Shared by all networks of a run and its forks.
    pub(super) all: Rc<Rows<T>>,
    batches: Option<Batches<T>>,
    /// The step whose batch is selected; `None` for all rows.
    step: Option<u64>,
}

#[derive(Clone, Debug)]
struct Batches<T> {
    schedule: Schedule,
    /// Rows of the largest batch.
    size: usize,
    /// The selected rows, gathered; the first `count` ones are in use. Made for the first batch.
    gathered: Option<Rows<T>>,
    count: usize,
}

impl<T: Element> Training<T> {
    /// `batch` is the size of a mini-batch, 1 … number of rows.
    pub(super) fn new(examples: &Examples, batch: Option<usize>, seed: u64) -> Self {
        let all = Rc::new(Rows::new(examples));
        let batches = batch.map(|size| Batches {
            schedule: Schedule::new(all.count(), size, seed),
            size,
            gathered: None,
            count: 0,
        });
        Self { all, batches, step: None }
    }

    /// Selects a step's batch, if the network has batches at all; `None` selects all rows. Says
    /// whether that changed anything.
    pub(super) fn select(&mut self, step: Option<u64>) -> bool {
        let Some(batches) = &mut self.batches else { return false };
        if self.step == step {
            return false;
        }
        self.step = step;
        if let Some(step) = step {
            let rows = batches.schedule.rows(step);
            let all = &self.all;
            let gathered = batches.gathered.get_or_insert_with(|| all.room(batches.size));
            for (to, &from) in rows.iter().enumerate() {
                gathered.inputs.row_mut(to).assign(&self.all.inputs.row(from));
                gathered.targets.row_mut(to).assign(&self.all.targets.row(from));
            }
            batches.count = rows.len();
        }
        true
    }

    /// The selected rows.
    pub(super) fn selected(&self) -> RowsView<'_, T> {
        let chosen = self.batches.as_ref().filter(|_| self.step.is_some());
        match chosen.and_then(|batches| Some((batches.gathered.as_ref()?, batches.count))) {
            Some((gathered, count)) => gathered.view(0, count),
            None => self.all.whole(),
        }
    }

    /// The same rows and the same order of batches, with all rows selected.
    pub(super) fn fork(&self) -> Self {
        let batches = self.batches.as_ref().map(|batches| Batches {
            schedule: batches.schedule.clone(),
            size: batches.size,
            gathered: None,
            count: 0,
        });
        Self { all: Rc::clone(&self.all), batches, step: None }
    }
}
