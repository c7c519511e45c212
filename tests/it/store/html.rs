//! The report: well formed, self-contained, and no text of a plan ever makes a tag.

use std::collections::BTreeMap;

use cairn::domain::{
    Day, Grade, Interview, InterviewId, Item, ItemId, Kind, Moment, Notes, Plan, Prompt, PromptId,
    Review, ReviewId, Round, Step, StepId, WebLink,
};
use cairn::store::formats::html::{Options, report};

use crate::support::plans::{Dice, random_plan, sample};

fn options() -> Options {
    Options {
        today: Day::parse("2026-12-10").expect("a day"),
        notes: true,
        ready: BTreeMap::new(),
    }
}

/// A tag with its attributes.
#[derive(Clone, Debug, PartialEq)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// The tags of a page, read strictly by a tiny reader of its own: every tag is closed, attributes stand in double quotes, and no
/// sign of a text could begin a tag.
fn tags(page: &str) -> Result<Vec<Tag>, String> {
    const VOID: [&str; 1] = ["meta"];
    let mut rest = page.strip_prefix("<!DOCTYPE html>").ok_or("no doctype")?;
    let (mut tags, mut open) = (Vec::new(), Vec::new());
    while let Some(at) = rest.find('<') {
        let (text, more) = rest.split_at(at);
        check_text(text)?;
        let end = more.find('>').ok_or("a tag without an end")?;
        let inside = &more[1..end];
        rest = &more[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> closes something else"));
            }
            continue;
        }
        let (inside, alone) = match inside.strip_suffix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        let (name, mut attributes) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
        let mut tag = Tag {
            name: name.to_owned(),
            attributes: Vec::new(),
        };
        attributes = attributes.trim();
        while !attributes.is_empty() {
            let (key, value) = attributes
                .split_once("=\"")
                .ok_or_else(|| format!("no value: {attributes}"))?;
            let (value, more) = value.split_once('"').ok_or("no end of a value")?;
            check_text(value)?;
            tag.attributes
                .push((key.trim().to_owned(), value.to_owned()));
            attributes = more.trim_start();
        }
        if name == "style" {
            let end = rest.find("</style>").ok_or("no end of the style")?;
            rest = &rest[end..];
        }
        if !alone && !VOID.contains(&name) {
            open.push(name.to_owned());
        }
        tags.push(tag);
    }
    if !open.is_empty() {
        return Err(format!("not closed: {open:?}"));
    }
    Ok(tags)
}

fn check_text(text: &str) -> Result<(), String> {
    if text.contains(['<', '>'])
        || text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t')
    {
        return Err(format!("a sign that no text has: {text:?}"));
    }
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
        if !known
            .iter()
            .any(|reference| text[at..].starts_with(reference))
        {
            return Err(format!("a bare &: {}", &text[at..]));
        }
    }
    Ok(())
}

/// What must hold of every report.
fn check(page: &str) -> Result<Vec<Tag>, String> {
    let tags = tags(page)?;
    for tag in &tags {
        if [
            "script", "iframe", "img", "link", "object", "embed", "form", "input", "base",
        ]
        .contains(&tag.name.as_str())
        {
            return Err(format!("a {}", tag.name));
        }
        for (key, value) in &tag.attributes {
            if key.starts_with("on") || ["src", "srcset", "background"].contains(&key.as_str()) {
                return Err(format!("{key}={value}"));
            }
            if key == "href" && !(value.starts_with("https://") || value.starts_with("http://")) {
                return Err(format!("an address: {value}"));
            }
        }
    }
    let style = page.split("</style>").next().unwrap_or_default();
    let style = style.split("<style>").nth(1).unwrap_or_default();
    for word in ["url(", "@import", "javascript:"] {
        if style.contains(word) {
            return Err(format!("{word} in the style"));
        }
    }
    Ok(tags)
}

#[test]
fn any_plan_is_a_well_formed_page_that_loads_nothing() {
    for seed in 0..150 {
        let page = report(&random_plan(seed), &options());
        if let Err(error) = check(&page) {
            panic!("seed {seed}: {error}");
        }
    }
}

#[test]
fn the_sample_says_what_it_must() {
    let mut options = options();
    let plan = sample();
    options.ready = plan.interviews.keys().map(|id| (id.clone(), 834)).collect();
    let page = report(&plan, &options);
    check(&page).expect("a page");
    for words in [
        "<html lang=\"en\">",
        "Onsite at “Acme”",
        "83 %",
        "Attention is all you need",
        "https://arxiv.org/abs/1706.03762",
        "<th scope=\"col\"",
        "role=\"img\" aria-label=",
        "Vaswani et al.",
        "✓ done",
    ] {
        assert!(page.contains(words), "{words}");
    }
    for item in plan.items.iter().filter(|item| !item.notes.is_empty()) {
        assert!(page.contains("class=\"note\""), "{}", item.title);
    }
    options.notes = false;
    assert!(!report(&plan, &options).contains("class=\"note\""));
}

