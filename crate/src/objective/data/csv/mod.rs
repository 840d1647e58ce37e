//! A table of the user's own, from a CSV file.
//!
//! - **Text**: UTF-8, with a byte-order mark or without; commas, semicolons, tabs or bars between
//!   cells, whichever the first line has most of; line ends of any system; cells in quotes may hold
//!   all of them, and a quote as two. Every row has as many cells as the first; blank lines are
//!   skipped. At most 64 MB, and 5·10⁶ cells below the first row.
//! - **Cells**: a decimal number (with a decimal comma too, where semicolons separate), nothing (an
//!   empty cell, NA, N/A, #N/A, NaN, null or ?), or a word.
//! - **Header**: the first row, if none of its cells is a number and one is a word; `header` says
//!   otherwise.
//! - **Columns**: `label` is what is learnt, by name or else by number from 1; `leave` lists those to
//!   leave out; all others are inputs and must hold numbers.
//! - **Rows** with a missing value in a column that is used are left out, counted and named.
//! - **Task**: classes if the label column holds a word, or whole numbers of at most 20 different
//!   values that occur twice on average (two values always will do); else regression. `task` says
//!   otherwise. Classes are ordered: numbers by size, then words by their characters' codes.
//! - **Split**: with `shuffle` (1 by default) rows are put into an order drawn from the seed's
//!   stream for data; then the last of them, `test` of all rounded to a whole number, are held out.
//! - **Scale**: with `standardise`, of each input, and of a regression's target, the mean of the
//!   training rows is subtracted, and it is divided by their standard deviation (that of N, not N − 1;
//!   a constant becomes 0). `samples` makes no difference to either.

mod cell;
mod reader;
mod table;
mod trouble;

pub use reader::{TableReader, read};
pub use table::{ColumnOutline, Table, TableOutline};

use std::cmp::Ordering;

use ndarray::Array2;

use self::reader::digest;
use self::table::{Cell, Column, no_rows};
use self::trouble::{Place, grouped, quoted, trouble};
use super::set::Gap;
use super::{
    DataFacts, DataName, DataRequest, DataSet, DataSummary, Examples, Ingredients, InputKind,
    LeftOut,
};
use crate::error::{ErrorCode, SpecError};
use crate::named::named;
use crate::random::{Purpose, shuffle, stream};
use crate::spec::range::Range;
use crate::spec::{DataSpec, TableChoices};

named! {
    /// What a network is to make of the label column.
    pub enum Task {
        /// Tell its values apart.
        Classes = "classes", "Classes";
        /// Reproduce its numbers.
        Regression = "regression", "Regression";
    }
}

named! {
    /// Whether the first row of a file holds the names of its columns.
    pub enum Header {
        /// It does.
        Yes = "yes", "Names";
        /// It is data.
        No = "no", "Data";
    }
}

pub(super) const FACTS: DataFacts = DataFacts {
    options: &[
        Range::whole("standardise", 0.0, 1.0).default(0.0),
        Range::closed("test", 0.0, 0.9).default(0.2),
        Range::whole("shuffle", 0.0, 1.0).default(1.0),
    ],
    build: super::in_networks(build),
    ..DataFacts::NONE
};

/// Most classes: beyond it, the column is hardly a label.
const MOST_CLASSES: usize = 1_000;
/// Most numbers of a set, one-hot targets included: 400 MB of them.
const MOST_NUMBERS: usize = 50_000_000;
/// Most values of whole numbers that are taken for classes unasked.
const FEW: usize = 20;

fn build(ingredients: &Ingredients) -> Result<DataSet, SpecError> {
    let choices = ingredients.table;
    let wanted = choices.sha256.as_deref().unwrap_or_default();
    let called = choices.file.as_deref().map_or("a CSV file".into(), quoted);
    let check = |sha256: &str| {
        if sha256 == wanted {
            return Ok(());
        }
        let message = format!(
            "This is another file than the one that the experiment was made with ({called}): its \
             SHA-256 is {sha256}, not {wanted}."
        );
        Err(unavailable(sha256, message))
    };
    if let Some(table) = ingredients.read {
        check(&table.sha256)?;
        return set_of(table, ingredients);
    }
    let Some(file) = ingredients.asset else {
        let message = format!(
            "This experiment needs the file that it was made with: {called}, SHA-256 {wanted}."
        );
        return Err(unavailable(wanted, message));
    };
    // The name comes first: what is wrong with another file is of no interest.
    check(&digest(file))?;
    set_of(&read(file)?, ingredients)
}

