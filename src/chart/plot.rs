//! The plot of what happens over periods: where a period and a value stand,
//! what is cut off at the edge, and the periods that are left open.

use super::{
    Mark,
    axis::Area,
    drawing::{Item, Label, base},
    metrics::room,
    range::{Range, Scale},
    setting::Setting,
    token::{Hue, Token},
};

/// Where things stand.
pub(super) struct Plot {
    pub(super) area: Area,
    /// Periods on the horizontal axis.
    pub(super) count: usize,
    pub(super) across: Scale,
    pub(super) up: Scale,
}

/// A period without a value.
pub(super) struct Gap<'a> {
    pub(super) key: &'a str,
    /// The period's name.
    pub(super) label: &'a str,
    pub(super) reason: &'a str,
}

impl Plot {
    /// The plot over `count` periods within `area`; values go by `up`.
    pub(super) fn new(area: Area, count: usize, up: Scale, s: &Setting) -> Self {
        let inset = (s.gap * 1.2).min((area.right - area.left) / 4.0);
        Self {
            area,
            count,
            across: Range::new(0.0, count.max(2) as f64 - 1.0)
                .scale(area.left + inset, area.right - inset),
            up,
        }
    }

    pub(super) fn x(&self, i: usize) -> f64 {
        if self.count < 2 {
            f64::midpoint(self.area.left, self.area.right)
        } else {
            self.across.at(i as f64)
        }
    }

    /// Where the place of a period begins: half-way from the one before; for
    /// the one after the last, the end of the plot.
    pub(super) fn edge(&self, i: usize) -> f64 {
        match i {
            0 => self.area.left,
            i if i >= self.count => self.area.right,
            i => f64::midpoint(self.x(i - 1), self.x(i)),
        }
    }

    /// Half the distance between two periods.
    pub(super) fn half(&self) -> f64 {
        (self.area.right - self.area.left) / self.count.max(2) as f64 / 2.0
    }

    /// Leaves the periods open for which there is a gap; returns the corners
    /// of what is written there.
    pub(super) fn gaps<'a>(
        &self,
        items: &mut Vec<Item>,
        no_data: &str,
        gap: impl Fn(usize) -> Option<Gap<'a>>,
        s: &Setting,
    ) -> Vec<[(f64, f64); 2]> {
        let mut written = Vec::new();
        // Above all gaps, since one may stand on two.
        let mut words = Item::plain();
        let (mut label_end, half) = (f64::NEG_INFINITY, self.half());
        let gaps: Vec<(usize, Gap<'a>)> =
            (0..self.count).filter_map(|i| Some((i, gap(i)?))).collect();
        for (at, (i, gap)) in gaps.iter().enumerate() {
            let reason = if gap.reason.is_empty() {
                no_data
            } else {
                gap.reason
            };
            let mark = Mark {
                key: gap.key.to_owned(),
                reason: reason.to_owned(),
                ..Mark::default()
            };
            let mut item = Item::standard(&mark, gap.label);
            let (from, to) = (
                (self.x(*i) - half).max(self.area.left),
                (self.x(*i) + half).min(self.area.right),
            );
            item.rect(
                (from, self.area.top),
                (to, self.area.bottom),
                Token::fill(Hue::Track),
                s.line,
            );
            if at == 0 || gaps[at - 1].0 + 1 != *i {
                // Once for the whole gap, in its middle, where it is wide enough.
                let long = gaps[at..]
                    .iter()
                    .enumerate()
                    .take_while(|(more, (j, _))| i + more == *j)
                    .count();
                let middle = f64::midpoint(self.x(*i), self.x(i + long - 1));
                let width = room(no_data, s.small, false);
                let left = middle - width / 2.0;
                let fits = width <= (long + 1) as f64 * half * 2.0
                    && left >= self.area.left
                    && left + width <= self.area.right;
                if fits && left >= label_end + s.gap {
                    let y = self.area.bottom - s.lane * 0.6;
                    let text = Label::new(no_data, s.small, Hue::Muted);
                    words.text(text, left, base(y, s.small));
                    let up = s.small * 0.6;
                    written.push([(left, y - up), (left + width, y + up)]);
                    label_end = left + width;
                }
            }
            items.push(item);
        }
        items.push(words);
        written
    }
}

/// The part of a line that lies within the scale's range, in pixels; each end
/// is its x in pixels and its value.
pub(super) fn clip(a: (f64, f64), b: (f64, f64), up: &Scale) -> Option<((f64, f64), (f64, f64))> {
    let range = up.range;
    if a.1.max(b.1) < range.low || a.1.min(b.1) > range.high {
        return None;
    }
    let cross = |p: (f64, f64), q: (f64, f64)| {
        let held = p.1.clamp(range.low, range.high);
        if held == p.1 {
            return (p.0, up.at(p.1));
        }
        // Halved first: the difference of two great numbers stays finite.
        let share = (held / 2.0 - p.1 / 2.0) / (q.1 / 2.0 - p.1 / 2.0);
        (p.0 + (q.0 - p.0) * share.clamp(0.0, 1.0), up.at(held))
    };
    Some((cross(a, b), cross(b, a)))
}
