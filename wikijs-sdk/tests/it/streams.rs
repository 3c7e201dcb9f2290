//! Lists that are read while they arrive, and walks that take many requests.

use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::FusedStream;
use futures_util::{StreamExt, stream};
use http_body_util::StreamBody;
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedAsset};
use wikijs_sdk::connector::{HttpService, OutgoingBody};
use wikijs_sdk::types::PageTag;
use wikijs_sdk::{Client, Error, ErrorKind, pages};

use crate::support::wiki::{client, sizes, with_pages};

/// A client of a server that sends these pieces, one each time it is asked, and fails if one is asked for that is not
/// there.
fn sending(pieces: &'static [&'static str]) -> Client {
    let server = tower::service_fn(move |_: http::Request<OutgoingBody>| async move {
        let frames = stream::iter(pieces).map(|piece| match *piece {
            "CUT" => Err(std::io::Error::other("cut")),
            "ASKED TOO FAR" => panic!("more was read than was asked for"),
            piece => Ok(http_body::Frame::data(Bytes::from(piece))),
        });
        Ok::<_, std::convert::Infallible>(http::Response::new(StreamBody::new(frames)))
    });
    let builder = Client::builder("http://wiki.test").connector(HttpService::new(server));
    builder.largest_answer(400).build().unwrap()
}

const FIRST: &str =
    r#"{"data":{"pages":{"tags":[{"id":1,"tag":"a","title":"A","createdAt":"","updatedAt":""},"#;
const SECOND: &str = r#"{"id":2,"tag":"b","title":"B","createdAt":"","updatedAt":""}"#;

