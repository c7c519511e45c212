//! The world outside: what time it is, chance, the browser, file dialogs. [`RealEnv`] asks the machine, [`ScriptedEnv`]
//! answers what a test or a picture wants.
//!
//! The only place of the library that reads the clock.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Local, Utc};

use crate::domain::id::Id;
use crate::domain::time::{Clock, Day, Moment, Stamp, Weekday};
use crate::store::local::Time;

/// The time, read once a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The study day (a new one begins at 04:00).
    pub today: Day,
    /// The user's own clock.
    pub moment: Moment,
    /// The instant, for the timer.
    pub stamp: Stamp,
}

/// What a file dialog is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogKind {
    /// Choose a file to open.
    Open,
    /// Choose a place to write to; with the name that is proposed.
    Save(String),
}

/// A question for a file, asked off the frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialogRequest {
    /// The title of the dialog.
    pub title: String,
    /// What it is for.
    pub kind: DialogKind,
    /// What the files are called: “Cairn plans”.
    pub filter: String,
    /// Their extensions, without the dot.
    pub extensions: Vec<String>,
}

/// Takes the answer of a dialog: a path, or `None` for cancelled (or no dialog on this desktop).
pub type DialogReply = Box<dyn FnOnce(Option<PathBuf>) + Send>;

/// Takes what became of a notification; may be called on another thread.
pub type NotifyReply = Box<dyn FnOnce(Result<(), String>) + Send>;

/// The world outside.
pub trait Env: Send {
    /// The time.
    fn now(&self) -> Now;
    /// Tells the instant, on any thread.
    fn time(&self) -> Time;
    /// The day that weeks begin with in the desktop's language.
    fn first_weekday(&self) -> Weekday;
    /// A number nobody can guess, for ids.
    fn random(&mut self) -> u64;
    /// Opens a checked http or https address in the browser.
    ///
    /// # Errors
    /// What to tell the user where that did not work.
    fn open_url(&mut self, url: &str) -> Result<(), String>;
    /// Opens a file with the program that the desktop has for it.
    ///
    /// # Errors
    /// What to tell the user where that did not work.
    fn open_file(&mut self, path: &std::path::Path) -> Result<(), String>;
    /// Asks for a file without holding up the frame.
    fn ask_file(&mut self, request: DialogRequest, reply: DialogReply);
    /// Sounds a quiet chime without holding up the frame.
    fn chime(&mut self, reply: NotifyReply);
    /// Shows a notification of the desktop without holding up the frame.
    fn notify(&mut self, title: &str, text: &str, reply: NotifyReply);
}

/// An id that is made of words and the world's chance: `paper.my-survey-k3x9q2m`.
pub fn fresh_id<K>(env: &mut dyn Env, words: &str) -> Id<K> {
    id_of_chance(words, env.random())
}

/// An id that is made of words and a number nobody can guess.
pub fn id_of_chance<K>(words: &str, mut chance: u64) -> Id<K> {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut suffix = String::new();
    for _ in 0..7 {
        let sign = SIGNS.get((chance % 32) as usize).copied().unwrap_or(b'a');
        suffix.push(char::from(sign));
        chance /= 32;
    }
    let words: String = words.chars().take(60).collect();
    let slug = Id::<K>::slug(&words);
    Id::slug(&format!("{slug}-{suffix}"))
}

/// Territories whose weeks begin on Sunday, and on Saturday (Unicode CLDR, `weekData`). Everywhere else: on Monday.
const SUNDAY: &str = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
const SATURDAY: &str = "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";

/// The day that weeks begin with in a locale as the environment names it: “en_US.UTF-8”, “de_DE@euro”, “C”.
fn first_weekday_of(locale: &str) -> Weekday {
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    let territory = name.split(['_', '-']).nth(1).unwrap_or_default();
    let among = |list: &str| list.split(' ').any(|one| one == territory);
    match territory {
        "" => Weekday::Mon,
        _ if among(SUNDAY) => Weekday::Sun,
        _ if among(SATURDAY) => Weekday::Sat,
        _ => Weekday::Mon,
    }
}

/// The machine itself.
pub struct RealEnv {
    /// A study day to live in, in place of the real one (`--today`).
    today: Option<Day>,
}

