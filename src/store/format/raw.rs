//! Taking the text out of a raw value, which passes through serde as a text inside a wrapper of its own name.

use serde::ser::{Impossible, Serialize};

use super::print::PrintError;

/// Takes the text out of a raw value; nothing else is in one.
pub struct RawText;

macro_rules! no_raw_text {
    ($($method:ident $ty:ty),*) => {$(
        fn $method(self, _: $ty) -> Result<String, PrintError> {
            Err(no_text())
        }
    )*};
}

fn no_text() -> PrintError {
    PrintError::Said("a raw value holds no text".to_owned())
}

impl serde::Serializer for RawText {
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
