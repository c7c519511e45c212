//! Other formats that a plan goes out as.

pub mod csv;
