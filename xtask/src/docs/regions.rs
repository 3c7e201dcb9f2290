//! The pieces of a program that pages quote: lines between `// docs: name` and `// docs: end` (or with `#`).

/// The lines of a region, moved to the left as far as all of them can be.
pub(super) fn cut(text: &str, name: &str) -> Result<String, String> {
    let mut lines = text.lines();
    if !lines.any(|line| marker(line) == Some(name)) {
        return Err(format!("there is no region `{name}`"));
    }
    let mut region = Vec::new();
    for line in lines {
        match marker(line) {
            Some("end") => return Ok(moved_left(&region)),
            Some(other) => {
                return Err(format!(
                    "the region `{other}` begins before `{name}` has ended"
                ));
            }
            None => region.push(line),
        }
    }
    Err(format!("the region `{name}` has no end"))
}

fn marker(line: &str) -> Option<&str> {
    let line = line.trim();
    let comment = line.strip_prefix("//").or_else(|| line.strip_prefix('#'))?;
    Some(comment.trim_start().strip_prefix("docs:")?.trim())
}

fn moved_left(lines: &[&str]) -> String {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let least = filled.map(indent).min().unwrap_or_default();
    let moved = lines
        .iter()
        .map(|line| format!("{}\n", line.get(least..).unwrap_or_default().trim_end()));
    moved.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_cut_out_and_moved_left() {
        let text = "    // docs: a\n    one {\n\n        two\n    }\n    // docs: end\n# docs: b\nthree\n# docs: end\n";
        assert_eq!(cut(text, "a").unwrap(), "one {\n\n    two\n}\n");
        assert_eq!(cut(text, "b").unwrap(), "three\n");
    }

    #[test]
    fn what_is_no_region_is_told() {
        for (text, told) in [
            ("", "no region `a`"),
            ("// docs: a\nx\n", "no end"),
            ("// docs: a\n// docs: b\n// docs: end\n", "begins before"),
        ] {
            let reason = cut(text, "a").unwrap_err();
            assert!(reason.contains(told), "{reason}");
        }
    }
}
