//! What a sitting says: when a prompt comes again, how the answers went.

use crate::domain::{Day, Minutes};
use crate::planner::Next;
use crate::state::Sitting;
use crate::ui::format;

/// Under a grade's button: “tomorrow”, “Fri 4 Dec”, “holds to Mon 18 Jan”.
pub fn next(next: Next, today: Day) -> String {
    match next {
        Next::On(day) => format::day_near(day, today),
        Next::Holds(day) => format!("holds to {}", format::day_near(day, today)),
        Next::Over => "not again".to_owned(),
    }
}

/// In a sentence: “asked again on Fri 4 Dec”.
pub fn next_long(next: Next, today: Day) -> String {
    match next {
        Next::On(day) => match day.since(today) {
            0 | 1 => format!("asked again {}", format::day_near(day, today)),
            _ => format!("asked again on {}", format::day_near(day, today)),
        },
        Next::Holds(day) => format!(
            "not asked before the interview on {}",
            format::day_of_year(day, today)
        ),
        Next::Over => "not asked again: the last interview is over".to_owned(),
    }
}

/// “on Mon 18 Jan”, “tomorrow”.
pub fn on(day: Day, today: Day) -> String {
    match day.since(today) {
        0 | 1 => format::day_near(day, today),
        _ => format!("on {}", format::day_near(day, today)),
    }
}

/// Shares (0 … 1) as percent; with a decimal where two that differ would read the same.
pub fn shares(all: &[f64]) -> Vec<String> {
    let whole: Vec<String> = all.iter().map(|p| format!("{:.0} %", p * 100.0)).collect();
    let same = |(n, one): (usize, &String)| whole.iter().skip(n + 1).any(|other| other == one);
    if !whole.iter().enumerate().any(same) {
        return whole;
    }
    // What is nearly sure is not quite.
    let fine = |p: &f64| format!("{:.1} %", (p * 100.0).min(99.9));
    all.iter().map(fine).collect()
}

/// With a capital letter.
pub fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// “20 prompts, 21 answers in 12 min.”, “5 of 20 prompts done, 5 answers in 4 min.”
pub fn answers(sitting: &Sitting) -> String {
    if sitting.answers.is_empty() {
        return "Nothing was rated.".to_owned();
    }
    let (done, asked) = (sitting.done(), sitting.asked);
    let prompts = match done == asked {
        true => format::count(asked, "prompt", "prompts"),
        false => format!(
            "{done} of {} done",
            format::count(asked, "prompt", "prompts")
        ),
    };
    format!(
        "{prompts}, {} in {}.",
        format::count(sitting.answers.len(), "answer", "answers"),
        format::minutes(minutes(sitting)),
    )
}

/// How long the answers took.
pub fn minutes(sitting: &Sitting) -> Minutes {
    Minutes(((sitting.seconds + 30) / 60).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_that_differ_read_differently() {
        assert_eq!(shares(&[0.4, 0.8, 0.92]), ["40 %", "80 %", "92 %"]);
        assert_eq!(
            shares(&[0.981, 0.984, 0.9999]),
            ["98.1 %", "98.4 %", "99.9 %"]
        );
    }
}
