//! The backend: plotters' shapes as compact SVG.
//!
//! Coordinates arrive in tenths of a pixel and leave with one decimal. Classes
//! carry the theme's colours; the attributes beside them draw the same picture
//! where there is no CSS. No style attribute and no style element is written,
//! since the site's content policy would drop both.

use std::convert::Infallible;

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily,
    text_anchor::{HPos, Pos, VPos},
};

use super::{
    metrics::{clean, text_width},
    token::{Dash, Hue, Token},
};

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// Writes shapes as they come; lines of one style that follow each other are
/// merged into one path.
pub(super) struct Svg<'a> {
    out: &'a mut String,
    id: &'a str,
    size: (u32, u32),
    path: Option<Path>,
}

/// Lines not yet written.
struct Path {
    token: Token,
    width: u32,
    commands: String,
    at: BackendCoord,
}

impl<'a> Svg<'a> {
    /// A backend that appends to `out`; `size` is in tenths of a pixel, `id`
    /// begins the ids of its patterns.
    pub(super) fn new(out: &'a mut String, id: &'a str, size: (u32, u32)) -> Self {
        Self {
            out,
            id,
            size,
            path: None,
        }
    }

    /// Begins a group, which appears in that step where there is one; a mark
    /// or nothing more follows.
    pub(super) fn group(&mut self, step: Option<usize>) {
        self.flush();
        self.out.push_str("<g");
        if let Some(step) = step {
            self.put(&[" data-step=\"", &step.to_string(), "\""]);
        }
    }

    /// Ends the opening of a group that is no mark.
    pub(super) fn unmarked(&mut self) {
        self.out.push('>');
    }

    /// Makes a group a mark, with its key and what a pointer is told.
    pub(super) fn mark(&mut self, key: &str, class: &str, title: &str) {
        if !key.is_empty() {
            self.out.push_str(" data-k=\"");
            escape(self.out, key);
            self.out.push('"');
        }
        self.put(&[" class=\"", class, "\"><title>"]);
        escape(self.out, title);
        self.out.push_str("</title>");
    }

    /// Ends a group.
    pub(super) fn close(&mut self) {
        self.flush();
        self.out.push_str("</g>");
    }

    fn flush(&mut self) {
        if let Some(path) = self.path.take() {
            self.put(&["<path d=\"", &path.commands, "\""]);
            self.paint(
                Token {
                    fill: Hue::None,
                    ..path.token
                },
                path.width,
            );
        }
    }

    /// Ends an element with the class and the attributes of `token`.
    fn paint(&mut self, token: Token, width: u32) {
        let (fill, fill_colour) = token.fill.look();
        let (line, line_colour) = token.line.look();
        match (fill, line) {
            ("", "") => {}
            ("", line) => self.put(&[" class=\"s-", line, "\""]),
            (fill, "") => self.put(&[" class=\"f-", fill, "\""]),
            (fill, line) => self.put(&[" class=\"f-", fill, " s-", line, "\""]),
        }
        match token.fill {
            Hue::Hatch => self.put(&[" fill=\"url(#", self.id, "-hatch)\""]),
            _ => self.put(&[" fill=\"", fill_colour, "\""]),
        }
        if token.line != Hue::None {
            self.put(&[" stroke=\"", line_colour, "\""]);
            if width != 10 {
                self.out.push_str(" stroke-width=\"");
                number(self.out, width.cast_signed());
                self.out.push('"');
            }
            let (on, off) = match token.dash {
                Dash::Solid => (0, 0),
                Dash::Dashed => (width * 5 / 2 + 15, width * 3 / 2 + 10),
                Dash::Dotted => (width + 2, width * 3 / 2 + 6),
            };
            if on > 0 {
                self.out.push_str(" stroke-dasharray=\"");
                number(self.out, on.cast_signed());
                self.out.push(' ');
                number(self.out, off.cast_signed());
                self.out.push('"');
            }
        }
        self.out.push_str("/>");
    }

    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }

    fn attribute(&mut self, name: &str, value: i32) {
        self.put(&[" ", name, "=\""]);
        number(self.out, value);
        self.out.push('"');
    }
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        self.flush();
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Done {
        self.draw_rect((x, y), (x + 10, y + 10), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        _: bool,
    ) -> Done {
        self.flush();
        self.out.push_str("<rect");
        self.attribute("x", from.0.min(to.0));
        self.attribute("y", from.1.min(to.1));
        self.attribute("width", (to.0 - from.0).abs());
        self.attribute("height", (to.1 - from.1).abs());
        self.paint(Token::of(style.color()), style.stroke_width());
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let (token, width) = (Token::of(style.color()), style.stroke_width());
        if self
            .path
            .as_ref()
            .is_some_and(|p| (p.token, p.width) != (token, width))
        {
            self.flush();
        }
        let pending = self.path.get_or_insert_with(|| Path {
            token,
            width,
            commands: String::new(),
            at: (0, 0),
        });
        trace(&mut pending.commands, &mut pending.at, path);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Done {
        self.flush();
        self.out.push_str("<circle");
        self.attribute("cx", centre.0);
        self.attribute("cy", centre.1);
        self.attribute("r", radius.cast_signed());
        self.paint(Token::of(style.color()), style.stroke_width());
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.flush();
        self.out.push_str("<path d=\"");
        let mut commands = String::new();
        trace(&mut commands, &mut (0, 0), path);
        self.out.push_str(&commands);
        self.out.push_str("z\"");
        self.paint(Token::of(style.color()), style.stroke_width());
        Ok(())
    }

    /// `at` is the left, middle or right end of the base line.
    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Done {
        self.flush();
        let (class, colour) = Token::of(style.color()).fill.look();
        self.put(&["<text class=\"t-", class, "\""]);
        self.attribute("x", at.0);
        self.attribute("y", at.1);
        self.attribute("font-size", style.size() as i32);
        if matches!(style.style(), plotters_backend::FontStyle::Bold) {
            self.out.push_str(" font-weight=\"600\"");
        }
        match style.anchor().h_pos {
            HPos::Left => {}
            HPos::Center => self.out.push_str(" text-anchor=\"middle\""),
            HPos::Right => self.out.push_str(" text-anchor=\"end\""),
        }
        self.put(&[" fill=\"", colour, "\">"]);
        escape(self.out, text);
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((text_width(text, style.size()) as u32, style.size() as u32))
    }
}

/// How a text is set.
pub(super) struct Face {
    /// In tenths of a pixel.
    pub(super) size: i32,
    pub(super) bold: bool,
    pub(super) hue: Hue,
    pub(super) anchor: HPos,
}

impl BackendTextStyle for Face {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        plotters::style::Color::to_backend_color(&Token::fill(self.hue))
    }

    fn size(&self) -> f64 {
        f64::from(self.size)
    }

    fn style(&self) -> plotters_backend::FontStyle {
        if self.bold {
            plotters_backend::FontStyle::Bold
        } else {
            plotters_backend::FontStyle::Normal
        }
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.anchor, VPos::Bottom)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (text_width(text, self.size()) as i32, self.size)))
    }

    /// Draws nothing: letters are the browser's, never pixels.
    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}

