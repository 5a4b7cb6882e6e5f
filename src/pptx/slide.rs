//! A slide and its notes.

use super::{
    Stage,
    design::{self, NOTE, begin, body, number},
    flow::{Item, Picture, Placed, Source, columns, items, place, rooms},
    layout::{BOTTOM, Layout, Place, SIDE, TOP, feet, imprint},
    markup::{Paragraph, Piece, Run, lines_of, plain, read, runs},
    package::{Links, Package},
    text::{Scribe, Style, height, lines, paragraph, run},
    xml::Xml,
};
use crate::compose::view::{PageView, SlideView};

/// Below a title.
const BELOW_TITLE: f64 = 24.0;
/// The most lines of a title above something else.
const TITLE_LINES: f64 = 2.0;

/// What is said on the deck's first slide below its title.
pub(super) struct Imprint<'a> {
    pub(super) subtitle: &'a str,
    pub(super) organisation: &'a str,
    pub(super) as_of: &'a str,
}

/// Adds a slide with its notes to a package.
pub(super) fn add<E>(
    package: &mut Package,
    slide: &SlideView,
    imprint: &Imprint,
    stage: &Stage,
    paint: super::Paint<'_, E>,
) -> Result<(), E> {
    let part = part(slide.number);
    let mut links = Links::default();
    let (shares, mut shown): (Vec<f64>, Vec<_>) = columns(slide)
        .into_iter()
        .map(|(share, blocks)| (share, items(blocks, slide.large, stage)))
        .unzip();
    let layout = layout(slide, &shown);
    links.to("slideLayout", &layout.part());
    let mut writer = Writer {
        xml: begin("p:sld", &[]),
        links: &mut links,
        package,
        stage,
        layout,
        id: 1,
    };
    design::shapes(&mut writer.xml, None, "");
    let below = writer.title(&runs(&slide.title_html));
    if layout == Layout::Title {
        writer.opening(imprint, &mut shown[0]);
    }
    let room = writer.room(below);
    let mut waiting = layout.words(stage.width);
    let rooms = rooms(&shares, room).into_iter();
    let placed = shown.into_iter().zip(rooms);
    for placed in placed.flat_map(|(items, room)| place(items, room)) {
        let holder = waiting.take_if(|_| is_words(&placed.item));
        writer.shape(placed, holder, paint)?;
    }
    writer.feet(slide, imprint);
    let mut xml = writer.xml;
    xml.close().close();
    xml.open("p:clrMapOvr", &[])
        .leaf("a:masterClrMapping", &[])
        .close()
        .close();
    let notes = notes(&slide.notes_html);
    if !notes.is_empty() {
        let own = notes_part(slide.number);
        links.to("notesSlide", &own);
        let mut back = Links::default();
        back.to("notesMaster", design::NOTES);
        back.to("slide", &part);
        let xml = notes_xml(&notes, stage, &mut back);
        package.add(&own, "officedocument.presentationml.notesSlide", xml, &back);
    }
    package.add(
        &part,
        "officedocument.presentationml.slide",
        xml.finish(),
        &links,
    );
    Ok(())
}

/// The part that holds a slide.
pub(super) fn part(number: usize) -> String {
    format!("ppt/slides/slide{number}.xml")
}

fn notes_part(number: usize) -> String {
    format!("ppt/notesSlides/notesSlide{number}.xml")
}

fn is_words(item: &Item) -> bool {
    matches!(item, Item::Words { style, set_apart: false, .. } if style.colour == "tx1")
}

fn layout(slide: &SlideView, shown: &[Vec<(f64, Item)>]) -> Layout {
    match slide.layout {
        "title" => Layout::Title,
        "section" => Layout::Section,
        "statement" => Layout::Statement,
        _ if shown.iter().flatten().any(|it| is_words(&it.1)) => Layout::Content,
        _ if slide.title_html.is_empty() => Layout::Blank,
        _ => Layout::Figure,
    }
}

struct Writer<'a> {
    xml: Xml,
    links: &'a mut Links,
    package: &'a mut Package,
    stage: &'a Stage<'a>,
    layout: Layout,
    id: usize,
}

