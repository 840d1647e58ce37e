//! TypeScript declarations of types whose members come from a table and not from a `derive`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use ts_rs::{Config, TS};

use super::Options;
use crate::objective::data::DataName;
use crate::optimizer::rule::Rule;

impl TS for Rule {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn docs() -> Option<String> {
        Some("/**\n * A rule.\n */\n".into())
    }
    fn name(_: &Config) -> String {
        "Rule".into()
    }
    fn inline(_: &Config) -> String {
        let names: Vec<String> =
            Rule::ALL.iter().map(|rule| format!("\"{}\"", rule.name())).collect();
        names.join(" | ")
    }
    fn decl(config: &Config) -> String {
        format!("type Rule = {};", Self::inline(config))
    }
    fn decl_concrete(config: &Config) -> String {
        Self::decl(config)
    }
    fn output_path() -> Option<PathBuf> {
        Some("Rule.ts".into())
    }
}

impl TS for Options {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(config: &Config) -> String {
        Self::inline(config)
    }
    fn inline(_: &Config) -> String {
        let options = DataName::ALL.into_iter().flat_map(|name| name.facts().options);
        let names: BTreeSet<&str> = options.map(|option| option.name).collect();
        let fields: Vec<String> = names.iter().map(|name| format!("{name}?: number")).collect();
        format!("{{ {} }}", fields.join(", "))
    }
    fn inline_flattened(config: &Config) -> String {
        Self::inline(config)
    }
}
