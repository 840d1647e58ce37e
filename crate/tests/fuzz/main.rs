//! Hostile input: four readers of what people type, paste, drop and click on, fed with mutants of
//! a kept corpus. README.md beside this file says how to run it long, and what it has found.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod formulas;
mod hunt;
mod links;
mod mutant;
mod specs;
mod tables;

use hunt::hunt;

#[test]
fn links() {
    hunt("links", links::WORDS, links::outcome);
}

#[test]
fn formulas() {
    hunt("formulas", formulas::WORDS, formulas::outcome);
}

#[test]
fn tables() {
    hunt("tables", tables::WORDS, tables::outcome);
}

#[test]
fn specs() {
    hunt("specs", specs::WORDS, specs::outcome);
}
