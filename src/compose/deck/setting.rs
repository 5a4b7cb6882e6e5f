//! How words are set in lines, as browsers do it: a break at spaces, after a
//! hyphen, and between hanzi unless a mark has to stay with its neighbour.

use super::markup::{Element, Node, parse};
use crate::chart::text_width;

/// Bold letters against regular ones; hanzi are as wide.
const BOLD: f64 = 1.05;
/// The gap that browsers set between a hanzi and a letter or digit.
const BETWEEN_SCRIPTS: f64 = 0.125;
/// The dot before a verdict, in its letters' size.
const VERDICT: f64 = 1.125;
/// A mark behind a figure, and the gap before it.
const MARK: f64 = 0.6;
const MARK_GAP: f64 = 0.25;
/// Code is set smaller, and its letters are all as wide.
const CODE: f64 = 0.875;
const CODE_LETTER: f64 = 0.602;

/// How words are set.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a style sheet sets each of them by itself"
)]
pub(super) struct Style {
    /// The size of the letters, in pixels.
    pub(super) size: f64,
    pub(super) bold: bool,
    /// Hanzi are parted at marks only, as in titles.
    pub(super) phrases: bool,
    /// Marks hang beside the column and take no room.
    pub(super) hanging: bool,
    /// Code may be broken anywhere, as in the cells of a plain table.
    pub(super) loose: bool,
    pub(super) code: bool,
}

impl Style {
    pub(super) fn of(size: f64) -> Self {
        Self {
            size,
            bold: false,
            phrases: false,
            hanging: false,
            loose: false,
            code: false,
        }
    }
}

/// What no line break parts, and the space before it.
#[derive(Debug, Clone, Copy, Default)]
struct Atom {
    space: f64,
    width: f64,
    /// What of it stays together even in the narrowest column.
    least: f64,
}

/// Words that were measured: lines that the author ended, in atoms.
#[derive(Debug)]
pub(super) struct Words {
    lines: Vec<Vec<Atom>>,
    size: f64,
    space: f64,
    last: Option<char>,
    /// The stretch that stays on one line which the last character is in.
    whole: usize,
    wholes: usize,
}

impl Words {
    /// Measures words of text.
    pub(super) fn text(text: &str, style: Style) -> Self {
        let mut words = Self::none(style);
        words.push(text, style, 0);
        words
    }

    /// Measures words of markup.
    pub(super) fn html(html: &str, style: Style) -> Self {
        Self::nodes(&parse(html), style)
    }

    /// Measures the words in a tree.
    pub(super) fn nodes(nodes: &[Node], style: Style) -> Self {
        let mut words = Self::none(style);
        words.add(nodes, style, 0);
        words
    }

    fn none(style: Style) -> Self {
        Self {
            lines: vec![Vec::new()],
            size: style.size,
            space: 0.0,
            last: None,
            whole: 0,
            wholes: 0,
        }
    }

    /// Adds words of text behind.
    pub(super) fn and(mut self, text: &str, style: Style) -> Self {
        self.push(text, style, 0);
        self
    }

    fn add(&mut self, nodes: &[Node], style: Style, whole: usize) {
        for node in nodes {
            match node {
                Node::Text(text) => self.push(text, style, whole),
                Node::Element(element) => self.element(element, style, whole),
            }
        }
    }

    fn element(&mut self, element: &Element, mut style: Style, mut whole: usize) {
        match element.name {
            "br" => self.turn(),
            "svg" => self.block(drawing_width(element)),
            "sup" if element.is("mark") => {
                if !style.hanging {
                    self.joined(MARK_GAP * style.size * MARK);
                    style.size *= MARK;
                    style.bold = false;
                    self.wholes += 1;
                    self.add(&element.children, style, self.wholes);
                }
            }
            _ if element.is("visually-hidden") => {}
            _ if style.hanging && element.is("beside") => {}
            name => {
                let has_number = || element.find("data").is_some();
                let is_whole = element.is("verdict") || element.is("fig") && has_number();
                if (is_whole || name == "data") && whole == 0 {
                    self.wholes += 1;
                    whole = self.wholes;
                }
                style.bold |= matches!(name, "b" | "strong");
                if name == "code" {
                    style.size *= CODE;
                    style.code = true;
                }
                if name == "small" || name == "sub" || name == "sup" {
                    style.size *= 0.7;
                }
                if element.is("verdict") {
                    self.block(VERDICT * style.size);
                    self.whole = whole;
                }
                self.add(&element.children, style, whole);
            }
        }
    }

    /// A forced end of the line.
    fn turn(&mut self) {
        self.lines.push(Vec::new());
        self.space = 0.0;
        self.last = None;
    }

    /// Something as wide as that, which begins anew.
    fn block(&mut self, width: f64) {
        let atom = Atom {
            space: std::mem::take(&mut self.space),
            width,
            least: width,
        };
        self.line().push(atom);
        self.last = Some('x');
    }

    /// Something that stays with what stands before.
    fn joined(&mut self, width: f64) {
        match self.line().last_mut() {
            Some(atom) => {
                atom.width += width;
                atom.least += width;
            }
            None => self.block(width),
        }
        // No break before what follows.
        self.last = Some('(');
        self.space = 0.0;
    }

