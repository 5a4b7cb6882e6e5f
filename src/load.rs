//! Bytes → sources: what authors typed, in the right shape and of unknown
//! meaning. Every mistake of a file is reported in one run, at its exact place.
//!
//! Nothing is looked up here: that an id exists is asked by `check`. No file
//! is opened here either; `input` hands over bytes and readers.

pub mod catalogue;
pub mod decode;
mod door;
mod named;
mod narratives;
mod published;
pub mod readings;
pub mod site;
mod sources;
pub mod yaml;

pub use catalogue::{CatalogueSheet, MetricSheet};
pub use narratives::{Manuscripts, Terms, take_narratives};
pub use readings::{ReadingSheet, ReadingsSheet, RowReading};
pub use site::SiteSheet;
pub use sources::{Sources, Texts, YearReadings, data, settings};
