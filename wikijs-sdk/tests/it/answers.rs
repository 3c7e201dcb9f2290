//! Every kind of answer: `tests/answers/*.http`, each sent to a query or a mutation, and what the caller gets of it.
//!
//! A file begins with the operation (`query`, `mutation`, or `mutations` for two in one document) and the status; headers and an empty line follow, then
//! the body. To add a case, add a file.

use std::fmt::Write as _;
use std::time::Duration;

use wikijs_sdk::{Client, Error, Outcome};

use crate::support::operations::{Move, Moved, Page, Title};
use crate::support::recorder::Recorder;
use crate::support::several::{DeleteBoth, Deleted};

const TOKEN: &str = "t0ken-of-the-test";

#[test]
fn every_answer_is_told_for_what_it_is() {
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../answers" }, {
        insta::glob!("../answers", "*.http", |path| {
            let case = std::fs::read_to_string(path).unwrap();
            insta::assert_snapshot!("told", told(&case));
        });
    });
}

fn told(case: &str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (first, rest) = case.split_once('\n').unwrap();
    match first {
        "query" => runtime.block_on(query(rest)),
        "mutation" => runtime.block_on(mutation(rest)),
        "mutations" => runtime.block_on(mutations(rest)),
        other => panic!("{other} is neither query nor mutation"),
    }
}

async fn query(case: &str) -> String {
    let client = client(case);
    let strict = client.send(Title { id: 1 }).await;
    let outcome = client.send(Title { id: 1 }).outcome().await;
    let mut text = strictly(&strict, |error| format!("{:?}", error.partial::<Page>()));
    write_outcome(&mut text, &outcome);
    text
}

async fn mutation(case: &str) -> String {
    let client = client(case);
    let operation = Move {
        id: 1,
        to: "new".into(),
    };
    let strict = client.send(operation.clone()).await;
    let outcome = client.send(operation).outcome().await;
    let mut text = strictly(&strict, |error| format!("{:?}", error.partial::<Moved>()));
    write_outcome(&mut text, &outcome);
    text
}

async fn mutations(case: &str) -> String {
    let client = client(case);
    let strict = client.send(DeleteBoth { id: 1, to: 2 }).await;
    let outcome = client.send(DeleteBoth { id: 1, to: 2 }).outcome().await;
    let mut text = strictly(&strict, |error| {
        format!("{:?}", error.partial::<Deleted>().is_some())
    });
    write_outcome(&mut text, &outcome);
    text
}

fn client(case: &str) -> Client {
    let (head, body) = case.split_once("\n\n").unwrap_or((case.trim_end(), ""));
    let (status, headers) = head.split_once('\n').unwrap_or((head, ""));
    let (status, headers, body) = (
        status.parse::<u16>().unwrap(),
        headers.to_owned(),
        body.strip_suffix('\n').unwrap_or(body).to_owned(),
    );
    let connector = Recorder::default().connector(move |_| {
        let mut answer = http::Response::builder().status(status);
        for (name, value) in headers.lines().filter_map(|line| line.split_once(": ")) {
            answer = answer.header(name, value);
        }
        answer.body(body.replace("<TOKEN>", TOKEN)).unwrap()
    });
    Client::builder("https://wiki.test")
        .token(TOKEN)
        .largest_answer(4096)
        // What is repeated is told elsewhere.
        .no_retry()
        .connector(connector)
        .build()
        .unwrap()
}

fn strictly<T: std::fmt::Debug>(
    result: &Result<T, Error>,
    partial: impl Fn(&Error) -> String,
) -> String {
    let error = match result {
        Ok(value) => return format!("value: {value:?}\n"),
        Err(error) => error,
    };
    // Whatever came back: it was asked for once.
    assert_eq!(error.attempts(), 1, "{error}");
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(
        format!("{error:?}").starts_with(&error.to_string()),
        "{error:?}"
    );
    assert!(!shown.contains(TOKEN), "{shown}");
    assert!(!shown.contains("a stack of the server"), "{shown}");
    assert!(!error.to_string().contains('\n'), "{error}");
    let mut text = format!("{error}\nkind: {:?}\n", error.kind());
    write_field(&mut text, "code", error.code());
    write_field(
        &mut text,
        "refusal",
        error.refusal().map(|refusal| refusal.slug().to_owned()),
    );
    write_field(&mut text, "path", error.path());
    write_field(&mut text, "status", error.status());
    write_field(
        &mut text,
        "retry after",
        error.retry_after().as_ref().map(Duration::as_secs),
    );
    writeln!(
        text,
        "errors: {}\npartial: {}",
        error.errors().len(),
        partial(error)
    )
    .unwrap();
    writeln!(
        text,
        "done: {}, may have run: {}",
        error.was_done(),
        error.may_have_run()
    )
    .unwrap();
    let (unauthorized, forbidden) = (error.is_unauthorized(), error.is_forbidden());
    if unauthorized || forbidden {
        writeln!(text, "unauthorized: {unauthorized}, forbidden: {forbidden}").unwrap();
    }
    text
}

fn write_field(text: &mut String, name: &str, value: Option<impl std::fmt::Debug>) {
    if let Some(value) = value {
        writeln!(text, "{name}: {value:?}").unwrap();
    }
}

fn write_outcome<T: std::fmt::Debug, R>(text: &mut String, outcome: &Result<Outcome<T, R>, Error>) {
    let shown = match outcome {
        Ok(Outcome::Answered { value, errors }) => {
            format!("answered {value:?} with {} errors", errors.len())
        }
        Ok(Outcome::Refused { .. }) => "refused".into(),
        Ok(Outcome::Partly {
            refusal, errors, ..
        }) => format!(
            "in part, refused: {}, with {} errors",
            refusal.is_some(),
            errors.len()
        ),
        Ok(Outcome::Missing { errors }) => format!("missing: {errors}"),
        Ok(_) => "something else".into(),
        Err(error) => format!("error {:?}", error.kind()),
    };
    writeln!(text, "outcome: {shown}").unwrap();
}
