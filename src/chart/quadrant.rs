//! A plane of two measures, cut into four named parts by a line for each.

use super::{
    Mark, Target,
    axis::{Area, Rungs, across},
    dot::Look,
    drawing::{Anchor, Item, Label, base},
    metrics::{fit, room as width_of},
    place::{Note, Room, Side},
    range::{Range, Scale},
    setting::Setting,
    token::{Hue, Token},
};
use crate::model::Format;

/// An axis of a plane.
#[derive(Debug, Clone)]
pub struct Axis {
    /// What it measures, with its unit: `满意度，分`. May be empty.
    pub label: String,
    /// Its ends; none for round numbers around the values.
    pub range: Option<(f64, f64)>,
    /// How its ticks are printed.
    pub format: Format,
    /// Where the plane is cut across it: the mean or a target, with its name
    /// and text; both are printed.
    pub cut: Option<Target>,
}

/// The names of the four parts of a plane. One that is empty is left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quadrants {
    /// High on the upward axis, low on the other.
    pub top_left: String,
    /// High on both.
    pub top_right: String,
    /// Low on both.
    pub bottom_left: String,
    /// Low on the upward axis, high on the other.
    pub bottom_right: String,
}

/// Where things stand.
pub(super) struct Plane {
    pub(super) area: Area,
    pub(super) across: Scale,
    pub(super) up: Scale,
    /// What is taken of it.
    pub(super) room: Room,
    /// Where the words below it end.
    pub(super) foot: f64,
}

impl Axis {
    /// Its range around the values and its cut.
    fn range(&self, values: impl Iterator<Item = f64>) -> Range {
        if let Some((low, high)) = self.range {
            return Range::new(low, high);
        }
        let cut = self.cut.iter().filter_map(|it| it.mark.number());
        Range::around(values.chain(cut.clone())).clear_of(cut, 4)
    }

    /// Its cut where it lies within the axis.
    fn held(&self, scale: &Scale) -> Option<(&Target, f64)> {
        let cut = self.cut.as_ref()?;
        let value = cut.mark.number().filter(|it| scale.range.holds(*it))?;
        Some((cut, scale.at(value)))
    }
}

impl Plane {
    /// Draws the axes, the cuts and the names of the parts; `points` are
    /// across and up, and the plot ends `right` before the drawing does.
    pub(super) fn new(
        items: &mut Vec<Item>,
        [x, y]: [&Axis; 2],
        names: &Quadrants,
        points: &[(f64, f64)],
        right: f64,
        s: &Setting,
    ) -> Self {
        let rungs = Rungs::new(y.range(points.iter().map(|point| point.1)), &y.format, s);
        let name = |axis: &Axis| fit(&axis.label, s.small, false, s.width - right).into_owned();
        let top = [!y.label.trim().is_empty(), x.cut.is_some()];
        let top = s.small + s.lane * top.into_iter().filter(|it| *it).count() as f64;
        let area = Area {
            left: rungs.width + s.gap,
            right: s.width - right - s.gap,
            top,
            bottom: top + s.plot * 1.3,
        };
        let mut frame = Item::plain();
        let label = Label::new(name(y), s.small, Hue::Muted);
        frame.text(label, 0.0, base(s.lane / 2.0, s.small));
        let range = x.range(points.iter().map(|point| point.0));
        // Long numbers below the plot stay clear of what stands beside it.
        let within = Setting {
            width: (s.width - right + s.gap).min(s.width),
            ..*s
        };
        let across = across(&mut frame, range, &x.format, area, &within);
        let up = rungs.draw(&mut frame, area, s);
        let mut foot = area.bottom + s.gap + s.lane;
        if !x.label.trim().is_empty() {
            let label = Label::new(name(x), s.small, Hue::Muted).anchor(Anchor::End);
            let at = area.right.max(label.room());
            frame.text(label, at, base(foot + s.lane / 2.0, s.small));
            foot += s.lane;
        }
        let mut plane = Self {
            area,
            across,
            up,
            room: Room::new(area),
            foot,
        };
        plane.name(&mut frame, [x, y], names, s);
        items.push(frame);
        for point in points {
            plane.room.mark(plane.at(*point), s.line * 2.6);
        }
        plane.cut(items, [x, y], s);
        plane
    }