/// Appends tenths as a decimal number: `12`, `12.5`. By hand, since a drawing is
/// mostly numbers and the formatter took half of its time.
pub(super) fn number(out: &mut String, tenths: i32) {
    if tenths < 0 {
        out.push('-');
    }
    let (mut whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let mut digits = [0_u8; 10];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (whole % 10) as u8;
        whole /= 10;
        if whole == 0 {
            break;
        }
    }
    out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
    if tenth != 0 {
        out.push('.');
        out.push(char::from(b'0' + tenth as u8));
    }
}

/// Appends the commands of an open path, relative to where the last one ended.
fn trace(out: &mut String, at: &mut BackendCoord, path: impl IntoIterator<Item = BackendCoord>) {
    for (i, (x, y)) in path.into_iter().enumerate() {
        let (dx, dy) = (x - at.0, y - at.1);
        let command = match (i, dx, dy) {
            (0, ..) if out.is_empty() => 'M',
            (0, ..) => 'm',
            (_, 0, 0) => continue,
            (_, _, 0) => 'h',
            (_, 0, _) => 'v',
            _ => 'l',
        };
        out.push(command);
        if command != 'v' {
            number(out, dx);
        }
        if !matches!(command, 'h' | 'v') && dy >= 0 {
            out.push(' ');
        }
        if command != 'h' {
            number(out, dy);
        }
        *at = (x, y);
    }
}

/// Appends text as XML, cleaned of what XML forbids.
pub(super) fn escape(out: &mut String, text: &str) {
    if text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'.' | b'-' | b'_'))
    {
        out.push_str(text);
        return;
    }
    for c in clean(text) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::style::Color;

    #[test]
    fn lines_of_one_style_become_one_path() {
        let mut out = String::new();
        let mut svg = Svg::new(&mut out, "x", (1000, 1000));
        let ink = Token::line(Hue::Ink).to_rgba().to_backend_color();
        assert!(svg.draw_path([(10, 10), (25, 10)], &ink).is_ok());
        assert!(svg.draw_path([(25, 20), (25, 5), (30, 0)], &ink).is_ok());
        assert!(svg.present().is_ok());
        let expected = "M1 1h1.5m0 1v-1.5l0.5-0.5";
        assert!(
            out.starts_with(&format!(
                "<path d=\"{expected}\" class=\"s-ink\" fill=\"none\""
            )),
            "{out}"
        );
    }

    #[test]
    fn text_cannot_become_markup() {
        let mut out = String::new();
        escape(&mut out, "<b>&\"\u{1}");
        assert_eq!(out, "&lt;b&gt;&amp;&quot; ");
    }
}
