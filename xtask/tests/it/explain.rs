//! What a person is told of an operation.

use xtask::explain::{Options, text};
use xtask::{Error, Workspace};

fn explain(operation: &str) -> Result<String, Error> {
    let options = Options {
        operation: Some(operation.to_owned()),
        ..Options::default()
    };
    text(&Workspace::of_this_build(), &options)
}

#[test]
fn operations_of_the_catalogue() {
    for operation in ["PagesMove", "PagesSingle", "users::Create"] {
        let told = explain(operation).unwrap();
        insta::assert_snapshot!(operation.replace("::", ""), told);
    }
}

#[test]
fn an_unknown_operation_is_told_its_neighbours() {
    let error = explain("PagesMov").unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no operation `PagesMov`; did you mean `PagesMove`?"
    );
}
