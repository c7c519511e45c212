//! How wide a text is in the bundled Inter, and where it is cut to fit.
//!
//! Read from the tables of the font files (`cmap`, `hmtx`; OpenType 1.9), without kerning. What Inter does not have is set
//! in a font of the system: its width is guessed, and whoever draws it clips it. Not here: drawing.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The weights that are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 500.
    Medium,
    /// 600.
    Semibold,
    /// 700.
    Bold,
}

impl Weight {
    /// As CSS says it.
    pub fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Medium => 500,
            Self::Semibold => 600,
            Self::Bold => 700,
        }
    }

    /// The font file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../../assets/fonts/inter-regular.ttf"),
            Self::Medium => include_bytes!("../../../../assets/fonts/inter-medium.ttf"),
            Self::Semibold => include_bytes!("../../../../assets/fonts/inter-semibold.ttf"),
            Self::Bold => include_bytes!("../../../../assets/fonts/inter-bold.ttf"),
        }
    }

    fn widths(self) -> &'static Widths {
        static ALL: [LazyLock<Widths>; 4] = [
            LazyLock::new(|| Widths::of(Weight::Regular.bytes())),
            LazyLock::new(|| Widths::of(Weight::Medium.bytes())),
            LazyLock::new(|| Widths::of(Weight::Semibold.bytes())),
            LazyLock::new(|| Widths::of(Weight::Bold.bytes())),
        ];
        let [regular, medium, semibold, bold] = &ALL;
        match self {
            Self::Regular => regular,
            Self::Medium => medium,
            Self::Semibold => semibold,
            Self::Bold => bold,
        }
    }

    /// How wide a text is at a size.
    pub fn width(self, text: &str, size: f32) -> f32 {
        let widths = self.widths();
        text.chars().map(|sign| widths.width(sign)).sum::<f32>() * size
    }

    /// The signs of a text that are not in the font.
    pub fn missing(self, text: &str) -> impl Iterator<Item = char> {
        let widths = self.widths();
        text.chars()
            .filter(|sign| !widths.0.contains_key(&u32::from(*sign)))
    }

    /// A text in one line, cut with “…” where it is wider than `room`.
    pub fn fitted(self, text: &str, size: f32, room: f32) -> String {
        if self.width(text, size) <= room {
            return text.to_owned();
        }
        let room = room - self.width("…", size);
        let mut wide = 0.0;
        let fits = text.chars().take_while(|sign| {
            wide += self.widths().width(*sign) * size;
            wide <= room
        });
        let mut cut: String = fits.collect();
        cut.truncate(cut.trim_end().len());
        cut.push('…');
        cut
    }

    /// A text in at most `most` lines, broken at spaces and within words that are too long, the last one cut with “…”.
    pub fn lines(self, text: &str, size: f32, room: f32, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        // No card shows more than this.
        let text: String = text.chars().take(400).collect();
        for word in text.split_whitespace() {
            let joined = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if self.width(&joined, size) <= room {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for sign in word.chars() {
                line.push(sign);
                if self.width(&line, size) > room && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, sign.to_string()));
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        if lines.len() > most {
            let rest = lines.split_off(most.saturating_sub(1)).join(" ");
            lines.push(self.fitted(&format!("{rest} …"), size, room));
        }
        lines
    }
}

/// Widths by sign, in em.
struct Widths(BTreeMap<u32, f32>);

impl Widths {
    fn of(font: &[u8]) -> Self {
        Self(read(font).unwrap_or_default())
    }

    fn width(&self, sign: char) -> f32 {
        let code = u32::from(sign);
        self.0.get(&code).copied().unwrap_or(match code {
            0x300..=0x36f
            | 0x200b..=0x200f
            | 0x202a..=0x202e
            | 0x2060..=0x206f
            | 0xfe00..=0xfe0f => 0.0,
            0x1100..=0x115f
            | 0x2e80..=0xa4cf
            | 0xac00..=0xd7a3
            | 0xf900..=0xfaff
            | 0xfe30..=0xfe4f
            | 0xff00..=0xff60
            | 0x2_0000..=0x3_fffd => 1.0,
            0x1_f000..=0x1_faff => 1.3,
            _ => 0.65,
        })
    }
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes(bytes.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

fn table<'a>(font: &'a [u8], index: u32, name: &[u8; 4]) -> Option<&'a [u8]> {
    let begin = if font.get(..4)? == b"ttcf" {
        let at = usize::try_from(index)
            .ok()?
            .checked_mul(4)?
            .checked_add(12)?;
        usize::try_from(u32_at(font, at)?).ok()?
    } else {
        0
    };
    let tables = usize::from(u16_at(font, begin.checked_add(4)?)?);
    (0..tables).find_map(|n| {
        let at = begin.checked_add(12)? + n * 16;
        if font.get(at..at + 4)? != name {
            return None;
        }
        let from = usize::try_from(u32_at(font, at + 8)?).ok()?;
        let length = usize::try_from(u32_at(font, at + 12)?).ok()?;
        font.get(from..from.checked_add(length)?)
    })
}

/// Whether a font's glyphs are outlines: those of emoji are often pictures, which are not drawn here.
pub fn has_outlines(font: &[u8], index: u32) -> bool {
    let tables = [b"glyf", b"CFF ", b"CFF2"];
    tables
        .into_iter()
        .any(|name| table(font, index, name).is_some())
}

