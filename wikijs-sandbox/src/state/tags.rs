//! Tags: lower-case texts with a title of their own, kept even when no page has them any more.

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
#[serde(rename_all = "camelCase")]
pub(crate) struct Tags {
    all: Vec<Tag>,
    last: i64,
}

impl Tags {
    pub(crate) fn list(&self) -> &[Tag] {
        &self.all
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Tag> {
        // Younger ones come later.
        let at = self.all.binary_search_by_key(&id, |tag| tag.id).ok()?;
        self.all.get(at)
    }

    pub(crate) fn get_mut(&mut self, id: i64) -> Option<&mut Tag> {
        self.all.iter_mut().find(|tag| tag.id == id)
    }

    pub(crate) fn by_text(&self, text: &str) -> Option<&Tag> {
        self.all.iter().find(|tag| tag.tag == text)
    }

    /// The youngest id.
    pub(crate) fn last(&self) -> i64 {
        self.last
    }

    pub(crate) fn remove(&mut self, id: i64) {
        self.all.retain(|tag| tag.id != id);
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
    let mut out: Vec<String> = Vec::new();
    for text in texts.iter().map(|text| text.trim().to_lowercase()) {
        if !out.contains(&text) {
            out.push(text);
        }
    }
    out
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
