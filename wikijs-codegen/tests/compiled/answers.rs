//! Answers made for tests: built key by key, written as the server sends them, read back to the same value.

use serde_json::{Value, json};
use wikijs_wire::operation::{Answer, Refuse, answer, read_answer, refusal};
use wikijs_wire::{Outcome, Refusal, Secret};

use super::answers::{self, types};

/// What the answer made of an output is, which is read back to that output.
#[track_caller]
fn told<O>(output: O::Output) -> Value
where
    O: Answer<Output: Clone + PartialEq + std::fmt::Debug>,
{
    let text = answer::<O>(output.clone());
    match read_answer::<O>(text.as_bytes()) {
        Ok(Outcome::Answered { value, errors }) => {
            assert_eq!((value, errors.len()), (output, 0), "{text}");
        }
        Ok(other) => panic!("{text}: {:?}", other.errors()),
        Err(error) => panic!("{text}: {error}"),
    }
    serde_json::from_str(&text).expect("JSON")
}

fn item() -> types::Item {
    let item = types::Item::answer().id("7").number(7).name("Kite");
    item.build_(true).price(9.5).string("red").build()
}

#[test]
fn a_key_is_filled_once_for_all_fragments() {
    let item = item();
    assert_eq!((&*item.id, &*item.priced.id), ("7", "7"));
    assert_eq!((item.priced.price, item.parts), (Some(9.5), None));
}

#[test]
fn a_fragment_fills_what_others_read() {
    let first = answers::ListOutput::answer().item(item());
    let owner = types::OwnedOwner::answer().name("Ada").build();
    let list = vec![first.clone().build(), first.owner(owner).build()];
    assert_eq!(list[0].owned.id, "7");
    let good = json!({
        "id": "7", "number": 7, "name": "Kite", "build": true, "String": "red", "parts": null, "price": 9.5,
        "extra": null, "owner": null,
    });
    let mut owned = good.clone();
    owned["owner"] = json!({ "name": "Ada", "goods": [] });
    assert_eq!(
        told::<answers::List>(list),
        json!({ "data": { "goods": { "list": [good, owned] } } })
    );
}

#[test]
fn what_several_fragments_read_differently_is_given_for_each() {
    let owner = answers::SingleOwner::answer().id("a").build();
    let other = types::OwnedOwner::answer().name("Ada").build();
    let single = answers::SingleOutput::answer()
        .title("Kite")
        .kind(types::Kind::Solid)
        .id("7")
        .tags([
            types::Label::answer().text("x"),
            types::Label::answer().text("y"),
        ])
        .owner(owner, other);
    assert_eq!(
        told::<answers::Single>(Some(single.build())),
        json!({ "data": { "goods": { "single": {
            "title": "Kite", "kind": "SOLID", "tags": [{ "text": "x" }, { "text": "y" }],
            "owner": { "id": "a", "name": "Ada", "goods": [] }, "id": "7", "__typename": "Good",
        } } } })
    );
    assert_eq!(
        told::<answers::Single>(None),
        json!({ "data": { "goods": { "single": null } } })
    );
}

#[test]
fn whole_data_and_types_told_apart() {
    let goods = answers::BothGoods::answer().count(3).names(["a"]);
    let both = answers::BothData::answer()
        .version("1")
        .goods(goods.build());
    assert_eq!(
        told::<answers::Both>(both.build()),
        json!({ "data": { "version": "1", "goods": { "count": 3, "names": ["a"] } } })
    );
    let good = answers::FindSearchGood::answer().name("Kite").build();
    let found = answers::FindSearch::Good(good);
    let data = answers::FindData::answer().search([Some(found), None]);
    assert_eq!(
        told::<answers::Find>(data.build()),
        json!({ "data": { "search": [{ "__typename": "Good", "name": "Kite", "price": null }, null] } })
    );
}

#[test]
fn mutations_are_done_or_refused() {
    let done = json!({ "ok": true, "code": 0, "slug": "", "message": null });
    assert_eq!(
        told::<answers::Delete>(()),
        json!({ "data": { "goods": { "delete": { "status": done } } } })
    );
    let create = answers::CreateOutput::answer().token(Secret::from("s"));
    assert_eq!(
        told::<answers::Create>(create.build()),
        json!({ "data": { "goods": { "create": { "result": done, "good": null, "token": "s" } } } })
    );
    let status = types::Status::answer()
        .ok(false)
        .code(7)
        .slug("Gone")
        .message("It is gone.");
    let text = refusal::<answers::Delete>(status.build());
    match read_answer::<answers::Delete>(text.as_bytes()) {
        Ok(Outcome::Refused { refusal, .. }) => {
            assert_eq!((refusal.code(), refusal.slug()), (7, "Gone"))
        }
        other => panic!("{text}: {other:?}"),
    }
}

/// All operations have an answer, mutations with one outcome a refusal.
#[allow(dead_code, reason = "that it compiles is the test")]
fn have() {
    fn answer<O: Answer>() {}
    fn refuse<O: Refuse>() {}
    answer::<answers::Two>();
    answer::<answers::Names>();
    answer::<answers::Whole>();
    refuse::<answers::Create>();
}

/// A folder that is called like the module of makers has the name, and makers are made all the same.
#[test]
fn makers_give_way_to_a_folder() {
    use super::folders_of_answers::{WholeData, WholeGoods, answers, goods};
    let inner = goods::answers::OneGoods::answer().names(["a"]).build();
    let one = goods::answers::OneData::answer().goods(inner).version("1");
    assert_eq!(one.build().version, "1");
    let list = answers::ListData::answer().version("2").build();
    let other = goods::ListData::answer().version("2").build();
    assert_eq!(list, other);
    let inner = WholeGoods::answer().count(3).build();
    assert_eq!(
        WholeData::answer()
            .version("1")
            .goods(inner)
            .build()
            .version,
        "1"
    );
}
