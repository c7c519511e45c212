//! The changes that make a broken input of a good one.

use super::{Mutations, Pool};
use crate::support::plans::Dice;

impl Mutations<'_> {
    /// One input, changed in one place or a few.
    pub(super) fn mutant(&self, dice: &mut Dice, pool: &Pool) -> Vec<u8> {
        let mut bytes = pool.pick(dice).clone();
        for _ in 0..dice.pick(&[1, 1, 1, 2, 3, 6]) {
            self.change(dice, &mut bytes, pool);
        }
        bytes.truncate(self.largest * 4);
        bytes
    }

    fn change(&self, dice: &mut Dice, bytes: &mut Vec<u8>, pool: &Pool) {
        let at = dice.below(bytes.len() + 1);
        let here = at.min(bytes.len().saturating_sub(1));
        match dice.below(18) {
            _ if bytes.is_empty() => bytes.extend_from_slice(pool.pick(dice)),
            0 => bytes[here] ^= 1 << dice.below(8),
            1 => bytes[here] = dice.roll(0, 255) as u8,
            2 => {
                let new: Vec<u8> = (0..=dice.below(4))
                    .map(|_| dice.roll(0, 255) as u8)
                    .collect();
                put(bytes, at..at, &new);
            }
            3 => {
                let to = (at + 1 + dice.below(40)).min(bytes.len());
                put(bytes, at..to, &[]);
            }
            4 => bytes.truncate(at),
            5 | 6 if !self.words.is_empty() => {
                let to = if dice.chance(50) {
                    at
                } else {
                    (at + dice.below(12)).min(bytes.len())
                };
                put(bytes, at..to, &dice.pick(&self.words));
            }
            7 => number(dice, bytes),
            8 => {
                // A piece of another one.
                let other = pool.pick(dice);
                let from = dice.below(other.len().max(1)).min(other.len());
                let to = (from + dice.below(200)).min(other.len());
                put(bytes, at..at, &other[from..to]);
            }
            9 => {
                // A piece of itself, many times.
                let to = (at + 1 + dice.below(30)).min(bytes.len());
                let times = dice.pick(&[2, 3, 10, 100, 1_000]);
                let piece = bytes[at..to].repeat(times);
                put(bytes, at..at, &piece[..piece.len().min(20_000)]);
            }
            10 => swap(dice, bytes),
            11..=14 => lines(dice, bytes),
            15 | 16 => groups(dice, bytes, pool),
            _ => signs(dice, bytes, at),
        }
    }
}

fn put(bytes: &mut Vec<u8>, place: std::ops::Range<usize>, new: &[u8]) {
    bytes.splice(place, new.iter().copied());
}

/// A number becomes one at an edge.
fn number(dice: &mut Dice, bytes: &mut Vec<u8>) {
    const EDGES: &[&[u8]] = &[
        b"0",
        b"-1",
        b"1",
        b"255",
        b"256",
        b"65536",
        b"2147483648",
        b"4294967295",
        b"4294967296",
        b"9223372036854775807",
        b"18446744073709551615",
        b"18446744073709551616",
        b"-9223372036854775809",
        b"1e400",
        b"-1e400",
        b"NaN",
        b"inf",
        b"-inf",
        b"0.1",
        b"1.5e3",
        b"0x1F",
        b"1_000",
        b"0000000012",
        b"9999",
        b"340282366920938463463374607431768211456",
    ];
    let from = dice.below(bytes.len());
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit) else {
        return;
    };
    let start = from + start;
    let length = bytes[start..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    put(bytes, start..start + length, dice.pick(EDGES));
}

/// Two pieces of the same length change places.
fn swap(dice: &mut Dice, bytes: &mut [u8]) {
    let most = bytes.len() / 2;
    let length = 1 + dice.below(most.clamp(1, 512));
    if length > most {
        return;
    }
    let one = dice.below(bytes.len() - 2 * length + 1);
    let other = one + length + dice.below(bytes.len() - one - 2 * length + 1);
    let (head, tail) = bytes.split_at_mut(other);
    head[one..one + length].swap_with_slice(&mut tail[..length]);
}

