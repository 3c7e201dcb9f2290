//! Pages as rows.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize, Serializer};
use sha1::{Digest as _, Sha1};

use super::blob::hex;
use super::grams::Grams;
use crate::clock::Millis;
use crate::packed::Packed;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Page {
    pub(crate) id: i64,
    pub(crate) path: String,
    pub(crate) locale: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) is_private: bool,
    pub(crate) is_published: bool,
    pub(crate) publish_start: String,
    pub(crate) publish_end: String,
    pub(crate) content: String,
    pub(crate) render: Option<Packed>,
    /// Headings as the renderer found them, in JSON: level, text, anchor.
    pub(crate) toc: Packed,
    pub(crate) content_type: String,
    pub(crate) editor: String,
    pub(crate) script_css: String,
    pub(crate) script_js: String,
    pub(crate) author: i64,
    pub(crate) creator: i64,
    pub(crate) created: Millis,
    pub(crate) updated: Millis,
    /// Ids, in the order they were put on.
    pub(crate) tags: Vec<i64>,
}

impl Page {
    /// The headings as the renderer found them: level, text, anchor.
    pub(crate) fn headings(&self) -> Vec<(u8, String, String)> {
        serde_json::from_str(&self.toc.text()).unwrap_or_default()
    }

    /// What the renderer made of the source.
    pub(crate) fn rendered(&mut self, html: &str, toc: &[(u8, String, String)]) {
        let toc = match toc {
            [] => String::new(),
            toc => serde_json::to_string(toc).unwrap_or_default(),
        };
        (self.render, self.toc) = (Some(html.into()), toc.as_str().into());
    }

    /// The HTML that the renderer made; empty where it has not.
    pub(crate) fn html(&self) -> String {
        self.render.as_ref().map_or_else(String::new, Packed::text)
    }

    /// The page as history keeps it: as it was written, not as it was rendered.
    pub(crate) fn written(&self) -> Self {
        Self {
            render: None,
            toc: Packed::default(),
            ..self.clone()
        }
    }

    /// The hash that the server keeps of locale and path.
    pub(crate) fn hash(&self) -> String {
        let digest = Sha1::digest(format!("{}|{}|", self.locale, self.path));
        hex(&digest)
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(from = "Rows")]
pub(crate) struct Pages {
    #[serde(serialize_with = "rows")]
    all: std::collections::BTreeMap<i64, Page>,
    #[serde(skip)]
    paths: std::collections::HashMap<(String, String), i64>,
    last: i64,
    /// What searches look at, from the first search on.
    #[serde(skip)]
    grams: OnceLock<Grams>,
}

/// Pages as they are saved.
#[derive(Deserialize)]
struct Rows {
    all: Vec<Page>,
    last: i64,
}

fn rows<S: Serializer>(
    pages: &std::collections::BTreeMap<i64, Page>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(pages.values())
}

impl From<Rows> for Pages {
    fn from(rows: Rows) -> Self {
        let mut pages = Self::default();
        for page in rows.all {
            pages.put(page);
        }
        pages.last = rows.last;
        pages
    }
}

impl Pages {
    /// By id.
    pub(crate) fn list(&self) -> impl DoubleEndedIterator<Item = &Page> {
        self.all.values()
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Page> {
        self.all.get(&id)
    }

    pub(crate) fn by_path(&self, locale: &str, path: &str) -> Option<&Page> {
        self.paths
            .get(&(locale.into(), path.into()))
            .and_then(|id| self.all.get(id))
    }

    /// The pages that may have a text in title, description or path, whatever the case, by id; the caller looks.
    pub(crate) fn perhaps_with(&self, lowered: &str) -> Vec<&Page> {
        let grams = self.grams.get_or_init(|| Grams::of(self.all.values()));
        match grams.candidates(lowered) {
            Some(ids) => ids.iter().filter_map(|id| self.all.get(id)).collect(),
            None => self.all.values().collect(),
        }
    }

    /// The youngest id.
    pub(crate) fn last(&self) -> i64 {
        self.last
    }

    /// Takes a page in and gives its id. A path that is taken leads to the older page.
    pub(crate) fn add(&mut self, page: Page) -> i64 {
        let id = self.skip();
        self.put(Page { id, ..page });
        id
    }

    fn put(&mut self, page: Page) {
        if let Some(grams) = self.grams.get_mut() {
            grams.add(&page);
        }
        self.paths
            .entry((page.locale.clone(), page.path.clone()))
            .or_insert(page.id);
        self.all.insert(page.id, page);
    }

    /// Uses an id up, as an insertion does that the database refuses.
    pub(crate) fn skip(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    /// Changes a page in place.
    pub(crate) fn change<T>(&mut self, id: i64, change: impl FnOnce(&mut Page) -> T) -> Option<T> {
        let page = self.all.get_mut(&id)?;
        let before = (page.locale.clone(), page.path.clone());
        let seen = (page.title.clone(), page.description.clone());
        let out = change(page);
        if let Some(grams) = self.grams.get_mut()
            && (before.1 != page.path || seen.0 != page.title || seen.1 != page.description)
        {
            grams.add(page);
        }
        let after = (page.locale.clone(), page.path.clone());
        if before != after {
            self.leave(&before, id);
            self.paths.entry(after).or_insert(id);
        }
        Some(out)
    }

    pub(crate) fn remove(&mut self, id: i64) -> Option<Page> {
        let page = self.all.remove(&id)?;
        self.leave(&(page.locale.clone(), page.path.clone()), id);
        Some(page)
    }

    // A page leaves its path to the next one there, if two had come to the same.
    fn leave(&mut self, place: &(String, String), id: i64) {
        if self.paths.get(place) != Some(&id) {
            return;
        }
        self.paths.remove(place);
        let heir = self
            .all
            .values()
            .find(|page| page.id != id && page.locale == place.0 && page.path == place.1);
        if let Some(heir) = heir.map(|page| page.id) {
            self.paths.insert(place.clone(), heir);
        }
    }

    /// Changes all pages; their paths and locales may not change here.
    pub(crate) fn change_each(&mut self, change: impl FnMut(&mut Page)) {
        self.all.values_mut().for_each(change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_of_locale_and_path() {
        let page = Page {
            locale: "en".into(),
            path: "home".into(),
            ..Page::default()
        };
        assert_eq!(page.hash(), "b29b5d2ce62e55412776ab98f05631e0aa96597b");
    }
}
