//! What the tool promises of every site: the same bytes on every machine, data
//! that are never code, numbers that are never guessed, ends without a panic.

use std::{
    fs,
    io::Read,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use crate::site::{OnDisk, Site, Told, files_below};

const READINGS: &str = "data/2008/readings.yaml";
const REVIEW: &str = "content/2008/01-review.md";

// ---- the same bytes ----

#[test]
fn the_same_inputs_give_the_same_bytes() {
    struct Surroundings {
        zone: &'static str,
        locale: &'static str,
        umask: &'static str,
        threads: &'static str,
        folder: &'static str,
    }
    let all = [
        Surroundings {
            zone: "UTC",
            locale: "C",
            umask: "022",
            threads: "1",
            folder: ".",
        },
        Surroundings {
            zone: "Asia/Shanghai",
            locale: "zh_CN.UTF-8",
            umask: "077",
            threads: "7",
            folder: "/",
        },
        Surroundings {
            zone: "America/St_Johns",
            locale: "de_DE.UTF-8",
            umask: "002",
            threads: "2",
            folder: "content/2008",
        },
    ];
    let mut built = Vec::new();
    for it in all {
        let disk = Site::example().on_disk();
        let status = Command::new("sh")
            .args([
                "-c",
                &format!("umask {}; exec \"$@\"", it.umask),
                "sh",
                env!("CARGO_BIN_EXE_pingshu"),
                "build",
            ])
            .arg("--root")
            .arg(disk.root())
            .arg("--output-dir")
            .arg(disk.root().join("public"))
            .current_dir(disk.root().join(it.folder))
            .envs([
                ("TZ", it.zone),
                ("LC_ALL", it.locale),
                ("RAYON_NUM_THREADS", it.threads),
            ])
            .stdout(Stdio::null())
            .status()
            .expect("runs");
        assert!(status.success(), "{}", it.locale);
        built.push(disk.output());
    }
    for other in &built[1..] {
        assert_eq!(
            built[0].keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>()
        );
        for (name, bytes) in &built[0] {
            assert!(other[name] == *bytes, "{name} differs");
        }
    }
    assert!(built[0].len() > 40, "{} files", built[0].len());
}

#[test]
fn line_ends_of_another_system_change_nothing() {
    let unix = Site::valid().append(REVIEW, "\nsecond  \nline\n\n```text\na\nb\n```\n");
    let mut windows = unix.clone();
    for name in [
        "data/site.yaml",
        "data/catalogue.yaml",
        READINGS,
        "data/2008/scorecard.yaml",
        REVIEW,
        "content/index.md",
    ] {
        windows = windows.with(name, unix.text(name).replace('\n', "\r\n"));
    }
    let (unix, windows) = (unix.on_disk(), windows.on_disk());
    assert_eq!(
        (unix.build(), windows.build()),
        ((Vec::new(), true), (Vec::new(), true))
    );
    for (name, bytes) in unix.output() {
        assert!(windows.output()[&name] == bytes, "{name} differs");
    }
}

// ---- data are never code ----

/// Text that would do harm wherever it is not escaped for its surroundings.
const MARKER: &str = "<i>x</i>\"'&{{";

/// A site with the marker in every field that takes text.
fn marked() -> Site {
    let yaml = format!("'{}'", MARKER.replace('\'', "''"));
    // Where references are read, a backslash keeps braces text.
    let prose_yaml = yaml.replace("{{", "\\{{");
    let marked = |text: &str| text.replace("PROSE", &prose_yaml).replace("MARK", &yaml);
    let site = "format: 1\norganisation: MARK\ntitle: MARK\ndescription: MARK\nlanguages: [en]\ncontact: MARK\nyears:\n  - year: 2008\n    title: MARK\n    standfirst: PROSE\n    as_of: 2008-12-31\n    edition: 1\n    status: final\n    one_page: [waiting, satisfaction]\n";
    let catalogue = "measures:\n  - { id: points, name: MARK, suffix: MARK }\n  - { id: minutes, name: MARK, suffix: MARK }\nunits:\n  - { id: hall, name: MARK }\ncompetitors:\n  - { id: rival, name: MARK }\nmetrics:\n  - { id: satisfaction, name: MARK, measure: points, definition: MARK }\n  - { id: waiting, name: MARK, measure: minutes, better: lower, definition: MARK }\n";
    let readings = "source: MARK\nas_of: 2008-12-31\nreadings:\n  - { metric: satisfaction, evidence: missing, reason: MARK, note: MARK }\n  - { metric: waiting, value: 12.5, target: at most 15, source: MARK, note: MARK }\n  - { metric: waiting, unit: hall, value: 13, note: MARK }\n  - { metric: waiting, scope: rival, value: 14 }\n  - { metric: waiting, period: 2008-Q1, value: 12 }\n  - { metric: waiting, period: 2008-Q2, value: 13 }\n";
    let scorecard = "title: MARK\nsource: MARK\nthresholds:\n  - { id: mark, name: MARK, reason: MARK }\ngoals:\n  - { id: wait, name: MARK, metric: waiting, goal: value at most mark, note: MARK }\nrows:\n  - { item: satisfaction, name: MARK, metric: satisfaction, standard: value at least 79, points: 2, reported: 2, note: MARK }\n  - { item: other, name: MARK, points: 3, blank_reason: MARK, parts: 3 }\n  - { total: total, name: MARK, claimed: 5, note: MARK }\nvetoes:\n  - { id: fire, name: MARK, reason: MARK, note: MARK }\n";
    let front = "---\ntitle: PROSE\nsummary: PROSE\n---\n";
    let body = "## MARK {#one}\n\nMARK [MARK](#one \"MARK\") ![MARK](a.png \"MARK\") `MARK`\n\n- MARK\n\n> MARK\n\n| MARK |\n|---|\n| MARK |\n\nMARK[^1]\n\n[^1]: MARK\n\n```MARK\nMARK\n```\n\n";
    let components = "```chart\nkind: line\nmetric: waiting\nfrom: 2008-Q1\nto: 2008-Q2\ntitle: PROSE\nnote: PROSE\n```\n\n```table\nmetrics: [waiting, satisfaction]\ntitle: PROSE\n```\n\n```scorecard\nshow: items\n```\n\n```scorecard\nshow: goals\n```\n\n```scorecard\nshow: unknowns\n```\n\n```margin\nentries:\n  - { title: PROSE, text: PROSE }\n```\n\n```tiles\nmetrics: [waiting, satisfaction]\n```\n\n```chart\nexhibit: scorecard.points\n```\n";
    let prose = body.replace("MARK", &MARKER.replace("{{", "\\{{").replace('"', "\\\""));
    Site::valid()
        .with("data/site.yaml", marked(site))
        .with("data/catalogue.yaml", marked(catalogue))
        .with(READINGS, marked(readings))
        .with("data/2008/scorecard.yaml", marked(scorecard))
        .with(
            "content/index.md",
            marked(front) + &prose.replace("a.png", "2008/a.png"),
        )
        .with(REVIEW, marked(front) + &prose + &marked(components))
        .with(
            "content/decks/training.md",
            marked(&front.replace("---\ntitle", "---\nyear: 2008\ntitle"))
                + &prose
                    .replace("a.png", "../2008/a.png")
                    .replace("](#one", "](../2008/01-review.md#one")
                + "\nNote:\n"
                + &MARKER[..11]
                + "\n\n---\n\n# "
                + &MARKER[..11]
                + "\n\n"
                + &marked("```tiles\nmetrics: [waiting]\n```\n"),
        )
        .with("content/2008/a.png", b"\x89PNG\r\n\x1a\n".as_slice())
}

#[test]
fn no_text_becomes_markup() {
    let disk = marked().on_disk();
    let (told, is_built) = disk.build();
    let errors: Vec<_> = told
        .iter()
        .filter(|it| it.severity == "error")
        .map(|it| format!("{} {}", it.at(), it.message))
        .collect();
    assert!(is_built && errors.is_empty(), "{errors:#?}");
    let mut shown = 0;
    for (name, bytes) in disk.output() {
        if std::path::Path::new(&name)
            .extension()
            .is_none_or(|it| it != "html")
        {
            continue;
        }
        let page = String::from_utf8(bytes).expect("a page is text");
        assert!(!page.contains("<i>"), "{name}: {}", around(&page, "<i>"));
        for escaped in ["&lt;i>", "&lt;i&gt;"] {
            shown += page.matches(escaped).count();
        }
        well_formed(&name, &page);
    }
    assert!(
        shown > 150,
        "the marker is shown everywhere, and only {shown} times"
    );
}

/// What stands around a text, for a message.
fn around<'a>(page: &'a str, text: &str) -> &'a str {
    let at = page.find(text).unwrap_or(0);
    let boundary = |mut byte: usize| {
        while !page.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    };
    &page[boundary(at.saturating_sub(120))..boundary((at + 120).min(page.len()))]
}

