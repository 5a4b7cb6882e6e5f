//! In which step of a slide each item of a drawing appears: a series, a row or
//! a mark after the other. Axes, names, standards and gaps stand from the beginning;
//! what joins several (a line in a drawing that appears by rows, a total in one
//! that appears by series) comes with the last of them.

use std::collections::BTreeMap;

use super::{ChartSteps, drawing::Item};

/// The step of each item, from 1; none for what stands from the beginning.
pub(super) fn numbers(items: &[Item], steps: ChartSteps) -> Vec<Option<usize>> {
    let has_series = items
        .iter()
        .any(|it| appears(it) && it.comes.series.is_some());
    let mut numbers = match steps {
        ChartSteps::Series if has_series => by_series(items),
        ChartSteps::Series | ChartSteps::Groups => by_row(items),
        ChartSteps::Marks => by_mark(items),
    };
    for (i, item) in items.iter().enumerate() {
        if let Some(other) = item.comes.with {
            numbers[i] = numbers.get(other).copied().flatten();
        }
    }
    numbers
}

/// Reports whether it is a mark that does not stand from the beginning.
fn appears(item: &Item) -> bool {
    item.is_mark() && !item.comes.stands
}

fn by_series(items: &[Item]) -> Vec<Option<usize>> {
    let mut series: Vec<usize> = items.iter().filter_map(|it| it.comes.series).collect();
    series.sort_unstable();
    series.dedup();
    let step = |item: &Item| {
        let own = item.comes.series?;
        series.iter().position(|it| *it == own).map(|at| at + 1)
    };
    stepped(items, series.len(), step)
}

fn by_row(items: &[Item]) -> Vec<Option<usize>> {
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items {
        if let Some(key) = item.key().filter(|_| appears(item)) {
            let next = rows.len() + 1;
            rows.entry(key).or_insert(next);
        }
    }
    stepped(items, rows.len(), |item| {
        item.key().and_then(|key| rows.get(key)).copied()
    })
}

fn by_mark(items: &[Item]) -> Vec<Option<usize>> {
    let mut count = 0;
    let mut own = Vec::with_capacity(items.len());
    let mut last_of_row: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items {
        let is_step = appears(item);
        count += usize::from(is_step);
        own.push(is_step.then_some(count));
        if let Some(key) = item.key().filter(|_| is_step) {
            last_of_row.insert(key, count);
        }
    }
    let mut own = own.into_iter();
    stepped(items, count, |item| {
        own.next()
            .flatten()
            .or_else(|| last_of_row.get(item.key()?).copied())
    })
}

/// The step of each item by `step`; the last one for what belongs to the data
/// and has none.
fn stepped(
    items: &[Item],
    last: usize,
    mut step: impl FnMut(&Item) -> Option<usize>,
) -> Vec<Option<usize>> {
    let belongs = |item: &Item| item.is_mark() || item.comes.series.is_some();
    items
        .iter()
        .map(|item| {
            let own = step(item).or_else(|| belongs(item).then_some(last));
            own.filter(|_| !item.comes.stands && last > 0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Mark;

    fn mark(key: &str) -> Item {
        let mark = Mark {
            key: key.to_owned(),
            ..Mark::default()
        };
        Item::mark(&mark, "")
    }

    fn standard() -> Item {
        Item::standard(&Mark::default(), "")
    }

    #[test]
    fn what_stands_around_marks_is_there_from_the_beginning() {
        for steps in [ChartSteps::Series, ChartSteps::Groups, ChartSteps::Marks] {
            let items = [Item::plain(), standard(), mark("a")];
            assert_eq!(numbers(&items, steps), [None, None, Some(1)], "{steps:?}");
            assert_eq!(numbers(&[standard()], steps), [None], "{steps:?}");
        }
    }

    #[test]
    fn a_series_after_the_other() {
        let line = |series| Item::plain().of_series(series);
        let items = [
            line(4),
            mark("a").of_series(4),
            line(2),
            mark("a").of_series(2),
            mark("total"),
        ];
        let expected = [Some(2), Some(2), Some(1), Some(1), Some(2)];
        assert_eq!(numbers(&items, ChartSteps::Series), expected);
        let rows = [mark("a"), mark("b")];
        let expected = [Some(1), Some(2)];
        assert_eq!(
            numbers(&rows, ChartSteps::Series),
            expected,
            "rows, where there is no series"
        );
    }

    #[test]
    fn a_row_after_the_other() {
        let a = Mark {
            key: "a".to_owned(),
            ..Mark::default()
        };
        let items = [
            Item::plain().of_series(0),
            mark("b"),
            mark("a"),
            mark("b"),
            Item::plain().of_row(&a),
        ];
        let expected = [Some(2), Some(1), Some(2), Some(1), Some(2)];
        assert_eq!(numbers(&items, ChartSteps::Groups), expected);
        let expected = [Some(3), Some(1), Some(2), Some(3), Some(2)];
        assert_eq!(numbers(&items, ChartSteps::Marks), expected);
    }
}
