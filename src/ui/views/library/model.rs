//! What the table shows: filtered and sorted rows, worked out once for a revision, a day and a filter.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Day, Item, ItemId, Kind, Minutes, Status, StepId};
use crate::state::Revision;
use crate::ui::context::ViewContext;
use crate::ui::format;

/// A column of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Column {
    /// The order of the path, shown at the title.
    #[default]
    Title,
    Kind,
    Step,
    Status,
    Depth,
    Effort,
    Spent,
    Left,
    Next,
    Links,
    Importance,
}

impl Column {
    pub(super) const ALL: [Self; 11] = [
        Self::Title,
        Self::Kind,
        Self::Step,
        Self::Status,
        Self::Depth,
        Self::Effort,
        Self::Spent,
        Self::Left,
        Self::Next,
        Self::Links,
        Self::Importance,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Kind => "Kind",
            Self::Step => "Step",
            Self::Status => "Status",
            Self::Depth => "Depth",
            Self::Effort => "Effort",
            Self::Spent => "Spent",
            Self::Left => "Left",
            Self::Next => "Next",
            Self::Links => "Links",
            Self::Importance => "Importance",
        }
    }

    /// What the name means, for the tooltip.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Title => "The items; unsorted they stand in the order of the path",
            Self::Kind => "What sort of thing it is",
            Self::Step => "The step of the path",
            Self::Status => "How far you have come",
            Self::Depth => "How thoroughly it is studied",
            Self::Effort => "Focused time at its depth",
            Self::Spent => "Time spent so far",
            Self::Left => "Time still needed",
            Self::Next => "The next session",
            Self::Links => "How many items it is linked with",
            Self::Importance => "1: nice to have, 5: will be asked",
        }
    }
}

impl Column {
    /// Its name in the settings file. It never changes.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Kind => "kind",
            Self::Step => "step",
            Self::Status => "status",
            Self::Depth => "depth",
            Self::Effort => "effort",
            Self::Spent => "spent",
            Self::Left => "left",
            Self::Next => "next",
            Self::Links => "links",
            Self::Importance => "importance",
        }
    }
}

/// What the rows stand under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    /// One list.
    #[default]
    None,
    Step,
    Kind,
    Status,
    /// The headings within the steps.
    Heading,
}

impl Group {
    pub(super) const ALL: [Self; 5] = [
        Self::None,
        Self::Step,
        Self::Kind,
        Self::Status,
        Self::Heading,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::None => "No groups",
            Self::Step => "By step",
            Self::Kind => "By kind",
            Self::Status => "By status",
            Self::Heading => "By heading",
        }
    }

    /// Its name in the settings file. It never changes.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Step => "step",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Heading => "heading",
        }
    }

    fn of(self, row: &Row) -> (usize, String) {
        let words = |text: &str| (0, text.to_owned());
        match self {
            Self::None => words(""),
            Self::Step if row.step == 0 && row.step_name.is_empty() => {
                (usize::MAX, "Resources".to_owned())
            }
            Self::Step => (usize::from(row.step), row.step_name.clone()),
            Self::Kind => words(&row.kind),
            Self::Status => (row.status as usize, format::status(row.status).to_owned()),
            Self::Heading if row.heading.is_empty() => (usize::MAX, "Without a heading".to_owned()),
            Self::Heading => words(&row.heading),
        }
    }
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The head of a group: its name, how many rows it has, and whether they are hidden.
    Head(String, usize, bool),
    /// A row, by its number.
    Row(usize),
}

/// How the rows are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    /// In the order of the path.
    #[default]
    Path,
    /// By a column, smallest first.
    Up(Column),
    /// By a column, largest first.
    Down(Column),
}

impl Sort {
    /// After a click on the head of a column: up, down, back to the path.
    pub(super) fn clicked(self, column: Column) -> Self {
        match self {
            Self::Up(by) if by == column => Self::Down(column),
            Self::Down(by) if by == column => Self::Path,
            _ => Self::Up(column),
        }
    }
}

/// Which kinds are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum KindFilter {
    #[default]
    All,
    Topics,
    Algorithms,
    Papers,
    Books,
    Prompts,
    Resources,
    Own,
}

