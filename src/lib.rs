#![doc = include_str!("architecture.md")]
// Module pages name their private parts too: `cargo doc --document-private-items` has the links.
#![allow(rustdoc::private_intra_doc_links)]

pub mod app;
pub mod cli;
pub mod domain;
pub mod planner;
pub mod state;
pub mod store;
pub mod ui;
