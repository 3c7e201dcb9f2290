//! Typed operations without a client: the request as text, the answer as text, and whatever HTTP between them.

// docs: include
use std::error::Error;

use serde_json::json;
use wikijs_wire::operation::read_answer;
use wikijs_wire::{Operation, Outcome};

use crate::generated::{goods, types};

#[allow(dead_code, reason = "not all that is generated is used")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/generated.rs"));
}
// docs: end

fn main() -> Result<(), Box<dyn Error>> {
    cheap()?;
    find()?;
    named()
}

fn cheap() -> Result<(), Box<dyn Error>> {
    // docs: send
    let operation = goods::Cheap::new(10.0).kind(types::Kind::Toy);
    let body = json!({ "query": goods::Cheap::DOCUMENT, "variables": operation }).to_string();
    let answer = post(&body);

    match read_answer::<goods::Cheap>(answer.as_bytes())? {
        Outcome::Answered { value, errors } => {
            for good in &value.goods {
                println!("{} {} for {}", good.id, good.name, good.price);
            }
            println!("{} errors", errors.len());
        }
        other => println!("nothing came: {}", other.errors()),
    }
    // docs: end
    Ok(())
}

fn find() -> Result<(), Box<dyn Error>> {
    let answer = r#"{"data": {"find": [
        {"__typename": "Good", "id": "7", "name": "Kite", "price": 9.5},
        {"__typename": "Maker", "name": "Ada", "town": null},
        {"__typename": "Shop"}
    ]}}"#;
    let outcome = read_answer::<goods::Find>(answer.as_bytes())?;
    let data = outcome.value().ok_or("nothing came")?;
    // docs: union
    for found in data.find {
        match found {
            goods::FindFind::Good(good) => println!("{} for {}", good.name, good.price),
            goods::FindFind::Maker(maker) => println!("{} makes things", maker.name),
            goods::FindFind::Other { typename, .. } => println!("a {typename}"),
        }
    }
    // docs: end
    Ok(())
}

fn named() -> Result<(), Box<dyn Error>> {
    let answer = r#"{"data": {"named": [
        {"__typename": "Maker", "name": "Ada", "town": "Ulm"},
        {"__typename": "Shop", "name": "Corner"}
    ]}}"#;
    let outcome = read_answer::<goods::Named>(answer.as_bytes())?;
    let data = outcome.value().ok_or("nothing came")?;
    // docs: common
    for named in data.named {
        println!("{}", named.name());
        if let goods::NamedNamed::Maker(maker) = named {
            println!("lives in {}", maker.town.unwrap_or_default());
        }
    }
    // docs: end
    Ok(())
}

/// Stands for an HTTP client.
fn post(body: &str) -> String {
    println!("{body}");
    r#"{"data": {"goods": [{"id": "7", "name": "Kite", "price": 9.5}]}}"#.to_owned()
}
