//! Templates for notes: the questions worth answering about a paper, and the stages of a design interview. They are plain
//! Markdown, put at the end of what is there.

use crate::domain::{Brief, BriefKind, Item, Kind};

/// A template to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Template {
    /// Problem, idea, method, results, limits, questions.
    Paper,
    /// The stages of a design interview, with what this prompt asks about.
    Design,
}

impl Template {
    pub(super) const ALL: [Self; 2] = [Self::Paper, Self::Design];

    /// The one that fits an item best.
    pub(super) fn of(item: &Item) -> Option<Self> {
        match item.kind {
            Kind::Paper => Some(Self::Paper),
            Kind::DesignPrompt => Some(Self::Design),
            _ => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Paper => "Paper note",
            Self::Design => "Design write-up",
        }
    }

    /// Puts the template at the end of a text.
    pub(super) fn add_to(self, text: &mut String, item: &Item) {
        let kept = text.trim_end().len();
        text.truncate(kept);
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&match self {
            Self::Paper => paper(),
            Self::Design => design(item.brief.as_ref()),
        });
    }
}

fn paper() -> String {
    [
        (
            "Problem",
            "What could not be done before, and who needs it?",
        ),
        ("Idea", "The one thing that is new, in two sentences."),
        ("Method", "How it works, so that you could draw it."),
        ("Results", "The numbers worth remembering, against what."),
        ("Limits", "Where it fails; what the authors do not say."),
        ("Questions", "What an interviewer could ask."),
    ]
    .map(|(head, ask)| format!("## {head}\n*{ask}*\n\n"))
    .concat()
}

fn list(lines: &[String]) -> String {
    let lines = lines.iter().map(|line| format!("- [ ] {line}\n"));
    lines.collect()
}

/// The stages as in the path's curriculum, for 45 minutes.
fn design(brief: Option<&Brief>) -> String {
    let of = |lines: fn(&Brief) -> &Vec<String>| brief.map_or_else(String::new, |b| list(lines(b)));
    let ml = match brief {
        Some(brief) if !brief.ml.is_empty() => format!("- [ ] {}\n", brief.ml),
        _ => String::new(),
    };
    let asked = of(|brief| &brief.functional) + &of(|brief| &brief.non_functional);
    let (numbers, dives) = (of(|brief| &brief.numbers), of(|brief| &brief.deep_dives));
    let stages: Vec<(&str, String)> = match brief.map(|brief| brief.kind) {
        Some(BriefKind::Ml) => vec![
            ("Clarify (5 min)", asked),
            ("Frame as an ML problem (5 min)", ml),
            ("Data and features (10 min)", numbers),
            ("Model (10 min)", String::new()),
            ("Serving and scale (8 min)", dives),
            ("Evaluation and monitoring (7 min)", String::new()),
        ],
        Some(BriefKind::Plain) | None => vec![
            ("Clarify (5 min)", asked),
            ("Estimate (5 min)", numbers),
            ("High-level design (20 min)", ml),
            ("Deep dive (15 min)", dives),
        ],
    };
    stages
        .into_iter()
        .map(|(head, lines)| format!("## {head}\n{lines}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ItemId;

    #[test]
    fn a_template_goes_behind_what_is_there() {
        let mut item = Item::new(ItemId::slug("a"), Kind::DesignPrompt, "News feed");
        item.brief = Some(Brief {
            kind: BriefKind::Ml,
            functional: vec!["Who reads it?".to_owned()],
            non_functional: Vec::new(),
            numbers: Vec::new(),
            ml: String::new(),
            deep_dives: Vec::new(),
            unknown: Default::default(),
        });
        assert_eq!(Template::of(&item), Some(Template::Design));
        let mut text = "Mine\n\n".to_owned();
        Template::Design.add_to(&mut text, &item);
        assert!(text.starts_with("Mine\n\n## Clarify (5 min)\n- [ ] Who reads it?\n"));
        assert_eq!(text.matches("## ").count(), 6);
        let mut text = String::new();
        Template::Paper.add_to(&mut text, &item);
        assert!(text.starts_with("## Problem\n"));
    }
}
