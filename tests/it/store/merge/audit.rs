//! Whether a merge lost something: a reader of its own that takes plans apart into single values, by way of their JSON.
//! It knows nothing of how merging works, only what it must keep.

use std::collections::{BTreeMap, BTreeSet};

use cairn::domain::merge::{Conflict, Kept};
use cairn::domain::{Plan, PromptId, ReviewId};
use serde_json::Value;

/// Every single value of a plan under its place. Members of lists are places of their own.
pub type Values = BTreeMap<String, String>;

/// Takes a plan apart.
pub fn values(plan: &Plan) -> Values {
    let mut out = Values::new();
    let json = serde_json::to_value(plan).expect("JSON");
    for (name, value) in json.as_object().expect("a record") {
        match (name.as_str(), value) {
            ("format", _) => {}
            ("availability", Value::Object(fields)) => {
                for (name, value) in fields {
                    match (name.as_str(), value) {
                        ("busy", Value::Array(rows)) => table("availability/busy", rows, &mut out),
                        ("weekly" | "exceptions", Value::Object(days)) => {
                            for (day, value) in days {
                                put(format!("availability/{name}/{day}"), value, &mut out);
                            }
                        }
                        _ => put(format!("availability/{name}"), value, &mut out),
                    }
                }
            }
            ("rules", Value::Object(fields)) => {
                for (field, value) in fields {
                    put(format!("rules/{field}"), value, &mut out);
                }
            }
            (
                "interviews" | "steps" | "items" | "links" | "sessions" | "cuts" | "prompts"
                | "reviews" | "runs",
                Value::Array(rows),
            ) => {
                table(name, rows, &mut out);
            }
            ("weeks", Value::Object(weeks)) => {
                for (week, value) in weeks {
                    put(format!("weeks/{week}"), value, &mut out);
                }
            }
            _ => put(name.clone(), value, &mut out),
        }
    }
    out
}

fn put(place: String, value: &Value, out: &mut Values) {
    out.insert(place, value.to_string());
}

fn table(name: &str, rows: &[Value], out: &mut Values) {
    for row in rows {
        let fields = row.as_object().expect("a record");
        let text = |field: &str| fields.get(field).and_then(Value::as_str).unwrap_or("");
        let key = match name {
            "links" => {
                let (from, relation, to) = (text("from"), text("relation"), text("to"));
                let relation = match relation {
                    "BuildsOn" => "builds-on",
                    "GroundedIn" => "grounded-in",
                    "ExplainedBy" => "explained-by",
                    "DrawsOn" => "draws-on",
                    _ => "practises",
                };
                format!("{from}>{relation}>{to}")
            }
            "cuts" => text("item").to_owned(),
            _ => text("id").to_owned(),
        };
        let place = format!("{name}/{key}");
        out.insert(place.clone(), "there".to_owned());
        for (field, value) in fields {
            field_of(format!("{place}/{field}"), field, value, out);
        }
    }
}

fn field_of(place: String, field: &str, value: &Value, out: &mut Values) {
    match (field, value) {
        ("parts" | "stages", Value::Array(parts)) => {
            for part in parts {
                let fields = part.as_object().expect("a record");
                let id = fields.get("id").and_then(Value::as_str).unwrap_or("");
                out.insert(format!("{place}/{id}"), "there".to_owned());
                for (field, value) in fields {
                    field_of(format!("{place}/{id}/{field}"), field, value, out);
                }
            }
        }
        ("brief" | "effort" | "weights" | "limits" | "weeks", Value::Object(fields)) => {
            if field == "brief" {
                out.insert(place.clone(), "there".to_owned());
            }
            for (name, value) in fields {
                field_of(format!("{place}/{name}"), name, value, out);
            }
        }
        ("notes" | "answer" | "next_steps" | "logistics", Value::Array(lines)) => {
            for line in lines
                .iter()
                .flat_map(|l| l.as_str().unwrap_or("").split('\n'))
            {
                member(format!("{place}#{line:?}"), line, out);
            }
        }
        (
            "tags" | "urls" | "compared" | "functional" | "non_functional" | "numbers" | "eve_done"
            | "deep_dives",
            Value::Array(list),
        ) => {
            for value in list {
                let text = value.as_str().unwrap_or("something");
                member(format!("{place}#{value}"), text, out);
            }
        }
        _ => put(place, value, out),
    }
}

/// A line of a text, a member of a list. Empty ones are no values: there may be several, and which of them is which cannot
/// be told from their text.
fn member(place: String, text: &str, out: &mut Values) {
    if !text.is_empty() {
        out.insert(place, "there".to_owned());
    }
}