/// Goes through the tags of a page: a value that left its attribute would leave
/// odd names behind, one that left its script a tag inside it.
fn well_formed(name: &str, page: &str) {
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = &rest[rest.find("-->").expect("a comment ends")..];
            continue;
        }
        let tag_end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || "!/-".contains(c)))
            .unwrap_or(rest.len());
        let tag = &rest[..tag_end];
        assert!(
            !tag.is_empty(),
            "{name}: a bare `<` at {:?}",
            rest.chars().take(60).collect::<String>()
        );
        rest = &rest[tag_end..];
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
                rest = after;
                break;
            }
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || "-:_".contains(c)))
                .unwrap_or(rest.len());
            assert!(
                end > 0,
                "{name}: <{tag} has an odd attribute at {:?}",
                rest.chars().take(60).collect::<String>()
            );
            let attribute = &rest[..end];
            rest = &rest[end..];
            if let Some(value) = rest.strip_prefix('=') {
                assert!(
                    value.starts_with('"'),
                    "{name}: <{tag} {attribute}= without quotes"
                );
                let end = value[1..].find('"').expect("a value ends");
                let value_text = &value[1..=end];
                let is_code = attribute.starts_with("on")
                    || attribute == "srcdoc"
                    || value_text.trim_start().starts_with("javascript:");
                assert!(!is_code, "{name}: <{tag} {attribute}=\"{value_text}\"");
                rest = &value[end + 2..];
            }
        }
        if matches!(tag, "script" | "style") {
            let end = rest.find(&format!("</{tag}")).expect("it ends");
            assert!(
                !rest[..end].contains("</i>"),
                "{name}: <{tag}> holds the marker"
            );
            rest = &rest[end..];
        }
    }
}

