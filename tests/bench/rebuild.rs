//! How long the preview takes after one chapter of the example was edited:
//! everything from reading the folder to the last rendered page in memory, and
//! the whole with writing the pages out. The promise is under 50 ms.
//!
//! `cargo bench --bench rebuild`. The clock runs in a warm process, as the
//! preview's does.

use std::{
    fs,
    path::{Path, PathBuf},
};

use criterion::{Criterion, criterion_group, criterion_main};
use pingshu::{Audience, Options, compose::Composer};
use rayon::prelude::*;
use tempfile::TempDir;

/// The chapter that is edited.
const CHAPTER: &str = "content/2008/01-review.md";

/// A copy of the example.
struct Example {
    folder: TempDir,
    chapter: String,
    edits: usize,
}

impl Example {
    fn copy() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["data", "content"] {
            for entry in walkdir::WalkDir::new(root.join(name)) {
                let entry = entry.expect("the example can be read");
                let below = entry.path().strip_prefix(root).expect("below the root");
                let to = folder.path().join(below);
                if entry.file_type().is_dir() {
                    fs::create_dir_all(to).expect("a folder");
                } else {
                    fs::copy(entry.path(), to).expect("a file");
                }
            }
        }
        let chapter = fs::read_to_string(folder.path().join(CHAPTER)).expect("a chapter");
        Self {
            folder,
            chapter,
            edits: 0,
        }
    }

    fn options(&self) -> Options {
        Options {
            root: self.folder.path().to_path_buf(),
            output: self.output(),
            drafts: true,
            strict: false,
            audience: Audience::default(),
        }
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join(".pingshu/preview")
    }

    /// Writes one more sentence at the end of the chapter.
    fn edit(&mut self) {
        self.edits += 1;
        let ordinal = ["once", "twice", "again"][self.edits % 3];
        let text = format!("{}\nEdited {ordinal}.\n", self.chapter);
        fs::write(self.folder.path().join(CHAPTER), text).expect("it can be written");
    }
}

/// Reads, checks, composes and renders; the bytes of all pages.
fn render(options: &Options) -> usize {
    let checked = pingshu::check(options).expect("the disk holds");
    let site = checked.site.as_ref().expect("the example is valid");
    let composer = Composer::new(
        &site.portfolio,
        &site.facts,
        &site.plan,
        &checked.locales,
        &*checked.atlas,
    );
    let pages = site.plan.pages().par_iter();
    pages
        .map(|page| {
            let bytes = site.renderer.render(&composer.compose(page));
            bytes.expect("the theme is valid").len()
        })
        .sum()
}

fn rebuild(criterion: &mut Criterion) {
    let mut example = Example::copy();
    let options = example.options();
    criterion.bench_function("check", |bencher| {
        bencher.iter(|| {
            example.edit();
            pingshu::check(&options).expect("the disk holds").report
        });
    });
    criterion.bench_function("check, compose and render", |bencher| {
        bencher.iter(|| {
            example.edit();
            render(&options)
        });
    });
    criterion.bench_function("preview", |bencher| {
        bencher.iter(|| {
            example.edit();
            pingshu::preview(&options).expect("the disk holds").1
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = rebuild
}
criterion_main!(benches);
