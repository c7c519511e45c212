//! Two versions of one plan: what differs, one made of both, and what an import offers.

mod audit;
mod changes;
mod edits;
mod three;
