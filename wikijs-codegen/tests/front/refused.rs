//! What is refused, and the text that a person gets: `cases/err/NAME.graphql`, with the text in `NAME.snap` beside it.

use insta::{Settings, assert_snapshot, glob};

use crate::case::report_of;

#[test]
fn every_mistake_is_told() {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../cases/err");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        glob!("../cases/err", "*.graphql", |path| {
            let report =
                report_of(path).unwrap_or_else(|| panic!("{} is accepted", path.display()));
            assert_snapshot!("told", report);
        });
    });
}
