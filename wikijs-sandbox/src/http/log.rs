//! What was asked, for tests to look at.

use std::collections::VecDeque;

// Older requests are forgotten.
const MOST: usize = 4096;

/// A request that the sandbox has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoggedRequest {
    /// Counted from 1.
    pub number: u64,
    /// The method: `POST`, `GET` …
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// What it asked for, `namespace.field` for each field; empty where it was no GraphQL.
    pub operations: Vec<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Log {
    requests: VecDeque<LoggedRequest>,
    count: u64,
}

impl Log {
    /// Takes a request down and gives its number.
    pub(crate) fn add(&mut self, method: &str, path: &str, operations: Vec<String>) -> u64 {
        self.count += 1;
        let (method, path) = (method.into(), path.into());
        self.requests.push_back(LoggedRequest {
            number: self.count,
            method,
            path,
            operations,
        });
        if self.requests.len() > MOST {
            self.requests.pop_front();
        }
        self.count
    }

    pub(crate) fn requests(&self) -> Vec<LoggedRequest> {
        self.requests.iter().cloned().collect()
    }
}
