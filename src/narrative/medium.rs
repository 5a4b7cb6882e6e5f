//! Parts of a chapter that only its page shows, or only its slides:
//! `<!-- report-only -->` or `<!-- slide-only -->` before, `<!-- end -->` behind.
//!
//! They do not nest, and a deck of its own has none: all of it is slides.

use std::ops::Range;

use super::{
    deck::comment,
    item::{Item, Node, What},
    part::blocks,
};
use crate::diag::{Code, Diagnostic, FileName, Place, Report};

const SLIDES: &str = "slide-only";
const REPORT: &str = "report-only";
const END: &str = "end";

/// What of a chapter is for whom, by bytes of its file.
#[derive(Debug, Default)]
pub(super) struct Media {
    slides: Vec<Range<usize>>,
    report: Vec<Range<usize>>,
    /// Marks that belong to no pair.
    astray: Vec<Range<usize>>,
}

impl Media {
    /// Takes the marks out of a chapter's items and notes what they enclose.
    pub(super) fn take(text: &str, items: &mut Vec<Item>) -> Self {
        let mut media = Self::default();
        let marks: Vec<(Range<usize>, &'static str)> = blocks(items)
            .into_iter()
            .filter_map(|block| Some((block.clone(), mark(text, &items[block.start])?)))
            .collect();
        let mut open: Option<(&'static str, Range<usize>)> = None;
        for (block, word) in &marks {
            let at = items[block.start].at.clone();
            match (open.take(), *word) {
                (Some((SLIDES, from)), END) => media.slides.push(from.end..at.start),
                (Some((_, from)), END) => media.report.push(from.end..at.start),
                (None, END) => media.astray.push(at),
                (before, word) => {
                    media.astray.extend(before.map(|(_, from)| from));
                    open = Some((word, at));
                }
            }
        }
        media.astray.extend(open.map(|(_, from)| from));
        for (block, _) in marks.into_iter().rev() {
            items.drain(block);
        }
        media
    }

    /// Reports marks without their other half.
    pub(super) fn report(&self, file: &FileName, text: &str, report: &mut Report) {
        for at in &self.astray {
            let end = at.start + text[at.clone()].trim_end().len();
            let part = comment(text, at).map_or("", |words| &text[words]);
            report.add(
                Diagnostic::new(Code::OpenPart, Place::new(file, at.start..end))
                    .with("part", part.to_owned()),
            );
        }
    }

    /// Reports whether only slides show what stands at that byte.
    pub(super) fn is_slides(&self, at: usize) -> bool {
        self.slides.iter().any(|it| it.contains(&at))
    }

    /// Reports whether only the page shows it.
    pub(super) fn is_report(&self, at: usize) -> bool {
        self.report.iter().any(|it| it.contains(&at))
    }
}

/// The word of a mark that stands alone in a comment.
fn mark(text: &str, item: &Item) -> Option<&'static str> {
    if !matches!(item.what, What::Open(Node::Html)) {
        return None;
    }
    let word = &text[comment(text, &item.at)?];
    [SLIDES, REPORT, END].into_iter().find(|it| *it == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::narrative::item::items;

    #[test]
    fn parts_are_found_by_their_marks() {
        let case = |text: &str, slides: usize, pages: usize, astray: usize| {
            let mut items = items(text, 0..text.len());
            let media = Media::take(text, &mut items);
            let found = [&media.slides, &media.report, &media.astray].map(Vec::len);
            assert_eq!(found, [slides, pages, astray], "{text}");
            let left = items
                .iter()
                .any(|it| matches!(it.what, What::Open(Node::Html)));
            assert!(!left, "the marks are gone: {text}");
        };
        case(
            "甲\n\n<!-- slide-only -->\n\n乙\n\n<!-- end -->\n\n丙",
            1,
            0,
            0,
        );
        case(
            "甲\n\n   <!-- slide-only -->\n\n乙\n\n <!-- end -->",
            1,
            0,
            0,
        );
        case("<!-- report-only -->\n乙\n\n<!-- end -->\n", 0, 1, 0);
        case("<!-- slide-only -->\n\n乙\n", 0, 0, 1);
        case("乙\n\n<!-- end -->\n", 0, 0, 1);
        case(
            "<!-- slide-only -->\n\n<!-- report-only -->\n\n<!-- end -->",
            0,
            1,
            1,
        );
    }

    #[test]
    fn what_stands_between_is_known_by_its_place() {
        let text = "甲\n\n<!-- slide-only -->\n\n乙\n\n<!-- end -->\n\n丙";
        let mut items = items(text, 0..text.len());
        let media = Media::take(text, &mut items);
        let at = |word: &str| text.find(word).expect("it is there");
        assert!(media.is_slides(at("乙")) && !media.is_slides(at("丙")));
        assert!(!media.is_report(at("乙")));
    }
}
