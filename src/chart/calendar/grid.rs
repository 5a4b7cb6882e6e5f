//! Where days stand: a year as a strip of weeks, or months as blocks.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Calendar, CalendarDay};
use crate::chart::{
    axis::along,
    drawing::{Anchor, Item, Label, base},
    metrics::{fit, room},
    setting::Setting,
    shade,
    token::{Hue, Token},
};

/// The months of a year from the first that has a day to the last.
pub(super) struct Block<'a> {
    year: i16,
    /// The first day of the first month, and the last day of the last one.
    first: Date,
    last: Date,
    pub(super) days: &'a BTreeMap<Date, &'a CalendarDay>,
}

/// A cell's corner, from the corner of its block, and its day.
#[derive(Clone, Copy)]
struct Cell {
    column: f64,
    row: f64,
    date: Date,
}

impl<'a> Block<'a> {
    pub(super) fn new(year: i16, days: &'a BTreeMap<Date, &'a CalendarDay>) -> Option<Self> {
        let (first, last) = (days.keys().next()?, days.keys().next_back()?);
        Some(Self {
            year,
            first: first.first_of_month(),
            last: last.last_of_month(),
            days,
        })
    }

    pub(super) fn months(&self) -> usize {
        (self.last.month() - self.first.month()).unsigned_abs() as usize + 1
    }

    /// Reports whether a day from the first given to the last has no value.
    pub(super) fn open(&self) -> bool {
        let (Some(first), Some(last)) = (self.days.keys().next(), self.days.keys().next_back())
        else {
            return false;
        };
        let span = last.day_of_year() - first.day_of_year() + 1;
        self.days.len() < usize::from(span.unsigned_abs())
            || self.days.values().any(|day| day.mark.number().is_none())
    }

    /// The first days of its months.
    fn month_starts(&self) -> impl Iterator<Item = Date> {
        let year = self.year;
        (self.first.month()..=self.last.month())
            .filter_map(move |month| Date::new(year, month, 1).ok())
    }

    /// The days of a month that are drawn: from the first given to the last.
    fn drawn(&self, month: Date) -> impl Iterator<Item = Date> {
        let first = self.days.keys().next().copied();
        let last = self.days.keys().next_back().copied();
        (1..=month.days_in_month())
            .filter_map(move |day| Date::new(month.year(), month.month(), day).ok())
            .filter(move |date| {
                first.is_none_or(|it| it <= *date) && last.is_none_or(|it| *date <= it)
            })
    }
}

/// The day's row in a week that begins on Monday.
fn weekday(date: Date) -> f64 {
    f64::from(date.weekday().to_monday_zero_offset())
}

/// The week of a day, counted from the one that holds `first`.
fn week(first: Date, date: Date) -> f64 {
    let days = f64::from(date.day_of_year() - first.day_of_year());
    ((days + weekday(first)) / 7.0).floor()
}

/// The outline of a month in weeks that run along `x`, or along `y` where they
/// are rows; in cells.
fn outline(first: Date, month: Date, weeks_down: bool) -> Vec<(f64, f64)> {
    let end = month.last_of_month();
    let (from, to) = (week(first, month), week(first, end));
    let (head, foot) = (weekday(month), weekday(end) + 1.0);
    let corners = [
        (from, 7.0),
        (from, head),
        (from + 1.0, head),
        (from + 1.0, 0.0),
        (to + 1.0, 0.0),
        (to + 1.0, foot),
        (to, foot),
        (to, 7.0),
        (from, 7.0),
    ];
    corners
        .into_iter()
        .map(|(week, day)| if weeks_down { (day, week) } else { (week, day) })
        .collect()
}

/// How the cells of a chart are drawn.
struct Pen<'a> {
    shade: &'a dyn Fn(f64) -> Hue,
    /// Width and height of a cell.
    cell: (f64, f64),
    /// Values stand in the cells.
    values: bool,
    s: &'a Setting,
}

