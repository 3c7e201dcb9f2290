//! The few loops over bytes that most of an answer passes through, eight bytes at a time.

use memchr::memchr2;

/// How many steps of eight bytes are worth while before a search with more preparation is.
const SHORT: usize = 8;

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// The first byte from `at` on that a string without escapes cannot hold: a quote, a backslash, a control character;
/// the length of the text where there is none.
pub(crate) fn plain_end(text: &[u8], mut at: usize) -> usize {
    while let Some(eight) = eight(text, at) {
        let ends = equal(eight, b'"') | equal(eight, b'\\') | less(eight, 0x20);
        if ends != 0 {
            return at + first(ends);
        }
        at += 8;
    }
    let rest = text.get(at..).unwrap_or_default();
    at + rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))
        .unwrap_or(rest.len())
}

/// The first quote or backslash from `at` on; the length of the text where there is none.
pub(crate) fn quote_or_backslash(text: &[u8], mut at: usize) -> usize {
    for _ in 0..SHORT {
        let Some(eight) = eight(text, at) else { break };
        let ends = equal(eight, b'"') | equal(eight, b'\\');
        if ends != 0 {
            return at + first(ends);
        }
        at += 8;
    }
    memchr2(b'"', b'\\', &text[at..]).map_or(text.len(), |found| at + found)
}

