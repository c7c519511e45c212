//! The forecast against simulated lives, and against plans whose troubles are known.

mod band;
mod causes;
pub mod simulator;
