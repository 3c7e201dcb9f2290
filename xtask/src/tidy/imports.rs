//! A stage imports only from stages above it.

use std::collections::BTreeMap;

use super::{Finding, layout::Order, text, uses};
use crate::files::File;

/// Findings in one file of a crate; its name is relative to `src`.
pub(super) fn check(
    order: &Order,
    file: &File,
    exported: &BTreeMap<String, String>,
) -> Vec<Finding> {
    let module = module(&file.name);
    let Some(stage) = module
        .first()
        .map(String::as_str)
        .filter(|stage| !order.exempt.contains(stage))
    else {
        return Vec::new();
    };
    let finding = |line, text| Finding {
        file: format!("{}/src/{}", order.package, file.name),
        line,
        text,
    };
    let Some(own) = place(order, stage) else {
        let text =
            format!("`{stage}` has no place in the order of the stages (xtask/src/tidy/layout.rs)");
        return vec![finding(1, text)];
    };
    if module.last().is_some_and(|last| last == "tests") {
        return Vec::new();
    }
    let below = |root: uses::Root| {
        let target = exported.get(&root.name).unwrap_or(&root.name);
        let text = format!("`{stage}` imports from `{target}`, which stands below it");
        place(order, target)
            .is_some_and(|place| place > own)
            .then(|| finding(root.line, text))
    };
    uses::roots(&text(file), &module)
        .into_iter()
        .filter_map(below)
        .collect()
}

fn place(order: &Order, stage: &str) -> Option<usize> {
    order.stages.iter().position(|it| *it == stage)
}

/// `a/b.rs` and `a/b/mod.rs` are `a::b`; `lib.rs` is `lib`, which is exempt.
fn module(file: &str) -> Vec<String> {
    let mut parts: Vec<String> = file
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: Order = Order {
        package: "p",
        stages: &["a", "b"],
        exempt: &["lib"],
    };

    #[test]
    fn each_direction() {
        let cases = [
            ("b/x.rs", "use crate::a::Y;", ""),
            (
                "a.rs",
                "use crate::b::Y;",
                "p/src/a.rs:1: `a` imports from `b`, which stands below it",
            ),
            (
                "a/mod.rs",
                "\nuse super::b::Y;",
                "p/src/a/mod.rs:2: `a` imports from `b`, which stands below it",
            ),
            (
                "a.rs",
                "use crate::Out;",
                "p/src/a.rs:1: `a` imports from `b`, which stands below it",
            ),
            ("a/tests.rs", "use crate::b::Y;", ""),
            ("lib.rs", "use crate::b::Y;", ""),
            (
                "c.rs",
                "",
                "p/src/c.rs:1: `c` has no place in the order of the stages (xtask/src/tidy/layout.rs)",
            ),
        ];
        let exported = BTreeMap::from([("Out".to_owned(), "b".to_owned())]);
        for (name, text, expected) in cases {
            let file = File {
                name: name.to_owned(),
                bytes: text.into(),
            };
            let findings: Vec<String> = check(&ORDER, &file, &exported)
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(findings.join("\n"), expected, "{name}");
        }
    }
}
