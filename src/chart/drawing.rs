//! What a kind of chart lays out: shapes in pixels, some of them grouped into
//! marks. Kinds reckon in pixels; the only way into plotters' whole numbers is
//! [`Tenths`], so the two cannot be mixed.

use std::convert::Infallible;

use plotters::{
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea},
    element::{Drawable, PointCollection},
    style::ShapeStyle,
};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind, text_anchor::HPos};

use super::{
    ChartSteps, Mark,
    metrics::room,
    svg::{Face, Svg},
    token::{Hue, Token},
};

/// Tenths of a pixel, the whole numbers that plotters counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tenths(i32);

impl Tenths {
    /// The nearest tenth; what is beyond any drawing is held at its edge.
    pub(super) fn of(pixels: f64) -> Self {
        Self((pixels * 10.0).round().clamp(-1e8, 1e8) as i32)
    }

    pub(super) fn get(self) -> i32 {
        self.0
    }
}

/// A finished layout.
#[derive(Debug)]
pub(super) struct Drawing {
    /// In pixels.
    pub(super) width: f64,
    /// In pixels.
    pub(super) height: f64,
    pub(super) items: Vec<Item>,
}

/// Shapes drawn together: a mark of the data, or what stands around marks.
#[derive(Debug)]
pub(super) struct Item {
    mark: Option<Group>,
    shapes: Vec<Shape>,
    pub(super) comes: Comes,
    /// The step it appears in, from 1.
    step: Option<usize>,
}

/// With what an item appears, where a chart appears in steps.
#[derive(Debug, Default)]
pub(super) struct Comes {
    /// The series it is of.
    pub(super) series: Option<usize>,
    /// The row it is of, where it is no mark of it.
    pub(super) key: Option<String>,
    /// It stands from the beginning: a standard, a gap.
    pub(super) stands: bool,
    /// The item whose words it is, by its place in the drawing.
    pub(super) with: Option<usize>,
}

#[derive(Debug)]
struct Group {
    key: String,
    title: String,
    class: &'static str,
}

#[derive(Debug)]
struct Shape {
    points: Vec<(Tenths, Tenths)>,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Rect(ShapeStyle),
    Path(ShapeStyle),
    Polygon(ShapeStyle),
    Circle(ShapeStyle, u32),
    Text(Label),
}

/// A line of text with its place: `y` is its base line.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) hue: Hue,
    pub(super) anchor: Anchor,
}

/// Which part of a text stands at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Label {
    /// A regular line that starts at its x.
    pub(super) fn new(text: impl Into<String>, size: f64, hue: Hue) -> Self {
        Self {
            text: text.into(),
            size,
            bold: false,
            hue,
            anchor: Anchor::Start,
        }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) fn anchor(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) fn room(&self) -> f64 {
        room(&self.text, self.size, self.bold)
    }
}

/// The base line of text of `size` whose middle is at `y`.
pub(super) fn base(y: f64, size: f64) -> f64 {
    y + size * 0.36
}

impl Item {
    /// Shapes that stand around the marks.
    pub(super) fn plain() -> Self {
        Self {
            mark: None,
            shapes: Vec::new(),
            comes: Comes::default(),
            step: None,
        }
    }

    /// The shapes of a mark; `label` names it in what a pointer is told.
    pub(super) fn mark(mark: &Mark, label: &str) -> Self {
        let mut title = label.to_owned();
        let last = match mark.number() {
            Some(_) => &mark.standing,
            None => &mark.reason,
        };
        for part in [&mark.text, last] {
            if !part.is_empty() {
                if !title.is_empty() {
                    title.push(' ');
                }
                title.push_str(part);
            }
        }
        Self {
            mark: Some(Group {
                key: mark.key.clone(),
                title,
                class: mark.class(),
            }),
            ..Self::plain()
        }
    }

    /// The shapes of a standard or a gap, which stands before any mark appears.
    pub(super) fn standard(mark: &Mark, label: &str) -> Self {
        let mut item = Self::mark(mark, label);
        item.comes.stands = true;
        item
    }

    /// Says of which series it is.
    pub(super) fn of_series(mut self, series: usize) -> Self {
        self.comes.series = Some(series);
        self
    }

    /// Says of which row it is, though it is no mark of it.
    pub(super) fn of_row(mut self, mark: &Mark) -> Self {
        self.comes.key = Some(mark.key.clone());
        self
    }

    /// The key of its row in the data table.
    pub(super) fn key(&self) -> Option<&str> {
        let own = self.mark.as_ref().map(|it| it.key.as_str());
        own.filter(|it| !it.is_empty())
            .or(self.comes.key.as_deref())
    }

    /// Reports whether it is a mark of the data.
    pub(super) fn is_mark(&self) -> bool {
        self.mark.is_some()
    }

    /// Adds to what a pointer is told of a mark.
    pub(super) fn say(&mut self, more: &str) {
        if let Some(group) = self.mark.as_mut().filter(|_| !more.is_empty()) {
            if !group.title.is_empty() {
                group.title.push(' ');
            }
            group.title.push_str(more);
        }
    }

