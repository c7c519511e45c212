//! What is said of a file: hidden characters, and what it is by its content.

use cairn::store::formats::{Incoming, recognise, text};

#[test]
fn hidden_characters_are_counted_and_taken_out_of_titles() {
    let list = "- [ ] pay\u{202e}load\u{200b} \u{7}one\u{e0041}\n- [ ] fine 👩\u{200d}🔬 x\n";
    let Ok(Incoming::Markdown(outline)) = recognise(list.as_bytes(), "list.md") else {
        panic!("no list");
    };
    let note = outline
        .notes
        .iter()
        .find(|note| note.contains("Hidden characters"));
    assert!(note.is_some_and(|note| note.contains("1 control character, 1 character that turns the direction of writing, 1 character without width, 1 invisible tag character")), "{note:?}");
    let titles = |clean| {
        let options = cairn::store::formats::markdown::Options {
            clean,
            ..outline.guess.clone()
        };
        let path = outline.path(&options);
        let mut items: Vec<_> = path
            .items
            .iter()
            .map(|item| (item.order, item.title.clone()))
            .collect();
        items.sort();
        items
            .into_iter()
            .map(|(_, title)| title)
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(true), ["payload one", "fine 👩\u{200d}🔬 x"]);
    assert_eq!(
        titles(false)[0],
        "pay\u{202e}load\u{200b} \u{7}one\u{e0041}"
    );
    assert_eq!(text::cleaned("a\u{2066}b"), "ab");
}

#[test]
fn what_a_file_is_its_content_says() {
    let kind = |bytes: &[u8], name: &str| match recognise(bytes, name) {
        Ok(Incoming::Plan(_)) => "plan".to_owned(),
        Ok(Incoming::Path(_)) => "path".to_owned(),
        Ok(Incoming::Markdown(_)) => "markdown".to_owned(),
        Ok(Incoming::Table(_)) => "table".to_owned(),
        Ok(Incoming::Calendar(_)) => "calendar".to_owned(),
        Err(error) => error.to_string(),
    };
    let plan = cairn::store::format::write_plan(&crate::support::plans::sample()).expect("written");
    let built_in =
        cairn::store::format::write_path(cairn::store::builtin::path()).expect("written");
    assert_eq!(kind(plan.as_bytes(), "x.txt"), "plan");
    assert_eq!(
        kind(
            format!("\u{feff}{plan}").replace('\n', "\r\n").as_bytes(),
            "x"
        ),
        "plan"
    );
    assert_eq!(kind(built_in.as_bytes(), "x.md"), "path");
    assert_eq!(
        kind(
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
            "x.csv"
        ),
        "calendar"
    );
    assert_eq!(kind(b"# A\n\n- b, c\n- d, e\n", "x"), "markdown");
    assert_eq!(kind(b"Title,URL\na,\n", "x.txt"), "table");
    assert_eq!(kind(b"Name;Minutes\r\na;90\r\n", "x"), "table");
    assert_eq!(
        kind("\u{feff}a\tb\tc\nd\te\tf\ng\th\ti\n".as_bytes(), "x"),
        "table"
    );
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "title,step\na,b\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    assert_eq!(kind(&wide, "x"), "table");
    assert!(kind(b"%PDF-1.7", "x.md").contains("this is a PDF"));
    assert!(
        kind(b"a\xffb", "x.md").contains("line 1, column 2"),
        "{}",
        kind(b"a\xffb", "x.md")
    );
    assert!(kind(b"a\n b\0", "x.md").contains("line 2, column 3"));
    assert!(kind(b" \n", "x.md").contains("empty"));
}
