//! The column chart: values of categories side by side, this year beside last,
//! or parts on top of each other.
//!
//! Bars start at zero; where a given range leaves zero out, dots take their
//! place and a note says so. Columns lie down and become rows where names or
//! numbers would not fit below and on them. There is no second axis, and where
//! every bar has its number there is none at all.

use super::{
    Gives, Kind, Mark, Point, Series, Target, Words,
    dot::{Form, paint},
    drawing::{Drawing, Item, Label, base},
    legend::{self, Swatch, legend},
    metrics::{fit, room, wrap},
    range::Range,
    setting::Setting,
    token::{Dash, Hue, Token},
};
use crate::model::{Evidence, Format};

mod across;
mod upright;

/// A column chart.
#[derive(Debug, Clone)]
pub struct Column {
    /// From left to right, or from top to bottom.
    pub categories: Vec<Point>,
    /// The categories are periods: they stay side by side however many they
    /// are, and some of their names and numbers are left out.
    pub periods: bool,
    /// The columns of a category, last year's first however they come. Up to
    /// five of this year are told apart.
    pub series: Vec<Series>,
    /// The series are parts of one column. `previous` is then not looked at.
    pub stacked: bool,
    /// What the parts of a category add up to, one a category, if they are
    /// stacked; may be empty.
    pub totals: Vec<Mark>,
    /// A standard a category, drawn as a tick; may be empty.
    pub targets: Vec<Option<Target>>,
    /// Standards for all categories, drawn as hairlines.
    pub lines: Vec<Target>,
    /// The ends of the value axis; none for zero to a round number. Not looked
    /// at where parts are stacked.
    pub range: Option<(f64, f64)>,
    /// Above the value axis: `件/万客户`. May be empty.
    pub unit: String,
    /// How ticks of the value axis are printed.
    pub format: Format,
    /// Said where the axis leaves zero out: `纵轴不从零开始`.
    pub note: String,
    /// The fixed words.
    pub words: Words,
}

impl Kind for Column {
    const NAME: &'static str = "column";
    const GIVES: Gives = Gives::Both;

    fn lay_out(&self, s: &Setting) -> Drawing {
        if !self.marks().any(|mark| mark.number().is_some()) {
            return s.empty(&self.words);
        }
        match upright::Plan::of(self, s) {
            Some(plan) => upright::lay_out(self, &plan, s),
            None => across::lay_out(self, s),
        }
    }

    fn rows(&self) -> usize {
        self.count()
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        fn cut<T: Clone>(all: &[T], rows: &std::ops::Range<usize>) -> Vec<T> {
            let end = rows.end.min(all.len());
            all[rows.start.min(end)..end].to_vec()
        }
        let range = self.scale();
        let series = self.series.iter().map(|series| Series {
            points: cut(&series.points, &rows),
            ..series.clone()
        });
        Self {
            categories: cut(&self.categories, &rows),
            series: series.collect(),
            totals: cut(&self.totals, &rows),
            targets: cut(&self.targets, &rows),
            range: Some((range.low, range.high)),
            ..self.clone()
        }
    }
}

/// A bar: its place among the bars of its category, and its ends.
struct Bar<'a> {
    /// Which of [`Column::order`] it belongs to.
    place: usize,
    mark: &'a Mark,
    from: f64,
    to: f64,
}

impl Column {
    /// How many categories there are, named or not.
    fn count(&self) -> usize {
        let points = self.series.iter().map(|series| series.points.len());
        points.fold(self.categories.len(), usize::max)
    }

    fn name(&self, i: usize) -> &str {
        self.categories.get(i).map_or("", |it| it.label.as_str())
    }

    fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.series.iter().flat_map(|series| &series.points)
    }

    /// The series as they are drawn: last year's before this year's.
    fn order(&self) -> Vec<&Series> {
        let before = |previous| self.series.iter().filter(move |it| it.previous == previous);
        if self.stacked {
            self.series.iter().collect()
        } else {
            before(true).chain(before(false)).collect()
        }
    }

    /// Which series it is, in the author's order.
    fn nth(&self, series: &Series) -> usize {
        let found = self.series.iter().position(|it| std::ptr::eq(it, series));
        found.unwrap_or_default()
    }

    /// The values of a category in the order of `series`, with where they are drawn.
    fn bars<'a>(&self, series: &[&'a Series], i: usize) -> Vec<Bar<'a>> {
        let (mut up, mut down) = (0.0, 0.0);
        let marks = series.iter().enumerate();
        marks
            .filter_map(|(place, series)| Some((place, series.points.get(i)?)))
            .map(|(place, mark)| {
                let value = mark.number().unwrap_or(0.0);
                let end = if value < 0.0 { &mut down } else { &mut up };
                let from = if self.stacked { *end } else { 0.0 };
                *end = from + value;
                Bar {
                    place,
                    mark,
                    from,
                    to: *end,
                }
            })
            .collect()
    }

    /// The ends of the value axis that are asked for; stacked parts need zero.
    fn asked(&self) -> Option<Range> {
        let (low, high) = self.range?;
        let range = Range::new(low, high);
        (!self.stacked || range.holds(0.0)).then_some(range)
    }

    /// All that has to find a place on the value axis.
    fn ends(&self) -> Vec<f64> {
        let order = self.order();
        let bars = (0..self.count()).flat_map(|i| self.bars(&order, i));
        let targets = self.targets.iter().flatten().chain(&self.lines);
        bars.filter(|bar| bar.mark.number().is_some())
            .map(|bar| bar.to)
            .chain(targets.filter_map(|it| it.mark.number()))
            .collect()
    }

    /// The value axis, its ends round. It holds zero wherever it may.
    fn scale(&self) -> Range {
        self.asked()
            .unwrap_or_else(|| Range::from_zero(self.ends()))
    }

    /// The same where no ticks are drawn: from the least to the greatest.
    fn bare_scale(&self) -> Range {
        self.asked().unwrap_or_else(|| {
            let (low, high) = Range::of(self.ends()).unwrap_or_default();
            match (low.min(0.0), high.max(0.0)) {
                (0.0, 0.0) => Range::new(0.0, 1.0),
                (low, high) => Range::new(low, high),
            }
        })
    }

    /// The total of a category of parts.
    fn total(&self, i: usize) -> Option<&Mark> {
        self.totals
            .get(i)
            .filter(|mark| self.stacked && !mark.text.trim().is_empty())
    }

    fn target(&self, i: usize) -> Option<&Target> {
        self.targets.get(i)?.as_ref()
    }

    /// The paint of a bar of the series at this place of [`Column::order`].
    fn paint(&self, order: &[&Series], place: usize, evidence: Evidence) -> Token {
        if !self.stacked && order[place].previous {
            return match evidence {
                Evidence::Estimated | Evidence::Illustrative => {
                    Token::outlined(Hue::Paper, Hue::Soft).dashed(Dash::Dotted)
                }
                _ => Token::outlined(Hue::Soft, Hue::Soft),
            };
        }
        let before = order.iter().filter(|it| it.previous && !self.stacked);
        let place = place - before.count();
        let (fill, line) = match place % 5 {
            0 => return legend::bar(evidence),
            1 => (Hue::Muted, Hue::Muted),
            2 => (Hue::Band, Hue::Muted),
            3 => (Hue::Track, Hue::Muted),
            _ => (Hue::Ink, Hue::Ink),
        };
        match evidence {
            Evidence::Estimated => Token::outlined(Hue::Hatch, line),
            Evidence::Illustrative => Token::outlined(Hue::Paper, line).dashed(Dash::Dotted),
            _ => Token::outlined(fill, line),
        }
    }

    /// The form and the paint of a dot in a bar's place.
    fn dot(order: &[&Series], place: usize, evidence: Evidence) -> (Form, Token) {
        let before = order.iter().filter(|it| it.previous).count();
        if order[place].previous {
            return (Form::Disc, paint(evidence, Hue::Soft));
        }
        let place = place - before;
        let hue = [Hue::Accent, Hue::Ink, Hue::Muted][place.min(2)];
        (Form::nth(place), paint(evidence, hue))
    }

    /// What stands above the plot: the unit, and that zero is left out.
    fn head(&self, range: Range) -> String {
        let note = if range.holds(0.0) { "" } else { &self.note };
        let parts = [self.unit.trim(), note.trim()];
        let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        parts.join("　")
    }

    /// Draws the legend below `top` and returns its height; `named` says that
    /// the series have their names in the plot.
    fn legend(&self, item: &mut Item, named: bool, top: f64, s: &Setting) -> f64 {
        let order = self.order();
        let dots = self.asked().is_some_and(|range| !range.holds(0.0));
        let mut entries: Vec<(Swatch, &str)> = Vec::new();
        if !named {
            let places = (0..order.len()).filter(|i| !order[*i].previous || self.stacked);
            let before = (0..order.len()).filter(|i| order[*i].previous && !self.stacked);
            for place in places.chain(before).take(8) {
                let series = order[place];
                let word = match (series.label.trim(), series.previous) {
                    ("", true) => &self.words.last_year,
                    ("", false) => &self.words.this_year,
                    _ => &series.label,
                };
                let swatch = if dots {
                    let (form, token) = Self::dot(&order, place, Evidence::Measured);
                    Swatch::Dot(form, token)
                } else {
                    Swatch::Bar(self.paint(&order, place, Evidence::Measured))
                };
                entries.push((swatch, word));
            }
        }
        let swatch = |evidence| {
            if dots {
                Swatch::Dot(Form::Disc, paint(evidence, Hue::Accent))
            } else {
                Swatch::Bar(legend::bar(evidence))
            }
        };
        let loose = legend::standings(self.marks(), swatch, &self.words);
        let fact = swatch(Evidence::Measured);
        entries.extend(loose.into_iter().filter(|(swatch, _)| *swatch != fact));
        let targets = self.targets.iter().flatten().map(|it| &it.mark);
        entries.extend(legend::standards(targets, &self.words));
        legend(item, &entries, 0.0, top, s)
    }
}

