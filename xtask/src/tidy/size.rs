//! No source file is longer than can be read in one go.

use super::{Finding, text};
use crate::files::File;

const LONGEST: usize = 400;

/// One finding where a file has too many lines.
pub(super) fn check(file: &File) -> Option<Finding> {
    let lines = text(file).lines().count();
    (lines > LONGEST).then(|| Finding {
        file: file.name.clone(),
        line: LONGEST + 1,
        text: format!("{lines} lines are more than {LONGEST}; one idea a file: split it"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_allowed() {
        let file = |lines: usize| File {
            name: "a.rs".to_owned(),
            bytes: "x\n".repeat(lines).into(),
        };
        assert_eq!(check(&file(LONGEST)), None);
        assert_eq!(
            check(&file(LONGEST + 1)).map(|finding| finding.line),
            Some(LONGEST + 1)
        );
    }
}
