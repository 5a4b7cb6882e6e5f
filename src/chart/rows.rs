//! Rows below each other on one value axis: a name, a plot, columns of text at
//! the right. On a telephone name and texts stand above the plot.

use super::{
    Target,
    axis::along,
    drawing::{Anchor, Item, Label, base},
    legend::tick,
    metrics::{fit, room, wrap},
    range::{Range, Scale},
    setting::Setting,
    token::{Dash, Hue, Token},
};
use crate::model::Format;

/// In which order rows are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// As they come.
    #[default]
    Given,
    /// The greatest value at the top, what is missing at the foot.
    HighestFirst,
    /// The least value at the top, what is missing at the foot.
    LowestFirst,
}

impl Order {
    /// The rows in this order; equal ones stay as they came.
    pub(super) fn of<T>(self, rows: &[T], value: impl Fn(&T) -> Option<f64>) -> Vec<&T> {
        let mut sorted: Vec<&T> = rows.iter().collect();
        let sign = match self {
            Self::Given => return sorted,
            Self::HighestFirst => -1.0,
            Self::LowestFirst => 1.0,
        };
        let key = |row: &&T| value(row).map_or(f64::INFINITY, |v| v * sign);
        sorted.sort_by(|a, b| {
            let missing = value(a).is_none().cmp(&value(b).is_none());
            missing.then(key(a).total_cmp(&key(b)))
        });
        sorted
    }
}

/// More rows than this are drawn as thin marks without names.
pub(super) const MOST_NAMED: usize = 150;

/// From one thin row to the next; all of them are about three screens high.
pub(super) fn thin(count: usize, s: &Setting) -> f64 {
    (2000.0 / count.max(1) as f64).clamp(0.1, s.lane * 0.4)
}

/// The widths of columns that need so much and have so much together: what a
/// narrow one leaves is there for the others.
fn shared(needed: &[f64], most: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..needed.len()).collect();
    order.sort_by(|a, b| needed[*a].total_cmp(&needed[*b]));
    let mut widths = vec![0.0; needed.len()];
    let mut left = most;
    for (i, at) in order.iter().enumerate() {
        widths[*at] = needed[*at].min(left / (needed.len() - i) as f64);
        left -= widths[*at];
    }
    widths
}

/// What is written in a row beside its plot.
pub(super) struct RowText<'a> {
    pub(super) name: &'a str,
    /// The name is set in bold.
    pub(super) strong: bool,
    /// One a column, from left to right.
    pub(super) cells: Vec<Cell<'a>>,
}

/// A text at the right of a row.
pub(super) struct Cell<'a> {
    text: &'a str,
    size: f64,
    bold: bool,
    hue: Hue,
}

impl<'a> Cell<'a> {
    /// The number of the row; a dash where there is none.
    pub(super) fn value(text: &'a str, there: bool, s: &Setting) -> Self {
        Self {
            text: if text.trim().is_empty() { "—" } else { text },
            size: s.value,
            bold: true,
            hue: if there { Hue::Ink } else { Hue::Muted },
        }
    }

    /// Something beside it.
    pub(super) fn aside(text: &'a str, s: &Setting) -> Self {
        Self {
            text,
            size: s.small,
            bold: false,
            hue: Hue::Muted,
        }
    }
}

/// The columns that all rows share.
pub(super) struct Columns {
    /// Width of the names.
    names: f64,
    /// Right end and width of each column of text.
    cells: Vec<(f64, f64)>,
    /// Where the plot begins and ends.
    pub(super) left: f64,
    pub(super) right: f64,
}

/// Where a row has come to stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strip {
    /// The middle of its plot.
    pub(super) middle: f64,
    /// The ends of its plot.
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The end of the whole row.
    pub(super) end: f64,
}