    /// The shapes of a mark that is words and has no place on a scale, so that
    /// it is not missing for want of a value.
    pub(super) fn said(mark: &Mark, label: &str) -> Self {
        let placed = Mark {
            value: Some(0.0),
            standing: [&mark.standing, &mark.reason]
                .into_iter()
                .filter(|part| !part.is_empty())
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" "),
            ..mark.clone()
        };
        Self::mark(&placed, label)
    }

    /// The shapes of what has a row in a data table and nothing to tell of it
    /// but its name.
    pub(super) fn keyed(key: &str, label: &str) -> Self {
        let mark = Mark {
            key: key.to_owned(),
            ..Mark::default()
        };
        Self::said(&mark, label)
    }

    /// Moves its shapes.
    pub(super) fn shift(&mut self, right: f64, down: f64) {
        let (right, down) = (Tenths::of(right).get(), Tenths::of(down).get());
        for (x, y) in self.shapes.iter_mut().flat_map(|it| &mut it.points) {
            *x = Tenths(x.get().saturating_add(right));
            *y = Tenths(y.get().saturating_add(down));
        }
    }

    /// A mark with something more that a pointer is told after the value.
    pub(super) fn told(mark: &Mark, label: &str, more: &str) -> Self {
        let mut item = Self::mark(mark, label);
        item.say(more);
        item
    }

    fn push(&mut self, points: impl IntoIterator<Item = (f64, f64)>, form: Form) {
        let points = points
            .into_iter()
            .map(|(x, y)| (Tenths::of(x), Tenths::of(y)))
            .collect();
        self.shapes.push(Shape { points, form });
    }

    /// A rectangle between two corners, its outline `width` wide.
    pub(super) fn rect(&mut self, from: (f64, f64), to: (f64, f64), token: Token, width: f64) {
        self.push([from, to], Form::Rect(token.style(width)));
    }

    /// An open path.
    pub(super) fn path(
        &mut self,
        points: impl IntoIterator<Item = (f64, f64)>,
        token: Token,
        width: f64,
    ) {
        self.push(points, Form::Path(token.style(width)));
    }

    /// A closed shape.
    pub(super) fn polygon(
        &mut self,
        points: impl IntoIterator<Item = (f64, f64)>,
        token: Token,
        width: f64,
    ) {
        self.push(points, Form::Polygon(token.style(width)));
    }

    pub(super) fn circle(&mut self, at: (f64, f64), radius: f64, token: Token, width: f64) {
        self.push(
            [at],
            Form::Circle(token.style(width), Tenths::of(radius).get().unsigned_abs()),
        );
    }

    /// A line of text; nothing for an empty one.
    pub(super) fn text(&mut self, label: Label, x: f64, y: f64) {
        if !label.text.trim().is_empty() {
            self.push([(x, y)], Form::Text(label));
        }
    }

    fn hatched(&self) -> bool {
        self.shapes.iter().any(|shape| match &shape.form {
            Form::Rect(style)
            | Form::Path(style)
            | Form::Polygon(style)
            | Form::Circle(style, _) => {
                Token::of(plotters::style::Color::to_backend_color(&style.color)).fill == Hue::Hatch
            }
            Form::Text(_) => false,
        })
    }
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Item {
    type Point = BackendCoord;
    type IntoIter = Box<dyn Iterator<Item = BackendCoord> + 'a>;

    fn point_iter(self) -> Self::IntoIter {
        Box::new(
            self.shapes
                .iter()
                .flat_map(|shape| shape.points.iter().map(|(x, y)| (x.get(), y.get()))),
        )
    }
}

impl<'b> Drawable<Svg<'b>> for Item {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        svg: &mut Svg<'b>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let is_group = self.mark.is_some() || self.step.is_some();
        if is_group {
            svg.group(self.step);
        }
        if let Some(Group { key, title, class }) = &self.mark {
            svg.mark(key, class, title);
        } else if is_group {
            svg.unmarked();
        }
        for Shape { points: own, form } in &self.shapes {
            let mut own = points.by_ref().take(own.len());
            match form {
                Form::Path(style) => svg.draw_path(own, style)?,
                Form::Polygon(style) => svg.fill_polygon(own, style)?,
                Form::Rect(style) => {
                    if let (Some(from), Some(to)) = (own.next(), own.next()) {
                        svg.draw_rect(from, to, style, style.filled)?;
                    }
                }
                Form::Circle(style, radius) => {
                    if let Some(at) = own.next() {
                        svg.draw_circle(at, *radius, style, style.filled)?;
                    }
                }
                Form::Text(label) => {
                    if let Some(at) = own.next() {
                        svg.draw_text(&label.text, &label.face(), at)?;
                    }
                }
            }
        }
        if is_group {
            svg.close();
        }
        Ok(())
    }
}

impl Label {
    fn face(&self) -> Face {
        Face {
            size: Tenths::of(self.size).get(),
            bold: self.bold,
            hue: self.hue,
            anchor: match self.anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            },
        }
    }
}

impl Drawing {
    /// Reports whether any shape is hatched, and so needs the pattern.
    pub(super) fn hatched(&self) -> bool {
        self.items.iter().any(Item::hatched)
    }

    /// Draws everything through plotters and appends it to `out`.
    pub(super) fn paint(&mut self, out: &mut String, id: &str, steps: Option<ChartSteps>) {
        if let Some(steps) = steps {
            let numbers = super::steps::numbers(&self.items, steps);
            for (item, step) in self.items.iter_mut().zip(numbers) {
                item.step = step;
            }
        }
        let size = [self.width, self.height].map(|side| Tenths::of(side).get().unsigned_abs());
        let area: DrawingArea<Svg<'_>, Shift> =
            Svg::new(out, id, (size[0], size[1])).into_drawing_area();
        for item in &self.items {
            area.draw(item).expect("writing to memory does not fail");
        }
        area.present().expect("writing to memory does not fail");
    }
}
