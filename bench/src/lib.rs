//! The engine's kernels without its border: the same source as wasm and natively, on problems
//! that the product has no data for.
//!
//! As wasm it is called through the few functions below, which hand over lists of numbers.

pub mod problem;
pub mod work;

use std::cell::RefCell;

use work::Work;

/// As the product's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: eigensieve::kernel::AlignedToLines = eigensieve::kernel::AlignedToLines;

thread_local! {
    /// Numbers from and for the caller.
    static NUMBERS: RefCell<Vec<f64>> = const { RefCell::new(Vec::new()) };
    static WORK: RefCell<Option<Box<dyn Work>>> = const { RefCell::new(None) };
}

/// The kinds of problems by their number.
const KINDS: [&str; 2] = ["network", "product"];
/// The works by their number, which is the caller's (tests/bench/peers/engine.mjs), too.
const WORKS: [&str; 7] =
    ["gradient", "hvp", "lanczos", "product", "lanczos-40", "lanczos-80", "lanczos-160"];

/// Room for so many numbers, to be written by the caller; where it is.
// SAFETY: no other function of the program has this name.
#[unsafe(no_mangle)]
pub extern "C" fn room(count: usize) -> *mut f64 {
    NUMBERS.with_borrow_mut(|numbers| {
        numbers.resize(count, 0.0);
        numbers.as_mut_ptr()
    })
}

/// Opens the problem whose numbers were written.
// SAFETY: no other function of the program has this name.
#[unsafe(no_mangle)]
pub extern "C" fn open(kind: usize, single: bool) {
    let numbers = NUMBERS.take();
    WORK.set(Some(work::open(KINDS[kind], single, &numbers)));
}

/// Does a work once.
// SAFETY: no other function of the program has this name.
#[unsafe(no_mangle)]
pub extern "C" fn run(name: usize) {
    WORK.with_borrow_mut(|work| work.as_mut().expect("a problem is open").run(WORKS[name]));
}

/// Puts the result where [`room`] said, and says how many numbers it has.
// SAFETY: no other function of the program has this name.
#[unsafe(no_mangle)]
pub extern "C" fn result() -> usize {
    let result = WORK.with_borrow(|work| work.as_ref().expect("a problem is open").result());
    let count = result.len();
    NUMBERS.set(result);
    count
}
