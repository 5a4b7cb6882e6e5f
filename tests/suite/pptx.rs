//! Decks as presentations: `pingshu pptx`. The package is taken apart and held
//! against the composed deck; an office program opens it where there is one.

#[path = "pptx/audience.rs"]
mod audience;
#[path = "pptx/office.rs"]
mod office;
#[path = "pptx/package.rs"]
pub(crate) mod package;

use std::{collections::BTreeSet, path::Path, sync::OnceLock};

use package::{DRAWING, OFFICE, Package, SHOW, SVG, holder, places, words};
use pingshu::{
    Assessed, Checked,
    cli::{self, Environment},
    compose::{
        Composer,
        view::{BlockView, BodyView, PageView, SlideView},
    },
    diag::Report,
    input::{self, InputTree},
};
use roxmltree::Node;

use crate::site::options;

/// The decks that are looked at: written ones in both languages, and chapters
/// with many tables.
const DECKS: [(&str, &str); 7] = [
    ("decks/star-halls", "zh"),
    ("decks/star-halls", "en"),
    ("decks/2008-review", "zh"),
    ("decks/2008-review", "en"),
    ("2008/slides/review", "zh"),
    ("2008/slides/inspections", "zh"),
    ("2008/slides/training", "en"),
];

/// A site that was read and judged.
struct Site {
    tree: InputTree,
    checked: Checked,
}

impl Site {
    fn assessed(&self) -> &Assessed {
        self.checked
            .site
            .as_ref()
            .expect("the example has no error")
    }

    /// The deck as it is composed for browsers.
    fn page(&self, address: &str, language: &str) -> PageView {
        let (checked, site) = (&self.checked, self.assessed());
        let composer = Composer::new(
            &site.portfolio,
            &site.facts,
            &site.exhibits,
            &site.plan,
            &checked.locales,
            &*checked.atlas,
        );
        composer.compose(site.plan.find(address, language).expect(address))
    }

    fn presentation(&self, address: &str, language: &str) -> Vec<u8> {
        let asked = (address, language);
        // Pixels have tests of their own; here they tell which drawing they are of.
        let paint = |svg: &str| Ok::<_, ()>(format!("{}", svg.len()).into_bytes());
        let made = pingshu::presentation(&self.checked, self.assessed(), &self.tree, asked, &paint);
        made.expect("nothing is refused").expect(address)
    }
}

fn example() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let options = options(Path::new(env!("CARGO_MANIFEST_DIR")));
        let mut report = Report::default();
        let read = input::read(&options.root, &options.output, &mut report);
        let mut tree = read.expect("the example can be read");
        let checked = pingshu::check_tree(&mut tree, &options, report);
        let checked = checked.expect("the machine can");
        Site { tree, checked }
    })
}

fn opened() -> &'static [(PageView, Package)] {
    static OPENED: OnceLock<Vec<(PageView, Package)>> = OnceLock::new();
    OPENED.get_or_init(|| {
        let both = DECKS.map(|(address, language)| {
            let page = example().page(address, language);
            let bytes = example().presentation(address, language);
            (page, Package::open(bytes))
        });
        both.into()
    })
}

fn slides(page: &PageView) -> &[SlideView] {
    match &page.body {
        BodyView::Deck { slides, .. } => slides,
        _ => panic!("{} is no deck", page.title),
    }
}

fn slide_part(slide: &SlideView) -> String {
    format!("ppt/slides/slide{}.xml", slide.number)
}

/// Markup as words without space, by an eye of its own: tags are cut out.
fn seen(html: &str) -> String {
    let mut html = html.to_owned();
    while let Some(at) = html.find("<svg") {
        let end = html[at..].find("</svg>").expect("a drawing ends") + at + "</svg>".len();
        html.replace_range(at..end, "");
    }
    let mut words = String::new();
    for piece in html.split('<') {
        words.push_str(piece.split_once('>').map_or(piece, |it| it.1));
    }
    tight(&words.replace("↩", ""))
}

fn tight(words: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    let mut words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    for (entity, c) in entities {
        words = words.replace(entity, c);
    }
    words
}

/// All the markup of what a slide shows.
fn markup(slide: &SlideView) -> Vec<&str> {
    let mut all = vec![slide.title_html.as_str()];
    add_markup(&slide.blocks, &mut all);
    all
}