    fn line(&mut self) -> &mut Vec<Atom> {
        if self.lines.is_empty() {
            self.lines.push(Vec::new());
        }
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    fn push(&mut self, text: &str, style: Style, whole: usize) {
        let space = text_width(" ", style.size);
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                if !self.line().is_empty() {
                    self.space = space;
                }
                continue;
            }
            let mut width = text_width(c.encode_utf8(&mut [0; 4]), style.size);
            if style.code && c.is_ascii() {
                width = CODE_LETTER * style.size;
            } else if style.bold && !is_wide(c) {
                width *= BOLD;
            }
            let stays = whole != 0 && whole == self.whole;
            let parted = match self.last {
                None => true,
                _ if stays => false,
                Some(_) if self.space > 0.0 => true,
                Some(before) => parts(before, c, style.phrases),
            };
            if let Some(before) = self.last
                && self.space == 0.0
                && (is_wide(before) && c.is_ascii_alphanumeric()
                    || before.is_ascii_alphanumeric() && is_wide(c))
                && !is_mark(before)
                && !is_mark(c)
            {
                width += BETWEEN_SCRIPTS * style.size;
            }
            let space = std::mem::take(&mut self.space);
            match self.line().last_mut() {
                Some(atom) if !parted => {
                    atom.width += space + width;
                    if !(style.code && style.loose) {
                        atom.least += space + width;
                    }
                }
                _ => self.line().push(Atom {
                    space,
                    width,
                    least: width,
                }),
            }
            self.last = Some(c);
            self.whole = whole;
        }
    }

    /// Whether there is nothing to be set.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.iter().all(Vec::is_empty)
    }

    /// The width of what no break parts.
    pub(super) fn least(&self) -> f64 {
        let atoms = self.lines.iter().flatten();
        atoms.map(|it| it.least).fold(0.0, f64::max)
    }

    /// The width on as few lines as the author allows.
    pub(super) fn most(&self) -> f64 {
        let line = |line: &Vec<Atom>| line.iter().map(|it| it.space + it.width).sum::<f64>();
        self.lines.iter().map(line).fold(0.0, f64::max)
    }

    /// The lines in that width; words wider than it are broken.
    pub(super) fn lines(&self, width: f64) -> f64 {
        let room = width.max(self.size);
        let count = |line: &Vec<Atom>| {
            let (mut count, mut at) = (1.0, 0.0);
            for atom in line {
                if at > 0.0 && at + atom.space + atom.width <= room + 0.01 {
                    at += atom.space + atom.width;
                    continue;
                }
                if at > 0.0 {
                    count += 1.0;
                }
                at = atom.width;
                while at > room + 0.01 {
                    at -= room;
                    count += 1.0;
                }
            }
            count
        };
        // A break at the very end opens no line.
        let ended = self.lines.len() > 1 && self.lines.last().is_some_and(Vec::is_empty);
        let shown = &self.lines[..self.lines.len() - usize::from(ended)];
        shown.iter().map(count).sum()
    }
}

/// The width that a small drawing takes.
fn drawing_width(element: &Element) -> f64 {
    element.number("width").unwrap_or(96.0)
}

/// A character as wide as its letters are high, between which lines break.
fn is_wide(c: char) -> bool {
    u32::from(c) >= 0x2E80 || matches!(c, '—' | '…' | '“' | '”' | '‘' | '’')
}

/// Marks that no line begins with.
fn closes(c: char) -> bool {
    "，。、；：！？）》」』】〉〕”’…—％℃·々ー～,.;:!?)]}%".contains(c)
}

/// Marks that no line ends with.
fn opens(c: char) -> bool {
    "（《「『【〈〔“‘([{".contains(c)
}

fn is_mark(c: char) -> bool {
    closes(c) || opens(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// Reports whether a line may be broken between two characters.
fn parts(before: char, c: char, phrases: bool) -> bool {
    if closes(c)
        || opens(before)
        || c == '\u{2060}'
        || before == '\u{2060}'
        || before == '\u{a0}'
        || c == '\u{a0}'
    {
        return false;
    }
    if phrases {
        return is_mark(before) && is_wide(before) || before == '-';
    }
    is_wide(before) || is_wide(c) || before == '-' && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EM: Style = Style {
        size: 10.0,
        bold: false,
        phrases: false,
        hanging: false,
        loose: false,
        code: false,
    };

    #[test]
    fn hanzi_break_anywhere_but_before_a_mark() {
        let case = |text: &str, width: f64, lines: f64| {
            assert_eq!(
                Words::text(text, EM).lines(width),
                lines,
                "{text} in {width}"
            );
        };
        case("一二三四", 40.0, 1.0);
        case("一二三四", 39.0, 2.0);
        case("一二三，四", 30.0, 2.0);
        case("一二（三四）", 30.0, 3.0);
        case("", 30.0, 1.0);
        case("satisfaction of all", 60.0, 2.0);
    }

    #[test]
    fn a_figure_stays_on_one_line() {
        let figure = "<a class=\"fig\" href=\"#\"><data value=\"86.6\">86.6</data><span class=\"unit\"> 分</span></a>";
        let words = Words::html(figure, EM);
        assert!(words.least() > 30.0 && (words.least() - words.most()).abs() < 1e-9);
        let marked = format!("{figure}<sup class=\"mark\">示例</sup>");
        assert!(
            Words::html(&marked, EM).least() > words.least() + 10.0,
            "its mark too"
        );
        let hanging = Style {
            hanging: true,
            ..EM
        };
        assert_eq!(Words::html(&marked, hanging).least(), words.least());
    }

    #[test]
    fn a_title_breaks_at_its_marks() {
        let title = Style {
            phrases: true,
            ..EM
        };
        assert_eq!(Words::text("一二三四，五六七八", title).lines(60.0), 2.0);
        assert_eq!(Words::text("一二三四，五六七八", title).least(), 50.0);
    }

    #[test]
    fn breaks_of_the_author_count() {
        assert_eq!(Words::html("甲<br>乙<br>丙", EM).lines(100.0), 3.0);
        assert_eq!(Words::html("甲<br>", EM).lines(100.0), 1.0);
    }
}
