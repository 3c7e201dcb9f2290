//! Whether something leaks, from what was held minute by minute. Pure.

use crate::measure::Held;

/// What memory may grow by, in KiB: allocators keep some of what is given back.
const MEMORY: u64 = 5 << 10;

/// How many minutes are enough to tell what grows from what has not come to rest yet.
const ENOUGH: usize = 8;

/// What leaks; nothing is the good answer.
///
/// `before` is what was held before the first client, `after` what is held when the last one is gone; `during` one value a
/// minute.
pub(crate) fn leaks(before: Held, during: &[Held], after: Held) -> Vec<String> {
    let mut leaks = Vec::new();
    if after.descriptors > before.descriptors {
        let (after, before) = (after.descriptors, before.descriptors);
        leaks.push(format!(
            "{after} descriptors are open, {before} were at the start"
        ));
    }
    if after.tasks > before.tasks {
        let (after, before) = (after.tasks, before.tasks);
        leaks.push(format!("{after} tasks run, {before} did at the start"));
    }
    // Fewer minutes say nothing of memory.
    let (first, last) = (quarter(during, 0), quarter(during, 3));
    if during.len() >= ENOUGH && last > first + MEMORY {
        leaks.push(format!(
            "{last} KiB of memory in the last quarter, {first} KiB in the first but for its beginning"
        ));
    }
    leaks
}

/// The median memory of a quarter of the time. Of the first the beginning is left out, in which caches and pools fill.
fn quarter(during: &[Held], number: usize) -> u64 {
    let bound = |number| during.len() * number / 4;
    let values = &during[bound(number)..bound(number + 1)];
    let warm = match number {
        0 => &values[values.len() / 2..],
        _ => values,
    };
    let mut memory: Vec<_> = warm.iter().map(|held| held.memory).collect();
    memory.sort_unstable();
    memory.get(memory.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(descriptors: u64, tasks: u64, memory: u64) -> Held {
        Held {
            descriptors,
            tasks,
            memory,
        }
    }

    #[test]
    fn what_grows_is_told() {
        let start = held(10, 1, 20_000);
        let level: Vec<_> = (0..60).map(|_| held(20, 9, 40_000)).collect();
        let growing: Vec<_> = (0..60)
            .map(|minute| held(20, 9, 40_000 + minute * 200))
            .collect();
        let filling: Vec<_> = (0..60)
            .map(|minute| held(20, 9, 20_000 + (minute * 10_000).min(20_000)))
            .collect();
        let peak: Vec<_> = (0..60)
            .map(|minute| held(20, 9, if minute == 55 { 90_000 } else { 40_000 }))
            .collect();
        for (during, after, says) in [
            (&level, start, &[][..]),
            (&filling, start, &[]),
            (&peak, start, &[]),
            (&growing, start, &["KiB of memory in the last quarter"]),
            (&level, held(11, 1, 0), &["11 descriptors are open, 10"]),
            (&level, held(9, 2, 0), &["2 tasks run, 1"]),
            (&vec![], start, &[]),
            (&growing[..7].to_vec(), start, &[]),
            (
                &vec![held(0, 0, 1)],
                held(11, 2, 0),
                &["descriptors", "tasks"],
            ),
        ] {
            let leaks = leaks(start, during, after);
            assert_eq!(leaks.len(), says.len(), "{leaks:?}");
            for (leak, says) in leaks.iter().zip(says) {
                assert!(leak.contains(says), "{leak}");
            }
        }
    }
}
