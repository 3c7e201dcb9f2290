//! What is accepted: each file in `cases/good`.

use insta::glob;

use crate::case::report_of;

#[test]
fn good_documents_are_accepted() {
    glob!("../cases/good", "*.graphql", |path| {
        if let Some(report) = report_of(path) {
            panic!("{}:\n{report}", path.display());
        }
    });
}
