//! Basins: where the runs from every pixel of the window lead (contract §3).
//!
//! A map is made in two passes. [`rows`] runs from the centres of some rows of pixels, each on its
//! own, so that a map can be shown as it grows, given up, or spread over workers; [`classify`] then
//! looks at all ends in raster order. How the rows were cut never changes the map.

mod classes;
mod settle;

use std::ops::Range;

pub use classes::{BasinClass, BasinKind, BasinMap, classify};

use crate::error::{ErrorCode, SpecError};
use crate::objective::landscape::{Landscape, centre};
use crate::planar;
use crate::run::Status;
use crate::run::many::{End, each_end};
use crate::spec::{Optimizer, Stop};

/// Most pixels along a side of a map.
pub const LARGEST: usize = 4096;

/// The pixels of a map, over the window [x₀, x₁, y₀, y₁].
#[derive(Clone, Copy, Debug)]
pub struct Raster {
    window: [f64; 4],
    width: usize,
    height: usize,
}

impl Raster {
    /// `width` × `height` pixels.
    ///
    /// # Errors
    /// For sizes out of range.
    pub fn new(window: [f64; 4], width: usize, height: usize) -> Result<Self, SpecError> {
        for (field, size) in [("width", width), ("height", height)] {
            if !(1..=LARGEST).contains(&size) {
                let allowed = format!("1 to {LARGEST} pixels");
                let got = size.to_string();
                return Err(SpecError::new(ErrorCode::OutOfRange, field, got, allowed));
            }
        }
        Ok(Self { window, width, height })
    }

    /// Centre of a pixel; rows count from the top (largest y) down.
    pub fn centre(&self, column: usize, row: usize) -> [f64; 2] {
        let [x0, x1, y0, y1] = self.window;
        [centre(x0, x1, column, self.width), centre(y0, y1, self.height - 1 - row, self.height)]
    }
}

/// How the run from a pixel's centre ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// How.
    pub status: Status,
    /// Where: the run's last iterate, to the bit.
    pub x: [f64; 2],
    /// λmax of the Hessian there; NaN for runs that did not converge.
    pub lambda_max: f64,
}

impl Outcome {
    /// Numbers that an outcome takes at the border.
    pub const NUMBERS: usize = 4;

    /// The status (as its place in [`Status::ALL`]), x, y and λmax.
    pub fn numbers(&self) -> [f64; Self::NUMBERS] {
        let [x, y] = self.x;
        [f64::from(self.status as u8), x, y, self.lambda_max]
    }

    /// The inverse of [`numbers`](Self::numbers); `None` where no status has that place.
    pub fn from_numbers([status, x, y, lambda_max]: [f64; Self::NUMBERS]) -> Option<Self> {
        let place = |&one: &Status| f64::from(one as u8) == status;
        let status = Status::ALL.into_iter().find(place)?;
        Some(Self { status, x: [x, y], lambda_max })
    }
}

/// The [numbers](Outcome::numbers) of the outcomes of the pixels in `rows`, from the top down and
/// left to right: those of the runs from their centres. `rows` must lie in the raster.
pub fn rows(
    landscape: &Landscape,
    optimizer: &Optimizer,
    stop: Stop,
    raster: &Raster,
    rows: Range<usize>,
) -> Vec<[f64; Outcome::NUMBERS]> {
    let mut landscape = landscape.clone();
    let columns: Vec<f64> = (0..raster.width).map(|column| raster.centre(column, 0)[0]).collect();
    let lines: Vec<f64> = rows.map(|row| raster.centre(0, row)[1]).collect();
    let count = lines.len() * raster.width;
    let start = |pixel: usize| [columns[pixel % raster.width], lines[pixel / raster.width]];
    // Written to where they stay: on large maps, memory is what takes the time.
    let mut all = vec![[0.0; Outcome::NUMBERS]; count];
    each_end(&mut landscape, optimizer, stop, (count, start), |pixel, End { status, x, .. }| {
        all[pixel] = Outcome { status, x, lambda_max: f64::NAN }.numbers();
    });
    add_sharpness(&mut landscape, &mut all);
    all
}

/// λmax, to the outcomes of the runs that converged.
fn add_sharpness(landscape: &mut Landscape, outcomes: &mut [[f64; Outcome::NUMBERS]]) {
    const TOGETHER: usize = 64;
    let converged = f64::from(Status::Converged as u8);
    for outcomes in outcomes.chunks_mut(TOGETHER) {
        let mut points = [[0.0; 2]; TOGETHER];
        for (point, &[_, x, y, _]) in points.iter_mut().zip(&*outcomes) {
            *point = [x, y];
        }
        let points = &points[..outcomes.len()];
        let mut outcomes = outcomes.iter_mut();
        landscape.hessians_at(points, |[.., xx, xy, yy]| {
            if let Some([status, .., sharpness]) = outcomes.next()
                && *status == converged
            {
                *sharpness = lambda_max([xx, xy, yy]);
            }
        });
    }
}

/// As in the run's record, or NaN where that has none.
fn lambda_max(hessian: [f64; 3]) -> f64 {
    if hessian.iter().all(|entry| entry.is_finite()) {
        planar::eigenvalues(hessian)[1]
    } else {
        f64::NAN
    }
}
