//! Pages as rows.

use sha1::{Digest as _, Sha1};

use crate::clock::Millis;

#[derive(Clone, Debug, Default)]
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
    pub(crate) render: Option<String>,
    /// Headings as the renderer found them: level, text, anchor.
    pub(crate) toc: Vec<(u8, String, String)>,
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
    /// The hash that the server keeps of locale and path.
    pub(crate) fn hash(&self) -> String {
        let digest = Sha1::digest(format!("{}|{}|", self.locale, self.path));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[derive(Debug, Default)]
pub(crate) struct Pages {
    all: std::collections::BTreeMap<i64, Page>,
    paths: std::collections::HashMap<(String, String), i64>,
    last: i64,
}

impl Pages {
    /// By id.
    pub(crate) fn list(&self) -> impl Iterator<Item = &Page> {
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

    /// Takes a page in and gives its id.
    pub(crate) fn add(&mut self, page: Page) -> i64 {
        let id = self.skip();
        self.paths
            .insert((page.locale.clone(), page.path.clone()), id);
        self.all.insert(id, Page { id, ..page });
        id
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
        let out = change(page);
        let after = (page.locale.clone(), page.path.clone());
        if before != after {
            self.paths.remove(&before);
            self.paths.insert(after, id);
        }
        Some(out)
    }

    pub(crate) fn remove(&mut self, id: i64) -> Option<Page> {
        let page = self.all.remove(&id)?;
        self.paths.remove(&(page.locale.clone(), page.path.clone()));
        Some(page)
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
