//! Decks: slides between `---` lines, each with the trainer's notes behind a
//! line that begins with `Note:`, and options in `<!-- slide: … -->`.
//!
//! Slides are split on the source before Markdown is parsed, outside code: a
//! line of text above `---` would otherwise become a heading.

mod layout;
mod options;

use std::ops::Range;

use super::{
    Narrative, component,
    html::Writer,
    item::{Item, Node, What, after, items, plain},
    outline::{Collector, SlideUse},
    part::{Part, blocks, flush, push},
    reference::Reference,
    resolve::Resolve,
    scan::{Fence, lines},
};
use crate::diag::{Code, Diagnostic, FileName, Place, Report};
pub use layout::Layout;
use options::Options;
pub(super) use options::comment;

/// The slides that one minute holds.
const LESSON: usize = 3;

/// A slide, ready but for its components.
#[derive(Debug, Clone, PartialEq)]
pub struct SlideParts {
    /// The anchor: `s-3`, or the author's.
    pub id: String,
    /// How it is laid out.
    pub layout: Layout,
    /// The title of the section it belongs to, as text; may be empty.
    pub section: String,
    /// The title, ready; may be empty.
    pub title_html: String,
    /// The title as text.
    pub title_text: String,
    /// What it shows.
    pub parts: Vec<Part>,
    /// The trainer's notes, ready; may be empty.
    pub notes_html: String,
    /// Where it stands in the source.
    pub place: Place,
    /// Which continuation of a slide it is; 0 for the slide itself.
    pub continued: usize,
    /// The anchor of its heading on the chapter's page; empty in decks.
    pub source: String,
    /// How long the author plans for it.
    pub seconds: Option<u32>,
    /// The slide of another deck that stands in its place, `deck#slide`; empty
    /// for its own.
    pub import: String,
}

/// A slide's source.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    content: Range<usize>,
    notes: Range<usize>,
}

/// Splits a deck's source.
fn split(text: &str, body: usize) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut fence = Fence::default();
    let (mut start, mut notes) = (body, None);
    let end_slide = |start: usize, notes: Option<Range<usize>>, end: usize| {
        let notes = notes.unwrap_or(end..end);
        Source {
            content: start..notes.start,
            notes: notes.end..end,
        }
    };
    for line in lines(text, body..text.len()) {
        let words = &text[line.clone()];
        if fence.is_code(words) {
            continue;
        }
        if words.trim_end() == "---" {
            sources.push(end_slide(start, notes.take(), line.start));
            start = text[line.end..]
                .find('\n')
                .map_or(text.len(), |i| line.end + i + 1);
        } else if notes.is_none()
            && let Some(mark) = ["Note:", "Notes:", "备注：", "备注:"]
                .into_iter()
                .find(|mark| words.starts_with(mark))
        {
            notes = Some(line.start..line.start + mark.len());
        }
    }
    sources.push(end_slide(start, notes, text.len()));
    // What stands before the first `---` and after the last may be nothing.
    sources.retain(|slide| {
        !text[slide.content.clone()].trim().is_empty()
            || !text[slide.notes.clone()].trim().is_empty()
    });
    sources
}

/// A slide's items without its options.
struct Content<'a> {
    items: Vec<Item<'a>>,
    options: Vec<Range<usize>>,
    /// Where columns are parted.
    columns: Vec<usize>,
    notes: Vec<Item<'a>>,
}

fn content<'a>(text: &'a str, source: &Source) -> Content<'a> {
    let mut all = items(text, source.content.clone());
    let (mut options, mut columns) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < all.len() {
        let is_html = matches!(all[at].what, What::Open(Node::Html) | What::Html(_));
        if is_html && let Some(inside) = options::inside(text, &all[at].at) {
            options.push(inside);
            all.drain(at..after(&all, at));
        } else if is_html && options::is_column(text, &all[at].at) {
            columns.push(all[at].at.start);
            all.drain(at..after(&all, at));
        } else {
            at += 1;
        }
    }
    Content {
        items: all,
        options,
        columns,
        notes: items(text, source.notes.clone()),
    }
}

