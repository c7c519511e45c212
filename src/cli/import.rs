//! `cairn import`: takes what another file holds into a plan, or only says what it would change.
//!
//! Not here: what an import means (`store/import.rs`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::Day;
use crate::domain::merge::{self, What};
use crate::state::{Env as _, RealEnv};
use crate::store::backups::{self, Counts, Why};
use crate::store::exchange::look_at;
use crate::store::file::{Base, name_of, read_bytes, save_plan};
use crate::store::format::Loaded;
use crate::store::formats::Incoming;
use crate::store::formats::ics::Zone;
use crate::store::fs::Disk;
use crate::store::import::{self, Choices};
use crate::store::local::Local;
use crate::store::places::Places;

use super::{load, tell};

/// Takes items, busy times or another copy's work into a plan. What the file is, its content says: a plan or path of
/// Cairn, a list in Markdown, a table (CSV), a calendar (ICS).
#[derive(Debug, clap::Args)]
pub struct Import {
    /// What to take in.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The plan that it goes into.
    #[arg(long, value_name = "PLAN.ron")]
    into: PathBuf,
    /// Only says what would change, a line each.
    #[arg(long)]
    dry_run: bool,
    /// Where the new plan goes; without it, into the same file.
    #[arg(long, value_name = "OTHER.ron")]
    out: Option<PathBuf>,
    /// Takes in as well what the plan has already under another step or another title.
    #[arg(long)]
    twins: bool,
    /// A Markdown list: the deepest level of heading that is a step (1 to 7; 0: none is).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=7))]
    step_level: Option<u8>,
    /// A table: which column is what, as title=Name,minutes=3 (a name, or a number from 1).
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    columns: Option<String>,
}

/// Does it; gives what there is to say.
pub fn run(import: &Import, today: Day, env: &RealEnv) -> Result<String, String> {
    let mine = load(&import.into)?;
    if let Some(reason) = &mine.read_only {
        return Err(format!("{}: {reason}.", name_of(&import.into)));
    }
    let name = name_of(&import.file);
    let incoming = look_at(&import.file).map_err(|error| error.to_string())?;
    if let Incoming::Plan(loaded) = &incoming
        && let Some(reason) = &loaded.read_only
    {
        return Err(format!("{name}: {reason}. Nothing was taken in"));
    }
    let choices = choices(import, &incoming, today)?;
    let proposal = import::propose(&mine.plan, &incoming, &name, &choices);
    for note in &proposal.notes {
        tell(&format!("{name}: {note}"));
    }
    let mut changes = proposal.offer.changes;
    let mut after = proposal.offer.after;
    if import.twins {
        for change in &mut changes.list {
            change.twin = None;
        }
    } else {
        after = merge::without(&mine.plan, &after, &changes.left_out());
    }
    let mut summary = format!("{}: {}", name_of(&import.into), changes.summary());
    if let Some(twins) = changes.twins_in_words() {
        summary.push_str(&format!(". {twins} (--twins takes them in)"));
    }
    if import.dry_run {
        let mut lines: Vec<String> = changes.list.iter().map(line).collect();
        lines.push(summary);
        return Ok(lines.join("\n"));
    }
    if after == mine.plan && import.out.is_none() {
        return Ok(format!("{summary}. The file was left as it is"));
    }
    let (to, base) = match &import.out {
        Some(out) => (out, Base::Any),
        None => {
            back_up(&import.into, &mine, env)?;
            (&import.into, Base::Known(mine.hash))
        }
    };
    save_plan(&Disk, to, &after, base).map_err(|error| error.to_string())?;
    Ok(match &import.out {
        Some(out) => format!("{summary}. Written to {}", out.display()),
        None => summary,
    })
}

/// One line of a dry run: “added”, “left out”, “changed”, “conflict” or “removed”, and what.
fn line(change: &crate::domain::merge::Change) -> String {
    let what = match &change.what {
        What::Added if change.twin.is_some() => "left out",
        What::Added => "added   ",
        What::Removed => "removed ",
        What::Changed { .. } if change.conflict => "conflict",
        What::Changed { .. } => "changed ",
    };
    let said = match &change.what {
        What::Changed {
            field,
            before,
            after,
        } => format!("{}: {field}: {}", change.title, merge::said(before, after)),
        _ => match &change.twin {
            Some(place) => format!("{}: {place}", change.title),
            None => change.title.clone(),
        },
    };
    // One line each, whatever is in a title.
    let said: String = said
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!("{what} {}: {said}", change.table.name())
}

fn choices(import: &Import, incoming: &Incoming, today: Day) -> Result<Choices, String> {
    let mut choices = Choices::usual(today, Zone::Local);
    match (incoming, import.step_level, &import.columns) {
        (_, None, None) => {}
        (Incoming::Markdown(outline), Some(level), None) => {
            let mut options = outline.guess.clone();
            options.step_level = level;
            choices.markdown = Some(options);
        }
        (Incoming::Table(sheet), None, Some(said)) => {
            choices.columns = Some(sheet.guess.clone().with(sheet, said)?);
        }
        (_, Some(_), _) => {
            return Err("--step-level is for lists in Markdown; this is none".to_owned());
        }
        (_, None, Some(_)) => return Err("--columns is for tables; this is none".to_owned()),
    }
    Ok(choices)
}

/// Puts the plan away as it was, so that the import can be taken back from the program's window.
fn back_up(file: &Path, mine: &Loaded, env: &RealEnv) -> Result<(), String> {
    let places = Places::find().map_err(|error| error.to_string())?;
    // The very bytes of the file, not what was made of them.
    let bytes = read_bytes(&Disk, file).map_err(|error| error.to_string())?;
    let local = Local::of(Arc::new(Disk), &places, file);
    let counts = Some(Counts::of(&mine.plan));
    let from = backups::From::Bytes(&bytes);
    let kept = local
        .make()
        .and_then(|()| local.belongs_to(file, &mine.plan.id))
        .and_then(|()| {
            backups::add(
                &Disk,
                &local.backups(),
                from,
                env.now().stamp,
                counts,
                Why::Import,
            )
        });
    match kept {
        Ok(_) => Ok(()),
        Err(error) => Err(format!(
            "{} could not be backed up first: {error}. Nothing was changed; --out OTHER.ron needs no backup",
            name_of(file)
        )),
    }
}
