//! Columns side by side, on a value axis that points up.

use super::{Bar, Column, fill, reason, told, whole, write_head};
use crate::chart::{
    Mark, Series, Target,
    axis::{Area, Rungs, along},
    declutter::spread,
    dot::dot,
    drawing::{Anchor, Drawing, Item, Label, base},
    legend,
    metrics::{fit, room},
    range::{Range, Scale},
    setting::Setting,
    token::{Hue, Token},
};

/// What fits where, decided before anything is drawn.
pub(super) struct Plan {
    left: f64,
    /// Between the middles of two categories.
    pitch: f64,
    /// Width of a bar.
    thick: f64,
    /// Between the middles of the numbers of two bars.
    slot: f64,
    /// Bars side by side in a category.
    bars: usize,
    /// The names below the columns; none where some are left out.
    names: Option<Vec<Vec<String>>>,
    /// Numbers stand on this year's bars, on last year's.
    numbers: [bool; 2],
    /// The size of this year's numbers.
    number: f64,
    /// Parts have their names beside the last column.
    named: bool,
    /// There is an axis with ticks.
    ruled: bool,
    /// The value axis.
    range: Range,
}

impl Plan {
    /// None where columns should lie down.
    pub(super) fn of(chart: &Column, s: &Setting) -> Option<Self> {
        let side = side_texts(chart, s)
            .iter()
            .map(|(_, text)| room(text, s.small, false))
            .fold(0.0, f64::max)
            .min(s.width * 0.26);
        let right = s.width - if side > 0.0 { side + s.gap } else { 0.0 };
        let mut plan = Self::between(chart, 0.0, right, s);
        let range = chart.scale();
        let bare = chart.stacked && chart.totals.is_empty();
        if !plan.numbers[0] || !range.holds(0.0) || bare {
            let left = Rungs::new(range, &chart.format, s).width + s.gap;
            plan = Self {
                ruled: true,
                range,
                ..Self::between(chart, left, right, s)
            };
        }
        let whole = plan.names.is_some() && plan.numbers[0];
        (chart.periods || whole).then_some(plan)
    }

    /// Lays the categories out from `left` to `right`, but not too far apart.
    fn between(chart: &Column, left: f64, right: f64, s: &Setting) -> Self {
        let order = chart.order();
        let bars = if chart.stacked { 1 } else { order.len().max(1) };
        let each = bars as f64;
        let pitch = ((right - left) / chart.count().max(1) as f64).min(s.bar * (4.0 + 3.0 * each));
        let share = if bars > 1 { 0.8 } else { 0.66 };
        let thick = (pitch * share / each).min(s.bar * 3.2);
        let slot = (pitch / each).min(thick + s.gap * if bars > 1 { 1.6 } else { 4.0 });
        let fits = |previous: bool, size: f64| {
            let series = order.iter().filter(|it| it.previous == previous);
            let mut marks: Box<dyn Iterator<Item = &Mark>> = if chart.stacked {
                Box::new(chart.totals.iter())
            } else {
                Box::new(series.flat_map(|it| &it.points))
            };
            marks.all(|mark| room(&mark.text, size, !previous) <= slot - s.gap * 0.1)
        };
        let number = [s.value, s.small]
            .into_iter()
            .find(|size| fits(false, *size));
        Self {
            left,
            pitch,
            thick,
            slot,
            bars,
            names: names(chart, pitch, s),
            numbers: [number.is_some(), number.is_some() && fits(true, s.small)],
            number: number.unwrap_or(s.small),
            named: chart.stacked && !s.stacked && order.len() > 1,
            ruled: false,
            range: chart.bare_scale(),
        }
    }

    fn right(&self, count: usize) -> f64 {
        self.left + self.pitch * count.max(1) as f64
    }

    fn middle(&self, i: usize) -> f64 {
        self.left + self.pitch * (i as f64 + 0.5)
    }

    /// The middle of a bar of a category, and that of its number.
    fn bar(&self, i: usize, place: usize) -> (f64, f64) {
        let place = if self.bars == 1 { 0 } else { place };
        let off = place as f64 - (self.bars as f64 - 1.0) / 2.0;
        let middle = self.middle(i);
        (middle + off * self.thick, middle + off * self.slot)
    }
}

/// The names below the columns, if all fit whole.
fn names(chart: &Column, pitch: f64, s: &Setting) -> Option<Vec<Vec<String>>> {
    let max = pitch - s.gap * 0.6;
    let most = if chart.periods { 1 } else { 2 };
    let mut names = Vec::new();
    for category in &chart.categories {
        names.push(whole(&category.label, s.small, max, most)?);
    }
    Some(names)
}

