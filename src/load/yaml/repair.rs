//! Finds all mistakes of shape in one run: a mistake is reported and left out,
//! and the document is read again, until there is none.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::{
    mistake::{What, alike},
    node::{Reader, Repairs},
    scan::Document,
};
use crate::{
    diag::{Code, Diagnostic, FileName, Report},
    sheet::Kind,
};

/// How many mistakes of shape are reported in a run.
const ROUNDS: usize = 50;
/// How many nodes are read in all rounds together, so that a large file with
/// many mistakes does not take long.
const NODES: u64 = 4_000_000;

/// Reads a document, and whether parts of it were left out.
pub(super) fn read<T: DeserializeOwned>(
    file: &FileName,
    document: &Document,
    report: &mut Report,
) -> Option<(T, bool)> {
    let mut null_lists = BTreeSet::new();
    let result = rounds(file, document, report, &mut null_lists);
    for node in null_lists {
        let positions = &document.positions;
        let key = match node.checked_sub(1) {
            Some(key) if positions.node(key).kind == Kind::Key => positions.name(key).to_owned(),
            _ => String::new(),
        };
        report.add(Diagnostic::new(Code::NullList, document.place(file, node)).with("key", key));
    }
    result
}

fn rounds<T: DeserializeOwned>(
    file: &FileName,
    document: &Document,
    report: &mut Report,
    null_lists: &mut BTreeSet<u32>,
) -> Option<(T, bool)> {
    let mut repairs = Repairs {
        dropped: document.dropped.clone(),
        ..Repairs::default()
    };
    // What to leave out instead of what was read with stand-ins; none at the top.
    let mut unfinished: Vec<Option<u32>> = Vec::new();
    let (mut told, mut nodes) = (0, 0);
    while told < ROUNDS && nodes < NODES {
        let reader = Reader::new(document, &repairs);
        let result = T::deserialize(reader.top());
        nodes += reader.visited.get();
        null_lists.append(&mut reader.null_lists.borrow_mut());
        let mistake = match result {
            Ok(value) if unfinished.is_empty() => {
                return Some((value, !repairs.dropped.is_empty()));
            }
            Ok(_) => {
                for way_out in unfinished.drain(..) {
                    repairs.dropped.insert(way_out?);
                }
                repairs.holes.clear();
                continue;
            }
            Err(mistake) => mistake,
        };
        let way_out = mistake.ways_out.first().copied();
        if let (What::MissingKey(name), Some(map)) = (&mistake.what, mistake.node) {
            if !document
                .positions
                .nodes
                .get(map as usize)
                .is_some_and(|node| node.kind == Kind::Map)
            {
                return None;
            }
            let holes = repairs.holes.entry(map).or_default();
            if holes.contains(name) {
                return None;
            }
            holes.push(name);
            unfinished.push(way_out);
            let left_out = |(key, _): (u32, u32)| {
                repairs.dropped.contains(&key) && alike(document.positions.name(key), name)
            };
            // A key that was left out is not missing.
            if document.positions.entries(map).any(left_out) {
                continue;
            }
        } else if !repairs.dropped.insert(way_out?) {
            return None;
        }
        if let What::NoStandIn = mistake.what {
            continue;
        }
        report.add(mistake.diagnostic(file, document));
        told += 1;
    }
    None
}
