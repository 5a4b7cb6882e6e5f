//! Pixels that the browser of this machine paints: `chart --png`, and the
//! pictures of presentations.

use std::fs;

use super::{
    print::{pingshu, ready},
    printer,
};
use crate::pptx::package::Package;

/// The width and height that a PNG says it has.
fn size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "it is a PNG");
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (side(16), side(20))
}

/// More than a sheet of paper with nothing on it takes.
const DRAWN: usize = 20_000;

#[test]
fn a_chart_is_painted_as_large_as_it_is_asked_for() {
    if !ready() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let chart = |args: &[&str], name: &str| {
        let all = [&["chart", "scorecard.points", "-o", name], args].concat();
        let done = pingshu(folder.path(), &all);
        let err = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "{err}");
        fs::read(folder.path().join(name)).expect("it is written")
    };
    let browser = printer().expect("it is there");
    let browser = ["--png", "--browser", browser];
    let svg = String::from_utf8(chart(&[], "a.svg")).expect("text");
    let tree = roxmltree::Document::parse(&svg).expect("it is XML");
    let sides = |scale: f64| {
        let [width, height] = ["width", "height"].map(|name| {
            let side = tree.root_element().attribute(name).expect(name);
            (scale * side.parse::<f64>().expect("a number")).ceil() as u32
        });
        (width, height)
    };
    let twice = chart(&browser, "a.png");
    assert_eq!(size(&twice), sides(2.0));
    assert!(twice.len() > DRAWN, "{} bytes", twice.len());
    let once = chart(&[&browser[..], &["--scale", "1"]].concat(), "b.png");
    assert_eq!(size(&once), sides(1.0));

    let all = [
        &["chart", "scorecard.points", "-o", "c.png", "--scale", "99"],
        &browser[..],
    ];
    let refused = pingshu(folder.path(), &all.concat());
    assert_eq!(refused.status.code(), Some(2));
    assert!(!folder.path().join("c.png").exists());
}

#[test]
fn a_presentation_has_its_charts_as_pixels() {
    if !ready() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let done = pingshu(folder.path(), &["pptx", "decks/star-halls/clerk"]);
    let err = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{err}");
    let made = fs::read(folder.path().join("star-halls-clerk.pptx")).expect("it is written");
    let package = Package::open(made);
    let parts = package.0.iter();
    let pictures: Vec<_> = parts
        .filter(|(name, bytes)| name.starts_with("ppt/media/") && bytes.starts_with(b"\x89PNG"))
        .collect();
    assert!(pictures.len() >= 2, "{} pictures", pictures.len());
    for (name, bytes) in pictures {
        assert!(size(bytes).0 > 1000 && bytes.len() > DRAWN, "{name}");
    }
}