fn unavailable(got: &str, message: String) -> SpecError {
    let field = "objective.data.sha256";
    let error = SpecError::new(ErrorCode::DataUnavailable, field, got, "the experiment's own file");
    SpecError { message, ..error }
}

/// What the set would be that these choices make of a table.
///
/// # Errors
/// As when it is built.
pub fn preview(table: &Table, data: &DataSpec, seed: u64) -> Result<DataSummary, SpecError> {
    let request = DataRequest {
        options: data.options.0.clone(),
        seed,
        table: data.table.clone(),
        ..DataRequest::default()
    };
    let set = set_of(table, &request.complete(DataName::Csv))?;
    Ok(DataSummary::of(DataName::Csv, &set))
}

/// The set that the choices make of a table.
fn set_of(table: &Table, ingredients: &Ingredients) -> Result<DataSet, SpecError> {
    let Chosen { names, label, inputs, header } = choose(table, ingredients.table)?;
    let (rows, left_out) = whole_rows(table, header, &names, label, &inputs)?;
    let column = &table.columns[label];
    let named = format!("the label column {}", quoted(&names[label]));
    let classes = classes_of(column, &rows, ingredients.table.task, &named, &table.lines)?;
    let outputs = classes.as_ref().map_or(1, Vec::len);
    if rows.len() * (inputs.len() + outputs) > MOST_NUMBERS {
        return Err(trouble(
            Place::default(),
            format!(
                "{} rows with {} inputs and {outputs} outputs are too much to hold at once.",
                grouped(rows.len()),
                inputs.len()
            ),
        ));
    }
    let options = &ingredients.options;
    let mut order = rows;
    if options["shuffle"] != 0.0 {
        shuffle(&mut stream(ingredients.seed, Purpose::Data, 0), &mut order);
    }
    let held_out = ((options["test"] * order.len() as f64).round() as usize).min(order.len() - 1);
    let (train, test) = order.split_at(order.len() - held_out);
    let part = |rows: &[usize]| {
        let values = Array2::from_shape_fn((rows.len(), inputs.len()), |(row, input)| {
            number(&table.columns[inputs[input]], rows[row])
        });
        match &classes {
            Some(classes) => {
                let labels = rows.iter().map(|&row| class_of(column, row, classes)).collect();
                Examples::classified(values, labels, classes.len())
            }
            None => {
                let target = |(row, _): (usize, usize)| number(column, rows[row]);
                Examples::regression(values, Array2::from_shape_fn((rows.len(), 1), target))
            }
        }
    };
    let (mut train, mut test) = (part(train), part(test));
    let features: Vec<String> = inputs.iter().map(|&index| names[index].clone()).collect();
    if options["standardise"] != 0.0 {
        standardise(&mut train.inputs, &mut test.inputs, &features)?;
        if classes.is_none() {
            standardise(&mut train.targets, &mut test.targets, &names[label..=label])?;
        }
    }
    let name = |key: &Key| match key {
        Key::Number(number) => crate::spec::print_number(*number),
        Key::Word(word) => word.clone(),
    };
    Ok(DataSet {
        train,
        test,
        classes: classes.iter().flatten().map(name).collect(),
        input: match features.len() {
            1 => InputKind::Line,
            2 => InputKind::Plane,
            _ => InputKind::Table,
        },
        features,
        target: names[label].clone(),
        left_out,
    })
}

/// Which columns are what.
struct Chosen {
    names: Vec<String>,
    label: usize,
    inputs: Vec<usize>,
    header: bool,
}

