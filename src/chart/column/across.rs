//! Columns lying down: a row a category, for many of them or long names.

use super::{Bar, Column, fill, reason, told, write_head};
use crate::chart::{
    Mark, Series, Target,
    dot::{beyond_across, dot},
    drawing::{Anchor, Drawing, Item, Label, base},
    legend,
    metrics::{fit, room},
    range::{Range, Scale},
    rows::{self, Captions, Columns, MOST_NAMED, RowText, Strip, grid, grid_height},
    setting::Setting,
    token::{Hue, Token},
};

/// What every row is drawn with.
struct Plot<'a> {
    chart: &'a Column,
    order: Vec<&'a Series>,
    scale: Scale,
    /// Where names end.
    left: f64,
    named: bool,
    s: &'a Setting,
}

/// How a bar lies in its row.
#[derive(Clone, Copy)]
struct Lane {
    middle: f64,
    thick: f64,
}

pub(super) fn lay_out(chart: &Column, s: &Setting) -> Drawing {
    let count = chart.count();
    let named = count <= MOST_NAMED;
    let mut range = chart.bare_scale();
    let bare = chart.stacked && chart.totals.is_empty();
    let ruled = !named || bare || !range.holds(0.0);
    if ruled {
        range = chart.scale();
    }
    let texts: Vec<RowText<'_>> = (0..if named { count } else { 0 })
        .map(|i| RowText {
            name: chart.name(i),
            strong: false,
            cells: Vec::new(),
        })
        .collect();
    let columns = if named {
        Columns::of(&texts, &[], 0.0, s)
    } else {
        Columns::bare(s.line, s)
    };
    let order = chart.order();
    let (before, after) = if named {
        margins(chart, range, columns.right - columns.left, s)
    } else {
        (s.gap, s.gap)
    };
    let scale = range.scale(columns.left + before, columns.right - after);
    let bounds = (columns.left, columns.right);
    let captions = Captions::of(&chart.lines, &scale, bounds, s);

    let mut frame = Item::plain();
    let mut top = s.line + write_head(&mut frame, &chart.head(range), s);
    top += s.lane * captions.lanes as f64;
    let plot_top = top;
    top += s.gap * 0.4;
    let plot = Plot {
        chart,
        order,
        scale,
        left: columns.left,
        named,
        s,
    };
    let mut marks = Vec::with_capacity(count * plot.order.len());
    let mut placed = Vec::with_capacity(if named { count } else { 1 });
    if named {
        let lanes = plot.lanes();
        let height: f64 = lanes.iter().sum();
        for (i, text) in texts.iter().enumerate() {
            let strip = columns.row(&mut frame, text, top, height, s);
            plot.row(&mut marks, i, strip.middle - height / 2.0, &lanes);
            placed.push(strip);
            top = strip.end + s.between * 0.6;
        }
        top -= s.between * 0.6;
    } else {
        let pitch = rows::thin(count, s);
        let from = top;
        let each = if chart.stacked {
            1
        } else {
            plot.order.len().max(1)
        };
        let lanes = vec![pitch * 0.9 / each as f64; each];
        for i in 0..count {
            plot.row(&mut marks, i, top, &lanes);
            top += pitch;
        }
        top += s.line;
        placed.push(Strip {
            middle: from,
            top: from,
            bottom: top,
            end: top,
        });
    }
    let strips = rows::strips(&placed, s);
    let mut under = Item::plain();
    if ruled {
        let foot = top + s.gap * 0.4;
        grid(&mut under, &plot.scale, &chart.format, &strips, foot, s);
        top = foot + grid_height(s);
    }
    let mut items = vec![under, frame];
    items.extend(captions.draw(&chart.lines, &plot.scale, plot_top, &strips, s));
    items.extend(marks);
    let mut foot = Item::plain();
    if range.holds(0.0) {
        let x = plot.scale.at(0.0);
        for (upper, lower) in &strips {
            let ends = [(x, *upper), (x, *lower)];
            foot.path(ends, Token::line(Hue::Ink), s.line * 0.8);
        }
    }
    let below = chart.legend(&mut foot, false, top + s.gap, s);
    items.push(foot);
    Drawing {
        width: s.width,
        height: top + s.line + if below > 0.0 { below + s.gap } else { 0.0 },
        items,
    }
}