async fn told(pieces: &'static [&'static str]) -> Vec<Result<i32, String>> {
    let tags = sending(pieces).pages().tags().stream();
    let told = |tag: Result<PageTag, Error>| match tag {
        Ok(tag) => Ok(tag.id.0),
        Err(error) => {
            assert_eq!(error.attempts(), 1, "{error}");
            Err(error.to_string())
        }
    };
    tags.map(told).collect().await
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_asked_for_and_no_more_read_than_that() {
    let (sandbox, admin) = with_pages(Sandbox::builder(), 3);
    let unasked = admin.pages().iter_all();
    assert!(sizes(&sandbox).is_empty());
    drop(unasked);
    let mut tags = sending(&[FIRST, "ASKED TOO FAR"]).pages().tags().stream();
    assert_eq!(tags.next().await.unwrap().unwrap().tag, "a");
}

#[tokio::test]
async fn items_come_as_they_arrive_and_errors_at_the_end() {
    const END: &str = "]}}}";
    assert_eq!(told(const { &[FIRST, SECOND, END] }).await, [Ok(1), Ok(2)]);
    assert_eq!(told(&[r#"{"data":{"pages":{"tags":[]}}}"#]).await, []);
    let cases: [(&[&str], usize, &str); 9] = [
        (&[FIRST, SECOND, "CUT"], 1, "the answer was cut off"),
        (
            &[FIRST, SECOND],
            1,
            "the list in the answer is broken, or was cut off",
        ),
        (
            &[FIRST, "nul", "l]}}}"],
            1,
            "pages.tags[1]: the server gave null",
        ),
        (
            &[FIRST, r#"{"id":"x"},"#, SECOND, "]}}}"],
            2,
            "an item of the list does not fit its type",
        ),
        (
            &[
                r#"{"errors":[{"message":"Forbidden","path":["pages","tags"]}],"data":{"pages":null}}"#,
            ],
            0,
            "Forbidden",
        ),
        (
            &[FIRST, SECOND, r#"]}},"errors":[{"message":"Late"}]}"#],
            2,
            "Late",
        ),
        (
            &[
                FIRST,
                SECOND,
                r#"]}},"errors":[{"message":"Unauthorized"}]}"#,
            ],
            2,
            "refused behind the first 2 items",
        ),
        (&["<html><title>Sign in</title>"], 0, "no GraphQL answer"),
        (&[FIRST, LONG, "ASKED TOO FAR"], 1, "longer than 400 bytes"),
    ];
    for (pieces, items, says) in cases {
        let told = told(Vec::leak(pieces.to_vec())).await;
        let errors: Vec<_> = told.iter().filter_map(|item| item.as_ref().err()).collect();
        assert_eq!(told.iter().flatten().count(), items, "{told:?}");
        assert!(
            errors.len() == 1 && errors[0].contains(says),
            "{says}: {told:?}"
        );
        assert!(
            errors[0].starts_with("PagesTags (pages.tags): "),
            "{told:?}"
        );
    }
}

const LONG: &str = concat!(
    r#"{"id":2,"tag":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"#,
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
);

#[tokio::test]
async fn lists_of_every_namespace_have_the_same_name() {
    let (_sandbox, client) = with_pages(Sandbox::builder(), 3);
    let listed = client.pages().list().await.unwrap();
    assert_eq!(client.pages().iter_all().all().await.unwrap(), listed);
    let users = client.users().list().await.unwrap();
    assert_eq!(client.users().iter_all().all().await.unwrap(), users);
    let groups = client.groups().list().await.unwrap();
    assert_eq!(client.groups().iter_all().all().await.unwrap(), groups);
    assert_eq!(client.comments().iter_all("p/1").all().await.unwrap(), []);
    assert_eq!(
        client.pages().links().stream().all().await.unwrap().len(),
        3
    );
    assert_eq!(client.pages().tree().stream().all().await.unwrap().len(), 1);
    assert_eq!(
        client.users().search("a").stream().all().await.unwrap(),
        client.users().search("a").await.unwrap()
    );
    assert!(client.assets().iter_all().all().await.unwrap().is_empty());
}

#[tokio::test]
async fn contents_are_read_in_batches_ahead_of_the_walk() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 25);
    let mut walk = client.pages().iter_contents_by(4);
    let first = walk.next().await.unwrap().unwrap();
    assert_eq!(first.content, "Content of 1.");
    let sent = sizes(&sandbox);
    assert!(
        [1, 4, 4].starts_with(&sent),
        "the list, and no more than two batches: {sent:?}"
    );
    client.pages().delete(20).await.unwrap();
    let (mut pages, mut failed) = (vec![first], Vec::new());
    while let Some(page) = walk.next().await {
        match page {
            Ok(page) => pages.push(page),
            Err(error) => failed.push(error),
        }
    }
    assert_eq!(pages.len(), 24);
    assert!(failed.len() == 1 && failed[0].is_not_found());
}

#[tokio::test]
async fn the_end_is_told_as_often_as_somebody_asks() {
    let (_sandbox, client) = with_pages(Sandbox::builder(), 2);
    let pages = client.pages();
    let mut walks = [
        pages.iter_all(),
        pages.iter_all().matching(|page| page.id.0 > 1),
        pages.iter_all().limit(1),
    ];
    for walk in &mut walks {
        while let Some(page) = walk.next().await {
            assert!(page.is_ok());
        }
        assert!(walk.next().await.is_none());
        assert!(walk.is_terminated());
    }
    let mut broken = sending(&[FIRST, "CUT"]).pages().tags().stream();
    assert_eq!(broken.by_ref().count().await, 2);
    assert!(broken.next().await.is_none());
}

#[tokio::test]
async fn an_item_that_failed_says_which_it_is() {
    let (sandbox, admin) = with_pages(Sandbox::builder(), 60);
    let mut contents = admin.pages().iter_contents_by(10);
    assert!(contents.next().await.unwrap().is_ok());
    admin.pages().delete(59).await.unwrap();
    let failed: Vec<_> = contents
        .filter_map(|page| async { page.err() })
        .collect()
        .await;
    let [failed] = failed.as_slice() else {
        panic!("{failed:?}")
    };
    assert_eq!(failed.item(), Some("page 59 (/en/p/59)"));
    assert_eq!(failed.part(), None);
    assert!(
        failed.to_string().starts_with("page 59 (/en/p/59): "),
        "{failed}"
    );
    let reader = client(&sandbox, sandbox.reader_token());
    let refused = reader
        .pages()
        .iter_sources()
        .next()
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(refused.item(), Some("page 1 (/en/p/1)"));
    assert!(refused.to_string().contains("`read:source`"), "{refused}");
}

#[tokio::test]
async fn none_at_a_time_is_refused() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 1);
    let pages = client.pages();
    let errors = [
        pages.iter_contents_by(0).all().await.unwrap_err(),
        pages.iter_sources_by(0).all().await.unwrap_err(),
        pages.iter_history_by(1, 0).all().await.unwrap_err(),
        pages.iter_tree_by("en", 0).all().await.unwrap_err(),
        client.assets().iter_all_by(0).all().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Settings);
        assert!(
            error.to_string().contains("_by` is asked for zero"),
            "{error}"
        );
    }
    assert!(sizes(&sandbox).is_empty());
}

#[tokio::test]
async fn a_batch_size_is_kept_whatever_it_is() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 120);
    for size in [30, 100] {
        let asked = sizes(&sandbox).len();
        let contents = client.pages().iter_contents_by(size).all().await.unwrap();
        let sources = client.pages().iter_sources_by(size).all().await.unwrap();
        assert_eq!((contents.len(), sources.len()), (120, 120));
        let mut sizes = sizes(&sandbox).split_off(asked);
        sizes.retain(|parts| *parts > 1);
        let expected: &[usize] = match size {
            30 => &[30; 8],
            _ => &[100, 20, 100, 20],
        };
        assert_eq!(sizes, expected);
    }
}

