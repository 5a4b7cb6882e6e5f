//! Our deserializer reads what the library reads, whatever is written: a file
//! means to us what it means to every other program.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_yaml::Value;

use super::{
    repair,
    scan::{Document, scan},
};
use crate::{
    diag::{FileName, Report},
    sheet::{Kind, is_number},
};

/// Reports whether every value is one that we promise to read as the library
/// does: none is empty, none is a number in a spelling that we refuse.
fn is_literal(document: &Document) -> bool {
    (0..)
        .zip(&document.positions.nodes)
        .all(|(node, it)| match it.kind {
            Kind::Null => false,
            Kind::Bare => !is_odd(document.words(node)),
            Kind::Alias | Kind::Key | Kind::List | Kind::Map | Kind::Quoted => true,
        })
}

/// Reports whether the library reads these words as a number, though they are
/// not spelled as one.
fn is_odd(words: &str) -> bool {
    let Some(first) = words.bytes().next() else {
        return false;
    };
    if !matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.') || is_number(words) {
        return false;
    }
    let bare = words.trim_start_matches(['+', '-']);
    words.parse::<f64>().is_ok()
        || bare
            .get(..2)
            .is_some_and(|two| matches!(two, "0x" | "0o" | "0b"))
        || bare
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(['n', 'N', 'i', 'I']))
}

fn agree(text: &str) -> Result<(), TestCaseError> {
    let file: FileName = "a.yaml".into();
    let mut report = Report::default();
    let Some(document) = scan(&file, text, 0, &mut report) else {
        return Ok(());
    };
    let theirs = serde_yaml::from_str::<BTreeMap<String, Value>>(text);
    if let (true, true, Ok(theirs)) = (is_literal(&document), document.dropped.is_empty(), theirs) {
        let ours = repair::read::<BTreeMap<String, Value>>(&file, &document, &mut report);
        prop_assert_eq!(ours.map(|(value, _)| value), Some(theirs), "{:?}", text);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text(text in "[-ab:? ,\\[\\]{}#&*!|>'\"%\\n\\\\~0.x<n]{0,30}") {
        agree(&text)?;
    }

    #[test]
    fn quoted_and_folded_text(
        words in "[\"'|>]?[-+]?\\n?( {0,3}[ab'\"\\\\n ]{0,4}\\n){0,3}['\"]?",
        indent in " {0,2}",
    ) {
        agree(&format!("a: {words}\n"))?;
        agree(&format!("x:\n{indent}a: {words}\nb: 1\n"))?;
    }
}