fn hostile(dice: &mut Dice) -> String {
    const BITS: &[&str] = &[
        "<script>alert(1)</script>",
        "</title>",
        "</style>",
        "<!--",
        "-->",
        "]]>",
        "\" onload=\"x",
        "' onclick='x",
        "<img src=x>",
        "&lt;",
        "&#60;script&#62;",
        "&",
        "</bdi></td></table>",
        "javascript:x",
        "\0",
        "\u{1b}",
        "\u{ffff}",
        "\u{fdd0}",
        "\u{2028}",
        "\u{202e}",
        "\r\n",
        "<",
        ">",
        "=",
        "`",
        "{}",
        "漢字",
    ];
    let mut text = dice.text();
    for _ in 0..dice.below(6) {
        text.push_str(BITS[dice.below(BITS.len())]);
        text.push_str(&dice.text());
    }
    text
}

/// A plan with a text in every place that a report shows.
fn with_texts(text: &mut dyn FnMut() -> String) -> Plan {
    let mut plan = sample();
    plan.name = format!("x{}", text());
    let mut step = Step::new(StepId::slug("papers"), 3, text());
    step.short = text();
    plan.steps.put(step);
    let ids: Vec<ItemId> = plan.items.keys().cloned().collect();
    for id in &ids {
        let title = format!("x{}", text());
        let mut item = Item::new(id.clone(), Kind::Custom(text()), title);
        item.short = text();
        item.byline = format!("x{}", text());
        item.step = Some(StepId::slug("papers"));
        item.notes = Notes::from_text(&format!("x{}", text()));
        item.urls = vec![
            WebLink {
                label: format!("x{}", text()),
                url: format!(
                    "https://example.org/{}",
                    text().replace(char::is_control, "")
                ),
            },
            WebLink {
                label: text(),
                url: text(),
            },
        ];
        plan.items.put(item);
    }
    let links: Vec<_> = plan.links.keys().cloned().collect();
    for id in links {
        let place = text();
        plan.links
            .update(&id, |link| link.place = format!("x{place}"));
    }
    let runs: Vec<_> = plan.runs.keys().cloned().collect();
    assert!(!runs.is_empty());
    let ask = format!("x{}", text());
    let prompt = Prompt::new(PromptId::slug("p"), ids[0].clone(), ask, Notes::default());
    plan.prompts.put(prompt);
    let at = Moment::parse("2026-12-03T19:00:00").expect("a moment");
    let review = Review::new(ReviewId::slug("r"), PromptId::slug("p"), at, Grade::Good, 9);
    plan.reviews.put(review);
    for id in runs {
        plan.runs.update(&id, |run| {
            run.running_since = None;
            run.finished = Some(run.started);
            for stage in &mut run.stages {
                stage.name = format!("x{}", text());
                stage.notes = Notes::from_text(&format!("x{}", text()));
            }
            run.compared = vec![format!("x{}", text()), format!("y{}", text())];
            run.next_steps = Notes::from_text(&format!("x{}", text()));
        });
    }
    plan.interviews.put(Interview::new(
        InterviewId::slug("i"),
        format!("x{}", text()),
        Round::Onsite,
        Day::parse("2026-12-20").expect("a day"),
    ));
    plan
}

fn check_no_injection(
    dice: &mut Dice,
    report: &dyn Fn(&Plan, &Options) -> String,
) -> Result<usize, String> {
    let mut texts = 0;
    let plain = with_texts(&mut || "plain".to_owned());
    let hostile = with_texts(&mut || {
        texts += 1;
        hostile(dice)
    });
    // The second address of an item is no link; some first ones are not either: they may be fewer.
    let shape = |tags: Vec<Tag>| -> Vec<String> {
        let all = tags.into_iter().filter(|tag| tag.name != "a");
        let keys = |tag: &Tag| {
            tag.attributes
                .iter()
                .map(|(key, _)| key.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        all.map(|tag| format!("{} {}", tag.name, keys(&tag)))
            .collect()
    };
    let expected = shape(check(&report(&plain, &options()))?);
    let found = shape(check(&report(&hostile, &options()))?);
    // A label is isolated with or without an address.
    let bdi = |shape: &[String]| -> Vec<String> {
        shape
            .iter()
            .filter(|tag| !tag.starts_with("bdi"))
            .cloned()
            .collect()
    };
    let urls = |shape: &[String]| -> Vec<String> { bdi(shape) };
    if urls(&expected) != urls(&found) {
        return Err("other tags than a plain plan has".to_owned());
    }
    Ok(texts)
}

#[test]
fn no_text_makes_a_tag_or_an_attribute() {
    let mut dice = Dice::new(9);
    let mut texts = 0;
    while texts < 10_000 {
        match check_no_injection(&mut dice, &report) {
            Ok(more) => texts += more,
            Err(error) => panic!("after {texts} texts: {error}"),
        }
    }
}

#[test]
fn a_report_that_does_not_escape_is_caught() {
    let broken = |plan: &Plan, options: &Options| {
        let title = plan
            .items
            .iter()
            .next()
            .map_or("", |item| item.title.as_str());
        report(plan, options).replace("</main>", &format!("{title}</main>"))
    };
    let mut dice = Dice::new(9);
    assert!((0..20).any(|_| check_no_injection(&mut dice, &broken).is_err()));
}
