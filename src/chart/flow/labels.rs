//! Where there is room for the words of arrows.

/// The places of labels, so far, and what they should not lie on.
pub(super) struct Labels {
    taken: Vec<[f64; 4]>,
    /// The straight pieces of arrows: left, top, right, bottom.
    lines: Vec<[f64; 4]>,
    width: f64,
}

/// Beyond this many, arrows are not told apart by words any more.
const MOST: usize = 400;

impl Labels {
    /// Places within this width, off the arrows through these points.
    pub(super) fn new<'a>(width: f64, arrows: impl IntoIterator<Item = &'a [(f64, f64)]>) -> Self {
        let lines = arrows
            .into_iter()
            .flat_map(|points| points.windows(2))
            .map(|pair| {
                let [(a, b), (c, d)] = [pair[0], pair[1]];
                [a.min(c), b.min(d), a.max(c), b.max(d)]
            })
            .take(10 * MOST)
            .collect();
        Self {
            taken: Vec::new(),
            lines,
            width,
        }
    }

    /// Takes a place (left, top, right, bottom) that is free and within the
    /// drawing: of these the one that the fewest arrows cross, the first of
    /// several.
    pub(super) fn take(&mut self, places: &[[f64; 4]]) -> Option<[f64; 4]> {
        if self.taken.len() >= MOST {
            return None;
        }
        let free = |place: &&[f64; 4]| {
            let [left, top, right, _] = **place;
            let inside = left >= 0.0 && top >= 0.0 && right <= self.width;
            inside && !self.taken.iter().any(|it| meet(it, place))
        };
        let crossed = |place: &&[f64; 4]| self.lines.iter().filter(|it| meet(it, place)).count();
        let place = *places.iter().filter(free).min_by_key(crossed)?;
        self.taken.push(place);
        Some(place)
    }
}

/// Reports whether the two have a point in common.
fn meet(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[2] > b[0] && b[2] > a[0] && a[3] > b[1] && b[3] > a[1]
}
