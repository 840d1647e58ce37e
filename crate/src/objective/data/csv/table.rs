//! A user's file in memory, column by column, before anything is chosen from it.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

use super::Header;
use super::cell::Meaning;
use super::trouble::{Place, quoted, trouble};
use crate::error::{ErrorCode, SpecError, shown};

/// Rows that [`TableOutline`] shows as they stand in the file.
const SHOWN: usize = 8;
/// Names of columns that a label is likely to have.
const LABELS: [&str; 6] = ["label", "class", "target", "species", "outcome", "y"];

/// What a column without a name is called, before its number.
const COLUMN: &str = "column ";

/// The index of the column that is called by its number: `3` or `column 3`.
fn numbered(wanted: &str) -> Option<usize> {
    let wanted = wanted.trim();
    wanted.strip_prefix(COLUMN).unwrap_or(wanted).parse::<usize>().ok()?.checked_sub(1)
}

/// The cells of a file.
#[derive(Clone, Debug)]
pub struct Table {
    /// SHA-256 of the file in hex.
    pub sha256: String,
    /// What stands between two cells.
    pub separator: char,
    pub(super) columns: Vec<Column>,
    /// Line of the file in which each row begins, from 1.
    pub(super) lines: Vec<u32>,
    /// The first rows as they stand in the file, one more than are shown: one may be the header.
    pub(super) first: Vec<Vec<String>>,
}

/// One column's cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) cells: Vec<Cell>,
    words: Vec<Rc<str>>,
    known: BTreeMap<Rc<str>, u32>,
}

/// A cell, understood; a word by its number in the column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell {
    Missing,
    Number(f64),
    Word(u32),
}

impl Column {
    pub(super) fn push(&mut self, meaning: Meaning<'_>) {
        let cell = match meaning {
            Meaning::Missing => Cell::Missing,
            Meaning::Number(number) => Cell::Number(number),
            Meaning::Word(word) => Cell::Word(self.number_of(word)),
        };
        self.cells.push(cell);
    }

    /// A word's number, a new one for a new word.
    fn number_of(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.known.get(word) {
            return number;
        }
        let (number, word) = (self.words.len() as u32, Rc::<str>::from(word));
        self.words.push(Rc::clone(&word));
        self.known.insert(word, number);
        number
    }

    /// A word by its number.
    pub(super) fn word(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", |word| word)
    }
}

/// A file at a glance, for those who choose from it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TableOutline {
    /// SHA-256 of the file in hex.
    pub sha256: String,
    /// What stands between two cells.
    pub separator: char,
    /// Whether the first row holds the names of the columns.
    pub header: bool,
    /// Rows, without the header.
    pub rows: usize,
    /// The columns in their order.
    pub columns: Vec<ColumnOutline>,
    /// The first rows as they stand in the file, without the header.
    pub first: Vec<Vec<String>>,
    /// The column that looks most like a label, by what a spec calls it.
    pub label: String,
}

/// A column at a glance.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ColumnOutline {
    /// Its name, or “column 3” where it has none.
    pub name: String,
    /// What a spec calls it: its name, or its number where that says more.
    pub key: String,
    /// Cells without a value.
    pub missing: usize,
    /// Cells that are no number.
    pub words: usize,
    /// The first of them; empty if there is none.
    pub example: String,
}

impl Table {
    /// Whether the first row holds the names of the columns: as chosen, or else if none of its cells
    /// is a number and some cell is a word.
    pub(super) fn has_header(&self, chosen: Option<Header>) -> bool {
        match chosen {
            Some(header) => header == Header::Yes,
            None => {
                let first = || self.columns.iter().filter_map(|column| column.cells.first());
                !first().any(|cell| matches!(cell, Cell::Number(_)))
                    && first().any(|cell| matches!(cell, Cell::Word(_)))
            }
        }
    }