impl KindFilter {
    pub(super) const ALL: [Self; 8] = [
        Self::All,
        Self::Topics,
        Self::Algorithms,
        Self::Papers,
        Self::Books,
        Self::Prompts,
        Self::Resources,
        Self::Own,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Topics => "Topics",
            Self::Algorithms => "Algorithms",
            Self::Papers => "Papers",
            Self::Books => "Books",
            Self::Prompts => "Prompts",
            Self::Resources => "Resources",
            Self::Own => "Others",
        }
    }

    fn fits(self, kind: &Kind) -> bool {
        match self {
            Self::All => true,
            Self::Topics => *kind == Kind::Topic,
            Self::Algorithms => *kind == Kind::Algorithm,
            Self::Papers => *kind == Kind::Paper,
            Self::Books => *kind == Kind::Book,
            Self::Prompts => *kind == Kind::DesignPrompt,
            Self::Resources => *kind == Kind::Resource,
            Self::Own => matches!(kind, Kind::Custom(_)),
        }
    }
}

/// Which statuses are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum StatusFilter {
    #[default]
    Any,
    NotDone,
    Is(Status),
}

impl StatusFilter {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Any => "Any status",
            Self::NotDone => "Not done",
            Self::Is(status) => format::status(status),
        }
    }

    fn fits(self, status: Status) -> bool {
        match self {
            Self::Any => true,
            Self::NotDone => status.is_open(),
            Self::Is(wanted) => status == wanted,
        }
    }
}

/// What is shown, and in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Filter {
    pub(super) text: String,
    pub(super) step: Option<StepId>,
    pub(super) resources: bool,
    pub(super) kind: KindFilter,
    pub(super) status: StatusFilter,
    pub(super) sort: Sort,
    pub(super) group: Group,
    /// The groups whose rows are hidden.
    pub(super) closed: BTreeSet<String>,
}

impl Filter {
    /// Whether anything is filtered out.
    pub(super) fn is_on(&self) -> bool {
        !self.text.is_empty()
            || self.step.is_some()
            || self.resources
            || self.kind != KindFilter::All
            || self.status != StatusFilter::Any
    }

    /// Shows everything again; the order stays.
    pub(super) fn clear(&mut self) {
        *self = Self {
            sort: self.sort,
            group: self.group,
            closed: std::mem::take(&mut self.closed),
            ..Self::default()
        };
    }

    fn fits(&self, item: &Item, needle: &str) -> bool {
        let step = match (&self.step, self.resources) {
            (_, true) => item.step.is_none(),
            (Some(step), false) => item.step.as_ref() == Some(step),
            (None, false) => true,
        };
        step && self.kind.fits(&item.kind)
            && self.status.fits(item.status)
            && (needle.is_empty() || says(item, needle))
    }
}

/// Whether the item says these words (lower case) anywhere: titles, authors, group, tags, parts.
fn says(item: &Item, needle: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(needle);
    has(&item.title)
        || has(&item.short)
        || has(&item.byline)
        || has(&item.group)
        || item.tags.iter().any(|tag| has(tag))
        || item.parts.iter().any(|part| has(&part.title))
}

/// What the rows depend on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    revision: Revision,
    today: Day,
    filter: Filter,
}

impl Key {
    pub(super) fn of(cx: &ViewContext, filter: &Filter) -> Self {
        Self {
            revision: cx.revision,
            today: cx.today(),
            filter: filter.clone(),
        }
    }
}

/// A row of the table, its words ready.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) id: ItemId,
    pub(super) title: String,
    pub(super) step: u8,
    pub(super) step_name: String,
    pub(super) kind: String,
    pub(super) status: Status,
    pub(super) depth: String,
    pub(super) effort: Minutes,
    pub(super) spent: Minutes,
    pub(super) left: Minutes,
    pub(super) next: Option<Day>,
    pub(super) next_words: String,
    pub(super) links: usize,
    pub(super) importance: u8,
    pub(super) heading: String,
}

/// The rows in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows {
    /// The rows that are shown, group after group.
    pub(super) list: Vec<Row>,
    /// Them and the heads of their groups.
    pub(super) lines: Vec<Line>,
    /// How many items the plan has.
    pub(super) all: usize,
    /// How many items of each kind fit the other filters.
    pub(super) shelves: Vec<(KindFilter, usize)>,
}

impl Rows {
    /// The line that a row stands in.
    pub(super) fn line_of(&self, row: usize) -> Option<usize> {
        self.lines.iter().position(|line| *line == Line::Row(row))
    }
}

