//! Opening a plan: what the last session did not save is there again, what another program did is merged or told, and a
//! damaged, empty or missing file is no loss.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cairn::domain::time::Stamp;
use cairn::domain::{Item, ItemId, Kind, Plan};
use cairn::store::Saver;
use cairn::store::backups::{self, Why};
use cairn::store::format::{read_plan_bytes, write_plan};
use cairn::store::fs::{Disk, Fs};
use cairn::store::keep::News;
use cairn::store::local::Local;
use cairn::store::open::{Opened, Opening, Outcome, Trouble, Wrong, begin, open};
use cairn::store::places::Places;

use super::file::names;
use crate::support::plans::sample;

pub const LONG: Duration = Duration::from_secs(20);

/// A user's folders, with a plan.
pub struct Home {
    folder: tempfile::TempDir,
    pub file: PathBuf,
    send: Mutex<Sender<News>>,
    pub news: Receiver<News>,
}

impl Home {
    /// With no plan yet.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("synced/plan.ron");
        let (send, news) = channel();
        Self {
            folder,
            file,
            send: Mutex::new(send),
            news,
        }
    }

    /// With this plan in its file.
    pub fn with(plan: &Plan) -> Self {
        let home = Self::new();
        home.write(plan);
        home
    }

    pub fn write(&self, plan: &Plan) {
        fs::create_dir_all(self.file.parent().expect("a folder")).expect("a folder");
        fs::write(&self.file, write_plan(plan).expect("a text")).expect("a file");
    }

    pub fn places(&self) -> Places {
        Places::under(self.folder.path())
    }

    pub fn opening(&self) -> Opening {
        self.opening_on(Arc::new(Disk))
    }

    pub fn opening_on(&self, fs: Arc<dyn Fs>) -> Opening {
        let send = self.send.lock().expect("not poisoned").clone();
        let send = Mutex::new(send);
        Opening {
            path: self.file.clone(),
            places: self.places(),
            fs,
            time: Arc::new(|| Stamp(1_800_000_000)),
            on_news: Arc::new(move |news| {
                let _ = send.lock().expect("not poisoned").send(news);
            }),
            take_over: false,
        }
    }

    pub fn open(&self) -> Opened {
        match open(self.opening()) {
            Outcome::Opened(opened) => *opened,
            Outcome::Trouble(trouble) => panic!("{}", trouble.error),
            Outcome::NoAnswer(other) => panic!("{other:?}"),
        }
    }

    fn trouble(&self) -> Trouble {
        match open(self.opening()) {
            Outcome::Trouble(trouble) => *trouble,
            _ => panic!("this should not open"),
        }
    }

    pub fn local(&self) -> Local {
        Local::of(Arc::new(Disk), &self.places(), &self.file)
    }

    /// What is on disk now, for [`Self::come_back`]: what a kill at this moment would leave.
    pub fn moment(&self) -> tempfile::TempDir {
        let copy = tempfile::tempdir().expect("a folder");
        copy_all(self.folder.path(), copy.path());
        copy
    }

    /// The disk is as it was at that moment.
    pub fn come_back(&self, moment: &tempfile::TempDir) {
        for entry in fs::read_dir(self.folder.path()).expect("a folder") {
            fs::remove_dir_all(entry.expect("an entry").path()).expect("gone");
        }
        copy_all(moment.path(), self.folder.path());
    }

    pub fn on_disk(&self) -> Plan {
        let bytes = fs::read(&self.file).expect("a file");
        read_plan_bytes(&bytes, "plan.ron").expect("a plan").plan
    }

    /// News of a kind, waited for.
    pub fn hears<T>(&self, of: impl Fn(&News) -> Option<T>) -> T {
        loop {
            let news = self.news.recv_timeout(LONG).expect("some news");
            if let Some(found) = of(&news) {
                return found;
            }
        }
    }
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&to).expect("a folder");
            copy_all(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), &to).expect("copied");
        }
    }
}

pub fn named(name: &str) -> Plan {
    let mut plan = sample();
    plan.name = name.to_owned();
    plan
}

fn saver() -> Saver {
    Saver::spawn(Box::new(|_| {}))
}

