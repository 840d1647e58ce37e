//! What a layer takes in: a matrix [rows, width], on either side of a product.

use ndarray::ArrayView2;

use crate::kernel::{Element, Factor, Packed};

/// The inputs of a layer: the data, or what the layer below gives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inputs<'a, T> {
    pub(super) matrix: ArrayView2<'a, T>,
    packed: Option<&'a PackedInputs<T>>,
}

/// Inputs that do not change, packed for both sides: where they are wide, to pack them anew would
/// be a twentieth of a gradient.
#[derive(Clone, Debug)]
pub(super) struct PackedInputs<T> {
    left: Packed<T>,
    right: Packed<T>,
}

impl<'a, T> From<ArrayView2<'a, T>> for Inputs<'a, T> {
    fn from(matrix: ArrayView2<'a, T>) -> Self {
        Self { matrix, packed: None }
    }
}

impl<'a, T: Element> Inputs<'a, T> {
    /// Inputs, and the same packed.
    pub(super) fn packed(matrix: ArrayView2<'a, T>, packed: &'a PackedInputs<T>) -> Self {
        Self { matrix, packed: Some(packed) }
    }

    /// The same inputs for a shorter time.
    pub(super) fn reborrow<'b>(self) -> Inputs<'b, T>
    where
        'a: 'b,
    {
        Inputs { matrix: self.matrix.reborrow(), packed: self.packed }
    }

    /// As A of A·B, on the way up.
    pub(super) fn left(self) -> Factor<'a, T> {
        self.packed.map_or(Factor::Matrix(self.matrix), |packed| Factor::Packed(&packed.left))
    }

    /// As B of A·B, on the way down.
    pub(super) fn right(self) -> Factor<'a, T> {
        self.packed.map_or(Factor::Matrix(self.matrix), |packed| Factor::Packed(&packed.right))
    }
}

impl<T: Element> PackedInputs<T> {
    /// Packs a matrix that is row by row in memory.
    pub(super) fn new(matrix: ArrayView2<T>) -> Self {
        Self { left: Packed::left(matrix), right: Packed::right(matrix) }
    }
}
