//! The reading of plain data, field by field, with errors that name the field.
//!
//! Nothing here is called often; `inline(never)` keeps a copy of it from every place that does.

use super::Raw;
use super::range::{self, Range};
use crate::error::{ErrorCode, SpecError};

pub(super) type Result<T> = std::result::Result<T, SpecError>;

/// The entries of an object, taken one by one; what is left at the end does not belong there.
pub(super) struct Fields<'a> {
    path: String,
    left: Vec<(&'a str, &'a Raw)>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(raw: &'a Raw, path: &str) -> Result<Self> {
        let Raw::Map(entries) = raw else {
            return Err(SpecError::new(ErrorCode::WrongType, path, raw.show(), "an object"));
        };
        let mut left: Vec<(&str, &Raw)> = Vec::new();
        for (name, value) in entries {
            if left.iter().any(|(other, _)| other == name) {
                let field = format!("{path}.{name}");
                return Err(SpecError::new(ErrorCode::Duplicate, field, "", "once"));
            }
            left.push((name, value));
        }
        Ok(Self { path: path.into(), left })
    }

    pub(super) fn named(self, path: &str) -> Self {
        Self { path: path.into(), ..self }
    }

    pub(super) fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.into() } else { format!("{}.{name}", self.path) }
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.left.iter().map(|(name, _)| (*name).to_string()).collect()
    }

    /// Takes an entry; `null` counts as absent.
    #[inline(never)]
    pub(super) fn take(&mut self, name: &str) -> Option<&'a Raw> {
        let index = self.left.iter().position(|(other, _)| *other == name)?;
        Some(self.left.remove(index).1).filter(|raw| **raw != Raw::Null)
    }

    #[inline(never)]
    pub(super) fn need(&mut self, name: &str, allowed: &str) -> Result<&'a Raw> {
        let field = self.path(name);
        self.take(name).ok_or_else(|| SpecError::new(ErrorCode::Missing, field, "", allowed))
    }

    pub(super) fn refuse(&mut self, name: &str, error: impl Fn(&str) -> SpecError) -> Result<()> {
        self.take(name).map_or(Ok(()), |_| Err(error(&self.path(name))))
    }

    pub(super) fn text_of(&self, name: &str, raw: &'a Raw, allowed: &str) -> Result<&'a str> {
        match raw {
            Raw::Text(text) => Ok(text),
            other => {
                Err(SpecError::new(ErrorCode::WrongType, self.path(name), other.show(), allowed))
            }
        }
    }

    pub(super) fn choice<T>(
        &mut self,
        name: &str,
        from_name: impl Fn(&str) -> Option<T>,
        names: impl Fn() -> String,
    ) -> Result<Option<T>> {
        let Some(raw) = self.take(name) else { return Ok(None) };
        let text = self.text_of(name, raw, &names())?;
        let unknown = || SpecError::new(ErrorCode::Unknown, self.path(name), quoted(text), names());
        from_name(text).map(Some).ok_or_else(unknown)
    }

    #[inline(never)]
    pub(super) fn number(&mut self, name: &str, range: &Range) -> Result<Option<f64>> {
        let path = self.path(name);
        self.take(name).map(|raw| number_in(&path, raw, range)).transpose()
    }

    #[inline(never)]
    pub(super) fn number_or_default(&mut self, name: &str, range: &Range) -> Result<f64> {
        let missing = SpecError::new(ErrorCode::Missing, self.path(name), "", range.words());
        self.number(name, range)?.or(range.default).ok_or(missing)
    }

    pub(super) fn whole(&mut self, name: &str, range: &Range) -> Result<Option<usize>> {
        Ok(self.number(name, range)?.map(|value| value as usize))
    }

    pub(super) fn optional_object(&mut self, name: &str) -> Result<Fields<'a>> {
        let path = self.path(name);
        self.take(name)
            .map_or(Ok(Fields { path: path.clone(), left: vec![] }), |raw| Fields::of(raw, &path))
    }

    #[inline(never)]
    pub(super) fn finish(self, allowed: &str) -> Result<()> {
        match self.left.iter().find(|(_, raw)| **raw != Raw::Null) {
            None => Ok(()),
            Some((name, _)) => {
                Err(SpecError::new(ErrorCode::Unknown, self.path(name), "", allowed))
            }
        }
    }
}

#[inline(never)]
pub(super) fn number_in(path: &str, raw: &Raw, range: &Range) -> Result<f64> {
    match raw {
        // −0 becomes 0.
        Raw::Number(value) if range.holds(*value) => Ok(value + 0.0),
        Raw::Number(_) => {
            Err(SpecError::new(ErrorCode::OutOfRange, path, raw.show(), range.words()))
        }
        other => Err(SpecError::new(ErrorCode::WrongType, path, other.show(), range.words())),
    }
}

pub(super) fn list<'a>(path: &str, raw: &'a Raw, allowed: &str) -> Result<&'a [Raw]> {
    match raw {
        Raw::List(items) => Ok(items),
        other => Err(SpecError::new(ErrorCode::WrongType, path, other.show(), allowed)),
    }
}

/// Exactly N finite numbers.
pub(super) fn numbers<const N: usize>(path: &str, raw: &Raw, allowed: &str) -> Result<[f64; N]> {
    let items = list(path, raw, allowed)?;
    let wrong = || SpecError::new(ErrorCode::WrongType, path, raw.show(), allowed);
    let items: &[Raw; N] = items.try_into().map_err(|_| wrong())?;
    let mut values = [0.0; N];
    for (value, item) in values.iter_mut().zip(items) {
        *value = number_in(path, item, &range::FINITE)?;
    }
    Ok(values)
}

pub(super) fn quoted(text: &str) -> String {
    format!("{text:?}")
}