impl Writer<'_> {
    fn next(&mut self) -> String {
        self.id += 1;
        self.id.to_string()
    }

    /// Writes the title and tells where it ends.
    fn title(&mut self, words: &[Run]) -> f64 {
        if words.is_empty() || self.layout == Layout::Blank {
            return TOP;
        }
        let (given, style, anchor) = self.layout.heading(self.stage.width);
        let is_above = matches!(self.layout, Layout::Content | Layout::Figure);
        let most = if is_above {
            TITLE_LINES * style.line()
        } else {
            given.height
        };
        let mut set = style;
        while set.size > style.size / 2.0 && lines(words, set, given.width) * set.line() > most {
            set.size *= 0.95;
        }
        let mut place = given;
        if is_above {
            place.height = lines(words, set, given.width) * set.line();
        }
        let kind = match self.layout {
            Layout::Title => "ctrTitle",
            _ => "title",
        };
        let own = (place.height > given.height).then_some(place);
        let words = [paragraph(words.to_vec())];
        self.holder(
            "Title",
            &[("type", kind)],
            (own, anchor),
            &words,
            (set, style),
        );
        place.y + place.height
    }

    /// The first slide: what the deck is about, whose it is, and how fresh.
    fn opening(&mut self, imprint: &Imprint, shown: &mut Vec<(f64, Item)>) {
        let Some((_, style)) = self.layout.words(self.stage.width) else {
            return;
        };
        let mut words = Vec::new();
        if !imprint.subtitle.is_empty() {
            words.push(paragraph(vec![run(imprint.subtitle)]));
        }
        shown.retain_mut(|(_, item)| match item {
            Item::Words { paragraphs, .. } => {
                words.append(paragraphs);
                false
            }
            _ => true,
        });
        if !words.is_empty() {
            let kind = [("type", "subTitle"), ("idx", "1")];
            self.holder("Subtitle", &kind, (None, "t"), &words, (style, style));
        }
        let (_, style) = self::imprint(self.stage.width);
        let mut whose = run(imprint.organisation);
        whose.look.bold = true;
        let mut words = vec![whose];
        if !imprint.as_of.is_empty() {
            words.push(run(&format!("\u{2003}{}", imprint.as_of)));
        }
        let kind = [("type", "body"), ("sz", "quarter"), ("idx", "13")];
        let words = [paragraph(words)];
        self.holder("Imprint", &kind, (None, "t"), &words, (style, style));
    }

    /// The room below what ends there.
    fn room(&self, below: f64) -> Place {
        let y = match self.layout {
            Layout::Title => 490.0,
            Layout::Section | Layout::Statement => below + BELOW_TITLE,
            _ if below > TOP => below + BELOW_TITLE,
            _ => TOP,
        };
        Place {
            x: SIDE,
            y,
            width: self.stage.width - 2.0 * SIDE,
            height: (BOTTOM - y).max(1.0),
        }
    }

    fn shape<E>(
        &mut self,
        placed: Placed,
        holder: Option<(Place, Style)>,
        paint: super::Paint<'_, E>,
    ) -> Result<(), E> {
        let Placed { item, place, scale } = placed;
        match item {
            Item::Words {
                paragraphs,
                style,
                set_apart,
            } => match holder {
                Some((given, usual)) => {
                    let style = Style {
                        colour: usual.colour,
                        ..style.times(scale)
                    };
                    // The layout's own room, where the words begin there.
                    let is_usual = (place.y - given.y).abs() < 1.0 && place.height <= given.height;
                    let own = (!is_usual).then_some(place);
                    let kind = [("type", "body"), ("idx", "1")];
                    let kind = if self.layout == Layout::Content {
                        &kind[1..]
                    } else {
                        &kind[..]
                    };
                    self.holder("Text", kind, (own, "t"), &paragraphs, (style, usual));
                }
                None => self.words(&paragraphs, style.times(scale), place, set_apart),
            },
            Item::Table(table) => {
                let id = self.next();
                let name = format!("Table {id}");
                let mut scribe = Scribe {
                    lang: self.stage.lang,
                    links: self.links,
                };
                table.write(&mut self.xml, self.id, &name, (place, scale), &mut scribe);
            }
            Item::Picture(picture) => self.picture(picture, place, paint)?,
        }
        Ok(())
    }

    /// Writes words into a placeholder of the layout.
    fn holder(
        &mut self,
        name: &str,
        kind: &[(&str, &str)],
        (own, anchor): (Option<Place>, &str),
        words: &[Paragraph],
        (style, given): (Style, Style),
    ) {
        let id = self.next();
        let xml = &mut self.xml;
        xml.open("p:sp", &[]).open("p:nvSpPr", &[]);
        xml.leaf("p:cNvPr", &[("id", &id), ("name", &format!("{name} {id}"))]);
        xml.open("p:cNvSpPr", &[])
            .leaf("a:spLocks", &[("noGrp", "1")])
            .close();
        xml.open("p:nvPr", &[]).leaf("p:ph", kind).close().close();
        xml.open("p:spPr", &[]);
        if let Some(place) = own {
            place.write(xml, "a:xfrm");
        }
        xml.close().open("p:txBody", &[]);
        body(xml, anchor);
        xml.leaf("a:lstStyle", &[]);
        let mut scribe = Scribe {
            lang: self.stage.lang,
            links: self.links,
        };
        scribe.paragraphs(xml, words, style, Some(given));
        xml.close().close();
    }

    /// Writes words into a box of their own.
    fn words(&mut self, words: &[Paragraph], style: Style, place: Place, set_apart: bool) {
        let id = self.next();
        let xml = &mut self.xml;
        xml.open("p:sp", &[]).open("p:nvSpPr", &[]);
        xml.leaf("p:cNvPr", &[("id", &id), ("name", &format!("Text {id}"))]);
        xml.leaf("p:cNvSpPr", &[("txBox", "1")])
            .leaf("p:nvPr", &[])
            .close();
        xml.open("p:spPr", &[]);
        place.write(xml, "a:xfrm");
        xml.open("a:prstGeom", &[("prst", "rect")])
            .leaf("a:avLst", &[])
            .close();
        if set_apart {
            xml.open("a:solidFill", &[])
                .leaf("a:schemeClr", &[("val", "bg2")])
                .close();
        } else {
            xml.leaf("a:noFill", &[]);
        }
        xml.close().open("p:txBody", &[]);
        if set_apart {
            let edge = super::text::emu(16.0);
            let edges = ["lIns", "tIns", "rIns", "bIns"].map(|it| (it, edge.as_str()));
            xml.open("a:bodyPr", &edges)
                .leaf("a:noAutofit", &[])
                .close();
        } else {
            body(xml, "t");
        }
        xml.leaf("a:lstStyle", &[]);
        let mut scribe = Scribe {
            lang: self.stage.lang,
            links: self.links,
        };
        scribe.paragraphs(xml, words, style, None);
        xml.close().close();
    }

    fn picture<E>(
        &mut self,
        picture: Picture,
        place: Place,
        paint: super::Paint<'_, E>,
    ) -> Result<(), E> {
        let (pixels, drawing) = match picture.source {
            Source::Drawing(svg) => {
                let pixels = paint(&svg)?;
                let pixels = self.package.picture(pixels, "png");
                (pixels, Some(self.package.picture(svg.into_bytes(), "svg")))
            }
            Source::File(bytes, ending) => (self.package.picture(bytes, ending), None),
        };
        let id = self.next();
        let pixels = self.links.to("image", &pixels);
        let drawing = drawing.map(|it| self.links.to("image", &it));
        let xml = &mut self.xml;
        xml.open("p:pic", &[]).open("p:nvPicPr", &[]);
        let name = format!("Picture {id}");
        xml.leaf(
            "p:cNvPr",
            &[("id", &id), ("name", &name), ("descr", &picture.words)],
        );
        xml.open("p:cNvPicPr", &[])
            .leaf("a:picLocks", &[("noChangeAspect", "1")])
            .close();
        xml.leaf("p:nvPr", &[]).close();
        xml.open("p:blipFill", &[])
            .open("a:blip", &[("r:embed", &pixels)]);
        if let Some(drawing) = drawing {
            xml.open("a:extLst", &[]);
            xml.open(
                "a:ext",
                &[("uri", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}")],
            );
            let space = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
            xml.leaf(
                "asvg:svgBlip",
                &[("xmlns:asvg", space), ("r:embed", &drawing)],
            );
            xml.close().close();
        }
        xml.close()
            .open("a:stretch", &[])
            .leaf("a:fillRect", &[])
            .close()
            .close();
        xml.open("p:spPr", &[]);
        place.write(xml, "a:xfrm");
        xml.open("a:prstGeom", &[("prst", "rect")])
            .leaf("a:avLst", &[])
            .close();
        xml.close().close();
        Ok(())
    }

    /// Whose it is, the section and the date, and the number of the slide.
    fn feet(&mut self, slide: &SlideView, imprint: &Imprint) {
        if self.layout == Layout::Title {
            return;
        }
        let words = [imprint.organisation, &slide.section, imprint.as_of];
        let words: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
        let style = Style {
            colour: if self.layout == Layout::Section {
                "bg1"
            } else {
                "tx2"
            },
            ..Style::SOURCE
        };
        let [left, _] = feet(self.stage.width);
        let foot = paragraph(vec![run(&words.join(" · "))]);
        // One line, whatever it holds.
        let mut set = style;
        while height(std::slice::from_ref(&foot), set, left.width) > left.height && set.size > 9.0 {
            set.size *= 0.95;
        }
        let kind = [("type", "ftr"), ("sz", "quarter"), ("idx", "11")];
        self.holder("Footer", &kind, (None, "ctr"), &[foot], (set, style));
        let id = self.next();
        let xml = &mut self.xml;
        xml.open("p:sp", &[]).open("p:nvSpPr", &[]);
        xml.leaf(
            "p:cNvPr",
            &[("id", &id), ("name", &format!("Slide number {id}"))],
        );
        xml.open("p:cNvSpPr", &[])
            .leaf("a:spLocks", &[("noGrp", "1")])
            .close();
        let kind = [("type", "sldNum"), ("sz", "quarter"), ("idx", "12")];
        xml.open("p:nvPr", &[]).leaf("p:ph", &kind).close().close();
        xml.leaf("p:spPr", &[]).open("p:txBody", &[]);
        xml.leaf("a:bodyPr", &[])
            .leaf("a:lstStyle", &[])
            .open("a:p", &[]);
        number(xml, &slide.number.to_string());
        xml.close().close().close();
    }
}

