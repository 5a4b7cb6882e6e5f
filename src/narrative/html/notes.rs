//! Footnotes: numbered in the order in which they are referred to, and written
//! behind the text.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    super::{
        item::{Item, Node, What, after},
        resolve::escape,
    },
    Writer,
};

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Notes {
    /// The item that defines each, and its number once it was referred to.
    defined: BTreeMap<String, (usize, Option<usize>)>,
    /// Those referred to, in order: the item, and how often.
    used: Vec<(usize, usize)>,
}

impl Notes {
    /// The footnotes that those items define.
    pub(super) fn of(items: &[Item]) -> Self {
        let mut notes = Self::default();
        for (i, item) in items.iter().enumerate() {
            if let What::Open(Node::Note(label)) = &item.what {
                notes.defined.entry(label.clone()).or_insert((i, None));
            }
        }
        notes
    }
}

impl Writer<'_> {
    pub(super) fn footnote(&mut self, label: &str) {
        let Some((open, number)) = self.notes.defined.get_mut(label) else {
            return;
        };
        let used = &mut self.notes.used;
        let number = *number.get_or_insert_with(|| {
            used.push((*open, 0));
            used.len()
        });
        used[number - 1].1 += 1;
        let time = used[number - 1].1;
        let prefix = &self.prefix;
        let again = if time == 1 {
            String::new()
        } else {
            format!("-{time}")
        };
        let _ = if self.in_link {
            write!(self.out, "<sup>{number}</sup>")
        } else {
            write!(
                self.out,
                "<sup id=\"{prefix}fnref-{number}{again}\"><a href=\"#{prefix}fn-{number}\">{number}</a></sup>"
            )
        };
    }

    /// Writes the footnotes that were referred to; a footnote may refer to
    /// another, which is then written too.
    pub(in crate::narrative) fn footnotes(&mut self) -> Option<String> {
        if self.notes.used.is_empty() {
            return None;
        }
        let before = self.take();
        let mut at = 0;
        let mut list = Vec::new();
        while let Some((open, _)) = self.notes.used.get(at).copied() {
            list.push(self.html(open + 1..after(self.items, open) - 1));
            at += 1;
        }
        let back = self.resolve.word("footnote_back");
        self.out.push_str("<section class=\"footnotes\"><ol>\n");
        for (i, body) in list.iter().enumerate() {
            let (number, prefix) = (i + 1, &self.prefix);
            let _ = write!(self.out, "<li id=\"{prefix}fn-{number}\">{body}");
            for time in 1..=self.notes.used[i].1 {
                let again = if time == 1 {
                    String::new()
                } else {
                    format!("-{time}")
                };
                let _ = write!(
                    self.out,
                    "<a class=\"back\" href=\"#{prefix}fnref-{number}{again}\" aria-label=\""
                );
                escape(&back, &mut self.out);
                self.out.push_str("\">↩</a>");
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></section>\n");
        Some(std::mem::replace(&mut self.out, before))
    }
}