#[test]
fn what_the_last_session_did_not_save_is_there_again() {
    let home = Home::with(&sample());
    let opened = home.open();
    assert!(!opened.is_dirty() && opened.restored.is_none());
    let keep = opened.keep.expect("kept");
    for n in 1..=12 {
        keep.edited(Arc::new(named(&format!("Edit {n}"))));
        assert!(keep.flush(LONG));
    }
    let killed = home.moment();
    drop(keep);
    home.come_back(&killed);
    let opened = home.open();
    let said = opened.restored.expect("restored").to_string();
    assert_eq!(said, "12 changes from the last session were restored.");
    assert_eq!(opened.loaded.plan, named("Edit 12"));
    assert_eq!((*opened.base).clone(), sample());
    assert!(opened.is_dirty() && opened.outside.is_none());
    // Killed again before it is saved: still there.
    let killed = home.moment();
    drop(opened);
    home.come_back(&killed);
    assert_eq!(home.open().loaded.plan, named("Edit 12"));
}

#[test]
fn a_plan_that_was_saved_leaves_no_journal_and_is_opened_as_it_is() {
    let home = Home::with(&sample());
    let saver = saver();
    saver.keep(home.open().keep.expect("kept"));
    saver.save(named("Saved"), home.file.clone(), 1);
    assert!(saver.flush(LONG));
    saver.close(&home.file);
    drop(saver);
    assert_eq!(home.on_disk(), named("Saved"));
    let left = names(home.local().folder());
    assert_eq!(
        left,
        ["backups", "base.ron", "last.hash", "lock", "where.ron"]
    );
    let opened = home.open();
    assert!(!opened.is_dirty() && opened.restored.is_none() && opened.outside.is_none());
    assert_eq!(opened.notes, Vec::<String>::new());
    let all = opened.keep.expect("kept").backups();
    assert_eq!(all.len(), 1, "what was saved over");
    assert_eq!(all[0].why, Why::Saved);
    assert_eq!(all[0].counts, Some(backups::Counts::of(&sample())));
    assert_eq!(backups::read(&Disk, &all[0]).expect("read").plan, sample());
    assert_eq!(names(home.file.parent().expect("a folder")), ["plan.ron"]);
}

/// A plan with one more item, with some words on it.
pub fn with_item_of(mut plan: Plan, id: &str, words: &str) -> Plan {
    let mut item = Item::new(ItemId::slug(id), Kind::Paper, id);
    item.purpose = words.to_owned();
    plan.items.put(item);
    plan
}

/// A plan with one more item.
pub fn with_item(plan: &Plan, id: &str) -> Plan {
    let mut plan = plan.clone();
    let id = ItemId::slug(id);
    plan.items.put(Item::new(id, Kind::Paper, "Added"));
    plan
}

#[test]
fn unsaved_edits_and_another_programs_changes_are_both_kept() {
    let home = Home::with(&sample());
    let keep = home.open().keep.expect("kept");
    keep.edited(Arc::new(with_item(&sample(), "ours")));
    assert!(keep.flush(LONG));
    let killed = home.moment();
    drop(keep);
    home.come_back(&killed);
    home.write(&with_item(&sample(), "theirs"));
    let opened = home.open();
    let both = with_item(&with_item(&sample(), "ours"), "theirs");
    assert_eq!(opened.loaded.plan, both);
    assert_eq!(opened.outside.as_deref(), Some(&sample()));
    assert_eq!(
        opened.merged.as_ref().map(|merge| &*merge.ours),
        Some(&with_item(&sample(), "ours"))
    );
    assert_eq!(opened.restored.map(|restored| restored.changes), Some(1));
    // Our side alone is a backup for good.
    let all = opened.keep.as_ref().expect("kept").backups();
    assert_eq!(all[0].why, Why::Merge);
    let killed = home.moment();
    drop(opened);
    home.come_back(&killed);
    assert_eq!(home.open().loaded.plan, both);
}

#[test]
fn a_file_that_was_changed_between_sessions_says_so() {
    let home = Home::with(&sample());
    drop(home.open());
    home.write(&named("By hand"));
    let opened = home.open();
    assert_eq!(opened.outside.as_deref(), Some(&sample()));
    assert_eq!(opened.loaded.plan.name, "By hand");
    assert!(!opened.is_dirty() && opened.merged.is_none());
    drop(opened);
    assert!(home.open().outside.is_none(), "it is said once");
}

