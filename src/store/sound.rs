//! A quiet chime, made here and played by a program that the desktop has: no audio library is needed for two soft tones.
//!
//! A player that hangs is ended after a few seconds, one chime sounds at a time, and no file stays behind. Not here: the
//! thread that it is played on (`state/env.rs`), whether it sounds at all (`state/attention.rs`).

use std::f32::consts::TAU;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Samples a second.
const RATE: u32 = 22_050;
/// The two tones, in hertz (E5 and B5), and when each begins, in seconds.
const TONES: [(f32, f32); 2] = [(659.25, 0.0), (987.77, 0.18)];
/// How long it lasts, in seconds.
const LENGTH: f32 = 0.9;
/// How loud it is at most; 1 is as loud as can be.
const LOUD: f32 = 0.18;

/// A player that has not come to its end is looked at so often…
const LOOK: Duration = Duration::from_millis(25);
/// …and so many times: four seconds for a sound of one.
const LOOKS: u32 = 160;

/// The chime as a WAV file: one channel of 16 bits.
pub fn chime() -> Vec<u8> {
    let count = (LENGTH * RATE as f32) as u32;
    let size = count * 2;
    let mut wav = Vec::with_capacity(44 + size as usize);
    wav.extend(b"RIFF");
    wav.extend((36 + size).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    // PCM, one channel.
    wav.extend(1_u16.to_le_bytes());
    wav.extend(1_u16.to_le_bytes());
    wav.extend(RATE.to_le_bytes());
    wav.extend((RATE * 2).to_le_bytes());
    wav.extend(2_u16.to_le_bytes());
    wav.extend(16_u16.to_le_bytes());
    wav.extend(b"data");
    wav.extend(size.to_le_bytes());
    for n in 0..count {
        let at = n as f32 / RATE as f32;
        let tone = |(hertz, from): (f32, f32)| {
            let t = at - from;
            if t < 0.0 {
                return 0.0;
            }
            // It swells in 10 ms, so that nothing clicks, and fades away.
            (TAU * hertz * t).sin() * (t / 0.01).min(1.0) * (-4.5 * t).exp()
        };
        let fade = ((LENGTH - at) / 0.05).clamp(0.0, 1.0);
        let sum: f32 = TONES.into_iter().map(tone).sum();
        let sample = (sum * LOUD * fade).clamp(-1.0, 1.0) * f32::from(i16::MAX);
        wav.extend((sample as i16).to_le_bytes());
    }
    wav
}

/// The programs that can play a file, the best first.
fn players(file: &Path) -> Vec<Command> {
    let with = |program: &str, before: &[&str]| {
        let mut command = Command::new(program);
        command.args(before).arg(file);
        command
    };
    if cfg!(target_os = "macos") {
        return vec![with("afplay", &[])];
    }
    if cfg!(windows) {
        let said = file.display().to_string().replace('\'', "''");
        let mut shell = Command::new("powershell");
        let play = format!("(New-Object Media.SoundPlayer '{said}').PlaySync()");
        shell.args(["-NoProfile", "-NonInteractive", "-Command", &play]);
        return vec![shell];
    }
    vec![
        with("pw-play", &[]),
        with("paplay", &[]),
        with("aplay", &["-q"]),
        with("ffplay", &["-nodisp", "-autoexit", "-loglevel", "quiet"]),
    ]
}

/// Plays the chime and waits for its end, at most some seconds a player: call it off the frame. While one sounds, another
/// is not begun.
///
/// # Errors
/// Where no program of the desktop plays it.
pub fn play() -> Result<(), String> {
    static SOUNDS: AtomicBool = AtomicBool::new(false);
    if SOUNDS.swap(true, Ordering::AcqRel) {
        return Ok(());
    }
    let played = Sound::write(&std::env::temp_dir())
        .map_err(|error| error.to_string())
        .and_then(|sound| play_with(&sound, players(sound.path()), LOOKS));
    SOUNDS.store(false, Ordering::Release);
    played
}

/// Gives the sound to one player after the other until one has played it.
fn play_with(sound: &Sound, players: Vec<Command>, looks: u32) -> Result<(), String> {
    let mut hung = false;
    for mut player in players {
        player.stdout(Stdio::null()).stderr(Stdio::null());
        player.stdin(sound.stdin().map_or_else(|_| Stdio::null(), Stdio::from));
        match wait(player, looks) {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) | Err(_) => {}
            Ok(None) => hung = true,
        }
    }
    let why = if hung {
        "the program that plays sounds did not come to an end"
    } else {
        "no program to play sounds was found"
    };
    Err(why.to_owned())
}