fn add_markup<'a>(blocks: &'a [BlockView], all: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            BlockView::Prose { html } | BlockView::Heading { html, .. } => all.push(html),
            BlockView::Notice { html, items, .. } => {
                all.push(html);
                all.extend(items.iter().map(String::as_str));
            }
            BlockView::Table(table) => {
                all.push(&table.takeaway_html);
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                all.extend(cells.map(|it| it.html.as_str()));
                all.extend(table.notes.iter().map(String::as_str));
                all.push(&table.source_html);
            }
            BlockView::Chart(chart) => all.extend([&*chart.takeaway_html, &chart.source_html]),
            BlockView::Tiles { tiles } => {
                for it in tiles {
                    all.extend([&*it.value_html, &it.change_html, &it.target_html]);
                }
            }
            BlockView::Columns { columns, .. } => {
                for column in columns {
                    add_markup(column, all);
                }
            }
            BlockView::Quiz(quiz) => {
                all.push(&quiz.question_html);
                all.extend(quiz.options.iter().map(|it| it.html.as_str()));
            }
            BlockView::Drill(drill) => {
                for it in &drill.entries {
                    all.extend([&*it.situation_html, &it.say_html, &it.avoid_html]);
                }
            }
            BlockView::Pair(pair) => {
                all.extend([&*pair.right.caption_html, &pair.wrong.caption_html]);
            }
            BlockView::Media(media) => all.push(&media.title_html),
            BlockView::Margin { .. } | BlockView::Ledger { .. } => {}
        }
    }
}

/// What stands between two marks, everywhere in a text.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    let rest = text.split(from).skip(1);
    rest.filter_map(|it| it.split_once('>')?.1.split_once(to).map(|it| it.0))
        .collect()
}

#[test]
fn every_part_is_declared_and_every_link_leads_to_one() {
    for (page, package) in opened() {
        let types = package.xml("[Content_Types].xml");
        let mut declared = BTreeSet::new();
        let mut endings = BTreeSet::new();
        for it in types.root_element().children() {
            if let Some(name) = it.attribute("PartName") {
                let name = name.trim_start_matches('/');
                assert!(package.0.contains_key(name), "{name} is declared");
                declared.insert(name);
            } else if let Some(ending) = it.attribute("Extension") {
                endings.insert(ending);
            }
        }
        let mut reached = BTreeSet::from(["[Content_Types].xml".to_owned()]);
        let mut waiting = vec![String::new()];
        while let Some(part) = waiting.pop() {
            for (id, _, target) in package.links(&part) {
                let is_used = part.is_empty() || {
                    let text = package.text(&part);
                    text.contains(&format!("\"{id}\""))
                };
                let implied = ["theme", "slideLayout", "slideMaster", "notesMaster"];
                let is_implied = implied.iter().any(|it| target.contains(it))
                    || target.contains("notesSlide")
                    || part.contains("notesSlide");
                assert!(is_used || is_implied, "{part}: nothing uses {target}");
                if package.0.contains_key(&target) && reached.insert(target.clone()) {
                    waiting.push(target);
                }
            }
        }
        for name in package.0.keys() {
            let ending = name.rsplit('.').next().unwrap_or_default();
            if ending == "rels" {
                package.xml(name);
                continue;
            }
            assert!(
                reached.contains(name),
                "{}: nothing leads to {name}",
                page.title
            );
            let is_own = declared.contains(name.as_str());
            let is_xml = ending == "xml" && name != "[Content_Types].xml";
            assert!(
                is_own || (!is_xml && endings.contains(ending)),
                "{name} has no type"
            );
            if is_xml || ending == "svg" {
                package.xml(name);
            }
        }
    }
}

