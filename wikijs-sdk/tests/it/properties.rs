//! Any mix of operations, sizes, failures and splits gives each part of a batch the answer it would have had alone.

use std::fmt::Debug;

use proptest::collection::vec;
use proptest::prelude::*;
use wikijs_sandbox::Sandbox;
use wikijs_sdk::types::PageOrderBy;
use wikijs_sdk::{AnsweredOnce, Client, Error, Operation, pages, users};

use crate::support::wiki::{client, with_pages};

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

fn list(good: bool) -> pages::List {
    match good {
        true => pages::List::new().order_by(PageOrderBy::Path),
        false => pages::List::new().order_by(PageOrderBy::Unknown("SIZE".into())),
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
