//! Links and pictures: what they lead to is there.

use super::Bench;
use crate::{
    diag::{Code, Diagnostic, Report, nearest},
    lookup::destination,
    narrative::LinkUse,
    portfolio::Document,
    safe_path::SafePath,
};

pub(super) fn of_document(bench: &Bench, document: &Document, report: &mut Report) {
    for link in &document.narrative.outline.links {
        check(bench, document, link, report);
    }
}

fn check(bench: &Bench, document: &Document, link: &LinkUse, report: &mut Report) {
    let broken = |code: Code, near: &str| {
        Diagnostic::new(code, link.place.clone())
            .with("target", link.target.clone())
            .with("near", near.to_owned())
    };
    let Some(to) = destination(&document.narrative.file, &link.target) else {
        report.add(
            Diagnostic::new(Code::PathEscapes, link.place.clone())
                .with("name", link.target.clone()),
        );
        return;
    };
    if link.image {
        if !bench.portfolio.assets.iter().any(|it| **it == *to.file)
            || SafePath::new(&to.file).is_err()
        {
            let near = nearest(&to.file, bench.portfolio.assets.iter().map(|it| &**it));
            report.add(broken(Code::MissingFile, near));
        }
        return;
    }
    let Some(other) = bench.files.get(to.file.as_str()) else {
        if bench.portfolio.assets.iter().any(|it| **it == *to.file) {
            return;
        }
        let near = nearest(&to.file, bench.files.keys().copied());
        report.add(broken(Code::BrokenLink, near));
        return;
    };
    let outline = &bench.portfolio.documents[*other].narrative.outline;
    let headings = || outline.headings.iter().filter(|it| !it.on_slides_only);
    if !to.anchor.is_empty() && !headings().any(|it| it.id == to.anchor) {
        let near = nearest(&to.anchor, headings().map(|it| it.id.as_str()));
        report.add(broken(Code::BrokenLink, near));
    }
}
