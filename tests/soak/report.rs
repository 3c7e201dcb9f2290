//! Watches a soak: a line a minute, and a verdict at the end.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use crate::churn::{Load, Make, Tally, churn, client};
use crate::measure::Held;
use crate::verdict::leaks;

const MINUTE: Duration = Duration::from_secs(60);

/// What is waited for what goes on for its own sake when the last client is gone: connections that close, writes in
/// doubt.
const QUIET: Duration = Duration::from_secs(120);

/// Soaks, tells each line, and answers with what leaks.
pub(crate) async fn soak(make: Make, load: Load, mut tell: impl FnMut(String)) -> Vec<String> {
    let (before, tally) = (Held::now(), Arc::new(Tally::default()));
    tell(head(before));
    let work = churn(client(&make, 0), make, load, Arc::clone(&tally));
    let mut during = Vec::new();
    let watched = async {
        for minute in 1.. {
            sleep(MINUTE).await;
            let held = Held::now();
            tell(line(minute, &tally, held));
            during.push(held);
        }
    };
    tokio::select! {
        () = work => {}
        () = watched => {}
    }
    let after = quiet(before).await;
    let leaks = leaks(before, &during, after);
    tell(verdict(&tally, after, &leaks));
    leaks
}

/// What is held when nothing more than before is, or when that was waited for long enough.
async fn quiet(before: Held) -> Held {
    let is_left = |held: &Held| held.descriptors > before.descriptors || held.tasks > before.tasks;
    let ended = Instant::now() + QUIET;
    let settled = async {
        while Instant::now() < ended && is_left(&Held::now()) {
            sleep(Duration::from_millis(100)).await;
        }
    };
    // What takes longer shows in the verdict.
    let _ = timeout(QUIET, settled).await;
    Held::now()
}

fn head(before: Held) -> String {
    format!(
        "minute     calls  answered    failed   dropped  clients  descriptors  tasks  memory (KiB)\n{}",
        columns("0", &Tally::default(), before)
    )
}

fn line(minute: u64, tally: &Tally, held: Held) -> String {
    columns(&minute.to_string(), tally, held)
}

fn columns(minute: &str, tally: &Tally, held: Held) -> String {
    let [answered, failed, dropped, clients] = [
        &tally.answered,
        &tally.failed,
        &tally.dropped,
        &tally.clients,
    ]
    .map(|count| count.load(Ordering::Relaxed));
    format!(
        "{minute:>6}  {:>8}  {answered:>8}  {failed:>8}  {dropped:>8}  {clients:>7}  {:>11}  {:>5}  {:>12}",
        tally.calls(),
        held.descriptors,
        held.tasks,
        held.memory
    )
}

fn verdict(tally: &Tally, after: Held, leaks: &[String]) -> String {
    let end = columns("end", tally, after);
    match leaks {
        [] => format!("{end}\nNothing leaks."),
        leaks => format!("{end}\nLeaks: {}.", leaks.join("; ")),
    }
}
