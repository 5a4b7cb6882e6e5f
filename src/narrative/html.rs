//! Markup from items. Everything of the author's is escaped here, and nowhere
//! else does a narrative become markup.
//!
//! Raw HTML becomes text, attributes are a fixed few, and what leads out of
//! the text (figures, links, images) is asked of the caller's [`Resolve`].

mod notes;

use std::{fmt::Write as _, ops::Range};

use super::{
    claim::Claim,
    is_han,
    item::{Align, Item, Node, What, after, plain},
    raw::{HtmlStretch, html_stretches},
    resolve::{Picture, Resolve, escape, words_html, words_text},
    target::{Attached, AttachedFile, Target},
};

use notes::Notes;

/// The bytes of a stretch of markup, more or less.
const EXPECTED: usize = 1024;

/// Writes items as markup.
pub(super) struct Writer<'a> {
    file: &'a str,
    items: &'a [Item<'a>],
    resolve: &'a dyn Resolve,
    /// What has been written since it was taken.
    pub(super) out: String,
    /// Before every anchor, so that slides of one page do not share any.
    prefix: String,
    /// Lists made for it appear step by step.
    steps: bool,
    notes: Notes,
    /// Inside a link, where figures have none of their own.
    in_link: bool,
    /// The last character of words.
    last: char,
    /// The columns of the table being written.
    columns: Vec<Align>,
    /// What closes the nodes that are open.
    closing: Vec<&'static str>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        file: &'a str,
        items: &'a [Item<'a>],
        resolve: &'a dyn Resolve,
        prefix: String,
        steps: bool,
    ) -> Self {
        Self {
            file,
            items,
            resolve,
            out: String::with_capacity(EXPECTED),
            prefix,
            steps,
            notes: Notes::of(items),
            in_link: false,
            last: ' ',
            columns: Vec::new(),
            closing: Vec::new(),
        }
    }

    /// What has been written.
    pub(super) fn take(&mut self) -> String {
        std::mem::replace(&mut self.out, String::with_capacity(EXPECTED))
    }

    /// The markup of those items alone.
    pub(super) fn html(&mut self, range: Range<usize>) -> String {
        let before = self.take();
        self.write(range);
        std::mem::replace(&mut self.out, before)
    }

    /// The words of those items as text, figures in place.
    pub(super) fn text(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        for item in &self.items[range] {
            match &item.what {
                What::Figure(Ok(reference)) => {
                    out.push_str(&self.resolve.reference_text(reference));
                }
                _ => out.push_str(&untrimmed(self.file, item)),
            }
        }
        out.trim().to_owned()
    }

    /// Writes those items; nodes that open in them close in them.
    pub(super) fn write(&mut self, range: Range<usize>) {
        // A note is written within another text.
        let outer = self.closing.len();
        let (mut column, mut in_head) = (0, false);
        let mut i = range.start;
        while i < range.end {
            let items = self.items;
            let item = &items[i];
            i += 1;
            match &item.what {
                What::Open(node) => match node {
                    Node::Note(_) => i = after(items, i - 1),
                    Node::Html => {
                        i = after(items, i - 1);
                        self.raw_html(&item.at);
                    }
                    Node::Image { target, title } => {
                        let end = after(items, i - 1);
                        self.image(target, title, i..end - 1);
                        i = end;
                    }
                    Node::Paragraph if self.lone_image(i - 1).is_some() => {
                        let end = after(items, i - 1);
                        self.figure(i);
                        i = end;
                    }
                    Node::Table(columns) => {
                        self.columns.clone_from(columns);
                        self.scroll();
                        self.closing.push("</tbody></table></div>\n");
                    }
                    Node::Head | Node::Row => {
                        in_head = *node == Node::Head;
                        column = 0;
                        self.out
                            .push_str(if in_head { "<thead><tr>" } else { "<tr>" });
                        self.closing.push(if in_head {
                            "</tr></thead><tbody>"
                        } else {
                            "</tr>"
                        });
                    }
                    Node::Cell => {
                        self.cell(
                            in_head,
                            self.columns.get(column).copied().unwrap_or(Align::Unset),
                        );
                        self.closing.push(if in_head { "</th>" } else { "</td>" });
                        column += 1;
                    }
                    node => {
                        let close = self.open(node);
                        self.closing.push(close);
                    }
                },
                What::Close => {
                    if self.closing.len() > outer
                        && let Some(end) = self.closing.pop()
                    {
                        if matches!(end, "</a>" | "</span>") {
                            self.in_link = false;
                        }
                        self.out.push_str(end);
                    }
                }
                _ => self.leaf(i - 1),
            }
        }
        self.closing.truncate(outer);
    }

    /// Opens a table in the region that scrolls where it is too wide.
    fn scroll(&mut self) {
        self.out
            .push_str("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
        escape(&self.resolve.word("table"), &mut self.out);
        self.out.push_str("\"><table class=\"plain\">");
    }

    /// The markup of a table with some of its rows, its head included.
    pub(super) fn table_rows(&mut self, table: usize, rows: Range<usize>) -> String {
        let before = self.take();
        if let What::Open(Node::Table(columns)) = &self.items[table].what {
            self.columns.clone_from(columns);
        }
        self.out.push_str("<table class=\"plain\">");
        self.write(table + 1..after(self.items, table + 1));
        self.write(rows);
        self.out.push_str("</tbody></table>\n");
        std::mem::replace(&mut self.out, before)
    }

    fn open(&mut self, node: &Node) -> &'static str {
        match node {
            Node::Heading { level, .. } => {
                let level = (*level).clamp(2, 4);
                let _ = write!(self.out, "<h{level}>");
                ["</h2>\n", "</h3>\n", "</h4>\n"][usize::from(level - 2)]
            }
            Node::Quote(Some(level)) => {
                let _ = write!(self.out, "<aside class=\"notice {level}\">");
                "</aside>\n"
            }
            Node::Code(info) => {
                self.out.push_str("<pre tabindex=\"0\"><code");
                if let Some(language) = info.split_whitespace().next() {
                    self.out.push_str(" class=\"language-");
                    escape(language, &mut self.out);
                    self.out.push('"');
                }
                self.out.push('>');
                "</code></pre>\n"
            }
            Node::List {
                start: None,
                stepwise,
            } => {
                self.out.push_str(if *stepwise && self.steps {
                    "<ul class=\"steps\">"
                } else {
                    "<ul>"
                });
                "</ul>\n"
            }
            Node::List {
                start: Some(start),
                stepwise,
            } => {
                self.out.push_str(if *stepwise && self.steps {
                    "<ol class=\"steps\""
                } else {
                    "<ol"
                });
                if *start != 1 {
                    let _ = write!(self.out, " start=\"{start}\"");
                }
                self.out.push('>');
                "</ol>\n"
            }
            Node::Link { target, title } => self.link(target, title),
            plain => {
                let (open, close) = match plain {
                    Node::Paragraph => ("<p>", "</p>\n"),
                    Node::Quote(_) => ("<blockquote>", "</blockquote>\n"),
                    Node::ListItem => ("<li>", "</li>\n"),
                    Node::Emphasis => ("<em>", "</em>"),
                    Node::Strong => ("<strong>", "</strong>"),
                    _ => ("", ""),
                };
                self.out.push_str(open);
                close
            }
        }
    }

    fn leaf(&mut self, i: usize) {
        match &self.items[i].what {
            What::Text(text) => {
                escape(text, &mut self.out);
                self.last = text.chars().next_back().unwrap_or(' ');
            }
            What::Figure(Ok(reference)) => {
                self.resolve
                    .reference(reference, !self.in_link, &mut self.out);
                self.last = '0';
            }
            What::Figure(Err(_)) => escape(&self.file[self.items[i].at.clone()], &mut self.out),
            What::Code(code) => {
                self.out.push_str("<code>");
                escape(code, &mut self.out);
                self.out.push_str("</code>");
                self.last = '0';
            }
            What::Html(html) => {
                if !html.starts_with("<!--") {
                    escape(html, &mut self.out);
                }
            }
            // Between two hanzi a line end is no space.
            What::Break => {
                let next = self.items[i + 1..]
                    .iter()
                    .find(|item| !matches!(item.what, What::Open(_) | What::Close));
                let next = next.and_then(|item| match &item.what {
                    What::Text(text) => text.chars().next(),
                    _ => None,
                });
                if !(is_wide(self.last) && next.is_some_and(is_wide)) {
                    self.out.push('\n');
                }
            }
            What::HardBreak => self.out.push_str("<br>\n"),
            What::Rule => self.out.push_str("<hr>\n"),
            What::Footnote(label) => self.footnote(label),
            What::Open(_) | What::Close => {}
        }
    }

    fn cell(&mut self, in_head: bool, align: Align) {
        let class = match align {
            Align::Unset => "",
            Align::Left => " class=\"left\"",
            Align::Center => " class=\"center\"",
            Align::Right => " class=\"right\"",
        };
        let _ = if in_head {
            write!(self.out, "<th scope=\"col\"{class}>")
        } else {
            write!(self.out, "<td{class}>")
        };
    }

    fn raw_html(&mut self, at: &Range<usize>) {
        let html = &self.file[at.clone()];
        for stretch in html_stretches(html) {
            if let HtmlStretch::Markup(inside) = stretch {
                self.out.push_str("<p>");
                escape(&html[inside], &mut self.out);
                self.out.push_str("</p>\n");
            }
        }
    }

    fn link(&mut self, target: &str, title: &str) -> &'static str {
        let (href, class) = match Target::of(target) {
            Target::Claim(figure) => {
                let claim = Claim::read(figure, title).ok();
                (
                    claim.and_then(|claim| self.resolve.claim(&claim)),
                    " class=\"claim\"",
                )
            }
            Target::Internal(target) => (self.resolve.link(target), ""),
            Target::External(target) => (Some(target.to_owned()), " rel=\"noopener noreferrer\""),
            Target::Forbidden(_) => (None, ""),
        };
        self.in_link = href.is_some();
        let Some(href) = href else {
            let _ = write!(
                self.out,
                "<span{}>",
                if class.contains("claim") { class } else { "" }
            );
            return "</span>";
        };
        self.out.push_str("<a href=\"");
        escape(&href, &mut self.out);
        let _ = write!(self.out, "\"{class}");
        if !class.contains("claim") {
            self.title(title);
        }
        self.out.push('>');
        "</a>"
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            escape(&words_text(title, self.resolve), &mut self.out);
            self.out.push('"');
        }
    }

    fn image(&mut self, target: &str, title: &str, alt: Range<usize>) {
        let alt = self.text(alt);
        match AttachedFile::of(Attached::Picture, target) {
            AttachedFile::Local(path) => match self.resolve.image(path) {
                Some(picture) => self.img(&picture, &alt, title),
                None => escape(&alt, &mut self.out),
            },
            AttachedFile::Remote(address) if !self.in_link => {
                self.out.push_str("<a href=\"");
                escape(address, &mut self.out);
                self.out.push_str("\" rel=\"noopener noreferrer\">");
                escape(if alt.is_empty() { address } else { &alt }, &mut self.out);
                self.out.push_str("</a>");
            }
            _ => escape(&alt, &mut self.out),
        }
    }

    fn img(&mut self, picture: &Picture, alt: &str, title: &str) {
        self.out.push_str("<img src=\"");
        escape(&picture.src, &mut self.out);
        self.out.push_str("\" alt=\"");
        escape(alt, &mut self.out);
        self.out.push('"');
        if let Some((width, height)) = picture.size {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.title(title);
        self.out.push('>');
    }

    /// The image's item, if the paragraph at `open` holds nothing else.
    pub(super) fn lone_image(&self, open: usize) -> Option<usize> {
        let inside = open + 1;
        let What::Open(Node::Image { target, .. }) = &self.items.get(inside)?.what else {
            return None;
        };
        let closes = matches!(self.items.get(after(self.items, inside))?.what, What::Close);
        (closes
            && matches!(
                AttachedFile::of(Attached::Picture, target),
                AttachedFile::Local(_)
            ))
        .then_some(inside)
    }

    fn figure(&mut self, image: usize) {
        let What::Open(Node::Image { target, title }) = &self.items[image].what else {
            return;
        };
        self.out.push_str("<figure>");
        self.image(target, "", image + 1..after(self.items, image) - 1);
        if !title.is_empty() {
            let caption = words_html(title, self.resolve, true);
            let _ = write!(self.out, "<figcaption>{caption}</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }
}

fn untrimmed(file: &str, item: &Item) -> String {
    match &item.what {
        What::Text(text) => text.to_string(),
        What::Break | What::HardBreak => " ".to_owned(),
        _ => plain(file, std::slice::from_ref(item)),
    }
}

fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF65}' | '“' | '”' | '‘' | '’' | '—' | '…')
}
