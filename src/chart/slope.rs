//! The slope: what rose and what fell between two years, a line each; by way
//! of a station between them, where there is one.
//!
//! All lines are grey but for those that the caller sets off; a colour for each
//! of a dozen would have to be looked up.

use super::{
    Kind, Mark, Words,
    declutter::spread,
    dot::{self, Form, Look},
    drawing::{Anchor, Drawing, Item, Label, base},
    metrics::{fit, room, wrap},
    range::{Range, Scale},
    setting::Setting,
    token::{Hue, Token},
};

/// A slope chart.
#[derive(Debug, Clone, Default)]
pub struct Slope {
    /// In any order.
    pub rows: Vec<SlopeRow>,
    /// Above the left end: `2007 年`.
    pub before: String,
    /// Above a station between the ends: `训后`. May be empty.
    pub middle: String,
    /// Above the right end: `2008 年`.
    pub after: String,
    /// The ends of the value axis; none for those of the values.
    pub range: Option<(f64, f64)>,
    /// The fixed words.
    pub words: Words,
}

/// A line of a slope chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SlopeRow {
    /// Its name.
    pub label: String,
    /// The year before; the key is the row's.
    pub before: Mark,
    /// On the way from the one to the other, if anything was measured there.
    pub middle: Option<Mark>,
    /// This year; the same key.
    pub after: Mark,
    /// It is set off from the others.
    pub strong: bool,
}

impl SlopeRow {
    /// Its values, from the left to the right.
    fn marks(&self) -> impl Iterator<Item = &Mark> {
        [Some(&self.before), self.middle.as_ref(), Some(&self.after)]
            .into_iter()
            .flatten()
    }
}

impl Kind for Slope {
    const NAME: &'static str = "slope";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn part(&self, _: std::ops::Range<usize>) -> Self {
        self.clone()
    }
}

/// Labels at one station, those that are set off first.
struct Side<'a> {
    /// The station: 0 at the left, 1 between the ends, 2 at the right.
    station: usize,
    labels: Vec<Told<'a>>,
}

/// The label of a row at a station.
struct Told<'a> {
    /// Where its value is.
    home: f64,
    lines: Vec<String>,
    row: &'a SlopeRow,
    /// The row's place in the chart.
    place: usize,
}

