//! The user interface: reads the state, draws, sends actions. No rules of the planner here.

pub mod format;
pub mod theme;
pub mod widgets;
