//! Looks through the text of all pages.

use futures_util::stream::{self, StreamExt};

use super::walk::name_of;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::pages::Pages;
use crate::stream::ItemStream;
use crate::types::{PageId, PageListItem};

/// So many pages are read in a request, and so many requests ahead of the page that is being looked at.
const BATCH: usize = 50;
const AHEAD: usize = 2;

/// Sources that are downloaded at a time, for callers whom the API refuses.
const DOWNLOADS: usize = 4;

/// A line that matches.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LineMatch {
    /// The id of the page.
    pub page_id: PageId,
    /// Its locale.
    pub locale: String,
    /// Its path.
    pub path: String,
    /// The number of the line in the page's source, counted from 1.
    pub line: usize,
    /// The line itself.
    pub text: String,
}

impl Pages<'_> {
    /// Walks over the sources of all pages, each with its entry of the list.
    ///
    /// The list is asked for once, sources are read in batches of fifty. A page that the API refuses to the caller, as
    /// it does to readers, is downloaded from `/d/<locale>/<path>`, and what the server puts before its source there is
    /// taken off. A page that can be had neither way is an item that failed; a refusal that holds for all pages (the key
    /// was revoked, the API is switched off) is the last item.
    pub fn iter_sources(&self) -> ItemStream<(PageListItem, String)> {
        self.iter_sources_by(BATCH)
    }

    /// The same as [`iter_sources`](Self::iter_sources) with so many pages in a request.
    pub fn iter_sources_by(&self, batch_size: usize) -> ItemStream<(PageListItem, String)> {
        if batch_size == 0 {
            return ItemStream::none_at_a_time("iter_sources_by");
        }
        let client = self.tags().client().clone();
        let batches = self.iter_all().chunks(batch_size);
        let read = batches.map(move |listed| sources(client.clone(), listed, batch_size));
        ItemStream::walk(read.buffered(AHEAD).flat_map(stream::iter))
    }

    /// Looks through the sources of all pages for lines that `matches` says yes to.
    ///
    /// ```
    /// # async fn look(client: wikijs_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let date = regex::Regex::new(r"\b\d{4}-\d{2}-\d{2}\b")?;
    /// let mut lines = client.pages().grep(move |line| date.is_match(line));
    /// while let Some(found) = lines.next().await {
    ///     let found = found?;
    ///     println!("{}:{}: {}", found.path, found.line, found.text);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Lines come page by page, while the next pages are being read; so many pages are held as are read ahead. It sends
    /// what [`iter_sources`](Self::iter_sources) sends, and stops when it is dropped.
    pub fn grep(
        &self,
        matches: impl Fn(&str) -> bool + Send + Sync + 'static,
    ) -> ItemStream<LineMatch> {
        let lines = self.iter_sources().map(move |source| match source {
            Ok((page, text)) => matching(&page, &text, &matches),
            Err(error) => vec![Err(error)],
        });
        ItemStream::new(lines.flat_map(stream::iter))
    }
}

type Source = Result<(PageListItem, String), Error>;

async fn sources(
    client: Client,
    listed: Vec<Result<PageListItem, Error>>,
    batch_size: usize,
) -> Vec<Source> {
    let ids: Vec<PageId> = listed.iter().flatten().map(|page| page.id).collect();
    let pages = client.pages().get_many(ids).chunk_size(batch_size);
    let mut pages = match pages.await {
        Ok(answers) => answers.into_iter(),
        Err(error) => return vec![Err(error)],
    };
    let read = listed.into_iter().filter_map(|listed| match listed {
        Ok(entry) => pages
            .next()
            .map(|page| Ok((entry, page.map(|page| page.content)))),
        Err(error) => Some(Err(error)),
    });
    let read: Vec<_> = read.collect();
    let complete = stream::iter(read).map(|read| complete(&client, read));
    complete.buffered(DOWNLOADS).collect().await
}

/// Takes the other way to a source that the API refuses.
async fn complete(
    client: &Client,
    read: Result<(PageListItem, Result<String, Error>), Error>,
) -> Source {
    let (entry, source) = read?;
    let source = match source {
        Err(error) if error.is_forbidden() => download(client, &entry).await,
        source => source,
    };
    match source {
        Ok(text) => Ok((entry, text)),
        Err(error) => Err(explained(error).about(name_of(&entry))),
    }
}

/// The server gives no reason.
fn explained(error: Error) -> Error {
    match error.is_forbidden() {
        false => error,
        true => Error::new(
            ErrorKind::Forbidden,
            "neither the API nor `/d/…` gives the source: that asks for `read:source` on the page",
        )
        .with_source(error),
    }
}

async fn download(client: &Client, page: &PageListItem) -> Result<String, Error> {
    let path = format!("/d/{}/{}", page.locale, page.path);
    let content = client.download(path).await?;
    let kind = content.content_type().unwrap_or_default().to_owned();
    let text = content.text().await?;
    Ok(without_front_matter(&kind, &text).to_owned())
}

/// The source alone: Markdown has lines about the page before it, HTML the same in a comment, all else nothing.
fn without_front_matter<'t>(kind: &str, text: &'t str) -> &'t str {
    let (opens, closes) = match kind {
        _ if kind.starts_with("text/markdown") => ("---\n", "\n---\n\n"),
        _ if kind.starts_with("text/html") => ("<!--\n", "\n-->\n\n"),
        _ => return text,
    };
    let rest = text
        .strip_prefix(opens)
        .and_then(|rest| rest.split_once(closes));
    rest.map_or(text, |(_, source)| source)
}

fn matching(
    page: &PageListItem,
    text: &str,
    matches: &impl Fn(&str) -> bool,
) -> Vec<Result<LineMatch, Error>> {
    let lines = text.lines().enumerate().filter(|(_, line)| matches(line));
    let found = lines.map(|(index, line)| {
        Ok(LineMatch {
            page_id: page.id,
            locale: page.locale.clone(),
            path: page.path.clone(),
            line: index + 1,
            text: line.to_owned(),
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_source_is_taken_off() {
        for (kind, text, source) in [
            (
                "text/markdown; charset=utf-8",
                "---\ntitle: A\ntags: a, b\n---\n\n# A\n---\n\nb",
                "# A\n---\n\nb",
            ),
            (
                "text/html; charset=utf-8",
                "<!--\ntitle: A\n-->\n\n<p>",
                "<p>",
            ),
            ("text/asciidoc", "= A", "= A"),
            // Its own: the server puts nothing before it.
            ("text/asciidoc", "---\na\n---\n\nb", "---\na\n---\n\nb"),
            ("", "--- a", "--- a"),
        ] {
            assert_eq!(without_front_matter(kind, text), source);
        }
    }
}
