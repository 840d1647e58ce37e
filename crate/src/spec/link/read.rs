//! A link as plain data, then as a validated spec.

use super::percent::decode;
use super::{Beside, KEYS, Key, Link, NO_LAYERS, Scope};
use crate::error::{ErrorCode, SpecError};
use crate::spec::range;
use crate::spec::{Raw, Spec, VERSION, read_number};

type Result<T> = std::result::Result<T, SpecError>;

/// Reads a link: what follows the first `#`, or all of the text where there is none.
///
/// # Errors
/// Names the key of the first thing found wrong.
pub fn read(text: &str) -> Result<Link> {
    read_by(KEYS, text)
}

/// Reads a link as an engine does that knows these keys.
fn read_by(known: &[Key], text: &str) -> Result<Link> {
    let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
    if fragment.len() > range::LONGEST_LINK {
        let got = format!("{} bytes", fragment.len());
        let allowed = format!("at most {} bytes", range::LONGEST_LINK);
        return Err(SpecError::new(ErrorCode::LinkTooLong, "link", got, allowed));
    }
    let pairs = Pairs::split(fragment)?;
    // First of all the version: the other keys of a newer one need not be known here.
    let version = pairs.one("v").map(number_or_text);
    if version != Some(Raw::Number(f64::from(VERSION))) {
        let (code, got) = match version {
            None => (ErrorCode::Missing, String::new()),
            Some(other) => (ErrorCode::Version, other.show()),
        };
        return Err(SpecError::new(code, "v", got, "1"));
    }
    let network = pairs.objective()?;
    pairs.check_keys(known, network)?;
    let spec = Spec::decode(&pairs.spec(network)?).map_err(name_key)?;
    let beside = Beside::decode(&pairs.beside()?, &spec)?;
    Ok(Link { spec, beside })
}

/// The pairs of a link, undecoded.
struct Pairs<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Pairs<'a> {
    fn split(fragment: &'a str) -> Result<Self> {
        let mut pairs = Vec::new();
        for piece in fragment.split('&').filter(|_| !fragment.is_empty()) {
            match piece.split_once('=') {
                Some(("", _)) | None if piece.is_empty() || piece.starts_with('=') => {
                    return Err(bad("link", piece, "KEY=VALUE pairs, joined by &"));
                }
                None => return Err(bad(piece, piece, "KEY=VALUE")),
                Some(pair) => pairs.push(pair),
            }
        }
        Ok(Self(pairs))
    }

    fn all(&self, key: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(name, _)| *name == key).map(|(_, value)| *value)
    }

    fn one(&self, key: &str) -> Option<&'a str> {
        self.all(key).next()
    }

    /// Whether the objective is a network.
    fn objective(&self) -> Result<bool> {
        match (self.one("f"), self.one("net")) {
            (Some(_), None) => Ok(false),
            (None, Some(_)) => Ok(true),
            (None, None) => {
                Err(SpecError::new(ErrorCode::Missing, "f", "", "f=NAME, f=expr:… or net=NAME"))
            }
            (Some(_), Some(net)) => {
                Err(SpecError::new(ErrorCode::Duplicate, "net", net, "either f or net"))
            }
        }
    }

    fn check_keys(&self, known: &[Key], network: bool) -> Result<()> {
        for (index, (name, value)) in self.0.iter().enumerate() {
            let seen = self.0[..index].iter().any(|(other, _)| other == name);
            let parameter = name.strip_prefix("p.").is_some_and(|name| !name.is_empty());
            let key = known.iter().find(|key| key.name == *name);
            if seen && !key.is_some_and(|key| key.repeats) {
                return Err(SpecError::new(ErrorCode::Duplicate, *name, *value, "once"));
            }
            let scope = match key {
                Some(key) => key.scope,
                None if parameter => Scope::Functions,
                None => return Err(unknown(name, known)),
            };
            let misplaced = match scope {
                Scope::Any => None,
                Scope::Functions => network.then_some("only with f"),
                Scope::Networks => (!network).then_some("only with net"),
            };
            if let Some(allowed) = misplaced {
                return Err(SpecError::new(ErrorCode::Unknown, *name, "", allowed));
            }
        }
        Ok(())
    }

    fn spec(&self, network: bool) -> Result<Raw> {
        let mut spec = vec![entry("v", Raw::Number(f64::from(VERSION)))];
        let mut objective = if network { self.network()? } else { self.function()? };
        let (mut stop, mut curvature) = (Vec::new(), Vec::new());
        for key in KEYS {
            let Some(value) = self.one(key.name) else { continue };
            let into = if let Some(field) = key.field.strip_prefix("objective.") {
                (&mut objective, field)
            } else if let Some(field) = key.field.strip_prefix("stop.") {
                (&mut stop, field)
            } else if let Some(field) = key.field.strip_prefix("curvature.") {
                (&mut curvature, field)
            } else {
                (&mut spec, key.field)
            };
            let raw = match key.name {
                "view" | "act" | "loss" | "init" | "precision" => Raw::Text(text(key.name, value)?),
                "seed" | "samples" | "l2" | "batch" | "steps" | "tol" | "every" | "top"
                | "bottom" | "probes" | "depth" => Raw::Number(number(key.name, value)?),
                "layers" if value == NO_LAYERS => Raw::List(vec![]),
                "layers" | "window" => numbers(key.name, value)?,
                "start" => Raw::List(
                    self.all("start").map(|v| numbers("start", v)).collect::<Result<_>>()?,
                ),
                "o" => Raw::List(self.all("o").map(optimizer).collect::<Result<_>>()?),
                _ => continue,
            };
            into.0.push(entry(into.1, raw));
        }
        spec.push(entry("objective", Raw::Map(objective)));
        for (name, entries) in [("stop", stop), ("curvature", curvature)] {
            if !entries.is_empty() {
                spec.push(entry(name, Raw::Map(entries)));
            }
        }
        Ok(Raw::Map(spec))
    }

    fn function(&self) -> Result<Vec<(String, Raw)>> {
        let value = self.one("f").unwrap_or_default();
        let mut entries = match value.split_once(':') {
            Some(("expr", source)) => vec![
                entry("kind", Raw::Text("expr".into())),
                entry("source", Raw::Text(decode_piece("f", source)?)),
            ],
            _ => vec![
                entry("kind", Raw::Text("function".into())),
                entry("name", Raw::Text(text("f", value)?)),
            ],
        };
        let mut params = Vec::new();
        for (key, value) in &self.0 {
            if let Some(name) = key.strip_prefix("p.") {
                params.push(entry(name, Raw::Number(number(key, value)?)));
            }
        }
        entries.push(entry("params", Raw::Map(params)));
        Ok(entries)
    }

    fn network(&self) -> Result<Vec<(String, Raw)>> {
        let value = self.one("net").unwrap_or_default();
        let texts = ["sha256", "label", "file", "leave", "task", "header"];
        let data = options("net", value, "name", &texts)?;
        Ok(vec![entry("kind", Raw::Text("mlp".into())), entry("data", Raw::Map(data))])
    }

    fn beside(&self) -> Result<Raw> {
        let mut entries = Vec::new();
        for (key, value) in &self.0 {
            let raw = match *key {
                "scale" | "engine" => Raw::Text(text(key, value)?),
                "at" | "select" => Raw::Number(number(key, value)?),
                "lambda" => numbers(key, value)?,
                "fp" => Raw::List(
                    value
                        .split(',')
                        .map(|piece| text(key, piece).map(Raw::Text))
                        .collect::<Result<_>>()?,
                ),
                _ => continue,
            };
            entries.push(entry(key, raw));
        }
        Ok(Raw::Map(entries))
    }
}

