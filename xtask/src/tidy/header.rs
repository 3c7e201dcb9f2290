//! Every source file opens with what it is for: a `//!`, or the README that it includes as its documentation.

use super::{Finding, text};
use crate::files::File;

/// One finding where the first line is something else.
pub(super) fn check(file: &File) -> Option<Finding> {
    let first = text(file).lines().next().unwrap_or_default().to_owned();
    let says_it = first
        .strip_prefix("//!")
        .is_some_and(|rest| !rest.trim().is_empty());
    let includes_it = first.starts_with("#![doc = include_str!(");
    (!says_it && !includes_it).then(|| Finding {
        file: file.name.clone(),
        line: 1,
        text: "the first line must be `//! ` and say what the file is for".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_counts() {
        let cases = [
            ("//! Says it.\n", true),
            ("#![doc = include_str!(\"../README.md\")]\n", true),
            ("//!\n", false),
            ("use std::fmt;\n//! Late.\n", false),
            ("", false),
        ];
        for (text, good) in cases {
            let file = File {
                name: "a.rs".to_owned(),
                bytes: text.into(),
            };
            assert_eq!(check(&file).is_none(), good, "{text:?}");
        }
    }
}
