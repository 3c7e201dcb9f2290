//! Types of a dependency in the code of a dependent: they are the same types.

use serde_json::json;
use wikijs_wire::{Outcome, Refusal};

use crate::{mine, sent, theirs, told, value};

fn good() -> serde_json::Value {
    json!({ "id": "g", "number": 1, "type": "SOLID", "owner": { "name": "n" } })
}

#[test]
fn a_fragment_of_theirs_is_their_type() {
    let answer = json!({ "goods": { "list": [good()] } });
    let list: Vec<theirs::types::Good> = value::<mine::MyList>(answer.clone());
    assert_eq!(list, value::<theirs::TheirList>(answer));
    let found = value::<mine::MyFound>(json!({ "search": [
        { "__typename": "Good", "id": "g", "number": 1, "type": "SOLID", "owner": null },
    ] }));
    let found = found.search.expect("a list").remove(0).expect("a good");
    let mine::MyFoundSearch::Good(theirs::types::Good { number, .. }) = found else {
        panic!("a good")
    };
    assert_eq!(number, theirs::types::GoodId(1));
}

#[test]
fn enums_inputs_and_identities_are_theirs_where_they_have_them() {
    let operation = mine::MyList::new(theirs::types::Order::Price);
    assert_eq!(sent(&operation), json!({ "orderBy": "PRICE" }));
    let owner = theirs::types::PersonInput::new("n", "1", [] as [&str; 0]);
    assert_eq!(
        sent(&mine::MyTwo::new().owner(owner)),
        json!({ "owner": { "name": "n", "pin": "1", "tags": [] } })
    );
    let filter = mine::types::Filter::new().kind(theirs::types::Kind::Solid);
    let parse = mine::MyParse::new(theirs::types::GoodId(3)).deep(filter);
    assert_eq!(
        sent(&parse),
        json!({ "id": 3, "deep": { "kind": "SOLID" } })
    );
}

#[test]
fn what_is_equal_without_its_name_is_not_shared() {
    let equal = value::<mine::MyEqual>(json!({ "goods": { "single": good() } }));
    let mine::MyEqualOutput { owner, .. } = equal.expect("a good");
    assert_eq!(owner.expect("an owner").name, "n");
}

#[test]
fn what_is_defined_anew_is_ones_own() {
    let single = json!({ "id": "g", "number": 1, "type": "SOLID", "owner": null, "weight": 2, "price": 3.0 });
    let answer = json!({ "goods": { "single": single, "parse": null } });
    let read = value::<mine::MyParse>(answer);
    let single = read.goods.and_then(|goods| goods.single).expect("a good");
    assert_eq!(
        (single.unused.weight, single.redefined.price),
        (Some(2), Some(3.0))
    );
    assert_eq!(single.unused.good.id, "g");
}

#[test]
fn their_status_is_looked_at() {
    let done = json!({ "ok": true, "code": 0, "slug": "ok", "message": "done" });
    let refused = json!({ "ok": false, "code": 7, "slug": "no", "message": null });
    let one = json!({ "goods": { "delete": { "status": refused } } });
    match told::<mine::MyDelete>(one) {
        Outcome::Refused { refusal, .. } => {
            let status: theirs::types::Status = refusal;
            assert_eq!(status.code(), 7);
        }
        other => panic!("{other:?}"),
    }
    let two = json!({ "goods": { "create": { "status": done }, "delete": { "status": refused } } });
    match told::<mine::MyTwo>(two) {
        Outcome::Partly { refusal, .. } => {
            assert_eq!(refusal.map(|refusal| refusal.code()), Some(7))
        }
        other => panic!("{other:?}"),
    }
}