fn optimizer(value: &str) -> Result<Raw> {
    options("o", value, "rule", &["momentum"]).map(Raw::Map)
}

/// `name[:option=value]…` as entries: the name under `head`, options as numbers but for `texts`.
fn options(key: &str, value: &str, head: &str, texts: &[&str]) -> Result<Vec<(String, Raw)>> {
    let mut pieces = value.split(':');
    let mut entries = vec![entry(head, Raw::Text(text(key, pieces.next().unwrap_or_default())?))];
    for piece in pieces {
        let Some((name, value)) = piece.split_once('=').filter(|(name, _)| !name.is_empty()) else {
            return Err(bad(key, piece, "NAME=VALUE between colons"));
        };
        if entries.iter().any(|(other, _)| other == name) {
            return Err(SpecError::new(
                ErrorCode::Duplicate,
                format!("{key}.{name}"),
                value,
                "once",
            ));
        }
        let field = format!("{key}.{name}");
        let raw = if name == "leave" && texts.contains(&name) {
            let items = value.split(',').map(|piece| text(&field, piece).map(Raw::Text));
            Raw::List(items.collect::<Result<_>>()?)
        } else if texts.contains(&name) {
            Raw::Text(text(&field, value)?)
        } else {
            Raw::Number(number(&field, value)?)
        };
        entries.push(entry(name, raw));
    }
    Ok(entries)
}

fn numbers(key: &str, value: &str) -> Result<Raw> {
    let items = value.split(',').map(|piece| number(key, piece).map(Raw::Number));
    Ok(Raw::List(items.collect::<Result<_>>()?))
}

fn number(key: &str, piece: &str) -> Result<f64> {
    read_number(&text(key, piece)?).ok_or_else(|| bad(key, piece, "a decimal number"))
}

fn number_or_text(piece: &str) -> Raw {
    read_number(piece).map_or_else(|| Raw::Text(piece.into()), Raw::Number)
}

