//! Decks: slides between `---` lines, each with the trainer's notes behind a
//! line that begins with `Note:`, and options in `<!-- slide: … -->`.
//!
//! Slides are split on the source before Markdown is parsed, outside code: a
//! line of text above `---` would otherwise become a heading.

use std::ops::Range;

use super::{
    Narrative, component,
    html::Writer,
    item::{Item, Node, What, after, items, plain},
    outline::{Collector, SlideUse, is_anchor},
    part::{Part, blocks, component_at, flush, push},
    resolve::Resolve,
    room,
    scan::{Fence, lines},
};
use crate::diag::{Code, Diagnostic, FileName, Place, Report};

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
}

/// How a slide is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The deck's first slide.
    Title,
    /// Opens a section.
    Section,
    /// One sentence.
    Statement,
    /// Text, lists, tiles.
    Content,
    /// One chart, table or image.
    Figure,
}

impl Layout {
    const ALL: [(&'static str, Self); 5] = [
        ("title", Self::Title),
        ("section", Self::Section),
        ("statement", Self::Statement),
        ("content", Self::Content),
        ("figure", Self::Figure),
    ];

    /// The word that authors and templates write.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, layout)| *layout == self)
            .map_or("", |(word, _)| word)
    }
}

/// A slide's source.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    content: Range<usize>,
    notes: Range<usize>,
}

/// A slide's options.
#[derive(Debug, Default, PartialEq)]
struct Options {
    id: Option<String>,
    layout: Option<Layout>,
    no_title: bool,
    seconds: Option<u32>,
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
    notes: Vec<Item<'a>>,
}

fn content<'a>(text: &'a str, source: &Source) -> Content<'a> {
    let mut all = items(text, source.content.clone());
    let mut options = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let is_html = matches!(all[at].what, What::Open(Node::Html) | What::Html(_));
        if is_html && let Some(inside) = options_inside(text, &all[at].at) {
            options.push(inside);
            all.drain(at..after(&all, at));
        } else {
            at += 1;
        }
    }
    Content {
        items: all,
        options,
        notes: items(text, source.notes.clone()),
    }
}

/// The options in a comment that holds nothing else.
fn options_inside(text: &str, at: &Range<usize>) -> Option<Range<usize>> {
    let html = text[at.clone()].trim_end();
    let inside = html.strip_prefix("<!--")?.strip_suffix("-->")?;
    let options = inside.trim_start().strip_prefix("slide:")?;
    let start = at.start + "<!--".len() + (inside.len() - options.len());
    (!options.contains("-->")).then_some(start..start + options.len())
}

fn read_options(
    file: &FileName,
    text: &str,
    options: &[Range<usize>],
    report: &mut Report,
) -> (Options, Option<Place>) {
    let mut read = Options::default();
    let mut id_place = None;
    for range in options {
        let mut at = range.start;
        for word in text[range.clone()].split_inclusive(char::is_whitespace) {
            let start = at;
            at += word.len();
            let word = word.trim_end();
            if word.is_empty() {
                continue;
            }
            let place = Place::new(file, start..start + word.len());
            match word.split_once('=') {
                Some(("id", id)) if is_anchor(id) => {
                    read.id = Some(id.to_owned());
                    id_place = Some(place);
                }
                Some(("layout", layout))
                    if Layout::ALL.iter().any(|(known, _)| *known == layout) =>
                {
                    read.layout = Layout::ALL
                        .iter()
                        .find(|(known, _)| *known == layout)
                        .map(|(_, layout)| *layout);
                }
                Some(("title", "off")) => read.no_title = true,
                Some(("minutes", minutes)) if seconds(minutes).is_some() => {
                    read.seconds = seconds(minutes);
                }
                _ => report.add(
                    Diagnostic::new(Code::BadSlideOption, place)
                        .with("option", word.to_owned())
                        .with(
                            "known",
                            "id=…, layout=title|section|statement|content|figure, title=off, minutes=…",
                        ),
                ),
            }
        }
    }
    (read, id_place)
}

/// The seconds of minutes with at most one decimal: `3`, `1.5`.
fn seconds(minutes: &str) -> Option<u32> {
    let (whole, tenth) = minutes.split_once('.').unwrap_or((minutes, "0"));
    let digits = |text: &str, most: usize| {
        let are =
            !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
        are.then(|| text.parse::<u32>().ok()).flatten()
    };
    let seconds = digits(whole, 3)? * 60 + digits(tenth, 1)? * 6;
    (seconds > 0).then_some(seconds)
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
        let (options, id_place) = read_options(file, text, &content.options, report);
        own_seconds += options.seconds.unwrap_or_default();
        let title = title(&content.items, &options);
        let place = Place::new(file, source.content.clone());
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
        overflow(
            narrative,
            collector,
            &content,
            title.as_ref(),
            i + 1,
            report,
        );
        collector.outline.slides.push(SlideUse {
            id,
            title: words,
            place,
        });
    }
    collector.outline.title_at = None;
    over_time(narrative, own_seconds, report);
}

