//! Half the squared distance.

use super::{Function, Rows};
use crate::kernel::{Element, map};

pub(super) struct Mse;

impl Function for Mse {
    fn add<T: Element>(start: f64, rows: Rows<T>, residual: &mut [T], _kept: &mut [T]) -> f64 {
        map([rows.outputs, rows.targets], [&mut *residual], |[z, y], _| [z - y]);
        residual.chunks_exact(rows.columns).fold(start, |sum, row| {
            let squares = row.iter().map(|r| r.to_f64() * r.to_f64());
            sum + 0.5 * squares.fold(0.0, |sum, square| sum + square)
        })
    }

    fn curvature_times<T: Element>(_columns: usize, _kept: &[T], r: &[T], out: &mut [T]) {
        out.copy_from_slice(r);
    }
}
