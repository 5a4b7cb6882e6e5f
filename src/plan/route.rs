//! Anchors, and links from one route to another.

use crate::model::{FigureKey, Period, Scope};

/// The anchor of a figure on its ledger page.
pub fn anchor(key: &FigureKey) -> String {
    let mut anchor = String::with_capacity(key.name.len() + 2);
    write_anchor(key, &mut anchor);
    anchor
}

/// The same, at the end of a text.
pub(crate) fn write_anchor(key: &FigureKey, anchor: &mut String) {
    anchor.push_str("f-");
    for (i, part) in key.name.split(':').enumerate() {
        if i > 0 {
            anchor.push('.');
        }
        anchor.push_str(part);
    }
    if let Scope::Competitor(id) = &key.scope {
        anchor.push_str("--");
        anchor.push_str(id);
    }
    match key.when.period() {
        Some(Period::Year(_)) => {}
        Some(period) => {
            anchor.push_str("--");
            anchor.push_str(&period.to_string());
        }
        None => anchor.push_str("--unstated"),
    }
}

/// The step to the folder above.
const UP: &str = "../";

/// The link from one route to another.
pub fn relative(from: &str, to: &str) -> String {
    let folders = |route: &str| route.rfind('/').map_or(0, |at| at + 1);
    let shared = from[..folders(from)]
        .split_inclusive('/')
        .zip(to[..folders(to)].split_inclusive('/'))
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len())
        .sum();
    let (up, down): (_, &str) = (from[shared..].matches('/').count(), &to[shared..]);
    let mut link = String::with_capacity(up * UP.len() + down.len());
    for _ in 0..up {
        link.push_str(UP);
    }
    link.push_str(down);
    link
}

/// The route that a link leads to from another, without what follows `#` or
/// `?`; none if it leaves the site. The inverse of [`relative`].
pub fn resolve(from: &str, link: &str) -> Option<String> {
    let path = link.split(['#', '?']).next().unwrap_or(link);
    let mut whole: Vec<&str> = from.split('/').collect();
    if !path.is_empty() {
        whole.pop();
    }
    for part in path.split('/').filter(|it| !it.is_empty()) {
        match part {
            ".." => {
                whole.pop()?;
            }
            "." => {}
            part => whole.push(part),
        }
    }
    Some(whole.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{relative, resolve};

    fn case(from: &str, to: &str, link: &str) {
        assert_eq!(relative(from, to), link, "{from} → {to}");
        assert_eq!(resolve(from, link).as_deref(), Some(to), "{from} + {link}");
    }

    #[test]
    fn links_name_files() {
        case("index.html", "2008/index.html", "2008/index.html");
        case("2008/review.html", "2008/index.html", "index.html");
        case(
            "2008/review.html",
            "2008/ledger/index.html",
            "ledger/index.html",
        );
        case(
            "en/2008/slides/review.html",
            "2008/review.html",
            "../../../2008/review.html",
        );
        case(
            "en/2008/review.html",
            "en/assets/theme.css",
            "../assets/theme.css",
        );
    }

    #[test]
    fn links_do_not_leave_the_site() {
        assert_eq!(resolve("2008/review.html", "../../x"), None);
        assert_eq!(resolve("a/b.html", "#c").as_deref(), Some("a/b.html"));
        assert_eq!(
            resolve("a/b.html", "./c.png?d#e").as_deref(),
            Some("a/c.png")
        );
    }
}
