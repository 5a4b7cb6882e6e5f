//! Colours of tokens: how they are written and how far apart they are.
//!
//! Six hexadecimal digits only: names, `rgb()` and the newer colour functions
//! are left out because their contrast could not be told without a browser.

/// A colour, one byte a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self([channel(0)?, channel(2)?, channel(4)?]))
    }

    /// The colour that lies that part of the way to another, as browsers mix in sRGB.
    pub(super) fn towards(self, other: Self, part: f64) -> Self {
        let mut mixed = self;
        for (own, other) in mixed.0.iter_mut().zip(other.0) {
            *own = (f64::from(*own) * (1.0 - part) + f64::from(other) * part).round() as u8;
        }
        mixed
    }

    /// Writes it as `#rrggbb`.
    pub fn hex(self) -> String {
        let [r, g, b] = self.0;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3).
pub fn contrast_ratio(one: Colour, other: Colour) -> f64 {
    let (a, b) = (one.luminance(), other.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        fn case(one: &str, other: &str, expected: f64) {
            let ratio = contrast_ratio(
                Colour::parse(one).expect("a colour"),
                Colour::parse(other).expect("a colour"),
            );
            assert!((ratio - expected).abs() < 0.01, "{one} on {other}: {ratio}");
        }
        case("#000000", "#ffffff", 21.0);
        case("#ffffff", "#ffffff", 1.0);
        case("#767676", "#ffffff", 4.54);
        case("#005eb8", "#ffffff", 6.38);
    }

    #[test]
    fn other_notations_are_no_colours() {
        for text in ["red", "#fff", "#12345g", "#1234567", "123456", "#１２", ""] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }
}
