//! What a user does, view by view: by role and name, with mouse and keys. Each story looks at the document and the tree.

mod board;
mod board_add;
mod board_columns;
mod board_hints;
mod board_looks;
mod board_many;
mod breaks;
mod busy;
mod calendar;
mod design;
mod exports;
mod files;
mod imports;
mod keeping;
mod library;
mod links;
mod progress;
mod reminders;
mod replan;
mod settings;
mod shell;
mod today;
mod versions;
mod week;
mod welcome;
mod what_if;
