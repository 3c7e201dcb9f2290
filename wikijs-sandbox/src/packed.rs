//! Texts that are kept small: packed where that pays, and unpacked when they are asked for.

use std::cell::RefCell;

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use serde::{Deserialize, Serialize};

// Shorter texts are kept as they are.
const LEAST: usize = 256;

thread_local! {
    // Their tables are larger than most texts: made once.
    static PACKING: RefCell<(Compress, Decompress)> = RefCell::new((
        Compress::new(Compression::default(), false),
        Decompress::new(false),
    ));
}

/// A text and a note to it, which may be packed together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Plain", into = "Plain")]
pub(crate) struct Packed {
    bytes: Box<[u8]>,
    /// The length of both; where they are not packed, that of the bytes.
    length: usize,
    /// Where the note begins.
    text: usize,
}

/// The two as they are saved.
#[derive(Serialize, Deserialize)]
struct Plain {
    text: String,
    note: String,
}

impl Packed {
    pub(crate) fn new(text: &str, note: &str) -> Self {
        let both = [text, note].concat();
        let packed = deflate(both.as_bytes()).filter(|_| both.len() >= LEAST);
        Self {
            length: both.len(),
            text: text.len(),
            bytes: packed.unwrap_or_else(|| both.into_bytes().into()),
        }
    }

    pub(crate) fn text(&self) -> String {
        let mut both = self.both();
        both.truncate(self.text);
        both
    }

    pub(crate) fn note(&self) -> String {
        self.both().split_off(self.text)
    }

    fn both(&self) -> String {
        match self.length == self.bytes.len() {
            true => String::from_utf8_lossy(&self.bytes).into_owned(),
            false => inflate(&self.bytes, self.length),
        }
    }
}

impl From<Plain> for Packed {
    fn from(plain: Plain) -> Self {
        Self::new(&plain.text, &plain.note)
    }
}

impl From<Packed> for Plain {
    fn from(packed: Packed) -> Self {
        Self {
            text: packed.text(),
            note: packed.note(),
        }
    }
}

// None where it would not be shorter: the room for it is as long as the text.
fn deflate(bytes: &[u8]) -> Option<Box<[u8]>> {
    PACKING.with_borrow_mut(|(packing, _)| {
        packing.reset();
        let mut out = Vec::with_capacity(bytes.len());
        let packed = packing.compress_vec(bytes, &mut out, FlushCompress::Finish);
        let whole = packed.is_ok_and(|status| status == Status::StreamEnd);
        (whole && out.len() < bytes.len()).then(|| out.into_boxed_slice())
    })
}

fn inflate(bytes: &[u8], length: usize) -> String {
    PACKING.with_borrow_mut(|(_, unpacking)| {
        unpacking.reset(false);
        let mut out = Vec::with_capacity(length);
        // What was packed here unpacks.
        drop(unpacking.decompress_vec(bytes, &mut out, FlushDecompress::Finish));
        String::from_utf8_lossy(&out).into_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_and_long_ones_are_shorter_meanwhile() {
        let prose = "a page of the wiki says what others say, too. ".repeat(40);
        let noise: String = (0..3_000_u32)
            .filter_map(|n| char::from_u32(0x4e00 + n.wrapping_mul(7919) % 20_000))
            .collect();
        for text in ["", "short", &prose, &noise] {
            for note in ["", "a note", &prose] {
                let packed = Packed::new(text, note);
                assert_eq!((packed.text(), packed.note()), (text.into(), note.into()));
            }
        }
        assert!(Packed::new(&prose, "").bytes.len() < prose.len() / 4);
    }
}
