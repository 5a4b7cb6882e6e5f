//! Answers that were summed up while they were read and are gone: sums and
//! products of whole numbers, from which spread, index, alpha and correlation
//! follow exactly as they do from the answers.
//!
//! Sums of whole numbers know no rounding, so that neither the order of the
//! rows nor the number of threads changes a digit.

use super::{
    Undefined, finite,
    index::{self, Index},
    interval::Sample,
    sum,
};

/// The sums of some items over respondents who answered all of them. An answer
/// is the number of its step on the scale, the first being 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moments {
    items: usize,
    n: u64,
    sums: Vec<u64>,
    /// Row by row, from each item to the last: the sums of products.
    products: Vec<u64>,
}

impl Moments {
    /// No answers yet, of so many items.
    pub fn new(items: usize) -> Self {
        Self {
            items,
            n: 0,
            sums: vec![0; items],
            products: vec![0; items * (items + 1) / 2],
        }
    }

    /// Takes in a respondent's answers, one an item; of another number of
    /// answers, nothing.
    pub fn take(&mut self, answers: &[u16]) {
        if answers.len() != self.items {
            return;
        }
        self.n += 1;
        let mut at = 0;
        for (i, answer) in answers.iter().enumerate() {
            let answer = u64::from(*answer);
            self.sums[i] += answer;
            for other in &answers[i..] {
                self.products[at] += answer * u64::from(*other);
                at += 1;
            }
        }
    }

    /// Takes in what was summed of other respondents; of other items, nothing.
    pub fn merge(&mut self, other: &Self) {
        if other.items != self.items {
            return;
        }
        self.n += other.n;
        let sums = self.sums.iter_mut().zip(&other.sums);
        let products = self.products.iter_mut().zip(&other.products);
        for (own, more) in sums.chain(products) {
            *own += more;
        }
    }

    /// How many respondents.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Every item with every other and with itself.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let items = self.items;
        (0..items).flat_map(move |i| (0..items).map(move |j| (i, j)))
    }

    /// n(n − 1) times the covariance of two items.
    fn spread(&self, i: usize, j: usize) -> f64 {
        let (i, j) = (i.min(j), i.max(j));
        let row = i * self.items - i * i.saturating_sub(1) / 2;
        let product = i128::from(self.products[row + j - i]);
        let sums = i128::from(self.sums[i]) * i128::from(self.sums[j]);
        (i128::from(self.n) * product - sums) as f64
    }

    fn enough(&self, items: usize) -> Result<f64, Undefined> {
        if self.n < 2 || self.items < items {
            return Err(Undefined::TooFew);
        }
        Ok(self.n as f64)
    }

    /// The index of [`super::index::index`], with steps `steps[i]` of item i
    /// above its first: `100·Σwᵢ·x̄ᵢ/stepsᵢ`, the variance being w'Cw of the
    /// covariances C. No respondent is incomplete here; they were not summed.
    ///
    /// Fails as that function does.
    pub fn index(&self, weights: &[f64], steps: &[u16], level: f64) -> Result<Index, Undefined> {
        let n = self.enough(1)?;
        if weights.len() != self.items || steps.len() != self.items {
            return Err(Undefined::Uneven);
        }
        let whole = index::whole(weights)?;
        if steps.contains(&0) {
            return Err(Undefined::NoSpread);
        }
        let scaled: Vec<f64> = weights
            .iter()
            .zip(steps)
            .map(|(weight, steps)| 100.0 * weight / whole / f64::from(*steps))
            .collect();
        let parts = scaled.iter().zip(&self.sums);
        let value = finite(sum::sum(parts.map(|(w, sum)| w * *sum as f64)) / n)?;
        let value = value.clamp(0.0, 100.0);
        let parts: Vec<f64> = self
            .pairs()
            .map(|(i, j)| scaled[i] * scaled[j] * self.spread(i, j))
            .collect();
        let squares = sum::sum(parts.iter().copied());
        // Where parts cancel out, what is left of them is rounding.
        let rounding = 1e-12 * sum::sum(parts.iter().map(|it| it.abs()));
        let squares = if squares <= rounding { 0.0 } else { squares };
        let sd = finite((squares / n / (n - 1.0)).sqrt())?;
        let sample = Sample {
            mean: value,
            sd,
            n: self.n,
        };
        Index::of(sample, 0, level)
    }

    /// Cronbach's alpha of [`super::index::alpha`], `k/(k−1)·(1 − Σcᵢᵢ/Σcᵢⱼ)` of
    /// the covariances. Source and failures as for that function.
    pub fn alpha(&self) -> Result<f64, Undefined> {
        self.enough(2)?;
        let parts = sum::sum((0..self.items).map(|i| self.spread(i, i)));
        let whole = sum::sum(self.pairs().map(|(i, j)| self.spread(i, j)));
        if whole <= 0.0 {
            return Err(Undefined::NoSpread);
        }
        let k = self.items as f64;
        finite(k / (k - 1.0) * (1.0 - parts / whole))
    }

    /// Pearson's r of two items, `c₁₂/√(c₁₁·c₂₂)` of their covariances, as
    /// [`super::summary::correlation`], whose source it has. Fails with
    /// `TooFew` below two respondents or without such items, and with
    /// `NoSpread` where either was answered in the same way by all.
    pub fn correlation(&self, i: usize, j: usize) -> Result<f64, Undefined> {
        self.enough(i.max(j) + 1)?;
        let (x, y) = (self.spread(i, i), self.spread(j, j));
        if x <= 0.0 || y <= 0.0 {
            return Err(Undefined::NoSpread);
        }
        Ok(finite(self.spread(i, j) / x.sqrt() / y.sqrt())?.clamp(-1.0, 1.0))
    }
}