/// What stands at the right of the plot: names of parts, standards. Each with
/// the value it belongs to.
fn side_texts(chart: &Column, s: &Setting) -> Vec<(f64, String)> {
    const MOST: usize = 16;
    let mut texts = Vec::new();
    if chart.stacked && !s.stacked && chart.series.len() > 1 {
        let order = chart.order();
        let last = (0..chart.count()).rev().map(|i| chart.bars(&order, i));
        let drawn = |bars: &Vec<Bar<'_>>| bars.iter().any(|bar| bar.mark.number().is_some());
        for bar in last.into_iter().find(drawn).unwrap_or_default() {
            let middle = f64::midpoint(bar.from, bar.to);
            texts.push((middle, order[bar.place].label.clone()));
        }
    }
    for line in &chart.lines {
        if let Some(value) = line.mark.number() {
            texts.push((value, line.caption()));
        }
    }
    texts.retain(|(_, text)| !text.trim().is_empty());
    texts.truncate(MOST);
    texts
}

/// What every bar is drawn with.
struct Plot<'a> {
    chart: &'a Column,
    plan: &'a Plan,
    order: Vec<&'a Series>,
    up: Scale,
    s: &'a Setting,
}

pub(super) fn lay_out(chart: &Column, plan: &Plan, s: &Setting) -> Drawing {
    let (count, range) = (chart.count(), plan.range);
    let mut frame = Item::plain();
    let head = write_head(&mut frame, &chart.head(range), s);
    let number = plan.number * 1.3 + s.line;
    let top = head + number + s.line * 2.0;
    let area = Area {
        left: plan.left,
        right: plan.right(count),
        top,
        bottom: top + s.plot,
    };
    let mut rules = Item::plain();
    let up = if plan.ruled {
        Rungs::new(range, &chart.format, s).draw(&mut rules, area, s)
    } else {
        range.scale(area.bottom, area.top)
    };
    let mut items = vec![rules, frame];
    items.extend(chart.lines.iter().map(|line| hairline(line, area, &up, s)));
    let plot = Plot {
        chart,
        plan,
        order: chart.order(),
        up,
        s,
    };
    let shown = plot.shown();
    for i in 0..count {
        for bar in chart.bars(&plot.order, i) {
            let numbered = match &shown {
                Some(shown) => shown.contains(&(bar.place, i)),
                None => plan.numbers[usize::from(plot.order[bar.place].previous)],
            };
            items.push(plot.column(i, &bar, numbered));
        }
        items.extend(chart.total(i).map(|mark| plot.total(i, mark)));
        items.extend(chart.target(i).map(|target| plot.tick(i, target)));
    }
    let mut foot = Item::plain();
    if range.holds(0.0) {
        let y = plot.up.at(0.0);
        let ends = [(area.left, y), (area.right, y)];
        foot.path(ends, Token::line(Hue::Ink), s.line * 0.8);
    }
    let below = range.low < 0.0 || chart.marks().filter_map(Mark::number).any(|it| it < 0.0);
    let mut bottom = area.bottom + if below { number } else { 0.0 };
    bottom += write_names(&mut foot, chart, plan, bottom, s).max(s.small * 0.6);
    side(&mut foot, chart, area, &plot.up, s);
    let below = chart.legend(&mut foot, plan.named, bottom + s.gap, s);
    items.push(foot);
    Drawing {
        width: s.width,
        height: bottom + s.line + if below > 0.0 { below + s.gap } else { 0.0 },
        items,
    }
}

/// Writes the names of the categories below `top` and returns their height.
fn write_names(item: &mut Item, chart: &Column, plan: &Plan, top: f64, s: &Setting) -> f64 {
    let Some(names) = &plan.names else {
        let texts: Vec<&str> = chart
            .categories
            .iter()
            .map(|it| it.label.as_str())
            .collect();
        let last = texts.len().saturating_sub(1);
        along(item, &texts, &|i| plan.middle(i), top, s, |i| {
            if i == last { Hue::Ink } else { Hue::Muted }
        });
        return s.gap + s.lane;
    };
    let line = s.small * 1.25;
    for (i, lines) in names.iter().enumerate() {
        for (j, text) in lines.iter().enumerate() {
            let label = Label::new(text.as_str(), s.small, Hue::Ink).anchor(Anchor::Middle);
            let middle = top + s.gap * 0.6 + line * (j as f64 + 0.5);
            item.text(label, plan.middle(i), base(middle, s.small));
        }
    }
    let most = names.iter().map(Vec::len).max().unwrap_or(0);
    s.gap * 0.6 + line * most as f64
}

