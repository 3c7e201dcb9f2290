//! Streams of which some items are taken.

use futures_util::StreamExt;
use wikijs_sandbox::Sandbox;

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