fn choose(table: &Table, choices: &TableChoices) -> Result<Chosen, SpecError> {
    let header = table.has_header(choices.header);
    let names = table.names(header);
    let of = |wanted: &str, field| table.column(&names, wanted, field);
    if names.len() == 1 {
        return Err(trouble(
            Place::default(),
            "The file has one column only: a network needs a label and something to tell it from.",
        ));
    }
    let label = of(choices.label.as_deref().unwrap_or_default(), "objective.data.label")?;
    let leave: Vec<usize> = choices
        .leave
        .iter()
        .map(|wanted| of(wanted, "objective.data.leave"))
        .collect::<Result<_, _>>()?;
    if leave.contains(&label) {
        let message = format!("The label column {} cannot be left out.", quoted(&names[label]));
        let error =
            SpecError::new(ErrorCode::OutOfRange, "objective.data.leave", &names[label], "others");
        return Err(SpecError { message, ..error });
    }
    let inputs: Vec<usize> =
        (0..names.len()).filter(|index| *index != label && !leave.contains(index)).collect();
    if inputs.is_empty() {
        return Err(trouble(Place::default(), "No column is left to tell the label from."));
    }
    only_numbers(table, header, &names, &inputs)?;
    Ok(Chosen { names, label, inputs, header })
}

/// Refuses inputs that hold words or nothing at all, all of them by name.
fn only_numbers(
    table: &Table,
    header: bool,
    names: &[String],
    inputs: &[usize],
) -> Result<(), SpecError> {
    let skip = usize::from(header);
    let rows = skip..table.lines.len();
    let word = |&index: &usize| {
        let column = &table.columns[index];
        rows.clone().find_map(|row| match column.cells[row] {
            Cell::Word(word) => Some((index, row, column.word(word))),
            _ => None,
        })
    };
    let wordy: Vec<_> = inputs.iter().filter_map(word).collect();
    let list = |indices: &mut dyn Iterator<Item = usize>| {
        indices.map(|index| quoted(&names[index])).collect::<Vec<_>>().join(", ")
    };
    if let Some(&(index, row, word)) = wordy.first() {
        let all = list(&mut wordy.iter().map(|(index, ..)| *index));
        let what = if wordy.len() == inputs.len() {
            "there are no numbers to learn from: every input column holds words"
        } else {
            "words cannot be learnt from; leave out, or write as numbers,"
        };
        let place = Place::cell(table.lines[row], index);
        return Err(trouble(place, format!("{} is not a number; {what} {all}.", quoted(word))));
    }
    let empty = |&&index: &&usize| {
        table.columns[index].cells[skip..].iter().all(|cell| *cell == Cell::Missing)
    };
    let empty = list(&mut inputs.iter().filter(empty).copied());
    if rows.is_empty() || empty.is_empty() {
        return Ok(());
    }
    Err(trouble(Place::default(), format!("There are columns without a value; leave out {empty}.")))
}

/// The rows that lack no value, and what is known of the others.
fn whole_rows(
    table: &Table,
    header: bool,
    names: &[String],
    label: usize,
    inputs: &[usize],
) -> Result<(Vec<usize>, LeftOut), SpecError> {
    let (mut whole, mut left_out) = (Vec::new(), LeftOut::default());
    for row in usize::from(header)..table.lines.len() {
        let missing = |index: &&usize| table.columns[**index].cells[row] == Cell::Missing;
        match inputs.iter().chain([&label]).find(missing) {
            None => whole.push(row),
            Some(&index) => {
                left_out.rows += 1;
                if left_out.first.len() < LeftOut::NAMED {
                    left_out
                        .first
                        .push(Gap { line: table.lines[row], column: names[index].clone() });
                }
            }
        }
    }
    match (whole.len(), left_out.rows) {
        (0, 0) => Err(no_rows()),
        (0, _) => Err(trouble(
            Place::default(),
            format!("No row has a value in every column: {}", left_out.words()),
        )),
        (1, 0) => {
            Err(trouble(Place::default(), "The file holds one row of data; it takes two at least."))
        }
        (1, _) => Err(trouble(
            Place::default(),
            format!(
                "One row alone has a value in every column; it takes two at least. {}",
                left_out.words()
            ),
        )),
        _ => Ok((whole, left_out)),
    }
}

/// A value of the label column; ordered as classes are.
#[derive(Clone, Debug, PartialEq)]
enum Key {
    Number(f64),
    Word(String),
}