/// Names what stands at the right, moved apart where texts would touch.
fn side(item: &mut Item, chart: &Column, area: Area, up: &Scale, s: &Setting) {
    let x = area.right + s.gap;
    let height = s.small * 1.2;
    let mut texts = side_texts(chart, s);
    texts.truncate(((area.bottom - area.top) / height) as usize);
    texts.sort_by(|a, b| b.0.total_cmp(&a.0));
    let homes: Vec<(f64, f64)> = texts.iter().map(|(v, _)| (up.at(*v), height)).collect();
    // Names of categories may reach below it.
    let (top, bottom) = (area.top - s.small * 0.6, area.bottom + s.small * 0.3);
    for ((_, text), middle) in texts.iter().zip(spread(&homes, top, bottom)) {
        let text = fit(text, s.small, false, s.width - x);
        item.text(
            Label::new(text, s.small, Hue::Ink),
            x,
            base(middle, s.small),
        );
    }
}

fn hairline(line: &Target, area: Area, up: &Scale, s: &Setting) -> Item {
    let mut item = Item::standard(&line.mark, &line.label);
    if let Some(value) = line.mark.number().filter(|it| up.range.holds(*it)) {
        let y = up.at(value);
        let token = Token::line(Hue::Ink).dashed(legend::tick(line.mark.evidence).dash);
        item.path([(area.left, y), (area.right, y)], token, s.line * 0.8);
    }
    item
}

/// An arrow head at the end of the axis beyond which `value` lies.
fn arrow(item: &mut Item, x: f64, value: f64, up: &Scale, token: Token, s: &Setting) {
    let way = if value > up.range.high { -1.0 } else { 1.0 };
    let (wing, y) = (s.line * 2.6, up.at(value));
    item.polygon(
        [(x - wing, y), (x, y + way * s.line * 3.2), (x + wing, y)],
        token,
        s.line,
    );
}

