//! Records that keep what they do not know. A file may carry fields that a newer Cairn wrote: a [`record!`](crate::record)
//! reads them as raw text and writes them back word for word, so an older program never loses a newer one's data.
//!
//! Not here: the file itself, its limits and its error texts (`store/`).

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use ron::value::RawValue;
use serde::{Deserialize, Deserializer, de};

/// The most unknown field names that are kept in one program run.
pub const MAX_UNKNOWN_NAMES: usize = 1_000;

/// The most bytes of values of such fields in one file.
pub const MAX_UNKNOWN_BYTES: usize = 1 << 20;

thread_local! {
    /// How many bytes of unknown values were kept of the file that this thread reads.
    static KEPT: Cell<usize> = const { Cell::new(0) };
}

/// Says that this thread begins to read a file: its unknown values are counted from here on.
pub fn begin_file() {
    KEPT.set(0);
}

/// Fields that this program does not know: names and their values as raw RON text, in file order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unknown(Option<Arc<Vec<UnknownField>>>);

/// A name and its value as raw RON text.
pub(super) type UnknownField = (&'static str, Box<RawValue>);

impl Unknown {
    /// Whether there is nothing unknown.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Names and raw values.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &RawValue)> {
        self.0
            .iter()
            .flat_map(|fields| fields.iter())
            .map(|(name, value)| (*name, &**value))
    }

    /// The raw value of a field.
    pub fn get(&self, name: &str) -> Option<&RawValue> {
        let mut fields = self.fields();
        fields
            .find(|(known, _)| *known == name)
            .map(|found| found.1)
    }

    /// These fields, in this order.
    pub(super) fn of(fields: Vec<UnknownField>) -> Self {
        Self((!fields.is_empty()).then(|| Arc::new(fields)))
    }

    /// Makes one field what it is in another record: there or not, with that value.
    pub fn take(&mut self, from: &Self, name: &str) {
        let there = from.0.iter().flat_map(|fields| fields.iter());
        let value = there.clone().find(|(known, _)| *known == name).cloned();
        let mut fields: Vec<UnknownField> = self.0.as_deref().cloned().unwrap_or_default();
        let place = fields.iter().position(|(known, _)| *known == name);
        let old_place = there.take_while(|(known, _)| *known != name).count();
        match (place, value) {
            (Some(place), Some(value)) => {
                if let Some(field) = fields.get_mut(place) {
                    *field = value;
                }
            }
            (Some(place), None) => {
                fields.remove(place);
            }
            (None, Some(value)) => fields.insert(old_place.min(fields.len()), value),
            (None, None) => {}
        }
        *self = Self::of(fields);
    }

    /// Keeps one more field.
    ///
    /// # Errors
    /// Where the file has more unknown names than [`MAX_UNKNOWN_NAMES`], or repeats one.
    pub fn keep<E: de::Error>(&mut self, name: &str, value: Box<RawValue>) -> Result<(), E> {
        let name = interned(name).ok_or_else(|| {
            E::custom(format!(
                "more than {MAX_UNKNOWN_NAMES} field names that this version does not know"
            ))
        })?;
        KEPT.set(KEPT.get().saturating_add(value.get_ron().len()));
        if KEPT.get() > MAX_UNKNOWN_BYTES {
            return Err(E::custom(
                "more than 1 MB of fields that this version does not know",
            ));
        }
        let fields = Arc::make_mut(self.0.get_or_insert_default());
        if fields.iter().any(|(known, _)| *known == name) {
            return Err(E::custom(format!("the field “{name}” is there twice")));
        }
        fields.push((name, value));
        Ok(())
    }
}

/// A `'static` copy of the name, at most [`MAX_UNKNOWN_NAMES`] of them (serde wants field names to live for ever).
fn interned(name: &str) -> Option<&'static str> {
    static NAMES: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.iter().find(|known| **known == name) {
        return Some(known);
    }
    if names.len() >= MAX_UNKNOWN_NAMES || name.len() > 200 {
        return None;
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.push(kept);
    Some(kept)
}

