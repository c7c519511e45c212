//! Two versions of one plan: what differs, in words; one version made of two; parts of it taken back. All by rows and
//! fields, so that what one side wrote and the other did not touch is never lost.
//!
//! Reading order: [`change`] and [`report`] (what is said), [`field`] (how any field is compared, copied and merged),
//! `values`, `lists`, `parts`, `stages`, `maps`, `notes`, `rows` and `tables` (each sort of field), [`mod@changes`],
//! [`mod@merging`], then the imports: [`mod@take`], [`mod@take_busy`].
//!
//! Not here: files, conflict marks in files, copies of files (`store/`), how it is shown (`ui/`).

pub mod change;
pub mod changes;
pub mod field;
mod lists;
mod maps;
pub mod merging;
mod names;
mod notes;
mod order;
mod parts;
pub mod report;
mod rows;
mod settle;
mod stages;
mod tables;
pub mod take;
pub mod take_busy;
pub mod take_rows;
mod take_series;
mod take_twins;
mod three;
pub mod unknown;
mod values;
mod way;

pub use change::{Change, ChangeId, Changes, Offer, TableName, What, said};
pub use changes::{changes, without};
pub use field::{Field, Record, Walk, record_in_words};
pub use merging::{mark, merge, merge_without_base};
pub use names::Names;
pub use report::{Conflict, Kept, Merged, Report};
pub use take::{take_list, take_path, take_plan};
pub use take_busy::take_busy;
pub use take_series::by_series;
pub use three::Three;