impl Plot<'_> {
    /// Reports whether bars may be drawn.
    fn is_from_zero(&self) -> bool {
        self.up.range.holds(0.0)
    }

    /// The outlined tick of a standard over the bars it is for.
    fn tick(&self, i: usize, target: &Target) -> Item {
        let (plan, s) = (self.plan, self.s);
        let mut item = Item::standard(&target.mark, &target.label);
        let Some(value) = target.mark.number() else {
            return item;
        };
        // A standard is for this year.
        let before = self.order.iter().take_while(|it| it.previous).count();
        let half = (plan.thick / 2.0 + s.line * 2.0).min(plan.pitch / 2.0);
        let from = plan.bar(i, before.min(plan.bars - 1)).0 - half;
        let to = plan.bar(i, plan.bars - 1).0 + half;
        if self.up.range.holds(value) {
            let (y, thick) = (self.up.at(value), s.line * 1.3);
            let token = legend::tick(target.mark.evidence);
            item.rect((from, y - thick), (to, y + thick), token, s.line);
        } else {
            let x = f64::midpoint(from, to);
            arrow(&mut item, x, value, &self.up, Token::fill(Hue::Ink), s);
        }
        item
    }

    /// The bars that have a number where not all have one: the last, the
    /// greatest and the least of the first series of this year, as far as they
    /// stand free. None where room decides for a whole series.
    fn shown(&self) -> Option<Vec<(usize, usize)>> {
        let (plan, s) = (self.plan, self.s);
        if plan.numbers[0] || self.chart.stacked {
            return None;
        }
        let place = self.order.iter().position(|it| !it.previous)?;
        let points = &self.order[place].points;
        let there: Vec<(usize, f64)> = points
            .iter()
            .enumerate()
            .filter_map(|(i, mark)| Some((i, mark.number()?)))
            .collect();
        let by = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
        let wanted = [
            there.last(),
            there.iter().max_by(by),
            there.iter().min_by(by),
        ];
        // Standards are named right of the plot.
        let most = if side_texts(self.chart, s).is_empty() {
            s.width
        } else {
            plan.right(self.chart.count())
        };
        let mut taken: Vec<(f64, f64)> = Vec::new();
        let mut kept = Vec::new();
        for (i, value) in wanted.into_iter().flatten().copied() {
            let width = room(&points[i].text, plan.number, true) + s.gap * 0.6;
            let x = plan.bar(i, place).1;
            let (left, right) = (x - width / 2.0, x + width / 2.0);
            let inside = left >= plan.left && right <= most;
            let apart = taken.iter().all(|(a, b)| right <= *a || *b <= left);
            if inside && apart && self.free(i, place, value, (left, right)) {
                taken.push((left, right));
                kept.push((place, i));
            }
        }
        Some(kept)
    }

    /// Reports whether no other bar stands where the number of this one would.
    fn free(&self, i: usize, place: usize, value: f64, (left, right): (f64, f64)) -> bool {
        let (plan, slack) = (self.plan, self.s.line);
        let near = ((right - left) / plan.pitch).ceil() as usize + 1;
        let end = self.up.at(value);
        (i.saturating_sub(near)..(i.saturating_add(near)).min(self.chart.count())).all(|j| {
            self.chart.bars(&self.order, j).iter().all(|bar| {
                let (middle, half) = (plan.bar(j, bar.place).0, plan.thick / 2.0);
                let beside = middle + half <= left || right <= middle - half;
                let to = self.up.at(bar.to);
                let lower = if value < 0.0 {
                    to <= end + slack
                } else {
                    to >= end - slack
                };
                beside || lower || (j, bar.place) == (i, place)
            })
        })
    }

    /// A bar with its number, or the reason why there is none.
    fn column(&self, i: usize, bar: &Bar<'_>, numbered: bool) -> Item {
        let (plan, s, up) = (self.plan, self.s, &self.up);
        let series = self.order[bar.place];
        let mut item = Item::mark(bar.mark, &told(self.chart.name(i), &series.label))
            .of_series(self.chart.nth(series));
        let (x, text_x) = plan.bar(i, bar.place);
        let Some(value) = bar.mark.number() else {
            if !self.chart.stacked && numbered && plan.numbers[0] {
                let text = [reason(bar.mark, &self.chart.words), "—"]
                    .into_iter()
                    .find(|text| room(text, s.small, false) <= plan.slot - s.gap * 0.1)
                    .unwrap_or_default();
                let label = Label::new(text, s.small, Hue::Muted).anchor(Anchor::Middle);
                let floor = up.at(up.range.low.max(0.0).min(up.range.high));
                item.text(label, text_x, base(floor - s.small * 0.8, s.small));
            }
            return item;
        };
        let token = self.chart.paint(&self.order, bar.place, bar.mark.evidence);
        let (from, to) = (up.at(bar.from), up.at(bar.to));
        let ends = (from.min(to), from.max(to));
        let off = !up.range.holds(bar.to);
        let mut away = s.line * 1.5;
        if self.is_from_zero() {
            let half = (plan.thick * 0.47).max(0.05);
            let lower = ends.1.max(ends.0 + s.line);
            fill(&mut item, (x - half, ends.0), (x + half, lower), token, s);
        } else if !off {
            let radius = (plan.thick * 0.3).min(s.bar * 0.34);
            let (form, token) = Column::dot(&self.order, bar.place, bar.mark.evidence);
            dot(&mut item, form, (x, to), radius, token, s);
            away += radius;
        }
        if off {
            arrow(&mut item, x, bar.to, up, token, s);
            away = s.line * 4.7;
        }
        if self.chart.stacked {
            inside(&mut item, &bar.mark.text, (x, plan.thick), ends, token, s);
        } else if numbered {
            let (size, hue) = if series.previous {
                (s.small, Hue::Muted)
            } else {
                (plan.number, Hue::Ink)
            };
            let label = Label {
                bold: !series.previous,
                ..Label::new(bar.mark.text.as_str(), size, hue)
            };
            let way = if value < 0.0 { 1.0 } else { -1.0 };
            // A number does not stand on the tick of a standard.
            let standard = self.chart.target(i).and_then(|it| it.mark.number());
            let standard = standard.filter(|it| !series.previous && up.range.holds(*it));
            let ahead = standard.map_or(f64::NEG_INFINITY, |it| (up.at(it) - to) * way);
            let end = if ahead > -s.line * 3.0 && ahead < away + size * 1.1 {
                to + way * (ahead + s.line * 3.0)
            } else {
                to + way * away
            };
            let middle = end + way * size * 0.55;
            item.text(label.anchor(Anchor::Middle), text_x, base(middle, size));
        }
        item
    }

    /// The total above a column of parts.
    fn total(&self, i: usize, mark: &Mark) -> Item {
        let size = self.plan.number;
        let mut item = Item::mark(mark, self.chart.name(i));
        if self.plan.numbers[0] {
            let bars = self.chart.bars(&self.order, i);
            let high = bars.iter().map(|bar| bar.to).fold(0.0, f64::max);
            let hue = if mark.number().is_some() {
                Hue::Ink
            } else {
                Hue::Muted
            };
            let label = Label::new(mark.text.as_str(), size, hue).bold();
            let y = self.up.at(high) - self.s.line * 1.5 - size * 0.55;
            item.text(
                label.anchor(Anchor::Middle),
                self.plan.middle(i),
                base(y, size),
            );
        }
        item
    }
}

/// Writes a number into a part of a column, where it fits.
fn inside(
    item: &mut Item,
    text: &str,
    (x, thick): (f64, f64),
    (upper, lower): (f64, f64),
    token: Token,
    s: &Setting,
) {
    let wide = room(text, s.small, false) <= thick * 0.94 - s.line * 2.0;
    if wide && lower - upper >= s.small * 1.2 {
        let label = Label::new(text, s.small, legend::on(token.fill)).anchor(Anchor::Middle);
        item.text(label, x, base(f64::midpoint(upper, lower), s.small));
    }
}
