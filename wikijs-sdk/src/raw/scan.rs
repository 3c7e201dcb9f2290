//! Finds out whether a document may write, without parsing it: nothing but the words outside all braces counts.

/// True if the document holds a mutation, or cannot be told not to.
pub(super) fn holds_mutation(document: &str) -> bool {
    let mut depth = 0usize;
    let mut rest = document;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' => text_length(rest),
            '{' | '(' | '[' => {
                depth += 1;
                1
            }
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                1
            }
            c if is_name(c) => {
                let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                if depth == 0 && rest.get(..length) == Some("mutation") {
                    return true;
                }
                length
            }
            other => other.len_utf8(),
        };
        rest = rest.get(length..).unwrap_or("");
    }
    false
}

/// The length of the string at the beginning of `rest`, quotes included.
fn text_length(rest: &str) -> usize {
    if let Some(block) = rest.strip_prefix("\"\"\"") {
        let end = block.replace("\\\"\"\"", "\\...").find("\"\"\"");
        return end.map_or(rest.len(), |end| end + 6);
    }
    let mut escaped = false;
    for (index, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' | '\n' => return index + 1,
            _ => {}
        }
    }
    rest.len()
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_mutation_writes() {
        for (document, writes) in [
            ("{ pages { list { id } } }", false),
            ("query mutation2 { a }", false),
            ("query { mutation }", false),
            ("query ($a: String = \"mutation {\") { a }", false),
            ("query ($a: String = \"\\\"\", $b: Int) { mutation }", false),
            ("# mutation\nquery { a }", false),
            ("{ a(b: \"\"\" x \\\"\"\" } mutation \"\"\") }", false),
            ("mutation { a }", true),
            (",\u{feff}mutation M { a }", true),
            ("query A { a } mutation B { b }", true),
            ("fragment F on T { x } # {\nmutation B { b }", true),
            ("", false),
            ("\"", false),
            ("}}} mutation", true),
        ] {
            assert_eq!(holds_mutation(document), writes, "{document}");
        }
    }
}
