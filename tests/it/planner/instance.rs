//! Instances of the planning problem as JSON: read into a `Problem`, and plans written in the plan schema. Used by the
//! tests and by the `solve` example; the planner itself knows no JSON.

use cairn::planner::{
    Interview, Item, ItemKind, PastMemory, Problem, Schedule, Session, SessionKind, Weights,
};
use serde_json::{Value, json};

/// Reads a JSON file.
pub fn load(path: &str) -> Result<Value, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    serde_json::from_str(&text).map_err(|e| format!("{path}: {e}"))
}

// ---- reading ---------------------------------------------------------------------------------------------------

type Read<T> = Result<T, String>;

pub fn field<'a>(value: &'a Value, name: &str) -> Read<&'a Value> {
    value
        .get(name)
        .ok_or_else(|| format!("the field \"{name}\" is missing"))
}

pub fn whole(value: &Value, name: &str) -> Read<i64> {
    field(value, name)?
        .as_i64()
        .ok_or_else(|| format!("\"{name}\" is not a whole number"))
}

fn small(value: &Value, name: &str) -> Read<i32> {
    i32::try_from(whole(value, name)?).map_err(|_| format!("\"{name}\" is too large"))
}

fn count(value: &Value, name: &str) -> Read<u32> {
    u32::try_from(whole(value, name)?).map_err(|_| format!("\"{name}\" is not 0 or more"))
}

fn text<'a>(value: &'a Value, name: &str) -> Read<&'a str> {
    field(value, name)?
        .as_str()
        .ok_or_else(|| format!("\"{name}\" is not a text"))
}

fn list<'a>(value: &'a Value, name: &str) -> Read<&'a Vec<Value>> {
    field(value, name)?
        .as_array()
        .ok_or_else(|| format!("\"{name}\" is not a list"))
}

fn number(value: &Value, name: &str) -> Read<f64> {
    field(value, name)?
        .as_f64()
        .ok_or_else(|| format!("\"{name}\" is not a number"))
}

fn minutes(value: &Value, name: &str) -> Read<Vec<i32>> {
    list(value, name)?
        .iter()
        .map(|m| {
            m.as_i64()
                .and_then(|m| i32::try_from(m).ok())
                .ok_or_else(|| format!("\"{name}\" holds something that is not whole minutes"))
        })
        .collect()
}

pub fn read_problem(value: &Value) -> Read<Problem> {
    let interviews: Vec<Interview> = list(value, "interviews")?
        .iter()
        .map(|k| {
            Ok(Interview {
                id: text(k, "id")?.to_owned(),
                day: small(k, "day")?,
                buffer_days: small(k, "buffer")?,
            })
        })
        .collect::<Read<_>>()?;
    let raw = list(value, "items")?;
    let ids: Vec<&str> = raw.iter().map(|i| text(i, "id")).collect::<Read<_>>()?;
    let mut names: Vec<&str> = raw
        .iter()
        .filter_map(|i| i.get("seq").and_then(Value::as_str))
        .collect();
    names.sort_unstable();
    names.dedup();
    let items = raw
        .iter()
        .map(|i| {
            read_item(i, &ids, &names, &interviews).map_err(|e| format!("item {}: {e}", i["id"]))
        })
        .collect::<Read<_>>()?;
    let w = list(field(value, "fsrs")?, "w")?;
    let mut fsrs = [0.0; 21];
    if w.len() != fsrs.len() {
        return Err("\"fsrs\" needs 21 numbers".to_owned());
    }
    for (to, from) in fsrs.iter_mut().zip(w) {
        *to = from.as_f64().ok_or("\"fsrs\" needs 21 numbers")?;
    }
    let weights = field(value, "weights")?;
    let problem = Problem {
        days: small(value, "days")?,
        capacity: minutes(value, "capacity")?,
        fair: minutes(value, "fair")?,
        max_items: count(value, "max_items")?,
        max_reviews: count(value, "max_reviews")?,
        max_item_reviews: count(value, "max_item_reviews")?,
        interviews,
        fsrs,
        items,
        pins: read_sessions(value, "pins", &ids)?,
        previous: read_sessions(value, "previous", &ids)?,
        weights: Weights {
            recall: whole(weights, "recall")?,
            review: whole(weights, "review")?,
            fragment: whole(weights, "fragment")?,
            smooth: whole(weights, "smooth")?,
            mono: whole(weights, "mono")?,
            shift: whole(weights, "move")?,
        },
    };
    problem.check().map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        lines.join("; ")
    })?;
    Ok(problem)
}

