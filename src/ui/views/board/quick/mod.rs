//! Reads a line like “RLHF survey 2h @fri #papers !5 p:paper”: what is understood, and what is left is the title.
//! A pure function, called with every letter that is typed.
//!
//! Not here: the field and its chips (`add.rs`), the edit that is made of it.

mod times;

use crate::domain::{Day, Kind, Minutes, Plan, StepId};
use crate::ui::format;

use self::times::{day, duration};

/// What a line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The words that mean nothing else.
    pub(super) title: String,
    /// “2h”.
    pub(super) minutes: Option<Minutes>,
    /// “@fri”.
    pub(super) day: Option<Day>,
    /// “#papers”, where a step is called so.
    pub(super) step: Option<StepId>,
    /// “#other”.
    pub(super) tags: Vec<String>,
    /// “!5”.
    pub(super) importance: Option<u8>,
    /// “p:paper”.
    pub(super) kind: Option<Kind>,
    /// Words with a sign that could not be read; they stay in the title.
    pub(super) doubts: Vec<String>,
}

/// The names that a line can use.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    steps: Vec<(StepId, u32, [String; 3])>,
    kinds: Vec<Kind>,
}

impl Names {
    /// Those of a plan.
    pub(super) fn of(plan: &Plan) -> Self {
        let steps = plan.steps_in_order().into_iter().map(|step| {
            let names = [step.id.as_str(), step.short_title(), &step.title].map(plain);
            (step.id.clone(), step.order, names)
        });
        let own = plan.items.iter().map(|item| &item.kind);
        let own = own.filter(|kind| matches!(kind, Kind::Custom(_))).cloned();
        let mut kinds: Vec<Kind> = own.collect();
        kinds.sort();
        kinds.dedup();
        kinds.extend(Kind::BUILT_IN);
        Self {
            steps: steps.collect(),
            kinds,
        }
    }

    fn step(&self, name: &str) -> Option<StepId> {
        let name = plain(name);
        let number = name.parse::<u32>().ok();
        let named = |(_, order, names): &&(StepId, u32, [String; 3])| match number {
            Some(number) => *order == number,
            None => names.contains(&name),
        };
        let begun = || {
            let begins = |(_, _, names): &&(StepId, u32, [String; 3])| {
                names.iter().any(|full| full.starts_with(&name))
            };
            let mut found = self.steps.iter().filter(begins);
            let only = found.next();
            let enough = name.chars().count() >= 3 && number.is_none();
            only.filter(|_| enough && found.next().is_none())
        };
        let found = self.steps.iter().find(named).or_else(begun);
        found.map(|(id, ..)| id.clone())
    }

    fn kind(&self, name: &str) -> Option<Kind> {
        let name = plain(name);
        if name.chars().count() < 2 {
            return None;
        }
        let full = |kind: &&Kind| plain(format::kind(kind)) == name;
        let begins = |kind: &&Kind| plain(format::kind(kind)).starts_with(&name);
        let found = self.kinds.iter().find(full);
        found.or_else(|| self.kinds.iter().find(begins)).cloned()
    }
}

