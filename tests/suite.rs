//! The integration tests, one binary: a site goes in, a folder comes out.

#[path = "suite/browser.rs"]
mod browser;
#[path = "suite/disk.rs"]
mod disk;
#[path = "suite/faults.rs"]
mod faults;
