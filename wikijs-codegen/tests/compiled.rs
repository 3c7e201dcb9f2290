//! The code of the cases in `tests/cases/ok`, compiled and run: what is sent for an operation, and what its answer is
//! read into, written back, and told to the caller.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wikijs_wire::{Errors, Maybe, Null, Operation, Outcome, Refusal, Secret};

#[path = "compiled/common.rs"]
mod common_parts;
#[path = "compiled/dependency.rs"]
mod dependency;
#[path = "compiled/answers.rs"]
mod made;
#[path = "compiled/named.rs"]
mod named;
#[path = "compiled/several.rs"]
mod several;

macro_rules! cases {
    ($($name:ident)*) => {$(
        #[doc = concat!("The case `", stringify!($name), "`.")]
        pub mod $name {
            include!(concat!("code/", stringify!($name), ".rs.inc"));
        }
    )*};
}

cases!(abstracts alike answers apart bare common docs enums flat folders folders_of_answers inputs lifted merged mine names one_of outcome shared spreads subscription theirs verdicts whole wire);

/// Stands for the client that the surface is written on.
#[derive(Debug, Clone, Copy)]
pub struct Client;

/// Stands for a request of that client.
#[derive(Debug)]
pub struct Request<O>(O);

impl<O: Operation> Request<O> {
    /// What methods of the surface call.
    pub fn new(_: &Client, operation: O) -> Self {
        Self(operation)
    }

    /// What setters of the surface call.
    #[must_use]
    pub fn map(self, change: impl FnOnce(O) -> O) -> Self {
        Self(change(self.0))
    }
}

/// What is sent for the operation.
fn sent<O: Operation>(operation: &O) -> Value {
    serde_json::to_value(operation).expect("variables")
}

/// What an answer tells the caller, after it was read, written and read again to the same value.
#[track_caller]
fn told<O>(answer: Value) -> Outcome<O::Output, O::Refusal>
where
    O: Operation<Data: Serialize + DeserializeOwned>,
{
    let data: O::Data =
        serde_json::from_value(answer.clone()).unwrap_or_else(|error| panic!("{error}: {answer}"));
    assert_eq!(serde_json::to_value(&data).expect("an answer"), answer);
    O::output(data, &Errors::none())
}

/// The same, where an answer is given.
#[track_caller]
fn value<O>(answer: Value) -> O::Output
where
    O: Operation<Data: Serialize + DeserializeOwned>,
{
    match told::<O>(answer) {
        Outcome::Answered { value, .. } => value,
        Outcome::Refused { refusal, .. } => panic!("refused: {refusal:?}"),
        _ => panic!("missing"),
    }
}

/// Reads an answer that is not written back as it came: secrets are not shown, nulls are dropped.
struct Read<T>(std::marker::PhantomData<T>);

impl<T: Operation<Data: DeserializeOwned>> Read<T> {
    fn of(answer: Value) -> Option<T::Output> {
        let data = serde_json::from_value(answer).ok()?;
        match T::output(data, &Errors::none()) {
            Outcome::Answered { value, .. } => Some(value),
            _ => None,
        }
    }
}

#[test]
fn lifted_leaves() {
    let item = json!({ "id": "a", "number": 1, "name": "A" });
    let list = value::<lifted::ListGoods>(json!({ "goods": { "list": [item] } }));
    assert_eq!(list[0].number, lifted::types::GoodId(1));
    assert_eq!(
        value::<lifted::OneGood>(json!({ "goods": { "single": null } })),
        None
    );
    assert!(matches!(
        told::<lifted::Owner>(json!({ "goods": { "owner": null } })),
        Outcome::Missing { .. }
    ));
    assert_eq!(
        value::<lifted::Grid>(json!({ "shop": { "lines": [[1], null] } })),
        [Some(vec![1]), None]
    );
    let secret = Read::<lifted::Secret>::of(json!({ "goods": { "secret": "s" } }));
    assert_eq!(secret, Some(Secret::from("s")));
}

#[test]
fn dropped_nulls() {
    assert_eq!(
        Read::<lifted::Names>::of(json!({ "goods": { "names": ["a", null, "b"] } })),
        Some(vec!["a".into(), "b".into()])
    );
}

#[test]
fn variables_that_are_left_out() {
    let operation = lifted::ListGoods::new();
    assert_eq!(sent(&operation), json!({}));
    let operation = operation.limit(3).order_by(Null).tags(["a"]);
    assert_eq!(
        sent(&operation),
        json!({ "limit": 3, "orderBy": null, "tags": ["a"] })
    );
    let operation = lifted::OneGood::new(3).locale("de");
    assert_eq!(sent(&operation), json!({ "id": 3, "locale": "de" }));
    assert_eq!(sent(&operation.locale(None::<String>)), json!({ "id": 3 }));
}

