//! Two versions of one plan: what differs, in words; one version made of two; parts of it taken back. All by rows and
//! fields, so that what one side wrote and the other did not touch is never lost.
//!
//! Reading order: [`change`] (what a difference is), [`field`] (how any field is compared and copied), [`values`] and
//! [`lists`] (each sort of field), [`tables`], [`changes`].
//!
//! Not here: files, conflict marks in files, copies of files (`store/`), how it is shown (`ui/`).

pub mod change;
pub mod changes;
pub mod field;
mod lists;
mod names;
mod settle;
mod tables;
pub mod unknown;
mod values;

pub use change::{Change, ChangeId, Changes, Offer, TableName, What};
pub use changes::{changes, without};
pub use field::{Field, Record, Walk, record_in_words};
pub use names::Names;