/// The trainer's notes as paragraphs; a table there is lines of words.
fn notes(html: &str) -> Vec<Paragraph> {
    let mut notes = Vec::new();
    for piece in read(html) {
        match piece {
            Piece::Words(paragraphs) => notes.extend(paragraphs),
            Piece::Table(rows) => notes.extend(lines_of(rows)),
            Piece::Image { alt, .. } => notes.push(paragraph(vec![run(&alt)])),
        }
    }
    notes.retain(|it| !plain(&it.runs).is_empty());
    notes
}

fn notes_xml(notes: &[Paragraph], stage: &Stage, links: &mut Links) -> String {
    let mut xml = begin("p:notes", &[]);
    design::shapes(&mut xml, None, "");
    design::image(&mut xml, 2, stage.width);
    xml.open("p:sp", &[]).open("p:nvSpPr", &[]);
    xml.leaf("p:cNvPr", &[("id", "3"), ("name", "Notes 3")]);
    xml.open("p:cNvSpPr", &[])
        .leaf("a:spLocks", &[("noGrp", "1")])
        .close();
    xml.open("p:nvPr", &[])
        .leaf("p:ph", &[("type", "body"), ("idx", "1")])
        .close()
        .close();
    xml.leaf("p:spPr", &[]).open("p:txBody", &[]);
    xml.leaf("a:bodyPr", &[]).leaf("a:lstStyle", &[]);
    let lang = stage.lang;
    Scribe { lang, links }.paragraphs(&mut xml, notes, NOTE, Some(NOTE));
    xml.close().close().close().close();
    xml.open("p:clrMapOvr", &[])
        .leaf("a:masterClrMapping", &[])
        .close()
        .close();
    xml.finish()
}

/// What the deck's first slide says besides its title.
pub(super) fn imprint_of<'a>(page: &'a PageView, subtitle: &'a str) -> Imprint<'a> {
    Imprint {
        subtitle,
        organisation: &page.site.organisation,
        as_of: page.year.as_ref().map_or("", |it| &it.as_of),
    }
}
