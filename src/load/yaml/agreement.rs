//! The library's deserializer and ours read the same, whatever is written:
//! which of them reads a file must not change a value.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_yaml::Value;

use super::{repair, scan::scan};
use crate::diag::{FileName, Report};

fn agree(text: &str) -> Result<(), TestCaseError> {
    let file: FileName = "a.yaml".into();
    let mut report = Report::default();
    let Some(document) = scan(&file, text, 0, &mut report) else {
        return Ok(());
    };
    let theirs = serde_yaml::from_str::<BTreeMap<String, Value>>(text);
    if let (true, true, Ok(theirs)) = (document.literal, document.dropped.is_empty(), theirs) {
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