#[test]
fn outcomes_of_mutations() {
    let done = json!({ "ok": true, "code": 0, "slug": "ok", "message": "done" });
    let refused = json!({ "ok": false, "code": 7, "slug": "no", "message": null });
    value::<outcome::Delete>(json!({ "goods": { "delete": { "status": done } } }));
    match told::<outcome::Delete>(json!({ "goods": { "delete": { "status": refused } } })) {
        Outcome::Refused { refusal, .. } => {
            assert_eq!(
                (refusal.code(), refusal.slug(), refusal.message()),
                (7, "no", "")
            );
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        told::<outcome::Delete>(json!({ "goods": { "delete": { "status": null } } })),
        Outcome::Missing { .. }
    ));
    value::<outcome::Reset>(json!({ "goods": { "reset": { "result": done } } }));
    let good = json!({ "id": "a", "name": "A" });
    let created = value::<outcome::Create>(
        json!({ "goods": { "create": { "status": done, "good": good, "token": null } } }),
    );
    assert_eq!(created.good.map(|good| good.name), Some("A".into()));
}

#[test]
fn secrets_are_sent_and_not_shown() {
    let operation = outcome::Create::new("t", 1, ["a"], "hush");
    assert_eq!(
        sent(&operation),
        json!({ "title": "t", "price": 1.0, "tags": ["a"], "password": "hush" })
    );
    assert!(!format!("{operation:?}").contains("hush"));
}

#[test]
fn inputs_inside_inputs() {
    use inputs::types::{AddressInput, Kind, PersonInput};
    let friend = PersonInput::new("b", "2", [] as [&str; 0]).kind(Kind::LiquidGas_);
    let person = PersonInput::new("a", "1", ["x"])
        .friend(friend.clone())
        .friends([friend])
        .address(AddressInput::new())
        .nulls([Some(1), None]);
    let b = json!({ "name": "b", "kind": "liquidGas", "pin": "2", "tags": [] });
    let a = json!({ "name": "a", "pin": "1", "friend": b, "friends": [b], "address": {}, "tags": ["x"], "nulls": [1, null] });
    assert_eq!(sent(&inputs::Create::new(person)), json!({ "owner": a }));
}

#[test]
fn one_field_of_an_input() {
    use one_of::types::{Choice, Near};
    let near = Near::new(Choice::Type(Box::new(Choice::Id("1".into()))));
    let operation =
        one_of::Find::new(Choice::Near(Box::new(near))).any([Choice::Self_(vec![1, 2])]);
    assert_eq!(
        sent(&operation),
        json!({ "by": { "near": { "by": { "type": { "id": "1" } } } }, "any": [{ "self": [1, 2] }] })
    );
}

