//! What trainers take along: papers from the same source as the deck, and what
//! a public copy leaves out. Held against the bytes that are written.

use pingshu::{Audience, Options};

use crate::site::{OnDisk, Site, options};

const DECK: &str = "content/decks/training.md";

/// A deck with a question of each kind; what must not be read is in capitals.
const QUIZZES: &str = "\
---
title: Training
year: 2008
training: { sessions: 2, participants: 7 }
---

# Waiting

---

## One

```quiz
kind: single
question: What is waiting counted from?
options:
  - text: The door
  - { text: The ticket, right: true }
explanation: WHY-ONE
points: 2
```

---

## Several

```quiz
kind: multiple
question: What is counted?
options:
  - { text: Minutes, right: true }
  - text: Steps
  - { text: Tickets, right: true }
explanation: WHY-SEVERAL
```

---

## In order

```quiz
kind: order
question: What comes first?
items: [The ticket, The call, The counter]
explanation: WHY-ORDER
```

---

## How many

```quiz
kind: number
question: How long did halls wait?
answer: \"{{ waiting }}\"
tolerance: 0.5
unit: minutes
explanation: WHY-NUMBER
```

```drill
entries:
  - situation: A customer has queued twice.
    say: Tell me what it is about.
```
";

fn site() -> OnDisk {
    Site::valid().with(DECK, QUIZZES).on_disk()
}

/// Builds for somebody and returns the files.
fn built(disk: &OnDisk, audience: Audience) -> std::collections::BTreeMap<String, Vec<u8>> {
    let options = Options {
        audience,
        ..options(disk.root())
    };
    let (checked, built) = pingshu::build(&options).expect("the disk does not fail");
    assert!(built.is_some(), "{:?}", crate::site::told(&checked));
    disk.output()
}

fn has(bytes: &[u8], words: &str) -> bool {
    String::from_utf8_lossy(bytes).contains(words)
}

const SECRETS: [&str; 5] = ["WHY-ONE", "WHY-SEVERAL", "WHY-ORDER", "WHY-NUMBER", "12.5"];

#[test]
fn a_question_sheet_tells_no_answer_and_its_key_all() {
    let disk = site();
    let files = built(&disk, Audience::Trainer);
    let sheet = &files["papers/training/questions.html"];
    for asked in [
        "What is waiting counted from?",
        "The ticket",
        "Steps",
        "The counter",
        "minutes",
        "5 points",
    ] {
        assert!(has(sheet, asked), "{asked}");
    }
    for secret in SECRETS.iter().chain(&["data-right", "quiz.js", "data-key"]) {
        assert!(!has(sheet, secret), "{secret}");
    }
    let key = &files["papers/training/key.html"];
    for told in SECRETS
        .iter()
        .chain(&["<b>Answer B</b>", "<b>Answer A, C</b>", "± 0.5"])
    {
        assert!(has(key, told), "{told}");
    }
    // Items stand mixed, and the key says where each is.
    let text = String::from_utf8_lossy(sheet);
    let place = |item: &str| text.rfind(item).unwrap_or_else(|| panic!("{item}"));
    let items = ["A The ", "B The ", "C The "].map(place);
    assert!(items.is_sorted());
    let mixed: Vec<&str> = items
        .iter()
        .map(|at| text[at + 6..].split('<').next().expect("one"))
        .collect();
    assert_ne!(mixed, ["ticket", "call", "counter"]);
    let letters: Vec<String> = ["ticket", "call", "counter"]
        .iter()
        .map(|it| ["A", "B", "C"][mixed.iter().position(|m| m == it).expect("there")].to_owned())
        .collect();
    assert!(has(key, &letters.join(" → ")), "{letters:?}");
}

#[test]
fn a_public_copy_has_neither_key_nor_answers() {
    let disk = site();
    let files = built(&disk, Audience::Public);
    assert!(!files.contains_key("papers/training/key.html"));
    assert!(!files.contains_key("papers/training/notes.html"));
    let deck = &files["decks/training.html"];
    assert!(!has(deck, "quiz-key"), "nothing to open");
    assert!(has(deck, "data-right=\"2\""), "and still it can be marked");
    let trainers = built(&disk, Audience::Trainer);
    assert!(has(&trainers["decks/training.html"], "quiz-key"));
    // A handout is the same for all: it is given out before.
    for files in [&files, &trainers] {
        let handout = &files["papers/training/handout.html"];
        for secret in SECRETS.iter().chain(&["data-right", "quiz-key", "quiz.js"]) {
            assert!(!has(handout, secret), "{secret}");
        }
    }
    let notes = &trainers["papers/training/notes.html"];
    assert!(has(notes, "WHY-ORDER") && has(notes, "<details open>"));
}

#[test]
fn a_training_has_sheets_to_sign_and_to_answer() {
    let disk = site();
    let files = built(&disk, Audience::Trainer);
    let sign = String::from_utf8_lossy(&files["papers/training/sign-in.html"]).into_owned();
    assert_eq!(sign.matches("class=\"form-sheet\"").count(), 2);
    assert_eq!(sign.matches("<tr><th scope=\"row\">").count(), 2 * 7);
    assert!(sign.contains("Session 2 of 2"));
    let asked = String::from_utf8_lossy(&files["papers/training/feedback.html"]).into_owned();
    assert_eq!(asked.matches("class=\"form-box\"").count(), 6 * 5);
    assert_eq!(asked.matches("class=\"form-question\"").count(), 3);

    let plain = Site::valid().on_disk();
    let files = built(&plain, Audience::Trainer);
    let papers: Vec<&String> = files
        .keys()
        .filter(|it| it.starts_with("papers/"))
        .collect();
    assert_eq!(
        papers,
        ["papers/training/handout.html", "papers/training/notes.html"]
    );
}

