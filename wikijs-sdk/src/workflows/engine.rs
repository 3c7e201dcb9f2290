//! Which search engine answers, and what it leaves out.

use serde::Deserialize;

use crate::error::Error;
use crate::search::Search;

/// The search engine that a wiki uses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SearchEngineInUse {
    /// Its key, as in `db` or `postgres`.
    pub key: String,
    /// Its name, as the wiki shows it.
    pub title: String,
}

impl SearchEngineInUse {
    /// Whether it looks into the contents of pages; `None` where that is not known of this engine.
    ///
    /// `db`, which a wiki begins with, looks into titles, descriptions and paths alone.
    /// [`grep`](crate::pages::Pages::grep) reads contents whatever the engine is.
    pub fn covers_contents(&self) -> Option<bool> {
        (self.key == "db").then_some(false)
    }

    /// Whether the ids in the server's own answer are those of the pages; `None` where that is not known of this engine.
    ///
    /// [`find`](crate::pages::Pages::find) gives the pages' ids whatever the engine is.
    pub fn has_page_ids(&self) -> Option<bool> {
        match self.key.as_str() {
            "db" => Some(true),
            "postgres" => Some(false),
            _ => None,
        }
    }

    /// The most hits that it gives, where that is known.
    pub fn most_hits(&self) -> Option<usize> {
        (self.key == "db").then_some(100)
    }

    /// Whether it answers from an index of its own, so that it knows what was indexed and no more: after a switch
    /// nothing, until [`rebuild_index`](Search::rebuild_index).
    pub fn has_an_index(&self) -> bool {
        self.key != "db"
    }
}

/// Keys and names alone: what the API tells of engines holds their secrets, too.
const DOCUMENT: &str = "{search{searchEngines{key title isEnabled}}}";

#[derive(Deserialize)]
struct Answer {
    search: Engines,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Engines {
    search_engines: Vec<Told>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    key: String,
    title: String,
    is_enabled: bool,
}

impl Search<'_> {
    /// Which search engine answers; `None` where none is switched on, so that every search fails. Needs
    /// `manage:system`.
    ///
    /// ```
    /// # async fn run(client: wikijs_sdk::Client) -> Result<(), wikijs_sdk::Error> {
    /// if let Some(engine) = client.search().engine_in_use().await? {
    ///     if engine.covers_contents() == Some(false) {
    ///         println!("{} does not look into contents", engine.title);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The call failed.
    pub async fn engine_in_use(&self) -> Result<Option<SearchEngineInUse>, Error> {
        let client = self.search_engines().client().clone();
        let answer: Answer = client.raw(DOCUMENT, ()).await?.parse()?;
        let engines = answer.search.search_engines.into_iter();
        // The last one counts, where several are switched on.
        let engine = engines.rev().find(|engine| engine.is_enabled);
        Ok(engine.map(|engine| SearchEngineInUse {
            key: engine.key,
            title: engine.title,
        }))
    }
}
