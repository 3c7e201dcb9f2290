//! What has arrived and was not given up yet.
//!
//! It is checked to be UTF-8 as it arrives, a chunk at a time, and no reader of an item has to. Where it is not, it goes on
//! as bytes, and each item's reader finds out whether what is wrong lies in its item.

use std::mem;
use std::str;

/// A text, as far as it is one.
#[derive(Debug)]
pub(super) enum Arrived {
    /// Text, and the beginning of a character that a chunk's end has cut.
    Text { whole: String, cut: Vec<u8> },
    /// What held something that is not UTF-8.
    Bytes(Vec<u8>),
}

impl Arrived {
    pub(super) fn new() -> Self {
        Self::Text {
            whole: String::new(),
            cut: Vec::new(),
        }
    }

    /// What is here, up to the character that is cut.
    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Text { whole, .. } => whole.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    /// The same from this place on, where it is known to be text.
    #[inline]
    pub(super) fn text(&self, from: usize) -> Option<&str> {
        match self {
            Self::Text { whole, .. } => whole.get(from..),
            Self::Bytes(_) => None,
        }
    }

    /// The bytes of the character that is cut.
    pub(super) fn cut(&self) -> &[u8] {
        match self {
            Self::Text { cut, .. } => cut,
            Self::Bytes(_) => &[],
        }
    }

    /// Takes what came next.
    pub(super) fn push(&mut self, chunk: &[u8]) {
        let Self::Text { whole, cut } = self else {
            return self.push_bytes(chunk);
        };
        if cut.is_empty()
            && let Ok(text) = str::from_utf8(chunk)
        {
            return whole.push_str(text);
        }
        let joined = [&mem::take(cut), chunk].concat();
        match str::from_utf8(&joined) {
            Ok(text) => whole.push_str(text),
            Err(error) if error.error_len().is_some() => self.push_bytes(&joined),
            Err(error) => self.push_cut(joined.split_at(error.valid_up_to())),
        }
    }

    fn push_cut(&mut self, (text, character): (&[u8], &[u8])) {
        self.push(text);
        if let Self::Text { cut, .. } = self {
            *cut = character.to_vec();
        }
    }

    /// Gives up what lies before this place, which is at the end of an item or of what stands around the list.
    pub(super) fn give_up(&mut self, before: usize) {
        match self {
            Self::Text { whole, .. } => drop(whole.drain(..before)),
            Self::Bytes(bytes) => drop(bytes.drain(..before)),
        }
    }

    /// What comes is no longer taken for text.
    #[cold]
    fn push_bytes(&mut self, chunk: &[u8]) {
        let mut bytes = match mem::replace(self, Self::Bytes(Vec::new())) {
            Self::Text { whole, .. } => whole.into_bytes(),
            Self::Bytes(bytes) => bytes,
        };
        bytes.extend_from_slice(chunk);
        *self = Self::Bytes(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In two pieces cut at each place, and byte by byte.
    fn in_pieces(bytes: &[u8], check: impl Fn(&Arrived)) {
        let pieces = (0..=bytes.len()).map(|cut| vec![&bytes[..cut], &bytes[cut..]]);
        for pieces in pieces.chain([bytes.chunks(1).collect()]) {
            let mut arrived = Arrived::new();
            pieces.iter().for_each(|piece| arrived.push(piece));
            check(&arrived);
        }
    }

    #[test]
    fn a_text_is_one_wherever_it_is_cut() {
        let text = "aé\u{800}😀z";
        in_pieces(text.as_bytes(), |arrived| {
            assert_eq!(
                (arrived.text(1), arrived.cut()),
                (Some(&text[1..]), &b""[..])
            );
        });
    }

    #[test]
    fn a_character_that_is_cut_is_kept_apart() {
        in_pieces("é😀".as_bytes().split_last().unwrap().1, |arrived| {
            assert_eq!(
                (arrived.text(0), arrived.cut()),
                (Some("é"), &b"\xf0\x9f\x98"[..])
            );
        });
    }

    #[test]
    fn what_is_no_text_goes_on_as_bytes() {
        let bytes = b"good \xc3\xa9 bad \xc3( \xff good";
        in_pieces(bytes, |arrived| {
            assert_eq!((arrived.bytes(), arrived.text(0)), (&bytes[..], None));
        });
    }

    #[test]
    fn what_was_given_up_is_gone() {
        for (text, wanted) in [(&b"[\xc3\xa9,1"[..], Some("1")), (b"[\xff,1", None)] {
            let mut arrived = Arrived::new();
            arrived.push(text);
            arrived.give_up(text.len() - 1);
            assert_eq!((arrived.bytes(), arrived.text(0)), (&b"1"[..], wanted));
        }
    }
}
