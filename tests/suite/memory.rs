//! What the preview remembers: after any change a site comes out as if nothing
//! had been remembered, and what has not changed is not done again.

use std::sync::Arc;

use pingshu::{Assessed, Checked, input::InputTree, memory::Memory};

use crate::site::{OnDisk, Site, Told, options, told};

const CHAPTER: &str = "content/2008/01-review.md";
const OTHER: &str = "content/2008/02-halls.md";
const DECK: &str = "content/decks/training.md";
const BORROWER: &str = "content/decks/talk.md";
const BULLETIN: &str = "content/2008/bulletins/2008-Q1.md";
const SETTINGS: &str = "data/site.yaml";
const CATALOGUE: &str = "data/catalogue.yaml";
const READINGS: &str = "data/2008/readings.yaml";
const ROWS: &str = "data/2008/halls.csv";
const STYLE: &str = "themes/default/static/theme.css";
const CAPTIONS: &str = "content/decks/greeting.vtt";

/// A site with something of everything that a page may depend on.
fn site() -> Site {
    Site::valid()
        .append(
            READINGS,
            "  - { metric: waiting, period: 2008-Q1, value: 12 }\nrows:\n  - file: halls.csv\n",
        )
        .with(ROWS, "metric,value,period\nwaiting,11.5,2008-Q2\n")
        .with(
            OTHER,
            "---\ntitle: Halls\n---\n\nWhat was [promised](01-review.md#promises).\n\n![A hall](hall.png)\n",
        )
        .with("content/2008/hall.png", "no picture")
        .with(BULLETIN, "---\ntitle: The first quarter\n---\n\nHalls waited {{ waiting }}.\n")
        .edit(DECK, "## Halls", "<!-- slide: id=halls -->\n## Halls")
        .append(
            DECK,
            "\n---\n\n## Hear\n\n```media\nvideo: greeting.mp4\nstill: greeting.png\nalt: A clerk\ntranscript: Good morning.\ncaptions: greeting.vtt\n```\n",
        )
        .with("content/decks/greeting.mp4", "no film")
        .with("content/decks/greeting.png", "no picture")
        .with(CAPTIONS, "WEBVTT\n\n00:00.000 --> 00:02.000\nGood morning.\n")
        .with(
            BORROWER,
            "---\ntitle: Talk\nyear: 2008\n---\n\n# Talk\n\n---\n\n<!-- slide: import=training#halls -->\n",
        )
}

/// A site in a folder that is read again after each change.
struct Watched {
    disk: OnDisk,
    site: Site,
    memory: Memory,
}

/// A site as it was read.
type Seen = (InputTree, Checked);

impl Watched {
    fn new(site: Site) -> Self {
        Self {
            disk: site.on_disk(),
            site,
            memory: Memory::default(),
        }
    }

    fn read(&mut self) -> Seen {
        let options = options(self.disk.root());
        pingshu::read_again(&options, &mut self.memory).expect("the disk holds")
    }

    /// Changes the site, and compares what comes out with memory and without.
    fn change(&mut self, what: &str, change: impl FnOnce(Site) -> Site) -> Vec<Told> {
        self.site = change(self.site.clone());
        self.disk.becomes(&self.site);
        let remembered = self.read();
        let fresh = pingshu::read(&options(self.disk.root())).expect("the disk holds");
        let found = told(&remembered.1);
        assert_eq!(found, told(&fresh.1), "what is told after: {what}");
        assert_eq!(figures(&remembered), figures(&fresh), "figures: {what}");
        let (with, without) = (pages(&remembered), pages(&fresh));
        assert_eq!(with.len(), without.len(), "how many pages after: {what}");
        for (with, without) in with.iter().zip(&without) {
            assert_eq!(with.0, without.0, "the pages after: {what}");
            assert!(with.1 == without.1, "{} differs after: {what}", with.0);
        }
        found
    }
}

fn assessed((_, checked): &Seen) -> &Assessed {
    checked.site.as_ref().expect("enough of the site is there")
}

fn figures(seen: &Seen) -> Vec<String> {
    let site = seen.1.site.as_ref();
    let facts = site.into_iter().flat_map(|it| it.facts.iter());
    facts.map(|it| format!("{it:?}")).collect()
}

/// All pages and files of a site that has no error, by their routes.
fn pages(seen: &Seen) -> Vec<(String, Option<Vec<u8>>)> {
    let (tree, checked) = seen;
    let site = checked.site.as_ref();
    let Some(site) = site.filter(|_| !checked.report.has_errors()) else {
        return Vec::new();
    };
    let pages = site.plan.pages().iter().map(|it| it.route.as_str());
    let routes = pages.chain(["assets/theme.css", "assets/tokens.css", "2008/hall.png"]);
    let made = routes.map(|route| {
        let bytes = pingshu::at_route(checked, site, tree, route);
        (route.to_owned(), bytes.expect("the theme is valid"))
    });
    made.collect()
}

/// The codes that were told of a file.
fn codes<'a>(told: &'a [Told], file: &str) -> Vec<&'a str> {
    let of_file = told.iter().filter(|it| it.file == file);
    of_file.map(|it| it.code.as_str()).collect()
}

