//! Walks that take many requests: over some of the pages, and what ends them.

use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedAsset};
use wikijs_sdk::types::PageListItem;
use wikijs_sdk::{Error, ErrorKind};

use crate::support::wiki::{client, sizes, with_pages};

#[tokio::test]
async fn contents_of_some_pages_are_read_and_of_no_others() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 30);
    let pages = client.pages();
    let wanted = |page: &PageListItem| page.id.0 % 5 == 0;
    let contents = pages.iter_contents_of(pages.iter_all().matching(wanted));
    let contents = contents.all().await.unwrap();
    let ids: Vec<_> = contents.iter().map(|page| page.id.0).collect();
    assert_eq!(ids, [5, 10, 15, 20, 25, 30]);
    assert_eq!(contents[0].content, "Content of 5.");
    assert_eq!(sizes(&sandbox), [1, 6]);
    let by_two = pages.iter_contents_of_by(pages.iter_all().matching(wanted), 2);
    assert_eq!(by_two.all().await.unwrap(), contents);
    assert_eq!(sizes(&sandbox)[2..], [1, 2, 2, 2]);
}

/// How many items came, and the errors.
async fn walked<T>(mut walk: wikijs_sdk::ItemStream<T>) -> (usize, Vec<Error>) {
    let (mut items, mut errors) = (0, Vec::new());
    while let Some(item) = walk.next().await {
        match item {
            Ok(_) => items += 1,
            Err(error) => errors.push(error),
        }
    }
    (items, errors)
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_holds_for_all_ends_the_walk() {
    for (fault, kind) in [
        (FaultKind::TokenRevoked, ErrorKind::Unauthorized),
        (FaultKind::ApiOff, ErrorKind::ApiDisabled),
    ] {
        for walk in ["contents", "grep", "tree", "assets"] {
            let folders = (0..30).fold(Sandbox::builder(), |builder, number| {
                let path = format!("f{number}/file.txt");
                builder.asset(SeedAsset::new(path, "text/plain", "x"))
            });
            let (sandbox, admin) = with_pages(folders.key("walker", "Administrators"), 200);
            let client = client(&sandbox, sandbox.key("walker").unwrap());
            for number in 0..30 {
                let path = format!("t{number}/page");
                admin.pages().create(path, "Title", "Text").await.unwrap();
            }
            let before = sandbox.requests().len();
            sandbox.add_fault(Fault::new(fault.clone()).after(2));
            let (pages, assets) = (client.pages(), client.assets());
            let (_, errors) = match walk {
                "contents" => walked(pages.iter_contents_by(5)).await,
                "grep" => {
                    let sources = pages.iter_sources_by(5);
                    walked(sources).await
                }
                "tree" => walked(pages.iter_tree_by("en", 1)).await,
                _ => walked(assets.iter_all_by(1)).await,
            };
            let kinds: Vec<_> = errors.iter().map(Error::kind).collect();
            assert_eq!(kinds, [kind], "{walk}");
            let sent = sandbox.requests().len() - before;
            assert!(sent < 12, "{walk}: {sent} requests");
        }
    }
}
