//! Pages as rows.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, OnceLock, PoisonError};

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
    /// What the renderer made of it: HTML, and as a note the headings in JSON.
    pub(crate) render: Option<Packed>,
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
        let headings = self.render.as_ref().map(Packed::note);
        headings
            .and_then(|headings| serde_json::from_str(&headings).ok())
            .unwrap_or_default()
    }

    /// What the renderer made of the source.
    pub(crate) fn rendered(&mut self, html: &str, toc: &[(u8, String, String)]) {
        let toc = match toc {
            [] => String::new(),
            toc => serde_json::to_string(toc).unwrap_or_default(),
        };
        self.render = Some(Packed::new(html, &toc));
    }

    /// The same headings in other HTML.
    pub(crate) fn relinked(&mut self, html: &str) {
        let headings = self.render.as_ref().map(Packed::note).unwrap_or_default();
        self.render = Some(Packed::new(html, &headings));
    }

    /// The HTML that the renderer made; empty where it has not.
    pub(crate) fn html(&self) -> String {
        self.render.as_ref().map_or_else(String::new, Packed::text)
    }

    /// The page as history keeps it: as it was written, not as it was rendered.
    pub(crate) fn written(&self) -> Self {
        Self {
            render: None,
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
    /// Boxed: the nodes of the map are half empty where ids only rise.
    #[serde(serialize_with = "rows")]
    all: BTreeMap<i64, Box<Page>>,
    /// By locale and path.
    #[serde(skip)]
    paths: HashMap<String, HashMap<String, i64>>,
    last: i64,
    /// What searches look at, from the first search on.
    #[serde(skip)]
    grams: OnceLock<Grams>,
    /// What searches found since the last write: their order depends on all that is hit, however little is shown.
    #[serde(skip)]
    found: Mutex<HashMap<Search, Vec<i64>>>,
}

/// What is searched for: a text in lower case, a beginning of paths, a locale.
pub(crate) type Search = (String, Option<String>, Option<String>);

// So many searches are remembered.
const REMEMBERED: usize = 64;

/// Pages as they are saved.
#[derive(Deserialize)]
struct Rows {
    all: Vec<Page>,
    last: i64,
}

fn rows<S: Serializer>(pages: &BTreeMap<i64, Box<Page>>, serializer: S) -> Result<S::Ok, S::Error> {
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
        self.all.values().map(|page| &**page)
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Page> {
        self.all.get(&id).map(|page| &**page)
    }

    pub(crate) fn by_path(&self, locale: &str, path: &str) -> Option<&Page> {
        let id = self.paths.get(locale)?.get(path)?;
        self.get(*id)
    }

    /// The pages that may have a text in title, description or path, whatever the case, by id; the caller looks.
    pub(crate) fn perhaps_with(&self, lowered: &str) -> Vec<&Page> {
        let grams = self.grams.get_or_init(|| Grams::of(self.list()));
        match grams.candidates(lowered) {
            Some(ids) => ids.iter().filter_map(|id| self.get(*id)).collect(),
            None => self.list().collect(),
        }
    }

    /// What a search finds, worked out once between two writes.
    pub(crate) fn found(&self, search: Search, find: impl FnOnce(&Search) -> Vec<i64>) -> Vec<i64> {
        let known = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ids) = known().get(&search) {
            return ids.clone();
        }
        let ids = find(&search);
        let mut known = known();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(search, ids.clone());
        ids
    }

    // Before any page is another than it was.
    fn forget(&mut self) {
        let found = self.found.get_mut();
        found.unwrap_or_else(PoisonError::into_inner).clear();
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
        self.forget();
        if let Some(grams) = self.grams.get_mut() {
            grams.add(&page);
        }
        self.take(page.locale.clone(), page.path.clone(), page.id);
        self.all.insert(page.id, Box::new(page));
    }

    // Who came first has the path.
    fn take(&mut self, locale: String, path: String, id: i64) {
        let paths = self.paths.entry(locale).or_default();
        paths.entry(path).or_insert(id);
    }

    /// Uses an id up, as an insertion does that the database refuses.
    pub(crate) fn skip(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    /// Changes a page in place.
    pub(crate) fn change<T>(&mut self, id: i64, change: impl FnOnce(&mut Page) -> T) -> Option<T> {
        self.forget();
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
            self.take(after.0, after.1, id);
        }
        Some(out)
    }

    pub(crate) fn remove(&mut self, id: i64) -> Option<Page> {
        self.forget();
        let page = self.all.remove(&id)?;
        self.leave(&(page.locale.clone(), page.path.clone()), id);
        Some(*page)
    }

    // A page leaves its path to the next one there, if two had come to the same.
    fn leave(&mut self, place: &(String, String), id: i64) {
        let (locale, path) = place;
        let Some(paths) = self.paths.get_mut(locale) else {
            return;
        };
        if paths.get(path) != Some(&id) {
            return;
        }
        paths.remove(path);
        let heir = self
            .list()
            .find(|page| page.id != id && page.locale == *locale && page.path == *path);
        if let Some(heir) = heir.map(|page| page.id) {
            self.take(locale.clone(), path.clone(), heir);
        }
    }

    /// Changes all pages; their paths and locales may not change here.
    pub(crate) fn change_each(&mut self, mut change: impl FnMut(&mut Page)) {
        self.forget();
        self.all.values_mut().for_each(|page| change(page));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_remembered_until_a_write() {
        let mut pages = Pages::default();
        let id = pages.add(Page::default());
        let search = || ("a".to_owned(), None, None);
        assert_eq!(pages.found(search(), |_| vec![1]), [1]);
        assert_eq!(pages.found(search(), |_| vec![2]), [1]);
        pages.change(id, |page| page.title = "b".into());
        assert_eq!(pages.found(search(), |_| vec![3]), [3]);
        pages.add(Page::default());
        assert_eq!(pages.found(search(), |_| vec![4]), [4]);
        pages.remove(id);
        assert_eq!(pages.found(search(), |_| vec![5]), [5]);
        pages.change_each(|page| page.is_published = true);
        assert_eq!(pages.found(search(), |_| vec![6]), [6]);
    }

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
