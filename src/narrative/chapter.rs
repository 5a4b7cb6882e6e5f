//! A chapter as a deck, without being written twice: each heading opens a
//! slide, what can be shown is shown, paragraphs become the notes.
//!
//! A slide holds one chart, table or image, or nine lines of list; what does
//! not fit goes on to a continuation slide.

use std::{collections::BTreeMap, ops::Range};

use super::{
    Narrative,
    claim::Claim,
    deck::{Layout, SlideParts, is_big},
    html::Writer,
    item::{Item, Node, What},
    medium::Media,
    part::{Part, blocks, component_at, push},
    reference::Reference,
    resolve::{Picture, Resolve, words_html, words_text},
    room::{HEIGHT, children, row_heights, shares, table_rows, text_lines, title_height},
};
use crate::diag::Place;

/// The lines of list on a slide.
const LINES: f64 = 9.0;
/// What tiles take, in lines.
const TILES: f64 = 5.0;
/// As wide as the words behind the title of a slide that goes on.
const CONTINUED: &str = " (continued)";

/// The slides of a chapter.
pub fn chapter_slides(narrative: &Narrative, resolve: &dyn Resolve) -> Vec<SlideParts> {
    let mut items = narrative.items();
    let media = Media::take(&narrative.text, &mut items);
    compose(narrative, &items, &media, resolve).finish()
}

/// The slide of each heading, by the heading's anchor on the page.
pub fn slides_of_headings(narrative: &Narrative) -> BTreeMap<String, String> {
    let slides = chapter_slides(narrative, &Blind).into_iter();
    slides
        .filter(|it| it.continued == 0 && !it.source.is_empty())
        .map(|it| (it.source, it.id))
        .collect()
}

fn compose<'a>(
    narrative: &'a Narrative,
    items: &'a [Item<'a>],
    media: &Media,
    resolve: &'a dyn Resolve,
) -> Deck<'a> {
    let title = narrative.front.title.get(resolve.language());
    let mut deck = Deck {
        narrative,
        items,
        writer: Writer::new(&narrative.text, items, resolve, String::new(), false),
        slides: Vec::new(),
        cut: Vec::new(),
        taken: 0.0,
        wide: narrative.front.aspect.room(),
        all: false,
    };
    deck.open(
        words_html(title, resolve, false),
        words_text(title, resolve),
        String::new(),
        narrative.body..narrative.body,
    );
    for block in blocks(items) {
        let at = items[block.start].at.start;
        if !media.is_report(at) {
            deck.all = media.is_slides(at);
            deck.block(block);
        }
    }
    deck
}

/// The sections whose list or plain table takes several slides, and how many. Charts and tables of figures are
/// only measured when they are composed.
pub fn continued_sections(narrative: &Narrative) -> Vec<(Place, usize)> {
    if !narrative.readable {
        return Vec::new();
    }
    let mut items = narrative.items();
    let media = Media::take(&narrative.text, &mut items);
    compose(narrative, &items, &media, &Blind).cut
}

/// Shows nothing: for measuring alone.
struct Blind;

impl Resolve for Blind {
    fn language(&self) -> &'static str {
        ""
    }

    fn reference(&self, _: &Reference, _: bool, _: &mut String) {}

    fn reference_text(&self, _: &Reference) -> String {
        String::new()
    }

    fn link(&self, _: &str) -> Option<String> {
        None
    }

    fn image(&self, _: &str) -> Option<Picture> {
        Some(Picture {
            src: String::new(),
            size: None,
        })
    }

    fn claim(&self, _: &Claim) -> Option<String> {
        None
    }

    fn word(&self, _: &'static str) -> String {
        String::new()
    }
}

struct Deck<'a> {
    narrative: &'a Narrative,
    items: &'a [Item<'a>],
    writer: Writer<'a>,
    slides: Vec<SlideParts>,
    /// The sections of lists and tables that were cut, and into how many.
    cut: Vec<(Place, usize)>,
    /// How many of the lines of the slide are taken.
    taken: f64,
    wide: f64,
    /// Paragraphs are shown too: it is written for slides alone.
    all: bool,
}