#[tokio::test]
async fn the_assets_of_all_folders_are_walked_in_batches_no_more_than_two_ahead() {
    let folders = ["", "a/", "a/b/", "a/b/c/", "d/", "e/", "f/", "g/"];
    let sandbox = folders.iter().fold(Sandbox::builder(), |builder, folder| {
        builder.asset(SeedAsset::new(
            format!("{folder}file.txt"),
            "text/plain",
            "x",
        ))
    });
    let (sandbox, client) = with_pages(sandbox, 0);
    let all = client.assets().iter_all().all().await.unwrap();
    assert_eq!(all.len(), folders.len());
    assert_eq!(i32::from(all[0].0), 0);
    let mut distinct: Vec<_> = all.iter().map(|(folder, _)| i32::from(*folder)).collect();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), folders.len());
    // The root, the five below it, and one after another.
    assert_eq!(sizes(&sandbox), [1, 1, 5, 5, 1, 1, 1, 1]);
    assert_eq!(client.assets().iter_all_by(1).all().await.unwrap(), all);

    let asked = sizes(&sandbox).len();
    let mut walk = client.assets().iter_all_by(1);
    for _ in 0..2 {
        walk.next().await.unwrap().unwrap();
    }
    // The root, and the first two of the five below it.
    assert!(sizes(&sandbox).len() - asked <= 2 * 3);
}

#[tokio::test]
async fn a_history_is_asked_for_page_by_page() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 1);
    for number in 0..120 {
        let update = pages::Update::new(1, format!("Content {number}"), ["tag"], true);
        client.send(update).await.unwrap();
    }
    let before = sizes(&sandbox).len();
    let entries = client.pages().iter_history(1).all().await.unwrap();
    let total = client.pages().history(1).await.unwrap().total;
    assert_eq!(i32::try_from(entries.len()).unwrap(), total);
    assert_eq!(sizes(&sandbox).len() - before, 3);
}

#[tokio::test]
async fn failed_items_pass_and_do_not_count_and_nothing_is_read_after_the_last() {
    const BAD: &str = r#"{"id":"x"},"#;
    let pieces: &[&str] = const { &[FIRST, BAD, SECOND, ",", "ASKED TOO FAR"] };
    let tags = sending(pieces).pages().tags().stream();
    let told: Vec<_> = tags
        .limit(2)
        .map(|tag| tag.map(|tag| tag.id.0).ok())
        .collect()
        .await;
    assert_eq!(told, [Some(1), None, Some(2)]);
    let tags = sending(const { &[FIRST, BAD, SECOND, "]}}}"] })
        .pages()
        .tags()
        .stream();
    let tags = tags
        .matching(|tag| tag.tag == "b")
        .sorted_by_key(|tag| tag.id.0);
    let told: Vec<_> = tags.map(|tag| tag.map(|tag| tag.id.0).ok()).collect().await;
    assert_eq!(told, [None, Some(2)]);
}

#[tokio::test]
async fn the_whole_tree_is_walked_level_by_level() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 3);
    for path in ["a", "a/b/c", "a/b/d", "x/y"] {
        client.pages().create(path, "Title", "Text").await.unwrap();
    }
    let before = sizes(&sandbox).len();
    let items = client.pages().iter_tree("en").all().await.unwrap();
    let mut pages: Vec<_> = items.iter().filter(|item| item.page_id.is_some()).collect();
    pages.sort_by_key(|item| item.path.as_str());
    let paths: Vec<_> = pages.iter().map(|item| item.path.as_str()).collect();
    assert_eq!(paths, ["a", "a/b/c", "a/b/d", "p/1", "p/2", "p/3", "x/y"]);
    assert!(items.iter().map(|item| item.depth).is_sorted());
    assert_eq!(sizes(&sandbox)[before..], [1, 3, 1]);
    let one_by_one = client.pages().iter_tree_by("en", 1).all().await.unwrap();
    assert_eq!(one_by_one, items);
    assert_eq!(client.pages().iter_tree("de").all().await.unwrap(), []);
}

#[tokio::test]
async fn comments_of_other_locales_are_walked_over() {
    let (_sandbox, client) = with_pages(Sandbox::builder(), 1);
    let comment = client.comments().create(1, "A comment").await;
    comment.unwrap();
    assert_eq!(
        client.comments().iter_all("p/1").all().await.unwrap().len(),
        1
    );
    assert_eq!(
        client
            .comments()
            .iter_all_in("en", "p/1")
            .all()
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        client
            .comments()
            .iter_all_in("de", "p/1")
            .all()
            .await
            .unwrap(),
        []
    );
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_stalls_ends() {
    let (sandbox, client_of_all) = with_pages(Sandbox::builder(), 3);
    drop(client_of_all);
    let client = client(&sandbox, sandbox.admin_token());
    sandbox.add_fault(Fault::new(FaultKind::SlowBody(Duration::from_secs(20))));
    assert_eq!(client.pages().iter_all().all().await.unwrap().len(), 3);
    let short = client
        .pages()
        .list()
        .timeout(Duration::from_secs(5))
        .stream();
    assert_eq!(short.all().await.unwrap_err().kind(), ErrorKind::Timeout);
}
