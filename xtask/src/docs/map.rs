//! ARCHITECTURE.md is true to the tree: each room of a crate is in its map, and each invariant names a test that is
//! there.
//!
//! A crate's section is headed `` ### `package` `` and names its rooms as `` `room/` `` or `` `room.rs` ``. An invariant
//! is a line of a list that begins `**Invariant:**` and ends with ``(`file` `test`)``.

use std::{fs, path::Path};

use crate::{Error, Workspace, tidy::Finding};

const PAGE: &str = "ARCHITECTURE.md";
const MARK: &str = "**Invariant:**";

/// All that the page has wrong; nothing where there is no page, as in the small checkouts of the tests.
pub(super) fn check(workspace: &Workspace) -> Result<Vec<Finding>, Error> {
    let path = workspace.root().join(PAGE);
    let text = match path.exists() {
        true => fs::read_to_string(&path).map_err(Error::file("read", &path))?,
        false => return Ok(Vec::new()),
    };
    let mut findings = Vec::new();
    for (line, package, section) in sections(&text) {
        let rooms = rooms(&workspace.root().join(package).join("src"))?;
        let missing = rooms
            .iter()
            .filter(|room| !section.contains(&format!("`{room}`")));
        findings.extend(
            missing.map(|room| finding(line, format!("`{package}/src/{room}` is not in the map"))),
        );
    }
    findings.extend(untested(workspace.root(), &text));
    Ok(findings)
}

/// Line, package and text of the section of each crate.
fn sections(text: &str) -> Vec<(usize, &str, String)> {
    let mut sections: Vec<(usize, &str, String)> = Vec::new();
    let mut within = false;
    for (line, content) in (1..).zip(text.lines()) {
        let package = content
            .strip_prefix("### `")
            .and_then(|rest| rest.strip_suffix('`'));
        if let Some(package) = package {
            sections.push((line, package, String::new()));
        }
        within = package.is_some() || (within && !content.starts_with('#'));
        if let Some((_, _, section)) = sections.last_mut().filter(|_| within) {
            section.push_str(content);
            section.push('\n');
        }
    }
    sections
}

/// The files and folders of a crate's source, but for its contents page.
fn rooms(source: &Path) -> Result<Vec<String>, Error> {
    let mut rooms = Vec::new();
    for entry in fs::read_dir(source).map_err(Error::file("list", source))? {
        let entry = entry.map_err(Error::file("list", source))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.path().is_dir() {
            true => rooms.push(format!("{name}/")),
            false if name == "lib.rs" => {}
            false => rooms.push(name),
        }
    }
    // `room.rs` beside `room/` is one room.
    let folders = rooms.clone();
    rooms.retain(|room| {
        room.strip_suffix(".rs")
            .is_none_or(|stem| !folders.contains(&format!("{stem}/")))
    });
    rooms.sort();
    Ok(rooms)
}

fn untested(root: &Path, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let items: Vec<(usize, String)> = invariants(text);
    for (line, item) in items {
        match item.rsplit_once("(`").and_then(|(_, rest)| named(rest)) {
            Some((file, test)) if is_there(root, file, test) => {}
            Some((file, test)) => findings.push(finding(
                line,
                format!("there is no test `{test}` in `{file}`"),
            )),
            None => findings.push(finding(
                line,
                "an invariant ends with (`file` `test`)".to_owned(),
            )),
        }
    }
    findings
}

/// The items that state an invariant, each on one line.
fn invariants(text: &str) -> Vec<(usize, String)> {
    let mut items: Vec<(usize, String)> = Vec::new();
    let mut within = false;
    for (line, content) in (1..).zip(text.lines()) {
        if let Some(item) = content.strip_prefix("- ") {
            within = item.starts_with(MARK);
            if within {
                items.push((line, item.to_owned()));
            }
        } else if !content.starts_with("  ") {
            within = false;
        } else if let Some((_, item)) = items.last_mut().filter(|_| within) {
            item.push(' ');
            item.push_str(content.trim());
        }
    }
    items
}

fn named(rest: &str) -> Option<(&str, &str)> {
    let (file, rest) = rest.split_once('`')?;
    let test = rest.trim().strip_prefix('`')?.split('`').next()?;
    Some((file, test))
}

fn is_there(root: &Path, file: &str, test: &str) -> bool {
    fs::read_to_string(root.join(file)).is_ok_and(|text| text.contains(test))
}

fn finding(line: usize, text: String) -> Finding {
    Finding {
        file: PAGE.to_owned(),
        line,
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(page: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("a/src");
        fs::create_dir_all(source.join("room")).unwrap();
        for (name, text) in [
            ("lib.rs", "//! A.\n"),
            ("other.rs", "fn it_holds() {}\n"),
            ("room.rs", ""),
        ] {
            fs::write(source.join(name), text).unwrap();
        }
        fs::write(folder.path().join(PAGE), page).unwrap();
        let findings = check(&Workspace::at(folder.path())).unwrap();
        findings.into_iter().map(|finding| finding.text).collect()
    }

    #[test]
    fn a_room_that_is_not_in_the_map_is_found() {
        assert!(checked("### `a`\n\n`room/` and `other.rs`\n").is_empty());
        assert_eq!(
            checked("### `a`\n\n`room/`\n\n## Next\n\n`other.rs`\n").len(),
            1
        );
    }

    #[test]
    fn an_invariant_names_a_test_that_is_there() {
        let with = |rest: &str| checked(&format!("- **Invariant:** it holds\n  {rest}\n"));
        assert!(with("(`a/src/other.rs` `it_holds`).").is_empty());
        assert_eq!(with("(`a/src/other.rs` `it_breaks`).").len(), 1);
        assert_eq!(with("for sure.").len(), 1);
    }
}
