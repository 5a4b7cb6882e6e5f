//! Every link of every page, without a browser: a link that leads nowhere is
//! as wrong on a stick as on a server.

use std::collections::{BTreeMap, BTreeSet};

use super::site::{Site, attributes, resolve, site};

/// The ids of every page.
fn ids(site: &Site) -> BTreeMap<&str, BTreeSet<String>> {
    let ids = |page: &String| attributes(&site.read(page), "id").collect();
    site.pages
        .iter()
        .map(|page| (page.as_str(), ids(page)))
        .collect()
}

/// What is wrong with a link of a page, if anything.
fn fault(
    site: &Site,
    ids: &BTreeMap<&str, BTreeSet<String>>,
    page: &str,
    link: &str,
) -> Option<String> {
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let target = if path.is_empty() {
        page.to_owned()
    } else if let Some(target) = resolve(page, path) {
        target
    } else {
        return Some("leads out of the site".to_owned());
    };
    if !site.path(&target).is_file() {
        return Some("names no file".to_owned());
    }
    if path.contains(':') || path.starts_with('/') || path.contains('?') {
        return Some("is not a plain relative path".to_owned());
    }
    let missing = !fragment.is_empty()
        && !ids
            .get(target.as_str())
            .is_some_and(|it| it.contains(fragment));
    missing.then(|| format!("names no element of {target}"))
}

#[test]
fn every_link_leads_somewhere() {
    let site = site();
    let ids = ids(site);
    assert!(site.pages.len() > 40, "{} pages", site.pages.len());
    let (mut faults, mut links, mut figures) = (Vec::new(), 0, 0);
    for page in &site.pages {
        let html = site.read(page);
        for link in attributes(&html, "href").chain(attributes(&html, "src")) {
            if link.starts_with("https://") || link.starts_with("mailto:") {
                continue;
            }
            links += 1;
            if let Some(fault) = fault(site, &ids, page, &link) {
                faults.push(format!("{page}: {link} {fault}"));
            }
        }
        for tag in html.split("<a ").skip(1) {
            let tag = &tag[..tag.find('>').expect("the tag is closed")];
            if tag.contains("class=\"fig") {
                figures += 1;
                let href = attributes(tag, "href").next().unwrap_or_default();
                let (to, entry) = href.split_once('#').unwrap_or_default();
                let ledger = if to.is_empty() { page.as_str() } else { &href };
                let leads = ledger.contains("ledger/") && entry.starts_with("f-");
                if !leads {
                    faults.push(format!(
                        "{page}: <a {tag}> is a figure that leads to no entry"
                    ));
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(
        links > 1000 && figures > 300,
        "{links} links, {figures} figures"
    );
}

#[test]
fn every_id_stands_once() {
    let site = site();
    let mut faults = BTreeSet::new();
    for page in &site.pages {
        let mut seen = BTreeSet::new();
        for id in attributes(&site.read(page), "id") {
            if !seen.insert(id.clone()) {
                faults.insert(format!("{page}: {id}"));
            }
        }
    }
    assert!(faults.is_empty(), "ids that stand twice: {faults:#?}");
}