/// The room that numbers need left and right of the bars.
fn margins(chart: &Column, range: Range, width: f64, s: &Setting) -> (f64, f64) {
    let marks = if chart.stacked {
        Box::new(chart.totals.iter()) as Box<dyn Iterator<Item = &Mark>>
    } else {
        Box::new(chart.marks())
    };
    let (mut before, mut after) = (0.0_f64, 0.0_f64);
    for mark in marks {
        let wide = room(&mark.text, s.value, true);
        match mark.number() {
            Some(value) if value < 0.0 && range.holds(0.0) && !chart.stacked => {
                before = before.max(wide);
            }
            _ => after = after.max(wide),
        }
    }
    let low = range.low < 0.0 || before > 0.0;
    let most = width * 0.3;
    let before = if low { before + s.gap } else { s.line };
    let before = if range.holds(0.0) { before } else { s.gap };
    (before.min(most), (after + s.gap * 1.6).min(most))
}

impl Plot<'_> {
    /// Reports whether bars may be drawn.
    fn is_from_zero(&self) -> bool {
        self.scale.range.holds(0.0)
    }

    /// The heights of the bars of a row with their numbers, from the top.
    fn lanes(&self) -> Vec<f64> {
        let s = self.s;
        if self.chart.stacked {
            return vec![s.bar.max(s.small * 1.3)];
        }
        let current = self.order.iter().filter(|it| !it.previous).count();
        let main = if current > 1 {
            s.small * 1.25
        } else {
            s.value * 1.2
        };
        let height = |series: &&Series| if series.previous { s.small * 1.1 } else { main };
        let of = |previous| self.order.iter().filter(move |it| it.previous == previous);
        of(false).chain(of(true)).map(height).collect()
    }

    /// Draws a row whose bars begin at `top`.
    fn row(&self, items: &mut Vec<Item>, i: usize, top: f64, lanes: &[f64]) {
        let mut this_year: Option<(f64, f64)> = None;
        for bar in self.chart.bars(&self.order, i) {
            let place = if self.chart.stacked {
                0
            } else {
                self.drawn_at(bar.place)
            };
            let start = top + lanes[..place].iter().sum::<f64>();
            let height = lanes[place];
            let previous = self.order[bar.place].previous && !self.chart.stacked;
            let lane = Lane {
                middle: start + height / 2.0,
                thick: match (self.named, previous) {
                    (true, true) => height * 0.5,
                    (true, false) => height * 0.8,
                    (false, _) => height,
                },
            };
            if !previous {
                let (from, to) = (
                    lane.middle - lane.thick / 2.0,
                    lane.middle + lane.thick / 2.0,
                );
                this_year = Some(this_year.map_or((from, to), |(a, b)| (a.min(from), b.max(to))));
            }
            items.push(self.bar(i, &bar, lane));
        }
        if let Some(mark) = self.chart.total(i) {
            items.push(self.total(i, mark, top + lanes[0] / 2.0));
        }
        if let Some(target) = self.chart.target(i) {
            items.push(self.tick(
                target,
                this_year.unwrap_or((top, top + lanes.iter().sum::<f64>())),
            ));
        }
    }

    /// Rows are read from the top: this year comes first there.
    fn drawn_at(&self, place: usize) -> usize {
        let before = self.order.iter().take_while(|it| it.previous).count();
        let current = self.order.len() - before;
        if place < before {
            current + place
        } else {
            place - before
        }
    }

    fn bar(&self, i: usize, bar: &Bar<'_>, lane: Lane) -> Item {
        let (s, scale) = (self.s, &self.scale);
        let series = self.order[bar.place];
        let previous = series.previous && !self.chart.stacked;
        let mut item = Item::mark(bar.mark, &told(self.chart.name(i), &series.label))
            .of_series(self.chart.nth(series));
        let floor = scale.at(0.0);
        let Some(value) = bar.mark.number() else {
            if self.named && !self.chart.stacked && !previous {
                let left = floor + s.gap * 0.6;
                let text = reason(bar.mark, &self.chart.words);
                let text = fit(text, s.small, false, s.width - left);
                let label = Label::new(text, s.small, Hue::Muted);
                item.text(label, left, base(lane.middle, s.small));
            }
            return item;
        };
        let token = self.chart.paint(&self.order, bar.place, bar.mark.evidence);
        let (from, to) = (scale.at(bar.from), scale.at(bar.to));
        let (left, right) = (from.min(to), from.max(to));
        let half = lane.thick / 2.0;
        let off = !scale.range.holds(bar.to);
        let mut away = s.gap * 0.6;
        if self.is_from_zero() {
            let (upper, lower) = (lane.middle - half.max(0.05), lane.middle + half.max(0.05));
            let right = right.max(left + s.line);
            fill(&mut item, (left, upper), (right, lower), token, s);
        } else if !off {
            let radius = half.min(s.bar * 0.34);
            let (form, token) = Column::dot(&self.order, bar.place, bar.mark.evidence);
            dot(&mut item, form, (to, lane.middle), radius, token, s);
            away += radius;
        }
        if off && self.named {
            let way = if bar.to > scale.range.high { 1.0 } else { -1.0 };
            let tip = to + way * s.line * 3.2;
            let y = lane.middle;
            item.polygon([(to, y - half), (tip, y), (to, y + half)], token, s.line);
            away += s.line * 3.2;
        }
        if !self.named {
            return item;
        }
        if self.chart.stacked {
            let wide = room(&bar.mark.text, s.small, false) <= right - left - s.line * 3.0;
            if wide && lane.thick >= s.small {
                let hue = legend::on(token.fill);
                let label = Label::new(bar.mark.text.as_str(), s.small, hue).anchor(Anchor::Middle);
                item.text(
                    label,
                    f64::midpoint(left, right),
                    base(lane.middle, s.small),
                );
            }
            return item;
        }
        let alone = self.order.iter().filter(|it| !it.previous).count() == 1;
        let (size, hue) = match (previous, alone) {
            (true, _) => (s.small, Hue::Muted),
            (false, true) => (s.value, Hue::Ink),
            (false, false) => (s.small, Hue::Ink),
        };
        let back = value < 0.0 && self.is_from_zero();
        let mut end = if back { to - away } else { to + away };
        // A number does not stand on the tick of a standard.
        let standard = self.chart.target(i).and_then(|it| it.mark.number());
        if let Some(at) = standard.filter(|it| !previous && scale.range.holds(*it)) {
            let (x, wide) = (scale.at(at), room(&bar.mark.text, size, !previous));
            let ahead = if back { end - x } else { x - end };
            if ahead > -s.line * 3.0 && ahead < wide + s.gap {
                end = if back { x - s.gap } else { x + s.gap };
            }
        }
        let most = if back { end - self.left } else { s.width - end };
        let label = Label {
            bold: !previous,
            ..Label::new(fit(&bar.mark.text, size, !previous, most), size, hue)
        };
        let anchor = if back { Anchor::End } else { Anchor::Start };
        item.text(label.anchor(anchor), end, base(lane.middle, size));
        item
    }

    fn total(&self, i: usize, mark: &Mark, middle: f64) -> Item {
        let s = self.s;
        let mut item = Item::mark(mark, self.chart.name(i));
        if self.named {
            let bars = self.chart.bars(&self.order, i);
            let high = bars.iter().map(|bar| bar.to).fold(0.0, f64::max);
            let left = self.scale.at(high) + s.gap * 0.6;
            let hue = if mark.number().is_some() {
                Hue::Ink
            } else {
                Hue::Muted
            };
            let text = fit(&mark.text, s.value, true, s.width - left);
            let label = Label::new(text, s.value, hue).bold();
            item.text(label, left, base(middle, s.value));
        }
        item
    }

    /// The outlined tick of a standard across this year's bars.
    fn tick(&self, target: &Target, (upper, lower): (f64, f64)) -> Item {
        let (s, scale) = (self.s, &self.scale);
        let mut item = Item::standard(&target.mark, &target.label);
        if let Some(value) = target.mark.number() {
            let (x, over) = (scale.at(value), if self.named { s.line * 1.5 } else { 0.0 });
            if scale.range.holds(value) {
                let half = s.line * 1.3;
                let token = legend::tick(target.mark.evidence);
                item.rect(
                    (x - half, upper - over),
                    (x + half, lower + over),
                    token,
                    s.line,
                );
            } else {
                let at = (f64::midpoint(upper, lower), (lower - upper) * 0.4);
                beyond_across(&mut item, value, scale, at, Token::fill(Hue::Ink), s);
            }
        }
        item
    }
}
