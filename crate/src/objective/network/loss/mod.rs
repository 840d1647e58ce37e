//! How far a network's outputs are from their targets.
//!
//! A loss is one file here and one row of the table below.

use ndarray::{ArrayView2, ArrayViewMut2};

use crate::kernel::Element;
use crate::named::named;

/// The loss ℓ of rows of C outputs z with its derivatives. All slices hold the same rows one after
/// the other.
trait Function {
    /// `start` plus ℓ of every row, added up in f64 from the first row to the last. Writes ∂ℓ/∂z
    /// to `residual`, and what [`curvature_times`](Self::curvature_times) needs to `kept`.
    fn add<T: Element>(start: f64, rows: Rows<T>, residual: &mut [T], kept: &mut [T]) -> f64;

    /// out ← ∂²ℓ/∂z² · r, for C columns and z of the last [`add`](Self::add) with the same `kept`.
    fn curvature_times<T: Element>(columns: usize, kept: &[T], r: &[T], out: &mut [T]);
}

/// Outputs with what they should be, row after row.
#[derive(Clone, Copy, Debug)]
struct Rows<'a, T> {
    columns: usize,
    outputs: &'a [T],
    targets: &'a [T],
}

/// What a spec's validation and the theorem's hypotheses ask of a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LossFacts {
    /// Whether it needs classes.
    pub needs_classes: bool,
    /// Whether its graph is semialgebraic. All are definable with the exponential function.
    pub semialgebraic: bool,
    /// Whether it is C^∞ in the outputs.
    pub smooth: bool,
}