impl Columns {
    /// Columns wide enough for these rows and the heads above them, within
    /// bounds; `inset` is kept free at either end of the plot for its marks.
    pub(super) fn of(rows: &[RowText<'_>], heads: &[&str], inset: f64, s: &Setting) -> Self {
        let most = if s.stacked { 0.55 } else { 0.34 } * s.width;
        let needed = (0..heads.len()).map(|i| {
            let cells = rows.iter().filter_map(|row| row.cells.get(i));
            cells
                .map(|cell| room(cell.text, cell.size, cell.bold))
                .fold(room(heads[i], s.small, false), f64::max)
        });
        let needed: Vec<f64> = needed.collect();
        let widest = shared(&needed, most).into_iter();
        let apart = s.gap * if s.stacked { 1.2 } else { 1.6 };
        let mut right = s.width;
        let mut cells = Vec::new();
        for width in widest.rev() {
            cells.push((right, width));
            if width > 0.0 {
                right -= width + apart;
            }
        }
        cells.reverse();
        if s.stacked {
            return Self {
                names: right,
                cells,
                left: inset,
                right: s.width - inset,
            };
        }
        let names = rows
            .iter()
            .map(|row| room(row.name, s.label, row.strong))
            .fold(0.0, f64::max)
            .min(s.width * 0.28);
        let left = if names > 0.0 { names + apart } else { 0.0 };
        Self {
            names,
            cells,
            left: left + inset,
            right: right - inset,
        }
    }

    /// Columns for rows without any text.
    pub(super) fn bare(inset: f64, s: &Setting) -> Self {
        Self {
            names: 0.0,
            cells: Vec::new(),
            left: inset,
            right: s.width - inset,
        }
    }

    /// Writes a row below `top` around a plot of that height.
    pub(super) fn row(
        &self,
        item: &mut Item,
        row: &RowText<'_>,
        top: f64,
        plot: f64,
        s: &Setting,
    ) -> Strip {
        let line = s.label * 1.3;
        let names = wrap(row.name, s.label, row.strong, self.names, 3);
        let names_height = names.len() as f64 * line;
        let cells = row.cells.iter().zip(&self.cells);
        let text = cells
            .map(|(cell, _)| cell.size * 1.3)
            .fold(names_height.min(line), f64::max);
        // Name, plot and texts share a middle; above each other, the texts go
        // with the first line of the name.
        let (strip, first) = if s.stacked {
            let head = text.max(line) / 2.0;
            let strip_top = top + (head + names_height - line / 2.0).max(2.0 * head).max(text);
            let strip_top = if names.is_empty() && text == 0.0 {
                top
            } else {
                strip_top
            };
            let strip = Strip {
                middle: strip_top + plot / 2.0,
                top: strip_top,
                bottom: strip_top + plot,
                end: strip_top + plot,
            };
            (strip, top + head)
        } else {
            let height = plot.max(names_height).max(text);
            let middle = top + height / 2.0;
            let strip = Strip {
                middle,
                top,
                bottom: top + height,
                end: top + height,
            };
            (strip, middle - (names_height - line) / 2.0)
        };
        for (i, name) in names.into_iter().enumerate() {
            let label = Label {
                bold: row.strong,
                ..Label::new(name, s.label, Hue::Ink)
            };
            item.text(label, 0.0, base(first + line * i as f64, s.label));
        }
        let middle = if s.stacked { first } else { strip.middle };
        for (cell, (right, width)) in row.cells.iter().zip(&self.cells) {
            let label = Label {
                bold: cell.bold,
                ..Label::new(
                    fit(cell.text, cell.size, cell.bold, *width),
                    cell.size,
                    cell.hue,
                )
            };
            // Small texts stand on the base line of the large ones.
            item.text(
                label.anchor(Anchor::End),
                *right,
                base(middle, s.value.min(text / 1.3).max(cell.size)),
            );
        }
        strip
    }

    /// Writes the heads of the columns and, at the left, what is measured.
    pub(super) fn heads(
        &self,
        item: &mut Item,
        heads: &[&str],
        unit: &str,
        middle: f64,
        s: &Setting,
    ) {
        let y = base(middle, s.small);
        let mut free = s.width;
        for (head, (right, width)) in heads.iter().zip(&self.cells) {
            if !head.trim().is_empty() {
                free = free.min(right - width - s.gap);
            }
            let label = Label::new(fit(head, s.small, false, *width), s.small, Hue::Muted);
            item.text(label.anchor(Anchor::End), *right, y);
        }
        let unit = fit(unit, s.small, false, free);
        item.text(Label::new(unit, s.small, Hue::Muted), 0.0, y);
    }
}

/// The captions of lines that stand upright in a plot, in lanes above it.
pub(super) struct Captions {
    /// Lane, counted upward, left end and text of each.
    placed: Vec<Option<(usize, f64, String)>>,
    /// How many lanes are used.
    pub(super) lanes: usize,
}

impl Captions {
    /// Gives each standard on the scale a caption between the bounds that touches
    /// no other; none where there is no room.
    pub(super) fn of(
        targets: &[Target],
        scale: &Scale,
        (left, right): (f64, f64),
        s: &Setting,
    ) -> Self {
        const MOST: usize = 4;
        let mut wanted: Vec<(usize, f64, String, f64)> = targets
            .iter()
            .enumerate()
            .filter_map(|(i, target)| {
                let value = target.mark.number()?;
                let sign = match value {
                    v if v > scale.range.high => "→ ",
                    v if v < scale.range.low => "← ",
                    _ => "",
                };
                let text = format!("{sign}{}", target.caption());
                let text = fit(&text, s.small, false, (right - left) * 0.7).into_owned();
                let width = room(&text, s.small, false);
                (!text.trim().is_empty()).then_some((i, scale.at(value), text, width))
            })
            .collect();
        wanted.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut placed = vec![None; targets.len()];
        let mut taken: [Vec<(f64, f64)>; MOST] = std::array::from_fn(|_| Vec::new());
        let homes: Vec<(f64, f64)> = wanted.iter().map(|it| (it.1, it.3)).collect();
        let near = |a: Option<&(f64, f64)>, b: Option<&(f64, f64)>| {
            a.zip(b)
                .is_some_and(|(a, b)| b.0 - a.0 < f64::midpoint(a.1, b.1) + s.gap)
        };
        for (at, (i, x, text, width)) in wanted.into_iter().enumerate() {
            let before = near(at.checked_sub(1).and_then(|p| homes.get(p)), homes.get(at));
            let first = match (before, near(homes.get(at), homes.get(at + 1))) {
                (false, true) => 1.0,
                (true, _) => 0.0,
                (false, false) => 0.5,
            };
            // Beside a line that goes on upward, not under it.
            let shift = s.gap * 0.5 * (1.0 - 2.0 * first);
            let place = (0..MOST).find_map(|lane| {
                let left = (x + shift - width * first).clamp(left, (right - width).max(left));
                let clear = |(a, b): &(f64, f64)| left + width + s.gap <= *a || b + s.gap <= left;
                taken[lane].iter().all(clear).then_some((lane, left))
            });
            if let Some((lane, left)) = place {
                taken[lane].push((left, left + width));
                placed[i] = Some((lane, left, text));
            }
        }
        let lanes = taken.iter().take_while(|lane| !lane.is_empty()).count();
        Self { placed, lanes }
    }

