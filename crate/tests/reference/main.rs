//! The independent reference vectors of `tests/reference/`, every case of every file.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

mod critical_points;
mod filters;
mod functions;
mod links;
mod malformed;
mod presets;
mod trajectories;
mod vectors;