/// A row: documentation, variant = name, title, file, facts.
macro_rules! losses {
    ($($(#[$about:meta])* $Row:ident = $name:tt, $title:literal, $module:ident, $facts:expr;)+) => {
        $(mod $module;)+

        named! {
            /// The loss of a network, averaged over the N rows of its data.
            pub enum Loss -> LossFacts {
                $($(#[$about])* $Row = $name, $title, $facts;)+
            }
        }

        impl Loss {
            /// `start` plus the rows' losses at outputs z with targets y, one after the other in
            /// f64. Writes ∂ℓ/∂z to `residual`, and to `kept` what
            /// [`curvature_times`](Self::curvature_times) needs. All are [N, C].
            pub fn sum<T: Element>(
                self,
                start: f64,
                z: ArrayView2<T>,
                y: ArrayView2<T>,
                residual: ArrayViewMut2<T>,
                kept: ArrayViewMut2<T>,
            ) -> f64 {
                let rows = Rows { columns: z.ncols(), outputs: flat(z), targets: flat(y) };
                let (residual, kept) = (flat_mut(residual), flat_mut(kept));
                match self { $(Self::$Row => $module::$Row::add(start, rows, residual, kept),)+ }
            }

            /// out ← ∂²ℓ/∂z² · r in every row: [N, C]. The outputs z are those of the last
            /// [`sum`](Self::sum) with the same `kept`.
            pub fn curvature_times<T: Element>(
                self,
                kept: ArrayView2<T>,
                r: ArrayView2<T>,
                out: ArrayViewMut2<T>,
            ) {
                let (columns, kept, r, out) = (r.ncols(), flat(kept), flat(r), flat_mut(out));
                match self {
                    $(Self::$Row => $module::$Row::curvature_times(columns, kept, r, out),)+
                }
            }
        }
    };
}

losses! {
    /// Half the squared distance, ½‖ŷ − y‖².
    Mse = "mse", "Mean squared error", mse,
        LossFacts { needs_classes: false, semialgebraic: true, smooth: true };
    /// Softmax cross-entropy in nats, −Σ y ln p with p = softmax(z).
    Ce = "ce", "Cross-entropy", ce,
        LossFacts { needs_classes: true, semialgebraic: false, smooth: true };
}

const ROW_BY_ROW: &str = "rows follow each other in memory";

fn flat<'a, T>(matrix: ArrayView2<'a, T>) -> &'a [T] {
    matrix.to_slice().expect(ROW_BY_ROW)
}

fn flat_mut<'a, T>(matrix: ArrayViewMut2<'a, T>) -> &'a mut [T] {
    matrix.into_slice().expect(ROW_BY_ROW)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array2, array};

    /// ℓ, ∂ℓ/∂z and ∂²ℓ/∂z²·r of one row.
    fn at<T: Element>(loss: Loss, z: &[T], y: &[T], r: &[T]) -> (f64, Vec<T>, Vec<T>) {
        let row = |x: &[T]| Array2::from_shape_fn((1, x.len()), |(_, i)| x[i]);
        let (mut residual, mut kept, mut out) = (row(z), row(z), row(z));
        let sum = loss.sum(0.0, row(z).view(), row(y).view(), residual.view_mut(), kept.view_mut());
        loss.curvature_times(kept.view(), row(r).view(), out.view_mut());
        (sum, residual.into_raw_vec_and_offset().0, out.into_raw_vec_and_offset().0)
    }

    #[test]
    fn losses_have_their_definitions_values() {
        let z = array![[1.0, -2.0, 0.5], [0.0, 3.0, 1.0]];
        let y = array![[0.0, 1.0, 0.0], [0.0, 1.0, 0.0]];
        let (mut residual, mut kept) = (z.clone(), z.clone());
        let mut sum =
            |loss: Loss| loss.sum(0.0, z.view(), y.view(), residual.view_mut(), kept.view_mut());
        assert_eq!(sum(Loss::Mse), 0.5 * (1.0 + 9.0 + 0.25 + 4.0 + 1.0));
        let log_sum = |z: [f64; 3]| libm::log(z.iter().map(|&z| libm::exp(z)).sum());
        let expected = log_sum([1.0, -2.0, 0.5]) + 2.0 + log_sum([0.0, 3.0, 1.0]) - 3.0;
        assert!((sum(Loss::Ce) - expected).abs() < 1e-15);
    }

    #[test]
    fn derivatives_agree_with_central_differences() {
        const STEP: f64 = 1e-5;
        let (y, r) = ([0.0, 0.0, 1.0, 0.0], [0.4, -1.0, 0.3, 2.0]);
        let moved = |step: f64| -> Vec<f64> {
            let z = [0.3, -1.2, 0.8, 2.5];
            z.iter().zip(r).map(|(z, r)| z + step * r).collect()
        };
        for loss in Loss::ALL {
            let (_, residual, curved) = at(loss, &moved(0.0), &y, &r);
            let (right, left) = (at(loss, &moved(STEP), &y, &r), at(loss, &moved(-STEP), &y, &r));
            let slope: f64 = residual.iter().zip(r).map(|(g, r)| g * r).sum();
            assert!((slope - (right.0 - left.0) / (2.0 * STEP)).abs() < 1e-9, "{loss:?}");
            for (i, curved) in curved.iter().enumerate() {
                let difference = (right.1[i] - left.1[i]) / (2.0 * STEP);
                assert!((curved - difference).abs() < 1e-9, "{loss:?}");
            }
        }
    }

    #[test]
    fn cross_entropy_is_stable() {
        // Far too large for a plain exponential.
        let (value, residual, _) = at(Loss::Ce, &[1000.0, 0.0], &[0.0, 1.0], &[0.0, 0.0]);
        assert_eq!((value, residual), (1000.0, vec![1.0, -1.0]));
        let (value, ..) = at(Loss::Ce, &[-1e30_f32, 1e30], &[0.0, 1.0], &[0.0, 0.0]);
        assert_eq!(value, 0.0);
        // A loss far below the last bit of 1.
        let (value, ..) = at(Loss::Ce, &[0.0, 50.0], &[0.0, 1.0], &[0.0, 0.0]);
        assert!((value / libm::exp(-50.0) - 1.0).abs() < 1e-14);
        let (value, ..) = at(Loss::Ce, &[f64::NAN, 0.0], &[0.0, 1.0], &[0.0, 0.0]);
        assert!(value.is_nan());
        let (value, ..) = at(Loss::Ce, &[0.0, f64::NAN], &[1.0, 0.0], &[0.0, 0.0]);
        assert!(value.is_nan());
    }
}
