//! What a sitting says: when a prompt comes again, how the answers went.

use crate::domain::{Day, Grade, Minutes};
use crate::planner::Next;
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

/// “20 answers in 12 min: 2 again, 3 hard, 13 good, 2 easy.”
pub fn answers(grades: &[Grade], seconds: u32) -> String {
    if grades.is_empty() {
        return "Nothing was rated.".to_owned();
    }
    let parts: Vec<String> = Grade::ALL
        .into_iter()
        .map(|grade| (grade, grades.iter().filter(|one| **one == grade).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(grade, count)| format!("{count} {}", grade.name().to_lowercase()))
        .collect();
    format!(
        "{} in {}: {}.",
        format::count(grades.len(), "answer", "answers"),
        format::minutes(Minutes(((seconds + 30) / 60).max(1))),
        parts.join(", ")
    )
}
