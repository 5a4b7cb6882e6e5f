//! Words as paragraphs of `DrawingML`, and how much room they take.
//!
//! Lines have a fixed height, so that a slide looks the same whichever font the
//! reader's machine has.

use super::{
    markup::{Kind, Look, Paragraph, Run, Tone, plain},
    package::Links,
    xml::Xml,
};
use crate::chart::text_width;

/// English Metric Units to a pixel of a slide of 720 pixels' height.
const EMU: f64 = 9525.0;
/// Hundredths of a point to such a pixel.
const POINTS: f64 = 75.0;
/// Fonts are now and then wider than reckoned.
const RESERVE: f64 = 1.06;
/// How far an item of a list stands in, in parts of its size.
const INDENT: f64 = 1.5;
/// What is set smaller than its surroundings.
const SMALL: f64 = 0.65;
const UNIT: f64 = 0.4;

/// A length in English Metric Units.
pub(super) fn emu(pixels: f64) -> String {
    format!("{:.0}", pixels * EMU)
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// In pixels.
    pub(super) size: f64,
    /// In parts of the size.
    pub(super) leading: f64,
    /// Between paragraphs, in pixels.
    pub(super) gap: f64,
    /// A colour of the presentation's theme: `tx1`, `tx2`, `bg1`.
    pub(super) colour: &'static str,
    pub(super) bold: bool,
    pub(super) align: &'static str,
}

impl Style {
    /// Words on a slide.
    pub(super) const BODY: Self = Self {
        size: 26.0,
        leading: 1.5,
        gap: 13.0,
        colour: "tx1",
        bold: false,
        align: "l",
    };
    /// What is said of an exhibit.
    pub(super) const CAPTION: Self = Self {
        size: 24.0,
        leading: 1.4,
        gap: 4.0,
        colour: "tx2",
        ..Self::BODY
    };
    /// Where it is from.
    pub(super) const SOURCE: Self = Self {
        size: 16.0,
        leading: 1.4,
        gap: 2.0,
        colour: "tx2",
        ..Self::BODY
    };
    /// Words in a table.
    pub(super) const CELL: Self = Self {
        size: 24.0,
        leading: 1.35,
        gap: 0.0,
        ..Self::BODY
    };

    /// The same in another size.
    pub(super) fn times(self, scale: f64) -> Self {
        Self {
            size: self.size * scale,
            gap: self.gap * scale,
            ..self
        }
    }

    fn of(self, kind: Kind) -> Self {
        match kind {
            Kind::Small => Self {
                colour: if self.colour == "tx1" {
                    "tx2"
                } else {
                    self.colour
                },
                ..self.times(SMALL)
            },
            Kind::Heading => Self { bold: true, ..self },
            Kind::Code => self.times(0.8),
            _ => self,
        }
    }

    /// Reports whether it is set in the font of titles.
    fn is_display(self) -> bool {
        self.bold && self.size >= 40.0
    }

    pub(super) fn line(self) -> f64 {
        self.size * self.leading
    }
}

/// How far the words of a paragraph stand in.
fn indent(kind: Kind, size: f64) -> f64 {
    match kind {
        Kind::Bullet(depth) | Kind::Number(depth, _) | Kind::More(depth) => {
            size * INDENT * (depth + 1) as f64
        }
        Kind::Quote => size * INDENT,
        _ => 0.0,
    }
}

/// The part of its surroundings' size that words are set in.
fn part(look: Look) -> f64 {
    match look {
        Look { raised: true, .. } => 0.67,
        Look { small: true, .. } => UNIT,
        _ => 1.0,
    }
}

/// The width of words on one line.
pub(super) fn width(runs: &[Run], style: Style) -> f64 {
    let mut widest = 0.0_f64;
    let mut line = 0.0;
    for run in runs {
        let size = style.size * part(run.look);
        let heavy = if run.look.bold || style.bold {
            1.05
        } else {
            1.0
        };
        for (i, words) in run.text.split('\n').enumerate() {
            if i > 0 {
                widest = widest.max(line);
                line = 0.0;
            }
            line += text_width(words, size) * RESERVE * heavy;
        }
    }
    widest.max(line)
}