#[test]
fn slides_have_the_titles_notes_tables_and_pictures_of_the_deck() {
    let mut counted = [0; 4];
    for (page, package) in opened() {
        let own = package
            .0
            .keys()
            .filter(|it| it.starts_with("ppt/slides/slide"));
        assert_eq!(own.count(), slides(page).len(), "{}", page.title);
        for slide in slides(page) {
            let at = format!("{} {}", page.title, slide.number);
            let part = slide_part(slide);
            let xml = package.xml(&part);
            let title = holder(&xml, "title").or_else(|| holder(&xml, "ctrTitle"));
            let title = title.map(|it| tight(&words(it))).unwrap_or_default();
            assert_eq!(title, seen(&slide.title_html), "{at}");
            let notes = package.linked(&part, "notesSlide");
            assert_eq!(notes.is_none(), slide.notes_html.is_empty(), "{at}");
            if let Some(notes) = notes {
                let notes = package.xml(&notes);
                let own = holder(&notes, "body").expect("notes have words");
                assert_eq!(tight(&words(own)), seen(&slide.notes_html), "{at}");
                counted[1] += 1;
            }
            let count = |name| {
                xml.descendants()
                    .filter(|it| it.tag_name().name() == name)
                    .count()
            };
            let plain: usize = markup(slide)
                .iter()
                .map(|it| it.matches("<table").count())
                .sum();
            let images: usize = markup(slide)
                .iter()
                .map(|it| it.matches("<img").count())
                .sum();
            let of = |wanted: fn(&BlockView) -> bool| {
                slide.blocks.iter().filter(|it| wanted(it)).count()
            };
            let tiles = slide.blocks.iter().map(|it| match it {
                BlockView::Tiles { tiles } => tiles.len().div_ceil(4),
                _ => 0,
            });
            let tables = of(|it| matches!(it, BlockView::Table(_))) + plain + tiles.sum::<usize>();
            assert_eq!(count("tbl"), tables, "{at}");
            let charts = of(|it| matches!(it, BlockView::Chart(_)));
            assert_eq!(count("pic"), charts + images, "{at}");
            counted[0] += usize::from(!title.is_empty());
            counted[2] += tables;
            counted[3] += charts;
        }
    }
    assert!(
        counted.iter().all(|it| *it > 5),
        "there is something to count: {counted:?}"
    );
}

#[test]
fn figures_and_their_marks_are_those_of_the_slide() {
    let mut found = [0; 2];
    for (page, package) in opened() {
        for slide in slides(page) {
            let at = format!("{} {}", page.title, slide.number);
            let xml = package.xml(&slide_part(slide));
            let shown = tight(&words(xml.root()));
            let raised: Vec<String> = xml
                .descendants()
                .filter(|it| it.has_tag_name((DRAWING, "r")))
                .filter(|it| {
                    it.descendants()
                        .any(|it| it.attribute("baseline") == Some("30000"))
                })
                .map(|it| tight(&words(it)))
                .collect();
            let mut marks = Vec::new();
            for html in markup(slide) {
                assert!(
                    shown.contains(&seen(html)) || html.contains("<table"),
                    "{at}: {html}"
                );
                for figure in between(html, "<data ", "</data>") {
                    assert!(shown.contains(&tight(figure)), "{at}: {figure}");
                    found[0] += 1;
                }
                marks.extend(between(html, "<sup class=\"mark", "</sup>"));
            }
            found[1] += marks.len();
            for mark in &marks {
                let wanted = marks.iter().filter(|it| *it == mark).count();
                let there = raised.iter().filter(|it| *it == mark).count();
                assert_eq!(there, wanted, "{at}: {mark}");
            }
        }
    }
    assert!(
        found.iter().all(|it| *it > 20),
        "there is something to find: {found:?}"
    );
}

#[test]
fn the_same_deck_gives_the_same_bytes() {
    let again = || example().presentation("decks/2008-review", "zh");
    assert_eq!(again(), again());
}