    /// Names the parts, each in its outer corner.
    fn name(&mut self, frame: &mut Item, [x, y]: [&Axis; 2], names: &Quadrants, s: &Setting) {
        let area = self.area;
        let Some(((_, x), (_, y))) = x.held(&self.across).zip(y.held(&self.up)) else {
            return;
        };
        let (inset, half) = (s.gap * 0.6, s.small * 0.6);
        for (text, left, top) in [
            (&names.top_left, true, true),
            (&names.top_right, false, true),
            (&names.bottom_left, true, false),
            (&names.bottom_right, false, false),
        ] {
            let most = if left { x - area.left } else { area.right - x };
            let high = if top { y - area.top } else { area.bottom - y };
            let text = fit(text, s.small, true, most - 2.0 * inset);
            if text.trim().is_empty() || high < 2.0 * half + 2.0 * inset {
                continue;
            }
            let width = width_of(&text, s.small, true);
            let from = if left {
                area.left + inset
            } else {
                area.right - inset - width
            };
            let middle = if top {
                area.top + inset + half
            } else {
                area.bottom - inset - half
            };
            self.room
                .take([(from, middle - half), (from + width, middle + half)]);
            let (anchor, at) = if left {
                (Anchor::Start, from)
            } else {
                (Anchor::End, from + width)
            };
            let label = Label::new(text, s.small, Hue::Muted).bold().anchor(anchor);
            frame.text(label, at, base(middle, s.small));
        }
    }

    /// Draws the cuts; the upright one is named above the plot, the level one
    /// at an end of it.
    fn cut(&mut self, items: &mut Vec<Item>, [x, y]: [&Axis; 2], s: &Setting) {
        let area = self.area;
        let line = |cut: &Target, ends: [(f64, f64); 2]| {
            let mut item = Item::standard(&cut.mark, &cut.label);
            let dash = Look::of(cut.mark.evidence).dash();
            item.path(ends, Token::line(Hue::Ink).dashed(dash), s.line * 0.8);
            item
        };
        if let Some((cut, at)) = x.held(&self.across) {
            let ends = [(at, area.top - s.small * 0.3), (at, area.bottom)];
            let mut item = line(cut, ends);
            self.room.line(ends[0], ends[1]);
            // Right of the ticks, the highest of which reaches into this lane.
            let most = s.width - area.left;
            let text = fit(&cut.caption(), s.small, false, most).into_owned();
            let width = width_of(&text, s.small, false);
            let left = (at - width / 2.0).clamp(area.left, (s.width - width).max(area.left));
            let middle = area.top - s.small * 0.3 - s.lane / 2.0;
            item.text(
                Label::new(text, s.small, Hue::Ink),
                left,
                base(middle, s.small),
            );
            items.push(item);
        }
        if let Some((cut, at)) = y.held(&self.up) {
            let ends = [(area.left, at), (area.right, at)];
            let mut item = line(cut, ends);
            let caption = cut.caption();
            let mut write = |x: f64, sides: &[Side]| {
                let note = Note {
                    text: &caption,
                    hue: Hue::Ink,
                    bold: false,
                    most: s.width * 0.4,
                    reach: 0.0,
                    sides,
                    needed: false,
                };
                self.room.write(&mut item, &note, &[(x, at)], s)
            };
            let _ = write(area.right, &[Side::AboveLeft, Side::BelowLeft])
                || write(area.left, &[Side::AboveRight, Side::BelowRight]);
            items.push(item);
        }
    }

    /// Where a point stands.
    pub(super) fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.across.at(x), self.up.at(y))
    }

    /// The way out of the plot, right and down, to a point that is beyond it.
    pub(super) fn outward(&self, (x, y): (f64, f64)) -> Option<(f64, f64)> {
        let way = |value: f64, range: Range| match value {
            v if v > range.high => 1.0,
            v if v < range.low => -1.0,
            _ => 0.0,
        };
        match (way(x, self.across.range), way(y, self.up.range)) {
            (0.0, 0.0) => None,
            (0.0, up) => Some((0.0, -up)),
            (right, _) => Some((right, 0.0)),
        }
    }
}

/// The weaker of two marks: a point is founded no better than either.
pub(super) fn weaker<'a>(a: &'a Mark, b: &'a Mark) -> &'a Mark {
    if Look::of(b.evidence) > Look::of(a.evidence) {
        b
    } else {
        a
    }
}
