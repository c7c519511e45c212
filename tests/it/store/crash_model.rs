//! Power cuts: a model of a disk runs on top of the real one, notes every operation, and then gives every state that a
//! cut at any moment may leave. What was written and not synced is there, not there, half there, or zeros; names that
//! were changed and not synced are changed or not, in any selection of the last six (the harsh order) or from the first on (the order of a
//! disk with a log). Folders that were made are there; a name that moves between two folders moves when one is synced.
//!
//! Not here: what must hold in every state (`cuts.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, Permissions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use cairn::store::fs::{Disk, Entry, Fs, Look};
use cairn::store::hash::Hash;

/// One operation, as far as a cut is concerned.
#[derive(Clone, Debug)]
enum Op {
    /// A file is empty again.
    Empty(usize),
    /// Bytes come to its end.
    Write(usize, Vec<u8>),
    /// It is on the disk.
    Sync(usize),
    /// Names stand for other files, or for none, in one step.
    Names(Vec<(PathBuf, Option<usize>)>),
    /// The names in a folder are on the disk.
    SyncFolder(PathBuf),
    /// The program said that so much is safe.
    Said(u64),
}

#[derive(Default)]
struct Log {
    /// Which file a name stands for now.
    names: BTreeMap<PathBuf, usize>,
    /// The number of an open file.
    files: BTreeMap<u64, usize>,
    count: usize,
    /// What was there at the start, on the disk.
    first: BTreeMap<PathBuf, (usize, Vec<u8>)>,
    ops: Vec<Op>,
}

/// What a disk holds: names and contents.
pub type State = BTreeMap<PathBuf, Vec<u8>>;

/// The real disk, with notes. All of it must be below one folder.
#[derive(Clone)]
pub struct Model(Arc<Mutex<Log>>);

impl Model {
    /// Over what is below the folder now, which counts as safe.
    pub fn over(folder: &Path) -> Self {
        let mut log = Log::default();
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let (bytes, number) = (std::fs::read(&path).expect("a file"), log.number(&path));
                log.first.insert(path.clone(), (number, bytes));
                log.names.insert(path, number);
            }
        }
        Self(Arc::new(Mutex::new(log)))
    }

    /// Notes that the program called this much safe.
    pub fn said(&self, what: u64) {
        self.log(|log| log.ops.push(Op::Said(what)));
    }

    fn log<T>(&self, change: impl FnOnce(&mut Log) -> T) -> T {
        change(&mut self.0.lock().expect("not poisoned"))
    }

    fn change(&self, op: impl FnOnce(usize) -> Op, file: &File) -> io::Result<()> {
        let number = inode(&file.metadata()?);
        self.log(|log| {
            if let Some(id) = log.files.get(&number).copied() {
                log.ops.push(op(id));
            }
        });
        Ok(())
    }
}

