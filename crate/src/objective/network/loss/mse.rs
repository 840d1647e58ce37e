//! Half the squared distance.

use super::Function;
use crate::kernel::{Element, map};

pub(super) struct Mse;

impl Function for Mse {
    fn value<T: Element>(z: &[T], target: &[T], residual: &mut [T], _kept: &mut [T]) -> f64 {
        map([z, target], [&mut *residual], |[z, y], _| [z - y]);
        let squares = residual.iter().map(|r| r.to_f64() * r.to_f64());
        0.5 * squares.fold(0.0, |sum, square| sum + square)
    }

    fn curvature_times<T: Element>(_kept: &[T], r: &[T], out: &mut [T]) {
        out.copy_from_slice(r);
    }
}
