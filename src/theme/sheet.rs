//! `theme.yaml` as typed: sections of tokens, each with where it stands.
//!
//! Deliberately not a serde shape: unknown tokens are answered one by one with
//! a near name, and a wrong one must not hide the next.

use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

/// A token as typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Section and name.
    pub(super) path: Vec<String>,
    /// The value, or the values of a list.
    pub(super) values: Vec<String>,
    /// The bytes of the key.
    pub(super) key_at: Range<usize>,
    /// The bytes of the value.
    pub(super) value_at: Range<usize>,
}

/// Why a `theme.yaml` cannot be read, and at which byte.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    /// The byte.
    pub(super) at: usize,
    /// What the parser said.
    pub(super) detail: String,
}

/// A key that was opened: its text and where it stands.
type Key = (String, Range<usize>);

/// Reads the file: a mapping of mappings, whose values are scalars or lists of
/// scalars. What is nested deeper comes with its longer path.
pub(super) fn read(text: &str) -> Result<Vec<Entry>, Unreadable> {
    let bytes = |span: Span| byte(text, span.start.index())..byte(text, span.end.index());
    let mut entries: Vec<Entry> = Vec::new();
    // One key an open mapping; `None` while the next scalar is a key.
    let mut open: Vec<Option<Key>> = Vec::new();
    let mut lists = 0_usize;
    for step in Parser::new_from_str(text) {
        let (event, span) = step.map_err(|error| Unreadable {
            at: byte(text, error.marker().index()),
            detail: error.info().to_owned(),
        })?;
        match event {
            Event::Scalar(value, ..) => match open.last_mut() {
                Some(key @ None) => *key = Some((value.into_owned(), bytes(span))),
                Some(Some(_)) => {
                    record(
                        &mut entries,
                        &open,
                        value.into_owned(),
                        bytes(span),
                        lists > 0,
                    );
                    if lists == 0 {
                        close(&mut open);
                    }
                }
                None => return Err(misplaced(bytes(span))),
            },
            Event::MappingStart(..) if open.iter().all(Option::is_some) && lists == 0 => {
                open.push(None);
            }
            Event::MappingEnd => {
                open.pop();
                close(&mut open);
            }
            Event::SequenceStart(..) if open.last().is_some_and(Option::is_some) && lists == 0 => {
                lists = 1;
            }
            Event::SequenceEnd => {
                lists = 0;
                close(&mut open);
            }
            Event::Alias(_) | Event::MappingStart(..) | Event::SequenceStart(..) => {
                return Err(misplaced(bytes(span)));
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
    }
    Ok(entries)
}

fn misplaced(at: Range<usize>) -> Unreadable {
    Unreadable {
        at: at.start,
        detail: "section: { token: value }".to_owned(),
    }
}

fn close(open: &mut [Option<Key>]) {
    if let Some(key) = open.last_mut() {
        *key = None;
    }
}

fn record(
    entries: &mut Vec<Entry>,
    open: &[Option<Key>],
    value: String,
    at: Range<usize>,
    in_list: bool,
) {
    let keys: Vec<&Key> = open.iter().flatten().collect();
    let Some(key_at) = keys.last().map(|key| key.1.clone()) else {
        return;
    };
    if let Some(last) = entries
        .last_mut()
        .filter(|last| in_list && last.key_at == key_at)
    {
        last.values.push(value);
        last.value_at.end = at.end;
        return;
    }
    entries.push(Entry {
        path: keys.iter().map(|key| key.0.clone()).collect(),
        values: vec![value],
        key_at,
        value_at: at,
    });
}

/// The byte of a character, the end if there are fewer.
fn byte(text: &str, character: usize) -> usize {
    text.char_indices()
        .nth(character)
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_know_where_they_stand() {
        let text = "# 色\nlight:\n  paper: \"#ffffff\"\nfonts: { text: [Arial, 宋体] }\n";
        let entries = read(text).expect("readable");
        let seen: Vec<_> = entries
            .iter()
            .map(|e| (e.path.join("."), e.values.join("|")))
            .collect();
        assert_eq!(
            seen,
            [
                ("light.paper".to_owned(), "#ffffff".to_owned()),
                ("fonts.text".to_owned(), "Arial|宋体".to_owned())
            ]
        );
        assert_eq!(&text[entries[0].key_at.clone()], "paper");
        assert_eq!(&text[entries[0].value_at.clone()], "\"#ffffff\"");
    }

    #[test]
    fn other_shapes_are_refused_where_they_are() {
        fn case(text: &str, at: usize) {
            assert_eq!(read(text).expect_err(text).at, at, "{text}");
        }
        case("just words", 0);
        case("- a\n- b\n", 0);
        case("a: &x 1\nb: *x\n", 11);
        assert!(read("a: [").is_err());
    }
}
