//! The line below a chart that says what its marks stand for: only those that
//! occur, and only when there is more than one to tell apart.

use super::{
    Mark, Progress, Words,
    boxes::diamond,
    dot::{Form, Look, dot, struck},
    drawing::{Item, Label, base},
    metrics::{fit, room},
    setting::{Below, Setting},
    shade::strike,
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
    /// A point of this form.
    Dot(Form, Token),
    /// A hollow point that is struck out.
    Struck(Token),
    /// The struck-out place of a missing value.
    Void,
    /// The diamond of a milestone.
    Diamond(Token),
    /// A step of a track.
    Step(Progress),
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

/// The entries of bars that stand for values: this year, estimates, examples,
/// those that occur.
pub(super) fn evidence<'a>(
    marks: impl Iterator<Item = &'a Mark>,
    words: &'a Words,
) -> Vec<(Swatch, &'a str)> {
    standings(marks, |evidence| Swatch::Bar(bar(evidence)), words)
}

/// The entries for what stands behind these values of this year, in the order
/// of evidence; `swatch` makes one of what stands behind a value.
pub(super) fn standings<'a, 'w>(
    marks: impl Iterator<Item = &'a Mark>,
    swatch: impl Fn(Evidence) -> Swatch,
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
    .map(|((evidence, word), _)| (swatch(evidence), word.as_str()))
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
/// they take; nothing for fewer than two, or where another drawing has it.
pub(super) fn legend(
    item: &mut Item,
    entries: &[(Swatch, &str)],
    x: f64,
    y: f64,
    s: &Setting,
) -> f64 {
    let said = entries.iter().filter(|(_, word)| !word.trim().is_empty());
    if said.count() < 2 {
        return 0.0;
    }
    key(item, entries, x, y, s)
}

/// The same, even for one entry: for looks that no reader knows by themselves.
pub(super) fn key(item: &mut Item, entries: &[(Swatch, &str)], x: f64, y: f64, s: &Setting) -> f64 {
    let entries: Vec<_> = entries
        .iter()
        .filter(|(_, word)| !word.trim().is_empty())
        .collect();
    if entries.is_empty() || s.below != Below::All {
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
            Swatch::Void => {
                let (from, to) = ((left, middle - half), (left + swatch, middle + half));
                strike(item, from, to, s);
            }
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
            Swatch::Dot(form, token) => {
                let at = (left + swatch / 2.0, middle);
                dot(item, *form, at, s.line * 3.0, *token, s);
            }
            Swatch::Struck(token) => {
                struck(item, (left + swatch / 2.0, middle), s.line * 3.0, *token, s);
            }
            Swatch::Diamond(token) => {
                let centre = left + swatch / 2.0;
                diamond(item, (centre, middle), half * 1.3, *token, s.line);
            }
            Swatch::Step(progress) => {
                progress.draw(item, (left + swatch / 2.0, middle), half * 1.2, s);
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

/// Where entries begin that stand above a plot: at its left edge, or at that of
/// the drawing where they would need more than one line otherwise.
pub(super) fn start(entries: &[(Swatch, &str)], left: f64, s: &Setting) -> f64 {
    let wide = |word: &str| s.small * 1.5 + s.gap * 2.4 + room(word, s.small, false);
    let widths = entries.iter().map(|(_, word)| wide(word)).sum::<f64>();
    if left + widths - s.gap * 1.8 <= s.width {
        left
    } else {
        0.0
    }
}