/// A piece that must not be empty, decoded.
fn text(key: &str, piece: &str) -> Result<String> {
    if piece.is_empty() {
        return Err(bad(key, piece, "a value after ="));
    }
    decode_piece(key, piece)
}

fn decode_piece(key: &str, piece: &str) -> Result<String> {
    decode(piece).ok_or_else(|| bad(key, piece, "text with whole percent escapes of UTF-8"))
}

fn entry(name: &str, raw: Raw) -> (String, Raw) {
    (name.into(), raw)
}

fn bad(key: &str, got: &str, allowed: &str) -> SpecError {
    SpecError::new(ErrorCode::Syntax, key, format!("{got:?}"), allowed)
}

fn unknown(name: &str, known: &[Key]) -> SpecError {
    let mut names: Vec<&str> = known.iter().map(|key| key.name).collect();
    names.insert(4, "p.NAME");
    let mut error = SpecError::new(ErrorCode::Unknown, name, "", names.join(", "));
    let name = &error.field;
    error.message = format!("{name}: unknown key; perhaps made with a newer version: {name}");
    error
}

/// Puts the link's key before the spec's field in an error that validation found.
fn name_key(mut error: SpecError) -> SpecError {
    let belongs = |key: &&Key| {
        error
            .field
            .strip_prefix(key.field)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let name = match error.field.strip_prefix("objective.params.") {
        Some(parameter) => Some(format!("p.{parameter}")),
        // The longest field wins: `objective` is everybody's prefix.
        None => KEYS
            .iter()
            .filter(belongs)
            .max_by_key(|key| key.field.len())
            .map(|key| key.name.to_string()),
    };
    if let Some(name) = name.filter(|name| *name != error.field) {
        error.message = format!("{name} ({}){}", error.field, &error.message[error.field.len()..]);
    }
    error
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;
    use crate::spec::link::print;

    /// Canonical links that have every key between them.
    const LINKS: [&str; 3] = [
        "#v=1&view=filter&f=two-wells&p.kappa=8&seed=3&o=gd:alpha=0.1&o=sam:alpha=0.1:rho=0.2\
         &start=0.5,1&window=-1,1,-1,1&steps=70&tol=0.001&scale=log&at=7&select=1&lambda=-1,20",
        "#v=1&view=compare&net=digits&samples=60&layers=8,7&act=tanh&loss=ce&l2=0.1&init=he&batch=20\
         &precision=f32&o=gd:alpha=0.1&every=5&top=2&bottom=0&probes=3&depth=9",
        "#v=1&f=ring&o=gd:alpha=0.1&start=1,1&engine=7&fp=0123456789abcdef",
    ];

    /// No link was ever without them.
    const REQUIRED: [&str; 4] = ["v", "f", "net", "o"];

    fn has(link: &str, key: &str) -> bool {
        link.contains(&format!("&{key}="))
    }

    /// A link as it was made before there was this key.
    fn before(link: &str, key: &str) -> String {
        let is_new = |pair: &&str| pair.split_once('=').is_some_and(|(name, _)| name == key);
        // Without its start, a link has no run to have a fingerprint.
        let of_runs = |pair: &&str| key == "start" && pair.starts_with("fp=");
        let pairs = link.split('&').filter(|pair| !is_new(pair) && !of_runs(pair));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// Every key was new once. What the engine before it printed reads as it did then, and is still
    /// the canonical link; what has the key is refused there by name.
    #[test]
    fn a_new_key_changes_nothing_for_links_without_it() {
        for new in KEYS.iter().filter(|key| !REQUIRED.contains(&key.name)) {
            let yesterday: Vec<Key> =
                KEYS.iter().copied().filter(|key| key.name != new.name).collect();
            assert!(LINKS.iter().any(|link| has(link, new.name)), "no link has {}", new.name);
            for link in LINKS {
                let old = before(link, new.name);
                let today = read(&old).unwrap();
                assert_eq!(read_by(&yesterday, &old).unwrap(), today, "{old}");
                assert_eq!(print(&today.spec, &today.beside).unwrap(), old);
                if has(link, new.name) {
                    let refusal = read_by(&yesterday, link).unwrap_err();
                    assert_eq!((refusal.code, &*refusal.field), (ErrorCode::Unknown, new.name));
                    let says = format!("made with a newer version: {}", new.name);
                    assert!(refusal.message.contains(&says), "{}", refusal.message);
                }
            }
        }
    }

    /// The next key will be one of them.
    #[test]
    fn a_key_of_the_future_is_one_more_row() {
        let hue = super::super::key("hue", "hue", Scope::Any);
        let tomorrow: Vec<Key> = KEYS.iter().copied().chain([hue]).collect();
        for link in LINKS {
            assert_eq!(read_by(&tomorrow, link).unwrap(), read(link).unwrap());
            let new = format!("{link}&hue=3");
            assert!(read_by(&tomorrow, &new).is_ok());
            assert_eq!(read(&new).unwrap_err().field, "hue");
        }
    }
}
