//! Any mix of operations, sizes, failures and splits gives each part of a batch the answer it would have had alone.

use std::fmt::Debug;
use std::time::Duration;

use futures_util::future::join_all;
use proptest::collection::vec;
use proptest::prelude::*;
use tokio::time::{sleep, timeout};
use wikijs_sandbox::Sandbox;
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::types::PageOrderBy;
use wikijs_sdk::{AnsweredOnce, AutoBatch, Client, Error, Operation, pages, users};

use crate::support::wiki::{client, sizes as asked, with_pages};

/// How a batch is cut.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    count: usize,
    bytes: usize,
    in_flight: usize,
}

fn sizes() -> impl Strategy<Value = Sizes> {
    (
        1..9_usize,
        prop_oneof![Just(usize::MAX), 1..6000_usize],
        1..5_usize,
    )
        .prop_map(|(count, bytes, in_flight)| Sizes {
            count,
            bytes,
            in_flight,
        })
}

/// A result without what may differ: the place in the batch.
fn told<T: Debug>(result: &Result<T, Error>) -> String {
    match result {
        Ok(value) => format!("{value:?}"),
        Err(error) => {
            let text = error.to_string();
            let text = match text
                .strip_prefix("part ")
                .and_then(|rest| rest.split_once(": "))
            {
                Some((_, rest)) => rest.to_owned(),
                None => text,
            };
            let flags = (error.may_have_run(), error.was_done(), error.is_forbidden());
            format!("{text} {:?} {:?} {flags:?}", error.kind(), error.path())
        }
    }
}

async fn alone<O>(client: &Client, operation: O) -> String
where
    O: Operation<Kind: AnsweredOnce, Output: Debug>,
{
    told(&client.send(operation).await)
}

async fn check_list<O>(client: &Client, parts: Vec<O>, sizes: Sizes)
where
    O: Operation<Kind: AnsweredOnce, Output: Debug> + Clone,
{
    let answers = client
        .batch(parts.clone())
        .chunk_size(sizes.count)
        .chunk_bytes(sizes.bytes)
        .in_flight(sizes.in_flight)
        .await
        .unwrap();
    assert_eq!(answers.len(), parts.len());
    for (index, part) in parts.into_iter().enumerate() {
        assert_eq!(
            told(&answers.results()[index]),
            alone(client, part).await,
            "part {index}"
        );
    }
}

async fn check_tuple(client: &Client, ids: &[i32], good: bool, sizes: Sizes) {
    let [a, b, c] = [0, 1, 2].map(|index| ids.get(index).copied().unwrap_or(7));
    let order = match good {
        true => PageOrderBy::Title,
        false => PageOrderBy::Unknown("SIZE".into()),
    };
    let parts = (
        pages::Single::new(a),
        users::Single::new(b),
        pages::List::new().order_by(order),
        pages::SingleByPath::new(format!("p/{c}")),
    );
    let (page, user, list, by_path) = client
        .batch(parts.clone())
        .chunk_size(sizes.count)
        .chunk_bytes(sizes.bytes)
        .in_flight(sizes.in_flight)
        .await
        .unwrap();
    assert_eq!(told(&page), alone(client, parts.0).await);
    assert_eq!(told(&user), alone(client, parts.1).await);
    assert_eq!(told(&list), alone(client, parts.2).await);
    assert_eq!(told(&by_path), alone(client, parts.3).await);
}

/// Writes the same in a batch to one wiki and one by one to another like it.
async fn check_writes<O>([together, apart]: [&Client; 2], parts: Vec<O>, sizes: Sizes)
where
    O: Operation<Kind: AnsweredOnce> + Clone,
{
    let answers = together
        .batch(parts.clone())
        .chunk_size(sizes.count)
        .chunk_bytes(sizes.bytes)
        .await
        .unwrap();
    for (index, (part, answer)) in parts.into_iter().zip(answers).enumerate() {
        let alone = apart.send(part).await.map(drop);
        assert_eq!(told(&answer.map(drop)), told(&alone), "part {index}");
    }
}

async fn paths(client: &Client) -> Vec<(i32, String)> {
    let pages = client.pages().list().await.unwrap();
    let mut paths: Vec<_> = pages
        .into_iter()
        .map(|page| (i32::from(page.id), page.path))
        .collect();
    paths.sort();
    paths
}

fn list(good: bool) -> pages::List {
    match good {
        true => pages::List::new().order_by(PageOrderBy::Path),
        false => pages::List::new().order_by(PageOrderBy::Unknown("SIZE".into())),
    }
}

/// A call that one of many tasks makes.
#[derive(Debug, Clone, Copy)]
enum Single {
    Page(i32),
    User(i32),
    ByPath(i32),
    Delete(i32),
    List { good: bool },
    Tags,
}

/// When it is made, and as whom.
#[derive(Debug, Clone, Copy)]
struct Made {
    call: Single,
    after: u64,
    as_reader: bool,
    /// The caller goes away after so many milliseconds.
    gone: Option<u64>,
}

