//! Every file operation of a save fails once, in every way a disk fails: the file is then the old one or the new one, and
//! nothing is called saved that is not. A saver that writes in place is run through the same, and must be caught.

use std::fs::{File, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use cairn::store::file::{Base, SaveError, save_bytes};
use cairn::store::fs::{Disk, Entry, Fs, Look};
use cairn::store::hash::Hash;

use super::file::names;

const OLD: &[u8] = b"the old content";
const NEW: &[u8] = b"the new content, which is longer than the old one";

/// What the n-th operation does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// It fails with this error number, nothing done (a write: half of it done).
    Errno(i32),
    /// It and everything after it fails: as far as the disk can tell, the program was killed.
    Killed,
    /// It does what it should, and says that it failed.
    LiesFailed,
}

/// The disk, with one fault.
pub struct Faulty {
    fault: Fault,
    at: usize,
    pub calls: AtomicUsize,
    /// How many exchanges there were.
    pub swaps: AtomicUsize,
    pub hit: AtomicUsize,
    /// Another program writes this right before the n-th operation.
    other: Mutex<Option<(usize, PathBuf, Vec<u8>)>>,
    /// Whether two files can be exchanged in one step.
    pub exchanges: bool,
    /// Writes half of everything and says that it was all.
    pub halves: bool,
}

impl Faulty {
    /// The disk, where the n-th operation fails.
    pub fn new(at: usize, fault: Fault) -> Self {
        Self {
            fault,
            at,
            calls: AtomicUsize::new(0),
            swaps: AtomicUsize::new(0),
            hit: AtomicUsize::new(0),
            other: Mutex::new(None),
            exchanges: true,
            halves: false,
        }
    }

    fn step<T>(&self, does: impl FnOnce() -> io::Result<T>, half: impl FnOnce()) -> io::Result<T> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        let mut other = self.other.lock().expect("not poisoned");
        if let Some((at, path, bytes)) = other.take() {
            if at == call {
                std::fs::write(path, bytes).expect("the other program writes");
            } else {
                *other = Some((at, path, bytes));
            }
        }
        let now = match self.fault {
            Fault::Killed => call >= self.at,
            _ => call == self.at,
        };
        if !now {
            return does();
        }
        self.hit.fetch_add(1, Ordering::SeqCst);
        match self.fault {
            Fault::Errno(number) => {
                half();
                Err(io::Error::from_raw_os_error(number))
            }
            Fault::Killed => {
                if call == self.at {
                    half();
                }
                Err(io::Error::from_raw_os_error(5))
            }
            Fault::LiesFailed => does().and_then(|_| Err(io::Error::from_raw_os_error(5))),
        }
    }
}

impl Fs for Faulty {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.step(|| Disk.canonical(path), || {})
    }
    fn read(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        self.step(|| Disk.read(path, most), || {})
    }
    fn permissions(&self, path: &Path) -> io::Result<Permissions> {
        self.step(|| Disk.permissions(path), || {})
    }
    fn create(&self, path: &Path, permissions: Option<&Permissions>) -> io::Result<File> {
        self.step(|| Disk.create(path, permissions), || {})
    }
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        let mut same = file.try_clone()?;
        if self.halves {
            return Disk.write(file, &bytes[..bytes.len() / 2]);
        }
        self.step(
            || Disk.write(file, bytes),
            || {
                same.write_all(&bytes[..bytes.len() / 2])
                    .expect("half of it")
            },
        )
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        self.step(|| Disk.sync(file), || {})
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        if !self.exchanges {
            return self.step(|| Err(io::ErrorKind::Unsupported.into()), || {});
        }
        self.swaps.fetch_add(1, Ordering::SeqCst);
        self.step(|| Disk.exchange(one, other), || {})
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        if !self.exchanges {
            return self.step(|| Err(io::ErrorKind::Unsupported.into()), || {});
        }
        self.step(|| Disk.rename_new(from, to), || {})
    }
    fn rename_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| Disk.rename_over(from, to), || {})
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| Disk.sync_folder(folder), || {})
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| Disk.make_folder(folder), || {})
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(|| Disk.remove(path), || {})
    }
    fn look(&self, path: &Path) -> io::Result<Look> {
        self.step(|| Disk.look(path), || {})
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        self.step(|| Disk.list(folder), || {})
    }
    fn link(&self, file: &Path, name: &Path) -> io::Result<()> {
        self.step(|| Disk.link(file, name), || {})
    }
    fn sync_data(&self, file: &File) -> io::Result<()> {
        self.step(|| Disk.sync_data(file), || {})
    }
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        self.step(|| Disk.open_lock(path), || {})
    }
    fn try_lock(&self, file: &File) -> io::Result<()> {
        self.step(|| Disk.try_lock(file), || {})
    }
    fn rewrite(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        self.step(|| Disk.rewrite(file, bytes), || {})
    }
}