impl Pen<'_> {
    /// Draws the days given as marks, and those between them struck out.
    fn days(
        &self,
        block: &Block,
        cells: impl Iterator<Item = Cell>,
        (x, y): (f64, f64),
        items: &mut Vec<Item>,
    ) {
        let inset = if self.cell.0 > 6.0 {
            self.s.line * 0.5
        } else {
            0.0
        };
        let mut open = Item::plain();
        for cell in cells {
            let from = (
                x + cell.column * self.cell.0 + inset,
                y + cell.row * self.cell.1 + inset,
            );
            let to = (
                from.0 + self.cell.0 - 2.0 * inset,
                from.1 + self.cell.1 - 2.0 * inset,
            );
            let Some(CalendarDay { mark, label, .. }) = block.days.get(&cell.date) else {
                shade::strike(&mut open, from, to, self.s);
                continue;
            };
            let mut item = Item::mark(mark, label);
            match mark.number() {
                None => shade::strike(&mut item, from, to, self.s),
                Some(value) => {
                    let hue = (self.shade)(value);
                    shade::fill(&mut item, from, to, hue, mark.evidence, self.s);
                    if self.values {
                        let (x, y) = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
                        let label = Label::new(mark.text.as_str(), self.s.small, shade::text(hue));
                        item.text(label.anchor(Anchor::Middle), x, base(y, self.s.small));
                    }
                }
            }
            items.push(item);
        }
        items.push(open);
    }
}

/// Draws each year as a strip, a week a column; returns where they end.
pub(super) fn strips(
    chart: &Calendar,
    blocks: &[Block],
    several: bool,
    shade: &dyn Fn(f64) -> Hue,
    s: &Setting,
    items: &mut Vec<Item>,
) -> f64 {
    let weekdays = chart.weekdays.iter().map(|it| room(it, s.small, false));
    let names = weekdays.take(7).fold(0.0, f64::max).min(s.width * 0.1);
    let left = names + s.gap * 0.8;
    let weeks = blocks
        .iter()
        .map(|block| week(block.first, block.last) + 1.0)
        .fold(1.0, f64::max);
    let side = ((s.width - left - s.line) / weeks).min(s.small * 1.7);
    let pen = Pen {
        shade,
        cell: (side, side),
        values: false,
        s,
    };
    let mut top = 0.0;
    for block in blocks {
        let mut frame = Item::plain();
        if several {
            top = year(&mut frame, block, top, s);
        }
        let starts: Vec<Date> = block.month_starts().collect();
        let texts: Vec<&str> = starts
            .iter()
            .map(|month| month_name(chart, *month))
            .collect();
        let middle = |i: usize| {
            let (from, to) = (
                week(block.first, starts[i]),
                week(block.first, starts[i].last_of_month()),
            );
            left + side * (from + to + 1.0) / 2.0
        };
        along(&mut frame, &texts, &middle, top - s.gap, s, |_| Hue::Muted);
        top += s.lane * 1.15;
        let step = (s.lane / side).ceil().max(1.0) as usize;
        for (i, name) in chart.weekdays.iter().take(7).enumerate().step_by(step) {
            let name = fit(name, s.small, false, names);
            let y = top + side * (i as f64 + 0.5);
            frame.text(Label::new(name, s.small, Hue::Muted), 0.0, base(y, s.small));
        }
        items.push(frame);
        let cells = starts
            .iter()
            .flat_map(|month| block.drawn(*month))
            .map(|date| Cell {
                column: week(block.first, date),
                row: weekday(date),
                date,
            });
        pen.days(block, cells, (left, top), items);
        let mut outlines = Item::plain();
        for month in &starts {
            let corners = outline(block.first, *month, false).into_iter();
            let corners = corners.map(|(x, y)| (left + x * side, top + y * side));
            outlines.path(corners, Token::line(Hue::Muted), s.line * 0.7);
        }
        items.push(outlines);
        top += side * 7.0 + s.between;
    }
    top - s.between + s.line
}

/// Writes the year above its block and returns where that begins.
fn year(frame: &mut Item, block: &Block, top: f64, s: &Setting) -> f64 {
    let label = Label::new(block.year.to_string(), s.label, Hue::Ink).bold();
    frame.text(label, 0.0, base(top + s.label * 0.7, s.label));
    top + s.label * 1.6
}

fn month_name(chart: &Calendar, month: Date) -> &str {
    let at = usize::from(month.month().unsigned_abs()) - 1;
    chart.months.get(at).map_or("", String::as_str)
}

