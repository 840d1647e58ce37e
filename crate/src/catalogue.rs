//! Everything that can be named in a spec, for the forms, tables and docs of every surface.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::objective::data::{DataName, DataRow};
use crate::objective::network::activation::Activation;
use crate::objective::network::init::Init;
use crate::objective::network::loss::Loss;
use crate::objective::plane::{self, FUNCTIONS};
use crate::optimizer::momentum::{Momentum, MomentumRow};
use crate::optimizer::rule::{self, Rule};
use crate::spec::range::{
    MOST_OPTIMIZERS, MOST_STARTS, NETWORK_GRAD_TOL, NETWORK_STEPS, RANGES, Range,
};
use crate::spec::{Precision, View};

/// Revision of the engine's bits: it changes when, and only when, a fingerprint does. What is to be
/// done then is written in docs/reproducibility.md.
pub const ENGINE: &str = "2";

/// The tables of the engine.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Catalogue {
    /// Functions of the plane.
    pub functions: Vec<plane::About>,
    /// Rules.
    pub rules: Vec<rule::About>,
    /// Momenta.
    pub momenta: Vec<MomentumRow>,
    /// Activations of networks.
    pub activations: Vec<Choice>,
    /// Losses of networks.
    pub losses: Vec<Choice>,
    /// Distributions of first weights.
    pub inits: Vec<Choice>,
    /// Number formats of networks.
    pub precisions: Vec<Choice>,
    /// Data sets.
    pub data: Vec<DataRow>,
    /// Views.
    pub views: Vec<Choice>,
    /// Range and default of each number by its name; for functions where networks differ.
    pub ranges: BTreeMap<&'static str, Range>,
    /// The ranges that networks have instead.
    pub network_ranges: BTreeMap<&'static str, Range>,
    /// Most optimizers in a spec.
    pub most_optimizers: usize,
    /// Most starts in a spec.
    pub most_starts: usize,
    /// Revision of the engine's bits.
    pub engine: &'static str,
}

/// A choice by name.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Choice {
    /// Name in specs and links.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// What it computes, as text; empty where the title says it.
    pub formula: &'static str,
}

macro_rules! choices {
    ($Family:ty) => {
        <$Family>::ALL
            .iter()
            .map(|choice| Choice { name: choice.name(), title: choice.title(), formula: "" })
            .collect()
    };
}

impl Catalogue {
    /// The tables as they are.
    pub fn new() -> Self {
        let by_name = |ranges: &[Range]| {
            let mut map = BTreeMap::new();
            map.extend(ranges.iter().map(|&range| (range.name, range)));
            map
        };
        Self {
            functions: FUNCTIONS.iter().map(|function| function.about).collect(),
            rules: Rule::ALL.iter().map(|rule| *rule.about()).collect(),
            momenta: Momentum::table(),
            activations: choices!(Activation),
            losses: choices!(Loss),
            inits: choices!(Init),
            precisions: choices!(Precision),
            data: DataName::table(),
            views: choices!(View),
            ranges: by_name(RANGES),
            network_ranges: by_name(&[NETWORK_STEPS, NETWORK_GRAD_TOL]),
            most_optimizers: MOST_OPTIMIZERS,
            most_starts: MOST_STARTS,
            engine: ENGINE,
        }
    }
}

impl Default for Catalogue {
    fn default() -> Self {
        Self::new()
    }
}
