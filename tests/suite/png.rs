//! A chart by itself: `pingshu chart`, as SVG and as PNG.

use std::path::Path;

use pingshu::{
    Size,
    cli::{self, Environment},
};

use crate::site::options;

/// Runs `chart` on the example in this repository.
fn chart(args: &[&str]) -> (u8, Vec<u8>, String) {
    let root = env!("CARGO_MANIFEST_DIR");
    let line = ["pingshu", "chart", "--root", root];
    let args = line.iter().chain(args).map(Into::into);
    let environment = Environment {
        lang: Some("en_GB.UTF-8".to_owned()),
        ..Environment::default()
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = cli::run(args, &environment, &mut out, &mut err);
    (code, out, String::from_utf8_lossy(&err).into_owned())
}

fn text(args: &[&str]) -> String {
    let (code, out, err) = chart(args);
    assert_eq!(code, 0, "{args:?}: {err}");
    String::from_utf8(out).expect("it is text")
}

#[test]
fn every_chart_that_is_listed_is_drawn() {
    let list = text(&[]);
    let addresses: Vec<&str> = list
        .lines()
        .filter_map(|it| it.split("  ").next())
        .collect();
    assert!(addresses.contains(&"scorecard.points@2008"), "{list}");
    assert!(addresses.iter().any(|it| it.contains(".html#b")), "{list}");
    let narrow = text(&["scorecard.points", "--size", "narrow"]);
    assert!(narrow.contains("width=\"340\""), "{narrow}");
    let checked = pingshu::check(&options(Path::new(env!("CARGO_MANIFEST_DIR"))));
    let checked = checked.expect("the machine can");
    let site = checked.site.as_ref().expect("the example has no mistakes");
    for address in addresses {
        for (size, expected) in [
            (Size::Page, "720"),
            (Size::Slide, "1136"),
            (Size::Narrow, "340"),
        ] {
            let svg = pingshu::chart(&checked, site, address, "zh", size).expect(address);
            let drawing = roxmltree::Document::parse(&svg).expect("it is XML");
            let width = drawing.root_element().attribute("width");
            assert_eq!(width, Some(expected), "{address}");
            assert!(svg.contains("<style>.f-acc"), "{address}: {svg}");
        }
    }
}

#[test]
fn an_address_is_short_or_whole_and_the_language_is_the_one_asked_for() {
    // Without a year, the newest.
    let whole = text(&["scorecard.points@2009"]);
    assert_eq!(text(&["scorecard.points"]), whole);
    assert!(whole.contains("lang=\"zh-Hans\""), "{whole}");
    let english = text(&["scorecard.points", "--lang", "en"]);
    assert!(english.contains("lang=\"en"), "{english}");
    let list = text(&[]);
    let on_page = list
        .lines()
        .find_map(|it| it.split("  ").next().filter(|it| it.contains('#')))
        .expect("a page has a chart");
    assert_eq!(text(&[&on_page.replace(".html", "")]), text(&[on_page]));
}

#[test]
fn what_cannot_be_drawn_is_refused_in_words() {
    let refused = |args: &[&str], expected: &[&str]| {
        let (code, out, err) = chart(args);
        assert_eq!((code, out.len()), (2, 0), "{args:?}");
        for part in expected {
            assert!(err.contains(part), "{args:?}: {err}");
        }
    };
    refused(
        &["scorecard.nothing"],
        &["scorecard.nothing", "pingshu chart"],
    );
    refused(&["x", "--svg", "--png"], &["--svg", "--png"]);
    refused(&["x", "--png", "--scale", "0"], &["--scale"]);
    refused(&["x", "--scale", "3"], &["--png"]);
    if cfg!(not(feature = "png")) {
        refused(
            &["scorecard.points", "--png", "--font", "a.ttf"],
            &["--features png", "--font"],
        );
        // The environment here has no programs.
        refused(&["scorecard.points", "--png"], &["Chromium", "--browser"]);
    }
    let lost = Path::new("no/such/folder/x.svg").display().to_string();
    refused(
        &["scorecard.points", "-o", &lost],
        &[&lost, "does not exist"],
    );
}

#[cfg(feature = "png")]
mod painted {
    use pingshu::raster::{Brush, Fonts, Unpaintable};
    use resvg::{tiny_skia::Pixmap, usvg::fontdb};

    use super::*;

    const BRUSH: Brush<'static> = Brush {
        scale: 1.0,
        paper: "#ffffff",
    };

    /// Paints with the machine's own fonts.
    fn png(svg: &str, brush: Brush) -> Result<Vec<u8>, Unpaintable> {
        Fonts::find(None)?.png(svg, brush)
    }

    fn drawing(text: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"40\">\
             <text x=\"10\" y=\"30\" font-size=\"24\" font-family=\"system-ui, sans-serif\">{text}</text></svg>"
        )
    }

    fn paint(text: &str) -> Pixmap {
        let bytes = png(&drawing(text), BRUSH).expect("the font has it");
        Pixmap::decode_png(&bytes).expect("it is a PNG")
    }

    fn differing(one: &Pixmap, other: &Pixmap) -> usize {
        let pairs = one.pixels().iter().zip(other.pixels());
        pairs.filter(|(a, b)| a != b).count()
    }

    #[test]
    fn a_chart_has_its_size_its_paper_and_its_text() {
        let svg = text(&["scorecard.points"]);
        let (code, bytes, err) = chart(&["scorecard.points", "--png"]);
        assert_eq!(code, 0, "{err}");
        let picture = Pixmap::decode_png(&bytes).expect("it is a PNG");
        let tree = roxmltree::Document::parse(&svg).expect("it is XML");
        let side = |name| {
            let side: f32 = tree.root_element().attribute(name)?.parse().ok()?;
            Some((side * 2.0).ceil() as u32)
        };
        assert_eq!(Some(picture.width()), side("width"));
        assert_eq!(Some(picture.height()), side("height"));
        let corner = picture.pixel(0, 0).expect("it has a corner");
        assert_eq!(corner.alpha(), 255, "paper is no hole");

        let mut blank = svg.clone();
        while let Some((before, rest)) = blank.split_once("<text") {
            let after = rest.split_once("</text>").expect("it ends").1;
            blank = format!("{before}{after}");
        }
        let brush = Brush {
            scale: 2.0,
            ..BRUSH
        };
        let blank = png(&blank, brush).expect("nothing to look for");
        let blank = Pixmap::decode_png(&blank).expect("it is a PNG");
        assert!(differing(&picture, &blank) > 5_000, "the text shows");

        let (_, again, _) = chart(&["scorecard.points", "--png"]);
        assert_eq!(bytes, again);
        let (_, larger, _) = chart(&["scorecard.points", "--png", "--scale", "3"]);
        let larger = Pixmap::decode_png(&larger).expect("it is a PNG");
        assert_eq!(larger.width(), 2160);
    }

    #[test]
    fn chinese_characters_are_themselves_and_no_boxes() {
        let (one, other) = (paint("服"), paint("务"));
        assert!(differing(&one, &paint("")) > 100, "there is ink");
        assert!(differing(&one, &other) > 50, "two boxes would be alike");
    }

    #[test]
    fn a_missing_character_is_named() {
        // A private character, which no font of a system has.
        let refused = png(&drawing("服\u{F3A9F}务"), BRUSH).expect_err("no font has it");
        let Unpaintable::Glyphs { missing, font } = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(missing, ['\u{F3A9F}'], "{font}");
        // What is invisible is not missing.
        assert!(png(&drawing("A\u{200B}B\u{00AD}C"), BRUSH).is_ok());
    }

    #[test]
    fn a_font_without_chinese_is_told_from_one_that_has_it() {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        let file = |wanted: &dyn Fn(&str) -> bool| {
            fonts.faces().find_map(|face| match &face.source {
                fontdb::Source::File(path)
                    if face.families.iter().any(|(family, _)| wanted(family)) =>
                {
                    Some(path.clone())
                }
                _ => None,
            })
        };
        let chinese = file(&|family| family.contains("CJK SC")).expect("a gate installs it");
        let font = |path: &Path, text: &str| Fonts::find(Some(path))?.png(&drawing(text), BRUSH);
        assert!(font(&chinese, "服务").is_ok());
        if let Some(latin) = file(&|family| family == "DejaVu Sans") {
            let refused = font(&latin, "A 服务").expect_err("it has no Chinese");
            let expected = Unpaintable::Glyphs {
                font: "DejaVu Sans".to_owned(),
                missing: vec!['务', '服'],
            };
            assert_eq!(refused, expected);
        }
        let none = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let refused = font(&none, "A");
        assert_eq!(refused, Err(Unpaintable::NotAFont(none)));
    }

    #[test]
    fn sizes_that_no_machine_holds_are_refused() {
        for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e9] {
            let brush = Brush { scale, ..BRUSH };
            assert_eq!(png(&drawing("A"), brush), Err(Unpaintable::Size), "{scale}");
        }
        let refused = png("<svg", BRUSH);
        assert!(
            matches!(refused, Err(Unpaintable::Drawing(_))),
            "{refused:?}"
        );
    }
}
