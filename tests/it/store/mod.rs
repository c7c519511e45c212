//! The store: the format, saving under faults, the autosave thread, settings and tables.

mod backups;
mod faults;
mod file;
mod format;
mod golden;
mod hostile;
mod ics;
mod ics_in;
mod journal;
mod kill;
mod life;
mod markdown;
mod merge;
mod mutate;
mod open;
mod places;
mod reading;
mod round;
mod saver;
mod tables;
mod targets;
mod unknown;
mod watch;