/// Reports slides that are planned to take longer than their deck.
fn over_time(narrative: &Narrative, own: u32, report: &mut Report) {
    let Some(minutes) = narrative.front.minutes else {
        return;
    };
    if own > u32::from(minutes) * 60 {
        let place = narrative.front.places.minutes.clone();
        let place = place.unwrap_or_else(|| Place::whole(narrative.file.clone()));
        report.add(
            Diagnostic::new(Code::SlidesOverTime, place)
                .with("planned", minutes.to_string())
                .with("own", own.div_ceil(60).to_string()),
        );
    }
}

/// The heading that is the slide's title: the first one.
fn title(items: &[Item], options: &Options) -> Option<Range<usize>> {
    let found = blocks(items)
        .into_iter()
        .find(|block| matches!(items[block.start].what, What::Open(Node::Heading { .. })));
    found.filter(|_| !options.no_title)
}

/// Collects a deck's outline and reports its mistakes.
pub(super) fn collect(narrative: &Narrative, collector: &mut Collector, report: &mut Report) {
    if !narrative.readable {
        return;
    }
    let (file, text) = (&narrative.file, &narrative.text);
    let mut own_seconds = 0;
    for (i, source) in split(text, narrative.body).iter().enumerate() {
        let content = content(text, source);
        let (options, id_place) = options::read(file, text, &content.options, report);
        own_seconds += options.seconds.unwrap_or_default();
        let title = title(&content.items, &options);
        let place = Place::new(file, source.content.clone());
        if let Some((slide, at)) = &options.import
            && !content.items.is_empty()
        {
            let twice = Diagnostic::new(Code::ImportNotAlone, at.clone());
            report.add(twice.with("slide", slide.clone()));
        }
        let id = options.id.clone().unwrap_or_else(|| format!("s-{}", i + 1));
        collector.anchor(&id, id_place.as_ref().unwrap_or(&place), report);
        collector.outline.title_at = title
            .as_ref()
            .map(|title| content.items[title.start].at.start);
        collector.collect(&content.items, report);
        let shown = collector.outline.components.len();
        collector.collect(&content.notes, report);
        // Notes are words; what they would show is seen by nobody.
        for component in collector.outline.components.drain(shown..) {
            report.add(component::misplaced(component.name, component.place));
        }
        let words = title
            .clone()
            .map_or_else(String::new, |title| plain(text, &content.items[title]));
        collector.outline.slides.push(SlideUse {
            id,
            title: words,
            place,
            import: options.import,
            roles: options.roles,
        });
    }
    collector.outline.title_at = None;
    over_time(narrative, own_seconds, report);
    let slides = collector.outline.slides.len();
    let front = &narrative.front;
    if let Some(place) = front.places.lesson.clone()
        && front.lesson
        && slides > LESSON
    {
        report.add(
            Diagnostic::new(Code::LessonTooLong, place)
                .with("slides", slides.to_string())
                .with("most", LESSON.to_string()),
        );
    }
}

/// The slides of a deck.
pub fn slides(narrative: &Narrative, resolve: &dyn Resolve) -> Vec<SlideParts> {
    if !narrative.readable {
        return Vec::new();
    }
    let (file, text) = (&narrative.file, &*narrative.text);
    let mut slides: Vec<SlideParts> = Vec::new();
    let mut section = String::new();
    // Options were reported when the deck was read.
    let mut silent = Report::default();
    for (i, source) in split(text, narrative.body).iter().enumerate() {
        let content = content(text, source);
        let (options, _) = options::read(file, text, &content.options, &mut silent);
        let id = options.id.clone().unwrap_or_else(|| format!("s-{}", i + 1));
        let title = title(&content.items, &options);
        let mut writer = Writer::new(text, &content.items, resolve, format!("{id}-"), true);
        let inside = title
            .clone()
            .map_or(0..0, |title| title.start + 1..title.end - 1);
        let title_html = writer.html(inside.clone()).trim().to_owned();
        let title_text = writer.text(inside);
        let mut parts = parts(
            narrative,
            &content,
            title.as_ref(),
            options.layout,
            &mut writer,
        );
        let layout = options
            .layout
            .unwrap_or_else(|| Layout::usual(i == 0, &parts, narrative));
        parts.extend(writer.footnotes().map(Part::Html));
        if layout == Layout::Section {
            section.clone_from(&title_text);
        }
        slides.push(SlideParts {
            layout,
            section: section.clone(),
            title_html,
            title_text,
            parts,
            notes_html: notes(text, &content.notes, resolve, format!("{id}-note-")),
            place: opening(file, text, &content, source),
            continued: 0,
            source: String::new(),
            seconds: options.seconds,
            import: options.import.map(|it| it.0).unwrap_or_default(),
            id,
        });
    }
    slides
}

