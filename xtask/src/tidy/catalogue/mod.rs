//! The catalogue keeps the rules of queries/README.md, and each field of the server has an operation.

mod leaves;
mod query;

use std::collections::BTreeSet;

use super::Finding;
use crate::files::File;
use leaves::leaves;
use query::Query;

/// All that is to say of the files of the catalogue; their names are relative to `queries`.
pub(super) fn check(files: &[File], schema: &str) -> Vec<Finding> {
    let leaves = leaves(schema);
    let mut findings = Vec::new();
    let mut asked = BTreeSet::new();
    for file in files {
        match Query::read(file) {
            Ok(None) => {}
            Ok(Some(query)) => {
                findings.extend(
                    query
                        .findings(&leaves)
                        .into_iter()
                        .map(|text| finding(&file.name, text)),
                );
                asked.insert(query.leaf);
            }
            Err(text) => findings.push(finding(&file.name, text)),
        }
    }
    let missing = leaves.keys().filter(|leaf| !asked.contains(*leaf));
    findings.extend(
        missing.map(|leaf| finding("README.md", format!("no operation asks for `{leaf}`"))),
    );
    findings
}

fn finding(file: &str, text: String) -> Finding {
    Finding {
        file: format!("queries/{file}"),
        line: 1,
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str =
        "type Query { pages: PageQuery } type PageQuery { byPath(path: String!, to: Int): Int }
        type Subscription { logLine: Int }";

    /// One line a case: a file, its text, and what is found.
    const CASES: &[(&str, &str, &str)] = &[
        (
            "pages/by_path",
            "# D\nquery PagesByPath($path: String!, $to: Int) { pages { byPath(path: $path, to: $to) } }",
            "",
        ),
        (
            "pages/by_path_full",
            "# D\nquery PagesByPathFull($path: String!, $to: Int) { pages { byPath(path: $path, to: $to) } }",
            "",
        ),
        ("log/line", "# D\nsubscription LogLine { logLine }", ""),
        ("pages/fragments", "fragment A on PageQuery { byPath }", ""),
        (
            "pages/by_path",
            "query PagesByPath($path: String!, $to: Int) { pages { byPath(path: $path, to: $to) } }",
            "a comment",
        ),
        (
            "pages/other",
            "# D\nquery PagesOther($path: String!, $to: Int) { pages { byPath(path: $path, to: $to) } }",
            "`by_path.graphql`",
        ),
        (
            "pages/by_path",
            "# D\nquery ByPath($path: String!, $to: Int) { pages { byPath(path: $path, to: $to) } }",
            "`PagesByPath`",
        ),
        (
            "page/by_path",
            "# D\nquery PageByPath($path: String!, $to: Int) { pages { byPath(path: $path, to: $to) } }",
            "`pages` stands",
        ),
        (
            "pages/by_path",
            "# D\nquery PagesByPath($to: Int, $path: String!) { pages { byPath(path: $path, to: $to) } }",
            "stand first",
        ),
        (
            "pages/by_path",
            "# D\nquery PagesByPath($path: String!) { pages { byPath(path: $path) } }",
            "`to` is given",
        ),
        (
            "pages/by_path",
            "# D\nquery PagesByPath($a: String!, $to: Int) { pages { byPath(path: $a, to: $to) } }",
            "`path` is given",
        ),
        (
            "pages/by_path",
            "# D\nquery PagesByPath { pages { a: byPath b: byPath } }",
            "one field",
        ),
        (
            "pages/by_path",
            "query A { a } query B { b }",
            "one operation",
        ),
        (
            "by_path",
            "# D\nquery ByPath { pages { byPath } }",
            "in the folder",
        ),
        ("pages/by_path", "query {", "expected"),
    ];

    #[test]
    fn each_rule() {
        for (name, text, expected) in CASES {
            let file = File {
                name: format!("{name}.graphql"),
                bytes: (*text).into(),
            };
            let findings = check(&[file], SCHEMA);
            let own: Vec<&Finding> = findings
                .iter()
                .filter(|it| it.file != "queries/README.md")
                .collect();
            assert_eq!(
                own.len(),
                usize::from(!expected.is_empty()),
                "{name} {text}: {own:?}"
            );
            assert!(
                own.iter().all(|finding| finding.text.contains(expected)),
                "{own:?}"
            );
        }
    }

    #[test]
    fn each_field_has_an_operation() {
        let texts: Vec<String> = check(&[], SCHEMA)
            .into_iter()
            .map(|finding| finding.text)
            .collect();
        assert_eq!(
            texts,
            [
                "no operation asks for `log.line`",
                "no operation asks for `pages.byPath`"
            ]
        );
    }
}
