//! Pictures of the board and the calendar: every plan has them, no text gets out of its place, and they stay within bounds.

use cairn::domain::{
    Day, Item, ItemId, Kind, Minutes, Plan, PlanId, Session, SessionId, SessionKind, Step, StepId,
};
use cairn::store::formats::picture::{Options, board, board_svg, calendar, calendar_svg};

use crate::support::plans::{Dice, random_plan, sample};

fn options(dark: bool) -> Options {
    Options {
        today: Day::parse("2026-12-10").expect("a day"),
        dark,
    }
}

/// Width and height of a PNG.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let at = |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().expect("four bytes"));
    (at(16), at(20))
}

/// The names of the elements with their attributes' names, read strictly; texts may hold no sign of a tag.
fn shape(svg: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut rest = svg;
    let mut open: Vec<String> = Vec::new();
    while let Some((text, more)) = rest.split_once('<') {
        if text.contains('>')
            || text
                .chars()
                .any(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}'))
        {
            return Err(format!("a sign that no text has: {text:?}"));
        }
        let (inside, more) = more.split_once('>').ok_or("no end of a tag")?;
        rest = more;
        if let Some(name) = inside.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> closes something else"));
            }
            continue;
        }
        let alone = inside.ends_with('/');
        let name = inside
            .split([' ', '/'])
            .next()
            .unwrap_or_default()
            .to_owned();
        if !["svg", "rect", "path", "g", "text", "clipPath"].contains(&name.as_str())
            || inside.contains("href")
        {
            return Err(format!("a {name}"));
        }
        if !alone {
            open.push(name.clone());
        }
        found.push(name);
    }
    if open.is_empty() {
        Ok(found)
    } else {
        Err(format!("not closed: {open:?}"))
    }
}

#[test]
fn any_plan_has_a_drawing_that_is_well_formed() {
    for seed in 0..120 {
        let plan = random_plan(seed);
        for svg in [
            board_svg(&plan, &options(false)),
            calendar_svg(&plan, &options(true)),
        ] {
            if let Err(error) = shape(&svg) {
                panic!("seed {seed}: {error}");
            }
        }
    }
}

#[test]
fn the_sample_is_a_picture_twice_as_fine() {
    let (width, height) = size(&board(&sample(), &options(false)).expect("a picture"));
    assert!(width > 1_000 && height > 600, "{width} × {height}");
    let (width, _) = size(&calendar(&sample(), &options(true)).expect("a picture"));
    assert!(width >= 2 * 1_176, "{width}");
}

/// A plan with so many items, and titles of these.
pub fn large(items: usize, titles: &[&str]) -> Plan {
    let start = Day::parse("2026-12-07").expect("a day");
    let mut plan = Plan::empty(PlanId::slug("large"), titles[0].repeat(3), start);
    for order in 1..=6 {
        plan.steps.put(Step::new(
            StepId::slug(&format!("s{order}")),
            order,
            titles[order as usize % titles.len()],
        ));
    }
    plan.items = (0..items)
        .map(|n| {
            let title = format!("{} {n}", titles[n % titles.len()]);
            let mut item = Item::new(ItemId::slug(&format!("i{n}")), Kind::Topic, title);
            item.step = Some(StepId::slug(&format!("s{}", n % 7)));
            item.order = n as i64;
            item
        })
        .collect();
    plan.sessions = (0..items)
        .map(|n| {
            let id = SessionId::slug(&format!("x{n}"));
            let kind = [SessionKind::Study, SessionKind::Review, SessionKind::Mock][n % 3];
            Session::new(
                id,
                ItemId::slug(&format!("i{n}")),
                kind,
                start.plus((n / 4) as i64),
                Minutes(30),
            )
        })
        .collect();
    plan
}

#[test]
fn what_does_not_fit_is_said() {
    let plan = large(5_000, &["A title of usual length", "Another one"]);
    let svg = board_svg(&plan, &options(false));
    assert!(svg.contains("items of each step are shown: ") && svg.contains(" of 5000"));
    let svg = calendar_svg(&plan, &options(false));
    assert!(svg.contains("Only the first ") && svg.contains(" months are shown"));
}

