//! Other modules, and names that are one in Rust.

use serde_json::json;

use super::{alike, apart, flat, sent, value};

/// Whatever the modules, what is equal is one type, and every path leads there.
#[test]
fn other_modules_send_and_read_the_same() {
    assert_eq!(sent(&flat::ListOfGoods::new()), json!({}));
    let list = apart::list_of_goods::ListOfGoods::new().tags(["new"]);
    assert_eq!(sent(&list), json!({ "tags": ["new"] }));
    let answer = json!({ "goods": { "count": 3 }, "version": "2" });
    let one = value::<apart::numbers::Counted>(answer.clone());
    let other = value::<flat::Counted>(answer);
    assert_eq!(one.version, other.version);
    let tag: apart::list_of_goods::ListOfGoodsTags = value::<apart::tagged::Tagged>(
        json!({ "goods": { "list": [{ "type": "SOLID", "tags": [{ "id": "1", "text": "new" }] }] } }),
    )
    .remove(0)
    .tags
    .remove(0);
    assert_eq!(tag.text, "new");
}

/// Later names take underscores; what is sent and read is called as ever.
#[test]
fn names_that_are_one_in_rust() {
    let goods = value::<alike::Fields>(
        json!({ "goods": { "list": [{ "aB": "7", "a_b": "Cup", "weight": null, "tag": "k" }] } }),
    );
    let good = goods.first().expect("a good");
    assert_eq!((&*good.a_b, &*good.a_b_, &*good.tag_), ("7", "Cup", "k"));
    let variables = alike::Variables::new(1, 2).new_("a").new__("b");
    let all = json!({ "aB": 1, "a_b": 2, "new": "a", "new_": "b" });
    assert_eq!(sent(&variables), all);
    assert_eq!(sent(&alike::goods::Move::new()), json!({}));
}
