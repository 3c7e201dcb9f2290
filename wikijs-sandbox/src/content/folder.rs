//! Pages from a folder: Markdown and HTML files, with the front matter that the wiki's own downloads have.

use std::fs;
use std::io;
use std::path::Path;

use super::SeedPage;

/// The pages of a folder and all below it, by path.
pub(crate) fn pages(folder: &Path) -> io::Result<Vec<SeedPage>> {
    let mut pages = Vec::new();
    collect(folder, "", &mut pages)?;
    Ok(pages)
}

fn collect(folder: &Path, above: &str, pages: &mut Vec<SeedPage>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if above.is_empty() {
            name.clone()
        } else {
            format!("{above}/{name}")
        };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, pages)?;
            continue;
        }
        if let Some((path, editor)) = page_path(&path) {
            pages.push(page(path, editor, &fs::read_to_string(entry.path())?));
        }
    }
    Ok(())
}

// Other files are no pages.
fn page_path(path: &str) -> Option<(&str, &str)> {
    let (path, extension) = path.rsplit_once('.')?;
    match extension {
        "md" => Some((path, "markdown")),
        "html" => Some((path, "code")),
        _ => None,
    }
}

fn page(path: &str, editor: &str, text: &str) -> SeedPage {
    let (head, content) = front_matter(text);
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut page = SeedPage::new(path, name, content).editor(editor);
    for (key, value) in head.lines().filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        page = match key.trim() {
            "title" => page.title(value),
            "description" => page.description(value),
            "published" => page.published(value != "false"),
            "tags" => page.tags(
                value
                    .split(',')
                    .map(str::trim)
                    .filter(|tag| !tag.is_empty()),
            ),
            _ => page,
        };
    }
    page
}

/// What stands between the marks at the top, and the rest.
fn front_matter(text: &str) -> (&str, &str) {
    for (open, close) in [("---\n", "\n---\n"), ("<!--\n", "\n-->\n")] {
        let parts = text
            .strip_prefix(open)
            .and_then(|rest| rest.split_once(close));
        if let Some((head, content)) = parts {
            return (head, content.strip_prefix('\n').unwrap_or(content));
        }
    }
    ("", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_as_the_wiki_writes_it() {
        let text = "---\ntitle: FAQ\ndescription: \npublished: false\ntags: a, b\neditor: markdown\n---\n\nback";
        let expected = SeedPage::new("x/faq", "FAQ", "back")
            .published(false)
            .tags(["a", "b"]);
        assert_eq!(page("x/faq", "markdown", text), expected);
        assert_eq!(
            page("x/faq", "markdown", "# plain"),
            SeedPage::new("x/faq", "faq", "# plain")
        );
    }
}