/// Mean and spread of answers that are counted by step, in points of a hundred:
/// the first step of the scale is 0, the last 100. Of `fₓ` answers at step x of
/// k, `x̄ = Σx·fₓ/n` and `s² = (nΣx²·fₓ − (Σx·fₓ)²)/n(n−1)`, times 100/k. Where
/// there is one answer alone its spread is zero.
///
/// Source: NIST/SEMATECH e-Handbook 1.3.5.1 and 1.3.5.6, of grouped values.
///
/// Fails with `TooFew` without an answer, and with `NoSpread` for a scale of
/// one step.
///
/// ```
/// use pingshu::stats::moments::sample;
///
/// // 2, 3 and 4 of 1 to 5.
/// let found = sample(&[0, 1, 1, 1, 0])?;
/// assert_eq!((found.mean, found.sd, found.n), (50.0, 25.0, 3));
/// # Ok::<(), pingshu::stats::Undefined>(())
/// ```
pub fn sample(counts: &[u64]) -> Result<Sample, Undefined> {
    let last = counts.len().checked_sub(1).filter(|it| *it > 0);
    let last = last.ok_or(Undefined::NoSpread)? as f64;
    let summed = |power: u32| {
        let parts = counts.iter().zip(0_i128..);
        parts
            .map(|(count, step)| i128::from(*count) * step.pow(power))
            .sum::<i128>()
    };
    let (n, once, twice) = (summed(0), summed(1), summed(2));
    if n == 0 {
        return Err(Undefined::TooFew);
    }
    let spread = (n * twice - once * once) as f64 / n as f64 / (n - 1).max(1) as f64;
    Ok(Sample {
        mean: once as f64 / n as f64 / last * 100.0,
        sd: spread.sqrt() / last * 100.0,
        n: u64::try_from(n).map_err(|_| Undefined::Overflow)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::summary;
    use proptest::prelude::*;

    fn moments(rows: &[Vec<u16>]) -> Moments {
        let mut moments = Moments::new(3);
        for row in rows {
            moments.take(row);
        }
        moments
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-9 * a.abs().max(1.0)
    }

    #[test]
    fn an_index_of_three_items_as_from_the_answers() {
        // The survey of `index`'s own test, in steps above 1.
        let found = moments(&[vec![5, 4, 7], vec![7, 6, 8], vec![9, 8, 9]]);
        let found = found.index(&[0.5, 0.3, 0.2], &[9, 9, 9], 0.95);
        let found = found.expect("it is in order");
        assert!(close(found.value, 690.0 / 9.0), "{found:?}");
        assert!(close(found.sd, 20.0), "{found:?}");
    }

    #[test]
    fn what_cannot_be_computed_says_why() {
        let one = moments(&[vec![1, 2, 3]]);
        let thirds = [1.0 / 3.0; 3];
        assert_eq!(one.index(&thirds, &[9; 3], 0.95), Err(Undefined::TooFew));
        let same = moments(&[vec![1, 2, 3], vec![1, 2, 3]]);
        assert_eq!(same.alpha(), Err(Undefined::NoSpread));
        assert_eq!(same.correlation(0, 1), Err(Undefined::NoSpread));
        assert_eq!(same.index(&[1.0], &[9], 0.95), Err(Undefined::Uneven));
        let zero = same.index(&thirds, &[9, 0, 9], 0.95);
        assert_eq!(zero, Err(Undefined::NoSpread));
        assert_eq!(sample(&[0, 0, 0]), Err(Undefined::TooFew));
        assert_eq!(sample(&[3]), Err(Undefined::NoSpread));
    }

    proptest! {
        #[test]
        fn summing_up_says_what_the_answers_say(
            rows in prop::collection::vec(prop::collection::vec(0_u16..10, 3), 2..60),
            cut in 0_usize..60,
        ) {
            let cut = cut.min(rows.len());
            let mut found = moments(&rows[cut..]);
            found.merge(&moments(&rows[..cut]));
            prop_assert_eq!(&found, &moments(&rows), "splitting and adding agree");
            let answers: Vec<Vec<Option<f64>>> = rows
                .iter()
                .map(|row| row.iter().map(|it| Some(f64::from(*it))).collect())
                .collect();
            let weights = [0.5, 0.3, 0.2];
            let own = found.index(&weights, &[9; 3], 0.95).expect("in order");
            let whole = index::index(&answers, &weights, (0.0, 9.0), 0.95).expect("in order");
            prop_assert!(close(own.value, whole.value) && close(own.sd, whole.sd));
            match (found.alpha(), index::alpha(&answers)) {
                (Ok(own), Ok(whole)) => prop_assert!(close(own, whole), "{own} {whole}"),
                (own, whole) => prop_assert_eq!(own, whole),
            }
            let column = |i: usize| rows.iter().map(|row| f64::from(row[i])).collect::<Vec<_>>();
            match (found.correlation(0, 2), summary::correlation(&column(0), &column(2))) {
                (Ok(own), Ok(whole)) => prop_assert!(close(own, whole), "{own} {whole}"),
                (own, whole) => prop_assert_eq!(own, whole),
            }
            let mut counts = [0; 10];
            for row in &rows {
                counts[usize::from(row[1])] += 1;
            }
            let own = sample(&counts).expect("there are answers");
            let points: Vec<f64> = column(1).iter().map(|it| it / 9.0 * 100.0).collect();
            let whole = summary::summary(&points).expect("there are answers");
            prop_assert!(close(own.mean, whole.mean));
        }
    }
}
