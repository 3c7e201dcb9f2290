//! Blocks of code in the pages are quoted from programs that the tests compile and run.
//!
//! Above a block stands `<!-- quote: FILE REGION -->`, or without a region for the whole file; the block below is
//! written from it. A block of Rust that is not quoted is a finding: nobody would notice that it no longer compiles.

use std::{fs, iter::Peekable, str::Lines};

use super::regions;
use crate::{Workspace, tidy::Finding};

const FENCE: &str = "```";

/// The page with its quotes renewed, and what cannot be. `is_tested`: rustdoc runs the page's blocks.
pub(super) fn renew(
    workspace: &Workspace,
    page: &str,
    text: &str,
    is_tested: bool,
) -> (String, Vec<Finding>) {
    let mut renewal = Renewal {
        workspace,
        page,
        is_tested,
        line: 0,
        text: String::new(),
        findings: Vec::new(),
    };
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        renewal.keep(line);
        if let Some(source) = source(line) {
            renewal.quote(source, &mut lines);
        } else if let Some(language) = line.strip_prefix(FENCE) {
            renewal.own_block(language, &mut lines);
        }
    }
    (renewal.text, renewal.findings)
}

/// What is between `<!-- quote:` and `-->`.
fn source(line: &str) -> Option<&str> {
    let inner = line
        .trim()
        .strip_prefix("<!-- quote:")?
        .strip_suffix("-->")?;
    Some(inner.trim())
}

struct Renewal<'w> {
    workspace: &'w Workspace,
    page: &'w str,
    is_tested: bool,
    line: usize,
    text: String,
    findings: Vec<Finding>,
}

impl Renewal<'_> {
    fn keep(&mut self, line: &str) {
        self.line += 1;
        self.write(line);
    }

    fn write(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A block that stands for itself.
    fn own_block(&mut self, language: &str, lines: &mut Peekable<Lines<'_>>) {
        if language.starts_with("rust") && !self.is_tested {
            self.complain(
                "a block of Rust is quoted from a program: put `<!-- quote: FILE REGION -->` above it",
            );
        }
        for line in lines {
            self.keep(line);
            if line == FENCE {
                return;
            }
        }
        self.complain("the last block has no end");
    }

    /// The block below a marker, written anew.
    fn quote(&mut self, source: &str, lines: &mut Peekable<Lines<'_>>) {
        let old = take_block(lines);
        self.line += old.len();
        match self.quoted(source) {
            Ok(block) => self.text.push_str(&block),
            Err(reason) => {
                old.iter().for_each(|line| self.write(line));
                self.complain(&reason);
            }
        }
    }

    fn quoted(&self, source: &str) -> Result<String, String> {
        let (file, region) = match source.split_once(' ') {
            Some((file, region)) => (file, Some(region.trim())),
            None => (source, None),
        };
        let text = fs::read_to_string(self.workspace.root().join(file))
            .map_err(|error| format!("`{file}` cannot be quoted: {error}"))?;
        let quote = match region {
            Some(region) => {
                regions::cut(&text, region).map_err(|reason| format!("`{file}`: {reason}"))?
            }
            None => text,
        };
        Ok(format!("{FENCE}{}\n{quote}{FENCE}\n", language(file)))
    }

    fn complain(&mut self, text: &str) {
        self.findings.push(Finding {
            file: self.page.to_owned(),
            line: self.line,
            text: text.to_owned(),
        });
    }
}

/// The lines of the block that follows; none if another line does.
fn take_block<'t>(lines: &mut Peekable<Lines<'t>>) -> Vec<&'t str> {
    let mut block = Vec::new();
    if !lines.peek().is_some_and(|line| line.starts_with(FENCE)) {
        return block;
    }
    for line in lines {
        block.push(line);
        if block.len() > 1 && line == FENCE {
            break;
        }
    }
    block
}

fn language(file: &str) -> &str {
    match file.rsplit_once('.').map(|(_, extension)| extension) {
        Some("rs") => "rust",
        Some(other) => other,
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "fn main() {\n    // docs: one\n    one();\n    // docs: end\n}\n";

    fn renewed(page: &str) -> (String, Vec<Finding>) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.rs"), SOURCE).unwrap();
        renew(&Workspace::at(folder.path()), "a.md", page, false)
    }

    #[test]
    fn a_block_is_written_from_its_source() {
        let fresh = "Text\n\n<!-- quote: a.rs one -->\n```rust\none();\n```\n\nMore\n";
        for page in [
            fresh.to_owned(),
            fresh.replace("one();", "two();\n\nthree();"),
            fresh.replace("```rust\none();\n```\n", ""),
        ] {
            assert_eq!(renewed(&page), (fresh.to_owned(), Vec::new()), "{page}");
        }
    }

    #[test]
    fn what_cannot_be_quoted_is_kept_and_told() {
        for (page, told) in [
            ("```rust\nx\n```\n", "is quoted from a program"),
            (
                "<!-- quote: b.rs one -->\n```rust\nx\n```\n",
                "`b.rs` cannot be quoted",
            ),
            (
                "<!-- quote: a.rs two -->\n```rust\nx\n```\n",
                "no region `two`",
            ),
            ("```text\nno end\n", "no end"),
        ] {
            let (text, findings) = renewed(page);
            assert_eq!(text, page);
            assert!(
                findings.len() == 1 && findings[0].text.contains(told),
                "{findings:?}"
            );
        }
    }

    #[test]
    fn other_blocks_and_tested_pages_are_left_alone() {
        let page = "```console\n$ cargo xtask docs\n<!-- quote: b.rs -->\n```\n";
        assert_eq!(renewed(page), (page.to_owned(), Vec::new()));
        let folder = tempfile::tempdir().unwrap();
        let page = "```rust,no_run\nx();\n```\n";
        assert_eq!(
            renew(&Workspace::at(folder.path()), "README.md", page, true),
            (page.to_owned(), Vec::new())
        );
    }
}
