//! The calendar: a day a cell, shaded by its value, so that weekends, month
//! ends and incidents can be seen.
//!
//! Weeks begin on Monday. A day of zero has a shade of its own, and a day
//! without a value is struck out: no alert is not no report. On a page a year
//! is one strip with a week a column; on a telephone, and where there are few
//! months, each month is a block of its own.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    Kind, Mark, Words,
    drawing::{Drawing, Item, Label, base},
    legend::{Swatch, key},
    metrics::room,
    setting::Setting,
    shade::{self, Bins},
    token::{Hue, Token},
};
use crate::model::Format;

mod grid;

use grid::{Block, Blocks};

/// Months that are few enough to be blocks of their own on a page.
const FEW: usize = 4;

/// A calendar.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// In any order. Of two on the same day the first is drawn; days between
    /// the first and the last that are not here are missing.
    pub days: Vec<CalendarDay>,
    /// Which years are drawn, counted among those that have days, where they do
    /// not all fit on a slide: the others only fix the bins. None for all.
    pub shown: Option<std::ops::Range<usize>>,
    /// Bounds between the bins, four at most; a value on a bound belongs above
    /// it. Empty for five equal bins between round numbers.
    pub bounds: Vec<f64>,
    /// How the bounds are printed.
    pub format: Format,
    /// Beside the bins: `件`. May be empty.
    pub unit: String,
    /// The twelve months: `1 月`.
    pub months: Vec<String>,
    /// The seven days of a week from Monday: `一`.
    pub weekdays: Vec<String>,
    /// The fixed words.
    pub words: Words,
}

/// A day of a calendar.
#[derive(Debug, Clone)]
pub struct CalendarDay {
    /// When.
    pub date: Date,
    /// The same as readers are told it: `3 月 1 日`.
    pub label: String,
    /// Its value.
    pub mark: Mark,
}

impl Kind for Calendar {
    const NAME: &'static str = "calendar";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        years(&self.days).len()
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        Self {
            shown: Some(rows),
            ..self.clone()
        }
    }
}

/// The days of each year that has any, in order.
fn years(days: &[CalendarDay]) -> BTreeMap<i16, BTreeMap<Date, &CalendarDay>> {
    let mut years: BTreeMap<i16, BTreeMap<Date, &CalendarDay>> = BTreeMap::new();
    for day in days {
        let year = years.entry(day.date.year()).or_default();
        year.entry(day.date).or_insert(day);
    }
    years
}

fn lay_out(chart: &Calendar, s: &Setting) -> Drawing {
    let years = years(&chart.days);
    let all = years.len();
    let shown = chart
        .shown
        .as_ref()
        .map_or(0..all, |it| it.start.min(all)..it.end.min(all));
    let blocks: Vec<Block> = years
        .iter()
        .take(shown.end)
        .skip(shown.start)
        .filter_map(|(year, days)| Block::new(*year, days))
        .collect();
    let marks = || {
        blocks
            .iter()
            .flat_map(|block| block.days.values().map(|day| &day.mark))
    };
    if !marks().any(|mark| mark.number().is_some()) {
        return s.empty(&chart.words);
    }
    let numbers = || chart.days.iter().filter_map(|day| day.mark.number());
    // Zero is apart where it is the least: a day on which nothing happened.
    let zero = numbers().any(|value| value == 0.0) && numbers().all(|value| value >= 0.0);
    let bins = Bins::new(&chart.bounds, numbers(), &chart.format);
    let shade = |value: f64| {
        if zero && value == 0.0 {
            Hue::Track
        } else {
            bins.shade(value)
        }
    };

    let mut items = Vec::with_capacity(chart.days.len() + 8);
    let several = all > 1;
    let apart = s.stacked || blocks.iter().all(|block| block.months() <= FEW);
    let bottom = if apart {
        Blocks::new(chart, &blocks, s).draw(&blocks, several, &shade, &mut items)
    } else {
        grid::strips(chart, &blocks, several, &shade, s, &mut items)
    };

    let mut foot = Item::plain();
    let y = bottom + s.gap * 1.2;
    let mut x = 0.0;
    if zero {
        let text = chart.format.number(0.0);
        let wide = (s.small * 1.6).max(room(&text, s.small, false));
        let (top, end) = (y + s.lane * 0.2, y + s.lane * 0.8);
        foot.rect(
            (0.0, top),
            (wide, end),
            Token::outlined(Hue::Track, Hue::Rule),
            s.line * 0.6,
        );
        let label = Label::new(text, s.small, Hue::Muted);
        let left = (wide - label.room()) / 2.0;
        foot.text(label, left, base(y + s.lane * 1.4, s.small));
        x = wide + s.gap;
    }
    let right = bins.legend(&mut foot, &chart.format, &chart.unit, (x, y), s);
    let mut height = y + s.lane * 2.0;
    let open = blocks.iter().any(Block::open);
    let mut entries = shade::entries(marks(), &chart.words);
    entries.retain(|(swatch, _)| *swatch != Swatch::Void);
    if open {
        entries.push((Swatch::Void, &chart.words.no_data));
    }
    let beside = right + s.gap * 2.5;
    let wide = |word: &str| s.small * 1.5 + s.gap * 3.0 + room(word, s.small, false);
    if beside + entries.iter().map(|(_, word)| wide(word)).sum::<f64>() <= s.width {
        key(&mut foot, &entries, beside, y, s);
    } else {
        height += s.gap * 0.6 + key(&mut foot, &entries, 0.0, height + s.gap * 0.6, s);
    }
    items.push(foot);
    Drawing {
        width: s.width,
        height: height + s.line,
        items,
    }
}
