//! The line below a chart that says what its marks stand for: only those that
//! occur, and only when there is more than one to tell apart.

use super::{
    Mark, Words,
    dot::{Look, shape},
    drawing::{Item, Label, base},
    metrics::{fit, room},
    setting::Setting,
    token::{Dash, Hue, Token},
};
use crate::model::Evidence;

/// How a mark is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Swatch {
    /// A bar of this paint.
    Bar(Token),
    /// A bar of this paint with an arrow head that points back.
    Back(Token),
    /// A thin bar below it, as for last year.
    Thin(Token),
    /// The outlined tick of a standard.
    Tick(Token),
    /// A dot of the shape that goes with this place.
    Dot(Token, usize),
    /// A line across, as for an interval.
    Across(Token),
}

/// The paint of a value's bar, by what stands behind it.
pub(super) fn bar(evidence: Evidence) -> Token {
    match evidence {
        Evidence::Measured | Evidence::Reported => Token::outlined(Hue::Accent, Hue::Accent),
        Evidence::Estimated => Token::outlined(Hue::Hatch, Hue::Accent),
        Evidence::Illustrative => Token::outlined(Hue::Paper, Hue::Accent).dashed(Dash::Dotted),
        Evidence::Missing => Token::line(Hue::Muted).dashed(Dash::Dashed),
    }
}

/// The entries for what stands behind these values of this year, in the order
/// of evidence; `swatch` makes one of a value's paint.
pub(super) fn standings<'a, 'w>(
    marks: impl Iterator<Item = &'a Mark>,
    swatch: impl Fn(Token) -> Swatch,
    words: &'w Words,
) -> Vec<(Swatch, &'w str)> {
    let mut found = [false; 3];
    for mark in marks.filter(|mark| mark.number().is_some()) {
        found[Look::of(mark.evidence) as usize] = true;
    }
    [
        (Evidence::Measured, &words.this_year),
        (Evidence::Estimated, &words.estimated),
        (Evidence::Illustrative, &words.illustrative),
    ]
    .into_iter()
    .zip(found)
    .filter(|(_, found)| *found)
    .map(|((evidence, word), _)| (swatch(bar(evidence)), word.as_str()))
    .collect()
}

/// The entry for these standards, dotted where not one of them is firm.
pub(super) fn standards<'a, 'w>(
    marks: impl Iterator<Item = &'a Mark>,
    words: &'w Words,
) -> Option<(Swatch, &'w str)> {
    let mut marks = marks.filter(|mark| mark.number().is_some()).peekable();
    marks.peek()?;
    let firm = marks.any(|mark| tick(mark.evidence) == TICK);
    let look = if firm { TICK } else { LOOSE_TICK };
    Some((Swatch::Tick(look), &words.target))
}

/// The paint of a standard's tick, by what stands behind it.
pub(super) fn tick(evidence: Evidence) -> Token {
    match evidence {
        Evidence::Estimated | Evidence::Illustrative => LOOSE_TICK,
        _ => TICK,
    }
}

/// The text that can be read on a fill.
pub(super) fn on(fill: Hue) -> Hue {
    match fill {
        Hue::Accent | Hue::Ink | Hue::Muted | Hue::Bad => Hue::Paper,
        _ => Hue::Ink,
    }
}

/// The paint of a standard's tick.
pub(super) const TICK: Token = Token::outlined(Hue::Paper, Hue::Ink);

/// The same where the standard is an estimate or made up.
pub(super) const LOOSE_TICK: Token = Token::outlined(Hue::Paper, Hue::Ink).dashed(Dash::Dotted);

/// Cuts an arrow head that points back into the beginning of a bar, so that
/// its direction does not hang on its colour.
pub(super) fn arrow_head(item: &mut Item, left: f64, middle: f64, thick: f64, s: &Setting) {
    let (tip, wing) = (left + thick * 0.18, thick * 0.3);
    item.path(
        [
            (tip + wing, middle - wing),
            (tip, middle),
            (tip + wing, middle + wing),
        ],
        Token::line(Hue::Paper),
        s.line,
    );
}

/// Draws the entries from `x` at `y` downward, wrapped, and returns the height
/// they take; nothing for fewer than two.
pub(super) fn legend(
    item: &mut Item,
    entries: &[(Swatch, &str)],
    x: f64,
    y: f64,
    s: &Setting,
) -> f64 {
    let entries: Vec<_> = entries
        .iter()
        .filter(|(_, word)| !word.trim().is_empty())
        .collect();
    if entries.len() < 2 {
        return 0.0;
    }
    let swatch = s.small * 1.5;
    let (mut left, mut line) = (x, 0);
    for (look, word) in entries {
        let most = s.width - x - swatch - s.gap;
        let word = fit(word, s.small, false, most);
        let width = swatch + s.gap * 0.6 + room(&word, s.small, false);
        if left > x && left + width > s.width {
            left = x;
            line += 1;
        }
        let middle = y + s.lane * (f64::from(line) + 0.5);
        let half = s.small * 0.36;
        let inset = s.line / 2.0;
        match look {
            Swatch::Bar(token) | Swatch::Back(token) => {
                item.rect(
                    (left + inset, middle - half + inset),
                    (left + swatch - inset, middle + half - inset),
                    *token,
                    s.line,
                );
                if matches!(look, Swatch::Back(_)) {
                    arrow_head(item, left, middle, 2.0 * half, s);
                }
            }
            Swatch::Thin(token) => {
                item.rect(
                    (left, middle - half * 0.5),
                    (left + swatch, middle + half * 0.5),
                    *token,
                    s.line,
                );
            }
            Swatch::Tick(token) => {
                let centre = left + swatch / 2.0;
                item.rect(
                    (centre - s.line * 1.4, middle - half * 1.5),
                    (centre + s.line * 1.4, middle + half * 1.5),
                    *token,
                    s.line,
                );
            }
            Swatch::Dot(token, place) => {
                let centre = (left + swatch / 2.0, middle);
                shape(item, centre, s.small * 0.34, *token, *place, s);
            }
            Swatch::Across(token) => {
                let ends = [(left, middle), (left + swatch, middle)];
                item.path(ends, *token, s.line * 1.4);
            }
        }
        item.text(
            Label::new(word, s.small, Hue::Muted),
            left + swatch + s.gap * 0.6,
            base(middle, s.small),
        );
        left += width + s.gap * 1.8;
    }
    s.lane * f64::from(line + 1)
}
