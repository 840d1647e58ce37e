//! Mutants: an input of the corpus after some edits. Proptest draws them, and makes those that
//! fail smaller.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Longest piece that an edit moves, and most edits.
const PIECE: usize = 40;
const EDITS: usize = 8;
/// Longest mutant: over the longest link, so that its limit is met, and quick to read.
const LONGEST: usize = 20_000;

/// One edit; places are taken modulo the length.
#[derive(Clone, Debug)]
enum Edit {
    /// A word of the language at a place, over so many bytes.
    Word(Index, usize, &'static str),
    /// Any byte over another.
    Byte(Index, u8),
    Delete(Index, usize),
    /// A piece of the text to another place of it, so often.
    Repeat(Index, usize, Index, usize),
    /// A piece of another input.
    Splice(Index, Index, usize, Index),
}

/// Mutants of these inputs, with these words of their language.
pub fn mutants(
    corpus: Vec<Vec<u8>>,
    words: &'static [&'static str],
) -> impl Strategy<Value = Vec<u8>> {
    let place = any::<Index>;
    let edit = prop_oneof![
        4 => (place(), 0..4_usize, select(words)).prop_map(|(at, over, w)| Edit::Word(at, over, w)),
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
        2 => (place(), 1..PIECE).prop_map(|(at, length)| Edit::Delete(at, length)),
        2 => (place(), 1..PIECE, place(), prop_oneof![9 => 1..4_usize, 1 => 4..600_usize])
            .prop_map(|(from, length, to, times)| Edit::Repeat(from, length, to, times)),
        3 => (place(), place(), 1..PIECE, place())
            .prop_map(|(which, from, length, to)| Edit::Splice(which, from, length, to)),
    ];
    (any::<Index>(), vec(edit, 0..EDITS)).prop_map(move |(seed, edits)| {
        let mut text = seed.get(&corpus).clone();
        edits.iter().for_each(|edit| apply(edit, &mut text, &corpus));
        text
    })
}

fn apply(edit: &Edit, text: &mut Vec<u8>, corpus: &[Vec<u8>]) {
    // One place more than bytes: the end.
    let place = |at: &Index, text: &[u8]| at.index(text.len() + 1);
    let piece = |from: usize, length: usize, text: &[u8]| {
        text[from..(from + length).min(text.len())].to_vec()
    };
    match edit {
        Edit::Word(at, over, word) => {
            let at = place(at, text);
            let end = (at + over).min(text.len());
            text.splice(at..end, word.bytes());
        }
        Edit::Byte(at, byte) => {
            if !text.is_empty() {
                let at = at.index(text.len());
                text[at] = *byte;
            }
        }
        Edit::Delete(at, length) => {
            let at = place(at, text);
            let end = (at + length).min(text.len());
            text.drain(at..end);
        }
        Edit::Repeat(from, length, to, times) => {
            let piece = piece(place(from, text), *length, text).repeat(*times);
            let to = place(to, text);
            text.splice(to..to, piece);
        }
        Edit::Splice(which, from, length, to) => {
            let other = which.get(corpus);
            let piece = piece(place(from, other), *length, other);
            let to = place(to, text);
            text.splice(to..to, piece);
        }
    }
    text.truncate(LONGEST);
}
