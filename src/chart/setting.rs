//! The sizes that go with what a drawing is made for.

use std::fmt::Write;

use super::{
    Size, Words,
    drawing::{Anchor, Drawing, Item, Label, base},
    metrics::fit,
    svg::number,
    token::{Dash, Hue, Token},
};

/// Sizes in pixels of the view box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// Ends the ids of this size's drawing.
    pub(super) name: &'static str,
    /// Of the drawing.
    pub(super) width: f64,
    /// Names.
    pub(super) label: f64,
    /// Values.
    pub(super) value: f64,
    /// Units, ticks, remarks.
    pub(super) small: f64,
    /// From one line of small text to the next.
    pub(super) lane: f64,
    /// Thickness of a bar.
    pub(super) bar: f64,
    /// Between a bar and its text, between columns.
    pub(super) gap: f64,
    /// Between rows.
    pub(super) between: f64,
    /// Of an outline; hairlines are two thirds of it.
    pub(super) line: f64,
    /// Height of a plot with a vertical axis.
    pub(super) plot: f64,
    /// Names stand above their row instead of beside it.
    pub(super) stacked: bool,
    /// Remarks beside numbers are left out.
    pub(super) brief: bool,
    /// The room at the left and at the right of a plot, where it shares an
    /// axis with the plots beside it; none for what it needs itself. No room at
    /// the left leaves the ticks of the value axis out.
    pub(super) margins: Option<(f64, f64)>,
    /// What is said below a plot.
    pub(super) below: Below,
}

/// What is said below a plot; the rest is said by the drawing beside or below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// The places along its foot, and the legend.
    All,
    /// The places along its foot alone.
    Places,
    /// Neither.
    Nothing,
}

impl Setting {
    pub(super) fn of(size: Size) -> Self {
        match size {
            Size::Page => Self {
                name: "page",
                width: 720.0,
                label: 15.0,
                value: 16.0,
                small: 13.0,
                lane: 18.0,
                bar: 18.0,
                gap: 10.0,
                between: 16.0,
                line: 1.5,
                plot: 240.0,
                stacked: false,
                brief: false,
                margins: None,
                below: Below::All,
            },
            Size::Slide => Self {
                name: "slide",
                width: 1136.0,
                label: 26.0,
                value: 28.0,
                small: 24.0,
                lane: 31.0,
                bar: 30.0,
                gap: 16.0,
                between: 18.0,
                line: 2.4,
                plot: 380.0,
                stacked: false,
                brief: false,
                margins: None,
                below: Below::All,
            },
            Size::Narrow => Self {
                name: "narrow",
                width: 340.0,
                label: 15.0,
                value: 16.0,
                small: 14.0,
                lane: 19.0,
                bar: 16.0,
                gap: 8.0,
                between: 18.0,
                line: 1.5,
                plot: 200.0,
                stacked: true,
                brief: false,
                margins: None,
                below: Below::All,
            },
        }
    }

    /// The same with rows as close as their text allows, and no remarks.
    pub(super) fn tight(self) -> Self {
        Self {
            label: self.small,
            value: self.small,
            lane: self.small * 1.25,
            bar: self.small * 0.9,
            between: self.small * 0.15,
            brief: true,
            ..self
        }
    }

    /// The same with a plot that is lower by `less`, but not by more than half.
    pub(super) fn with_plot(self, less: f64) -> Self {
        Self {
            plot: (self.plot - less).max(self.plot * 0.5),
            ..self
        }
    }

    /// Appends the pattern behind hatched shapes.
    pub(super) fn pattern(&self, out: &mut String, id: &str) {
        let (class, colour) = Hue::Accent.look();
        let side = if self.small > 20.0 { 90 } else { 60 };
        let mut step = String::new();
        number(&mut step, side);
        let mut width = String::new();
        number(&mut width, (self.line * 10.0) as i32);
        let _ = write!(
            out,
            "<defs><pattern id=\"{id}-hatch\" width=\"{step}\" height=\"{step}\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><path d=\"M1 0v{step}\" class=\"s-{class}\" fill=\"none\" \
             stroke=\"{colour}\" stroke-width=\"{width}\"/></pattern></defs>"
        );
    }

    /// The figure in place of a chart that has nothing to show.
    pub(super) fn empty(&self, words: &Words) -> Drawing {
        let height = self.lane * 4.0;
        let mut item = Item::plain();
        let (inset, far) = (self.line, self.width - self.line);
        let outline = Token::line(Hue::Muted).dashed(Dash::Dashed);
        item.rect((inset, inset), (far, height - inset), outline, 1.0);
        let text = fit(
            &words.no_data,
            self.label,
            false,
            self.width - 2.0 * self.gap,
        );
        item.text(
            Label::new(text, self.label, Hue::Muted).anchor(Anchor::Middle),
            self.width / 2.0,
            base(height / 2.0, self.label),
        );
        Drawing {
            width: self.width,
            height,
            items: vec![item],
        }
    }
}