#[test]
#[ignore = "long: cargo test --release -- --ignored"]
fn huge_plans_have_pictures_within_bounds() {
    let plan = large(
        5_000,
        &[
            "A title of usual length",
            "漢字の題名がここにあります",
            "عنوان طويل بالعربية",
            "Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
        ],
    );
    for png in [
        board(&plan, &options(false)),
        calendar(&plan, &options(true)),
    ] {
        let png = png.expect("a picture");
        let (width, height) = size(&png);
        println!("{width} × {height}, {} KB", png.len() / 1_000);
        assert!(
            width <= 16_000
                && height <= 16_000
                && u64::from(width) * u64::from(height) <= 40_100_000
        );
    }
}

#[test]
fn no_text_gets_out_of_its_place() {
    const BITS: &[&str] = &[
        "</text><script>",
        "\" onload=\"",
        "<image href=\"x\"/>",
        "&#60;",
        "&",
        "]]>",
        "<!--",
        "\0",
        "\u{1b}[0m",
        "\u{ffff}",
        "\u{202e}",
        "\r\n",
        "漢字",
        "=",
        "'",
    ];
    let mut dice = Dice::new(5);
    let mut texts = 0;
    while texts < 10_000 {
        let mut plan = large(40, &["t"]);
        let mut text = || {
            texts += 1;
            format!("x{}{}{}", dice.text(), dice.pick(BITS), dice.text())
        };
        plan.name = text();
        for n in 0..40 {
            let (title, short) = (text(), text());
            plan.items.update(&ItemId::slug(&format!("i{n}")), |item| {
                item.title = title;
                item.short = short;
            });
        }
        for n in 1..=6 {
            let title = text();
            plan.steps
                .update(&StepId::slug(&format!("s{n}")), |step| step.title = title);
        }
        for svg in [
            board_svg(&plan, &options(false)),
            calendar_svg(&plan, &options(false)),
        ] {
            if let Err(error) = shape(&svg) {
                panic!("after {texts} texts: {error}");
            }
        }
    }
    assert!(
        shape("<svg><text>a</text><image/></svg>").is_err(),
        "a wrong drawing is caught"
    );
}

/// With `CAIRN_EXPORTS=FOLDER` each plan in that folder gets its report and its pictures beside it, to look at.
#[test]
fn exports_are_kept_to_look_at() {
    let Some(folder) = std::env::var_os("CAIRN_EXPORTS").map(std::path::PathBuf::from) else {
        return;
    };
    let titles = [
        "Attention is all you need",
        "漢字の題名がここにあります、とても長い題名",
        "عنوان طويل بالعربية لاختبار الاتجاه",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "👩‍🔬 emoji 🎉",
    ];
    let mut plans = vec![
        ("scripts".to_owned(), large(45, &titles)),
        ("huge".to_owned(), large(700, &titles)),
    ];
    for entry in std::fs::read_dir(&folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "ron") {
            let plan = cairn::store::exchange::open_plan(&path)
                .expect("a plan")
                .plan;
            plans.push((
                path.file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
                plan,
            ));
        }
    }
    for (name, plan) in plans {
        let today = plan.start_on.plus(10);
        let html = cairn::store::formats::html::Options {
            today,
            notes: true,
            ready: plan.interviews.keys().map(|id| (id.clone(), 834)).collect(),
        };
        let write = |end: &str, bytes: &[u8]| {
            std::fs::write(folder.join(format!("{name}{end}")), bytes).expect("written")
        };
        write(
            ".html",
            cairn::store::formats::html::report(&plan, &html).as_bytes(),
        );
        for dark in [false, true] {
            let options = Options { today, dark };
            let look = if dark { "dark" } else { "light" };
            write(
                &format!("-board-{look}.png"),
                &board(&plan, &options).expect("a picture"),
            );
            write(
                &format!("-calendar-{look}.png"),
                &calendar(&plan, &options).expect("a picture"),
            );
        }
    }
}
