//! Where links, images and claims lead, as far as the text alone tells.

use std::ops::Range;

use super::{Collector, LinkUse, prose::not_a_reference};
use crate::{
    diag::{Code, Diagnostic, Report},
    narrative::{
        claim::Claim,
        reference::NotAReference,
        target::{Attached, AttachedFile, Target},
    },
};

impl Collector<'_> {
    pub(super) fn link(
        &mut self,
        target: &str,
        title: &str,
        at: &Range<usize>,
        report: &mut Report,
    ) {
        let place = self.place(at);
        if let Target::Claim(figure) = Target::of(target) {
            match Claim::read(figure, title) {
                Ok(claim) => self.outline.claims.push((claim, place)),
                Err(part) => report.add(
                    Diagnostic::new(Code::BadClaim, place)
                        .with("claim", format!("{}{figure} \"{title}\"", Claim::SCHEME))
                        .with("part", part.0),
                ),
            }
            return;
        }
        self.caption(title, at, report);
        if target.contains("{{") {
            let why = NotAReference::Shape(target.to_owned());
            return report.add(not_a_reference(&why, target, place));
        }
        match Target::of(target) {
            Target::Internal(target) => self.outline.links.push(LinkUse {
                target: target.to_owned(),
                place,
                image: false,
            }),
            Target::Forbidden(scheme) => {
                report.add(
                    Diagnostic::new(Code::ForbiddenScheme, place)
                        .with("scheme", scheme.to_owned())
                        .with("target", target.to_owned()),
                );
            }
            Target::External(_) | Target::Claim(_) => {}
        }
    }

    pub(super) fn image(&mut self, target: &str, at: &Range<usize>, report: &mut Report) {
        self.attached(Attached::Picture, target, at, report);
    }

    /// A file beside the narrative that the page shows or plays.
    pub(super) fn attached(
        &mut self,
        kind: Attached,
        target: &str,
        at: &Range<usize>,
        report: &mut Report,
    ) {
        let place = self.place(at);
        match AttachedFile::of(kind, target) {
            AttachedFile::Local(path) => self.outline.links.push(LinkUse {
                target: path.to_owned(),
                place,
                image: true,
            }),
            AttachedFile::Remote(address) => {
                report.add(
                    Diagnostic::new(Code::RemoteResource, place).with("target", address.to_owned()),
                );
            }
            AttachedFile::Forbidden(scheme) => {
                report.add(
                    Diagnostic::new(Code::ForbiddenScheme, place)
                        .with("scheme", scheme.to_owned())
                        .with("target", target.to_owned()),
                );
            }
            AttachedFile::WrongKind(path) if kind == Attached::Picture => {
                report.add(
                    Diagnostic::new(Code::ForbiddenFileType, place).with("target", path.to_owned()),
                );
            }
            AttachedFile::WrongKind(path) => report.add(
                Diagnostic::new(Code::BadMedia, place)
                    .with("target", path.to_owned())
                    .with("known", kind.endings().join(", ")),
            ),
        }
    }
}