/// A line goes, comes twice, changes places, is joined with the next or cut in two.
fn lines(dice: &mut Dice, bytes: &mut Vec<u8>) {
    let mut lines: Vec<Vec<u8>> = bytes.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
    match dice.below(7) {
        0 => {
            lines.remove(one);
        }
        1 => lines.insert(one, lines[one].clone()),
        2 => lines.swap(one, other),
        3 => {
            let line = lines.remove(one);
            lines.insert(other.min(lines.len()), line);
        }
        4 if one + 1 < lines.len() => {
            let next = lines.remove(one + 1);
            lines[one].extend_from_slice(&next);
        }
        5 => {
            let at = dice.below(lines[one].len() + 1);
            let rest = lines[one].split_off(at);
            lines.insert(one + 1, rest);
        }
        _ => {
            let pad = dice.pick(&[" ", "\t", "    ", "        ", "\r"]);
            lines[one].splice(0..0, pad.bytes());
        }
    }
    *bytes = lines.join(&b'\n');
}

/// What stands in brackets or quotes goes, is replaced by another such thing, or is put into itself again and again.
fn groups(dice: &mut Dice, bytes: &mut Vec<u8>, pool: &Pool) {
    let Some((from, to)) = group(dice, bytes) else {
        return;
    };
    match dice.below(4) {
        0 => put(bytes, from..to, &[]),
        1 => {
            let other = pool.pick(dice);
            let piece =
                group(dice, other).map_or(Vec::new(), |(from, to)| other[from..to].to_vec());
            put(bytes, from..to, &piece);
        }
        2 => {
            let piece = bytes[from..to].to_vec();
            let again = [&piece[..], b",", &piece[..]].concat();
            put(bytes, from..to, &again);
        }
        _ => {
            let (open, close) = dice.pick(&[
                ("(", ")"),
                ("[", "]"),
                ("{", "}"),
                ("\"", "\""),
                ("Some(", ")"),
            ]);
            let times = dice.pick(&[1, 2, 20, 200, 3_000]);
            put(bytes, to..to, close.repeat(times).as_bytes());
            put(bytes, from..from, open.repeat(times).as_bytes());
        }
    }
}

fn group(dice: &mut Dice, bytes: &[u8]) -> Option<(usize, usize)> {
    let start = dice.below(bytes.len().max(1));
    let found = bytes
        .get(start..)?
        .iter()
        .position(|b| b"([{\"<".contains(b))?;
    let from = start + found;
    let open = bytes[from];
    let close = match open {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        b'<' => b'>',
        other => other,
    };
    let mut depth = 0usize;
    for (at, byte) in bytes.iter().enumerate().skip(from).take(4_000) {
        if at > from && *byte == close {
            depth = depth.saturating_sub(1);
            if depth == 0 || open == close {
                return Some((from, at + 1));
            }
        } else if *byte == open {
            depth += 1;
        }
    }
    None
}

/// Signs that readers stumble over.
fn signs(dice: &mut Dice, bytes: &mut Vec<u8>, at: usize) {
    const SIGNS: &[&[u8]] = &[
        b"\0",
        b"\r",
        b"\r\n",
        b"\x1b",
        b"\x7f",
        "\u{feff}".as_bytes(),
        "\u{2028}".as_bytes(),
        "\u{202e}".as_bytes(),
        "\u{e0041}".as_bytes(),
        "\u{85}".as_bytes(),
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\\",
        b"\\u{",
        b"\\u{110000}",
        b"\\x",
        b"//",
        b"/*",
        b"*/",
        b"<<<<<<< a\n",
        b"=======\n",
        b"#!",
        b"\"\"\"",
        b"%00",
        b"&#0;",
        "é\u{301}\u{301}\u{301}".as_bytes(),
        "👩‍🔬".as_bytes(),
    ];
    put(bytes, at..at, dice.pick(SIGNS));
}