fn made() -> impl Strategy<Value = Made> {
    let call = prop_oneof![
        4 => (1..9_i32).prop_map(Single::Page),
        2 => (1..4_i32).prop_map(Single::User),
        2 => (1..9_i32).prop_map(Single::ByPath),
        1 => (100..104_i32).prop_map(Single::Delete),
        2 => any::<bool>().prop_map(|good| Single::List { good }),
        1 => Just(Single::Tags),
    ];
    let gone = proptest::option::weighted(0.2, 0..12_u64);
    (call, 0..12_u64, any::<bool>(), gone).prop_map(|(call, after, as_reader, gone)| Made {
        call,
        after,
        as_reader,
        gone,
    })
}

impl Made {
    /// What comes of it, sent with this client.
    async fn send(self, client: &Client, reader: &str) -> String {
        async fn told_as<O>(client: &Client, operation: O, reader: Option<&str>) -> String
        where
            O: Operation<Kind: AnsweredOnce, Output: Debug>,
        {
            let request = client.send(operation);
            told(&match reader {
                Some(token) => request.token(token).await,
                None => request.await,
            })
        }
        let reader = self.as_reader.then_some(reader);
        match self.call {
            Single::Page(id) => told_as(client, pages::Single::new(id), reader).await,
            Single::User(id) => told_as(client, users::Single::new(id), reader).await,
            Single::ByPath(id) => {
                let by_path = pages::SingleByPath::new(format!("p/{id}"));
                told_as(client, by_path, reader).await
            }
            Single::Delete(id) => told_as(client, pages::Delete::new(id), reader).await,
            Single::List { good } => told_as(client, list(good), reader).await,
            Single::Tags => told_as(client, pages::Tags::new(), reader).await,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_merged_call_has_the_answer_it_would_have_had_alone(
        calls in vec(made(), 1..24),
        window in 0..8_u64,
        most in 1..9_usize,
        with_mutations in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(async {
            let (sandbox, alone) = with_pages(Sandbox::builder(), 5);
            let settings = AutoBatch::within(Duration::from_millis(window)).chunk_size(most);
            let merging = Client::builder(sandbox.url())
                .token(sandbox.admin_token())
                .guest_check(false)
                .connector(HttpService::new(sandbox.service()))
                .auto_batch(match with_mutations {
                    true => settings.with_mutations(),
                    false => settings,
                })
                .build()
                .unwrap();
            let merged = calls.iter().map(|made| async {
                sleep(Duration::from_millis(made.after)).await;
                let answer = made.send(&merging, sandbox.reader_token());
                match made.gone {
                    Some(millis) => timeout(Duration::from_millis(millis), answer).await.ok(),
                    None => Some(answer.await),
                }
            });
            let merged = join_all(merged).await;
            let was_merged = asked(&sandbox).iter().all(|size| *size <= most);
            assert!(was_merged, "no request holds more than it may");
            for (made, merged) in calls.iter().zip(merged) {
                if let Some(merged) = merged {
                    assert_eq!(merged, made.send(&alone, sandbox.reader_token()).await, "{made:?}");
                }
            }
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_part_has_the_answer_it_would_have_had_alone(
        ids in vec(1..9_i32, 0..24),
        goods in vec(any::<bool>(), 0..12),
        as_reader in any::<bool>(),
        sizes in sizes(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (sandbox, admin) = with_pages(Sandbox::builder(), 5);
            let client = match as_reader {
                true => client(&sandbox, sandbox.reader_token()),
                false => admin,
            };
            check_tuple(&client, &ids, goods.first().copied().unwrap_or(true), sizes).await;
            check_list(&client, ids.into_iter().map(pages::Single::new).collect(), sizes).await;
            check_list(&client, goods.into_iter().map(list).collect(), sizes).await;
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_part_writes_what_it_would_have_written_alone(
        created in vec((1..12_i32, 0..5_u8), 0..12),
        moved in vec((1..12_i32, 1..12_i32), 0..8),
        deleted in vec(1..12_i32, 0..8),
        as_reader in prop::bool::weighted(0.2),
        sizes in sizes(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(async {
            let wikis = [0, 1].map(|_| with_pages(Sandbox::builder(), 5));
            let clients = wikis.each_ref().map(|(sandbox, admin)| match as_reader {
                true => client(sandbox, sandbox.reader_token()),
                false => admin.clone(),
            });
            let clients = clients.each_ref();
            // Some are at places that are taken, some have no content.
            let created = created.into_iter().map(|(path, content)| {
                let content = if content == 0 { "" } else { "Text" };
                pages::Create::new(format!("p/{path}"), "Title", content)
            });
            check_writes(clients, created.collect(), sizes).await;
            let moved = moved
                .into_iter()
                .map(|(id, path)| pages::Move::new(id, format!("p/{path}"), "en"));
            check_writes(clients, moved.collect(), sizes).await;
            check_writes(clients, deleted.into_iter().map(pages::Delete::new).collect(), sizes).await;
            let [together, apart] = wikis.each_ref().map(|(_, admin)| admin);
            assert_eq!(paths(together).await, paths(apart).await);
        });
    }
}
