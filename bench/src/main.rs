//! The native side of the bench. Reads a command a line and answers each with a line:
//!
//! - `open KIND PRECISION FILE`: the problem in a file of little-endian f64; answers `ok`;
//! - `time WORK UNITS`: does the work so many times; answers milliseconds, one for each;
//! - `result`: answers the numbers that the last work gave;
//! - `version`: answers what this is.

use std::fs;
use std::io::{self, BufRead, Write};
use std::time::Instant;

use eigensieve_bench::work::{self, Work};

fn main() -> io::Result<()> {
    let mut open: Option<Box<dyn Work>> = None;
    let mut stdout = io::stdout();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        let answer = match (words.as_slice(), &mut open) {
            (["open", kind, precision, file], open) => {
                let bytes = fs::read(file)?;
                let (chunks, _) = bytes.as_chunks();
                let numbers: Vec<f64> = chunks.iter().map(|b| f64::from_le_bytes(*b)).collect();
                *open = Some(work::open(kind, *precision == "f32", &numbers));
                "ok".to_owned()
            }
            (["time", name, units], Some(work)) => {
                let units = units.parse().unwrap_or(1);
                join((0..units).map(|_| {
                    let began = Instant::now();
                    work.run(name);
                    began.elapsed().as_secs_f64() * 1e3
                }))
            }
            (["version"], _) => "the same source, native".to_owned(),
            (["result"], Some(work)) => join(work.result().into_iter()),
            _ => format!("not understood: {line}"),
        };
        writeln!(stdout, "{answer}")?;
        stdout.flush()?;
    }
    Ok(())
}

fn join(numbers: impl Iterator<Item = f64>) -> String {
    numbers.map(|number| format!("{number:e}")).collect::<Vec<_>>().join(" ")
}
