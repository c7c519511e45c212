//! Values as a tree, through serde: struct syntax without names, options without `Some`, texts with every control and
//! direction mark escaped (a raw new line inside a text would be changed by tools that convert line ends).
//!
//! Not here: where lines break (`layout.rs`).

use std::fmt::{self, Display, Write as _};

use serde::ser::{self, Impossible, Serialize};

use super::layout::{Group, Node, line};

/// The name under which `ron`'s raw values pass through serde.
const RAW_VALUE: &str = "$ron::private::RawValue";

/// Why a value has no tree.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct PrintError(String);

impl ser::Error for PrintError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// The tree of a value.
pub fn tree<T: Serialize + ?Sized>(value: &T) -> Result<Node, PrintError> {
    value.serialize(Printer)
}

struct Printer;

/// Collects the entries of a group.
struct Entries {
    group: Group,
    key: String,
}

impl Entries {
    fn new(name: &'static str, brackets: [char; 2]) -> Self {
        let entries = Vec::new();
        Self {
            group: Group {
                name,
                brackets,
                entries,
            },
            key: String::new(),
        }
    }

    fn add<T: Serialize + ?Sized>(&mut self, key: String, value: &T) -> Result<(), PrintError> {
        self.group.entries.push((key, tree(value)?));
        Ok(())
    }

    fn done(self) -> Result<Node, PrintError> {
        Ok(Node::Group(self.group))
    }
}

const LIST: [char; 2] = ['[', ']'];
const RECORD: [char; 2] = ['(', ')'];
const MAP: [char; 2] = ['{', '}'];

fn atom(text: impl ToString) -> Result<Node, PrintError> {
    Ok(Node::Atom(text.to_string()))
}

/// A field's name; one that is no plain name is marked as raw.
fn field(name: &str) -> String {
    let plain = name
        .bytes()
        .enumerate()
        .all(|(at, b)| b == b'_' || b.is_ascii_alphabetic() || (at > 0 && b.is_ascii_digit()));
    let mark = if plain && !name.is_empty() { "" } else { "r#" };
    format!("{mark}{name}: ")
}

