//! Reads a user's file piece by piece: bytes in, a [`Table`] out. What separates cells, quotes them
//! and ends lines is the `csv-core` crate's business (RFC 4180, leniently); what they mean is ours.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use sha2::{Digest, Sha256};

use super::cell::meaning;
use super::table::{Column, Table, no_rows};
use super::trouble::{Place, grouped, quoted, trouble};
use crate::error::SpecError;

/// Largest file, in bytes: 64 MB.
pub const MOST_BYTES: u64 = 64 << 20;
/// Most cells of a file below its first row, which may hold names.
pub const MOST_CELLS: usize = 5_000_000;

/// What a file's separator is found from: the first line, as far as it lies in this many bytes.
const HEAD: usize = 1 << 16;
/// What may stand between cells; the one that occurs most often in the first line does.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A file under way.
pub struct TableReader {
    hash: Sha256,
    bytes: u64,
    /// The first bytes, until there are enough to tell the separator.
    head: Vec<u8>,
    parser: Option<Parser>,
}

impl TableReader {
    /// A reader of a file of so many bytes.
    ///
    /// # Errors
    /// If that is too large.
    pub fn new(bytes: u64) -> Result<Self, SpecError> {
        check_size(bytes)?;
        Ok(Self { hash: Sha256::new(), bytes: 0, head: Vec::new(), parser: None })
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// The first thing found wrong, by line and column.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), SpecError> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        check_size(self.bytes)?;
        if let Some(parser) = &mut self.parser {
            return parser.read(bytes);
        }
        self.head.extend_from_slice(bytes);
        if self.head.len() < HEAD {
            return Ok(());
        }
        self.begin()
    }

    /// The whole file.
    ///
    /// # Errors
    /// The first thing found wrong, by line and column.
    pub fn finish(mut self) -> Result<Table, SpecError> {
        if self.parser.is_none() {
            self.begin()?;
        }
        self.parser.ok_or_else(no_rows)?.finish(in_hex(self.hash))
    }

    fn begin(&mut self) -> Result<(), SpecError> {
        let head = std::mem::take(&mut self.head);
        check_kind(&head)?;
        let parser = self.parser.insert(Parser::new(separator_of(&head)));
        parser.read(&head)
    }
}

/// SHA-256 of a whole file in hex.
pub(super) fn digest(file: &[u8]) -> String {
    in_hex(Sha256::new_with_prefix(file))
}

fn in_hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a whole file.
///
/// # Errors
/// The first thing found wrong, by line and column.
pub fn read(file: &[u8]) -> Result<Table, SpecError> {
    let mut reader = TableReader::new(file.len() as u64)?;
    reader.push(file)?;
    reader.finish()
}

fn check_size(bytes: u64) -> Result<(), SpecError> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let megabytes = bytes.div_ceil(1_000_000);
    let most = MOST_BYTES >> 20;
    Err(trouble(
        Place::default(),
        format!("The file has {megabytes} MB; at most {most} MB can be read here."),
    ))
}

