//! Tags: lower-case texts with a title of their own, kept even when no page has them any more.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::clock::Millis;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Tag {
    pub(crate) id: i64,
    pub(crate) tag: String,
    pub(crate) title: String,
    pub(crate) created: Millis,
    pub(crate) updated: Millis,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(from = "Rows")]
pub(crate) struct Tags {
    all: Vec<Tag>,
    last: i64,
    /// Their ids by their texts.
    #[serde(skip)]
    known: HashMap<String, i64>,
}

/// Tags as they are saved.
#[derive(Deserialize)]
struct Rows {
    all: Vec<Tag>,
    last: i64,
}

impl From<Rows> for Tags {
    fn from(Rows { all, last }: Rows) -> Self {
        let known = all.iter().map(|tag| (tag.tag.clone(), tag.id)).collect();
        Self { all, last, known }
    }
}

impl Tags {
    pub(crate) fn list(&self) -> &[Tag] {
        &self.all
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Tag> {
        self.all.get(self.position(id)?)
    }

    // Younger ones come later.
    fn position(&self, id: i64) -> Option<usize> {
        self.all.binary_search_by_key(&id, |tag| tag.id).ok()
    }

    /// Gives a tag another text and title.
    pub(crate) fn rename(&mut self, id: i64, text: String, title: String, now: Millis) {
        let at = self.position(id);
        let Some(tag) = at.and_then(|at| self.all.get_mut(at)) else {
            return;
        };
        self.known.remove(&tag.tag);
        self.known.insert(text.clone(), id);
        (tag.tag, tag.title, tag.updated) = (text, title, now);
    }

    pub(crate) fn by_text(&self, text: &str) -> Option<&Tag> {
        self.get(*self.known.get(text)?)
    }

    /// The youngest id.
    pub(crate) fn last(&self) -> i64 {
        self.last
    }

    pub(crate) fn remove(&mut self, id: i64) {
        if let Some(at) = self.position(id) {
            let tag = self.all.remove(at);
            self.known.remove(&tag.tag);
        }
    }

    /// The ids of those texts, known ones first by id, then new ones in the order given.
    pub(crate) fn ids(&mut self, texts: &[String], now: Millis) -> Vec<i64> {
        let texts = normalised(texts);
        let mut known: Vec<_> = texts
            .iter()
            .filter_map(|text| self.by_text(text))
            .map(|tag| tag.id)
            .collect();
        known.sort_unstable();
        let new: Vec<_> = texts
            .into_iter()
            .filter(|text| self.by_text(text).is_none())
            .collect();
        known.extend(
            new.into_iter()
                .map(|text| self.add(text, now))
                .collect::<Vec<_>>(),
        );
        known
    }

    fn add(&mut self, text: String, now: Millis) -> i64 {
        self.last += 1;
        self.known.insert(text.clone(), self.last);
        self.all.push(Tag {
            id: self.last,
            title: text.clone(),
            tag: text,
            created: now,
            updated: now,
        });
        self.last
    }
}

/// Trimmed, lower-cased, repeated ones dropped. An empty one is a tag like others.
pub(crate) fn normalised(texts: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    let texts = texts.iter().map(|text| text.trim().to_lowercase());
    texts.filter(|text| seen.insert(text.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_normalised_and_known_ones_come_first() {
        let mut tags = Tags::default();
        assert_eq!(
            tags.ids(
                &[
                    "Start".into(),
                    "  start ".into(),
                    "Über".into(),
                    String::new()
                ],
                0
            ),
            [1, 2, 3]
        );
        assert_eq!(tags.ids(&["New".into(), "über".into()], 0), [2, 4]);
    }
}