fn lay_out(chart: &Slope, s: &Setting) -> Drawing {
    let values = || {
        let rows = chart.rows.iter();
        rows.flat_map(SlopeRow::marks).filter_map(Mark::number)
    };
    let Some((low, high)) = Range::of(values()) else {
        return s.empty(&chart.words);
    };
    let (low, high) = chart.range.unwrap_or((low, high));
    let lane = lane(s);
    let most = s.width * if s.stacked { 0.42 } else { 0.32 };
    // As high as its names ask for, within reason.
    let lines = |left: bool| -> usize {
        let ends = chart.rows.iter();
        ends.map(|row| lines(row, most, left, s).len()).sum()
    };
    let most_lines = lines(true).max(lines(false)).max(chart.rows.len());
    let wanted = most_lines.min(30) as f64 * lane * 1.1;
    let top = s.line + s.lane * 1.4;
    let bottom = top + wanted.max(s.plot);
    let up = Range::new(low, high).scale(bottom, top);
    let left = side(chart, &up, most, true, s);
    let right = side(chart, &up, most, false, s);
    let widest = |side: &Side| {
        let texts = side.labels.iter();
        let texts = texts.flat_map(|it| it.lines.iter().map(|text| (text, it.row.strong)));
        texts
            .map(|(text, strong)| room(text, s.small, strong))
            .fold(0.0, f64::max)
    };
    let (from, to) = (
        widest(&left) + s.gap * 1.4,
        s.width - widest(&right) - s.gap * 1.4,
    );
    let between = f64::midpoint(from, to);
    let has_middle = chart.rows.iter().any(|row| row.middle.is_some());
    let mut frame = Item::plain();
    let share = s.width / if has_middle { 3.0 } else { 2.0 } - s.gap;
    let header = |text: &str, room: f64| fit(text, s.small, false, room).into_owned();
    let (before, after) = (header(&chart.before, share), header(&chart.after, share));
    // What is wider than the names reaches over the lines.
    let (left_end, right_start) = (
        from.max(room(&before, s.small, false)),
        to.min(s.width - room(&after, s.small, false)),
    );
    let mut stations = vec![
        (from, left_end, before, Anchor::End),
        (to, right_start, after, Anchor::Start),
    ];
    if has_middle {
        let half = (between - left_end).min(right_start - between) - s.gap;
        let text = if half > s.small {
            header(&chart.middle, 2.0 * half)
        } else {
            String::new()
        };
        stations.push((between, between, text, Anchor::Middle));
    }
    for (x, at, text, anchor) in stations {
        let label = Label::new(text, s.small, Hue::Muted).anchor(anchor);
        frame.text(label, at, base(s.line + s.lane / 2.0, s.small));
        frame.path(
            [(x, top - s.gap * 0.5), (x, bottom + s.gap * 0.5)],
            Token::line(Hue::Rule),
            s.line * 0.6,
        );
    }
    let mut items = vec![frame];
    // Those that are set off lie over the others.
    let mut order: Vec<usize> = (0..chart.rows.len()).collect();
    order.sort_by_key(|place| chart.rows[*place].strong);
    let mut marks = vec![[None; 3]; chart.rows.len()];
    for place in order {
        let row = &chart.rows[place];
        marks[place] = draw_row(&mut items, row, &up, [from, between, to], s);
    }
    let bounds = (top - s.small * 0.6, bottom + s.small * 0.6);
    let mut sides = Vec::new();
    if has_middle {
        let beside = beside(chart, &up, to - between - 2.5 * s.gap, s);
        sides.push((beside, between + s.gap, Anchor::Start));
    }
    sides.push((left, from - s.gap, Anchor::End));
    sides.push((right, to + s.gap, Anchor::Start));
    for (side, x, anchor) in sides {
        items.extend(write(side, &marks, bounds, (x, anchor), s));
    }
    Drawing {
        width: s.width,
        height: bottom + s.small * 0.6 + s.gap,
        items,
    }
}

/// A label of one end: the name outside, the value at the line. On a telephone
/// the right end has the value alone, unless there is no left one.
fn lines(row: &SlopeRow, most: f64, left: bool, s: &Setting) -> Vec<String> {
    let mark = if left { &row.before } else { &row.after };
    if mark.number().is_none() {
        return Vec::new();
    }
    let named = left || !s.stacked || row.before.number().is_none();
    let value_width = room(&mark.text, s.small, row.strong) + s.gap * 0.5;
    let free = (most - value_width).max(0.0);
    let mut lines = if named {
        wrap(&row.label, s.small, row.strong, free, 2)
    } else {
        Vec::new()
    };
    if lines.is_empty() {
        lines.push(String::new());
    }
    let first = if left {
        format!("{} {}", lines[0], mark.text)
    } else {
        format!("{} {}", mark.text, lines[0])
    };
    lines[0] = fit(first.trim(), s.small, row.strong, most).into_owned();
    lines.retain(|line| !line.is_empty());
    lines
}

/// The labels of one end.
fn side<'a>(chart: &'a Slope, up: &Scale, most: f64, left: bool, s: &Setting) -> Side<'a> {
    let labels = chart.rows.iter().enumerate().filter_map(|(place, row)| {
        let mark = if left { &row.before } else { &row.after };
        let lines = lines(row, most, left, s);
        let home = up.at(mark.number()?);
        (!lines.is_empty()).then_some(Told {
            home,
            lines,
            row,
            place,
        })
    });
    Side::of(if left { 0 } else { 2 }, labels.collect())
}

/// The numbers beside the station between the ends.
fn beside<'a>(chart: &'a Slope, up: &Scale, most: f64, s: &Setting) -> Side<'a> {
    let labels = chart.rows.iter().enumerate().filter_map(|(place, row)| {
        let mark = row.middle.as_ref()?;
        let text = fit(&mark.text, s.small, row.strong, most).into_owned();
        let home = up.at(mark.number()?);
        (most > s.small && !text.is_empty()).then_some(Told {
            home,
            lines: vec![text],
            row,
            place,
        })
    });
    Side::of(1, labels.collect())
}

