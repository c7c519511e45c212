//! Plan files that say more than a plan holds: as much as possible is kept within its bounds, everything is said, and what
//! was repaired is written and read again without a word.

use cairn::domain::eve::MAX_LINE_CHARS;
use cairn::domain::item::{MAX_LINE_BYTES, MAX_NOTE_BYTES, MAX_TITLE_CHARS};
use cairn::domain::recall::MAX_PROMPTS;
use cairn::domain::run::{MAX_COMPARED, MAX_STAGES};
use cairn::domain::week::MAX_WEEK_CHARS;
use cairn::domain::{
    InterviewId, ItemId, Minutes, Notes, Plan, Prompt, PromptId, RunId, RunStage, SessionId,
    StageId, Stamp, StepId, Timer, WeekNote,
};
use cairn::store::format::{read_plan, write_plan};

use crate::support::plans::{Dice, run, sample};

/// The sample with this done to it, written and read; what was said. Repaired once, it is whole.
fn read(change: impl FnOnce(&mut Plan)) -> (Plan, Vec<String>) {
    let mut plan = sample();
    change(&mut plan);
    let text = write_plan(&plan).expect("written");
    let loaded = read_plan(&text, "plan.ron").expect("read");
    let again = write_plan(&loaded.plan).expect("written again");
    let whole = read_plan(&again, "plan.ron").expect("read again");
    assert_eq!(whole.notes, Vec::<String>::new(), "repaired once");
    assert_eq!(whole.plan, loaded.plan);
    (loaded.plan, loaded.notes)
}

fn said(notes: &[String], words: &str) {
    assert!(
        notes.iter().any(|note| note.contains(words)),
        "{words}: {notes:?}"
    );
}

#[test]
fn design_sessions_have_their_bounds() {
    let id = RunId::slug("run-0");
    let (plan, notes) = read(|plan| {
        let mut many = run(&mut Dice::new(3), 0, ItemId::slug("design.feed"), &[]);
        many.stages = (0..5_000)
            .map(|n| {
                let mut stage = RunStage::new(StageId::slug(&format!("s{n}")), "", Minutes(1));
                stage.spent = 60;
                stage.notes = Notes::from_text(&format!("written in {n}"));
                stage
            })
            .collect();
        many.stages[0].name = "a".repeat(10 * MAX_TITLE_CHARS);
        many.compared = (0..5_000).map(|n| format!("line {n}")).collect();
        many.compared[0] = "x".repeat(MAX_LINE_BYTES + 1);
        many.next_steps = Notes::from_lines(vec!["y".repeat(MAX_LINE_BYTES + 1)]);
        many.at = u32::MAX;
        plan.runs.put(many);
    });
    let run = plan.runs.get(&id).expect("kept");
    assert_eq!(
        (run.stages.len(), run.compared.len()),
        (MAX_STAGES, MAX_COMPARED)
    );
    assert!(run.stages.iter().all(|stage| !stage.name.is_empty()));
    assert_eq!(run.stages[0].name.chars().count(), MAX_TITLE_CHARS);
    let last = run.stages.last().expect("stages");
    assert!(
        last.notes.text().contains("written in 4999"),
        "no word is lost"
    );
    assert_eq!(last.spent, 60 * (5_000 - MAX_STAGES as u32 + 1));
    assert_eq!(run.next_steps.lines().len(), 2);
    assert!(run.at() < MAX_STAGES);
    said(&notes, "out of range");
}

#[test]
fn one_clock_runs() {
    let (plan, notes) = read(|plan| {
        plan.runs.retain(|_| false);
        for n in 0..3 {
            let mut one = run(&mut Dice::new(5), n, ItemId::slug("design.feed"), &[]);
            (one.finished, one.at) = (None, 0);
            one.stages[0].spent = 0;
            one.running_since = Some(Stamp(1_000 + 60 * n as i64));
            plan.runs.put(one);
        }
        plan.timer = Some(Timer::new(SessionId::slug("s01"), Stamp(1_030)));
    });
    said(&notes, "Several clocks ran at once");
    let spent: Vec<u32> = plan.runs.iter().map(|run| run.stages[0].spent).collect();
    assert_eq!(spent, [120, 60, 0]);
    let running: Vec<bool> = plan.runs.iter().map(|run| run.is_running()).collect();
    assert_eq!(running, [false, false, true]);
    let timer = plan.timer.expect("kept");
    assert_eq!((timer.paused, timer.banked), (true, 90));
}

