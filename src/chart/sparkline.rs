//! The sparkline: a line without words for tiles and table cells.

use super::{
    drawing::{Drawing, Item},
    range::Range,
    svg::escape,
    token::{Hue, Token},
    view_box,
};

/// In pixels.
const WIDTH: f64 = 96.0;
/// In pixels.
const HEIGHT: f64 = 24.0;
/// Kept free around the line, for the last point.
const INSET: f64 = 3.5;

/// Draws a small line: gaps open, the last value marked, the target a hairline.
/// `title` names it for assistive technology; empty without any finite value.
pub fn sparkline(values: &[Option<f64>], target: Option<f64>, title: &str) -> String {
    let numbers: Vec<Option<f64>> = values
        .iter()
        .map(|value| value.filter(|v| v.is_finite()))
        .collect();
    let target = target.filter(|v| v.is_finite());
    let present = numbers.iter().flatten().copied();
    let Some(last) = numbers.iter().rposition(Option::is_some) else {
        return String::new();
    };
    let (low, high) = Range::of(present.chain(target)).unwrap_or((0.0, 1.0));
    let up = Range::new(low, high).scale(HEIGHT - INSET, INSET);
    let across = Range::new(0.0, numbers.len().max(2) as f64 - 1.0).scale(INSET, WIDTH - INSET);

    let mut item = Item::plain();
    if let Some(target) = target {
        let y = up.at(target);
        item.path([(0.0, y), (WIDTH, y)], Token::line(Hue::Muted), 0.7);
    }
    let mut run: Vec<(f64, f64)> = Vec::new();
    let mut end = (0.0, 0.0);
    for (i, value) in numbers.iter().chain([&None]).enumerate() {
        if let Some(value) = value {
            run.push((across.at(i as f64), up.at(*value)));
            continue;
        }
        match run.as_slice() {
            [] => {}
            [(x, y)] => item.path(
                [(x - 1.0, *y), (x + 1.0, *y)],
                Token::line(Hue::Accent),
                1.5,
            ),
            _ => item.path(run.iter().copied(), Token::line(Hue::Accent), 1.5),
        }
        if i == last + 1 {
            end = run.last().copied().unwrap_or(end);
        }
        run.clear();
    }
    item.circle(end, 2.6, Token::fill(Hue::Accent), 1.0);

    let mut drawing = Drawing {
        width: WIDTH,
        height: HEIGHT,
        items: vec![item],
    };
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" data-chart=\"sparkline\"",
    );
    view_box(&mut out, &drawing);
    out.push_str("><title>");
    escape(&mut out, title);
    out.push_str("</title>");
    drawing.paint(&mut out, "sparkline", None);
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_stay_open_and_the_last_value_is_marked() {
        let svg = sparkline(
            &[Some(1.0), Some(2.0), None, Some(3.0), Some(1.0), None],
            Some(2.0),
            "a < b",
        );
        assert!(svg.contains("<title>a &lt; b</title>"), "{svg}");
        assert!(
            svg.contains("\"M3.5 20.5l17.8-8.5m35.6-8.5l17.8 17\""),
            "one gap: {svg}"
        );
        // Four fifths of the way from 3.5 to 92.5, at the bottom.
        assert!(svg.contains("cx=\"74.7\" cy=\"20.5\""), "{svg}");
    }

    #[test]
    fn without_values_there_is_nothing_to_draw() {
        assert_eq!(sparkline(&[None, Some(f64::NAN)], Some(1.0), ""), "");
    }
}
