use eigensieve::error::SpecError;
use eigensieve::spec::{Raw, Spec, link};

use crate::vectors::{check_all, same};

#[test]
fn are_refused_by_name() {
    check_all("malformed", |case| {
        let input = case["input"].as_str().unwrap();
        let error = match case["kind"].as_str().unwrap() {
            "link" => link::read(input).err(),
            _ => read_json(input).err(),
        };
        let error = error.ok_or("not refused")?;
        let text = format!("{} {}", error.field, error.message);
        let names: Vec<&str> =
            case["names"].as_array().unwrap().iter().filter_map(|name| name.as_str()).collect();
        if !names.contains(&"spec") && !names.iter().any(|name| has_word(&text, name)) {
            return Err(format!("{text:?} names none of {names:?}"));
        }
        let column = case["column"].as_u64();
        same("column", error.column.map(|column| column as u64), column)
    });
}

fn read_json(text: &str) -> Result<Spec, SpecError> {
    // Text that is no JSON is refused before the engine sees it.
    let raw: Raw = serde_json::from_str(text).unwrap_or(Raw::Null);
    Spec::decode(&raw)
}

fn has_word(text: &str, word: &str) -> bool {
    let inside_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| {
        !inside_word(text[..at].chars().next_back())
            && !inside_word(text[at + word.len()..].chars().next())
    })
}