    /// The names of the columns: those of the header, and “column 3” for those without one.
    pub(super) fn names(&self, header: bool) -> Vec<String> {
        let texts = self.first.first().filter(|_| header);
        let name = |index: usize| {
            let text = texts.and_then(|texts| texts.get(index)).map(|text| text.trim());
            let text = text.filter(|text| !text.is_empty());
            text.map_or_else(|| format!("{COLUMN}{}", index + 1), Into::into)
        };
        (0..self.columns.len()).map(name).collect()
    }

    /// The column that a spec means, by its name or else by its number from 1.
    ///
    /// # Errors
    /// Names the columns that there are, or says that the name is not one column's alone.
    pub(super) fn column(
        &self,
        names: &[String],
        wanted: &str,
        field: &str,
    ) -> Result<usize, SpecError> {
        let called: Vec<usize> = (0..names.len()).filter(|&i| names[i] == wanted.trim()).collect();
        match called.as_slice() {
            [index] => return Ok(*index),
            [first, second, ..] if numbered(wanted).is_none() => {
                let message = format!(
                    "{field}: columns {} and {} are both called {}; say which by its number",
                    first + 1,
                    second + 1,
                    quoted(wanted)
                );
                let error =
                    SpecError::new(ErrorCode::Duplicate, field, wanted, "a column's number");
                return Err(SpecError { message, ..error });
            }
            _ => {}
        }
        numbered(wanted).filter(|&index| index < names.len()).ok_or_else(|| {
            let shown = names.iter().take(12).map(|name| shown(name, 40));
            let mut allowed = shown.collect::<Vec<_>>().join(", ");
            if names.len() > 12 {
                allowed += &format!(", … ({} columns)", names.len());
            }
            let message =
                format!("{field}: there is no column {}; there are {allowed}", quoted(wanted));
            SpecError { message, ..SpecError::new(ErrorCode::Unknown, field, wanted, allowed) }
        })
    }

    /// The file at a glance.
    ///
    /// # Errors
    /// If there is nothing but a header.
    pub fn outline(&self, chosen: Option<Header>) -> Result<TableOutline, SpecError> {
        let header = self.has_header(chosen);
        let skip = usize::from(header);
        if self.lines.len() == skip {
            return Err(no_rows());
        }
        let names = self.names(header);
        let key = |index: usize| {
            let own = names.iter().filter(|name| **name == names[index]).count() == 1;
            let named =
                header && own && self.first.first().is_some_and(|t| !t[index].trim().is_empty());
            if named {
                return names[index].clone();
            }
            // Another column may be called like this one's number.
            let number = (index + 1).to_string();
            let spelt = format!("{COLUMN}{number}");
            let other = self.column(&names, &number, "label").ok() != Some(index);
            if other { spelt } else { number }
        };
        let columns = self.columns.iter().enumerate().map(|(index, column)| {
            let mut outline = ColumnOutline {
                name: names[index].clone(),
                key: key(index),
                missing: 0,
                words: 0,
                example: String::new(),
            };
            for cell in &column.cells[skip..] {
                match cell {
                    Cell::Missing => outline.missing += 1,
                    Cell::Word(word) => {
                        if outline.words == 0 {
                            outline.example = column.word(*word).into();
                        }
                        outline.words += 1;
                    }
                    Cell::Number(_) => {}
                }
            }
            outline
        });
        let likely = names.iter().position(|n| LABELS.iter().any(|l| n.eq_ignore_ascii_case(l)));
        // Lines that end in a separator have a last column without anything in it.
        let has_values = |column: &Column| {
            column.cells[skip..].iter().any(|cell| !matches!(cell, Cell::Missing))
        };
        let last = self.columns.iter().rposition(has_values).unwrap_or(names.len() - 1);
        Ok(TableOutline {
            sha256: self.sha256.clone(),
            separator: self.separator,
            header,
            rows: self.lines.len() - skip,
            columns: columns.collect(),
            first: self.first.iter().skip(skip).take(SHOWN).cloned().collect(),
            label: key(likely.unwrap_or(last)),
        })
    }

    /// How many of the first rows are kept as they stand.
    pub(super) const KEPT: usize = SHOWN + 1;
}

/// A file with a header at most.
pub(super) fn no_rows() -> SpecError {
    trouble(Place::default(), "The file holds no rows of data.")
}
