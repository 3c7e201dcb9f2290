//! Search, and looking through the text of all pages.

use futures_util::StreamExt;
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedPage};
use wikijs_sdk::types::{PageRuleInput, PageRuleMatch, SearchEngineInput};
use wikijs_sdk::{Client, Error, ErrorKind, Secret, groups, pages};

use crate::support::wiki::{client, sizes, with_pages};

/// A key that may read pages and their sources, and no more: the API refuses it pages by their ids.
async fn key_for_sources(admin: &Client) -> Secret {
    let made = admin.send(groups::Create::new("Sources")).await.unwrap();
    let id = made.group.unwrap().id;
    let rights = ["read:pages", "read:source"];
    let rule = PageRuleInput::new("all", false, PageRuleMatch::Start, rights, "", [""; 0]);
    let update = groups::Update::new(id, "Sources", "/", rights, [rule]);
    admin.send(update).await.unwrap();
    let key = admin
        .authentication()
        .create_api_key("k", "1d")
        .full_access(false)
        .group(id);
    key.await.unwrap().key.unwrap()
}

#[tokio::test]
async fn the_text_of_all_pages_is_looked_through_also_by_readers() {
    let (sandbox, admin) = with_pages(Sandbox::builder(), 60);
    let update = pages::Update::new(7, "One\nTODO: more\n", ["tag"], true);
    admin.send(update).await.unwrap();
    let key = key_for_sources(&admin).await;
    for token in [sandbox.admin_token(), key.expose()] {
        let client = client(&sandbox, token);
        let found = client.pages().grep(|line| line.starts_with("TODO"));
        let found = found.all().await.unwrap();
        assert_eq!(found.len(), 1);
        let found = &found[0];
        assert_eq!(
            (found.path.as_str(), found.line, found.text.as_str()),
            ("p/7", 2, "TODO: more")
        );
        let all = client.pages().grep(|_| true).all().await.unwrap();
        assert_eq!(all.len(), 61);
    }
    // Who may have a source neither way gets an error for each page.
    let reader = client(&sandbox, sandbox.reader_token());
    let sources: Vec<_> = reader.pages().iter_sources().collect().await;
    assert_eq!(sources.len(), 60);
    assert!(
        sources
            .iter()
            .all(|source| source.as_ref().is_err_and(Error::is_forbidden))
    );
}

#[tokio::test]
async fn hits_of_a_search_have_the_ids_of_their_pages() {
    let (sandbox, admin) = with_pages(Sandbox::builder(), 12);
    admin
        .pages()
        .create("Page-of-the-root", "Page 0", "Text")
        .await
        .unwrap();
    for token in [sandbox.admin_token(), sandbox.reader_token()] {
        let before = sizes(&sandbox).len();
        let hits = client(&sandbox, token).pages().find("page").await.unwrap();
        assert_eq!(hits.len(), 13);
        for hit in hits {
            let page = admin.pages().single(hit.page_id.unwrap()).await.unwrap();
            assert_eq!(page.path, hit.result.path);
        }
        assert_eq!(sizes(&sandbox)[before..before + 2], [1, 2]);
    }
    assert_eq!(
        admin.pages().iter_hits("page").all().await.unwrap().len(),
        13
    );
}

#[tokio::test(start_paused = true)]
async fn a_folder_that_cannot_be_looked_up_costs_no_hits_but_its_own() {
    let no_answer = Fault::new(FaultKind::Html(502)).on("pages.tree").after(1);
    let folders = (0..60).fold(Sandbox::builder(), |builder, number| {
        builder.page(SeedPage::new(format!("f{number}/page"), "Page", "Content"))
    });
    let sandbox = folders.fault(no_answer).in_process();
    let client = client(&sandbox, sandbox.admin_token());
    let hits: Vec<_> = client.pages().iter_hits("page").collect().await;
    let (found, lost): (Vec<_>, Vec<_>) = hits.into_iter().partition(Result::is_ok);
    assert_eq!((found.len(), lost.len()), (50, 10));
    assert!(found.into_iter().all(|hit| hit.unwrap().page_id.is_some()));
    assert!(
        lost.into_iter()
            .all(|hit| hit.unwrap_err().kind() == ErrorKind::Unavailable)
    );
    let strictly = client.pages().find("page").await.unwrap_err();
    assert_eq!(strictly.kind(), ErrorKind::Unavailable);
}

#[tokio::test]
async fn hits_of_an_engine_with_an_index_have_the_ids_of_their_pages_too() {
    let (_sandbox, client) = with_pages(Sandbox::builder(), 3);
    let engine = client.search().engine_in_use().await.unwrap().unwrap();
    assert_eq!(
        (engine.key.as_str(), engine.covers_contents()),
        ("db", Some(false))
    );
    assert_eq!(
        (engine.has_page_ids(), engine.has_an_index()),
        (Some(true), false)
    );
    client.pages().delete(1).await.unwrap();
    let of = |key: &str, on: bool| SearchEngineInput::new(on, key);
    let engines = [of("db", false), of("postgres", true)];
    client
        .search()
        .update_search_engines(engines)
        .await
        .unwrap();
    assert!(client.pages().find("content").await.unwrap().is_empty());
    client.search().rebuild_index().await.unwrap();
    let engine = client.search().engine_in_use().await.unwrap().unwrap();
    assert_eq!(
        (engine.key.as_str(), engine.has_page_ids()),
        ("postgres", Some(false))
    );
    let hits = client.pages().find("content").await.unwrap();
    assert_eq!(hits.len(), 2);
    for hit in hits {
        let page = client.pages().single(hit.page_id.unwrap()).await.unwrap();
        assert_eq!(page.path, hit.result.path);
        assert_ne!(
            hit.result.id,
            page.id.to_string(),
            "the engine's own number"
        );
    }
    let none = client
        .search()
        .update_search_engines([of("postgres", false)]);
    none.await.unwrap();
    assert_eq!(client.search().engine_in_use().await.unwrap(), None);
}