impl Key {
    fn of(column: &Column, row: usize) -> Self {
        match column.cells[row] {
            Cell::Word(word) => Key::Word(column.word(word).into()),
            // −0 and 0 are one class.
            _ => Key::Number(number(column, row) + 0.0),
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Key::Number(a), Key::Number(b)) => a.total_cmp(b),
            (Key::Number(_), Key::Word(_)) => Ordering::Less,
            (Key::Word(_), Key::Number(_)) => Ordering::Greater,
            (Key::Word(a), Key::Word(b)) => a.cmp(b),
        }
    }
}

/// The classes in their order; `None` for a regression.
fn classes_of(
    column: &Column,
    rows: &[usize],
    task: Option<Task>,
    named: &str,
    lines: &[u32],
) -> Result<Option<Vec<Key>>, SpecError> {
    let words = rows.iter().find_map(|&row| match column.cells[row] {
        Cell::Word(word) => Some((row, word)),
        _ => None,
    });
    match (task, words) {
        (Some(Task::Regression), Some((row, word))) => {
            return Err(trouble(
                Place::line(lines[row]),
                format!(
                    "a regression needs numbers, and {named} holds {} here.",
                    quoted(column.word(word))
                ),
            ));
        }
        (Some(Task::Regression), None) => return Ok(None),
        _ => {}
    }
    let mut keys: Vec<Key> = Vec::new();
    for &row in rows {
        let key = Key::of(column, row);
        if let Err(place) = keys.binary_search_by(|other| other.order(&key)) {
            keys.insert(place, key);
        }
        if keys.len() > MOST_CLASSES {
            break;
        }
    }
    let many = keys.len() > MOST_CLASSES;
    let whole = |key: &Key| matches!(key, Key::Number(number) if number.fract() == 0.0);
    let few = keys.len() <= FEW.min((rows.len() / 2).max(2));
    if task.is_none() && words.is_none() && !(few && keys.iter().all(whole)) {
        return Ok(None);
    }
    if many {
        let sentence = format!(
            "There are more than {} different values in {named}: too many to be classes.",
            grouped(MOST_CLASSES)
        );
        return Err(trouble(Place::default(), sentence));
    }
    if let [only] = keys.as_slice() {
        let only = match only {
            Key::Number(number) => crate::spec::print_number(*number),
            Key::Word(word) => word.clone(),
        };
        let sentence = format!(
            "There is one class only, {}, in {named}: nothing to tell apart.",
            quoted(&only)
        );
        return Err(trouble(Place::default(), sentence));
    }
    Ok(Some(keys))
}

/// The number of a row's class; every row has one of them.
fn class_of(column: &Column, row: usize, classes: &[Key]) -> usize {
    let key = Key::of(column, row);
    classes.binary_search_by(|other| other.order(&key)).unwrap_or_default()
}

/// A cell of a row that lacks no value, in a column of numbers.
fn number(column: &Column, row: usize) -> f64 {
    match column.cells[row] {
        Cell::Number(number) => number,
        Cell::Missing | Cell::Word(_) => f64::NAN,
    }
}

/// Brings the columns of both parts to mean 0 and standard deviation 1 in the training rows.
fn standardise(
    train: &mut Array2<f64>,
    test: &mut Array2<f64>,
    names: &[String],
) -> Result<(), SpecError> {
    for (index, name) in names.iter().enumerate() {
        let column = train.column(index);
        let count = column.len() as f64;
        let mean = column.iter().sum::<f64>() / count;
        let variance = column.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
        let deviation = variance.sqrt();
        let scaled = |x: f64| if deviation == 0.0 { 0.0 } else { (x - mean) / deviation };
        train.column_mut(index).mapv_inplace(scaled);
        test.column_mut(index).mapv_inplace(scaled);
        // Held-out rows may lie further out than the training rows' deviation can bring back.
        let finite = |part: &Array2<f64>| part.column(index).iter().all(|x| x.is_finite());
        if !(deviation.is_finite() && finite(train) && finite(test)) {
            let sentence = format!("The numbers of {} are too large to be scaled.", quoted(name));
            return Err(trouble(Place::default(), sentence));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