/// Reads a value that a file holds as a text, without a copy of the text.
///
/// # Errors
/// Where there is no text, or `read` refuses it.
pub fn text<'de, D: Deserializer<'de>, T, E: fmt::Display>(
    deserializer: D,
    what: &'static str,
    read: fn(&str) -> Result<T, E>,
) -> Result<T, D::Error> {
    struct Text<T, E> {
        what: &'static str,
        read: fn(&str) -> Result<T, E>,
    }
    impl<T, E: fmt::Display> de::Visitor<'_> for Text<T, E> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.what)
        }
        fn visit_str<F: de::Error>(self, text: &str) -> Result<T, F> {
            (self.read)(text).map_err(F::custom)
        }
    }
    deserializer.deserialize_str(Text { what, read })
}

/// A field's name as it stands in the file.
pub struct FieldName<'de>(pub Cow<'de, str>);

impl<'de> Deserialize<'de> for FieldName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl<'de> de::Visitor<'de> for Name {
            type Value = FieldName<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }
            fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<FieldName<'de>, E> {
                Ok(FieldName(Cow::Borrowed(name)))
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<FieldName<'de>, E> {
                Ok(FieldName(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_identifier(Name)
    }
}

/// Declares a struct that is written as RON struct syntax, one field a line, in this order.
///
/// `name: Type` must be in the file; `name: Type = default` may be missing, and is not written while it equals the
/// default. Every record gets a field `unknown` that keeps what this version does not know.
///
/// Every record can also be compared and merged field by field ([`crate::domain::merge::Record`]): what its fields are is
/// said once, here, so no field can be forgotten. `not merged:` before the struct leaves that out.
#[macro_export]
macro_rules! record {
    (
        not merged:
        $(#[$meta:meta])*
        pub struct $Name:ident {
            $( $(#[$fmeta:meta])* pub $field:ident : $ty:ty $(= $default:expr)? ),* $(,)?
        }
    ) => {
        $crate::record! { @file
            $(#[$meta])*
            pub struct $Name { $( $(#[$fmeta])* pub $field : $ty $(= $default)? ),* }
        }
    };
    (
        $(#[$meta:meta])*
        pub struct $Name:ident {
            $( $(#[$fmeta:meta])* pub $field:ident : $ty:ty $(= $default:expr)? ),* $(,)?
        }
    ) => {
        $crate::record! { @file
            $(#[$meta])*
            pub struct $Name { $( $(#[$fmeta])* pub $field : $ty $(= $default)? ),* }
        }

        impl $crate::domain::merge::Record for $Name {
            const FIELDS: &'static [&'static str] = &[$( stringify!($field) ),*];

            fn differ_in_fields(before: &Self, after: &Self, walk: &mut $crate::domain::merge::Walk<'_>) {
                use $crate::domain::merge::Field;
                $(
                    walk.enter(stringify!($field));
                    Field::differ(&before.$field, &after.$field, walk);
                    walk.leave();
                )*
                $crate::domain::merge::unknown::differ(&before.unknown, &after.unknown, walk);
            }

            fn take_field(&mut self, from: &Self, field: &str, way: &[&str]) {
                use $crate::domain::merge::Field;
                match field {
                    $( stringify!($field) => Field::take(&mut self.$field, &from.$field, way), )*
                    other => self.unknown.take(&from.unknown, other),
                }
            }

            fn merge_fields(
                base: Option<&Self>,
                ours: &Self,
                theirs: &Self,
                three: &mut $crate::domain::merge::Three<'_>,
            ) -> Self {
                Self {
                    $(
                        $field: {
                            three.enter(stringify!($field));
                            let base = base.map(|base| &base.$field);
                            let merged = $crate::record!(
                                @merged $ty, base, &ours.$field, &theirs.$field, three $(, $default)?
                            );
                            three.leave();
                            merged
                        },
                    )*
                    unknown: $crate::domain::merge::unknown::merge(
                        base.map(|base| &base.unknown),
                        &ours.unknown,
                        &theirs.unknown,
                        three,
                    ),
                }
            }

            fn fields_in_words(&self, names: &$crate::domain::merge::Names<'_>) -> Vec<(&'static str, String)> {
                use $crate::domain::merge::Field;
                vec![$( (stringify!($field), Field::words(&self.$field, names)) ),*]
            }
        }

        impl $crate::domain::merge::Field for $Name {
            fn words(&self, names: &$crate::domain::merge::Names<'_>) -> String {
                $crate::domain::merge::record_in_words(self, names)
            }

            fn differ(before: &Self, after: &Self, walk: &mut $crate::domain::merge::Walk<'_>) {
                $crate::domain::merge::Record::differ_in_fields(before, after, walk);
            }

            fn merge(
                base: Option<&Self>,
                ours: &Self,
                theirs: &Self,
                three: &mut $crate::domain::merge::Three<'_>,
            ) -> Self {
                $crate::domain::merge::Record::merge_fields(base, ours, theirs, three)
            }

            fn take(&mut self, from: &Self, way: &[&str]) {
                match way.split_first() {
                    Some((field, way)) => {
                        $crate::domain::merge::Record::take_field(self, from, field, way);
                    }
                    None => *self = from.clone(),
                }
            }
        }
    };
    (
        @file
        $(#[$meta:meta])*
        pub struct $Name:ident {
            $( $(#[$fmeta:meta])* pub $field:ident : $ty:ty $(= $default:expr)? ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $Name {
            $( $(#[$fmeta])* pub $field: $ty, )*
            /// Fields of a newer version, kept word for word.
            pub unknown: $crate::domain::record::Unknown,
        }

        impl ::serde::Serialize for $Name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use ::serde::ser::SerializeStruct as _;
                let fields = 0 $( + { let _ = stringify!($field); 1 } )* + self.unknown.fields().count();
                let mut out = serializer.serialize_struct(stringify!($Name), fields)?;
                $(
                    if $crate::record!(@written $ty, self.$field $(, $default)?) {
                        out.serialize_field(stringify!($field), &self.$field)?;
                    }
                )*
                for (name, value) in self.unknown.fields() {
                    out.serialize_field(name, value)?;
                }
                out.end()
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // As bytes they are told apart by their letters, without comparing one after another.
                #[allow(non_upper_case_globals)]
                mod names {
                    $( pub const $field: &[u8] = stringify!($field).as_bytes(); )*
                }
                struct Fields;
                impl<'de> ::serde::de::Visitor<'de> for Fields {
                    type Value = $Name;
                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(concat!("the fields of ", stringify!($Name)))
                    }
                    fn visit_map<A: ::serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$Name, A::Error> {
                        use ::serde::de::Error as _;
                        $( let mut $field: Option<$ty> = None; )*
                        let mut unknown = $crate::domain::record::Unknown::default();
                        while let Some($crate::domain::record::FieldName(name)) = map.next_key()? {
                            match name.as_bytes() {
                                $(
                                    names::$field => {
                                        if $field.is_some() {
                                            return Err(A::Error::duplicate_field(stringify!($field)));
                                        }
                                        $field = Some(map.next_value()?);
                                    }
                                )*
                                _ => unknown.keep(&name, map.next_value()?)?,
                            }
                        }
                        Ok($Name {
                            $( $field: $crate::record!(@taken A::Error, $field $(, $default)?), )*
                            unknown,
                        })
                    }
                }
                deserializer.deserialize_struct(
                    stringify!($Name),
                    &[$( stringify!($field) ),*],
                    Fields,
                )
            }
        }
    };
    // What both sides made anew they began from the default.
    (@merged $ty:ty, $base:expr, $ours:expr, $theirs:expr, $three:expr, $default:expr) => {
        match $base {
            Some(base) => $crate::domain::merge::Field::merge(Some(base), $ours, $theirs, $three),
            None => {
                let default: $ty = $default;
                $crate::domain::merge::Field::merge(Some(&default), $ours, $theirs, $three)
            }
        }
    };
    (@merged $ty:ty, $base:expr, $ours:expr, $theirs:expr, $three:expr) => {
        $crate::domain::merge::Field::merge($base, $ours, $theirs, $three)
    };
    (@written $ty:ty, $value:expr, $default:expr) => {{
        let default: $ty = $default;
        $value != default
    }};
    (@written $ty:ty, $value:expr) => { true };
    (@taken $error:ty, $field:ident, $default:expr) => {
        match $field { Some(value) => value, None => $default }
    };
    (@taken $error:ty, $field:ident) => {
        match $field {
            Some(value) => value,
            None => return Err(<$error>::missing_field(stringify!($field))),
        }
    };
}