/// Months as blocks, side by side as many as fit.
pub(super) struct Blocks<'a> {
    chart: &'a Calendar,
    /// Months beside each other.
    columns: usize,
    /// The width of a month with its dates, and the gap to the next.
    width: f64,
    gap: f64,
    /// The room of the dates at its left.
    dates: f64,
    cell: (f64, f64),
    values: bool,
    s: &'a Setting,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(chart: &'a Calendar, blocks: &[Block], s: &'a Setting) -> Self {
        let most = blocks.iter().map(Block::months).fold(1, usize::max);
        let columns = most.min(if s.stacked { 2 } else { 4 });
        let gap = s.gap * 2.0;
        let dates = room("30", s.small, false) + s.gap * 0.5;
        let width = (s.width + gap) / columns as f64 - gap;
        // Cells are wider than high, since numbers are.
        let wide = ((width - dates - s.line) / 7.0).clamp(1.0, s.small * 3.4);
        let high = wide.clamp(s.lane * 1.1, s.lane * 1.5);
        let mut marks = blocks.iter().flat_map(|block| block.days.values());
        let values = marks.all(|day| {
            let mark = &day.mark;
            mark.number().is_none() || room(&mark.text, s.small, false) + s.line * 3.0 <= wide
        });
        Self {
            chart,
            columns,
            width: dates + wide * 7.0,
            gap,
            dates,
            cell: (wide, high),
            values,
            s,
        }
    }

    /// Draws them and returns where they end.
    pub(super) fn draw(
        &self,
        blocks: &[Block],
        several: bool,
        shade: &dyn Fn(f64) -> Hue,
        items: &mut Vec<Item>,
    ) -> f64 {
        let s = self.s;
        let mut top = 0.0;
        for block in blocks {
            if several {
                let mut frame = Item::plain();
                top = year(&mut frame, block, top, s);
                items.push(frame);
            }
            let starts: Vec<Date> = block.month_starts().collect();
            for months in starts.chunks(self.columns) {
                let mut bottom = top;
                for (i, month) in months.iter().enumerate() {
                    let x = (self.width + self.gap) * i as f64;
                    bottom = self
                        .month(block, *month, (x, top), shade, items)
                        .max(bottom);
                }
                top = bottom + s.between;
            }
        }
        top - s.between + s.line
    }

    /// Draws a month and returns where it ends.
    fn month(
        &self,
        block: &Block,
        month: Date,
        (x, top): (f64, f64),
        shade: &dyn Fn(f64) -> Hue,
        items: &mut Vec<Item>,
    ) -> f64 {
        let (s, (wide, high)) = (self.s, self.cell);
        let left = x + self.dates;
        let mut frame = Item::plain();
        let name = fit(
            month_name(self.chart, month),
            s.label,
            true,
            self.width - self.dates,
        );
        let label = Label::new(name, s.label, Hue::Ink).bold();
        frame.text(label, left, base(top + s.label * 0.7, s.label));
        let mut y = top + s.label * 1.6;
        // All the names of weekdays or none: some of seven would be a riddle.
        let names = || self.chart.weekdays.iter().take(7);
        if names().all(|name| room(name, s.small, false) <= wide) && names().count() == 7 {
            for (i, name) in names().enumerate() {
                let label = Label::new(name.as_str(), s.small, Hue::Muted).anchor(Anchor::Middle);
                frame.text(
                    label,
                    left + wide * (i as f64 + 0.5),
                    base(y + s.lane / 2.0, s.small),
                );
            }
            y += s.lane;
        }
        // Each week begins with the date of its first day.
        let weeks = week(month, month.last_of_month()) as usize;
        for row in 0..=weeks {
            let day = (7.0 * row as f64 - weekday(month)).max(0.0) + 1.0;
            let label = Label::new(format!("{day}"), s.small, Hue::Muted).anchor(Anchor::End);
            let middle = y + high * (row as f64 + 0.5);
            frame.text(label, left - s.gap * 0.4, base(middle, s.small));
        }
        items.push(frame);
        let pen = Pen {
            shade,
            cell: self.cell,
            values: self.values,
            s,
        };
        let cells = block.drawn(month).map(|date| Cell {
            column: weekday(date),
            row: week(month, date),
            date,
        });
        pen.days(block, cells, (left, y), items);
        let mut outlines = Item::plain();
        let corners = outline(month, month, true).into_iter();
        let corners = corners.map(|(across, down)| (left + across * wide, y + down * high));
        outlines.path(corners, Token::line(Hue::Muted), s.line * 0.7);
        items.push(outlines);
        y + high * (weeks + 1) as f64
    }
}
