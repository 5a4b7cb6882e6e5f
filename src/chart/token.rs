//! Colours by meaning: what plotters takes for a colour is a token, which the
//! backend writes as a class with a literal colour behind it.
//!
//! No chart names a colour; none is computed.

use plotters::style::{Color, ShapeStyle};
use plotters_backend::BackendColor;

use super::drawing::Tenths;

/// A role a colour plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hue {
    None,
    Accent,
    Soft,
    Ink,
    Muted,
    Rule,
    Track,
    Band,
    Paper,
    Bad,
    Hatch,
    /// From the bed of a bar to the accent in five steps, of which the accent
    /// itself is the last.
    Shade1,
    Shade2,
    Shade3,
    Shade4,
    /// Text set on one of the three paler shades, or on a bed.
    OnPale,
    /// Text set on one of the two deeper shades.
    OnDeep,
}

impl Hue {
    const ALL: [Self; 17] = [
        Self::None,
        Self::Accent,
        Self::Soft,
        Self::Ink,
        Self::Muted,
        Self::Rule,
        Self::Track,
        Self::Band,
        Self::Paper,
        Self::Bad,
        Self::Hatch,
        Self::Shade1,
        Self::Shade2,
        Self::Shade3,
        Self::Shade4,
        Self::OnPale,
        Self::OnDeep,
    ];

    /// The second half of its class, and the colour for viewers without CSS.
    pub(super) fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::None | Self::Hatch => ("", "none"),
            Self::Accent => ("acc", "#0b5cab"),
            Self::Soft => ("soft", "#6889b8"),
            Self::Ink => ("ink", "#1b2430"),
            Self::Muted => ("mut", "#566070"),
            Self::Rule => ("rule", "#d5dae1"),
            Self::Track => ("track", "#edf0f4"),
            Self::Band => ("band", "#bcc5d1"),
            Self::Paper => ("pap", "#ffffff"),
            Self::Bad => ("bad", "#c2410c"),
            Self::Shade1 => ("sh1", "#cddbea"),
            Self::Shade2 => ("sh2", "#a5c1dd"),
            Self::Shade3 => ("sh3", "#77a3ce"),
            Self::Shade4 => ("sh4", "#3477b8"),
            Self::OnPale => ("pale", "#1b2430"),
            Self::OnDeep => ("deep", "#ffffff"),
        }
    }
}

/// How a line is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dash {
    Solid,
    Dashed,
    Dotted,
}

impl Dash {
    const ALL: [Self; 3] = [Self::Solid, Self::Dashed, Self::Dotted];
}

/// What a shape is painted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) fill: Hue,
    pub(super) line: Hue,
    pub(super) dash: Dash,
}

/// Red, green and blue of a token start here; anything lower is a colour of
/// plotters' own and is drawn in ink.
const RESERVED: u8 = 0x40;

impl Token {
    /// A filled shape without outline.
    pub(super) const fn fill(fill: Hue) -> Self {
        Self {
            fill,
            line: Hue::None,
            dash: Dash::Solid,
        }
    }

    /// A line.
    pub(super) const fn line(line: Hue) -> Self {
        Self {
            fill: Hue::None,
            line,
            dash: Dash::Solid,
        }
    }

    /// A filled shape with an outline.
    pub(super) const fn outlined(fill: Hue, line: Hue) -> Self {
        Self {
            fill,
            line,
            dash: Dash::Solid,
        }
    }

    /// The same with a broken line.
    pub(super) const fn dashed(self, dash: Dash) -> Self {
        Self { dash, ..self }
    }

    /// The style that carries it through plotters, its line `width` pixels wide.
    pub(super) fn style(self, width: f64) -> ShapeStyle {
        ShapeStyle {
            color: self.to_rgba(),
            filled: self.fill != Hue::None,
            stroke_width: Tenths::of(width).get().unsigned_abs(),
        }
    }

    /// The token that a colour stands for.
    pub(super) fn of(color: BackendColor) -> Self {
        let at = |part: u8| usize::from(part.wrapping_sub(RESERVED));
        let (fill, line, dash) = color.rgb;
        match (
            Hue::ALL.get(at(fill)),
            Hue::ALL.get(at(line)),
            Dash::ALL.get(at(dash)),
        ) {
            (Some(&fill), Some(&line), Some(&dash)) => Self { fill, line, dash },
            _ => Self::fill(Hue::Ink),
        }
    }
}

impl Color for Token {
    fn to_backend_color(&self) -> BackendColor {
        let [fill, line, dash] =
            [self.fill as u8, self.line as u8, self.dash as u8].map(|part| part + RESERVED);
        BackendColor {
            alpha: 1.0,
            rgb: (fill, line, dash),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_plotters() {
        for fill in Hue::ALL {
            for line in Hue::ALL {
                for dash in Dash::ALL {
                    let token = Token { fill, line, dash };
                    assert_eq!(Token::of(token.style(1.5).color.to_backend_color()), token);
                }
            }
        }
        assert_eq!(
            Token::of(BackendColor {
                alpha: 1.0,
                rgb: (0, 0, 0)
            }),
            Token::fill(Hue::Ink)
        );
    }

    /// The contrast of two colours by WCAG 2.2.
    fn contrast(a: &str, b: &str) -> f64 {
        let luminance = |hex: &str| {
            let part = |at: usize| {
                f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a hex colour")) / 255.0
            };
            let linear = |c: f64| {
                if c <= 0.04045 {
                    c / 12.92
                } else {
                    ((c + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5))
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn what_carries_meaning_can_be_seen() {
        fn case(hue: Hue, ground: Hue, least: f64) {
            let contrast = contrast(hue.look().1, ground.look().1);
            assert!(contrast >= least, "{hue:?} on {ground:?}: {contrast:.2}");
        }
        for text in [Hue::Ink, Hue::Muted, Hue::Accent, Hue::Bad] {
            case(text, Hue::Paper, 4.5);
            case(text, Hue::Track, 4.5);
        }
        for fill in [Hue::Accent, Hue::Ink, Hue::Muted, Hue::Bad] {
            case(Hue::Paper, fill, 4.5);
        }
        case(Hue::Ink, Hue::Band, 4.5);
        case(Hue::Soft, Hue::Paper, 3.0);
        case(Hue::Soft, Hue::Track, 3.0);
        for pale in [Hue::Track, Hue::Shade1, Hue::Shade2, Hue::Shade3] {
            case(Hue::OnPale, pale, 4.5);
        }
        for deep in [Hue::Shade4, Hue::Accent] {
            case(Hue::OnDeep, deep, 4.5);
        }
    }

    #[test]
    fn each_shade_differs_from_the_next() {
        let shades = [
            Hue::Track,
            Hue::Shade1,
            Hue::Shade2,
            Hue::Shade3,
            Hue::Shade4,
            Hue::Accent,
        ];
        for pair in shades.windows(2) {
            let apart = contrast(pair[0].look().1, pair[1].look().1);
            assert!(apart >= 1.2, "{pair:?}: {apart:.2}");
        }
    }

    #[test]
    fn the_style_sheet_falls_back_to_the_same_colours() {
        let css = include_str!("../../themes/default/static/chart.css");
        for hue in Hue::ALL.into_iter().filter(|hue| !hue.look().0.is_empty()) {
            let (class, colour) = hue.look();
            assert!(
                css.contains(&format!(".f-{class}")) || css.contains(&format!(".t-{class}")),
                "{class} has no rule"
            );
            assert!(
                css.contains(&format!(", {colour})")) || css.contains(&format!(": {colour};")),
                "{class}: {colour}"
            );
        }
    }
}
