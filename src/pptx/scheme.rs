//! The theme of a presentation: the site's colours and fonts in the words that
//! office programs have for them.

use super::{design::SPACES, xml::Xml};
use crate::theme::Theme;

/// Which colour stands for which in masters.
pub(super) const MAP: [(&str, &str); 12] = [
    ("bg1", "lt1"),
    ("tx1", "dk1"),
    ("bg2", "lt2"),
    ("tx2", "dk2"),
    ("accent1", "accent1"),
    ("accent2", "accent2"),
    ("accent3", "accent3"),
    ("accent4", "accent4"),
    ("accent5", "accent5"),
    ("accent6", "accent6"),
    ("hlink", "hlink"),
    ("folHlink", "folHlink"),
];

/// The roles of a presentation's colours, and the theme's tokens for them.
const COLOURS: [(&str, &str, &str); 12] = [
    ("a:dk1", "ink", "191c22"),
    ("a:lt1", "paper", "ffffff"),
    ("a:dk2", "muted", "585e69"),
    ("a:lt2", "surface", "f2f0ea"),
    ("a:accent1", "accent", "0f4f8f"),
    ("a:accent2", "accent-soft", "678bb2"),
    ("a:accent3", "good", "1d6b4b"),
    ("a:accent4", "bad", "b23418"),
    ("a:accent5", "warn", "85590b"),
    ("a:accent6", "rule", "d6d3ca"),
    ("a:hlink", "accent", "0f4f8f"),
    ("a:folHlink", "accent-soft", "678bb2"),
];

/// Fonts that come with Windows or an office program, for letters.
const LATIN: [&str; 10] = [
    "Arial",
    "Calibri",
    "Cambria",
    "Candara",
    "Georgia",
    "Segoe UI",
    "Tahoma",
    "Times New Roman",
    "Trebuchet MS",
    "Verdana",
];
/// And for hanzi.
const HAN: [&str; 8] = [
    "Microsoft YaHei",
    "Microsoft YaHei UI",
    "DengXian",
    "SimHei",
    "SimSun",
    "NSimSun",
    "KaiTi",
    "FangSong",
];

/// The theme of a presentation, by that name.
pub(super) fn part(name: &str, theme: &Theme) -> String {
    let mut xml = Xml::new();
    xml.open("a:theme", &[SPACES[0], ("name", name)]);
    xml.open("a:themeElements", &[]);
    xml.open("a:clrScheme", &[("name", name)]);
    for (role, token, usual) in COLOURS {
        let colour = theme
            .tokens
            .colour("light", token)
            .map(crate::theme::Colour::hex);
        let hex = colour
            .as_deref()
            .map_or(usual, |it| it.trim_start_matches('#'));
        xml.open(role, &[])
            .leaf("a:srgbClr", &[("val", hex)])
            .close();
    }
    xml.close();
    xml.open("a:fontScheme", &[("name", name)]);
    for (role, stack) in [("a:majorFont", "display"), ("a:minorFont", "text")] {
        let fonts = theme.tokens.fonts(stack);
        let first = |known: &'static [&str]| {
            let own = fonts.iter().find(|it| known.contains(it));
            own.copied().unwrap_or(known[0])
        };
        let han = first(&HAN);
        xml.open(role, &[]);
        xml.leaf("a:latin", &[("typeface", first(&LATIN))]);
        xml.leaf("a:ea", &[("typeface", han)]);
        xml.leaf("a:cs", &[("typeface", "")]);
        xml.leaf("a:font", &[("script", "Hans"), ("typeface", han)]);
        xml.close();
    }
    xml.close();
    formats(&mut xml, name);
    xml.close()
        .leaf("a:objectDefaults", &[])
        .leaf("a:extraClrSchemeLst", &[]);
    xml.close();
    xml.finish()
}

/// Fills, lines and effects of a theme: three of each, as the format asks, and
/// all of them plain.
fn formats(xml: &mut Xml, name: &str) {
    let fill = |xml: &mut Xml| {
        xml.open("a:solidFill", &[])
            .leaf("a:schemeClr", &[("val", "phClr")])
            .close();
    };
    xml.open("a:fmtScheme", &[("name", name)]);
    xml.open("a:fillStyleLst", &[]);
    (0..3).for_each(|_| fill(xml));
    xml.close().open("a:lnStyleLst", &[]);
    for width in ["9525", "19050", "28575"] {
        xml.open("a:ln", &[("w", width)]);
        fill(xml);
        xml.close();
    }
    xml.close().open("a:effectStyleLst", &[]);
    for _ in 0..3 {
        xml.open("a:effectStyle", &[])
            .leaf("a:effectLst", &[])
            .close();
    }
    xml.close().open("a:bgFillStyleLst", &[]);
    (0..3).for_each(|_| fill(xml));
    xml.close().close();
}
