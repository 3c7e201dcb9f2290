//! An embedded wiki in the same process, and a client of it.

use wikijs_sandbox::{Builder, Sandbox, SeedPage};
use wikijs_sdk::Client;
use wikijs_sdk::connector::HttpService;

/// A client that runs as the owner of `token`. It sends what it is asked for and nothing else, so that requests can be
/// counted.
pub(crate) fn client(sandbox: &Sandbox, token: &str) -> Client {
    Client::builder(sandbox.url())
        .token(token)
        .guest_check(false)
        .connector(HttpService::new(sandbox.service()))
        .build()
        .unwrap()
}

/// A wiki with so many pages, `p/1` and so on, and a client that may do all.
pub(crate) fn with_pages(builder: Builder, pages: usize) -> (Sandbox, Client) {
    let filled = (1..=pages).fold(builder, |builder, number| {
        let (path, title) = (format!("p/{number}"), format!("Page {number}"));
        builder.page(SeedPage::new(path, title, format!("Content of {number}.")))
    });
    let sandbox = filled.in_process();
    let client = client(&sandbox, sandbox.admin_token());
    (sandbox, client)
}

/// How many fields each request to the API asked for.
pub(crate) fn sizes(sandbox: &Sandbox) -> Vec<usize> {
    let requests = sandbox.requests().into_iter();
    requests.map(|request| request.operations.len()).collect()
}