#[test]
fn open_enums() {
    use enums::types::Kind;
    let search = json!({ "search": [{ "__typename": "Good", "type": "UNKNOWN" }, { "__typename": "Tag" }, null] });
    let found = value::<enums::Kinds>(search).search.expect("a list");
    assert!(
        matches!(&found[0], Some(enums::KindsSearch::Good(good)) if good.r#type == Kind::Unknown_)
    );
    assert!(
        matches!(&found[1], Some(enums::KindsSearch::Other { typename, .. }) if typename == "Tag")
    );
    for text in [
        "SOLID",
        "liquid_gas",
        "liquidGas",
        "UNKNOWN",
        "Self",
        "OLD",
        "newer",
    ] {
        assert_eq!(Kind::from_name(text).as_str(), text);
    }
    assert_eq!(Kind::from_name("newer"), Kind::Unknown("newer".into()));
}

#[test]
fn types_told_apart() {
    let good = json!({ "__typename": "Good", "name": "G", "price": null });
    let person = json!({ "__typename": "Person", "name": "P", "goods": [{ "id": "1" }] });
    let newer = json!({ "__typename": "Newer" });
    let found = value::<abstracts::Find>(json!({ "search": [good, person, newer] }))
        .search
        .expect("a list");
    assert!(
        matches!(&found[2], Some(abstracts::FindSearch::Other { typename, .. }) if typename == "Newer")
    );
    let node = json!({ "node": { "__typename": "Person", "id": "1", "name": "P" } });
    assert!(matches!(
        value::<abstracts::Look>(node).node,
        Some(abstracts::LookNode::Person(_))
    ));
    value::<abstracts::Same>(json!({ "node": { "__typename": "Person", "id": "1", "mail": "m" } }));
}

#[test]
fn an_object_may_be_there_for_anothers_sake() {
    let single = json!({ "owner": { "id": "a" } });
    let good = Read::<merged::Apart>::of(json!({ "goods": { "single": single } }));
    let owner = good.flatten().and_then(|good| good.sake.owner);
    assert_eq!(owner.map(|owner| owner.name), Some(None));
}

#[test]
fn conditional_parts_may_be_missing() {
    let single = json!({ "id": "1", "owner": { "id": "o", "name": "n", "mail": null }, "tags": [{ "id": "t", "text": "x" }] });
    let read = Read::<merged::Merged>::of(json!({ "goods": { "single": single } }))
        .flatten()
        .expect("a good");
    assert_eq!((read.name, read.price, read.extra), (None, None, None));
    let single = json!({ "owner": { "id": "o" }, "parts": [{ "name": "p" }] });
    let read = Read::<merged::Twice>::of(json!({ "goods": { "single": single } }))
        .flatten()
        .expect("a good");
    assert!(
        read.owner
            .is_some_and(|owner| owner.name.is_none() && owner.goods.is_none())
    );
    assert!(
        Read::<merged::Conditional>::of(json!({ "goods": {} }))
            .is_some_and(|data| data.goods.is_some())
    );
    assert!(
        Read::<merged::RootParts>::of(json!({ "v": "1" })).is_some_and(|data| data.root.is_none())
    );
}

#[test]
fn spreads_beside_fields() {
    let good = json!({ "id": "1", "name": "n", "tags": [{ "id": "t", "text": "x" }], "key": "k", "start": 1, "price": 2.0,
        "owner": { "id": "o", "name": "p", "goods": [{ "id": "g" }] } });
    let read = value::<spreads::Beside>(json!({ "goods": { "single": good } })).expect("a good");
    assert_eq!(
        (read.item.name.as_str(), read.key.as_str(), read.rest.price),
        ("n", "k", Some(2.0))
    );
}

#[test]
fn spreads_that_overlap() {
    let good = json!({ "owner": { "mail": null, "id": "o", "name": "p", "goods": [] }, "price": null,
        "tags": [{ "text": "x", "id": "t" }] });
    let read = value::<spreads::Overlap>(json!({ "goods": { "single": good } })).expect("a good");
    assert_eq!(
        read.rest.owner.map(|owner| owner.person.name),
        Some("p".into())
    );
    assert_eq!(
        (read.tags[0].text.as_str(), read.tag_ids.tags[0].id.as_str()),
        ("x", "t")
    );
}

#[test]
fn equal_selections_are_one_type() {
    let first: shared::SecondOutput = shared::FirstOutput {
        id: "1".into(),
        owner: None,
    };
    assert_eq!(
        serde_json::to_value(first).expect("a value"),
        json!({ "id": "1", "owner": null })
    );
}

#[test]
fn names_that_mean_something_in_rust() {
    let operation = names::Words::new(3).r#type("t");
    assert_eq!(sent(&operation), json!({ "type": "t", "self": 3 }));
    let single = json!({ "r": "1", "key": "k", "object": "o", "start": null, "isRTL": true, "authEnforce2FA": null,
        "match": "SOLID", "Self": 3, "to": "now", "crate": "c", "owner": { "id": "o" } });
    let read = value::<names::Words>(
        json!({ "goods": { "single": single, "rename": [1], "again": null } }),
    );
    let single = read.goods.and_then(|goods| goods.single).expect("a good");
    assert_eq!(
        (
            single.r.as_str(),
            single.self_,
            single.string.crate_.as_str()
        ),
        ("1", Some(3), "c")
    );
}

#[test]
#[expect(
    deprecated,
    reason = "a field that is deprecated has a method all the same"
)]
fn methods_on_a_client() {
    let client = Client;
    let list = client.goods().list().limit(2).tags(vec!["a".to_owned()]);
    assert_eq!(sent(&list.0), json!({ "limit": 2, "tags": ["a"] }));
    assert_eq!(list.0.limit, Maybe::Value(2));
    let create = folders::goods::Create::new("t", 2.5, ["a"], "p");
    assert_eq!(sent(&client.goods().create_good(create).0)["title"], "t");
    let _ = (
        client.version(),
        client.goods().old_things().get(),
        client.only().below().count(),
        client.r#match().count(),
    );
}

#[test]
fn a_query_of_graphql_client() {
    use wikijs_wire::generated::graphql_client::GraphQLQuery;
    let body = lifted::OneGood::build_query(lifted::OneGood::new(3));
    assert_eq!(
        (body.operation_name, body.query),
        (lifted::OneGood::NAME, lifted::OneGood::DOCUMENT)
    );
    assert_eq!(
        serde_json::to_value(body.variables).expect("variables"),
        json!({ "id": 3 })
    );
}
