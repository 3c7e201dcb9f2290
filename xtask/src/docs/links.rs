//! Links within the repository lead to files that are there, and to headings that are in them.

use std::{fs, path::Path};

use crate::{Workspace, tidy::Finding};

/// A finding for each link of the page that leads nowhere.
pub(super) fn check(workspace: &Workspace, page: &str, text: &str) -> Vec<Finding> {
    let file = workspace.root().join(page);
    let folder = file.parent().unwrap_or(workspace.root());
    let lines = outside_of_blocks(text);
    let links = lines.flat_map(|(number, line)| targets(line).map(move |target| (number, target)));
    let dead = links.filter_map(|(line, target)| {
        let reason = dead(&file, folder, target)?;
        Some(Finding {
            file: page.to_owned(),
            line,
            text: format!("the link to `{target}` leads nowhere: {reason}"),
        })
    });
    dead.collect()
}

fn outside_of_blocks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut inside = false;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        let is_fence = line.starts_with("```");
        inside ^= is_fence;
        !inside && !is_fence
    })
}

fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
}

fn dead(page: &Path, folder: &Path, target: &str) -> Option<&'static str> {
    if target.contains("://") {
        return None;
    }
    let (path, heading) = target.split_once('#').unwrap_or((target, ""));
    let file = match path {
        "" => page.to_owned(),
        path => folder.join(path),
    };
    if !file.exists() {
        return Some("there is no such file");
    }
    let is_there = |text: String| text.lines().any(|line| anchor(line) == heading);
    let found = heading.is_empty() || fs::read_to_string(file).is_ok_and(is_there);
    (!found).then_some("there is no such heading")
}

/// The anchor that a heading has.
fn anchor(line: &str) -> String {
    let heading = line.trim_start_matches('#');
    if heading == line {
        return String::new();
    }
    let kept = heading
        .trim()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| {
        if c == ' ' {
            '-'
        } else {
            c.to_ascii_lowercase()
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dead_links_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::at(folder.path());
        let other = "# A `Heading`, or two\n";
        fs::write(folder.path().join("b.md"), other).unwrap();
        fs::write(folder.path().join("a.md"), "# Own\n").unwrap();
        for (text, number) in [
            ("[b](b.md) [c](https://c.example/x)", 0),
            ("[b](b.md#a-heading-or-two) [own](#own)", 0),
            ("[c](c.md)", 1),
            ("[b](b.md#nothing)", 1),
            ("```text\n[c](c.md)\n```", 0),
        ] {
            assert_eq!(check(&workspace, "a.md", text).len(), number, "{text}");
        }
    }
}
