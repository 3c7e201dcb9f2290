//! Runs the single exchanges: each file says from which world it starts and which steps lead to the one that counts.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use crate::case::{self, Body, Case, Item};
use crate::player::{Player, Variation};

#[tokio::test(start_paused = true)]
async fn recorded_exchanges_agree_but_for_those_that_are_listed() {
    compare(Variation::AsRecorded).await;
}

#[tokio::test(start_paused = true)]
async fn recorded_exchanges_agree_in_other_words() {
    compare(Variation::OtherWords).await;
}

#[test]
fn of_the_exchanges_at_most_one_in_twenty_is_listed() {
    let (all, listed) = (names().len(), listed().len());
    assert!(all == 387 && listed * 20 <= all, "{listed} of {all}");
}

// Exactly those differ that are listed with a reason.
async fn compare(variation: Variation) {
    let (mut differing, mut quiet) = (BTreeMap::new(), Quiet::new());
    for name in names() {
        let failures = run(&name, variation, &mut quiet).await;
        if !failures.is_empty() {
            differing.insert(name, failures.join("\n"));
        }
    }
    let listed = listed();
    let found: BTreeSet<_> = differing.keys().cloned().collect();
    let agree: Vec<_> = listed.difference(&found).collect();
    differing.retain(|name, _| !listed.contains(name));
    let told: String = differing
        .iter()
        .map(|(name, failures)| format!("{name}\n{failures}\n"))
        .collect();
    assert!(
        differing.is_empty() && agree.is_empty(),
        "{} differ:\n{told}listed, and yet they agree: {agree:?}",
        differing.len()
    );
}

/// Wikis in which nothing but questions has been asked since their world was made, by world.
type Quiet = HashMap<(String, bool), Player>;

// What leads to a case: the world, then the cases before it, then itself.
async fn run(name: &str, variation: Variation, quiet: &mut Quiet) -> Vec<String> {
    let last = exchange(name);
    let Some(world) = last.world.as_ref().filter(|_| is_question(&last)) else {
        return match last.items.is_empty() {
            true => vec!["nothing that one request could ask".into()],
            false => made(&last, variation).await.play_all(&last).await,
        };
    };
    match quiet.entry((world.clone(), last.production)) {
        Entry::Occupied(player) => player.into_mut().play_all(&last).await,
        Entry::Vacant(free) => {
            let player = free.insert(made(&last, variation).await);
            player.play_all(&last).await
        }
    }
}

// A case that leaves its world as it was.
fn is_question(case: &Case) -> bool {
    let asks = |item: &Item| match item {
        Item::Step(step) => match &step.body {
            Body::None => step.method == "GET",
            Body::Json(json) => step.path == "/graphql" && !json.contains("mutation"),
            _ => false,
        },
        _ => false,
    };
    !case.items.is_empty() && case.items.iter().all(asks)
}

// The wiki that a case meets.
pub(crate) async fn made(case: &Case, variation: Variation) -> Player {
    let way = way(case);
    let first = way.last().expect("a world");
    let begin = Case {
        admin: first.admin.clone(),
        locales: first.locales.clone(),
        production: case.production,
        ..Case::default()
    };
    let mut player = Player::new(&begin, variation);
    for case in way.iter().rev() {
        player.play_all(case).await;
    }
    player
}

// The cases and worlds before a case, the first one last.
fn way(last: &Case) -> Vec<Case> {
    let mut way = Vec::new();
    let mut before = before(last);
    while let Some(case) = before {
        before = self::before(&case);
        way.push(case);
    }
    way
}

fn before(case: &Case) -> Option<Case> {
    let world = |name: &String| read(&folder("worlds").join(format!("{name}.case")));
    let after = case.after.as_deref().map(exchange);
    after.or_else(|| case.world.as_ref().map(world))
}

fn exchange(name: &str) -> Case {
    read(&folder("exchanges").join(format!("{name}.case")))
}

pub(crate) fn read(file: &Path) -> Case {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file:?}: {error}"));
    case::read(&text)
}

pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(name)
}

fn names() -> BTreeSet<String> {
    names_in("exchanges")
}

/// The cases in a folder.
pub(crate) fn names_in(name: &str) -> BTreeSet<String> {
    let files = fs::read_dir(folder(name)).expect("cases");
    files
        .map(|entry| entry.expect("a case").path())
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect()
}

// `NAME: REASON`, a line each.
fn listed() -> BTreeSet<String> {
    let text = fs::read_to_string(folder("differ.txt")).expect("a list");
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| line.split_once(": ").expect("NAME: REASON").0.to_owned())
        .collect()
}
