//! Streams of which some items are taken.

use std::cmp::Reverse;

use futures_util::StreamExt;
use wikijs_sandbox::{Fault, FaultKind, Sandbox};

use crate::support::wiki::{sizes, with_pages};

#[tokio::test]
async fn items_are_filtered_limited_and_sorted_in_true_units() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 0);
    for number in 0..6 {
        let page = client
            .pages()
            .create(format!("p/{number}"), format!("T{}", 9 - number), "Text");
        page.tags(["one", "two", "three"]).await.unwrap();
    }
    // The server counts rows of page and tag.
    let by_server = client.pages().list().limit(5).await.unwrap();
    assert_eq!(by_server.len(), 2);
    let pages = client.pages().iter_all().limit(5).all().await.unwrap();
    assert_eq!(pages.len(), 5);
    assert!(
        pages
            .iter()
            .all(|page| page.tags.as_ref().is_some_and(|tags| tags.len() == 3))
    );
    let sorted = client
        .pages()
        .iter_all()
        .sorted_by_key(|page| page.title.clone())
        .matching(|page| page.path != "p/4")
        .limit(2);
    let titles: Vec<_> = sorted
        .map(|page| page.unwrap().title.unwrap())
        .collect()
        .await;
    assert_eq!(titles, ["T4", "T6"]);
    let before = sizes(&sandbox).len();
    assert_eq!(client.pages().iter_all().limit(0).all().await.unwrap(), []);
    assert_eq!(sizes(&sandbox).len(), before, "nothing is sent for nothing");
    // The server ignores the filter.
    assert_eq!(
        client.users().list().filter("admin").await.unwrap().len(),
        2
    );
    let guests = client
        .users()
        .iter_all()
        .matching(|user| user.name == "Guest");
    assert_eq!(guests.all().await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_first_of_a_list_that_broke_off_are_not_taken_for_the_first_of_all() {
    for fault in [FaultKind::HalfBody, FaultKind::NotJson] {
        let (sandbox, client) = with_pages(Sandbox::builder(), 300);
        sandbox.add_fault(Fault::new(fault).on("pages.list"));
        let newest = client.pages().iter_all();
        let newest = newest.sorted_by_key(|page| Reverse(page.id)).limit(3);
        let items: Vec<_> = newest.collect().await;
        assert!(items.iter().any(Result::is_err), "{items:?}");
    }
    // The last batch of contents is lost.
    let (sandbox, client) = with_pages(Sandbox::builder(), 60);
    sandbox.add_fault(Fault::new(FaultKind::Html(502)).on("pages.single").after(1));
    let newest = client
        .pages()
        .iter_contents()
        .matching(|page| page.id.0 > 0);
    let newest = newest.sorted_by_key(|page| Reverse(page.id)).limit(3);
    assert!(newest.all().await.is_err());
}
