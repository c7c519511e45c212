//! The nouns of a study plan and the edits that change it, as plain values. Reading order: [`time`], [`item`], [`link`],
//! [`path`], [`interview`], [`availability`], [`busy`], [`session`], [`timer`], [`run`], [`design`], [`times`], [`recall`],
//! [`week`], [`plan`], then [`edit`] and [`apply`].
//!
//! Never here: the screen, files, clocks, threads, randomness.

pub mod answers;
pub mod apply;
pub mod availability;
pub mod busy;
pub mod clocks;
pub mod design;
pub mod edit;
pub mod eve;
pub mod example;
pub mod id;
pub mod index;
pub mod interview;
pub mod item;
pub mod link;
pub mod mentions;
pub mod merge;
pub mod path;
pub mod plan;
pub mod recall;
pub mod record;
pub mod run;
pub mod schedule;
pub mod session;
pub mod table;
pub mod time;
pub mod timer;
pub mod times;
pub mod week;
pub mod week_review;

pub use answers::{Answers, InterviewAnswer};
pub use apply::EditError;
pub use availability::{Availability, Weekly, Window};
pub use busy::{Busy, BusyTimes, Slot};
pub use edit::{Edit, ItemField};
pub use id::{
    BusyId, InterviewId, ItemId, LinkId, PartId, PlanId, PromptId, ReviewId, RunId, SessionId,
    StageId, StepId,
};
pub use index::{ItemSums, Neighbour, PlanIndex};
pub use interview::{Interview, Round};
pub use item::{Brief, BriefKind, Depth, Effort, Item, Kind, Notes, Part, Status, WebLink};
pub use link::{Link, Relation};
pub use path::{Familiarity, Path, Step};
pub use plan::{Plan, Rules};
pub use recall::{Grade, Prompt, Review};
pub use run::{Run, RunDeed, RunStage};
pub use schedule::{Cut, CutReason, Schedule, Verdict};
pub use session::{Outcome, Session, SessionKind, Why};
pub use table::{Row, Table};
pub use time::{Clock, Day, Minutes, Moment, Stamp, WEEK, Weekday};
pub use timer::{Beat, Phase, Rhythm, Timer, TimerDeed};
pub use week::{Decision, Week, WeekNote};
pub use week_review::WeekReview;