fn read_item(value: &Value, ids: &[&str], names: &[&str], interviews: &[Interview]) -> Read<Item> {
    let worth = field(value, "value")?
        .as_object()
        .ok_or("\"value\" is not an object")?;
    let mut values = vec![0; interviews.len()];
    for (name, v) in worth {
        let at = interviews
            .iter()
            .position(|k| k.id == *name)
            .ok_or_else(|| format!("\"value\" names an unknown interview {name}"))?;
        values[at] = v.as_i64().ok_or("a value is not a whole number")?;
    }
    let memory = match value.get("mem") {
        None | Some(Value::Null) => None,
        Some(m) => Some(PastMemory {
            stability: number(m, "s")?,
            last: small(m, "last")?,
        }),
    };
    Ok(Item {
        id: text(value, "id")?.to_owned(),
        kind: match text(value, "kind")? {
            "study" => ItemKind::Study,
            "mock" => ItemKind::Mock,
            other => return Err(format!("unknown kind {other}")),
        },
        step: u8::try_from(whole(value, "step")?).map_err(|_| "\"step\" out of range")?,
        list: value
            .get("seq")
            .and_then(Value::as_str)
            .and_then(|name| names.iter().position(|n| *n == name))
            .map(|n| n as u32),
        position: whole(value, "pos")?,
        estimate: small(value, "est")?,
        done: small(value, "done")?,
        prerequisites: list(value, "prereqs")?
            .iter()
            .map(|p| {
                p.as_str()
                    .and_then(|p| ids.iter().position(|i| *i == p))
                    .ok_or_else(|| format!("unknown prerequisite {p}"))
            })
            .collect::<Read<_>>()?,
        value: values,
        min_session: small(value, "min_session")?,
        splittable: field(value, "splittable")?
            .as_bool()
            .ok_or("\"splittable\" is not true or false")?,
        review_minutes: small(value, "review_min")?,
        stability: number(value, "s0")?,
        difficulty: number(value, "diff")?,
        memory,
        earliest: small(value, "earliest")?,
        latest: small(value, "latest")?,
    })
}

fn read_sessions(value: &Value, name: &str, ids: &[&str]) -> Read<Vec<Session>> {
    list(value, name)?
        .iter()
        .map(|s| {
            let id = text(s, "item")?;
            Ok(Session {
                item: ids
                    .iter()
                    .position(|i| *i == id)
                    .ok_or_else(|| format!("\"{name}\" names an unknown item {id}"))?,
                kind: match text(s, "kind")? {
                    "study" => SessionKind::Study,
                    "review" => SessionKind::Review,
                    "mock" => SessionKind::Mock,
                    other => return Err(format!("unknown kind {other}")),
                },
                day: small(s, "day")?,
                minutes: small(s, "minutes")?,
            })
        })
        .collect()
}

// ---- writing ---------------------------------------------------------------------------------------------------

pub fn write_plan(problem: &Problem, plan: &Schedule) -> Value {
    let id = |i: usize| problem.items[i].id.as_str();
    let sessions: Vec<Value> = plan
        .sessions
        .iter()
        .map(|s| {
            json!({
                "item": id(s.item),
                "kind": match s.kind {
                    SessionKind::Study => "study",
                    SessionKind::Review => "review",
                    SessionKind::Mock => "mock",
                },
                "day": s.day,
                "minutes": s.minutes,
            })
        })
        .collect();
    let dropped: Vec<&str> = plan.verdict.dropped.iter().map(|d| id(d.item)).collect();
    json!({
        "sessions": sessions,
        "verdict": { "fits": plan.verdict.fits, "dropped": dropped },
    })
}