/// Where the object or list that begins at `at` ends, by its brackets; `None` where it does not.
pub(crate) fn closed_end(text: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match text.get(at)? {
            b'"' => at = string_end(text, at + 1)?,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

/// Where the value begins that ends before `at`; the end of an object or list, which is part of it. Where none ends there,
/// the next one begins.
#[cold]
pub(crate) fn value_at(text: &[u8], at: usize) -> usize {
    let at = at.min(text.len());
    let end = text[..at].trim_ascii_end().len();
    let Some(last) = end.checked_sub(1) else {
        return next_at(text, at);
    };
    match text[last] {
        b':' | b',' | b'[' | b'{' => next_at(text, at),
        b'}' | b']' => last,
        b'"' => string_start(text, last),
        _ => text[..end]
            .iter()
            .rposition(|byte| !is_word(*byte))
            .map_or(0, |at| at + 1),
    }
}

fn next_at(text: &[u8], at: usize) -> usize {
    text.len() - text[at..].trim_ascii_start().len()
}

/// Where the string begins whose last quote stands at `end`: a quote inside of it has a backslash before it.
fn string_start(text: &[u8], end: usize) -> usize {
    let is_start = |at: &usize| {
        let slashes = text[..*at].iter().rev().take_while(|byte| **byte == b'\\');
        text[*at] == b'"' && slashes.count() % 2 == 0
    };
    (0..end).rev().find(is_start).unwrap_or(end)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

/// An integer of at most 18 digits, and where it ends; `None` where it is something else.
pub(crate) fn short_integer(text: &[u8], start: usize) -> Option<(i64, usize)> {
    let is_negative = text.get(start) == Some(&b'-');
    let first = start + usize::from(is_negative);
    let mut at = first;
    let mut value = 0_i64;
    while let Some(digit) = text.get(at).filter(|byte| byte.is_ascii_digit()) {
        if at - first == 18 {
            return None;
        }
        value = value * 10 + i64::from(digit - b'0');
        at += 1;
    }
    let has_leading_zero = text.get(first) == Some(&b'0') && at - first > 1;
    let goes_on = matches!(text.get(at), Some(b'.' | b'e' | b'E'));
    (at > first && !has_leading_zero && !goes_on)
        .then_some((if is_negative { -value } else { value }, at))
}

/// Whether two texts are the same. Keys are short: a call for each costs more than to compare them.
#[inline]
pub(crate) fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match one.len() {
        // What lies in both ends is compared twice.
        8..=16 => ends::<8>(one) == ends::<8>(other),
        4..8 => ends::<4>(one) == ends::<4>(other),
        _ => one == other,
    }
}

fn ends<const LENGTH: usize>(text: &[u8]) -> (Option<&[u8; LENGTH]>, Option<&[u8; LENGTH]>) {
    (text.first_chunk(), text.last_chunk())
}

/// The quote that ends the string which goes on at `at`.
fn string_end(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at = quote_or_backslash(text, at);
        match text.get(at)? {
            b'"' => return Some(at),
            // Whatever is escaped, the byte after the backslash ends nothing.
            _ => at = (at + 2).min(text.len()),
        }
    }
}

fn eight(text: &[u8], at: usize) -> Option<u64> {
    text.get(at..)?
        .first_chunk()
        .map(|bytes| u64::from_le_bytes(*bytes))
}

/// A high bit in the bytes that are equal to `byte`, right up to the first such byte and perhaps wrong behind it.
fn equal(eight: u64, byte: u8) -> u64 {
    less(eight ^ (ONES * u64::from(byte)), 1)
}

/// A high bit in the bytes that are less than `bound` (at most 128), right up to the first such byte.
fn less(eight: u64, bound: u8) -> u64 {
    eight.wrapping_sub(ONES * u64::from(bound)) & !eight & HIGHS
}

/// The index of the first byte whose high bit is set.
fn first(highs: u64) -> usize {
    highs.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte at every place of a text of every length.
    fn each_place(mut check: impl FnMut(&[u8], usize, u8)) {
        for length in 0..40 {
            for at in 0..length {
                for byte in 0..=255 {
                    let mut text = vec![b'a'; length];
                    text[at] = byte;
                    check(&text, at, byte);
                }
            }
        }
    }

    #[test]
    fn plain_text_ends_where_it_must() {
        each_place(|text, at, byte| {
            let wanted = if matches!(byte, b'"' | b'\\' | 0..0x20) {
                at
            } else {
                text.len()
            };
            assert_eq!(plain_end(text, 0), wanted);
            assert_eq!(plain_end(text, at), wanted);
        });
    }

    #[test]
    fn quotes_and_backslashes_are_found() {
        each_place(|text, at, byte| {
            let wanted = if matches!(byte, b'"' | b'\\') {
                at
            } else {
                text.len()
            };
            assert_eq!(quote_or_backslash(text, 0), wanted);
        });
        let long = ["a".repeat(300).as_bytes(), b"\\\""].concat();
        assert_eq!(quote_or_backslash(&long, 3), 300);
        assert_eq!(quote_or_backslash(&long, long.len()), long.len());
    }

    #[test]
    fn what_is_the_same_is() {
        each_place(|text, at, byte| {
            let plain = vec![b'a'; text.len()];
            assert_eq!(is_same(text, &plain), byte == b'a', "{at}");
            assert!(is_same(text, text));
            assert!(!is_same(text, &text[1..]));
        });
        assert!(is_same(b"", b""));
    }

    #[test]
    fn the_first_of_many_is_found() {
        assert_eq!(plain_end(b"\xff\x80\x21\x23\x5b\x5d\x20\x22\x22", 0), 7);
        assert_eq!(plain_end(b"abc\"\"\"\"\"", 0), 3);
        assert_eq!(plain_end(b"", 0), 0);
    }

    #[test]
    fn brackets_are_matched() {
        assert_eq!(closed_end(br#" {"a":["]}",{"\"}":1}]}x"#, 1), Some(23));
        assert_eq!(closed_end(b"[]", 0), Some(2));
        for cut in [&b"["[..], b"[\"", b"[\"]", b"[\"\\", b"{\"a\":[1]"] {
            assert_eq!(closed_end(cut, 0), None);
        }
    }

    #[test]
    fn short_integers() {
        assert_eq!(short_integer(b"x-12,", 1), Some((-12, 4)));
        assert_eq!(short_integer(b"0", 0), Some((0, 1)));
        assert_eq!(
            short_integer(b"999999999999999999", 0),
            Some((999_999_999_999_999_999, 18))
        );
        for other in [
            &b"1000000000000000000"[..],
            b"01",
            b"-",
            b"",
            b"1.5",
            b"1e3",
            b"x",
        ] {
            assert_eq!(short_integer(other, 0), None);
        }
    }
}
