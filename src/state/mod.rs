//! The program's state: the open document, what is selected and shown, jobs, toasts. Reading order: [`mod@env`],
//! [`document`], [`command`], [`action`], [`jobs`], [`app_state`], `dispatch`.
//!
//! Never here: drawing (`ui/`).

pub mod action;
pub mod app_state;
pub mod attention;
pub mod command;
mod dispatch;
pub mod document;
mod drilling;
pub mod env;
mod example;
mod exporting;
mod files;
pub mod forecasting;
pub mod foresight;
mod freed;
pub mod importing;
pub mod jobs;
pub mod keeping;
pub mod keymap;
mod late;
mod links;
pub mod many;
pub mod memo;
pub mod notice;
mod planning;
pub mod recalled;
pub mod reminders;
mod sitting;
mod standing;
mod timing;
pub mod toast;
mod trail;
pub mod versions;
pub mod what_if;

pub use action::{Action, ImportChoice, Selection, View};
pub use app_state::{AppState, SaveState, Start};
pub use command::{Command, Scope};
pub use document::{Document, Gesture, Revision};
pub use env::{Env, Now, RealEnv, ScriptedEnv, fresh_id, id_of_chance};
pub use forecasting::Shown as ShownForecast;
pub use jobs::{Event, FilePurpose, Jobs};
pub use keymap::Keymap;
pub use memo::Memo;
pub use planning::{Better, Offer, Proposal, Search};
pub use recalled::Recalled;
pub use sitting::{Answer, Drill, Sitting};
pub use standing::Standing;
pub use toast::Warning;
pub use what_if::{Question, WhatIfs};