/// A filled bar between two corners, its outline inside it.
fn fill(item: &mut Item, from: (f64, f64), to: (f64, f64), token: Token, s: &Setting) {
    let inset = s.line / 2.0;
    if (to.0 - from.0).min(to.1 - from.1) > s.line {
        let (from, to) = (
            (from.0 + inset, from.1 + inset),
            (to.0 - inset, to.1 - inset),
        );
        item.rect(from, to, token, s.line);
        return;
    }
    // Too thin for an outline.
    let fill = match token.fill {
        Hue::Accent | Hue::Soft | Hue::Muted | Hue::Ink => token.fill,
        _ => Hue::Band,
    };
    item.rect(from, to, Token::fill(fill), 0.0);
}

/// The parts of what a pointer is told before a value.
fn told(category: &str, series: &str) -> String {
    [category, series]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Writes what stands above a plot and returns its height.
fn write_head(item: &mut Item, text: &str, s: &Setting) -> f64 {
    let text = fit(text, s.small, false, s.width);
    if text.trim().is_empty() {
        return 0.0;
    }
    let label = Label::new(text, s.small, Hue::Muted);
    item.text(label, 0.0, base(s.lane / 2.0, s.small));
    s.lane
}

/// Why there is no value, where a pointer is not needed to ask.
fn reason<'a>(mark: &'a Mark, words: &'a Words) -> &'a str {
    if mark.reason.trim().is_empty() {
        &words.no_data
    } else {
        &mark.reason
    }
}

/// `text` in lines of at most `max` and about the same length, if it needs no
/// more than `most` of them and no word is broken.
fn whole(text: &str, size: f64, max: f64, most: usize) -> Option<Vec<String>> {
    let width = room(text, size, false);
    if width > max * most as f64 {
        return None;
    }
    let long = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| room(word, size, false) > max);
    let lines = wrap(text, size, false, max, most + 1);
    if long || lines.len() > most {
        return None;
    }
    // Rather two equal lines than a long one and a single character.
    let even = width / lines.len().max(1) as f64;
    let narrower = (0..6).map(|i| even * (1.0 + 0.1 * f64::from(i)));
    narrower
        .take_while(|narrow| *narrow < max)
        .map(|narrow| wrap(text, size, false, narrow, most + 1))
        .find(|even| even.len() == lines.len())
        .or(Some(lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_even_lines_or_not_at_all() {
        fn case(text: &str, ems: f64, lines: Option<&[&str]>) {
            let max = room("中", 10.0, false) * ems;
            let found = whole(text, 10.0, max, 2);
            let found = found
                .as_ref()
                .map(|it| it.iter().map(String::as_str).collect());
            assert_eq!(found, lines.map(<[&str]>::to_vec), "{text} in {ems}");
        }
        case("室内信号", 6.0, Some(&["室内信号"]));
        case("室内信号覆盖弱", 6.0, Some(&["室内信号", "覆盖弱"]));
        case("室内信号覆盖弱", 3.0, None);
        case("complaints", 3.0, None);
        case("", 3.0, Some(&[]));
    }
}
