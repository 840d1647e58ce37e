//! Files of the user's own.

use std::collections::BTreeMap;

use eigensieve::error::{ErrorCode, SpecError};
use eigensieve::objective::data::csv::{Header, Table, TableReader, Task, preview, read};
use eigensieve::objective::data::{DataName, DataRequest, DataSet, Examples};
use eigensieve::spec::{DataSpec, Options, TableChoices};

/// What files are made of, and what does not belong into them.
pub const WORDS: &[&str] = &[
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\"",
    "\"\"",
    "\",\"",
    "\u{feff}",
    " ",
    "NA",
    "?",
    "nan",
    "null",
    "0",
    "-0",
    "1",
    "1.5",
    "1,5",
    "-1e3",
    "1e999",
    "1e-999",
    "1e308",
    "-1e308",
    "inf",
    "0x1",
    "a",
    "b",
    "label",
    "column 1",
    "<img src=x onerror=alert(1)>",
    "=1+1",
    "\u{0}",
    "\u{202e}",
    "é",
    "日本",
    "\n1,2\n",
    "\n,\n",
];

/// A file is refused at one of its lines, or it is a table: the same in whatever pieces it comes.
/// Whatever is chosen from it is refused too, or makes a set of finite numbers that fits itself.
pub fn outcome(input: &[u8]) -> String {
    let whole = read(input);
    for size in [1, 7] {
        assert_eq!(format!("{whole:?}"), format!("{:?}", in_pieces(input, size)));
    }
    let table = match whole {
        Ok(table) => table,
        Err(error) => return refused(&error, input),
    };
    let mut ends = Vec::new();
    for header in [None, Some(Header::Yes), Some(Header::No)] {
        let outline = match table.outline(header) {
            Ok(outline) => outline,
            Err(error) => {
                ends.push(refused(&error, input));
                continue;
            }
        };
        assert!(outline.columns.iter().any(|column| column.key == outline.label));
        let last = outline.columns.last();
        for column in outline.columns.iter().take(3).chain(last) {
            for task in [None, Some(Task::Classes), Some(Task::Regression)] {
                let choices = TableChoices {
                    sha256: Some(table.sha256.clone()),
                    label: Some(column.key.clone()),
                    task,
                    header,
                    ..TableChoices::default()
                };
                ends.push(chosen(input, choices, &column.name, &table));
            }
        }
    }
    ends.sort();
    ends.dedup();
    ends.truncate(2);
    format!("table, {:?}: {}", table.separator, ends.join("; "))
}

/// The set that these choices make.
fn chosen(input: &[u8], table: TableChoices, called: &str, read: &Table) -> String {
    let mut options = BTreeMap::new();
    options.insert("standardise".to_string(), 1.0);
    let request = DataRequest {
        options: options.clone(),
        asset: Some(input),
        table: table.clone(),
        ..DataRequest::default()
    };
    let spec = DataSpec { name: DataName::Csv, options: Options(options), table };
    let summary = preview(read, &spec, 0);
    match DataName::Csv.build(&request) {
        Ok(set) => {
            assert!(summary.is_ok(), "the preview refuses a set that can be made");
            fits(&set);
            assert_eq!(set.target, called, "another column than the one that was offered");
            format!("{} inputs, {} classes", set.features.len().min(3), set.classes.len().min(3))
        }
        Err(error) => {
            assert_eq!(summary.err().as_ref(), Some(&error));
            refused(&error, input)
        }
    }
}

fn fits(set: &DataSet) {
    assert!(set.train.rows() > 0);
    for Examples { inputs, targets, labels } in [&set.train, &set.test] {
        assert!(inputs.iter().chain(targets).all(|number| number.is_finite()), "{set:?}");
        assert_eq!(inputs.nrows(), targets.nrows());
        assert_eq!(inputs.ncols(), set.features.len());
        assert_eq!(targets.ncols(), set.classes.len().max(1));
        assert_eq!(labels.len(), if set.classes.is_empty() { 0 } else { inputs.nrows() });
        assert!(labels.iter().all(|&label| label < set.classes.len()));
    }
}

fn in_pieces(input: &[u8], size: usize) -> Result<Table, SpecError> {
    let mut reader = TableReader::new(input.len() as u64)?;
    input.chunks(size).try_for_each(|piece| reader.push(piece))?;
    reader.finish()
}

/// An error in few words.
fn refused(error: &SpecError, input: &[u8]) -> String {
    let ends = |byte: u8| input.iter().filter(|&&other| other == byte).count();
    let lines = ends(b'\n') + ends(b'\r') + 1;
    assert!(error.line.is_none_or(|line| line >= 1 && line as usize <= lines), "{error:?}");
    assert!(!error.message.contains(char::is_control), "{error:?}");
    let words: Vec<&str> = error
        .message
        .split_whitespace()
        .filter(|word| word.bytes().all(|b| b.is_ascii_lowercase()))
        .collect();
    assert!(matches!(error.code, ErrorCode::Table | ErrorCode::Duplicate), "{error:?}");
    words.join(" ")
}