/// The lines that words take in a width.
pub(super) fn lines(runs: &[Run], style: Style, room: f64) -> f64 {
    let mut lines = 0.0;
    let mut rest: &[Run] = runs;
    let mut line: Vec<Run> = Vec::new();
    while let Some((run, more)) = rest.split_first() {
        rest = more;
        let mut parts = run.text.split('\n').peekable();
        while let Some(part) = parts.next() {
            line.push(Run {
                text: part.to_owned(),
                ..run.clone()
            });
            if parts.peek().is_some() {
                lines += filled(&line, style, room);
                line.clear();
            }
        }
    }
    lines + filled(&line, style, room)
}

/// The lines that words without a break fill. Where there are several, a mark
/// that may not begin one takes a letter along from the line before.
fn filled(runs: &[Run], style: Style, room: f64) -> f64 {
    let width = width(runs, style);
    if width <= room + 0.01 {
        return 1.0;
    }
    (width / (room - style.size).max(style.size))
        .ceil()
        .max(2.0)
}

/// The height of paragraphs in a width.
pub(super) fn height(paragraphs: &[Paragraph], style: Style, room: f64) -> f64 {
    let mut height = 0.0;
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let own = style.of(paragraph.kind);
        let room = (room - indent(paragraph.kind, own.size)).max(own.size);
        height += lines(&paragraph.runs, own, room) * own.line();
        if i > 0 {
            height += own.gap;
        }
    }
    height
}

/// Words in one paragraph.
pub(super) fn paragraph(runs: Vec<Run>) -> Paragraph {
    Paragraph {
        kind: Kind::Plain,
        runs,
    }
}

/// A text in one run.
pub(super) fn run(text: &str) -> Run {
    Run {
        text: text.to_owned(),
        ..Run::default()
    }
}

/// A size as `DrawingML` counts it, in half points.
fn size(style: Style) -> String {
    format!("{:.0}", (style.size * POINTS / 50.0).round() * 50.0)
}

fn spacing(xml: &mut Xml, name: &'static str, pixels: f64) {
    let points = format!("{:.0}", pixels * POINTS);
    xml.open(name, &[])
        .leaf("a:spcPts", &[("val", &points)])
        .close();
}

/// Writes the style that the paragraphs of a level have in a placeholder.
pub(super) fn level(xml: &mut Xml, name: &'static str, style: Style, depth: Option<usize>) {
    let left = depth.map_or(0.0, |it| indent(Kind::Bullet(it), style.size));
    let hanging = if depth.is_some() {
        -style.size * INDENT
    } else {
        0.0
    };
    let (left, hanging) = (emu(left), emu(hanging));
    xml.open(
        name,
        &[("marL", &left), ("indent", &hanging), ("algn", style.align)],
    );
    spacing(xml, "a:lnSpc", style.line());
    spacing(xml, "a:spcBef", style.gap);
    if depth.is_some() {
        bullet(xml);
    } else {
        xml.leaf("a:buNone", &[]);
    }
    let bold = if style.bold { "1" } else { "0" };
    xml.open(
        "a:defRPr",
        &[("sz", &size(style)), ("b", bold), ("kern", "1200")],
    );
    xml.open("a:solidFill", &[])
        .leaf("a:schemeClr", &[("val", style.colour)])
        .close();
    let face = if style.is_display() { "mj" } else { "mn" };
    for (name, script) in [("a:latin", "lt"), ("a:ea", "ea"), ("a:cs", "cs")] {
        xml.leaf(name, &[("typeface", &format!("+{face}-{script}"))]);
    }
    xml.close().close();
}

fn bullet(xml: &mut Xml) {
    xml.open("a:buClr", &[])
        .leaf("a:schemeClr", &[("val", "tx2")])
        .close();
    xml.leaf("a:buFont", &[("typeface", "Arial")]);
    xml.leaf("a:buChar", &[("char", "•")]);
}

/// Writes words: in which language, and where their links are kept.
pub(super) struct Scribe<'a> {
    /// `zh-CN`.
    pub(super) lang: &'a str,
    pub(super) links: &'a mut Links,
}