#[test]
fn a_damaged_file_stays_and_the_last_plan_is_offered() {
    let home = Home::with(&sample());
    let keep = home.open().keep.expect("kept");
    keep.edited(Arc::new(named("Edited")));
    assert!(keep.flush(LONG));
    let killed = home.moment();
    drop(keep);
    home.come_back(&killed);
    let damaged = b"(format: 1, id: \"x\", nam";
    fs::write(&home.file, damaged).expect("damaged");
    let trouble = home.trouble();
    assert_eq!(trouble.wrong, Wrong::Damaged);
    assert!(
        trouble.error.contains("plan.ron, line 1"),
        "{}",
        trouble.error
    );
    assert_eq!(fs::read(&home.file).expect("there"), damaged);
    let copy = trouble.copy.clone().expect("a copy");
    assert_eq!(fs::read(copy).expect("there"), damaged);
    let last = *trouble.last.clone().expect("the last plan");
    assert_eq!(last, named("Edited"));
    // Looking changed nothing: the next start offers the same.
    drop(trouble);
    let trouble = home.trouble();
    assert_eq!(trouble.last.as_deref(), Some(&last));
    let opened = trouble.go_on(last.clone());
    assert!(opened.is_dirty());
    let killed = home.moment();
    let saver = saver();
    saver.keep(opened.keep.expect("kept"));
    saver.save(last.clone(), home.file.clone(), 1);
    assert!(saver.flush(LONG));
    assert_eq!(home.on_disk(), last);
    let all = saver.kept(&home.file).expect("kept").backups();
    assert_eq!(all[0].why, Why::Original);
    assert_eq!(fs::read(&all[0].path).expect("there"), damaged);
    drop(saver);
    // Killed after the word, before the save; and the file damaged once more.
    home.come_back(&killed);
    assert_eq!(home.trouble().last.as_deref(), Some(&last));
    fs::write(&home.file, "(").expect("damaged");
    let trouble = home.trouble();
    assert_eq!(trouble.last.as_deref(), Some(&last));
    // The user takes another version: the journal with the last one is not lost.
    trouble.go_on(sample());
    let aside = names(&home.local().quarantine());
    assert!(
        aside.iter().any(|name| name.ends_with("journal")),
        "{aside:?}"
    );
}

#[test]
fn an_empty_file_and_no_file_offer_the_last_plan() {
    let home = Home::with(&sample());
    drop(home.open());
    fs::write(&home.file, "").expect("emptied");
    let trouble = home.trouble();
    assert_eq!(trouble.wrong, Wrong::Empty);
    assert_eq!(trouble.last.as_deref(), Some(&sample()));
    drop(trouble);
    fs::remove_file(&home.file).expect("deleted");
    let trouble = home.trouble();
    assert_eq!(trouble.wrong, Wrong::Gone);
    let opened = trouble.go_on(sample());
    let saver = saver();
    saver.keep(opened.keep.expect("kept"));
    saver.save(sample(), home.file.clone(), 1);
    assert!(saver.flush(LONG));
    assert_eq!(home.on_disk(), sample());
}

#[test]
fn a_new_plan_is_safe_before_it_has_a_file() {
    let home = Home::new();
    let Outcome::Opened(opened) = begin(home.opening(), sample()) else {
        panic!("it begins");
    };
    let keep = opened.keep.expect("kept");
    keep.edited(Arc::new(named("New")));
    assert!(keep.flush(LONG));
    let killed = home.moment();
    drop(keep);
    home.come_back(&killed);
    let trouble = home.trouble();
    assert_eq!(trouble.wrong, Wrong::Gone);
    assert_eq!(trouble.last.as_deref(), Some(&named("New")));
}

#[test]
fn a_plan_that_was_moved_finds_its_backups_again() {
    let mut home = Home::with(&sample());
    let saver = saver();
    saver.keep(home.open().keep.expect("kept"));
    saver.save(named("Saved"), home.file.clone(), 1);
    assert!(saver.flush(LONG));
    drop(saver);
    let new = home.file.with_file_name("another name.ron");
    fs::rename(&home.file, &new).expect("moved");
    home.file = new.clone();
    let opened = home.open();
    assert_eq!(opened.keep.as_ref().expect("kept").backups().len(), 1);
    assert!(opened.outside.is_none(), "it is known");
    // A copy is a plan of its own.
    drop(opened);
    home.file = new.with_file_name("copy.ron");
    fs::copy(&new, &home.file).expect("copied");
    assert_eq!(home.open().keep.expect("kept").backups().len(), 0);
}