#[test]
fn drawings_stand_alone_and_are_told_in_words() {
    for (page, package) in opened() {
        for slide in slides(page) {
            let part = slide_part(slide);
            let xml = package.xml(&part);
            let links = package.links(&part);
            let target = |id: Option<&str>| {
                let found = links.iter().find(|it| Some(it.0.as_str()) == id);
                found.expect("a picture is there").2.clone()
            };
            let pictures = xml
                .descendants()
                .filter(|it| it.has_tag_name((SHOW, "pic")));
            for picture in pictures {
                let named = |name| {
                    picture
                        .descendants()
                        .find(move |it: &Node| it.tag_name().name() == name)
                };
                let told = named("cNvPr").and_then(|it| it.attribute("descr"));
                assert!(
                    told.is_some_and(|it| it.chars().count() > 5),
                    "{part}: {told:?}"
                );
                let embedded = (OFFICE, "embed");
                let pixels = target(named("blip").and_then(|it| it.attribute(embedded)));
                let drawing = picture
                    .descendants()
                    .find(|it| it.has_tag_name((SVG, "svgBlip")));
                let drawing = target(drawing.and_then(|it| it.attribute(embedded)));
                let ending = |it: &str| it.rsplit('.').next().map(str::to_owned);
                assert_eq!(ending(&pixels).as_deref(), Some("png"));
                assert_eq!(ending(&drawing).as_deref(), Some("svg"));
                let own = package.text(&drawing).len().to_string();
                assert_eq!(package.text(&pixels), own, "the pixels are of this drawing");
                let svg = package.xml(&drawing);
                for it in svg.descendants().filter(Node::is_element) {
                    assert!(!["a", "style", "script", "image"].contains(&it.tag_name().name()));
                    for own in it.attributes() {
                        assert!(
                            !["class", "style", "href"].contains(&own.name()),
                            "{drawing}"
                        );
                        let is_inside =
                            !own.value().contains("url(") || own.value().contains("url(#");
                        assert!(is_inside, "{drawing}: {}", own.value());
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_leaves_its_slide_or_covers_something_else() {
    let mut placed = 0;
    for (page, package) in opened() {
        let wide = match &page.body {
            BodyView::Deck { aspect, .. } if aspect == "4:3" => 960.0,
            _ => 1280.0,
        };
        let main = package.xml("ppt/presentation.xml");
        let size = main
            .descendants()
            .find(|it| it.has_tag_name((SHOW, "sldSz")));
        let width = size
            .and_then(|it| it.attribute("cx"))
            .and_then(|it| it.parse::<f64>().ok());
        assert_eq!(width, Some(wide * 9525.0));
        for slide in slides(page) {
            let at = format!("{} {}", page.title, slide.number);
            let places = places(&package.xml(&slide_part(slide)));
            for (i, (name, [left, top, right, bottom])) in places.iter().enumerate() {
                assert!(
                    *left >= 0.0 && *top >= 0.0 && *right <= wide,
                    "{at}: {name}"
                );
                assert!(*bottom <= 661.0, "{at}: {name} ends at {bottom}");
                for (other, [l, t, r, b]) in &places[..i] {
                    let apart = right <= l || r <= left || *bottom <= t + 0.5 || *b <= top + 0.5;
                    assert!(apart, "{at}: {name} covers {other}");
                }
                placed += 1;
            }
        }
    }
    assert!(placed > 100, "there is something to look at: {placed}");
}

#[test]
fn the_document_says_what_it_is_and_nothing_of_when() {
    let (page, package) = &opened()[0];
    let known = package.text("docProps/core.xml");
    assert!(
        known.contains(&format!("<dc:title>{}</dc:title>", page.title)),
        "{known}"
    );
    assert!(
        known.contains("<dc:language>zh-CN</dc:language>"),
        "{known}"
    );
    assert!(!known.contains("dcterms"), "{known}");
    let theme = package.text("ppt/theme/theme1.xml");
    assert!(
        theme.contains("<a:ea typeface=\"Microsoft YaHei\"/>"),
        "{theme}"
    );
    assert!(theme.contains("0f4f8f"), "the accent is the theme's");
    for slide in slides(page) {
        let text = package.text(&slide_part(slide));
        assert!(text.contains("lang=\"zh-CN\""), "{text}");
    }
}

fn run(args: &[&str]) -> (u8, String, String) {
    let root = env!("CARGO_MANIFEST_DIR");
    let line = ["pingshu", "pptx", "--root", root];
    let environment = Environment {
        lang: Some("en_GB.UTF-8".to_owned()),
        ..Environment::default()
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = line.iter().chain(args).map(Into::into);
    let code = cli::run(args, &environment, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("it is text");
    (code, text(out), text(err))
}

#[test]
fn decks_are_listed_and_a_wrong_address_is_told() {
    let (code, list, err) = run(&[]);
    assert_eq!(code, 0, "{err}");
    for (address, _) in DECKS {
        assert!(
            list.lines().any(|it| it.starts_with(address)),
            "{address}: {list}"
        );
    }
    let (code, _, err) = run(&["decks/nowhere", "-o", "/nowhere/x.pptx"]);
    assert_eq!(code, 2);
    // The program speaks the site's language.
    for word in ["decks/nowhere", "pingshu pptx"] {
        assert!(err.contains(word), "{err}");
    }
}
