//! How long the preview takes after one chapter of the example was edited:
//! everything from reading the folder to what is told, and the same with the
//! page that is looked at. The promise is under 50 ms.
//!
//! `cargo bench --bench rebuild`. The clock runs in a warm process that has read
//! the site before, as the preview's does.

use std::{fs, path::Path};

use criterion::{Criterion, criterion_group, criterion_main};
use pingshu::{Audience, Options, memory::Memory};
use tempfile::TempDir;

/// The chapter that is edited.
const CHAPTER: &str = "content/2008/01-review.md";
/// Its page.
const PAGE: &str = "2008/review.html";

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
            output: self.folder.path().join("public"),
            drafts: true,
            strict: false,
            audience: Audience::default(),
        }
    }

    /// Writes one more sentence at the end of the chapter.
    fn edit(&mut self) {
        self.edits += 1;
        let ordinal = ["once", "twice", "again"][self.edits % 3];
        let text = format!("{}\nEdited {ordinal}.\n", self.chapter);
        fs::write(self.folder.path().join(CHAPTER), text).expect("it can be written");
    }
}

fn rebuild(criterion: &mut Criterion) {
    let mut example = Example::copy();
    let options = example.options();
    let mut memory = Memory::default();
    criterion.bench_function("check", |bencher| {
        bencher.iter(|| {
            example.edit();
            let read = pingshu::read_again(&options, &mut memory);
            read.expect("the disk holds").1.report
        });
    });
    criterion.bench_function("check, and the page of the chapter", |bencher| {
        bencher.iter(|| {
            example.edit();
            let (tree, checked) =
                pingshu::read_again(&options, &mut memory).expect("the disk holds");
            let site = checked.site.as_ref().expect("the example is valid");
            let page = pingshu::at_route(&checked, site, &tree, PAGE);
            page.expect("the theme is valid")
                .expect("it is there")
                .len()
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = rebuild
}
criterion_main!(benches);
