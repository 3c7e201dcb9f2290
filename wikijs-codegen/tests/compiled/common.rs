//! What all types of an interface have, fragments under a condition, directives that stand twice, names that are one.

use serde_json::{Value, json};
use wikijs_wire::Operation;
use wikijs_wire::batch::Plan;
use wikijs_wire::operation::OperationKind;
use wikijs_wire::reader::{Decode, Member, Reader};

use super::common::{self, types};
use super::{Read, sent, value};

fn card(node: Value) -> common::CardNode {
    value::<common::Card>(json!({ "node": node }))
        .node
        .expect("a node")
}

/// Of a type that the schema does not know, too: what is selected of the interface itself is read of any.
#[test]
fn what_all_types_have_is_reached_without_a_match() {
    let good = card(json!({
        "__typename": "Good", "id": "g", "name": "Cup", "weight": null, "tags": [{ "text": "t" }],
    }));
    assert!(matches!(&good, common::CardNode::Good(good) if good.tags[0].text == "t"));
    assert_eq!((good.id(), good.brief().id()), ("g", "g"));
    let newer = card(json!({ "__typename": "Newer", "id": "n" }));
    assert!(matches!(&newer, common::CardNode::Other { typename, .. } if typename == "Newer"));
    assert_eq!((newer.id(), newer.brief().id()), ("n", "n"));
}

/// A fragment that is all there is of other types is reached as the field that it is in those that are told apart.
#[test]
fn a_fragment_may_be_all_of_it() {
    for (typename, rest) in [("Person", json!({ "mail": null })), ("Newer", json!({}))] {
        let mut node = json!({ "__typename": typename, "id": "a" });
        if typename == "Person" {
            node["name"] = json!("Ada");
            node["mail"] = rest["mail"].clone();
        }
        let read = value::<common::Alone>(json!({ "node": node })).node;
        assert_eq!(read.expect("a node").brief().id(), "a");
    }
}

/// A method called `clone` would hide the one that everybody means.
#[test]
fn methods_give_way_to_those_of_traits() {
    let node = json!({ "named": { "__typename": "Newer", "owner": "o", "clone": "c" } });
    let named = value::<common::Named>(node).named.expect("a node");
    assert_eq!((named.clone().owner(), named.clone_()), ("o", "c"));
}

fn listed(single: Value) -> common::ListsOutput {
    value::<common::Lists>(json!({ "goods": { "single": single } })).expect("a good")
}

#[test]
fn a_fragment_under_a_condition_keeps_its_type() {
    let more = listed(json!({
        "id": "g", "name": "Cup", "extra": null, "tags": [],
        "owner": { "id": "o", "name": "Ada", "mail": null, "goods": [] },
    }));
    let extra: types::Extra = more.extra.expect("it was asked for");
    assert_eq!((&*extra.name, more.price), ("Cup", None));
    let mail = more.owner.and_then(|owner| owner.mail);
    assert_eq!(mail.map(|mail: types::Mail| mail.mail), Some(None));
    let less = listed(json!({ "id": "g", "price": null, "madeAt": "now", "owner": { "id": "o" } }));
    assert_eq!(less.extra, None);
    let price: types::Price = less.price.expect("it was asked for");
    assert_eq!(price.made_at, "now");
    assert!(less.owner.is_some_and(|owner| owner.mail.is_none()));
}

/// What was asked for is held to its shape.
#[test]
fn a_fragment_that_was_asked_for_is_whole() {
    let single = json!({ "id": "g", "name": "Cup", "owner": { "id": "o" } });
    let read = Read::<common::Lists>::of(json!({ "goods": { "single": single } }));
    assert_eq!(read, None);
}

/// A key that others ask for, too, tells nothing.
#[test]
fn a_key_of_its_own_tells_what_was_asked_for() {
    let rest = json!({ "price": 1.5, "name": "Cup", "extra": null, "tags": [], "owner": null });
    let single = json!({ "goods": { "single": rest } });
    let read = value::<common::Shared>(single).expect("a good");
    assert_eq!(
        (read.price, read.price_, &*read.extra.name),
        (Some(1.5), None, "Cup")
    );
}

#[test]
fn a_directive_may_stand_around_a_field_and_on_it() {
    assert_eq!(
        sent(&common::Root::new(true, false)),
        json!({ "a": true, "b": false })
    );
    let read = Read::<common::Root>::of(json!({ "goods": { "count": 3 } })).expect("data");
    let counted = read.counted.and_then(|counted| counted.goods);
    assert_eq!(
        (read.version, counted.map(|goods| goods.count)),
        (None, Some(3))
    );
}

/// In a batch each field has an alias of its own, wherever it stands, and is found by it.
#[test]
fn a_batch_writes_what_stands_around_a_field() {
    let plan = Plan::new(OperationKind::Query, [common::Root::PARTS]);
    assert_eq!(
        plan.document(),
        "query Batch($b0_a:Boolean!,$b0_b:Boolean!){...@include(if:$b0_a){b0_version:version@include(if:$b0_b)} \
         ...@include(if:$b0_a){...@skip(if:$b0_b){b0_v:version@skip(if:$b0_a)}} \
         b0_goods:goods@include(if:$b0_a){count}}"
    );
    let json = br#"{"b0_goods":{"count":3}}"#;
    let mut reader = Reader::new(&json[12..]);
    let value = reader.raw().expect("an object");
    let members = [Member {
        key: "goods",
        value,
    }];
    let mut reader = Reader::of_members(&json[12..], &members);
    let read = common::RootData::decode(&mut reader).expect("the part's own data");
    assert!(read.counted.is_some() && read.version.is_none());
}

#[test]
fn parts_of_one_operation_give_way_to_each_other() {
    let read = value::<common::Cases>(json!({
        "goods": { "single": null, "oWner": { "owner_": { "mail": null } }, "OWner": { "mail": "m", "id": "i" } },
    }));
    let goods = read.goods.expect("goods");
    let (first, second): (common::CasesGoodsOWner, common::CasesGoodsOWner_) = (
        goods.o_wner.expect("a good"),
        goods.o_wner_.expect("a person"),
    );
    assert!(first.owner.is_some() && second.id == "i");
}
