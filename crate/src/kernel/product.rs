//! Matrix products.

use ndarray::{ArrayView2, ArrayViewMut2};

use super::Element;

/// Products of matrices; keeps its buffers from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Product<T> {
    row: Vec<T>,
}

impl<T: Element> Product<T> {
    /// C ← A·B with A: [m, k], B: [k, n], C: [m, n], any of them transposed.
    ///
    /// # Panics
    /// If the shapes do not fit.
    pub fn assign(&mut self, a: ArrayView2<T>, b: ArrayView2<T>, mut c: ArrayViewMut2<T>) {
        c.fill(T::ZERO);
        self.add(a, b, c);
    }

    /// C ← C + A·B with A: [m, k], B: [k, n], C: [m, n], any of them transposed.
    ///
    /// # Panics
    /// If the shapes do not fit.
    pub fn add(&mut self, a: ArrayView2<T>, b: ArrayView2<T>, mut c: ArrayViewMut2<T>) {
        let (m, k) = a.dim();
        assert_eq!((k, (m, b.ncols())), (b.nrows(), c.dim()), "shapes of A·B → C");
        for l in 0..k {
            self.row.clear();
            self.row.extend(b.row(l));
            for i in 0..m {
                let factor = a[(i, l)];
                for (c, &b) in c.row_mut(i).iter_mut().zip(&self.row) {
                    *c += factor * b;
                }
            }
        }
    }
}