#[test]
fn neither_data_nor_prose_run_as_templates() {
    let harmless = "{{ 7 * 7 }} {% include \"base.html\" %} {{ words }} {# gone #}";
    let site = Site::valid()
        .edit("data/site.yaml", "Branch A", &format!("'{harmless}'"))
        .edit(
            READINGS,
            "The source leaves this cell blank.",
            &format!("'{harmless}'"),
        )
        .append(
            REVIEW,
            "\nWords: `{{ 7 * 7 }}` {% include \"base.html\" %} {# kept #}\n",
        );
    let disk = site.on_disk();
    assert!(disk.build().1);
    let all: String = ["index.html", "2008/review.html", "2008/ledger/index.html"]
        .map(|it| disk.page(it))
        .concat();
    assert!(
        all.contains("{{ 7 * 7 }}") && all.contains("{# gone #}") && all.contains("{# kept #}")
    );
    assert!(all.contains("{% include &quot;base.html&quot; %}"));
    assert!(!all.contains("49"), "{}", around(&all, "49"));
}

#[test]
fn a_reference_that_is_none_is_an_error_and_not_text() {
    let case = |prose: &str, code: &str| {
        let told = Site::valid()
            .append(REVIEW, &format!("\n{prose}\n"))
            .check();
        let errors: Vec<_> = told
            .iter()
            .filter(|it| it.severity == "error")
            .map(|it| it.code.as_str())
            .collect();
        assert_eq!(errors, [code], "{prose}");
    };
    case("{{ config.secret }}", "R701");
    case("{{ waiting | safe }}", "R702");
    case("{{ 7 * 7 }}", "R702");
    case("{{ waiting:sqrt }}", "R703");
    case("## {{ nothing }}", "R701");
    case("[{{ nothing }}](#promises)", "R701");
    case("| {{ nothing }} |\n|---|\n| a |", "R701");
}

// ---- numbers are never guessed ----

#[test]
fn what_is_no_number_never_becomes_one() {
    let case = |written: &str| {
        let told = Site::valid()
            .edit(READINGS, "value: 12.5", &format!("value: {written}"))
            .check();
        let at_value =
            |it: &Told| it.severity == "error" && it.file == READINGS && (7..=8).contains(&it.line);
        assert!(told.iter().any(at_value), "{written:?} passed: {told:?}");
    };
    for written in [
        ".nan",
        ".inf",
        "-.inf",
        "NaN",
        "inf",
        "nan",
        "Infinity",
        "010",
        "-010",
        "10,5",
        "1,234",
        "1_000",
        "0x10",
        "0o7",
        "0b1",
        "1e400",
        "~",
        "",
        "null",
        "\"\"",
        "\"12\"",
        "'12.5 '",
        "95%",
        "12 min",
        "yes",
        "true",
        "[12]",
        "{a: 12}",
        "１２",
        "١٢",
        "12.5.1",
        "--1",
        "+-1",
        "1e",
        "2008-12-31",
        "12:30",
    ] {
        case(written);
    }
}