#[test]
fn names_and_lines_are_cut_and_that_is_said() {
    let long = "n".repeat(3 * MAX_TITLE_CHARS);
    let name = long.clone();
    let (plan, notes) = read(|plan| {
        plan.name.clone_from(&name);
        plan.steps
            .update(&StepId::slug("papers"), |step| step.title.clone_from(&name));
        plan.items.update(&ItemId::slug("paper.attention"), |item| {
            item.short.clone_from(&name);
            item.parts[0].title.clone_from(&name);
        });
        let week = *plan.weeks.keys().next().expect("a week");
        let note = WeekNote {
            line: name.repeat(2),
            ..WeekNote::default()
        };
        plan.weeks.insert(week, note);
        plan.rules.max_prompts = u16::MAX;
    });
    assert_eq!(plan.name.len(), MAX_TITLE_CHARS);
    assert!(
        plan.steps
            .iter()
            .all(|step| step.title.len() <= MAX_TITLE_CHARS)
    );
    let item = plan
        .items
        .get(&ItemId::slug("paper.attention"))
        .expect("there");
    assert!(item.short.len() <= MAX_TITLE_CHARS && item.parts[0].title.len() <= MAX_TITLE_CHARS);
    assert!(
        plan.weeks
            .values()
            .all(|note| note.line.chars().count() <= MAX_WEEK_CHARS)
    );
    assert_eq!(plan.rules.max_prompts, MAX_PROMPTS);
    for words in ["name of the plan", "about the week of", "Planning rules"] {
        said(&notes, words);
    }
}

/// The whole of a question goes into its answer, of a title into the notes: with both as large as they can be, what comes
/// out can still be read again.
#[test]
fn questions_and_titles_never_make_a_note_that_is_too_long() {
    let full = "z".repeat(60 << 10) + "\n";
    let full = full.repeat(MAX_NOTE_BYTES / full.len());
    let long = "q".repeat(900 << 10);
    let (ask, answer) = (long.clone(), Notes::from_text(&full));
    let (plan, notes) = read(|plan| {
        let item = ItemId::slug("paper.attention");
        plan.prompts.put(Prompt::new(
            PromptId::slug("long"),
            item.clone(),
            ask.clone(),
            answer.clone(),
        ));
        plan.items.update(&item, |item| {
            item.title = ask;
            item.notes = answer;
        });
    });
    let size = |notes: &Notes| notes.text().len();
    let prompt = plan.prompts.get(&PromptId::slug("long")).expect("kept");
    assert!(size(&prompt.answer) <= MAX_NOTE_BYTES && size(&prompt.answer) > 900 << 10);
    let item = plan
        .items
        .get(&ItemId::slug("paper.attention"))
        .expect("kept");
    assert!(size(&item.notes) <= MAX_NOTE_BYTES);
    said(&notes, "as much of it as fits");
}

#[test]
fn the_list_for_the_evening_before_has_its_bounds_and_no_lost_ticks() {
    let id = InterviewId::slug("onsite");
    let (plan, notes) = read(|plan| {
        let first = plan.interviews.keys().next().expect("one").clone();
        plan.interviews.update(&first, |one| {
            one.id = id.clone();
            let mut lines: Vec<String> = (0..4_000).map(|n| format!("bring {n}")).collect();
            lines[1] = "b".repeat(10 * MAX_LINE_CHARS);
            one.logistics = Notes::from_lines(lines);
            let ticks = (0..4_000).map(|n| format!("look-over:item-{n:05}"));
            one.eve_done = ["when", "own:bring 3", "own:gone", "own:gone"]
                .map(str::to_owned)
                .into();
            one.eve_done.extend(ticks);
            one.eve_done.push("t".repeat(5_000));
        });
    });
    said(&notes, "for the evening before");
    let one = plan
        .interviews
        .iter()
        .max_by_key(|one| one.logistics.lines().len())
        .expect("one");
    let lines = one.logistics.lines();
    assert!(lines.len() <= 200 && lines.iter().all(|line| line.len() <= MAX_LINE_CHARS));
    assert!(one.eve_done.len() <= 200);
    assert!(
        one.eve_done
            .iter()
            .all(|tick| tick != "own:gone" && tick.len() <= MAX_LINE_CHARS + 20)
    );
    // A tick of a line that is gone goes without a word.
    let (plan, notes) = read(|plan| {
        let first = plan.interviews.keys().next().expect("one").clone();
        plan.interviews.update(&first, |one| {
            one.logistics = Notes::from_text("charger");
            one.eve_done = ["own:charger", "own:gone", "sleep"]
                .map(str::to_owned)
                .into();
        });
    });
    assert_eq!(notes, Vec::<String>::new());
    let kept: Vec<_> = plan
        .interviews
        .iter()
        .flat_map(|one| one.eve_done.clone())
        .collect();
    assert!(kept.contains(&"own:charger".to_owned()) && !kept.contains(&"own:gone".to_owned()));
}
