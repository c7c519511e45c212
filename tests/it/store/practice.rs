//! Practice as it goes out: write-ups in Markdown, tables of design sessions and of answers. No text of a plan becomes a
//! heading, a row of a table or a formula.

use cairn::domain::{
    BriefKind, ItemId, Minutes, Moment, Notes, Plan, Prompt, PromptId, Run, RunId,
};
use cairn::store::builtin;
use cairn::store::formats::csv::{ANSWER_COLUMNS, DESIGN_COLUMNS, answers, design_sessions};
use cairn::store::formats::practice::{Options, markdown};

use crate::support::plans::{Dice, random_plan, sample};

const WITH: Options = Options { notes: true };

/// The sample with a finished design session in which these texts stand, and a prompt that asks them.
fn with_texts(text: &mut dyn FnMut() -> String) -> Plan {
    let mut plan = sample();
    plan.runs.retain(|_| false);
    plan.name = format!("x{}", text());
    let item = ItemId::slug("design.feed");
    plan.items
        .update(&item, |item| item.title = format!("x{}", text()));
    let began = Moment::parse("2026-12-03T19:00:00").expect("a moment");
    let stages = builtin::design().plain.stages(Minutes(45));
    let mut run = Run::new(
        RunId::slug("run"),
        item.clone(),
        BriefKind::Plain,
        Minutes(45),
        began,
        stages,
    );
    run.finished = Some(began);
    for (n, stage) in run.stages.iter_mut().enumerate() {
        stage.name = format!("x{}", text());
        stage.spent = 600;
        stage.rating = Some(n as u8 + 1);
        stage.notes = Notes::from_text(&format!("x{}", text()));
    }
    run.compared = vec![
        builtin::design().plain.stages[0].compare[0].clone(),
        format!("x{}", text()),
    ];
    run.next_steps = Notes::from_text(&format!("x{}", text()));
    plan.runs.put(run);
    let prompts: Vec<PromptId> = plan.prompts.keys().cloned().collect();
    for id in prompts {
        let ask = format!("={}", text());
        plan.prompts
            .update(&id, |prompt: &mut Prompt| prompt.ask = ask);
    }
    plan
}

fn hostile(dice: &mut Dice) -> String {
    const BITS: [&str; 14] = [
        "# head",
        "\n## two",
        "\n- [x] box",
        "| a | b |",
        "\n---\n",
        "<script>",
        "`",
        "[a](javascript:x)",
        "\r\n> q",
        "=1+1",
        "\n=cmd",
        "\u{0}",
        "\u{2028}",
        "*",
    ];
    let mut text = dice.text();
    for _ in 0..dice.below(5) {
        text.push_str(BITS[dice.below(BITS.len())]);
    }
    text
}

/// What each line outside quoted blocks begins with.
fn shape(page: &str) -> Vec<String> {
    let lines = page
        .lines()
        .filter(|line| !line.starts_with('>') && !line.is_empty());
    lines
        .map(|line| {
            let signs = line
                .chars()
                .take_while(|c| !c.is_alphanumeric())
                .collect::<String>();
            let bars = line.replace("\\|", "").matches('|').count();
            format!("{signs}{bars}")
        })
        .collect()
}

#[test]
fn a_write_up_has_its_rubric_its_notes_and_what_it_was_held_against() {
    let plan = with_texts(&mut || "said".to_owned());
    let page = markdown(&plan, WITH);
    for words in [
        "# Design sessions: xsaid",
        "## xsaid: Thu 3 Dec",
        "40 min of 45 min, 2.5 of 5 on average.",
        "| xsaid | 5 min | 10 min | 1 of 5 | ",
        "> xsaid",
        "### Held against",
        "- [x] ",
        "- [ ] ",
        "### Next steps",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let level = &builtin::design().plain.stages[0].levels[0];
    assert!(
        page.contains(level.split(['.', '(']).next().expect("words")),
        "{level}"
    );
    assert!(!markdown(&plan, Options { notes: false }).contains("> xsaid"));
    assert!(
        markdown(
            &Plan {
                runs: Default::default(),
                ..plan
            },
            WITH
        )
        .contains("None is finished yet.")
    );
}

#[test]
fn no_text_makes_a_heading_or_a_row() {
    let plain = shape(&markdown(&with_texts(&mut || "plain".to_owned()), WITH));
    let mut dice = Dice::new(11);
    let mut texts = 0;
    while texts < 10_000 {
        let plan = with_texts(&mut || {
            texts += 1;
            hostile(&mut dice)
        });
        assert_eq!(shape(&markdown(&plan, WITH)), plain);
    }
}

#[test]
fn tables_hold_every_stage_and_every_answer_and_no_formula() {
    let mut dice = Dice::new(12);
    let mut plans: Vec<Plan> = (0..40).map(random_plan).collect();
    plans.extend((0..40).map(|_| with_texts(&mut || hostile(&mut dice))));
    for plan in &plans {
        let stages: usize = plan.runs.iter().map(|run| run.stages.len()).sum();
        for (table, columns, rows) in [
            (design_sessions(plan), &DESIGN_COLUMNS[..], stages),
            (answers(plan), &ANSWER_COLUMNS[..], plan.reviews.len()),
        ] {
            let table = table.expect("a table");
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(table.as_bytes());
            let read: Vec<csv::StringRecord> =
                reader.records().map(|row| row.expect("a row")).collect();
            assert_eq!(read[0].iter().collect::<Vec<_>>(), columns);
            assert_eq!(read.len(), 1 + rows);
            for cell in read.iter().flatten() {
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']),
                    "{cell:?}"
                );
            }
        }
    }
}