/// The line on which a slide's content begins.
fn opening(file: &FileName, text: &str, content: &Content, source: &Source) -> Place {
    let first = content.items.first().map(|it| it.at.start);
    let start = first.unwrap_or(source.content.start);
    let end = start + text[start..].find('\n').unwrap_or(text.len() - start);
    Place::new(file, start..end)
}

fn notes(text: &str, items: &[Item], resolve: &dyn Resolve, prefix: String) -> String {
    let mut writer = Writer::new(text, items, resolve, prefix, false);
    writer.write(0..items.len());
    let mut html = writer.take();
    html.extend(writer.footnotes());
    html.trim().to_owned()
}

/// What a slide shows below its title.
fn parts(
    narrative: &Narrative,
    content: &Content,
    title: Option<&Range<usize>>,
    layout: Option<Layout>,
    writer: &mut Writer,
) -> Vec<Part> {
    let items = &content.items;
    let shown = blocks(items).len() - usize::from(title.is_some());
    let alone = shown == 1 || layout == Some(Layout::Number);
    let mut parts = Vec::new();
    let mut columns = content.columns.iter().peekable();
    for block in blocks(items) {
        if Some(&block) == title {
            continue;
        }
        let start = items[block.start].at.start;
        let mut is_parted = false;
        while columns.next_if(|it| **it < start).is_some() {
            is_parted = true;
        }
        if is_parted {
            flush(writer, &mut parts);
            parts.push(Part::Column);
        }
        let items_of = &items[block.clone()];
        if let Some(reference) = lone_figure(items_of).filter(|_| alone) {
            flush(writer, &mut parts);
            parts.push(Part::Figure {
                html: writer.html(block.start + 1..block.end - 1),
                reference: reference.clone(),
            });
            continue;
        }
        // A picture is a part of its own.
        let is_picture = writer.lone_image(block.start).is_some();
        if is_picture {
            flush(writer, &mut parts);
        }
        push(&narrative.outline, items, block, writer, &mut parts);
        if is_picture {
            flush(writer, &mut parts);
        }
    }
    flush(writer, &mut parts);
    parts
}

/// The figure of a paragraph that holds nothing else.
fn lone_figure<'b>(items: &'b [Item]) -> Option<&'b Reference> {
    match items {
        [open, figure, _] => match (&open.what, &figure.what) {
            (What::Open(Node::Paragraph), What::Figure(Ok(reference))) => Some(reference),
            _ => None,
        },
        _ => None,
    }
}

/// Reports whether a component takes a slide for itself.
pub(super) fn is_big(component: &str) -> bool {
    matches!(
        component,
        "chart" | "table" | "scorecard" | "quiz" | "drill" | "pair" | "media"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slides_are_split_outside_code() {
        let case = |text: &str, expected: &[(&str, &str)]| {
            let found: Vec<_> = split(text, 0)
                .iter()
                .map(|s| (text[s.content.clone()].trim(), text[s.notes.clone()].trim()))
                .collect();
            assert_eq!(found, expected, "{text:?}");
        };
        case("# 一\n---\n# 二\n", &[("# 一", ""), ("# 二", "")]);
        case(
            "# 一\n\nNote: 讲\n慢点\n---\n二",
            &[("# 一", "讲\n慢点"), ("二", "")],
        );
        case(
            "一\n备注：讲\n---\n二\nNotes:\n讲二",
            &[("一", "讲"), ("二", "讲二")],
        );
        case(
            "```yaml\n---\nNote: a\n```\n---\n二",
            &[("```yaml\n---\nNote: a\n```", ""), ("二", "")],
        );
        case("---\n一\n---\n", &[("一", "")]);
        case("", &[]);
        case("一\r\n---\r\n二", &[("一", ""), ("二", "")]);
    }
}