#[test]
fn honest_numbers_keep_their_value() {
    let case = |written: &str, shown: &str| {
        let disk = Site::valid()
            .edit(READINGS, "value: 12.5", &format!("value: {written}"))
            .on_disk();
        let output = disk
            .pingshu(&["figures", "waiting", "--format", "json"])
            .output()
            .expect("runs");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let figures = json["figures"].as_array().expect("a list");
        let waiting = figures
            .iter()
            .find(|it| it["id"] == "waiting")
            .expect("it is there");
        assert_eq!(waiting["value"].to_string(), shown, "{written}");
    };
    case("0", "0.0");
    case("-2.50", "-2.5");
    case("1e3", "1000.0");
}

#[test]
fn missing_is_not_zero_and_says_why() {
    let disk = Site::valid()
        .append(REVIEW, "\nSatisfaction: {{ satisfaction }}.\n")
        .on_disk();
    assert!(disk.build().1);
    let page = disk.page("2008/review.html");
    let sentence = &page[page.find("Satisfaction: ").expect("it is there")..];
    let sentence = &sentence[..sentence.find("</p>").expect("it ends")];
    assert!(
        sentence.contains('—') && sentence.contains("The source leaves this cell blank."),
        "{sentence}"
    );
    assert!(!sentence.contains("<data"), "{sentence}");
}

