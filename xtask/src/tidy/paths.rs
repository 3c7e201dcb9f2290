//! No file names a place on the machine of whoever wrote it.

use super::{Finding, text};
use crate::files::File;

/// Put together here so that this file does not find itself.
fn places() -> [String; 4] {
    ["work", "root", "home", "Users"].map(|folder| format!("/{folder}/"))
}

/// A server's own folder, which Wiki.js proposes for a storage target: a fact, not a place on our machines.
fn fact() -> String {
    ["", "root", "wiki"].join("/")
}

/// A finding for each line that holds such a place where a path begins.
pub(super) fn check(file: &File) -> Vec<Finding> {
    let places = places();
    let names_one = |line: &str| places.iter().any(|place| begins_with(line, place));
    let finding = |line| Finding {
        file: file.name.clone(),
        line,
        text: "the path of a machine; name files relative to the workspace".to_owned(),
    };
    let text = text(file).replace(&fact(), "");
    let lines = text.lines().enumerate().filter(|(_, line)| names_one(line));
    lines.map(|(index, _)| finding(index + 1)).collect()
}

/// `https://wiki.example.com/home/` and `docs/work/` are no paths of a machine: something stands before the slash.
fn begins_with(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().last());
        before.is_none_or(|c| matches!(c, ' ' | '"' | '\'' | '(' | '=' | ':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_what_only_looks_like_one() {
        let [work, .., users] = places();
        let cases = [
            (format!("see {work}main"), 1),
            (format!("\"{users}me/x\""), 1),
            (format!("https://wiki.example.com{work}a"), 0),
            (format!("docs{work}a"), 0),
            (format!("basePath: {}", fact()), 0),
        ];
        for (line, found) in cases {
            let file = File {
                name: "a.md".to_owned(),
                bytes: line.clone().into(),
            };
            assert_eq!(check(&file).len(), found, "{line}");
        }
    }
}
