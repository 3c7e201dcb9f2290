//! Every source file opens with `//!`, which says what it is for.

use super::{Finding, text};
use crate::files::File;

/// One finding where the first line is something else.
pub(super) fn check(file: &File) -> Option<Finding> {
    let first = text(file).lines().next().unwrap_or_default().to_owned();
    let says_something = first
        .strip_prefix("//!")
        .is_some_and(|rest| !rest.trim().is_empty());
    (!says_something).then(|| Finding {
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
