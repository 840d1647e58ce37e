//! Links.

use eigensieve::error::{ErrorCode, SpecError};
use eigensieve::spec::link;

use crate::specs::FIELDS;

/// What links are made of, and what does not belong into them.
pub const WORDS: &[&str] = &[
    "#",
    "&",
    "=",
    ":",
    ",",
    "%",
    "%00",
    "%2B",
    "%25",
    "%C3%28",
    "%E2%80%AE",
    "+",
    "-",
    "-0",
    "1e999",
    "1e-999",
    "9007199254740993",
    "0x10",
    "NaN",
    "Infinity",
    "null",
    "none",
    "v=1",
    "v=2",
    "view=",
    "&f=",
    "f=expr:",
    "&net=",
    "&p.",
    "p.kappa=",
    "&p.__proto__=1",
    "samples=",
    "&layers=",
    "act=",
    "loss=ce",
    "l2=",
    "init=",
    "batch=",
    "precision=f32",
    "seed=",
    "&o=",
    "&o=gd:alpha=",
    "momentum=",
    ":beta=",
    ":rho=",
    ":beta1=",
    ":eps=",
    "&start=",
    "&window=",
    "&steps=",
    "&tol=",
    "every=",
    "top=",
    "bottom=",
    "probes=",
    "depth=",
    "scale=log",
    "&at=",
    "&select=",
    "&lambda=",
    "engine=",
    "&fp=",
    "0123456789abcdef",
    "csv:sha256=",
    ":label=",
    ":leave=",
    ":task=classes",
    "<script>",
    "é",
];

/// A link is refused for a key that it has or needs; or it is read, and prints as a link that says
/// the same and prints as itself.
pub fn outcome(input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    let found = match link::read(&text) {
        Ok(found) => found,
        Err(error) => {
            assert!(names_a_key(&error, &text), "{error:?} names no key of {text:?}");
            return refused(&error);
        }
    };
    let printed = match link::print(&found.spec, &found.beside) {
        Ok(printed) => printed,
        Err(error) => {
            // Percent-encoding may make more of a link than fits.
            assert_eq!(error.code, ErrorCode::LinkTooLong);
            return "read, too long to print".into();
        }
    };
    let again = link::read(&printed).unwrap_or_else(|error| panic!("{printed}: {error}"));
    assert_eq!(again, found, "{printed}");
    assert_eq!(link::print(&again.spec, &again.beside).as_ref(), Ok(&printed));
    let keys = printed.split('&').filter_map(|pair| pair.split(['=', '.']).next());
    let mut keys: Vec<&str> = keys.skip(1).collect();
    keys.dedup();
    // Which keys there are together matters little.
    format!("read: {} {} of {}", keys[0], keys[keys.len() / 2], keys.len().min(4))
}

/// An error in few words; names that are the input's own are all one.
pub fn refused(error: &SpecError) -> String {
    let known = |part: &&str| FIELDS.contains(part);
    let field: Vec<&str> = error.field.split(['.', '[', ']', ' ']).filter(known).collect();
    let allowed = error.allowed.split(|c: char| !c.is_ascii_lowercase()).filter(|w| w.len() > 2);
    format!(
        "{:?} {}: {}",
        error.code,
        field.join("."),
        allowed.take(4).collect::<Vec<_>>().join(" ")
    )
}

/// Whether the message begins with a key of the link, or with one that it needs.
fn names_a_key(error: &SpecError, text: &str) -> bool {
    let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
    let keys = fragment.split('&').map(|pair| pair.split_once('=').map_or(pair, |(key, _)| key));
    let shown = |key: &str| SpecError::new(ErrorCode::Missing, key, "", "").field;
    keys.chain(["v", "f", "o", "link"]).map(shown).filter(|key| !key.is_empty()).any(|key| {
        // Long names are cut.
        let (start, cut) = key
            .char_indices()
            .nth(60)
            .map_or((key.as_str(), false), |(end, _)| (&key[..end], true));
        let rest = error.message.strip_prefix(start);
        rest.is_some_and(|rest| cut || rest.starts_with([':', '.', ' ', '[']))
    }) && one_line(error)
}

/// Whether an error can be shown anywhere: no line ends, nothing invisible, nothing endless.
pub fn one_line(error: &SpecError) -> bool {
    let visible = |text: &str| {
        text.chars().all(|c| !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
    };
    visible(&error.message)
        && visible(&error.field)
        && visible(&error.got)
        && error.message.len() < 4_000
}
