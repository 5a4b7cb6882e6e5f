//! How slides are laid out: where things stand, and how they are set.

use super::{
    text::{Style, emu},
    xml::Xml,
};

/// The margins of a slide and its foot, in pixels.
pub(super) const SIDE: f64 = 72.0;
pub(super) const TOP: f64 = 56.0;
pub(super) const BOTTOM: f64 = 640.0;
pub(super) const HEIGHT: f64 = 720.0;
const FOOT: f64 = 662.0;

/// A rectangle on a slide, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Place {
    /// Writes where a shape stands.
    pub(super) fn write(self, xml: &mut Xml, name: &'static str) {
        xml.open(name, &[]);
        xml.leaf("a:off", &[("x", &emu(self.x)), ("y", &emu(self.y))]);
        xml.leaf(
            "a:ext",
            &[("cx", &emu(self.width)), ("cy", &emu(self.height))],
        );
        xml.close();
    }
}

/// How a slide is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layout {
    Title,
    Section,
    Statement,
    /// Words below the title.
    Content,
    /// A title, and what is placed freely.
    Figure,
    Blank,
}

impl Layout {
    pub(super) const ALL: [Self; 6] = [
        Self::Title,
        Self::Section,
        Self::Statement,
        Self::Content,
        Self::Figure,
        Self::Blank,
    ];

    /// The part that holds it.
    pub(super) fn part(self) -> String {
        format!("ppt/slideLayouts/slideLayout{}.xml", self as usize + 1)
    }

    /// Its kind in the vocabulary of the format, and the word it is called by.
    pub(super) fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Title => ("title", "layout_title"),
            Self::Section => ("secHead", "layout_section"),
            Self::Statement => ("titleOnly", "layout_statement"),
            Self::Content => ("obj", "layout_content"),
            Self::Figure => ("titleOnly", "layout_figure"),
            Self::Blank => ("blank", "layout_blank"),
        }
    }

    /// Where the title stands and how it is set.
    pub(super) fn heading(self, width: f64) -> (Place, Style, &'static str) {
        let place = |y, height| Place {
            x: SIDE,
            y,
            width: width - 2.0 * SIDE,
            height,
        };
        let style = |size: f64, leading| Style {
            size,
            leading,
            gap: 0.0,
            bold: true,
            ..Style::BODY
        };
        match self {
            Self::Title => (place(120.0, 250.0), style(64.0, 1.2), "b"),
            Self::Section => {
                let style = Style {
                    colour: "bg1",
                    ..style(72.0, 1.25)
                };
                (place(140.0, 250.0), style, "b")
            }
            Self::Statement => (place(140.0, 250.0), style(60.0, 1.35), "b"),
            _ => (place(TOP, 55.0), style(44.0, 1.25), "t"),
        }
    }

    /// Where the words below the title stand and how they are set.
    pub(super) fn words(self, width: f64) -> Option<(Place, Style)> {
        let place = |y, height| Place {
            x: SIDE,
            y,
            width: width - 2.0 * SIDE,
            height,
        };
        let style = |colour, size| Style {
            size,
            colour,
            ..Style::BODY
        };
        Some(match self {
            Self::Title => (place(394.0, 90.0), style("tx2", 28.0)),
            Self::Section => (place(414.0, 200.0), style("bg1", 26.0)),
            Self::Statement => (place(414.0, 200.0), style("tx2", 26.0)),
            Self::Content => (place(135.0, BOTTOM - 135.0), Style::BODY),
            Self::Figure | Self::Blank => return None,
        })
    }

    pub(super) fn has_foot(self) -> bool {
        self != Self::Title
    }
}

/// Where the organisation and the date of the data stand on the first slide.
pub(super) fn imprint(width: f64) -> (Place, Style) {
    let place = Place {
        x: SIDE,
        y: 560.0,
        width: width - 2.0 * SIDE,
        height: 60.0,
    };
    let style = Style {
        size: 20.0,
        colour: "tx2",
        ..Style::BODY
    };
    (place, style)
}

/// Where the foot and the number stand.
pub(super) fn feet(width: f64) -> [Place; 2] {
    let foot = |x, width| Place {
        x,
        y: FOOT,
        width,
        height: 30.0,
    };
    [
        foot(SIDE, width - 2.0 * SIDE - 120.0),
        foot(width - SIDE - 120.0, 120.0),
    ]
}

/// The foot's words; the number stands at the right.
pub(super) fn foot_style(align: &'static str) -> Style {
    Style {
        align,
        ..Style::SOURCE
    }
}