/// Filters and sorts: O(n log n).
pub(super) fn rows(cx: &ViewContext, filter: &Filter) -> Rows {
    let plan = &cx.plan;
    let needle = filter.text.trim().to_lowercase();
    let steps: Vec<Option<StepId>> = plan
        .steps_in_order()
        .into_iter()
        .map(|step| Some(step.id.clone()))
        .chain([None])
        .collect();
    let in_path = steps
        .iter()
        .flat_map(|step| cx.index.items_of(step.as_ref()));
    let items = in_path.filter_map(|id| plan.items.get(id));
    let open = Filter {
        kind: KindFilter::All,
        ..filter.clone()
    };
    let fits: Vec<_> = items.filter(|item| open.fits(item, &needle)).collect();
    let count = |kind: KindFilter| fits.iter().filter(|item| kind.fits(&item.kind)).count();
    let shelves = KindFilter::ALL.map(|kind| (kind, count(kind)));
    let kept = fits.iter().filter(|item| filter.kind.fits(&item.kind));
    let mut list: Vec<Row> = kept.map(|item| row(cx, item)).collect();
    match filter.sort {
        Sort::Path => {}
        Sort::Up(column) => list.sort_by(|a, b| compare(column, a, b)),
        Sort::Down(column) => list.sort_by(|a, b| compare(column, b, a)),
    }
    let (list, lines) = grouped(list, filter);
    Rows {
        list,
        lines,
        all: plan.items.len(),
        shelves: shelves.to_vec(),
    }
}

/// Puts the rows under the heads of their groups. Rows of a closed group are not in the list.
fn grouped(list: Vec<Row>, filter: &Filter) -> (Vec<Row>, Vec<Line>) {
    if filter.group == Group::None {
        let lines = (0..list.len()).map(Line::Row).collect();
        return (list, lines);
    }
    let mut groups: BTreeMap<(usize, String), Vec<Row>> = BTreeMap::new();
    for row in list {
        groups.entry(filter.group.of(&row)).or_default().push(row);
    }
    let (mut list, mut lines) = (Vec::new(), Vec::new());
    for ((_, name), rows) in groups {
        let closed = filter.closed.contains(&name);
        lines.push(Line::Head(name, rows.len(), closed));
        if !closed {
            lines.extend((list.len()..list.len() + rows.len()).map(Line::Row));
            list.extend(rows);
        }
    }
    (list, lines)
}

fn row(cx: &ViewContext, item: &Item) -> Row {
    let plan = &cx.plan;
    let sums = cx.index.item(&item.id);
    let effort = plan.effort(item);
    let step = item.step.as_ref().and_then(|step| plan.steps.get(step));
    let next = sums.next.as_ref().map(|(day, _)| *day);
    let next_words = match next {
        Some(day) if day < cx.today() => "missed".to_owned(),
        Some(day) => format::day_near(day, cx.today()),
        None if plan.cuts.contains(&item.id) && item.status.is_open() => "left out".to_owned(),
        None => String::new(),
    };
    let depth = if effort == Minutes::ZERO {
        String::new()
    } else {
        format::depth(item.depth).to_owned()
    };
    Row {
        id: item.id.clone(),
        title: item.title.clone(),
        step: step.map_or(0, |step| u8::try_from(step.order).unwrap_or(0)),
        step_name: step.map_or_else(String::new, |step| step.short_title().to_owned()),
        kind: format::kind(&item.kind).to_owned(),
        status: item.status,
        depth,
        effort,
        spent: sums.spent,
        left: cx.index.remaining(plan, &item.id),
        next,
        next_words,
        links: cx.index.links(&item.id).len(),
        importance: item.importance,
        heading: item.group.clone(),
    }
}

fn compare(column: Column, a: &Row, b: &Row) -> Ordering {
    let words = |a: &str, b: &str| a.to_lowercase().cmp(&b.to_lowercase());
    match column {
        Column::Title => words(&a.title, &b.title),
        Column::Kind => words(&a.kind, &b.kind),
        Column::Step => (a.step == 0, a.step).cmp(&(b.step == 0, b.step)),
        Column::Status => a.status.cmp(&b.status),
        Column::Depth => words(&a.depth, &b.depth),
        Column::Effort => a.effort.cmp(&b.effort),
        Column::Spent => a.spent.cmp(&b.spent),
        Column::Left => a.left.cmp(&b.left),
        Column::Next => (a.next.is_none(), a.next).cmp(&(b.next.is_none(), b.next)),
        Column::Links => a.links.cmp(&b.links),
        Column::Importance => a.importance.cmp(&b.importance),
    }
}