impl Scribe<'_> {
    /// Writes paragraphs as the content of a text body. What they have in
    /// common with the placeholder that they stand in is left to it.
    pub(super) fn paragraphs(
        &mut self,
        xml: &mut Xml,
        paragraphs: &[Paragraph],
        style: Style,
        given: Option<Style>,
    ) {
        if paragraphs.is_empty() {
            xml.open("a:p", &[])
                .leaf("a:endParaRPr", &[("lang", self.lang)])
                .close();
        }
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let place = (given, i == 0);
            self.one(xml, paragraph, style.of(paragraph.kind), place);
        }
    }

    fn one(
        &mut self,
        xml: &mut Xml,
        paragraph: &Paragraph,
        style: Style,
        (given, first): (Option<Style>, bool),
    ) {
        let Paragraph { kind, runs } = paragraph;
        let left = emu(indent(*kind, style.size));
        let hanging = match kind {
            Kind::Bullet(_) | Kind::Number(..) => emu(-style.size * INDENT),
            _ => "0".to_owned(),
        };
        let level = match kind {
            Kind::Bullet(depth) | Kind::Number(depth, _) | Kind::More(depth) => *depth.min(&8),
            _ => 0,
        };
        let level = level.to_string();
        let set = [
            ("marL", &*left),
            ("lvl", &*level),
            ("indent", &*hanging),
            ("algn", style.align),
        ];
        xml.open("a:p", &[]).open("a:pPr", &set);
        if given.is_none_or(|it| it.line() != style.line()) {
            spacing(xml, "a:lnSpc", style.line());
        }
        spacing(xml, "a:spcBef", if first { 0.0 } else { style.gap });
        match kind {
            Kind::Bullet(_) => bullet(xml),
            Kind::Number(_, number) => {
                let start = number.to_string();
                let mut set = vec![("type", "arabicPeriod")];
                if *number != 1 {
                    set.push(("startAt", &start));
                }
                xml.open("a:buClr", &[])
                    .leaf("a:schemeClr", &[("val", "accent1")])
                    .close();
                xml.leaf("a:buFont", &[("typeface", "+mj-lt")]);
                xml.leaf("a:buAutoNum", &set);
            }
            _ => {
                xml.leaf("a:buNone", &[]);
            }
        }
        xml.close();
        for run in runs {
            for (i, part) in run.text.split('\n').enumerate() {
                if i > 0 {
                    xml.open("a:br", &[]);
                    self.look(xml, "a:rPr", run, (style, given));
                    xml.close();
                }
                if !part.is_empty() {
                    xml.open("a:r", &[]);
                    self.look(xml, "a:rPr", run, (style, given));
                    xml.word("a:t", part).close();
                }
            }
        }
        if plain(runs).is_empty() {
            self.look(xml, "a:endParaRPr", &Run::default(), (style, given));
        }
        xml.close();
    }

    fn look(
        &mut self,
        xml: &mut Xml,
        name: &'static str,
        run: &Run,
        (style, given): (Style, Option<Style>),
    ) {
        let Look {
            bold,
            italic,
            code,
            raised,
            small,
            tone,
        } = run.look;
        let style = if small { style.times(UNIT) } else { style };
        // Emphasis of hanzi is weight, never slanted type.
        let slanted = italic && !self.lang.starts_with("zh");
        let bold = bold || style.bold || (italic && !slanted);
        let size = size(style);
        let mut set = vec![("lang", self.lang), ("altLang", "en-US")];
        if given.is_none_or(|it| it.size != style.size) {
            set.push(("sz", &size));
        }
        if bold != given.is_some_and(|it| it.bold) {
            set.push(("b", if bold { "1" } else { "0" }));
        }
        if slanted {
            set.push(("i", "1"));
        }
        if raised {
            set.push(("baseline", "30000"));
        }
        set.push(("dirty", "0"));
        let colour = match tone {
            Tone::Muted if style.colour == "tx1" => "tx2",
            Tone::Plain | Tone::Muted => style.colour,
            Tone::Bad => "accent4",
        };
        xml.open(name, &set);
        if given.is_none_or(|it| it.colour != colour) {
            xml.open("a:solidFill", &[])
                .leaf("a:schemeClr", &[("val", colour)])
                .close();
        }
        if code {
            xml.leaf("a:latin", &[("typeface", "Consolas")]);
        }
        if !run.link.is_empty() {
            let id = self.links.address(&run.link);
            xml.leaf("a:hlinkClick", &[("r:id", &id)]);
        }
        xml.close();
    }
}
