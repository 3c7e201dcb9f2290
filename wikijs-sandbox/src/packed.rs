//! Texts that are kept small: packed where that pays, and unpacked when they are asked for.

use std::cell::RefCell;

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

// Shorter texts are kept as they are.
const LEAST: usize = 256;

thread_local! {
    // Their tables are larger than most texts: made once.
    static PACKING: RefCell<(Compress, Decompress)> = RefCell::new((
        Compress::new(Compression::fast(), false),
        Decompress::new(false),
    ));
}

/// A text that may be packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Packed {
    bytes: Box<[u8]>,
    /// The length of the text; of one that is not packed the length of the bytes.
    length: usize,
}

impl Packed {
    pub(crate) fn text(&self) -> String {
        match self.length == self.bytes.len() {
            true => String::from_utf8_lossy(&self.bytes).into_owned(),
            false => inflate(&self.bytes, self.length),
        }
    }
}

impl Default for Packed {
    fn default() -> Self {
        Self::from("")
    }
}

impl From<&str> for Packed {
    fn from(text: &str) -> Self {
        let packed = deflate(text.as_bytes()).filter(|_| text.len() >= LEAST);
        Self {
            bytes: packed.unwrap_or_else(|| text.as_bytes().into()),
            length: text.len(),
        }
    }
}

impl Serialize for Packed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Packed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::from(text.as_str()))
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
            assert_eq!(Packed::from(text).text(), text);
        }
        assert!(Packed::from(prose.as_str()).bytes.len() < prose.len() / 4);
    }
}