#[test]
fn a_state_folder_that_cannot_be_written_costs_only_the_journal() {
    let home = Home::with(&sample());
    fs::write(home.places().state(), "no folder").expect("a file");
    let opened = home.open();
    assert_eq!(opened.notes.len(), 1, "{:?}", opened.notes);
    assert!(opened.notes[0].contains("safe only once the plan is saved"));
    let saver = saver();
    saver.keep(opened.keep.expect("kept"));
    saver.save(named("Saved"), home.file.clone(), 1);
    assert!(saver.flush(LONG));
    saver.save(named("Saved again"), home.file.clone(), 2);
    assert!(saver.flush(LONG));
    assert_eq!(home.on_disk(), named("Saved again"));
    assert_eq!(names(home.file.parent().expect("a folder")), ["plan.ron"]);
}

#[test]
fn a_second_window_looks_on_and_may_take_over() {
    let home = Home::with(&sample());
    let saver = saver();
    saver.keep(home.open().keep.expect("kept"));
    saver.edited(&home.file, &Arc::new(named("Typed in the first")));
    saver.save(named("Typed in the first"), home.file.clone(), 1);
    // Another process would see the same: the lock is the file's, not the program's.
    let folder = home.local().folder().to_owned();
    let fs: Arc<dyn Fs> = Arc::new(Disk);
    let tried = cairn::store::lock::lock(&*fs, &folder, Stamp(0)).expect("tried");
    let cairn::store::lock::Lock::Other(other) = tried else {
        panic!("the first has it");
    };
    assert_eq!(other.pid, Some(std::process::id()));
    assert_eq!(other.since, Some(Stamp(1_800_000_000)));
    let opening = Opening {
        take_over: true,
        ..home.opening()
    };
    let Outcome::Opened(opened) = open(opening) else {
        panic!("the first lets go");
    };
    home.hears(|news| matches!(news, News::TakenOver { .. }).then_some(()));
    assert_eq!(opened.loaded.plan, named("Typed in the first"));
    assert!(opened.keep.is_some());
    saver.save(named("Too late"), home.file.clone(), 2);
    assert!(!saver.flush(LONG));
    assert_eq!(home.on_disk(), named("Typed in the first"));
}

#[test]
fn a_window_that_hangs_keeps_its_lock() {
    let home = Home::with(&sample());
    let _first = home.open();
    let folder = home.local().folder().to_owned();
    let fs: Arc<dyn Fs> = Arc::new(Disk);
    let short = Duration::from_millis(120);
    let tried = cairn::store::lock::take_over(&fs, &folder, Stamp(0), short).expect("tried");
    assert!(matches!(tried, cairn::store::lock::Lock::Other(_)));
    assert!(
        !cairn::store::lock::is_asked(&*fs, &folder),
        "no request stays"
    );
}

#[test]
fn what_a_kill_left_beside_the_plan_goes_and_what_is_unknown_is_put_aside() {
    let home = Home::with(&sample());
    drop(home.open());
    let folder = home.file.parent().expect("a folder").to_owned();
    let text = write_plan(&sample()).expect("a text");
    let other = write_plan(&named("Unknown")).expect("a text");
    // No process has so high a number.
    let temp = |n: u32| folder.join(format!(".~plan.ron.4194399.{n}.tmp"));
    let old = fs::File::options();
    for (n, content) in [&text, &other, &text[..50].to_owned()].iter().enumerate() {
        let path = temp(n as u32);
        fs::write(&path, content).expect("left over");
        let then = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let file = old.clone().write(true).open(&path).expect("a file");
        file.set_modified(then).expect("a time");
    }
    let mine = folder.join(format!(".~plan.ron.{}.7.tmp", std::process::id()));
    fs::write(&mine, "being written").expect("a file");
    let opened = home.open();
    assert_eq!(opened.notes.len(), 1, "{:?}", opened.notes);
    assert_eq!(names(&folder).len(), 2, "{:?}", names(&folder));
    assert!(mine.exists());
    let aside = names(&home.local().quarantine());
    assert_eq!(aside.len(), 2, "{aside:?}");
    assert_eq!(opened.keep.expect("kept").backups().len(), 1);
}
