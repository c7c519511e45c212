//! Two versions of one plan: what differs, one made of both, and what an import offers.

mod audit;
mod broken;
mod changes;
mod edits;
mod edits_recall;
mod edits_times;
mod marks;
mod rules;
mod take;
mod three;
