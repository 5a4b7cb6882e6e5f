//! Small multiples: the same chart for each unit, on one scale, so that what
//! differs is the figures and not the drawing.
//!
//! There is no way to give a panel a scale of its own. Panels within panels are
//! not drawn, since nobody could read them.

use std::ops::Range;

use super::{
    Gives, Kind, Spec, Words,
    drawing::{Drawing, Item, Label, base},
    metrics::fit,
    range,
    setting::{Below, Setting},
    token::Hue,
};

/// Panels of one kind of chart.
#[derive(Debug, Clone, Default)]
pub struct SmallMultiples {
    /// In reading order.
    pub panels: Vec<Panel>,
    /// The ends of the value axis of all panels; none for the range that holds
    /// what each would choose for itself.
    pub range: Option<(f64, f64)>,
    /// The fixed words.
    pub words: Words,
}

/// A chart of small multiples.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Goes to `data-k` of its name; the marks in it have keys of their own.
    pub key: String,
    /// Its name above it: the unit.
    pub label: String,
    /// What it shows.
    pub spec: Box<Spec>,
}

impl Kind for SmallMultiples {
    const NAME: &'static str = "small-multiples";
    const GIVES: Gives = Gives::Plot;

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.panels.len()
    }

    /// Keeps the scale of the whole, so that slides can be compared.
    fn part(&self, rows: Range<usize>) -> Self {
        Self {
            range: shared(self),
            panels: self.panels[rows].to_vec(),
            words: self.words.clone(),
        }
    }
}

/// The value axis of all panels.
fn shared(chart: &SmallMultiples) -> Option<(f64, f64)> {
    let ends = || chart.panels.iter().filter_map(|panel| panel.spec.values());
    chart
        .range
        .or_else(|| range::Range::of(ends().flat_map(|(low, high)| [low, high])))
}

/// Columns and rows, and the room of a plot's sides.
struct Grid {
    columns: usize,
    /// The width of a panel without the ticks at its left.
    width: f64,
    /// The room of the ticks, in the first column alone.
    ticks: f64,
    /// The room right of each plot.
    ends: f64,
    gap: f64,
}

fn lay_out(chart: &SmallMultiples, s: &Setting) -> Drawing {
    if chart.panels.is_empty() {
        return s.empty(&chart.words);
    }
    let range = shared(chart);
    let specs: Vec<Option<Spec>> = chart
        .panels
        .iter()
        .map(|panel| match (&*panel.spec, range) {
            (Spec::SmallMultiples(_), _) => None,
            (spec, Some(range)) => Some(spec.with_range(range)),
            (spec, None) => Some(spec.clone()),
        })
        .collect();
    let grid = grid(&specs, s);
    let count = chart.panels.len();
    let mut items = Vec::new();
    let mut top = 0.0;
    for first in (0..count).step_by(grid.columns) {
        let row = first..(first + grid.columns).min(count);
        let mut high: f64 = 0.0;
        // The ticks stand at the first panel of the row that has an axis.
        let with_axis = |i: &usize| specs[*i].as_ref().is_some_and(|it| it.values().is_some());
        let leads = row.clone().find(with_axis).unwrap_or(first);
        for i in row {
            let column = i - first;
            let left = grid.left(column);
            let own = grid.setting(column, i == leads, i + grid.columns >= count, s);
            let panel = &chart.panels[i];
            let mut name = Item::keyed(&panel.key, &panel.label).of_series(i);
            let text = fit(&panel.label, s.small, true, own.width);
            let label = Label::new(text, s.small, Hue::Ink).bold();
            name.text(label, left, base(top + s.lane / 2.0, s.small));
            items.push(name);
            let drawing = match &specs[i] {
                Some(spec) => spec.lay_out(&own),
                None => own.empty(&chart.words),
            };
            let down = top + s.lane + s.gap * 0.4;
            for mut item in drawing.items {
                item.shift(left, down);
                items.push(item.of_series(i));
            }
            high = high.max(s.lane + s.gap * 0.4 + drawing.height);
        }
        top += high + grid.gap;
    }
    Drawing {
        width: s.width,
        height: top - grid.gap,
        items,
    }
}

/// How many columns there are, and how wide.
fn grid(specs: &[Option<Spec>], s: &Setting) -> Grid {
    let gap = s.gap * 1.8;
    // As many as leave a panel the width of a dozen names, four at most.
    let least = if s.stacked {
        s.label * 9.0
    } else {
        s.label * 11.0
    };
    let fits = |count: &usize| {
        let count = *count as f64;
        (s.width - gap * (count - 1.0)) / count >= least
    };
    let most = (1..=4).rev().find(fits).unwrap_or(1);
    let rows = specs.len().div_ceil(most).max(1);
    let columns = specs.len().div_ceil(rows).clamp(1, most);
    let count = columns as f64;
    let whole = (s.width - gap * (count - 1.0)) / count;
    let probe = Setting {
        width: whole,
        ..panel(s)
    };
    let margins = specs.iter().flatten().map(|spec| spec.margins(&probe));
    let (ticks, ends) = margins.fold((0.0, 0.0), |(ticks, ends): (f64, f64), (left, right)| {
        (ticks.max(left), ends.max(right))
    });
    Grid {
        columns,
        width: (s.width - gap * (count - 1.0) - ticks) / count,
        ticks,
        ends: ends.min(whole * 0.34),
        gap,
    }
}

impl Grid {
    fn left(&self, column: usize) -> f64 {
        let ticks = if column == 0 { 0.0 } else { self.ticks };
        (self.width + self.gap) * column as f64 + ticks
    }

    /// What the panel of a column is made for.
    fn setting(&self, column: usize, leads: bool, last: bool, s: &Setting) -> Setting {
        let extra = if column == 0 { self.ticks } else { 0.0 };
        let ticks = if leads { self.ticks } else { extra };
        Setting {
            width: self.width + extra,
            margins: Some((ticks, self.ends)),
            // The legend once for all, under the first panel of the last row.
            below: match (last, column) {
                (true, 0) => Below::All,
                (true, _) => Below::Places,
                (false, _) => Below::Nothing,
            },
            ..panel(s)
        }
    }
}

/// The sizes of a panel: the text of the drawing it stands in, a lower plot,
/// names above their rows.
fn panel(s: &Setting) -> Setting {
    Setting {
        plot: s.plot * if s.stacked { 0.5 } else { 0.42 },
        label: s.small,
        value: s.small,
        stacked: true,
        ..*s
    }
}
