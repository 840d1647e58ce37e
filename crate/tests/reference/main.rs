//! The independent reference vectors of `tests/reference/`, every case of every file.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

mod filters;
mod functions;
mod links;
mod malformed;
mod presets;
mod trajectories;
mod vectors;
