//! The hunt: the corpus is replayed, then its mutants are tried, few of them in a test and as many
//! as fit the minutes in a long run. An input that ends as none did before joins the corpus.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::path::PathBuf;
use std::process::abort;
use std::sync::{Arc, Mutex, Once};
use std::time::{Duration, Instant};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use crate::mutant::mutants;

/// Minutes of a long run; absent in a test.
const MINUTES: &str = "FUZZ_MINUTES";
/// Mutants tried in a test, and between two looks at the clock in a long run.
const BRIEF: u32 = 1_000;
const BATCH: u32 = 2_000;
/// An input that takes longer hangs.
const HANGS: Duration = Duration::from_secs(60);
/// Longest input that joins the corpus, in bytes, and most that do.
const KEPT: usize = 400;
const MOST: usize = 500;

/// Replays and mutates the corpus of a name. `outcome` panics where a property fails, and says in
/// few words how an input ends.
pub fn hunt(name: &'static str, words: &'static [&'static str], outcome: impl Fn(&[u8]) -> String) {
    let watched = watch(name);
    let outcome = |input: &[u8]| {
        *watched.lock().unwrap() = Some((Instant::now(), input.to_vec()));
        let outcome = outcome(input);
        watched.lock().unwrap().take();
        outcome
    };
    let mut corpus = read(name);
    assert!(!corpus.is_empty(), "no corpus");
    let known: RefCell<BTreeSet<String>> =
        RefCell::new(corpus.iter().map(|input| outcome(input)).collect());
    let minutes = std::env::var(MINUTES).ok().map(|text| text.parse::<f64>().unwrap());
    let Some(minutes) = minutes else {
        // The same mutants in every test: what passes once passes again.
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(config(BRIEF), rng);
        return tried(&mut runner, &mutants(corpus, words), |input| drop(outcome(&input)));
    };
    let end = Instant::now() + Duration::from_secs_f64(60.0 * minutes);
    let (mut executions, before) = (0, corpus.len());
    while Instant::now() < end {
        let new = RefCell::new(Vec::new());
        let mut runner = TestRunner::new(config(BATCH));
        tried(&mut runner, &mutants(corpus.clone(), words), |input| {
            if known.borrow_mut().insert(outcome(&input)) && input.len() <= KEPT {
                new.borrow_mut().push(input);
            }
        });
        corpus.extend(new.into_inner());
        corpus.truncate(MOST.max(before));
        executions += BATCH;
    }
    write(name, &corpus);
    let (outcomes, now) = (known.borrow().len(), corpus.len());
    println!(
        "{name}: {executions} mutants in {minutes} minutes, {outcomes} different outcomes, no finding; \
         corpus {before} → {now}"
    );
}

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() }
}

fn tried(
    runner: &mut TestRunner,
    mutants: &impl Strategy<Value = Vec<u8>>,
    each: impl Fn(Vec<u8>),
) {
    hush();
    let result = runner.run(mutants, |input| {
        HUSHED.set(true);
        let passed = catch_unwind(AssertUnwindSafe(|| each(input)));
        HUSHED.set(false);
        passed.map_err(|panic| TestCaseError::fail(words_of(panic.as_ref())))
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(why, input)) => panic!("{why}\ninput: {}", line(&input)),
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}

thread_local! {
    /// Whether this thread's panics are caught, and only the smallest input is worth a word.
    static HUSHED: Cell<bool> = const { Cell::new(false) };
}

/// Keeps the panics of inputs that are made smaller from filling the screen.
fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |panic| {
            if !HUSHED.get() {
                loud(panic);
            }
        }));
    });
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default()
}

/// An input that is being read, and since when.
type Watched = Arc<Mutex<Option<(Instant, Vec<u8>)>>>;

/// What is being read; a thread ends the test when it takes too long.
fn watch(name: &'static str) -> Watched {
    let watched = Watched::default();
    let shared = Arc::clone(&watched);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_secs(1));
            // A panic in the middle of a look leaves nothing half done.
            let state = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if let Some((_, input)) = state.as_ref().filter(|(since, _)| since.elapsed() > HANGS) {
                eprintln!("{name}: this hangs: {}", line(input));
                abort();
            }
        }
    });
    watched
}

// The corpus: a JSON text on each line, whose characters are the input's bytes.

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fuzz/corpus/{name}.jsonl"))
}

fn read(name: &str) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(file(name)).unwrap();
    let bytes = |line: &str| {
        let characters: String = serde_json::from_str(line).unwrap();
        characters.chars().map(|character| u8::try_from(character).unwrap()).collect()
    };
    text.lines().map(bytes).collect()
}

fn write(name: &str, corpus: &[Vec<u8>]) {
    let lines: String = corpus.iter().map(|input| line(input) + "\n").collect();
    fs::write(file(name), lines).unwrap();
}

fn line(input: &[u8]) -> String {
    let characters: String = input.iter().map(|&byte| char::from(byte)).collect();
    serde_json::to_string(&characters).unwrap()
}