/// A name without case, spaces and hyphens.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Reads a line. Of what is said twice the last counts; tags are collected. Words in “"” are title and nothing else.
pub(super) fn read(text: &str, today: Day, names: &Names) -> Line {
    let words = split(text);
    let mut line = Line::default();
    let mut title: Vec<&str> = Vec::new();
    // The place in the title of the time that was read last: an earlier one was a word.
    let mut time: Option<(usize, &[Word<'_>])> = None;
    let mut rest = words.as_slice();
    while let Some(word) = rest.first() {
        let used = if word.quoted {
            0
        } else if let Some((minutes, used)) = duration(rest) {
            if let Some((place, before)) = time.take() {
                for (n, word) in before.iter().enumerate() {
                    title.insert((place + n).min(title.len()), word.text);
                }
            }
            line.minutes = Some(minutes);
            time = Some((title.len(), rest.get(..used).unwrap_or_default()));
            used
        } else {
            sign(&mut line, rest, today, names)
        };
        if used == 0 {
            title.push(word.text);
        }
        rest = rest.get(used.max(1)..).unwrap_or_default();
    }
    line.title = title.join(" ");
    line
}

/// Reads a word that begins with a sign; says how many words it took.
fn sign(line: &mut Line, rest: &[Word<'_>], today: Day, names: &Names) -> usize {
    let Some(word) = rest.first() else { return 0 };
    let mut letters = word.text.chars();
    let Some(first) = letters.next() else {
        return 0;
    };
    let name = letters.as_str();
    if name.is_empty() {
        return 0;
    }
    match first {
        '@' | '＠' => {
            let Some((day, used)) = day(name, rest, today) else {
                line.doubts.push(word.text.to_owned());
                return 0;
            };
            line.day = Some(day);
            used
        }
        '#' | '＃' => {
            let name = name.trim_end_matches([',', ';', '.']);
            if let Some(step) = names.step(name) {
                line.step = Some(step);
            } else if name.chars().any(char::is_alphabetic) {
                if !line.tags.iter().any(|tag| tag == name) {
                    line.tags.push(name.to_owned());
                }
            } else {
                // “#189” is the number of a problem.
                return 0;
            }
            1
        }
        '!' | '！' => match name.parse::<u8>() {
            Ok(number @ 1..=5) => {
                line.importance = Some(number);
                1
            }
            _ => 0,
        },
        _ => {
            let Some((sign, name)) = word.text.split_once(':') else {
                return 0;
            };
            if !matches!(sign, "p" | "k" | "kind") {
                return 0;
            }
            let Some(kind) = names.kind(name) else {
                return 0;
            };
            line.kind = Some(kind);
            1
        }
    }
}

/// A word of a line.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    text: &'a str,
    quoted: bool,
}

fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let quote = rest.strip_prefix('"').and_then(|inner| {
            let (inside, after) = inner.split_once('"')?;
            (!inside.is_empty()).then_some((inside, after))
        });
        let (word, after) = match quote {
            Some((inside, after)) => (
                Word {
                    text: inside,
                    quoted: true,
                },
                after,
            ),
            None => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                (
                    Word {
                        text: word,
                        quoted: false,
                    },
                    after,
                )
            }
        };
        words.push(word);
        rest = after.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{PlanId, Step};

    fn today() -> Day {
        // A Monday.
        Day::from_ymd(2026, 11, 30).unwrap_or(Day::MIN)
    }

    fn on(month: u32, day: u32) -> Option<Day> {
        Day::from_ymd(if month == 12 { 2026 } else { 2027 }, month, day)
    }

    fn names() -> Names {
        let mut plan = Plan::empty(PlanId::slug("p"), "P", today());
        for (order, id, title) in [
            (3, "papers", "Research papers"),
            (5, "design", "System design"),
        ] {
            plan.steps.put(Step::new(StepId::slug(id), order, title));
        }
        Names::of(&plan)
    }

    fn line(text: &str) -> Line {
        read(text, today(), &names())
    }

    #[test]
    fn a_whole_line_is_understood() {
        assert_eq!(
            line("RLHF survey 2h @fri #papers #alignment !5 p:paper"),
            Line {
                title: "RLHF survey".to_owned(),
                minutes: Some(Minutes(120)),
                day: on(12, 4),
                step: Some(StepId::slug("papers")),
                tags: vec!["alignment".to_owned()],
                importance: Some(5),
                kind: Some(Kind::Paper),
                doubts: Vec::new(),
            }
        );
    }

    #[test]
    fn times_are_read_in_many_forms() {
        for (text, minutes) in [
            ("x 90m", 90),
            ("x 90min", 90),
            ("x 45 min", 45),
            ("x 1h30", 90),
            ("x 1h30m", 90),
            ("x 2 h", 120),
            ("x 1 h 30", 90),
            ("x 1.5h", 90),
            ("x 1,5 hours", 90),
            ("2H x", 120),
        ] {
            let read = line(text);
            assert_eq!(read.minutes, Some(Minutes(minutes)), "{text}");
            assert_eq!(read.title, "x", "{text}");
        }
        for text in [
            "3Sum",
            "0h x",
            "2 m",
            "Chapter 2",
            "1:30",
            "99999h x",
            "h",
            "1hx",
        ] {
            let read = line(text);
            assert_eq!(read.minutes, None, "{text}");
            assert_eq!(read.title, text);
        }
    }

    #[test]
    fn of_two_times_the_last_counts_and_the_other_is_a_word() {
        let read = line("Design a 24h news feed 2h");
        assert_eq!(read.title, "Design a 24h news feed");
        assert_eq!(read.minutes, Some(Minutes(120)));
        let read = line("A \"24h #x @fri\" feed");
        assert_eq!(read.title, "A 24h #x @fri feed", "quoted words are words");
        assert_eq!((read.minutes, read.day), (None, None));
    }

    #[test]
    fn days_are_read_in_many_forms() {
        for (text, day) in [
            ("x @fri", on(12, 4)),
            ("x @Friday", on(12, 4)),
            ("x @mon", on(12, 7)),
            ("x @today", Some(today())),
            ("x @tomorrow", on(12, 1)),
            ("x @in 3 days", on(12, 3)),
            ("x @in 2 weeks", on(12, 14)),
            ("x @12dec", on(12, 12)),
            ("x @dec12", on(12, 12)),
            ("x @12 dec", on(12, 12)),
            ("x @jan 5", on(1, 5)),
            ("x @5 January 2027", on(1, 5)),
            ("x @2026-12-24", on(12, 24)),
        ] {
            let read = line(text);
            assert_eq!(read.day, day, "{text}");
            assert_eq!(read.title, "x", "{text}");
        }
        let read = line("@fri 2 weeks of rest");
        assert_eq!(
            (read.day, read.title.as_str()),
            (on(12, 4), "2 weeks of rest")
        );
        let read = line("x @yesterday @someday");
        assert_eq!(read.day, None);
        assert_eq!(read.title, "x @yesterday @someday");
        assert_eq!(read.doubts, ["@yesterday", "@someday"]);
    }

    #[test]
    fn signs_inside_words_and_alone_are_words() {
        for text in [
            "C# in depth",
            "a@b.org",
            "Rotate array #189",
            "Recall@k and MRR",
            "! @ # p:",
            "wow! !9 p:value",
            "http://x.org/#top",
        ] {
            let read = line(text);
            assert_eq!(read.title, text);
            let more = (read.day, read.step, read.importance, read.kind);
            assert_eq!(more, (None, None, None, None), "{text}");
            assert!(read.tags.is_empty(), "{text}");
        }
    }

    #[test]
    fn steps_and_kinds_are_found_by_name_number_and_beginning() {
        for name in ["#papers", "#Research-papers", "#3", "#pap"] {
            assert_eq!(line(name).step, Some(StepId::slug("papers")), "{name}");
        }
        assert_eq!(line("#systemdesign").step, Some(StepId::slug("design")));
        assert_eq!(line("k:design").kind, Some(Kind::DesignPrompt));
        assert_eq!(line("kind:book").kind, Some(Kind::Book));
    }

    #[test]
    fn other_scripts_are_words_and_tags() {
        let read = line("Обзор RLHF 2h #статьи ＠fri");
        assert_eq!(read.title, "Обзор RLHF");
        assert_eq!(read.tags, ["статьи"]);
        assert_eq!(read.day, on(12, 4));
        let read = line("強化学習　90m ＃論文 !3");
        assert_eq!(read.title, "強化学習");
        assert_eq!(read.minutes, Some(Minutes(90)));
        assert_eq!(read.tags, ["論文"]);
        assert_eq!(line("مقال ١٢").title, "مقال ١٢");
        assert_eq!(line(""), Line::default());
    }
}