/// What a merge lost: sentences, one a loss. `merged` must hold every value that one side wrote and the other did not
/// touch; where both wrote, it holds both, or the report has both.
pub fn losses(
    base: &Plan,
    ours: &Plan,
    theirs: &Plan,
    merged: &Plan,
    report: &[Conflict],
) -> Vec<String> {
    let [b, o, t, m] = [base, ours, theirs, merged].map(values);
    let places: BTreeSet<&String> = [&b, &o, &t, &m]
        .into_iter()
        .flat_map(|v| v.keys())
        .collect();
    let reported = Reported::new(report);
    // Items that one side deleted and that are there all the same: what belongs to them may be, too.
    let back = |place: &str| {
        let of = |plan: &Plan, item: &str| plan.items.keys().any(|id| id.as_str() == item);
        let row = place.split('/').nth(1).unwrap_or("");
        let items: Vec<&str> = match place.split('/').next() {
            Some("links") => row.split('>').step_by(2).collect(),
            Some("sessions") => {
                let id = cairn::domain::SessionId::slug(row);
                let found = merged.sessions.get(&id).map(|s| s.item.as_str());
                found.into_iter().collect()
            }
            Some("prompts") => {
                let found = merged.prompts.get(&PromptId::slug(row));
                found.map(|p| p.item.as_str()).into_iter().collect()
            }
            Some("reviews") => {
                // Of a prompt that one side deleted, by itself or with its item.
                let review = merged.reviews.get(&ReviewId::slug(row));
                let gone = |plan: &Plan, id: &PromptId| !plan.prompts.contains(id);
                return review.is_some_and(|review| {
                    let id = &review.prompt;
                    (gone(ours, id) || gone(theirs, id)) && !gone(base, id)
                });
            }
            Some("runs") => {
                let id = cairn::domain::RunId::slug(row);
                let found = merged.runs.get(&id).map(|run| run.item.as_str());
                found.into_iter().collect()
            }
            _ => Vec::new(),
        };
        items.iter().any(|item| {
            of(merged, item) && (!of(ours, item) || !of(theirs, item)) && of(base, item)
        })
    };
    let mut lost = Vec::new();
    for place in places {
        let [was, mine, other, is] = [&b, &o, &t, &m].map(|v| v.get(place));
        let fine = if mine == other || other == was {
            is == mine
        } else if mine == was {
            is == other
        } else {
            (is == mine || is == other) && reported.has(place)
        };
        if fine || place == "made_for" || reported.has(place) {
            continue;
        }
        // The mark of both in notes, a row that came back with its item.
        if mine.is_none()
            && other.is_none()
            && (place.contains("/notes#\"[") || place.contains("/next_steps#\"["))
        {
            continue;
        }
        // A prerequisite that would close a circle became a weaker link.
        if place.starts_with("links/") && reported.has(&place.replace(">draws-on>", ">builds-on>"))
        {
            continue;
        }
        // What the schedule left out of an item that is gone.
        let item = place
            .strip_prefix("cuts/")
            .and_then(|place| place.split('/').next());
        if item.is_some_and(|item| !m.contains_key(&format!("items/{item}"))) {
            continue;
        }
        if is.is_some() && (is == mine || is == other) && back(place) {
            continue;
        }
        lost.push(format!(
            "{place}: {was:?} → {mine:?} | {other:?} came to {is:?}"
        ));
    }
    lost.extend(untold(&o, &t, &m, report));
    lost
}

/// The places that a report names.
struct Reported<'a>(BTreeSet<&'a str>);

impl<'a> Reported<'a> {
    fn new(report: &'a [Conflict]) -> Self {
        Self(report.iter().map(|conflict| conflict.id.as_str()).collect())
    }

    /// Whether this place, or what it lies in, is named.
    fn has(&self, place: &str) -> bool {
        let place = place.split('#').next().unwrap_or(place);
        let mut at = place;
        loop {
            if self.0.contains(at) {
                return true;
            }
            match at.rfind('/') {
                Some(end) => at = &at[..end],
                None => return false,
            }
        }
    }
}

/// Texts that lost against another are in the report word for word.
fn untold(ours: &Values, theirs: &Values, merged: &Values, report: &[Conflict]) -> Vec<String> {
    let mut lost = Vec::new();
    for conflict in report {
        let place = conflict.id.as_str();
        for (side, said, kept) in [
            (ours, &conflict.ours, Kept::Ours),
            (theirs, &conflict.theirs, Kept::Theirs),
        ] {
            let Some(value) = side.get(place).filter(|_| conflict.kept != kept) else {
                continue;
            };
            let text = serde_json::from_str::<String>(value).unwrap_or_default();
            let free = [
                "title", "short", "byline", "group", "purpose", "name", "place",
            ];
            let plain = free.contains(&place.rsplit('/').next().unwrap_or(""));
            if plain && merged.get(place) != Some(value) && !said.contains(text.trim()) {
                lost.push(format!("{place}: {text:?} is not in the report: {said:?}"));
            }
        }
    }
    lost
}
