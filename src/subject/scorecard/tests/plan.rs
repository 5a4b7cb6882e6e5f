//! Goals for the year after: this review's plan is the next one's list.

use super::*;
use crate::block::Block;

const ROWS: &str =
    "title: T\nrows: [{ item: a, metric: brand_influence, standard: at least 75, points: 2 }]\n";

fn codes(report: &Report) -> Vec<&'static str> {
    report.sorted().iter().map(|it| it.code.id()).collect()
}

fn planned() -> String {
    format!(
        "{ROWS}plan: [{{ id: halls, name: Halls, metric: hall_satisfaction, goal: value at least 80 }}]"
    )
}

#[test]
fn a_plan_is_shown_and_not_judged() {
    let record = sound(&planned());
    assert!(record.goals.is_empty(), "they are goals of the year after");
    let facts = assessed(&record, &[("hall_satisfaction", 90.0)]);
    let bound = figure(&facts, "plan.halls.standard");
    assert_eq!(bound.number(), Some(80.0));
    assert_eq!(bound.verdict, None);
    let shown = Scorecard::present(&record, &facts);
    let table = shown.iter().find(|it| it.id == "scorecard.plan");
    assert!(matches!(table.map(|it| &it.block), Some(Block::Table(_))));
}

#[test]
fn the_plan_of_the_year_before_is_the_list_of_goals() {
    let (record, report) = checked_after(Some(&planned()), ROWS);
    assert_eq!(codes(&report), [""; 0]);
    assert_eq!(record.goals.len(), 1);
    let facts = assessed(&record, &[("hall_satisfaction", 79.0)]);
    number(&facts, "goals", 1.0);
    number(&facts, "goals_not_met", 1.0);
}

#[test]
fn a_goal_that_was_changed_is_told_until_it_is_acknowledged() {
    let goals = |bound: u32, more: &str| {
        format!(
            "{ROWS}goals: [{{ id: halls, name: Halls, metric: hall_satisfaction, goal: value at least {bound}{more} }}]"
        )
    };
    let told = |bound, more| {
        let (record, report) = checked_after(Some(&planned()), &goals(bound, more));
        assert_eq!(record.goals.len(), 1, "it has one home");
        codes(&report)
    };
    assert_eq!(told(80, ""), [""; 0]);
    assert_eq!(told(78, ""), ["S220"]);
    assert_eq!(told(78, ", acknowledged: The group lowered it"), [""; 0]);
}
