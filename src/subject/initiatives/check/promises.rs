//! Promises: what the year before promised has a status, and only that.

use super::{Checker, of_promise};
use crate::{
    diag::{Code, Diagnostic, Place, nearest},
    model::{Register, Text, Thing},
    path,
    sheet::Step,
    subject::{
        Context,
        desk::{Way, path},
        initiatives::{Carried, Commitment, CommitmentStatus, sheet},
    },
};

/// What says that a promise was forgotten.
pub(super) fn forgotten(context: &Context, place: Place, id: &str, name: &Text) -> Diagnostic {
    let main = context.languages.first().map_or("", String::as_str);
    of_promise(Code::PromiseForgotten, place, context)
        .with("id", id.to_owned())
        .with("name", name.get(main).to_owned())
}

impl<'a> Checker<'a> {
    /// What became of every promise of the year before.
    pub(super) fn carried(&mut self, given: &'a [sheet::CarriedSheet]) -> Vec<Carried> {
        let nothing = Register::default();
        let before = self.desk.context.before.unwrap_or(&nothing);
        let ids = given.iter().enumerate();
        let ids = ids.map(|(i, it)| (&it.commitment, path!["carried", i, "commitment"].to_vec()));
        self.desk.ids(ids);
        let carried = self.each(given, "carried", |checker, it, way| {
            checker.status(it, before, way)
        });
        let place = self.desk.sheet.place(path!["carried"]);
        for (id, name) in before.all(Thing::Commitment) {
            if !given.iter().any(|it| it.commitment.0 == id) {
                let said = forgotten(self.desk.context, place.clone(), id, name);
                self.desk.report.add(said);
            }
        }
        carried
    }

    fn status(
        &mut self,
        given: &'a sheet::CarriedSheet,
        before: &Register,
        way: &Way<'a>,
    ) -> Option<Carried> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let id = given.commitment.0.as_str();
        let text = self.desk.words(given.text.as_ref(), &at("text"));
        if text.is_empty() && given.status != CommitmentStatus::Kept {
            let slots = [("item", id), ("key", "text")];
            self.desk.say(Code::KeyNeeded, way, &slots);
        }
        let initiative = self.initiative_name(given.initiative.as_ref(), &at("initiative"));
        let Some(name) = before.name(Thing::Commitment, id) else {
            self.not_promised(id, before, &at("commitment"));
            return None;
        };
        Some(Carried {
            id: id.to_owned(),
            name: name.clone(),
            status: given.status,
            text,
            initiative,
            evidence: given.evidence.unwrap_or(self.evidence),
            place: self.desk.sheet.place(way),
        })
    }

    fn not_promised(&mut self, id: &str, before: &Register, way: &[Step]) {
        let known = before.all(Thing::Commitment).map(|(id, _)| id);
        let near = nearest(id, known).to_owned();
        let place = self.desk.sheet.place(way);
        let said = of_promise(Code::NotPromised, place, self.desk.context)
            .with("id", id.to_owned())
            .with("near", near);
        self.desk.report.add(said);
    }

    pub(super) fn commitment(
        &mut self,
        given: &'a sheet::CommitmentSheet,
        way: &Way<'a>,
    ) -> Commitment {
        let at = |key: &'static str| path(way, &[key.into()]);
        Commitment {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            owner: self.owner(given.owner.as_ref(), &at("owner")),
            due: given.due.map(|it| it.0),
            kept_when: self.desk.words(given.kept_when.as_ref(), &at("kept_when")),
            place: self.desk.sheet.place(way),
        }
    }
}
