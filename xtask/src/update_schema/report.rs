//! What changed, for people.

use std::fmt::Write;

use super::diff::{Change, Verb};
use crate::freshness::Freshness;

/// How many operations are named at a change before the rest is counted.
const NAMED: usize = 6;

/// The changes one a line, below each the operations that it concerns, and a sum at the end.
pub(super) fn text(changes: &[Change], touched: &[Vec<String>], freshness: Freshness) -> String {
    let mut text = String::new();
    for (change, operations) in changes.iter().zip(touched) {
        text.push_str(&line(change));
        if !operations.is_empty() {
            let _ = writeln!(text, "          touches {}", list(operations));
        }
    }
    text.push_str(&sum(changes, freshness));
    text
}

fn line(change: &Change) -> String {
    let verb = match change.verb {
        Verb::Added => "added  ",
        Verb::Removed => "removed",
        Verb::Changed => "changed",
    };
    let breaking = if change.breaking { "  (breaking)" } else { "" };
    format!("{verb}   {}: {}{breaking}\n", change.element, change.text)
}

fn list(operations: &[String]) -> String {
    let named = operations
        .iter()
        .take(NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    match operations.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

fn sum(changes: &[Change], freshness: Freshness) -> String {
    let breaking = changes.iter().filter(|change| change.breaking).count();
    match (changes.len(), freshness) {
        (0, Freshness::Fresh) => "The schema is up to date.\n".to_owned(),
        (0, Freshness::Stale) => {
            "The schema is the same; only the order or the layout of the file differs.\n".to_owned()
        }
        (1, _) => format!(
            "1 change, {}.\n",
            if breaking == 0 {
                "not breaking"
            } else {
                "breaking"
            }
        ),
        (count, _) => format!("{count} changes, {breaking} of them breaking.\n"),
    }
}
