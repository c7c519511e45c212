//! The thin binary: starts Cairn. Everything else is in the library.

fn main() {}
