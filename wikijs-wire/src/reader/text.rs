//! Which part of a text is known to be UTF-8.
//!
//! An answer is made of many short strings. To check each by itself costs more than to check the text in long pieces,
//! ahead of the reader: what lies in the piece that was checked last is only cut out of it.

use super::{DecodeError, DecodeErrorKind, Decoded};

/// How long a piece is, so that it is still at hand when its strings are read.
const PIECE: usize = 4096;

/// The piece that was checked last.
#[derive(Debug)]
pub(crate) struct Checked<'j> {
    piece: &'j str,
    from: usize,
}

impl<'j> Checked<'j> {
    pub(crate) fn new() -> Self {
        Self::all_of("")
    }

    /// All of it is known to be text.
    pub(crate) fn all_of(text: &'j str) -> Self {
        Self {
            piece: text,
            from: 0,
        }
    }

    /// The text between two places, neither of which lies in a character.
    #[inline]
    pub(crate) fn cut(&mut self, text: &'j [u8], start: usize, end: usize) -> Decoded<&'j str> {
        let known = start
            .checked_sub(self.from)
            .and_then(|within| self.piece.get(within..end - self.from));
        match known {
            Some(known) => Ok(known),
            None => self.go_on(text, start, end),
        }
    }

    #[inline(never)]
    fn go_on(&mut self, text: &'j [u8], start: usize, end: usize) -> Decoded<&'j str> {
        let until = before_character(text, end.max(start + PIECE));
        match str::from_utf8(&text[start..until]) {
            Ok(piece) => {
                (self.piece, self.from) = (piece, start);
                Ok(&piece[..end - start])
            }
            // What is wrong may stand behind what is asked for.
            Err(_) => utf8(&text[start..end], start),
        }
    }
}

/// These bytes, which stand at `offset`, as text.
pub(crate) fn utf8(bytes: &[u8], offset: usize) -> Decoded<&str> {
    str::from_utf8(bytes)
        .map_err(|error| DecodeError::new(DecodeErrorKind::NotUtf8, offset + error.valid_up_to()))
}

/// The last place up to `at` that does not lie in a character.
fn before_character(text: &[u8], at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let goes_on = |byte: &&u8| **byte & 0xC0 == 0x80;
    at - text[..=at].iter().rev().take(3).take_while(goes_on).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every cut of a text, forwards and then back, is what it is.
    #[test]
    fn cuts_are_what_they_are() {
        let text = "aé😀\u{7ff}\u{800}x".repeat(60);
        let places: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        let mut checked = Checked::new();
        for length in [1, 2, 7, 300] {
            let cuts = places.windows(length).map(|cut| (cut[0], cut[length - 1]));
            for (start, end) in cuts.clone().chain(cuts.rev()) {
                let cut = checked.cut(text.as_bytes(), start, end).unwrap();
                assert_eq!(cut, &text[start..end]);
            }
        }
    }

    #[test]
    fn what_is_wrong_behind_does_not_matter_yet() {
        let text = b"good\xc3\xa9 bad\xff good";
        let mut checked = Checked::new();
        assert_eq!(checked.cut(text, 0, 6).unwrap(), "goodé");
        assert_eq!(checked.cut(text, 7, 10).unwrap(), "bad");
        let error = checked.cut(text, 7, 16).unwrap_err();
        assert_eq!(
            (error.kind(), error.offset()),
            (&DecodeErrorKind::NotUtf8, 10)
        );
    }

    #[test]
    fn pieces_end_between_characters() {
        let text = "é😀".as_bytes();
        let ends: Vec<_> = (0..8).map(|at| before_character(text, at)).collect();
        assert_eq!(ends, [0, 0, 2, 2, 2, 2, 6, 6]);
    }
}