impl Deck<'_> {
    fn block(&mut self, block: Range<usize>) {
        let items = self.items;
        let start = items[block.start].at.start;
        match &items[block.start].what {
            What::Open(Node::Heading { level, .. }) if *level <= 3 => self.heading(*level, &block),
            What::Open(Node::List { start, stepwise }) => self.list(*start, *stepwise, block.start),
            What::Open(Node::Table(_)) => self.table(&block),
            What::Open(Node::Quote(Some(_))) => {
                self.make_room(text_lines(&items[block.clone()], self.wide).min(LINES));
                self.show(block);
            }
            What::Open(Node::Code(_)) => match component_at(&self.narrative.outline, start) {
                Some(i) => match self.narrative.outline.components[i].name {
                    "margin" => {}
                    name => {
                        self.make_room(if is_big(name) { LINES } else { TILES });
                        self.show(block);
                    }
                },
                None => self.note(block),
            },
            What::Open(Node::Paragraph) if self.writer.lone_image(block.start).is_some() => {
                self.make_room(LINES);
                self.show(block);
            }
            What::Open(Node::Heading { .. }) => {
                self.make_room(2.0);
                self.show(block);
            }
            What::Open(Node::Note(_)) | What::Rule => {}
            _ if self.all => {
                self.make_room(text_lines(&items[block.clone()], self.wide).min(LINES));
                self.show(block);
            }
            _ => self.note(block),
        }
    }

    fn heading(&mut self, level: u8, block: &Range<usize>) {
        let at = self.items[block.start].at.clone();
        if self.narrative.outline.title_at == Some(at.start) {
            return;
        }
        let inside = block.start + 1..block.end - 1;
        let text = self.writer.text(inside.clone());
        let section = match self.slides.last() {
            Some(slide) if level > 2 => slide.section.clone(),
            _ => text.clone(),
        };
        let html = self.writer.html(inside).trim().to_owned();
        self.open(html, text, section, at.clone());
        let headings = &self.narrative.outline.headings;
        if let Ok(known) = headings.binary_search_by_key(&at.start, |heading| heading.place.start)
            && !headings[known].on_slides_only
            && let Some(slide) = self.slides.last_mut()
        {
            slide.source.clone_from(&headings[known].id);
        }
    }

    fn open(&mut self, title_html: String, title_text: String, section: String, at: Range<usize>) {
        self.taken = 0.0;
        self.slides.push(SlideParts {
            id: format!("s-{}", self.slides.len() + 1),
            layout: Layout::Content,
            section,
            title_html,
            title_text,
            parts: Vec::new(),
            notes_html: String::new(),
            place: Place::new(&self.narrative.file, at),
            continued: 0,
            source: String::new(),
            import: String::new(),
            seconds: None,
        });
    }

    /// Takes room, on a continuation slide if this one has too little left.
    fn make_room(&mut self, lines: f64) {
        if self.taken > 0.0 && self.taken + lines > LINES {
            let current = self
                .slides
                .last()
                .expect("the title slide was opened first")
                .clone();
            self.taken = 0.0;
            self.slides.push(SlideParts {
                id: format!("s-{}", self.slides.len() + 1),
                parts: Vec::new(),
                notes_html: String::new(),
                continued: current.continued + 1,
                ..current
            });
        }
        self.taken += lines;
    }

    fn show(&mut self, block: Range<usize>) {
        let slide = self
            .slides
            .last_mut()
            .expect("the title slide was opened first");
        push(
            &self.narrative.outline,
            self.items,
            block,
            &mut self.writer,
            &mut slide.parts,
        );
        self.gather();
    }

    fn gather(&mut self) {
        let html = self.writer.take();
        self.add_html(html);
    }

    fn add_html(&mut self, html: String) {
        let slide = self
            .slides
            .last_mut()
            .expect("the title slide was opened first");
        match slide.parts.last_mut() {
            _ if html.trim().is_empty() => {}
            Some(Part::Html(before)) => before.push_str(&html),
            _ => slide.parts.push(Part::Html(html)),
        }
    }

    fn note(&mut self, block: Range<usize>) {
        let html = self.writer.html(block);
        let slide = self
            .slides
            .last_mut()
            .expect("the title slide was opened first");
        slide.notes_html.push_str(&html);
    }

    fn list(&mut self, start: Option<u64>, stepwise: bool, open: usize) {
        let entries = children(self.items, open);
        let heights: Vec<f64> = entries
            .iter()
            .map(|entry| text_lines(&self.items[entry.clone()], self.wide - 40.0))
            .collect();
        let left = LINES - self.taken;
        let first = match heights.first() {
            Some(height) if *height <= left => left,
            _ => LINES,
        };
        let mut from = 0;
        let lengths = shares(&heights, [first, LINES]);
        self.tell(lengths.len());
        for length in lengths {
            let to = from + length;
            self.make_room(heights[from..to].iter().sum::<f64>().min(LINES));
            let inside = self.writer.html(entries[from].start..entries[to - 1].end);
            let number = start.map(|first| first + from as u64);
            let (tag, start) = match number {
                None => ("ul", String::new()),
                Some(1) => ("ol", String::new()),
                Some(number) => ("ol", format!(" start=\"{number}\"")),
            };
            let steps = if stepwise { " class=\"steps\"" } else { "" };
            self.add_html(format!("<{tag}{steps}{start}>{inside}</{tag}>\n"));
            from = to;
        }
    }

    fn tell(&mut self, pieces: usize) {
        if let (true, Some(slide)) = (pieces > 1, self.slides.last()) {
            self.cut.push((slide.place.clone(), pieces));
        }
    }

    fn table(&mut self, block: &Range<usize>) {
        let rows = table_rows(self.items, block.start);
        let (head, heights) = row_heights(self.items, block.start, self.wide);
        let title = self.slides.last().map_or("", |slide| &slide.title_text);
        let title = format!("{title}{CONTINUED}");
        let height = HEIGHT - title_height(&title, self.wide) - head;
        if heights.iter().sum::<f64>() <= height {
            self.make_room(LINES);
            return self.show(block.clone());
        }
        let mut from = 0;
        let lengths = shares(&heights, [height, height]);
        self.tell(lengths.len());
        for length in lengths {
            let to = from + length;
            self.make_room(LINES);
            let html = self
                .writer
                .table_rows(block.start, rows[from].start..rows[to - 1].end);
            self.add_html(html);
            from = to;
        }
    }

    /// Gives every slide its layout, and its footnotes to the notes of the last.
    fn finish(mut self) -> Vec<SlideParts> {
        let footnotes = self.writer.footnotes();
        if let (Some(footnotes), Some(last)) = (footnotes, self.slides.last_mut()) {
            last.notes_html.push_str(&footnotes);
        }
        for (i, slide) in self.slides.iter_mut().enumerate() {
            slide.layout = match slide.parts.as_slice() {
                [] if i == 0 => Layout::Title,
                [] => Layout::Statement,
                [one] => Layout::alone(one, self.narrative),
                _ => Layout::Content,
            };
        }
        self.slides
    }
}
