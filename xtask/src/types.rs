//! TypeScript declarations of the records that cross the engine's border, in one file.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use anyhow::{Result, ensure};
use ts_rs::{Config, TS, TypeVisitor};

/// Every record that the border takes or returns. The types those are made of follow by themselves.
fn visit_roots(found: &mut Found) {
    found.visit::<eigensieve::admission::Admission>();
    found.visit::<eigensieve::admission::Switch>();
    found.visit::<eigensieve::basins::BasinMap>();
    found.visit::<eigensieve::catalogue::Catalogue>();
    found.visit::<eigensieve::critical::CriticalPoints>();
    found.visit::<eigensieve::error::SpecError>();
    found.visit::<eigensieve::experiment::FilterReport>();
    found.visit::<eigensieve::experiment::Hypotheses>();
    found.visit::<eigensieve::objective::data::DataSummary>();
    found.visit::<eigensieve::objective::data::csv::TableOutline>();
    found.visit::<eigensieve::predictions::Predictions>();
    found.visit::<eigensieve::run::network::NetworkEvaluation>();
    found.visit::<eigensieve::run::network::SpectrumSample>();
    found.visit::<eigensieve::run::inspection::InspectionReport>();
    found.visit::<eigensieve::run::record::RunRecord>();
    found.visit::<eigensieve::slice::SliceFacts>();
    found.visit::<eigensieve::spec::link::Link>();
}

/// The text of `types.ts`: every declaration once, in the order of their names.
pub fn declarations() -> Result<String> {
    let mut found = Found {
        // Integers at the border stay below 2⁵³ and arrive as numbers: `bigint` would be wrong.
        config: Config::new().with_large_int("number"),
        seen: HashSet::new(),
        types: BTreeMap::new(),
        clashes: Vec::new(),
    };
    visit_roots(&mut found);
    ensure!(found.clashes.is_empty(), "two types of one name: {}", found.clashes.join(", "));
    let texts: Vec<String> = found.types.into_values().map(|(_, text)| text).collect();
    Ok(format!("// Written by xtask from the engine's Rust types.\n\n{}", texts.join("\n")))
}

/// Walks from type to type and keeps what it meets.
struct Found {
    config: Config,
    seen: HashSet<TypeId>,
    /// Name → the type (a generic one without its arguments) and its declaration.
    types: BTreeMap<String, (TypeId, String)>,
    clashes: Vec<String>,
}

impl TypeVisitor for Found {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // Numbers, lists and options have no declaration of their own, only parts.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            let id = TypeId::of::<T::WithoutGenerics>();
            let docs = T::docs().unwrap_or_default();
            let text = format!("{docs}export {}\n", T::decl(&self.config));
            if let Some((other, _)) = self.types.insert(name.clone(), (id, text))
                && other != id
            {
                self.clashes.push(name);
            }
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