/// Runs a program to its end; `None` where it did not come to one in time: it was ended then.
fn wait(mut program: Command, looks: u32) -> io::Result<Option<ExitStatus>> {
    let mut child = program.spawn()?;
    for _ in 0..looks {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        std::thread::sleep(LOOK);
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

/// The chime in a file for the players. On Linux the file has no name any more when they begin: they get it as their
/// input, so that nothing stays behind even where this program is killed. Elsewhere it goes with this value.
struct Sound {
    file: File,
    path: PathBuf,
}

impl Sound {
    /// Writes it into a folder, under a name that nothing has yet.
    fn write(folder: &Path) -> io::Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("cairn-chime-{}-{count}.wav", std::process::id());
        let path = folder.join(name);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path)?;
        let sound = Self {
            file: file.try_clone()?,
            path,
        };
        file.write_all(&chime())?;
        if cfg!(target_os = "linux") {
            std::fs::remove_file(&sound.path)?;
        }
        Ok(sound)
    }

    /// Where a player finds it.
    fn path(&self) -> &Path {
        if cfg!(target_os = "linux") {
            Path::new("/dev/stdin")
        } else {
            &self.path
        }
    }

    /// What a player gets as its input.
    fn stdin(&self) -> io::Result<File> {
        use std::io::Seek as _;
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        Ok(file)
    }
}

impl Drop for Sound {
    fn drop(&mut self) {
        if !cfg!(target_os = "linux") {
            // Nobody misses it.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_short_quiet_and_begins_and_ends_in_silence() {
        let wav = chime();
        let sounds: Vec<i16> = wav
            .get(44..)
            .unwrap_or_default()
            .chunks_exact(2)
            .map(|two| i16::from_le_bytes([two[0], two[1]]))
            .collect();
        assert_eq!(sounds.len(), (LENGTH * RATE as f32) as usize);
        assert_eq!(sounds.first(), Some(&0));
        assert!(sounds.last().is_some_and(|last| last.abs() < 10));
        let loudest = sounds.iter().map(|one| one.abs()).max();
        assert!(
            loudest.is_some_and(|loud| (2_000..=13_000).contains(&loud)),
            "{loudest:?}"
        );
    }

    #[cfg(target_os = "linux")]
    fn shell(script: &str, sound: &Sound, out: &Path) -> Command {
        let mut player = Command::new("sh");
        player
            .args(["-c", script, "player"])
            .arg(sound.path())
            .arg(out);
        player
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn players_that_hang_or_fail_give_way_to_the_next_and_nothing_stays_behind() {
        let folder = std::env::temp_dir().join(format!("cairn-chime-test-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let heard = folder.join("heard");
        let sound = Sound::write(&folder).expect("written");
        let left = || std::fs::read_dir(&folder).expect("a folder").count();
        assert_eq!(
            left(),
            0,
            "no name in the folder, even if this program is killed now"
        );
        let with = |script: &str| shell(script, &sound, &heard);
        let hangs = || with("echo $$ > \"$2.pid\"; exec sleep 600");
        let fails = || with("exit 3");
        let plays = || with("cat \"$1\" > \"$2\"");
        let none = || Command::new("/nonexistent/player");
        assert_eq!(
            play_with(&sound, vec![none(), fails(), hangs(), plays()], 40),
            Ok(())
        );
        assert!(
            std::fs::read(&heard).expect("played") == chime(),
            "the whole of it"
        );
        // The one that hung is gone.
        let pid = std::fs::read_to_string(heard.with_extension("pid")).expect("it began");
        assert!(!Path::new("/proc").join(pid.trim()).exists());
        // A second one gets it from the beginning, too.
        assert_eq!(play_with(&sound, vec![plays()], 160), Ok(()));
        assert!(std::fs::read(&heard).expect("played") == chime());
        let said = play_with(&sound, vec![none(), hangs()], 4).expect_err("nothing played it");
        assert!(said.contains("did not come to an end"), "{said}");
        let said = play_with(&sound, vec![none(), fails()], 4).expect_err("nothing played it");
        assert!(said.contains("no program"), "{said}");
        drop(sound);
        assert_eq!(
            left(),
            2,
            "what was heard, and the number of the one that hung"
        );
        std::fs::remove_dir_all(&folder).expect("gone");
    }
}
