//! A quiet chime, made here and played by a program that the desktop has: no audio library is needed for two soft tones.

use std::f32::consts::TAU;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Samples a second.
const RATE: u32 = 22_050;
/// The two tones, in hertz (E5 and B5), and when each begins, in seconds.
const TONES: [(f32, f32); 2] = [(659.25, 0.0), (987.77, 0.18)];
/// How long it lasts, in seconds.
const LENGTH: f32 = 0.9;
/// How loud it is at most; 1 is as loud as can be.
const LOUD: f32 = 0.18;

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

/// Plays the chime and waits for its end: call it off the frame.
///
/// # Errors
/// Where no program of the desktop plays it.
pub fn play() -> Result<(), String> {
    let file: PathBuf =
        std::env::temp_dir().join(format!("cairn-chime-{}.wav", std::process::id()));
    std::fs::write(&file, chime()).map_err(|error| error.to_string())?;
    let played = players(&file).into_iter().any(|mut player| {
        player.stdin(Stdio::null());
        player.stdout(Stdio::null()).stderr(Stdio::null());
        player.status().is_ok_and(|status| status.success())
    });
    // Nobody misses it.
    let _ = std::fs::remove_file(&file);
    if played {
        return Ok(());
    }
    Err("no program to play sounds was found".to_owned())
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
}
