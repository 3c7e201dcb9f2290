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

/// Without the sizes of the code, which change with every better way to write it.
fn settled(told: &str) -> String {
    let (text, cost) = told.split_once("cost in bytes\n").unwrap();
    let sizes: Vec<&str> = cost
        .lines()
        .filter_map(|line| line.split_once(": ").map(|(what, _)| what))
        .collect();
    assert_eq!(sizes.len(), 3, "{cost}");
    format!("{text}cost in bytes\n{}", sizes.join("\n"))
}

#[test]
fn operations_of_the_catalogue() {
    for operation in ["PagesMove", "PagesSingle", "users::Create"] {
        let told = settled(&explain(operation).unwrap());
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
