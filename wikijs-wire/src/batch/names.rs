//! The names that tell the parts of a batch apart: `b0_pages`, `b1_pages`.

use std::fmt::Write;

/// Writes a name as it is called in the part with this number.
pub(crate) fn write(to: &mut String, part: usize, name: &str) {
    // Writing to a string does not fail.
    let _ = write!(to, "b{part}_{name}");
}

/// What a name, of a variable or a field, is called in the part with this number.
#[must_use]
pub fn key_of(part: usize, name: &str) -> String {
    let mut key = String::new();
    write(&mut key, part, name);
    key
}

/// The number of a part and the name in it.
pub(crate) fn read(name: &str) -> Option<(usize, &str)> {
    let (part, name) = name.strip_prefix('b')?.split_once('_')?;
    Some((part.parse().ok()?, name))
}

/// How long the prefix is, at the most, in a batch of this many parts.
pub(crate) fn prefix_length(parts: usize) -> usize {
    parts.to_string().len() + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let mut name = String::new();
        write(&mut name, 12, "my_pages");
        assert_eq!(name, "b12_my_pages");
        assert_eq!(read(&name), Some((12, "my_pages")));
        assert_eq!(read("pages"), None);
        assert_eq!(read("bx_pages"), None);
    }
}
