//! Builds pieces from the events of markup.

use quick_xml::events::BytesStart;

use super::{Cell, Kind, Look, Paragraph, Piece, Run, Tone};

/// A list that is open.
enum List {
    Bullets,
    /// The number of the item, and where the count began that shows it.
    Numbers {
        next: usize,
        start: usize,
    },
}

/// An element that is open, and how words looked outside.
struct Open {
    name: String,
    look: Look,
    link: String,
}

#[derive(Default)]
pub(super) struct Builder {
    pieces: Vec<Piece>,
    words: Vec<Paragraph>,
    current: Option<Paragraph>,
    open: Vec<Open>,
    look: Look,
    link: String,
    lists: Vec<List>,
    /// The open item has begun a paragraph.
    item_begun: bool,
    /// Inside what is not words: drawings, what only narrow screens show.
    hidden: usize,
    small: usize,
    quote: usize,
    heading: usize,
    pre: usize,
    table: Option<Vec<Vec<Cell>>>,
}

impl Builder {
    pub(super) fn open(&mut self, tag: &BytesStart) {
        let name = tag.name().as_ref().to_owned();
        let class = attribute(tag, "class");
        let is = |wanted: &str| class.split(' ').any(|it| it == wanted);
        let is_void = matches!(&*name, "br" | "hr" | "img");
        if self.hidden > 0 {
            self.hidden += usize::from(!is_void);
        } else if name == "svg" || is("back") || is("narrow-word") || is("visually-hidden") {
            self.hidden = 1;
        }
        if !is_void {
            self.open.push(Open {
                name: name.clone(),
                look: self.look,
                link: self.link.clone(),
            });
        }
        if self.hidden > 0 {
            return;
        }
        match &*name {
            "strong" | "b" | "dt" => self.look.bold = true,
            // Emphasis of hanzi is weight, never slanted type.
            "em" => self.look.italic = true,
            "code" => self.look.code = true,
            "sup" => {
                self.look.raised = true;
                if is("mark") {
                    self.look.bold = false;
                    self.look.tone = Tone::Muted;
                }
            }
            "a" => {
                let href = attribute(tag, "href");
                let is_absolute = ["https://", "http://", "mailto:"]
                    .iter()
                    .any(|it| href.starts_with(it));
                self.link = if is_absolute { href } else { String::new() };
            }
            "br" => self.push("\n"),
            "ul" => self.list(List::Bullets),
            "ol" => {
                let start = attribute(tag, "start").parse().unwrap_or(1);
                self.list(List::Numbers { next: start, start });
            }
            "li" => {
                self.end();
                self.item_begun = false;
            }
            "p" | "div" | "section" | "figure" | "aside" | "dl" | "dd" | "hr" => self.end(),
            "figcaption" => {
                self.end();
                self.small += 1;
            }
            "blockquote" => {
                self.end();
                self.quote += 1;
            }
            "h1" | "h2" | "h3" | "h4" => {
                self.end();
                self.heading += 1;
            }
            "pre" => {
                self.end();
                self.pre += 1;
            }
            "img" => self.image(attribute(tag, "src"), attribute(tag, "alt")),
            "table" => {
                self.flush();
                self.table = Some(Vec::new());
            }
            "tr" => self.table.iter_mut().for_each(|it| it.push(Vec::new())),
            "td" | "th" => {
                let cell = Cell {
                    right: is("right") || is("number"),
                    head: name == "th",
                    ..Cell::default()
                };
                if let Some(row) = self.table.as_mut().and_then(|it| it.last_mut()) {
                    row.push(cell);
                }
            }
            _ => {}
        }
        if is("footnotes") {
            self.small += 1;
        }
        if is("verdict-notmet") {
            self.look.tone = Tone::Bad;
            self.look.bold = true;
        } else if [
            "verdict-unknown",
            "verdict-pending",
            "beside",
            "fig-missing",
        ]
        .iter()
        .any(|it| is(it))
        {
            self.look.tone = Tone::Muted;
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|it| it.name == name) else {
            return;
        };
        self.open.truncate(at + 1);
        if let Some(open) = self.open.pop() {
            self.look = open.look;
            self.link = open.link;
        }
        if self.hidden > 0 {
            self.hidden -= 1;
            return;
        }
        match name {
            "ul" | "ol" => {
                self.end();
                self.lists.pop();
                self.item_begun = true;
            }
            "li" => {
                self.end();
                if let Some(List::Numbers { next, .. }) = self.lists.last_mut() {
                    *next += 1;
                }
            }
            "section" => {
                self.end();
                self.small = self.small.saturating_sub(1);
            }
            "figcaption" => {
                self.end();
                self.small -= 1;
            }
            "blockquote" => {
                self.end();
                self.quote -= 1;
            }
            "h1" | "h2" | "h3" | "h4" => {
                self.end();
                self.heading -= 1;
            }
            "pre" => {
                self.end();
                self.pre -= 1;
            }
            "p" | "div" | "figure" | "aside" | "dt" | "dd" => self.end(),
            "td" | "th" => self.cell(),
            "table" => {
                if let Some(table) = self.table.take() {
                    self.pieces.push(Piece::Table(table));
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, list: List) {
        self.end();
        self.lists.push(list);
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        if self.pre > 0 {
            return self.push(text);
        }
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            if !c.is_ascii_whitespace() {
                words.push(c);
            } else if !words.ends_with(' ') {
                words.push(' ');
            }
        }
        // What stands between blocks is no paragraph.
        let last = (self.current.iter().flat_map(|it| &it.runs)).next_back();
        let after_space = last.is_none_or(|it| it.text.ends_with([' ', '\n']));
        let words = if after_space {
            words.trim_start_matches(' ')
        } else {
            &words
        };
        if !words.is_empty() {
            self.push(words);
        }
    }

    fn push(&mut self, text: &str) {
        let kind = self.kind();
        let (look, link) = (self.look, self.link.clone());
        let current = self.current.get_or_insert_with(|| Paragraph {
            kind,
            runs: Vec::new(),
        });
        match current.runs.last_mut() {
            Some(run) if run.look == look && run.link == link => run.text.push_str(text),
            _ => current.runs.push(Run {
                text: text.to_owned(),
                look,
                link,
            }),
        }
    }

    fn kind(&self) -> Kind {
        let depth = self.lists.len().saturating_sub(1);
        match self.lists.last() {
            _ if self.pre > 0 => Kind::Code,
            _ if self.heading > 0 => Kind::Heading,
            _ if self.small > 0 => Kind::Small,
            Some(_) if self.item_begun => Kind::More(depth),
            Some(List::Bullets) => Kind::Bullet(depth),
            Some(List::Numbers { start, .. }) => Kind::Number(depth, *start),
            None if self.quote > 0 => Kind::Quote,
            None => Kind::Plain,
        }
    }

    /// Ends the paragraph.
    fn end(&mut self) {
        if self.table.is_some() {
            return;
        }
        if let Some(mut paragraph) = self.current.take() {
            trim(&mut paragraph.runs);
            if paragraph.runs.is_empty() {
                return;
            }
            // What stands between two items ends the count of the first.
            if let (Kind::More(_), Some(List::Numbers { next, start })) =
                (paragraph.kind, self.lists.last_mut())
            {
                *start = *next + 1;
            }
            self.item_begun = true;
            self.words.push(paragraph);
        }
    }

    fn cell(&mut self) {
        let mut runs = self.current.take().map_or_else(Vec::new, |it| it.runs);
        trim(&mut runs);
        let rows = self.table.iter_mut();
        if let Some(cell) = rows
            .filter_map(|it| it.last_mut())
            .find_map(|it| it.last_mut())
        {
            cell.runs = runs;
        }
    }

    fn image(&mut self, src: String, alt: String) {
        if self.table.is_some() {
            return self.push(&alt);
        }
        self.flush();
        self.pieces.push(Piece::Image { src, alt });
    }

    fn flush(&mut self) {
        self.end();
        if !self.words.is_empty() {
            let words = std::mem::take(&mut self.words);
            self.pieces.push(Piece::Words(words));
        }
    }

    pub(super) fn finish(mut self) -> Vec<Piece> {
        self.table = None;
        self.flush();
        self.pieces
    }
}

fn trim(runs: &mut Vec<Run>) {
    while let Some(last) = runs.last_mut() {
        let kept = last.text.trim_end_matches([' ', '\n']).len();
        last.text.truncate(kept);
        if kept > 0 {
            break;
        }
        runs.pop();
    }
}

fn attribute(tag: &BytesStart, name: &str) -> String {
    let found = tag.html_attributes().flatten();
    let value = found.into_iter().find(|it| it.key.as_ref() == name);
    let value = value.map(|it| it.value.into_owned());
    let value = value.unwrap_or_default();
    quick_xml::escape::unescape(&value).map_or_else(|_| value.clone(), std::borrow::Cow::into_owned)
}
