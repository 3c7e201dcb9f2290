//! Former versions of pages: a row for each state that an update, move, restore or deletion replaced.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Page;
use crate::clock::Millis;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Version {
    pub(crate) id: i64,
    pub(crate) page: Page,
    pub(crate) action: Cow<'static, str>,
    /// When the state was written that this row keeps.
    pub(crate) date: Millis,
    /// When the row was made.
    pub(crate) created: Millis,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct History {
    all: Vec<Version>,
    last: i64,
}

impl History {
    pub(crate) fn add(&mut self, page: &Page, action: &'static str, created: Millis) {
        self.last += 1;
        self.all.push(Version {
            id: self.last,
            page: page.written(),
            action: action.into(),
            date: page.updated,
            created,
        });
    }

    /// Of a page, oldest first.
    pub(crate) fn of(&self, page: i64) -> Vec<&Version> {
        let mut versions: Vec<_> = self
            .all
            .iter()
            .filter(|version| version.page.id == page)
            .collect();
        versions.sort_by_key(|version| version.date);
        versions
    }

    pub(crate) fn get(&self, page: i64, id: i64) -> Option<&Version> {
        self.all
            .iter()
            .find(|version| version.page.id == page && version.id == id)
    }

    pub(crate) fn purge(&mut self, before: Millis) {
        self.all.retain(|version| version.date >= before);
    }

    pub(crate) fn change_author(&mut self, from: i64, to: i64) {
        for version in &mut self.all {
            for author in [&mut version.page.author, &mut version.page.creator] {
                if *author == from {
                    *author = to;
                }
            }
        }
    }
}