/// The glyph that a font has for a sign: by its `cmap`, formats 4 and 12.
pub fn glyph(font: &[u8], index: u32, code: u32) -> Option<u32> {
    let cmap = table(font, index, b"cmap")?;
    let subtables = usize::from(u16_at(cmap, 2)?);
    (0..subtables).find_map(|n| {
        let from = usize::try_from(u32_at(cmap, 8 + n * 8)?).ok()?;
        let data = cmap.get(from..)?;
        let glyph = match u16_at(data, 0)? {
            4 => in_segments(data, u16::try_from(code).ok()?).map(u32::from),
            12 => in_groups(data, code),
            _ => None,
        };
        glyph.filter(|glyph| *glyph != 0)
    })
}

/// Format 12: groups of signs in order, twelve bytes each.
fn in_groups(data: &[u8], code: u32) -> Option<u32> {
    let groups = usize::try_from(u32_at(data, 12)?).ok()?;
    let (mut low, mut high) = (0, groups.min(data.len() / 12));
    while low < high {
        let middle = low + (high - low) / 2;
        let at = 16 + middle * 12;
        let (first, last) = (u32_at(data, at)?, u32_at(data, at + 4)?);
        if code < first {
            high = middle;
        } else if code > last {
            low = middle + 1;
        } else {
            return u32_at(data, at + 8)?.checked_add(code - first);
        }
    }
    None
}

/// Format 4: segments of signs.
fn in_segments(data: &[u8], code: u16) -> Option<u16> {
    let segments = usize::from(u16_at(data, 6)? / 2);
    for n in 0..segments {
        let (start, end, delta, at, offset) = segment(data, segments, n)?;
        if code <= end {
            return (code >= start).then(|| mapped(data, (start, delta, at, offset), code));
        }
    }
    None
}

/// First and last sign, delta, the place of the offset, the offset.
fn segment(data: &[u8], segments: usize, n: usize) -> Option<(u16, u16, u16, usize, u16)> {
    let end = u16_at(data, 14 + n * 2)?;
    let start = u16_at(data, 16 + (segments + n) * 2)?;
    let delta = u16_at(data, 16 + (2 * segments + n) * 2)?;
    let at = 16 + (3 * segments + n) * 2;
    Some((start, end, delta, at, u16_at(data, at)?))
}

fn mapped(data: &[u8], (start, delta, at, offset): (u16, u16, usize, u16), code: u16) -> u16 {
    if offset == 0 {
        return code.wrapping_add(delta);
    }
    let place = at + usize::from(offset) + usize::from(code.saturating_sub(start)) * 2;
    match u16_at(data, place) {
        Some(0) | None => 0,
        Some(glyph) => glyph.wrapping_add(delta),
    }
}

fn read(font: &[u8]) -> Option<BTreeMap<u32, f32>> {
    let em = f32::from(u16_at(table(font, 0, b"head")?, 18)?);
    let long = usize::from(u16_at(table(font, 0, b"hhea")?, 34)?);
    let hmtx = table(font, 0, b"hmtx")?;
    let advance = |glyph: u16| {
        let at = usize::from(glyph).min(long.saturating_sub(1)) * 4;
        u16_at(hmtx, at).map(|advance| f32::from(advance) / em)
    };
    let cmap = table(font, 0, b"cmap")?;
    let subtables = usize::from(u16_at(cmap, 2)?);
    let mut widths = BTreeMap::new();
    for n in 0..subtables {
        let at = 4 + n * 8;
        let from = usize::try_from(u32_at(cmap, at + 4)?).ok()?;
        let data = cmap.get(from..)?;
        if u16_at(data, 0)? == 4 {
            for (code, glyph) in format_4(data) {
                widths.extend(advance(glyph).map(|advance| (code, advance)));
            }
        }
    }
    Some(widths)
}

/// Signs and glyphs of a segment mapping (`cmap` format 4).
fn format_4(data: &[u8]) -> Vec<(u32, u16)> {
    let mut found = Vec::new();
    let segments = usize::from(u16_at(data, 6).unwrap_or(0) / 2);
    for n in 0..segments {
        let Some((start, end, delta, at, offset)) = segment(data, segments, n) else {
            break;
        };
        for code in start..=end {
            let glyph = mapped(data, (start, delta, at, offset), code);
            if glyph != 0 && code != 0xffff {
                found.push((u32::from(code), glyph));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        let regular = Weight::Regular;
        let one = regular.width("0", 1.0);
        assert!((0.5..0.75).contains(&one), "{one}");
        assert!(regular.width("iiii", 10.0) < regular.width("mmmm", 10.0));
        assert_eq!(
            regular
                .missing("Attention Is – 90 % 漢")
                .collect::<String>(),
            "漢"
        );
        for weight in [Weight::Medium, Weight::Semibold, Weight::Bold] {
            assert!(weight.missing("Az é").next().is_none() && weight.width("A", 1.0) > 0.3);
        }
    }

    #[test]
    fn texts_are_cut_to_fit() {
        let weight = Weight::Regular;
        let word = "x".repeat(300);
        for (text, room) in [
            ("Attention Is All You Need", 60.0),
            (&word, 80.0),
            ("漢字漢字漢字漢字", 50.0),
        ] {
            let cut = weight.fitted(text, 14.0, room);
            assert!(
                cut.ends_with('…') && weight.width(&cut, 14.0) <= room,
                "{cut}"
            );
            let lines = weight.lines(text, 14.0, room, 3);
            assert!(
                lines.len() <= 3 && lines.iter().all(|line| weight.width(line, 14.0) <= room),
                "{lines:?}"
            );
        }
        assert_eq!(weight.lines("a b", 14.0, 500.0, 3), ["a b"]);
        assert_eq!(weight.fitted("a b", 14.0, 500.0), "a b");
    }
}