/// Reports a slide that takes more room than there is.
fn overflow(
    narrative: &Narrative,
    collector: &Collector,
    content: &Content,
    title: Option<&Range<usize>>,
    number: usize,
    report: &mut Report,
) {
    let Some(start) = content.items.first().map(|item| item.at.start) else {
        return;
    };
    let width = narrative.front.aspect.room();
    let mut height = 0.0;
    for block in blocks(&content.items) {
        let items = &content.items[block.clone()];
        if Some(&block) == title {
            height += room::title_height(&plain(&narrative.text, items), width);
            continue;
        }
        let outline = &collector.outline;
        let component =
            component_at(outline, items[0].at.start).map(|i| outline.components[i].name);
        height += room::block_height(items, component, width);
    }
    if height > room::HEIGHT {
        let over = ((height - room::HEIGHT) / room::LINE).ceil();
        let end = start + narrative.text[start..].find('\n').unwrap_or(0);
        report.add(
            Diagnostic::new(Code::SlideOverflow, Place::new(&narrative.file, start..end))
                .with("number", number.to_string())
                .with("lines", format!("{over}")),
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
        let (options, _) = read_options(file, text, &content.options, &mut silent);
        let id = options.id.clone().unwrap_or_else(|| format!("s-{}", i + 1));
        let title = title(&content.items, &options);
        let mut writer = Writer::new(text, &content.items, resolve, format!("{id}-"), true);
        let inside = title
            .clone()
            .map_or(0..0, |title| title.start + 1..title.end - 1);
        let title_html = writer.html(inside.clone()).trim().to_owned();
        let title_text = writer.text(inside);
        let mut parts = Vec::new();
        for block in blocks(&content.items) {
            if Some(&block) != title.as_ref() {
                push(
                    &narrative.outline,
                    &content.items,
                    block,
                    &mut writer,
                    &mut parts,
                );
            }
        }
        flush(&mut writer, &mut parts);
        let layout = options
            .layout
            .unwrap_or_else(|| usual_layout(i, &parts, narrative));
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
            place: Place::new(file, source.content.clone()),
            continued: 0,
            source: String::new(),
            seconds: options.seconds,
            id,
        });
    }
    slides
}

fn notes(text: &str, items: &[Item], resolve: &dyn Resolve, prefix: String) -> String {
    let mut writer = Writer::new(text, items, resolve, prefix, false);
    writer.write(0..items.len());
    let mut html = writer.take();
    html.extend(writer.footnotes());
    html.trim().to_owned()
}

fn usual_layout(number: usize, parts: &[Part], narrative: &Narrative) -> Layout {
    let shows_one =
        matches!(parts, [Part::Component(i)] if is_big(narrative.outline.components[*i].name));
    match parts {
        _ if number == 0 && parts.iter().all(|part| matches!(part, Part::Html(_))) => Layout::Title,
        [] => Layout::Section,
        _ if shows_one => Layout::Figure,
        [Part::Html(html)] if html.starts_with("<figure>") => Layout::Figure,
        _ => Layout::Content,
    }
}

/// Reports whether a component takes a slide for itself.
pub(super) fn is_big(component: &str) -> bool {
    matches!(component, "chart" | "table" | "scorecard")
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

    #[test]
    fn options_are_known_ones() {
        let case = |text: &str, mistakes: usize| {
            let found = options_inside(text, &(0..text.len())).expect(text);
            let mut report = Report::default();
            let (options, _) = read_options(&"a.md".into(), text, &[found], &mut report);
            assert_eq!(report.sorted().len(), mistakes, "{text}: {options:?}");
            options
        };
        let options = case("<!-- slide: id=plan layout=section title=off -->\n", 0);
        assert_eq!(
            options,
            Options {
                id: Some("plan".into()),
                layout: Some(Layout::Section),
                no_title: true,
                seconds: None,
            }
        );
        let minutes = |text: &str, expected: Option<u32>| {
            let mistakes = usize::from(expected.is_none());
            let options = case(&format!("<!-- slide: minutes={text} -->"), mistakes);
            assert_eq!(options.seconds, expected, "{text}");
        };
        minutes("3", Some(180));
        minutes("1.5", Some(90));
        minutes("0.5", Some(30));
        for wrong in ["0", "-1", "1.25", "x", "", "1e3", "1.", ".5", "１"] {
            minutes(wrong, None);
        }
        case("<!-- slide: class=x layout=two id=A -->", 3);
        assert!(options_inside("<!-- secret -->", &(0..15)).is_none());
    }
}