fn inode(found: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

impl Log {
    /// A number for the file that has just got this name.
    fn number(&mut self, path: &Path) -> usize {
        let id = self.count;
        self.count += 1;
        if let Ok(found) = std::fs::metadata(path) {
            self.files.insert(inode(&found), id);
        }
        id
    }

    fn rename(&mut self, from: &Path, to: &Path) {
        let id = self.names.remove(from);
        if let Some(id) = id {
            self.names.insert(to.to_owned(), id);
        }
        self.ops.push(Op::Names(vec![
            (from.to_owned(), None),
            (to.to_owned(), id),
        ]));
    }
}

impl Fs for Model {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.canonical(path)
    }
    fn read(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        Disk.read(path, most)
    }
    fn permissions(&self, path: &Path) -> io::Result<Permissions> {
        Disk.permissions(path)
    }
    fn create(&self, path: &Path, permissions: Option<&Permissions>) -> io::Result<File> {
        let file = Disk.create(path, permissions)?;
        self.log(|log| {
            let id = log.number(path);
            log.names.insert(path.to_owned(), id);
            log.ops.push(Op::Names(vec![(path.to_owned(), Some(id))]));
        });
        Ok(file)
    }
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        Disk.write(file, bytes)?;
        self.change(|id| Op::Write(id, bytes.to_vec()), file)
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        self.change(Op::Sync, file)
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        Disk.exchange(one, other)?;
        self.log(|log| {
            let (a, b) = (log.names.get(one).copied(), log.names.get(other).copied());
            log.names.extend(b.map(|id| (one.to_owned(), id)));
            log.names.extend(a.map(|id| (other.to_owned(), id)));
            log.ops
                .push(Op::Names(vec![(one.to_owned(), b), (other.to_owned(), a)]));
        });
        Ok(())
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.rename_new(from, to)?;
        self.log(|log| log.rename(from, to));
        Ok(())
    }
    fn rename_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.rename_over(from, to)?;
        self.log(|log| log.rename(from, to));
        Ok(())
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.log(|log| log.ops.push(Op::SyncFolder(folder.to_owned())));
        Ok(())
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        Disk.make_folder(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        Disk.remove(path)?;
        self.log(|log| {
            log.names.remove(path);
            log.ops.push(Op::Names(vec![(path.to_owned(), None)]));
        });
        Ok(())
    }
    fn look(&self, path: &Path) -> io::Result<Look> {
        Disk.look(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        Disk.list(folder)
    }
    fn link(&self, file: &Path, name: &Path) -> io::Result<()> {
        Disk.link(file, name)?;
        self.log(|log| {
            let id = log.names.get(file).copied();
            log.names.extend(id.map(|id| (name.to_owned(), id)));
            log.ops.push(Op::Names(vec![(name.to_owned(), id)]));
        });
        Ok(())
    }
    fn sync_data(&self, file: &File) -> io::Result<()> {
        self.change(Op::Sync, file)
    }
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        let there = path.exists();
        let file = Disk.open_lock(path)?;
        if !there {
            self.log(|log| {
                let id = log.number(path);
                log.names.insert(path.to_owned(), id);
                log.ops.push(Op::Names(vec![(path.to_owned(), Some(id))]));
            });
        }
        Ok(file)
    }
    fn try_lock(&self, file: &File) -> io::Result<()> {
        Disk.try_lock(file)
    }
    fn rewrite(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        Disk.rewrite(file, bytes)?;
        self.change(Op::Empty, file)?;
        self.change(|id| Op::Write(id, bytes.to_vec()), file)
    }
}

/// A file's content as it is safe, and what came since.
#[derive(Clone, Default)]
struct Content {
    safe: Vec<u8>,
    since: Vec<Option<Vec<u8>>>,
}

impl Content {
    fn now(&self) -> Vec<u8> {
        self.after(self.since.len())
    }

    fn after(&self, changes: usize) -> Vec<u8> {
        let mut bytes = self.safe.clone();
        for change in self.since.iter().take(changes) {
            match change {
                Some(new) => bytes.extend_from_slice(new),
                None => bytes.clear(),
            }
        }
        bytes
    }

    /// What a cut may leave of it.
    fn left(&self) -> BTreeSet<Vec<u8>> {
        let mut left: BTreeSet<Vec<u8>> = [self.safe.clone(), self.now()].into();
        let count = self.since.len();
        if count > 0 {
            let before = self.after(count - 1);
            if let Some(Some(last)) = self.since.last() {
                left.insert([&before[..], &last[..last.len() / 2]].concat());
                left.insert([&before[..], &vec![0; last.len()]].concat());
            }
            left.insert(before);
            let first = self.since.iter().flatten().next();
            left.extend(first.map(|first| [&self.safe[..], &vec![0; first.len()]].concat()));
        }
        left
    }
}

/// Every state that a cut may leave, with what was called safe before it. Each once.
pub struct Cuts {
    pub states: Vec<(u64, State)>,
    seen: BTreeSet<[u8; 32]>,
}

impl Cuts {
    /// Of all that the model noted, in both orders.
    pub fn of(model: &Model) -> Self {
        let mut cuts = Self {
            states: Vec::new(),
            seen: BTreeSet::new(),
        };
        model.log(|log| {
            for harsh in [true, false] {
                cuts.walk(log, harsh);
            }
        });
        cuts
    }