impl RealEnv {
    /// The machine; with `today`, on that day.
    pub fn new(today: Option<Day>) -> Self {
        Self { today }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that asks for the time"
)]
impl Env for RealEnv {
    fn now(&self) -> Now {
        let local = Local::now().naive_local();
        let stamp = Stamp(Utc::now().timestamp());
        match self.today {
            None => Now {
                today: Day::of(local),
                moment: Moment::new(local),
                stamp,
            },
            Some(day) => Now {
                today: day,
                moment: Moment::new(day.date().and_time(local.time())),
                stamp,
            },
        }
    }

    fn time(&self) -> Time {
        Arc::new(|| Stamp(Utc::now().timestamp()))
    }

    fn first_weekday(&self) -> Weekday {
        // As the C library chooses: the first of these that is set.
        let named = ["LC_ALL", "LC_TIME", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty());
        first_weekday_of(&named.unwrap_or_default())
    }

    fn random(&mut self) -> u64 {
        use std::hash::{BuildHasher as _, Hasher as _};
        // The standard library seeds every such hasher from the system's randomness.
        std::collections::hash_map::RandomState::new()
            .build_hasher()
            .finish()
    }

    fn open_url(&mut self, url: &str) -> Result<(), String> {
        let url = url.to_owned();
        // Some browsers keep the caller waiting until they are up.
        std::thread::Builder::new()
            .name("browser".to_owned())
            .spawn(move || {
                if let Err(error) = webbrowser::open(&url) {
                    log::warn!("could not open {url}: {error}");
                }
            })
            .map(|_| ())
            .map_err(|error| format!("The browser could not be started: {error}"))
    }

    fn open_file(&mut self, path: &std::path::Path) -> Result<(), String> {
        open::that_detached(path)
            .map_err(|error| format!("“{}” could not be opened: {error}", path.display()))
    }

    fn ask_file(&mut self, request: DialogRequest, reply: DialogReply) {
        let extensions: Vec<&str> = request.extensions.iter().map(String::as_str).collect();
        let dialog = rfd::AsyncFileDialog::new()
            .set_title(&request.title)
            .add_filter(&request.filter, &extensions);
        let spawned = match request.kind {
            DialogKind::Open => {
                let answer = dialog.pick_file();
                wait_for(
                    async move { answer.await.map(|file| file.path().to_owned()) },
                    reply,
                )
            }
            DialogKind::Save(name) => {
                let answer = dialog.set_file_name(name).save_file();
                wait_for(
                    async move { answer.await.map(|file| file.path().to_owned()) },
                    reply,
                )
            }
        };
        if let Err(error) = spawned {
            log::warn!("no thread for the file dialog: {error}");
        }
    }

    fn chime(&mut self, reply: NotifyReply) {
        let spawned = std::thread::Builder::new()
            .name("chime".to_owned())
            .spawn(move || reply(crate::store::sound::play()));
        if let Err(error) = spawned {
            log::warn!("no thread for the chime: {error}");
        }
    }

    fn notify(&mut self, title: &str, text: &str, reply: NotifyReply) {
        let (title, text) = (title.to_owned(), text.to_owned());
        let spawned = std::thread::Builder::new()
            .name("notification".to_owned())
            .spawn(move || reply(show_notification(&title, &text)));
        if let Err(error) = spawned {
            log::warn!("no thread for the notification: {error}");
        }
    }
}

/// Asks the desktop to show a notification; waits for its answer.
fn show_notification(title: &str, text: &str) -> Result<(), String> {
    let mut notification = notify_rust::Notification::new();
    notification.appname("Cairn").summary(title).body(text);
    #[cfg(all(unix, not(target_os = "macos")))]
    notification.icon("cairn");
    let shown = notification.show();
    shown.map(|_| ()).map_err(|error| error.to_string())
}

fn wait_for(
    answer: impl Future<Output = Option<PathBuf>> + Send + 'static,
    reply: DialogReply,
) -> std::io::Result<()> {
    std::thread::Builder::new()
        .name("file dialog".to_owned())
        .spawn(move || reply(pollster::block_on(answer)))
        .map(|_| ())
}

