//! Presentations for everybody: what is the trainer's is in no part of them.

use std::fs;

use super::package::Package;
use crate::site::Site;

/// What only trainers have: notes, what is right, and what is to be said.
const SECRETS: [&str; 4] = [
    "Only-the-trainer-reads-this",
    "Because-it-is-so",
    "Say-it-like-this",
    "Never-say-this",
];

const ADDED: &str = "
---

## A question

```quiz
kind: single
question: Which one?
options:
  - { text: this, right: true }
  - { text: that }
explanation: Because-it-is-so
```

---

## A drill

```drill
entries:
  - situation: Somebody waits.
    say: Say-it-like-this
    avoid: Never-say-this
```
";

/// All parts that are text, after the presentation was opened.
fn text(bytes: Vec<u8>) -> String {
    let mut all = String::new();
    for (name, bytes) in Package::open(bytes).0 {
        all += &name;
        all.push('\n');
        all += &String::from_utf8_lossy(&bytes);
    }
    all
}

#[test]
fn a_public_presentation_has_neither_notes_nor_answers() {
    let deck = "content/decks/training.md";
    let site = Site::valid()
        .edit(deck, "Welcome everyone.", SECRETS[0])
        .append(deck, ADDED)
        .on_disk();
    let made = |args: &[&str], name: &str| {
        let (code, out, err) = site.run(&[&["pptx", "decks/training"], args].concat());
        assert_eq!((code, out.trim()), (0, name), "{err}");
        text(fs::read(site.root().join(name)).expect("it was written"))
    };
    let trainers = made(&[], "training.pptx");
    for secret in SECRETS {
        assert!(trainers.contains(secret), "a trainer has {secret}");
    }
    let public = made(&["--audience", "public"], "training-public.pptx");
    for secret in SECRETS {
        assert!(!public.contains(secret), "{secret} is the trainer's");
    }
    assert!(!public.contains("ppt/notesSlides/"), "no slide has notes");
    for shown in ["Which one?", "Somebody waits."] {
        assert!(public.contains(shown), "{shown} is everybody's");
    }
}

#[test]
fn an_audience_without_presentations_is_refused() {
    let site = Site::valid().on_disk();
    let (code, _, err) = site.run(&["pptx", "decks/training", "--audience", "handout"]);
    assert_eq!(code, 2, "{err}");
    for word in ["handout", "--audience", "trainer, public"] {
        assert!(err.contains(word), "{word} in {err}");
    }
}