    fn walk(&mut self, log: &Log, harsh: bool) {
        let mut files: BTreeMap<usize, Content> = BTreeMap::new();
        let mut names: BTreeMap<PathBuf, usize> = BTreeMap::new();
        for (path, (id, bytes)) in &log.first {
            let since = Vec::new();
            files.insert(
                *id,
                Content {
                    safe: bytes.clone(),
                    since,
                },
            );
            names.insert(path.clone(), *id);
        }
        let mut waiting: Vec<Vec<(PathBuf, Option<usize>)>> = Vec::new();
        let mut said = 0;
        self.add(&files, &names, &waiting, said, harsh);
        for op in &log.ops {
            match op {
                Op::Empty(id) => files.entry(*id).or_default().since.push(None),
                Op::Write(id, bytes) => files
                    .entry(*id)
                    .or_default()
                    .since
                    .push(Some(bytes.clone())),
                Op::Sync(id) => {
                    let content = files.entry(*id).or_default();
                    content.safe = content.now();
                    content.since.clear();
                }
                Op::Names(sets) => waiting.push(sets.clone()),
                Op::SyncFolder(folder) => {
                    let here = |sets: &Vec<(PathBuf, Option<usize>)>| {
                        sets.iter().any(|(path, _)| path.parent() == Some(folder))
                    };
                    let last = waiting.iter().rposition(here).map_or(0, |at| at + 1);
                    let (done, left) = waiting
                        .into_iter()
                        .enumerate()
                        .partition::<Vec<_>, _>(|(n, sets)| here(sets) || (!harsh && *n < last));
                    waiting = left.into_iter().map(|(_, sets)| sets).collect();
                    done.iter().for_each(|(_, sets)| apply(&mut names, sets));
                }
                Op::Said(what) => said = *what,
            }
            self.add(&files, &names, &waiting, said, harsh);
        }
    }

    fn add(
        &mut self,
        files: &BTreeMap<usize, Content>,
        names: &BTreeMap<PathBuf, usize>,
        waiting: &[Vec<(PathBuf, Option<usize>)>],
        said: u64,
        harsh: bool,
    ) {
        let all = waiting.len();
        let selections: Vec<Vec<bool>> = if !harsh {
            (0..=all)
                .map(|count| (0..all).map(|n| n < count).collect())
                .collect()
        } else if all <= 6 {
            (0..1_usize << all)
                .map(|bits| (0..all).map(|n| bits >> n & 1 == 1).collect())
                .collect()
        } else {
            // All, none, from the first on, each alone, each missing.
            let prefixes = (0..=all).map(|count| (0..all).map(|n| n < count).collect());
            let alone = (0..all).map(|one| (0..all).map(|n| n == one).collect());
            let missing = (0..all).map(|one| (0..all).map(|n| n != one).collect());
            prefixes.chain(alone).chain(missing).collect()
        };
        for selection in selections {
            let mut names = names.clone();
            for (sets, _) in waiting.iter().zip(&selection).filter(|(_, on)| **on) {
                apply(&mut names, sets);
            }
            // All as safe, all as written, and each file in each other way with the rest as either.
            let content = |id: &usize| files.get(id).cloned().unwrap_or_default();
            let plain = |safe: bool| -> State {
                let bytes = |id| {
                    let content = content(id);
                    if safe { content.safe } else { content.now() }
                };
                names
                    .iter()
                    .map(|(path, id)| (path.clone(), bytes(id)))
                    .collect()
            };
            let mut states: Vec<State> = vec![plain(true), plain(false)];
            for (path, id) in &names {
                let content = content(id);
                if content.since.is_empty() {
                    continue;
                }
                for bytes in content.left() {
                    states.push(with(&states[0], path, &bytes));
                    states.push(with(&states[1], path, &bytes));
                }
            }
            for state in states {
                let mut text = format!("{said}\n").into_bytes();
                for (path, bytes) in &state {
                    text.extend_from_slice(path.as_os_str().as_encoded_bytes());
                    text.extend_from_slice(Hash::of(bytes).to_string().as_bytes());
                }
                let sum = Hash::of(&text).to_string();
                let mut key = [0; 32];
                key.copy_from_slice(&sum.as_bytes()[..32]);
                if self.seen.insert(key) {
                    self.states.push((said, state));
                }
            }
        }
    }
}

fn apply(names: &mut BTreeMap<PathBuf, usize>, sets: &[(PathBuf, Option<usize>)]) {
    for (path, id) in sets {
        match id {
            Some(id) => names.insert(path.clone(), *id),
            None => names.remove(path),
        };
    }
}

fn with(state: &State, path: &Path, bytes: &[u8]) -> State {
    let mut state = state.clone();
    state.insert(path.to_owned(), bytes.to_vec());
    state
}

/// Puts a state on the real disk, in the place of all that is below the folder.
pub fn restore(folder: &Path, state: &State) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            std::fs::remove_dir_all(path).expect("gone");
        } else {
            std::fs::remove_file(path).expect("gone");
        }
    }
    for (path, bytes) in state {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
}