/// Characters that are not seen where they stand, or change the order of what is seen.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Joins emoji and letters of several scripts: part of how they are written.
            '\u{200c}' | '\u{200d}' => out.push(c),
            c if is_unseen(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn float(value: f64, shown: impl fmt::Debug) -> Result<Node, PrintError> {
    if !value.is_finite() {
        return Err(PrintError(format!("{value} is no number")));
    }
    Ok(Node::Atom(format!("{shown:?}")))
}

impl ser::Serializer for Printer {
    type Ok = Node;
    type Error = PrintError;
    type SerializeSeq = Entries;
    type SerializeTuple = Entries;
    type SerializeTupleStruct = Entries;
    type SerializeTupleVariant = Entries;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    fn serialize_bool(self, v: bool) -> Result<Node, PrintError> {
        atom(v)
    }
    fn serialize_i8(self, v: i8) -> Result<Node, PrintError> {
        atom(v)
    }
    fn serialize_i16(self, v: i16) -> Result<Node, PrintError> {
        atom(v)
    }
    fn serialize_i32(self, v: i32) -> Result<Node, PrintError> {
        atom(v)
    }
    fn serialize_i64(self, v: i64) -> Result<Node, PrintError> {
        atom(v)
    }
    fn serialize_u8(self, v: u8) -> Result<Node, PrintError> {
        atom(v)
    }
    fn serialize_u16(self, v: u16) -> Result<Node, PrintError> {
        atom(v)
    }
    fn serialize_u32(self, v: u32) -> Result<Node, PrintError> {
        atom(v)
    }
    fn serialize_u64(self, v: u64) -> Result<Node, PrintError> {
        atom(v)
    }
    fn serialize_f32(self, v: f32) -> Result<Node, PrintError> {
        float(f64::from(v), v)
    }
    fn serialize_f64(self, v: f64) -> Result<Node, PrintError> {
        float(v, v)
    }
    fn serialize_char(self, v: char) -> Result<Node, PrintError> {
        let text = match v {
            '\'' => "\\'".to_owned(),
            '\\' => "\\\\".to_owned(),
            c if is_unseen(c) => format!("\\u{{{:x}}}", u32::from(c)),
            c => c.to_string(),
        };
        atom(format!("'{text}'"))
    }
    fn serialize_str(self, v: &str) -> Result<Node, PrintError> {
        atom(quoted(v))
    }
    fn serialize_bytes(self, v: &[u8]) -> Result<Node, PrintError> {
        atom(format!("b\"{}\"", v.escape_ascii()))
    }
    fn serialize_none(self) -> Result<Node, PrintError> {
        atom("None")
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Node, PrintError> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<Node, PrintError> {
        atom("()")
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Node, PrintError> {
        atom("()")
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Node, PrintError> {
        atom(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Node, PrintError> {
        if name == RAW_VALUE {
            return value.serialize(RawText).map(Node::Raw);
        }
        let mut entries = Entries::new("", RECORD);
        entries.add(String::new(), value)?;
        entries.done()
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Node, PrintError> {
        let mut entries = Entries::new(variant, RECORD);
        entries.add(String::new(), value)?;
        entries.done()
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Entries, PrintError> {
        Ok(Entries::new("", LIST))
    }
    fn serialize_tuple(self, _: usize) -> Result<Entries, PrintError> {
        Ok(Entries::new("", RECORD))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Entries, PrintError> {
        Ok(Entries::new("", RECORD))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries, PrintError> {
        Ok(Entries::new(variant, RECORD))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Entries, PrintError> {
        Ok(Entries::new("", MAP))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries, PrintError> {
        Ok(Entries::new("", RECORD))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries, PrintError> {
        Ok(Entries::new(variant, RECORD))
    }
}

macro_rules! lists {
    ($($trait:ident $method:ident),*) => {$(
        impl ser::$trait for Entries {
            type Ok = Node;
            type Error = PrintError;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PrintError> {
                self.add(String::new(), value)
            }
            fn end(self) -> Result<Node, PrintError> {
                self.done()
            }
        }
    )*};
}
lists!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

macro_rules! records {
    ($($trait:ident),*) => {$(
        impl ser::$trait for Entries {
            type Ok = Node;
            type Error = PrintError;
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), PrintError> {
                self.add(field(key), value)
            }
            fn end(self) -> Result<Node, PrintError> {
                self.done()
            }
        }
    )*};
}
records!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Entries {
    type Ok = Node;
    type Error = PrintError;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), PrintError> {
        self.key = format!("{}: ", line(&tree(key)?));
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PrintError> {
        let key = std::mem::take(&mut self.key);
        self.add(key, value)
    }
    fn end(self) -> Result<Node, PrintError> {
        self.done()
    }
}

/// Takes the text out of a raw value; nothing else is in one.
struct RawText;

macro_rules! no_raw_text {
    ($($method:ident $ty:ty),*) => {$(
        fn $method(self, _: $ty) -> Result<String, PrintError> {
            Err(no_text())
        }
    )*};
}

fn no_text() -> PrintError {
    PrintError("a raw value holds no text".to_owned())
}

impl ser::Serializer for RawText {
    type Ok = String;
    type Error = PrintError;
    type SerializeSeq = Impossible<String, PrintError>;
    type SerializeTuple = Impossible<String, PrintError>;
    type SerializeTupleStruct = Impossible<String, PrintError>;
    type SerializeTupleVariant = Impossible<String, PrintError>;
    type SerializeMap = Impossible<String, PrintError>;
    type SerializeStruct = Impossible<String, PrintError>;
    type SerializeStructVariant = Impossible<String, PrintError>;

    fn serialize_str(self, text: &str) -> Result<String, PrintError> {
        Ok(text.to_owned())
    }
    no_raw_text!(
        serialize_bool bool, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_f32 f32,
        serialize_f64 f64, serialize_char char, serialize_bytes &[u8], serialize_unit_struct &'static str
    );
    fn serialize_none(self) -> Result<String, PrintError> {
        Err(no_text())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<String, PrintError> {
        Err(no_text())
    }
    fn serialize_unit(self) -> Result<String, PrintError> {
        Err(no_text())
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<String, PrintError> {
        Err(no_text())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<String, PrintError> {
        Err(no_text())
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<String, PrintError> {
        Err(no_text())
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, PrintError> {
        Err(no_text())
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, PrintError> {
        Err(no_text())
    }
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, PrintError> {
        Err(no_text())
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, PrintError> {
        Err(no_text())
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, PrintError> {
        Err(no_text())
    }
    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, PrintError> {
        Err(no_text())
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, PrintError> {
        Err(no_text())
    }
}
