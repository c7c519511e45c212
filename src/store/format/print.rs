//! Values as text, through serde: struct syntax without names, options without `Some`, texts with every control and
//! direction mark escaped (a raw new line inside a text would be changed by tools that convert line ends).
//!
//! Not here: where lines break (`layout.rs`).

use std::fmt::{self, Display, Write as _};

use serde::ser::{self, Serialize};

use super::layout::{Form, pad, put};
use super::raw::RawText;

/// The name under which `ron`'s raw values pass through serde.
const RAW_VALUE: &str = "$ron::private::RawValue";

/// Why a value was not written.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// It does not go on one line; the layout writes it again.
    #[error("this does not go on one line")]
    Break,
    /// The format does not have such a value.
    #[error("{0}")]
    Said(String),
}

impl ser::Error for PrintError {
    fn custom<T: Display>(message: T) -> Self {
        Self::Said(message.to_string())
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A number, a text in quotes, a name, something unknown that stays as it is.
    Atom,
    /// Something in brackets.
    Group,
}

/// The text of a file, with a new line at its end.
pub fn text<T: Serialize + ?Sized>(value: &T) -> Result<String, PrintError> {
    let mut out = String::new();
    let form = Form::Broken {
        level: 0,
        spread: false,
    };
    let end = &mut out;
    value.serialize(Printer { out: end, form })?;
    out.push('\n');
    Ok(out)
}

/// The text of a value on one line.
pub fn line<T: Serialize + ?Sized>(value: &T) -> Result<String, PrintError> {
    let mut out = String::new();
    let form = Form::Line;
    let end = &mut out;
    value.serialize(Printer { out: end, form })?;
    Ok(out)
}

/// Writes one value at the end of a text.
pub struct Printer<'a> {
    /// The text.
    pub out: &'a mut String,
    /// How its group is written, where it is one.
    pub form: Form,
}

/// Writes the entries of a group.
pub struct Entries<'a> {
    out: &'a mut String,
    form: Form,
    close: char,
    any: bool,
    key: String,
}

const LIST: (char, char) = ('[', ']');
const RECORD: (char, char) = ('(', ')');
const MAP: (char, char) = ('{', '}');

impl<'a> Printer<'a> {
    /// A value that has no entries.
    fn atom(self, text: &str) -> Result<Shape, PrintError> {
        self.out.push_str(text);
        Ok(Shape::Atom)
    }

    fn number(self, value: impl Display) -> Result<Shape, PrintError> {
        let _ = write!(self.out, "{value}");
        Ok(Shape::Atom)
    }

    fn float(self, value: f64, shown: impl fmt::Debug) -> Result<Shape, PrintError> {
        if !value.is_finite() {
            return Err(PrintError::Said(format!("{value} is no number")));
        }
        let _ = write!(self.out, "{shown:?}");
        Ok(Shape::Atom)
    }

    fn open(self, name: &str, brackets: (char, char)) -> Result<Entries<'a>, PrintError> {
        let (open, close) = brackets;
        let form = match self.form {
            Form::Inline { height, most } => Form::Inline {
                height: height.checked_sub(1).ok_or(PrintError::Break)?,
                most,
            },
            other => other,
        };
        self.out.push_str(name);
        self.out.push(open);
        Ok(Entries {
            out: self.out,
            form,
            close,
            any: false,
            key: String::new(),
        })
    }
}

impl Entries<'_> {
    fn add<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), PrintError> {
        let first = !std::mem::replace(&mut self.any, true);
        match self.form {
            Form::Line | Form::Inline { .. } => {
                if !first {
                    self.out.push_str(", ");
                }
                self.out.push_str(key);
                let form = self.form;
                let out = &mut *self.out;
                value.serialize(Printer { out, form })?;
                if matches!(form, Form::Inline { most, .. } if self.out.len() > most) {
                    return Err(PrintError::Break);
                }
            }
            Form::Broken { level, spread } => {
                if first {
                    self.out.push('\n');
                }
                put(self.out, key, value, level, spread)?;
                self.out.push_str(",\n");
            }
        }
        Ok(())
    }

    fn done(self) -> Result<Shape, PrintError> {
        if let Form::Broken { level, .. } = self.form
            && self.any
        {
            pad(self.out, 4 * level);
        }
        self.out.push(self.close);
        Ok(Shape::Group)
    }
}

/// Puts a field's name and its colon at the end; a name that is no plain one is marked as raw.
fn field(out: &mut String, name: &str) {
    let plain = name
        .bytes()
        .enumerate()
        .all(|(at, b)| b == b'_' || b.is_ascii_alphabetic() || (at > 0 && b.is_ascii_digit()));
    if !plain || name.is_empty() {
        out.push_str("r#");
    }
    out.push_str(name);
    out.push_str(": ");
}

/// Characters that are not seen where they stand, or change the order of what is seen.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

fn quoted(out: &mut String, text: &str) {
    out.push('"');
    if text.bytes().all(is_plain) {
        out.push_str(text);
    } else {
        text.chars().for_each(|c| escaped(out, c));
    }
    out.push('"');
}

/// Stands for itself in quotes.
fn is_plain(b: u8) -> bool {
    matches!(b, b' '..=b'~') && b != b'"' && b != b'\\'
}

