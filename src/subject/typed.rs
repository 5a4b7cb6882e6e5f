//! Numbers that an author types, or says why they are not known.

use super::{
    desk::{Desk, Way, path},
    head::Head,
};
use crate::{
    diag::{Code, Place},
    model::{Evidence, Figure, FigureKey, Finite, Input, Missing, Text},
    sheet::Num,
};

/// A number, or why there is none, with the place it stands at.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) value: Result<Finite, Missing>,
    pub(super) place: Place,
}

impl<T> Desk<'_, T> {
    /// The number at `key` below `way`, missing for a reason; reports one that
    /// has neither.
    pub(super) fn number_or(
        &mut self,
        given: Option<Num>,
        reason: &Text,
        key: &str,
        way: &Way,
    ) -> Number {
        if given.is_none() && reason.is_empty() {
            self.say(Code::NoValueNoReason, way, &[("metric", key)]);
        }
        let typed = given.and_then(|it| self.number(it, &path(way, &[key.into()])));
        match typed {
            Some((value, place)) => Number {
                value: Ok(value),
                place,
            },
            None => Number {
                value: Err(Missing::Stated(reason.clone())),
                place: self.sheet.place(way),
            },
        }
    }

    /// The same of a number that is not below zero.
    pub(super) fn amount_or(
        &mut self,
        given: Option<Num>,
        reason: &Text,
        key: &str,
        way: &Way,
    ) -> Number {
        let number = self.number_or(given, reason, key, way);
        if let Ok(amount) = number.value {
            self.amount_within(amount, false, &path(way, &[key.into()]));
        }
        number
    }
}

impl Head {
    /// The figure of a number that was typed, with all its digits.
    pub(super) fn typed(
        &self,
        key: FigureKey,
        label: &Text,
        number: &Number,
        evidence: Evidence,
    ) -> Figure {
        Figure {
            evidence,
            decimals: number.value.as_ref().map_or(0, |it| it.decimals()),
            inputs: vec![Input::Typed(number.place.clone())],
            ..self.figure(key, label, number.value.clone())
        }
    }
}