#[test]
fn a_site_comes_out_as_if_nothing_had_been_remembered() {
    let mut watched = Watched::new(site());
    let mut change = |what: &str, edit: &dyn Fn(Site) -> Site| watched.change(what, edit);
    assert_eq!(change("nothing", &|it| it), []);
    change("a chapter", &|it| it.append(CHAPTER, "\nOne more.\n"));
    change("a reading", &|it| it.edit(READINGS, "12.5", "13.5"));
    let table = |it: Site| it.edit(ROWS, "11.5", "14.5");
    change("a table, as long as before", &table);

    let more = "---\ntitle: More\n---\n\nAlso [halls](02-halls.md), {{ waiting }}.\n";
    let name = |at: u8| format!("content/2008/0{at}-more.md");
    change("a narrative more", &|it| it.with(&name(3), more));
    change("a name", &|it| it.without(&name(3)).with(&name(0), more));
    change("a narrative less", &|it| it.without(&name(0)));

    let told = change("a heading", &|it| {
        it.edit(CHAPTER, "{#promises}", "{#kept}")
    });
    assert_eq!(
        codes(&told, OTHER),
        ["L603"],
        "a link from a file as it was"
    );
    change("a heading as it was", &|it| {
        it.edit(CHAPTER, "{#kept}", "{#promises}")
    });
    change("a picture less", &|it| it.without("content/2008/hall.png"));
    change("the picture", &|it| {
        it.with("content/2008/hall.png", "another")
    });

    let told = change("a broken file", &|it| {
        it.edit(READINGS, "readings:", "readings")
    });
    assert!(told.iter().any(|it| it.file == READINGS), "{told:?}");
    let told = change("a mended file", &|it| {
        it.edit(READINGS, "readings\n", "readings:\n")
    });
    assert_eq!(told, []);
    let clash = "content/2008/04-index.md";
    change("a route that is taken", &|it| it.with(clash, more));
    change("a route that is free", &|it| it.without(clash));

    let style = "body { color: black }\n";
    change("a style sheet", &|it| it.with(STYLE, style));
    change("the same of another colour", &|it| {
        it.edit(STYLE, "black", "green")
    });
    let tokens = "themes/default/theme.yaml";
    change("a theme", &|it| {
        it.with(tokens, "light:\n  accent: \"#0b5d3b\"\n")
    });
    change("no theme", &|it| it.without(tokens).without(STYLE));
    let words = "themes/default/locales/en.yaml";
    change("a word", &|it| {
        it.with(words, "page:\n  skip: To the text\n")
    });

    let long = "- Another thing to remember\n".repeat(40);
    let told = change("a slide of another deck", &|it| {
        it.edit(DECK, "- One thing to remember\n", &long)
    });
    assert_eq!(
        codes(&told, BORROWER),
        ["M518"],
        "a deck whose file is as it was"
    );
    change("the slide as it was", &|it| {
        it.edit(DECK, &long, "- One thing to remember\n")
    });
    let (short, long) = (
        "\" minutes\"",
        format!("\" minutes{}\"", " of a day".repeat(200)),
    );
    let told = change("a word of the data", &|it| it.edit(CATALOGUE, short, &long));
    assert_eq!(codes(&told, DECK), ["M518"], "a deck with a longer figure");
    change("the word as it was", &|it| it.edit(CATALOGUE, &long, short));
    let told = change("captions", &|it| it.edit(CAPTIONS, "WEBVTT", "captions"));
    assert!(!told.is_empty(), "captions that no browser can read");
    change("other captions", &|it| {
        it.edit(CAPTIONS, "captions", "WEBVTT")
    });

    change("a bulletin less", &|it| it.without(BULLETIN));
    change("a draft", &|it| {
        it.edit(OTHER, "title:", "draft: true\ntitle:")
    });
    let languages = |it: Site| it.edit(SETTINGS, "languages: [en]", "languages: [en, zh]");
    change("a language more", &languages);
    change("another main language", &|it| {
        it.edit(SETTINGS, "[en, zh]", "[zh, en]")
    });
    change("another year", &|it| {
        it.edit(SETTINGS, "year: 2008", "year: 2009")
    });
}

#[test]
fn what_has_not_changed_is_taken_over() {
    let mut watched = Watched::new(site());
    let before = watched.read();
    watched
        .disk
        .becomes(&site().append(CHAPTER, "\nOne more.\n"));
    let after = watched.read();
    let (before, after) = (assessed(&before), assessed(&after));
    assert!(Arc::ptr_eq(&before.facts, &after.facts), "the figures");
    assert!(Arc::ptr_eq(&before.renderer, &after.renderer), "the theme");
    let documents = (before.portfolio.documents.iter()).zip(&after.portfolio.documents);
    for (before, after) in documents {
        let file = &*before.narrative.file;
        assert_eq!(*after.narrative.file, *file, "the order of narratives");
        assert_eq!(Arc::ptr_eq(before, after), file != CHAPTER, "{file}");
    }
}