/// Refuses what is plainly no text in UTF-8, in words that help.
fn check_kind(head: &[u8]) -> Result<(), SpecError> {
    let sentence = match head {
        [b'P', b'K', 3, 4, ..] => {
            "This is a workbook or another archive, not a table as text: save it as CSV."
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "The file is in UTF-16: save it as CSV in UTF-8.",
        _ if head.contains(&0) => "The file is not text: it holds zero bytes.",
        _ => return Ok(()),
    };
    Err(trouble(Place::default(), sentence))
}

/// The separator that occurs most often in the first line, quoted cells left out; a comma if none
/// does.
fn separator_of(head: &[u8]) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let (mut open, mut begun) = (false, false);
    for &byte in head {
        match byte {
            // Blank lines before the first row do not count.
            b'\n' | b'\r' if !open && begun => break,
            b'\n' | b'\r' => {}
            b'"' => (open, begun) = (!open, true),
            _ => {
                begun = true;
                if let Some(index) = SEPARATORS.iter().position(|&one| one == byte && !open) {
                    counts[index] += 1;
                }
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let index = counts.iter().position(|&count| count == most).unwrap_or(0);
    SEPARATORS[index]
}

/// The file from the first byte on, its separator known.
struct Parser {
    reader: Reader,
    separator: u8,
    /// The cell under way fills this buffer so far.
    cell: Vec<u8>,
    filled: usize,
    /// Cells of the row under way so far, and the line in which it begins.
    width: usize,
    line: u32,
    cells: usize,
    columns: Vec<Column>,
    lines: Vec<u32>,
    first: Vec<Vec<String>>,
}

impl Parser {
    fn new(separator: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(separator).build(),
            separator,
            cell: vec![0; 256],
            filled: 0,
            width: 0,
            line: 1,
            cells: 0,
            columns: Vec::new(),
            lines: Vec::new(),
            first: Vec::new(),
        }
    }

    fn read(&mut self, mut bytes: &[u8]) -> Result<(), SpecError> {
        while !bytes.is_empty() {
            let (result, taken, written) =
                self.reader.read_field(bytes, &mut self.cell[self.filled..]);
            self.filled += written;
            let ends_line = taken > 0 && bytes[taken - 1] == b'\n';
            bytes = &bytes[taken..];
            match result {
                ReadFieldResult::OutputFull => self.cell.resize(2 * self.cell.len(), 0),
                ReadFieldResult::Field { record_end } => self.end_cell(record_end, ends_line)?,
                ReadFieldResult::InputEmpty | ReadFieldResult::End => {}
            }
        }
        Ok(())
    }

    fn finish(mut self, sha256: String) -> Result<Table, SpecError> {
        // A line end belongs to a cell only inside quotes: then one was never closed.
        let (filled, lines) = (self.filled, self.reader.line());
        self.read(b"\n")?;
        if self.filled > filled {
            let opened = lines - newlines(&self.cell[..filled]);
            return Err(trouble(
                Place::cell(opened as u32, self.width),
                "a quote (\") opens here and is never closed.",
            ));
        }
        if self.lines.is_empty() {
            return Err(trouble(Place::default(), "The file is empty."));
        }
        Ok(Table {
            sha256,
            separator: self.separator.into(),
            columns: self.columns,
            lines: self.lines,
            first: self.first,
        })
    }

    /// A cell is whole.
    fn end_cell(&mut self, ends_row: bool, ends_line: bool) -> Result<(), SpecError> {
        let cell = std::mem::take(&mut self.cell);
        let bytes = &cell[..self.filled];
        // The reader counts the line ends it has passed; without any, rows end by returns alone.
        let line = match self.reader.line() {
            1 => self.lines.len() as u64 + 1,
            lines => lines - newlines(bytes) - u64::from(ends_row && ends_line),
        };
        let place = Place::cell(line as u32, self.width);
        let text = std::str::from_utf8(bytes).map_err(|_| {
            trouble(place, "these bytes are not UTF-8 text: save the file as CSV in UTF-8.")
        })?;
        // A row of one blank cell is a blank line.
        let blank =
            self.width == 0 && ends_row && text.trim().is_empty() && self.columns.len() != 1;
        if !blank {
            self.take(text, line as u32)?;
        }
        (self.cell, self.filled) = (cell, 0);
        if ends_row && !blank {
            self.end_row()?;
        }
        Ok(())
    }

    fn take(&mut self, text: &str, line: u32) -> Result<(), SpecError> {
        let column = self.width;
        self.width += 1;
        let (row, first_row) = (self.lines.len(), self.lines.is_empty());
        self.cells += usize::from(!first_row);
        if self.cells > MOST_CELLS {
            let most = grouped(MOST_CELLS);
            return Err(trouble(
                Place::line(line),
                format!("here the file goes beyond {most} cells."),
            ));
        }
        if column == 0 {
            self.line = line;
            if row < Table::KEPT {
                self.first.push(Vec::new());
            }
        }
        if first_row {
            self.columns.push(Column::default());
        }
        // A row may be too long; its end says by how much.
        let Some(into) = self.columns.get_mut(column) else { return Ok(()) };
        into.push(meaning(text, self.separator == b';'));
        if row < Table::KEPT
            && let Some(kept) = self.first.last_mut()
        {
            kept.push(text.to_owned());
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), SpecError> {
        let (has, needs) = (self.width, self.columns.len());
        if has != needs {
            let first = self.lines.first().copied().unwrap_or(1);
            let separator = match self.separator {
                b'\t' => "tab".into(),
                other => quoted(&char::from(other).to_string()),
            };
            return Err(trouble(
                Place::line(self.line),
                format!(
                    "this row has {has} cells, the first one (line {first}) has {needs}; cells are separated by {separator}."
                ),
            ));
        }
        self.lines.push(self.line);
        self.width = 0;
        Ok(())
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte == b'\n').count() as u64
}
