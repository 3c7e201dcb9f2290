//! What a client is told that it may do is true: for every permission, every operation of the catalogue, keys, users and
//! guests. What is not known is counted, so that a release does not know less than the one before.

use std::collections::BTreeSet;

use wikijs_sandbox::{Sandbox, SeedGroup, SeedUser};
use wikijs_sdk::Client;
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::health::{Clearance, Need};
use wikijs_tests::CATALOGUE;
use wikijs_wire::Facts;

/// Permissions, as a group may have them.
type Held = Vec<&'static str>;

fn all_permissions() -> BTreeSet<&'static str> {
    let requires = CATALOGUE.iter().flat_map(|entry| entry.facts.requires);
    requires.copied().collect()
}

/// Each permission alone, each two neighbours, all but each, none.
fn groups() -> Vec<Held> {
    let all: Vec<_> = all_permissions().into_iter().collect();
    let ordinary: Vec<_> = all
        .iter()
        .copied()
        .filter(|one| *one != "manage:system")
        .collect();
    let but_one = |left: &&str| ordinary.iter().copied().filter(|one| one != left).collect();
    let alone = all.iter().map(|one| vec![*one]);
    let pairs = ordinary.windows(2).map(<[_]>::to_vec);
    let most = ordinary.iter().map(but_one);
    alone.chain(pairs).chain(most).chain([Vec::new()]).collect()
}

fn client(sandbox: &Sandbox, token: &str) -> Client {
    Client::builder(sandbox.url())
        .token(token)
        .connector(HttpService::new(sandbox.service()))
        .build()
        .unwrap()
}

/// What is true: whether one of each list is held.
fn may(held: &Held, facts: &Facts) -> bool {
    let has = |any_of: &[&str]| {
        any_of.is_empty()
            || any_of.iter().any(|one| held.contains(one))
            || held.contains(&"manage:system")
    };
    let besides: &[&str] = match facts.field {
        "pages.single" | "pages.singleByPath" => &["read:pages"],
        _ => &[],
    };
    has(facts.requires) && has(besides)
}

/// Holds what is told against what is true, and counts what is not told.
async fn unknown(client: &Client, held: &Held) -> usize {
    let needs = CATALOGUE.iter().map(|entry| Need::from(entry.facts));
    let ready = client.check_needs(needs).await.unwrap();
    for (need, clearance) in ready.iter() {
        let entry = CATALOGUE
            .iter()
            .find(|entry| entry.facts.field == need.field());
        let is_allowed = may(held, &entry.unwrap().facts);
        match clearance {
            Clearance::Unknown { .. } => {}
            clearance => assert_eq!(
                clearance.is_allowed(),
                is_allowed,
                "{need} with {held:?}: {clearance}"
            ),
        }
    }
    ready.unknown().count()
}

#[tokio::test(start_paused = true)]
async fn each_permission_that_the_api_asks_for_is_told_of() {
    let sandbox = Sandbox::in_process();
    let health = client(&sandbox, sandbox.admin_token()).health().await;
    let told = serde_json::to_value(health.permissions.unwrap()).unwrap();
    let held: BTreeSet<_> = told["holds"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one.as_str())
        .collect();
    // No operation needs this one: the sources of pages are downloads.
    let all: BTreeSet<_> = all_permissions()
        .into_iter()
        .chain(["read:source"])
        .collect();
    assert_eq!(held, all);
}

#[tokio::test(start_paused = true)]
async fn no_answer_is_a_guess() {
    let (mut by_keys, mut by_users, groups) = (0, 0, groups());
    for held in &groups {
        let sandbox = Sandbox::builder()
            .group(SeedGroup::new("Tested", held.iter().copied()).below(""))
            .key("tested", "Tested")
            .user(SeedUser::new("ada@example.org", "Ada", "correct horse").group("Tested"))
            .in_process();
        let key = client(&sandbox, sandbox.key("tested").unwrap());
        by_keys += unknown(&key, held).await;
        let login = key
            .authentication()
            .login("ada@example.org", "correct horse");
        let token = login.await.unwrap().jwt.unwrap();
        by_users += unknown(&client(&sandbox, token.expose()), held).await;
    }
    assert_eq!(by_users, 0, "a user's token tells all");
    let part = by_keys as f64 / (groups.len() * CATALOGUE.len()) as f64;
    println!(
        "of {} groups, keys leave {:.1} % of operations open",
        groups.len(),
        part * 100.0
    );
    assert!(part < 0.1, "{part}");
}