/// What a [`ScriptedEnv`] was asked to do, and what it will answer.
#[derive(Debug)]
pub struct Script {
    /// The time it tells.
    pub now: Now,
    /// What weeks begin with.
    pub first_weekday: Weekday,
    /// The answers of the coming file dialogs, first one first.
    pub files: Vec<Option<PathBuf>>,
    /// The file dialogs that were asked for.
    pub asked: Vec<DialogRequest>,
    /// The addresses and files that were opened.
    pub opened: Vec<String>,
    /// The notifications that were shown: title and text.
    pub notified: Vec<(String, String)>,
    /// Why the desktop shows no notifications; `None`: it shows them.
    pub refuses: Option<String>,
    /// How often the chime sounded.
    pub chimes: u32,
    /// The next “random” number.
    pub seed: u64,
}

/// A world that does as it is told.
#[derive(Clone)]
pub struct ScriptedEnv(Arc<Mutex<Script>>);

impl ScriptedEnv {
    /// Seven in the evening of this day, nothing scripted.
    pub fn new(today: Day) -> Self {
        let seconds = today.since(Day::MIN) * 86_400 + 19 * 3_600;
        let evening = chrono::NaiveTime::from_hms_opt(19, 0, 0).unwrap_or(chrono::NaiveTime::MIN);
        let script = Script {
            now: Now {
                today,
                moment: Moment::new(today.date().and_time(evening)),
                stamp: Stamp(seconds),
            },
            first_weekday: Weekday::Mon,
            files: Vec::new(),
            asked: Vec::new(),
            opened: Vec::new(),
            notified: Vec::new(),
            refuses: None,
            chimes: 0,
            seed: 1,
        };
        Self(Arc::new(Mutex::new(script)))
    }

    /// Reads or changes the script.
    pub fn script<R>(&self, with: impl FnOnce(&mut Script) -> R) -> R {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Lets time pass.
    pub fn pass_minutes(&self, minutes: i64) {
        self.script(|script| {
            let now = script.now;
            let clock = i64::from(now.moment.clock().minutes()) + minutes;
            let day = now.moment.day().plus(clock.div_euclid(24 * 60));
            let clock = Clock::from_minutes(clock.rem_euclid(24 * 60) as u16);
            let text = format!("{day}T{clock}:00");
            let moment = Moment::parse(&text).unwrap_or(now.moment);
            script.now = Now {
                today: moment.day(),
                moment,
                stamp: Stamp(now.stamp.0 + minutes * 60),
            };
        });
    }
}

impl Env for ScriptedEnv {
    fn now(&self) -> Now {
        self.script(|script| script.now)
    }

    fn time(&self) -> Time {
        let told = self.clone();
        Arc::new(move || told.script(|script| script.now.stamp))
    }

    fn first_weekday(&self) -> Weekday {
        self.script(|script| script.first_weekday)
    }

    fn random(&mut self) -> u64 {
        self.script(|script| {
            // Knuth's linear congruential generator: only tests see it.
            script.seed = script
                .seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            script.seed >> 11
        })
    }

    fn open_url(&mut self, url: &str) -> Result<(), String> {
        self.script(|script| script.opened.push(url.to_owned()));
        Ok(())
    }

    fn open_file(&mut self, path: &std::path::Path) -> Result<(), String> {
        self.script(|script| script.opened.push(path.display().to_string()));
        Ok(())
    }

    fn ask_file(&mut self, request: DialogRequest, reply: DialogReply) {
        let answer = self.script(|script| {
            script.asked.push(request);
            if script.files.is_empty() {
                None
            } else {
                script.files.remove(0)
            }
        });
        reply(answer);
    }

    fn chime(&mut self, reply: NotifyReply) {
        self.script(|script| script.chimes += 1);
        reply(Ok(()));
    }

    fn notify(&mut self, title: &str, text: &str, reply: NotifyReply) {
        let refused = self.script(|script| {
            if script.refuses.is_none() {
                script.notified.push((title.to_owned(), text.to_owned()));
            }
            script.refuses.clone()
        });
        reply(refused.map_or(Ok(()), Err));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_as_the_territory_has_it() {
        for (locale, day) in [
            ("en_US.UTF-8", Weekday::Sun),
            ("pt_BR", Weekday::Sun),
            ("en_GB.UTF-8", Weekday::Mon),
            ("de_DE@euro", Weekday::Mon),
            ("ar_EG.UTF-8", Weekday::Sat),
            ("C.UTF-8", Weekday::Mon),
            ("POSIX", Weekday::Mon),
            ("", Weekday::Mon),
        ] {
            assert_eq!(first_weekday_of(locale), day, "{locale}");
        }
    }
}
