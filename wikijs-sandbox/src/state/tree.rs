//! The tree of folders and pages, built anew by every create, move and delete, with new ids.
//!
//! Built when it is looked at: thousands of creates in a row build it once.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Page;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    pub(crate) id: i64,
    pub(crate) path: String,
    pub(crate) locale: String,
    pub(crate) depth: i64,
    pub(crate) title: String,
    pub(crate) is_private: bool,
    pub(crate) is_folder: bool,
    /// 0 is the root.
    pub(crate) parent: i64,
    pub(crate) page: Option<i64>,
    pub(crate) ancestors: Vec<i64>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(from = "Rows")]
pub(crate) struct Tree {
    entries: Vec<Entry>,
    pending: bool,
    /// Where the entries of each level stand in `entries`, in their order: those at the root by locale, the others by
    /// what they lie in.
    #[serde(skip)]
    roots: HashMap<String, Vec<usize>>,
    #[serde(skip)]
    below: HashMap<i64, Vec<usize>>,
}

/// The tree as it is saved.
#[derive(Deserialize)]
struct Rows {
    entries: Vec<Entry>,
    pending: bool,
}

impl From<Rows> for Tree {
    fn from(rows: Rows) -> Self {
        Self {
            pending: rows.pending,
            ..Self::of(rows.entries)
        }
    }
}

impl Tree {
    /// The tree is to be built anew, from the pages as they are now.
    pub(crate) fn rebuild(&mut self) {
        self.pending = true;
    }

    /// Builds it if that is still to be done: before it is looked at, and before pages change without it.
    pub(crate) fn settle<'a>(&mut self, pages: impl Iterator<Item = &'a Page>) {
        if self.pending {
            *self = Self::build(pages);
        }
    }

    /// What lies in one entry, or at the root of a locale, in the order of the ids.
    pub(crate) fn level(&self, locale: &str, parent: i64) -> impl Iterator<Item = &Entry> {
        let level = match parent {
            0 => self.roots.get(locale),
            parent => self.below.get(&parent),
        };
        let entries = level.into_iter().flatten();
        entries
            .filter_map(|index| self.entries.get(*index))
            .filter(move |entry| entry.locale == locale)
    }

    /// The entry at a path, found from folder to folder.
    pub(crate) fn at(&self, locale: &str, path: &str) -> Option<&Entry> {
        let mut at: Option<&Entry> = None;
        let ends = path.match_indices('/').map(|(index, _)| index);
        for end in ends.chain([path.len()]) {
            let (part, parent) = (path.get(..end)?, at.map_or(0, |entry| entry.id));
            at = Some(
                self.level(locale, parent)
                    .find(|entry| entry.path == part)?,
            );
        }
        at
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Entry> {
        let index = usize::try_from(id).ok()?.checked_sub(1)?;
        self.entries.get(index)
    }

    // Folders are named by the parts of the paths.
    fn build<'a>(pages: impl Iterator<Item = &'a Page>) -> Self {
        let mut sorted: Vec<_> = pages.collect();
        sorted.sort_by(|a, b| (&a.locale, &a.path).cmp(&(&b.locale, &b.path)));
        let mut builder = Builder::default();
        for page in sorted {
            builder.add(page);
        }
        Self::of(builder.entries)
    }

    fn of(entries: Vec<Entry>) -> Self {
        let mut tree = Self {
            entries,
            ..Self::default()
        };
        for (index, entry) in tree.entries.iter().enumerate() {
            let level = match entry.parent {
                0 => tree.roots.entry(entry.locale.clone()).or_default(),
                parent => tree.below.entry(parent).or_default(),
            };
            level.push(index);
        }
        tree
    }

    /// An update of a title shows at once, without a new tree.
    pub(crate) fn rename(&mut self, page: i64, title: &str) {
        for entry in self
            .entries
            .iter_mut()
            .filter(|entry| entry.page == Some(page))
        {
            entry.title = title.into();
        }
    }
}

#[derive(Default)]
struct Builder {
    entries: Vec<Entry>,
    known: HashMap<(String, String), usize>,
}

impl Builder {
    fn add(&mut self, page: &Page) {
        let parts: Vec<_> = page.path.split('/').collect();
        let mut ancestors = Vec::new();
        for depth in 1..=parts.len() {
            let id = self.step(page, &parts, depth, &ancestors);
            ancestors.push(id);
        }
    }

    fn step(&mut self, page: &Page, parts: &[&str], depth: usize, ancestors: &[i64]) -> i64 {
        let is_folder = depth < parts.len();
        let path = parts[..depth].join("/");
        let key = (page.locale.clone(), path.clone());
        if let Some(entry) = self
            .known
            .get(&key)
            .and_then(|index| self.entries.get_mut(*index))
        {
            // A page below a page makes a folder of it.
            entry.is_folder |= is_folder;
            return entry.id;
        }
        let id = i64::try_from(self.entries.len()).unwrap_or(i64::MAX - 1) + 1;
        self.known.insert(key, self.entries.len());
        self.entries.push(Entry {
            id,
            path,
            locale: page.locale.clone(),
            depth: i64::try_from(depth).unwrap_or(i64::MAX),
            title: if is_folder {
                parts[depth - 1].into()
            } else {
                page.title.clone()
            },
            is_private: !is_folder && page.is_private,
            is_folder,
            parent: ancestors.last().copied().unwrap_or(0),
            page: (!is_folder).then_some(page.id),
            ancestors: ancestors.to_vec(),
        });
        id
    }
}
