//! The integration tests, one binary: a site goes in, a folder comes out.

#[path = "suite/audiences.rs"]
mod audiences;
#[path = "suite/browser.rs"]
mod browser;
#[path = "suite/charts.rs"]
mod charts;
#[path = "suite/corpus.rs"]
mod corpus;
#[path = "suite/disk.rs"]
mod disk;
#[path = "suite/facts.rs"]
mod facts;
#[path = "suite/faults.rs"]
mod faults;
#[path = "suite/figures.rs"]
mod figures;
#[path = "suite/halls.rs"]
mod halls;
#[path = "suite/handbook.rs"]
mod handbook;
#[path = "suite/languages.rs"]
mod languages;
#[path = "suite/measures.rs"]
mod measures;
#[path = "suite/memory.rs"]
mod memory;
#[path = "suite/minimum.rs"]
mod minimum;
#[path = "suite/occurrences.rs"]
mod occurrences;
#[path = "suite/papers.rs"]
mod papers;
#[path = "suite/png.rs"]
mod png;
#[path = "suite/pptx.rs"]
mod pptx;
#[path = "suite/promises.rs"]
mod promises;
#[path = "suite/roles.rs"]
mod roles;
#[path = "suite/scaffold.rs"]
mod scaffold;
#[path = "suite/site.rs"]
mod site;
#[path = "tidy.rs"]
mod tidy;