#[test]
fn a_paper_can_be_taken_along_alone() {
    let disk = site();
    let questions = "papers/training/questions";
    let (code, _, err) = disk.run(&["export", questions, "--single-file", "-o", "q.html"]);
    assert_eq!(code, 0, "{err}");
    let output = disk.root().join("q.html");
    let page = std::fs::read_to_string(&output).expect("one file");
    assert!(page.contains("What is counted?") && page.contains("<style"));
    assert!(!page.contains("WHY-ONE"));
}

#[test]
fn recordings_are_copied_and_hold_their_captions() {
    let deck = "\
---
title: Greeting
year: 2008
lesson: true
---

# Greeting

---

## Hear it

```media
video: greeting.mp4
still: greeting.png
alt: A guide greets a customer
captions: greeting.vtt
transcript: Good morning, what is it about today?
```
";
    let disk = Site::valid()
        .with("content/decks/greeting.md", deck)
        .with("content/decks/greeting.mp4", b"a film".to_vec())
        .with("content/decks/greeting.png", b"a picture".to_vec())
        .with(
            "content/decks/greeting.vtt",
            "WEBVTT\n\n00:00.000 --> 00:01.000\nGood morning\n",
        )
        .on_disk();
    let files = built(&disk, Audience::Public);
    assert_eq!(files["decks/greeting.mp4"], b"a film");
    let page = &files["decks/greeting.html"];
    for part in [
        "src=\"greeting.mp4\"",
        "poster=\"greeting.png\"",
        "alt=\"A guide greets a customer\"",
        "src=\"data:text/vtt;base64,V0VCVlRU",
        "Good morning, what is it about today?",
        "media-src &#x27;self&#x27; data:",
    ]
    .map(|it| it.replace("&#x27;", "'"))
    {
        assert!(has(page, &part), "{part}");
    }
    let handout = &files["papers/greeting/handout.html"];
    assert!(
        has(handout, "<details class=\"data\" open>"),
        "the transcript is printed"
    );
    // Lessons are listed apart from decks.
    let portal = disk.page("index.html");
    let (decks, lessons) = portal
        .split_once("id=\"lessons\"")
        .expect("a shelf of lessons");
    assert!(decks.contains("training.html") && !decks.contains("greeting.html"));
    assert!(lessons.contains("greeting.html") && !lessons.contains("training.html"));
}

/// A question and a drill beside lists, and sums whose last bits are no number.
const BESIDE: &str = "\
---
title: Beside
year: 2008
---

# Beside

---

<!-- slide: id=asked minutes=4 -->

## Asked

- Look at the list

<!-- column -->

```quiz
kind: single
question: What stands beside?
options:
  - text: Nothing
  - { text: A list, right: true }
explanation: WHY-BESIDE
```

---

## Said

- Look at the drill

<!-- column -->

```drill
entries:
  - situation: A customer asks.
    say: It stands beside.
```

---

## Reckoned

```quiz
kind: number
question: How much?
answer: 1.1
tolerance: 0.1
```
";

/// A deck whose one question is written in another.
const TAKEN: &str = "\
---
title: Taken
year: 2008
---

# Taken

---

<!-- slide: import=training#asked minutes=2 -->

---

<!-- slide: import=training#asked -->
";

#[test]
fn what_stands_in_a_column_is_a_question_too() {
    let disk = Site::valid().with(DECK, BESIDE).on_disk();
    let public = built(&disk, Audience::Public);
    let deck = &public["decks/training.html"];
    assert!(has(deck, "training.css") && has(deck, "quiz.js"));
    assert!(!has(deck, "quiz-key"), "nothing to open");
    let trainers = built(&disk, Audience::Trainer);
    assert!(has(&trainers["decks/training.html"], "quiz-key"));
    for files in [&public, &trainers] {
        let handout = &files["papers/training/handout.html"];
        assert!(has(handout, "What stands beside?") && has(handout, "training.css"));
        for secret in ["data-right", "quiz-key", "quiz.js", "WHY-BESIDE"] {
            assert!(!has(handout, secret), "{secret}");
        }
    }
    let notes = &trainers["papers/training/notes.html"];
    assert!(has(notes, "WHY-BESIDE") && has(notes, "<details open>"));
}

#[test]
fn the_last_bits_of_a_sum_are_not_asked_for() {
    let disk = Site::valid().with(DECK, BESIDE).on_disk();
    let files = built(&disk, Audience::Trainer);
    assert!(has(&files["decks/training.html"], "data-right=\"1..1.2\""));
}

#[test]
fn what_is_taken_from_another_deck_is_asked_and_planned() {
    let disk = Site::valid()
        .with(DECK, BESIDE)
        .with("content/decks/taken.md", TAKEN)
        .on_disk();
    let files = built(&disk, Audience::Trainer);
    let sheet = String::from_utf8_lossy(&files["papers/taken/questions.html"]);
    assert_eq!(sheet.matches("What stands beside?").count(), 2);
    assert!(sheet.contains("2 points") && !sheet.contains("WHY-BESIDE"));
    assert!(has(&files["papers/taken/key.html"], "WHY-BESIDE"));
    let deck = String::from_utf8_lossy(&files["decks/taken.html"]);
    let seconds: Vec<&str> = deck
        .split("data-seconds=\"")
        .skip(1)
        .filter_map(|it| it.split('"').next())
        .collect();
    assert_eq!(seconds, ["120", "240"], "its own time, or the original's");
}