impl<'a> Side<'a> {
    fn of(station: usize, mut labels: Vec<Told<'a>>) -> Self {
        labels.sort_by_key(|it| !it.row.strong);
        Self { station, labels }
    }
}

/// Writes the labels of one station, moved apart, each to come with its mark;
/// those not set off are left out first where there is no room for all.
fn write(
    side: Side,
    marks: &[[Option<usize>; 3]],
    (top, bottom): (f64, f64),
    (x, anchor): (f64, Anchor),
    s: &Setting,
) -> Vec<Item> {
    let lane = lane(s);
    let Side {
        station,
        mut labels,
    } = side;
    let mut room = ((bottom - top) / lane).floor().max(0.0) as usize;
    labels.retain(|it| {
        let fits = it.lines.len() <= room;
        room = if fits { room - it.lines.len() } else { 0 };
        fits
    });
    labels.sort_by(|a, b| a.home.total_cmp(&b.home));
    let homes = labels.iter();
    let homes: Vec<(f64, f64)> = homes
        .map(|it| (it.home, lane * it.lines.len() as f64))
        .collect();
    let mut items = Vec::with_capacity(labels.len());
    for (told, middle) in labels.into_iter().zip(spread(&homes, top, bottom)) {
        let mut item = Item::plain();
        item.comes.with = marks[told.place][station];
        // The value stands in the first line.
        let first = middle - lane * (told.lines.len() - 1) as f64 / 2.0;
        let way = if anchor == Anchor::End { -1.0 } else { 1.0 };
        if (told.home - first).abs() > lane * 0.5 {
            let ends = [
                (x - way * s.gap * 0.7, told.home),
                (x - way * s.gap * 0.1, first),
            ];
            item.path(ends, Token::line(Hue::Muted), s.line * 0.5);
        }
        let bold = told.row.strong;
        let hue = if bold { Hue::Ink } else { Hue::Muted };
        for (i, text) in told.lines.into_iter().enumerate() {
            let label = Label {
                bold,
                ..Label::new(text, s.small, hue)
            };
            let y = first + lane * i as f64;
            item.text(label.anchor(anchor), x, base(y, s.small));
        }
        items.push(item);
    }
    items
}

/// The height of a line of a label.
fn lane(s: &Setting) -> f64 {
    s.small * 1.3
}

/// Draws a row, and tells where its marks are among the items: at the left,
/// between the ends, at the right.
fn draw_row(
    items: &mut Vec<Item>,
    row: &SlopeRow,
    up: &Scale,
    [from, between, to]: [f64; 3],
    s: &Setting,
) -> [Option<usize>; 3] {
    let hue = if row.strong { Hue::Accent } else { Hue::Muted };
    let mut stations = vec![(0, &row.before, from)];
    stations.extend(row.middle.iter().map(|it| (1, it, between)));
    stations.push((2, &row.after, to));
    let held = |mark: &Mark| mark.number().filter(|it| up.range.holds(*it));
    for pair in stations.windows(2) {
        let [(_, before, from), (_, after, to)] = pair else {
            continue;
        };
        if let (Some(low), Some(high)) = (held(before), held(after)) {
            let look = Look::of(before.evidence).max(Look::of(after.evidence));
            let mut line = Item::plain().of_row(after);
            line.path(
                [(*from, up.at(low)), (*to, up.at(high))],
                Token::line(hue).dashed(look.dash()),
                s.line * if row.strong { 1.6 } else { 0.8 },
            );
            items.push(line);
        }
    }
    let mut places = [None; 3];
    for (station, mark, x) in stations {
        let mut item = Item::mark(mark, &row.label);
        if let Some(value) = mark.number() {
            let at = (x, up.at(value));
            if up.range.holds(value) {
                let token = dot::paint(mark.evidence, hue);
                dot::dot(&mut item, Form::Disc, at, s.line * 2.0, token, s);
            } else {
                let down = if value > up.range.high { -1.0 } else { 1.0 };
                dot::beyond(&mut item, at, (0.0, down), hue, s);
            }
        }
        places[station] = Some(items.len());
        items.push(item);
    }
    places
}
