//! What this process holds at the moment.

use std::fs;

use tokio::runtime::Handle;

/// What is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Held {
    /// File descriptors, sockets among them.
    pub(crate) descriptors: u64,
    /// Tasks of the runtime that have not ended.
    pub(crate) tasks: u64,
    /// Memory of the process in KiB.
    pub(crate) memory: u64,
}

impl Held {
    /// What is held now; descriptors and memory are 0 where the system does not tell them as Linux does.
    pub(crate) fn now() -> Self {
        let descriptors = fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
        Self {
            descriptors: descriptors as u64,
            tasks: Handle::current().metrics().num_alive_tasks() as u64,
            memory: memory().unwrap_or_default(),
        }
    }
}

fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