fn escaped(out: &mut String, c: char) {
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

impl<'a> ser::Serializer for Printer<'a> {
    type Ok = Shape;
    type Error = PrintError;
    type SerializeSeq = Entries<'a>;
    type SerializeTuple = Entries<'a>;
    type SerializeTupleStruct = Entries<'a>;
    type SerializeTupleVariant = Entries<'a>;
    type SerializeMap = Entries<'a>;
    type SerializeStruct = Entries<'a>;
    type SerializeStructVariant = Entries<'a>;

    fn serialize_bool(self, v: bool) -> Result<Shape, PrintError> {
        self.number(v)
    }
    fn serialize_i8(self, v: i8) -> Result<Shape, PrintError> {
        self.number(v)
    }
    fn serialize_i16(self, v: i16) -> Result<Shape, PrintError> {
        self.number(v)
    }
    fn serialize_i32(self, v: i32) -> Result<Shape, PrintError> {
        self.number(v)
    }
    fn serialize_i64(self, v: i64) -> Result<Shape, PrintError> {
        self.number(v)
    }
    fn serialize_u8(self, v: u8) -> Result<Shape, PrintError> {
        self.number(v)
    }
    fn serialize_u16(self, v: u16) -> Result<Shape, PrintError> {
        self.number(v)
    }
    fn serialize_u32(self, v: u32) -> Result<Shape, PrintError> {
        self.number(v)
    }
    fn serialize_u64(self, v: u64) -> Result<Shape, PrintError> {
        self.number(v)
    }
    fn serialize_f32(self, v: f32) -> Result<Shape, PrintError> {
        self.float(f64::from(v), v)
    }
    fn serialize_f64(self, v: f64) -> Result<Shape, PrintError> {
        self.float(v, v)
    }
    fn serialize_char(self, v: char) -> Result<Shape, PrintError> {
        let text = match v {
            '\'' => "\\'".to_owned(),
            '\\' => "\\\\".to_owned(),
            c if is_unseen(c) => format!("\\u{{{:x}}}", u32::from(c)),
            c => c.to_string(),
        };
        self.number(format_args!("'{text}'"))
    }
    fn serialize_str(self, v: &str) -> Result<Shape, PrintError> {
        quoted(self.out, v);
        Ok(Shape::Atom)
    }
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<Shape, PrintError> {
        let from = self.out.len();
        let _ = write!(self.out, "\"{value}\"");
        let inner = self.out.get(from + 1..self.out.len() - 1);
        let odd = inner.filter(|text| !text.bytes().all(is_plain));
        if let Some(text) = odd.map(str::to_owned) {
            self.out.truncate(from);
            quoted(self.out, &text);
        }
        Ok(Shape::Atom)
    }
    fn serialize_bytes(self, v: &[u8]) -> Result<Shape, PrintError> {
        self.number(format_args!("b\"{}\"", v.escape_ascii()))
    }
    fn serialize_none(self) -> Result<Shape, PrintError> {
        self.atom("None")
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Shape, PrintError> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<Shape, PrintError> {
        self.atom("()")
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Shape, PrintError> {
        self.atom("()")
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Shape, PrintError> {
        self.atom(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Shape, PrintError> {
        if name == RAW_VALUE {
            let text = value.serialize(RawText)?;
            if matches!(self.form, Form::Inline { .. }) && text.contains('\n') {
                return Err(PrintError::Break);
            }
            return self.atom(&text);
        }
        let mut entries = self.open("", RECORD)?;
        entries.add("", value)?;
        entries.done()
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Shape, PrintError> {
        let mut entries = self.open(variant, RECORD)?;
        entries.add("", value)?;
        entries.done()
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, PrintError> {
        self.open("", LIST)
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeSeq, PrintError> {
        self.open("", RECORD)
    }
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeSeq, PrintError> {
        self.open("", RECORD)
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeSeq, PrintError> {
        self.open(variant, RECORD)
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeSeq, PrintError> {
        self.open("", MAP)
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeSeq, PrintError> {
        self.open("", RECORD)
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeSeq, PrintError> {
        self.open(variant, RECORD)
    }
}

macro_rules! lists {
    ($($trait:ident $method:ident),*) => {$(
        impl ser::$trait for Entries<'_> {
            type Ok = Shape;
            type Error = PrintError;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PrintError> {
                self.add("", value)
            }
            fn end(self) -> Result<Shape, PrintError> {
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
        impl ser::$trait for Entries<'_> {
            type Ok = Shape;
            type Error = PrintError;
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), PrintError> {
                let mut name = std::mem::take(&mut self.key);
                name.clear();
                field(&mut name, key);
                self.add(&name, value)?;
                self.key = name;
                Ok(())
            }
            fn end(self) -> Result<Shape, PrintError> {
                self.done()
            }
        }
    )*};
}
records!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Entries<'_> {
    type Ok = Shape;
    type Error = PrintError;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), PrintError> {
        self.key = line(key)?;
        self.key.push_str(": ");
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PrintError> {
        let key = std::mem::take(&mut self.key);
        self.add(&key, value)
    }
    fn end(self) -> Result<Shape, PrintError> {
        self.done()
    }
}
