//! Comments below pages.

use serde::{Deserialize, Serialize};

use crate::clock::Millis;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Comment {
    pub(crate) id: i64,
    pub(crate) page: i64,
    pub(crate) content: String,
    pub(crate) render: String,
    pub(crate) author: i64,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) ip: String,
    pub(crate) created: Millis,
    pub(crate) updated: Millis,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Comments {
    all: Vec<Comment>,
    last: i64,
}

impl Comments {
    pub(crate) fn of(&self, page: i64) -> impl Iterator<Item = &Comment> {
        self.all.iter().filter(move |comment| comment.page == page)
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Comment> {
        self.all.iter().find(|comment| comment.id == id)
    }

    pub(crate) fn get_mut(&mut self, id: i64) -> Option<&mut Comment> {
        self.all.iter_mut().find(|comment| comment.id == id)
    }

    pub(crate) fn add(&mut self, comment: Comment) -> i64 {
        self.last += 1;
        self.all.push(Comment {
            id: self.last,
            ..comment
        });
        self.last
    }

    pub(crate) fn remove(&mut self, id: i64) {
        self.all.retain(|comment| comment.id != id);
    }

    pub(crate) fn remove_of(&mut self, page: i64) {
        self.all.retain(|comment| comment.page != page);
    }

    pub(crate) fn change_author(&mut self, from: i64, to: i64) {
        for comment in self.all.iter_mut().filter(|comment| comment.author == from) {
            comment.author = to;
        }
    }

    /// When an account last wrote one.
    pub(crate) fn last_of(&self, author: i64) -> Option<Millis> {
        self.all
            .iter()
            .filter(|comment| comment.author == author)
            .map(|comment| comment.created)
            .max()
    }
}