/// ENOSPC, EIO, EROFS, EACCES, EDQUOT, ENOENT, EINTR, EPERM: what an operation may say. Then the two worse ones.
fn faults() -> Vec<Fault> {
    let mut all: Vec<Fault> = [28, 5, 30, 13, 122, 2, 4, 1].map(Fault::Errno).to_vec();
    all.extend([Fault::Killed, Fault::LiesFailed]);
    all
}

type Saver = dyn Fn(&dyn Fs, &Path, Base) -> Result<(), SaveError>;

/// Runs a save with every fault at every operation. Gives what was wrong, and how many faults were hit.
fn audit(saver: &Saver, existing: bool, exchanges: bool) -> (Vec<String>, usize) {
    let mut wrong = Vec::new();
    let mut hits = 0;
    for fault in faults() {
        for at in 0..40 {
            let home = tempfile::tempdir().expect("a folder");
            let file = home.path().join("plan.ron");
            let base = if existing {
                std::fs::write(&file, OLD).expect("the old file");
                Base::Known(Hash::of(OLD))
            } else {
                Base::Absent
            };
            let disk = Faulty {
                exchanges,
                ..Faulty::new(at, fault)
            };
            let outcome = saver(&disk, &file, base);
            if disk.hit.load(Ordering::SeqCst) == 0 {
                assert!(outcome.is_ok(), "without a fault it is saved: {outcome:?}");
                break;
            }
            hits += 1;
            // The audit reads with its own eyes.
            let now = std::fs::read(&file).ok();
            let case =
                format!("{fault:?} at {at}, existing {existing}: {outcome:?}, holds {now:?}");
            let (old, new) = (
                now.as_deref() == existing.then_some(OLD),
                now.as_deref() == Some(NEW),
            );
            if !old && !new {
                wrong.push(format!("torn: {case}"));
            }
            if outcome.is_ok() && !new {
                wrong.push(format!("false “saved”: {case}"));
            }
            let mut left = names(home.path());
            left.retain(|name| name != "plan.ron");
            let whole = |name: &String| {
                let bytes = std::fs::read(home.path().join(name)).expect("readable");
                bytes == OLD || bytes == NEW
            };
            // Only where nothing more can be done may a temporary file stay.
            let may_stay = fault == Fault::Killed || left.iter().all(whole);
            if !may_stay || left.len() > 1 {
                wrong.push(format!("left behind {left:?}: {case}"));
            }
        }
    }
    (wrong, hits)
}

#[test]
fn every_fault_leaves_the_old_file_or_the_new_one() {
    let ours: &Saver = &|fs, path, base| save_bytes(fs, path, NEW, base).map(|_| ());
    let mut all = 0;
    for (existing, exchanges) in [(true, true), (false, true), (true, false), (false, false)] {
        let (wrong, hits) = audit(ours, existing, exchanges);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        all += hits;
    }
    assert!(all >= 300, "only {all} faults were hit");
}

#[test]
fn the_audit_catches_a_saver_that_writes_in_place() {
    let broken: &Saver = &|fs, path, _| {
        let io = |error| SaveError::Io {
            file: "plan.ron".into(),
            error,
        };
        let mut file = File::create(path).map_err(io)?;
        fs.write(&mut file, NEW).map_err(io)?;
        fs.sync(&file).map_err(io)
    };
    let (wrong, _) = audit(broken, true, true);
    assert!(wrong.iter().any(|text| text.starts_with("torn")));
}

/// Another program saves at every moment of ours: what it wrote is in the file afterwards, or ours is and theirs came
/// before the file was looked at. Nothing that anybody wrote is lost without a word.
#[test]
fn another_program_that_saves_meanwhile_is_noticed() {
    const THEIRS: &[u8] = b"theirs";
    let mut noticed = 0;
    for at in 0..20 {
        let home = tempfile::tempdir().expect("a folder");
        let file = home.path().join("plan.ron");
        std::fs::write(&file, OLD).expect("the old file");
        let disk = Faulty::new(usize::MAX, Fault::Errno(5));
        *disk.other.lock().expect("not poisoned") = Some((at, file.clone(), THEIRS.to_vec()));
        let outcome = save_bytes(&disk, &file, NEW, Base::Known(Hash::of(OLD)));
        if disk.other.lock().expect("not poisoned").is_some() {
            break;
        }
        let now = std::fs::read(&file).expect("a file");
        match outcome {
            Err(SaveError::ChangedOutside { found, .. }) => {
                assert_eq!(found, Hash::of(THEIRS));
                assert_eq!(now, THEIRS);
                noticed += 1;
            }
            // They wrote after ours was in its place: they saw ours.
            Ok(_) => assert_eq!(now, THEIRS, "written at {at}"),
            Err(error) => panic!("{error}"),
        }
        assert_eq!(names(home.path()), ["plan.ron"]);
    }
    assert!(noticed >= 5, "noticed {noticed} times");
}