// ---- ends ----

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Ended by itself, with an exit code of ours, and without a panic.
fn is_clean(output: &Output) -> bool {
    matches!(output.status.code(), Some(0..=2)) && !text(&output.stderr).contains("panicked")
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_on_standard_output_is_a_fault_and_no_panic() {
    let disk = Site::valid().on_disk();
    for args in [
        &["figures"][..],
        &["figures", "--format", "json"],
        &["check"],
        &["explain", "Y101"],
        &["schema", "site"],
    ] {
        let full = fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("Linux has it");
        let output = disk.pingshu(args).stdout(full).output().expect("runs");
        assert!(is_clean(&output), "{args:?}: {}", text(&output.stderr));
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?} says why");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    let disk = Site::example().on_disk();
    for args in [
        &["figures"][..],
        &["figures", "--format", "json"],
        &["schema", "scorecard"],
        &["completions", "bash"],
    ] {
        let mut child = disk
            .pingshu(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut seen = [0; 10];
        child
            .stdout
            .take()
            .expect("piped")
            .read_exact(&mut seen)
            .expect("ten bytes");
        let output = child.wait_with_output().expect("ends");
        assert_eq!(
            (output.status.code(), text(&output.stderr)),
            (Some(0), String::new()),
            "{args:?}"
        );
    }
}

#[test]
fn messages_cannot_steer_a_terminal() {
    let odd = "\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}";
    let yaml = "\\e]0;owned\\a\\u009b31m\\u202e";
    let site = Site::valid()
        .edit(READINGS, "value: 12.5", &format!("value: \"{yaml}\""))
        .edit(
            "data/2008/scorecard.yaml",
            "metric: waiting",
            &format!("metric: \"{yaml}\""),
        )
        .append(REVIEW, &format!("\n[a](x{odd}.md) {{{{ {odd} }}}}\n"));
    let disk = site.on_disk();
    for args in [
        &["check"][..],
        &["check", "--format", "json"],
        &["build"],
        &["figures"],
    ] {
        let output = disk.pingshu(args).output().expect("runs");
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        for printed in [text(&output.stdout), text(&output.stderr)] {
            let steering = printed
                .chars()
                .find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
            assert_eq!(steering, None, "{args:?}: {printed}");
        }
    }
}

// ---- bounds ----

/// Runs `check` with a gibibyte of addresses; returns how it ended and how long it took.
#[cfg(target_os = "linux")]
fn bounded(disk: &OnDisk) -> (Output, Duration) {
    let start = Instant::now();
    let output = Command::new("sh")
        .args([
            "-c",
            "ulimit -v 1048576; exec \"$@\"",
            "sh",
            env!("CARGO_BIN_EXE_pingshu"),
            "check",
        ])
        .env("RAYON_NUM_THREADS", "2")
        .current_dir(disk.root())
        .output()
        .expect("runs");
    (output, start.elapsed())
}

#[cfg(target_os = "linux")]
#[test]
fn the_worst_files_cost_little() {
    let usual = bounded(&Site::valid().on_disk()).1;
    // A slow machine takes longer for a small site too.
    let longest = Duration::from_secs(2).max(usual * 20);
    let nested = (0..40).fold(String::new(), |before, i| {
        let item = if i == 0 {
            "lol".to_owned()
        } else {
            format!("*a{}", i - 1)
        };
        before + &format!("a{i}: &a{i} [{}]\n", [item.as_str(); 9].join(","))
    });
    let readings = Site::valid().text(READINGS);
    let data = |text: String| Site::valid().with(READINGS, text);
    let prose = |text: String| Site::valid().append(REVIEW, &format!("\n{text}\n"));
    let cases: [(&str, Site, i32); 16] = [
        ("aliases of aliases", data(nested), 1),
        (
            "20 000 flow levels",
            data(readings.clone() + "extra: " + &"[".repeat(20_000)),
            1,
        ),
        (
            "80 000 flow levels",
            data(readings.clone() + "extra: " + &"[".repeat(80_000)),
            1,
        ),
        (
            "80 000 flow levels, closed",
            data(readings.clone() + "extra: " + &"[".repeat(80_000) + &"]".repeat(80_000)),
            1,
        ),
        (
            "80 000 flow mappings",
            data(readings.clone() + "extra: " + &"{a: ".repeat(80_000)),
            1,
        ),
        (
            "2 000 block levels",
            data(
                readings.clone()
                    + "extra:\n"
                    + &(1..2000)
                        .map(|i| " ".repeat(i) + "a:\n")
                        .collect::<String>(),
            ),
            1,
        ),
        (
            "a line of a megabyte",
            data(readings.replace("12.5", &"9".repeat(1 << 20))),
            1,
        ),
        ("20 000 quotes", prose(">".repeat(20_000)), 1),
        ("20 000 list marks", prose("- ".repeat(20_000) + "x"), 1),
        ("50 000 brackets", prose("[".repeat(50_000)), 0),
        ("50 000 pictures", prose("![".repeat(50_000)), 0),
        ("50 000 stars", prose("*a ".repeat(50_000)), 0),
        ("50 000 underlines", prose("_a__".repeat(50_000)), 0),
        (
            "100 000 backticks",
            prose((1..440).map(|i| "`".repeat(i) + " ").collect()),
            0,
        ),
        ("10 000 open references", prose("{{ ".repeat(10_000)), 1),
        ("20 000 open comments", prose("<!-- ".repeat(20_000)), 0),
    ];
    for (name, site, code) in cases {
        let (output, took) = bounded(&site.on_disk());
        println!("{name}: {took:?}");
        assert!(
            is_clean(&output),
            "{name}: {:?} {}",
            output.status,
            text(&output.stderr).chars().take(600).collect::<String>()
        );
        assert_eq!(
            output.status.code(),
            Some(code),
            "{name}: {}",
            text(&output.stdout).chars().take(600).collect::<String>()
        );
        assert!(
            took < longest,
            "{name}: took {took:?}; the valid site {usual:?}"
        );
        assert!(
            output.stdout.len() < 8 << 20,
            "{name}: a message of {} bytes",
            output.stdout.len()
        );
    }
}

// ---- nothing but the output is written ----

#[test]
fn a_build_leaves_the_sources_alone() {
    let disk = Site::valid().on_disk();
    let sources = || {
        let mut files = files_below(disk.root());
        files.retain(|name, _| !name.starts_with("public/"));
        files
    };
    let before = sources();
    for args in [
        &["build"][..],
        &["check"],
        &["figures"],
        &["build", "-o", "content"],
        &["build", "-o", "."],
    ] {
        let output = disk.pingshu(args).output().expect("runs");
        assert!(is_clean(&output), "{args:?}");
        assert!(sources() == before, "{args:?} touched the sources");
    }
}

#[test]
fn answers_are_told_in_a_sentence_and_none_is_published() {
    let sheet = "
measure: points
scale: { from: 1, to: 10 }
overall: overall
attributes: [{ id: overall, name: Overall rating, goal: 70 }]
waves:
- period: 2008
  answers: { file: answers.csv, columns: { attributes: { overall: rating } } }
";
    let secret = "zhang-wei-of-east-street";
    let rows = [4, 6, 7, 8, 9, 10].map(|rating| format!("{secret},{rating}\n"));
    let disk = Site::valid()
        .with("data/2008/satisfaction.yaml", sheet)
        .with(
            "data/2008/answers.csv",
            format!("who,rating\n{}", rows.concat()),
        )
        .append(REVIEW, "\nSo {{ satisfaction.score.overall:sentence }}\n")
        .on_disk();
    let (told, built) = disk.build();
    assert!(built, "{told:?}");
    let page = disk.page("2008/review.html");
    assert!(
        page.contains("not to be told from the goal of 70 points."),
        "{page}"
    );
    for (name, bytes) in files_below(&disk.root().join("public")) {
        let found = bytes
            .windows(secret.len())
            .any(|it| it == secret.as_bytes());
        assert!(!found, "a row is in {name}");
    }
}