    /// Draws the standards: captions above `top`, lines through the strips.
    pub(super) fn draw(
        self,
        targets: &[Target],
        scale: &Scale,
        top: f64,
        strips: &[(f64, f64)],
        s: &Setting,
    ) -> Vec<Item> {
        let mut items = Vec::new();
        for (target, placed) in targets.iter().zip(self.placed) {
            let mut item = Item::standard(&target.mark, &target.label);
            let Some(value) = target.mark.number() else {
                continue;
            };
            let x = scale.at(value);
            let mut from = top;
            if let Some((lane, left, text)) = placed {
                let middle = top - s.lane * (lane as f64 + 0.5);
                from = if lane > 0 { middle + s.lane * 0.5 } else { top };
                item.text(
                    Label::new(text, s.small, Hue::Ink),
                    left,
                    base(middle, s.small),
                );
            }
            if scale.range.holds(value) {
                let dash = tick(target.mark.evidence).dash;
                for (i, (upper, lower)) in strips.iter().enumerate() {
                    // Between caption and plot stands a name where rows are stacked.
                    let led = i == 0 && !s.stacked;
                    let upper = if led { from.min(*upper) } else { *upper };
                    let token = Token::line(Hue::Ink).dashed(dash);
                    item.path([(x, upper), (x, *lower)], token, s.line * 0.8);
                }
            }
            items.push(item);
        }
        items
    }
}

/// The strips through which lines across all rows are drawn: one for all where
/// names stand beside them, one a row where names stand between.
pub(super) fn strips(rows: &[Strip], s: &Setting) -> Vec<(f64, f64)> {
    match (rows.first(), rows.last()) {
        (Some(first), Some(last)) if !s.stacked => vec![(first.top, last.bottom)],
        _ => rows.iter().map(|row| (row.top, row.bottom)).collect(),
    }
}

/// Draws a value axis that points right: grid lines through the strips, ticks
/// in a lane below `bottom`.
pub(super) fn grid(
    frame: &mut Item,
    scale: &Scale,
    format: &Format,
    strips: &[(f64, f64)],
    bottom: f64,
    s: &Setting,
) {
    let ticks = ticks(scale.range, format, s);
    for (value, _) in &ticks {
        let hue = if *value == 0.0 { Hue::Muted } else { Hue::Rule };
        let x = scale.at(*value);
        for (upper, lower) in strips {
            frame.path([(x, *upper), (x, *lower)], Token::line(hue), s.line * 0.6);
        }
    }
    let middles: Vec<f64> = ticks.iter().map(|(value, _)| scale.at(*value)).collect();
    let texts: Vec<&str> = ticks.iter().map(|(_, text)| text.as_str()).collect();
    // The lane of names along a plot begins a gap below it.
    let bottom = bottom - s.gap * 0.6;
    along(frame, &texts, &|i| middles[i], bottom, s, |_| Hue::Muted);
}

/// The left end of the leftmost name that [`grid`] could write.
pub(super) fn named_from(scale: &Scale, format: &Format, s: &Setting) -> f64 {
    ticks(scale.range, format, s)
        .iter()
        .map(|(value, text)| scale.at(*value) - room(text, s.small, false) / 2.0)
        .fold(s.width, f64::min)
}

fn ticks(range: Range, format: &Format, s: &Setting) -> Vec<(f64, String)> {
    range.ticks(if s.stacked { 3 } else { 5 }, format)
}

/// The height below the plot that [`grid`] takes.
pub(super) fn grid_height(s: &Setting) -> f64 {
    s.gap * 0.4 + s.lane
}

/// The line that leads the eye from a row's name to its marks.
pub(super) fn bed(item: &mut Item, strip: Strip, left: f64, right: f64, s: &Setting) {
    let ends = [(left, strip.middle), (right, strip.middle)];
    item.path(
        ends,
        Token::line(Hue::Rule).dashed(Dash::Dotted),
        s.line * 0.6,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Mark, Size};

    #[test]
    fn what_a_narrow_column_leaves_is_there_for_the_others() {
        assert_eq!(shared(&[30.0, 10.0], 50.0), [30.0, 10.0]);
        assert_eq!(shared(&[60.0, 10.0], 50.0), [40.0, 10.0]);
        assert_eq!(shared(&[60.0, 70.0, 0.0], 50.0), [25.0, 25.0, 0.0]);
    }

    #[test]
    fn what_is_missing_comes_last() {
        fn case(order: Order, expected: &[Option<f64>]) {
            let rows = [Some(2.0), None, Some(-3.0), Some(7.0)];
            let sorted: Vec<_> = order.of(&rows, |v| *v).into_iter().copied().collect();
            assert_eq!(sorted, expected, "{order:?}");
        }
        case(Order::Given, &[Some(2.0), None, Some(-3.0), Some(7.0)]);
        case(
            Order::HighestFirst,
            &[Some(7.0), Some(2.0), Some(-3.0), None],
        );
        case(
            Order::LowestFirst,
            &[Some(-3.0), Some(2.0), Some(7.0), None],
        );
    }

    #[test]
    fn captions_stand_beside_or_above_each_other() {
        fn case(values: &[f64], lanes: &[Option<usize>]) {
            let s = Setting::of(Size::Page);
            let scale = Range::new(0.0, 100.0).scale(0.0, 500.0);
            let target = |value: &f64| Target {
                label: String::new(),
                mark: Mark {
                    value: Some(*value),
                    text: "standard 79".into(),
                    ..Mark::default()
                },
            };
            let targets: Vec<Target> = values.iter().map(target).collect();
            let captions = Captions::of(&targets, &scale, (0.0, 500.0), &s);
            let placed: Vec<_> = captions
                .placed
                .iter()
                .map(|p| p.as_ref().map(|p| p.0))
                .collect();
            assert_eq!(placed, lanes, "{values:?}");
        }
        case(&[50.0], &[Some(0)]);
        case(&[50.0, 52.0], &[Some(0), Some(0)]);
        case(&[50.0, 51.0, 52.0], &[Some(0), Some(0), Some(1)]);
        case(
            &[50.0; 6],
            &[Some(0), Some(0), Some(1), Some(2), Some(3), None],
        );
        case(&[f64::NAN], &[None]);
    }
}
