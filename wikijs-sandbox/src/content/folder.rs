//! Pages from a folder: Markdown and HTML files, by their paths in it, with front matter.

use std::fs;
use std::io;
use std::path::Path;

use super::SeedPage;
use super::front_matter::{self, Entry, Mistake, NAMES, Said};
use crate::graphql::did_you_mean;

/// The pages of a folder and all below it, by path. What is wrong is told with its file and line.
pub(crate) fn pages(folder: &Path) -> io::Result<Vec<SeedPage>> {
    let mut pages = Vec::new();
    collect(folder, "", &mut pages)?;
    Ok(pages)
}

fn collect(folder: &Path, above: &str, pages: &mut Vec<SeedPage>) -> io::Result<()> {
    let read = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = super::named(folder, read)?;
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
            let file = entry.path();
            let text = super::named(&file, fs::read_to_string(&file))?;
            let page = page(path, editor, &text).map_err(|wrong| {
                let told = format!("{}:{}: {}", file.display(), wrong.line, wrong.said);
                io::Error::other(told)
            })?;
            pages.push(page.read_from(&file));
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

fn page(path: &str, editor: &str, text: &str) -> Result<SeedPage, Mistake> {
    let (entries, content) = front_matter::read(text)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    let page = SeedPage::new(path, name, content).editor(editor);
    entries.into_iter().try_fold(page, said)
}

fn said(page: SeedPage, entry: Entry) -> Result<SeedPage, Mistake> {
    let line = entry.line;
    let mistake = |said| Mistake { line, said };
    let wrong = |wanted: &str| {
        let said = format!("{:?} wants {wanted}", entry.name);
        Mistake { line, said }
    };
    Ok(match (entry.name.as_str(), entry.value) {
        ("title", Said::Text(title)) => page.title(title),
        ("title", _) => return Err(wrong("a text")),
        ("description", Said::Text(description)) => page.description(description),
        ("editor", Said::Text(editor)) => page.editor(editor),
        ("locale", Said::Text(locale)) => page.locale(locale),
        ("published", Said::Text(text)) => match text.as_str() {
            "true" | "True" | "TRUE" => page.published(true),
            "false" | "False" | "FALSE" => page.published(false),
            other => return Err(wrong(&format!("true or false, not {other:?}"))),
        },
        ("tags", Said::Text(tags)) => page.tags(tidy(tags.split(','))),
        ("tags", Said::List(tags)) => page.tags(tidy(tags.iter().map(String::as_str))),
        ("description" | "editor" | "locale" | "published", Said::List(_)) => {
            return Err(wrong("one value, not a list"));
        }
        (name, _) if NAMES.contains(&name) => page,
        (name, _) => return Err(mistake(unknown(name))),
    })
}

fn tidy<'a>(tags: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    tags.map(str::trim).filter(|tag| !tag.is_empty()).collect()
}

fn unknown(name: &str) -> String {
    let hint = did_you_mean("", name, NAMES.into_iter());
    format!(
        "front matter has no {name:?}.{hint} It knows {}.",
        NAMES.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_says_what_a_page_is() {
        let text = "---\ntitle: FAQ\ndescription: \npublished: false\ntags: a, b\neditor: code\nlocale: fr\n---\n\nback";
        let expected = SeedPage::new("x/faq", "FAQ", "back")
            .published(false)
            .editor("code")
            .locale("fr")
            .tags(["a", "b"]);
        assert_eq!(page("x/faq", "markdown", text), Ok(expected));
        assert_eq!(
            page("x/faq", "markdown", "# plain"),
            Ok(SeedPage::new("x/faq", "faq", "# plain"))
        );
    }

    #[test]
    fn mistakes_are_told_with_file_and_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.md");
        let cases: [(&[u8], &str); 5] = [
            (
                b"---\ntitle: A\ntilte: B\n---\n",
                "a.md:3: front matter has no \"tilte\". Did you mean \"title\" or \"date\"? It knows title, ",
            ),
            (
                b"---\ndraft: true\n---\n",
                "a.md:2: front matter has no \"draft\".",
            ),
            (
                b"---\npublished: yes\n---\n",
                "a.md:2: \"published\" wants true or false, not \"yes\"",
            ),
            (b"---\ntitle: [A]\n---\n", "a.md:2: \"title\" wants a text"),
            (b"\xff\xfe", "a.md: stream did not contain valid UTF-8"),
        ];
        for (text, expected) in cases {
            fs::write(&file, text).expect("written");
            let told = pages(folder.path()).expect_err(expected).to_string();
            assert!(told.contains(expected), "{expected}: {told}");
        }
    }
}
