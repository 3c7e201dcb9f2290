//! What a wiki begins with, from a file that people write: TOML, or the same in JSON.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::values::{Permission, Rule, Site};
use super::{Content, SeedAsset, SeedGroup, SeedPage, SeedUser, folder, named};

/// Adds to the content what a file says; the files that it names lie beside it.
pub(crate) fn read(path: &Path, content: &mut Content) -> io::Result<()> {
    let text = named(path, fs::read_to_string(path))?;
    let is_json = path
        .extension()
        .is_some_and(|extension| extension == "json");
    let parsed = match is_json {
        true => serde_json::from_str(&text).map_err(|error| error.to_string()),
        false => toml::from_str(&text).map_err(|error| error.to_string()),
    };
    let file: File = named(path, parsed.map_err(io::Error::other))?;
    file.add(path, content)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// A folder of Markdown and HTML files.
    pages_from: Option<String>,
    #[serde(default)]
    site: Site,
    #[serde(default)]
    locale: Vec<Locale>,
    #[serde(default)]
    group: Vec<Group>,
    #[serde(default)]
    user: Vec<User>,
    #[serde(default)]
    key: Vec<Key>,
    #[serde(default)]
    page: Vec<Page>,
    #[serde(default)]
    asset: Vec<Asset>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Locale {
    code: String,
    name: String,
    native_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    permissions: Vec<Permission>,
    #[serde(default)]
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct User {
    email: String,
    name: String,
    password: String,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(default)]
    must_change_password: bool,
    #[serde(default)]
    one_time_codes: bool,
    #[serde(default)]
    inactive: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    name: String,
    group: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    path: String,
    title: String,
    description: Option<String>,
    content: Option<String>,
    file: Option<String>,
    editor: Option<String>,
    locale: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    published: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asset {
    path: String,
    media: Option<String>,
    text: Option<String>,
    file: Option<String>,
}

impl File {
    fn add(self, own: &Path, content: &mut Content) -> io::Result<()> {
        let beside = own.parent().unwrap_or(Path::new("."));
        content.site.extend(self.site.0);
        content
            .locales
            .extend(self.locale.into_iter().map(|locale| {
                let native_name = locale.native_name.unwrap_or_else(|| locale.name.clone());
                [locale.code, locale.name, native_name]
            }));
        content
            .groups
            .extend(self.group.into_iter().map(Group::seed));
        content.users.extend(self.user.into_iter().map(User::seed));
        let keys = self.key.into_iter();
        content.keys.extend(keys.map(|key| (key.name, key.group)));
        if let Some(name) = self.pages_from {
            let path = beside.join(name);
            content.pages.extend(folder::pages(&path)?);
        }
        for page in self.page {
            content
                .pages
                .push(named(own, page.seed(beside))?.read_from(own));
        }
        for asset in self.asset {
            content.assets.push(named(own, asset.seed(beside))?);
        }
        Ok(())
    }
}

impl Group {
    fn seed(self) -> SeedGroup {
        let permissions = self.permissions.into_iter().map(|permission| permission.0);
        let group = SeedGroup::new(self.name, permissions);
        self.rules
            .into_iter()
            .fold(group, |group, rule| group.rule(rule.0))
    }
}

impl User {
    fn seed(self) -> SeedUser {
        let user = SeedUser::new(self.email, self.name, self.password);
        let mut user = self.groups.into_iter().fold(user, SeedUser::group);
        if self.must_change_password {
            user = user.must_change_password();
        }
        if self.one_time_codes {
            user = user.one_time_codes();
        }
        match self.inactive {
            true => user.inactive(),
            false => user,
        }
    }
}

impl Page {
    fn seed(self, beside: &Path) -> io::Result<SeedPage> {
        let is_html = self
            .file
            .as_ref()
            .is_some_and(|name| name.ends_with(".html"));
        let source = source(&self.path, self.content, self.file, beside)?;
        let content = named(
            Path::new(&self.path),
            String::from_utf8(source).map_err(io::Error::other),
        )?;
        let editor = self.editor.as_deref();
        let editor = editor.unwrap_or(if is_html { "code" } else { "markdown" });
        Ok(SeedPage::new(self.path, self.title, content)
            .editor(editor)
            .description(self.description.unwrap_or_default())
            .locale(self.locale.as_deref().unwrap_or("en"))
            .tags(self.tags)
            .published(self.published.unwrap_or(true)))
    }
}

impl Asset {
    fn seed(self, beside: &Path) -> io::Result<SeedAsset> {
        let source = source(&self.path, self.text, self.file, beside)?;
        let media = self.media.unwrap_or_else(|| media(&self.path).into());
        Ok(SeedAsset::new(self.path, media, source))
    }
}

// What is written there, or what a file holds.
fn source(
    what: &str,
    text: Option<String>,
    file: Option<String>,
    beside: &Path,
) -> io::Result<Vec<u8>> {
    match (text, file) {
        (Some(text), None) => Ok(text.into_bytes()),
        (None, Some(name)) => {
            let path = beside.join(name);
            named(&path, fs::read(&path))
        }
        _ => Err(io::Error::other(format!(
            "{what}: wants a text or the name of a file, and one of the two only"
        ))),
    }
}

// By the ends of names, for the few that browsers show; anything else can be told.
fn media(path: &str) -> &'static str {
    let extension = path.rsplit('.').next().unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "json" => "application/json",
        "csv" => "text/csv",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::SeedRule;

    const FILE: &str = r#"
        site = { title = "Ours" }
        locale = [{ code = "fr", name = "French" }]

        [[group]]
        name = "Writers"
        permissions = ["read:pages", "write:pages"]
        rules = [
            { match = "start", path = "" },
            { match = "tag", path = "frozen", deny = true, roles = ["write:pages"], locales = ["en"] },
        ]

        [[user]]
        email = "ada@example.org"
        name = "Ada"
        password = "correct horse"
        groups = ["Writers"]
        one_time_codes = true

        [[key]]
        name = "robot"
        group = "Writers"

        [[page]]
        path = "home"
        title = "Home"
        file = "home.html"
        tags = ["start"]

        [[asset]]
        path = "a.csv"
        text = "1,2"
    "#;

    fn read_text(name: &str, text: &str) -> io::Result<Content> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("home.html"), "<p>Hello</p>")?;
        let path = folder.path().join(name);
        fs::write(&path, text)?;
        let mut content = Content::default();
        read(&path, &mut content).map(|()| content)
    }

    #[test]
    fn a_file_says_what_a_builder_says() {
        let content = read_text("wiki.toml", FILE).expect("content");
        let frozen = SeedRule::tag("frozen").deny().roles(["write:pages"]);
        let group = SeedGroup::new("Writers", ["read:pages", "write:pages"])
            .below("")
            .rule(frozen.locales(["en"]));
        let user = SeedUser::new("ada@example.org", "Ada", "correct horse");
        let page = SeedPage::new("home", "Home", "<p>Hello</p>").editor("code");
        assert_eq!(content.groups, [group]);
        assert_eq!(content.users, [user.group("Writers").one_time_codes()]);
        assert_eq!(content.pages, [page.tags(["start"])]);
        assert_eq!(content.assets, [SeedAsset::new("a.csv", "text/csv", "1,2")]);
        assert_eq!(content.keys, [("robot".into(), "Writers".into())]);
        assert_eq!(
            content.locales,
            [["fr", "French", "French"].map(String::from)]
        );
        assert_eq!(content.site["title"], "Ours");
    }

    #[test]
    fn json_will_do() {
        let text = r#"{"page": [{"path": "a", "title": "A", "content": "x"}]}"#;
        let content = read_text("wiki.json", text).expect("content");
        assert_eq!(content.pages, [SeedPage::new("a", "A", "x")]);
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        let cases = [
            ("[[page]]\npath = \"a\"\ntitel = \"A\"\n", "line 3"),
            (
                "[[page]]\npath = \"a\"\ntitle = \"A\"\n",
                "a: wants a text or the name of a file",
            ),
            (
                "[[asset]]\npath = \"a\"\nfile = \"none.png\"\n",
                "none.png: ",
            ),
            ("nonsense", "line 1"),
            ("[site]\ntitel = \"A\"\n", "line 2"),
            ("[site]\ntitel = \"A\"\n", "Did you mean \"title\"?"),
            ("[site]\nhost = \"a\"\ntitle = 5\n", "line 3"),
            (
                "[[group]]\nname = \"A\"\npermissions = [\"read:pages\",\n\"read:pagez\"]\n",
                "line 3",
            ),
            (
                "[[group]]\nname = \"A\"\npermissions = []\nrules = [\n{match = \"regex\", path = \"([\"}]\n",
                "line 4",
            ),
            (
                "[[group]]\nname = \"A\"\npermissions = []\nrules = [\n{match = \"start\", path = \"\",\nroles = [\"x\"]}]\n",
                "line 6",
            ),
        ];
        for (text, expected) in cases {
            let told = read_text("wiki.toml", text).expect_err(text).to_string();
            assert!(told.contains(expected), "{text}: {told}");
        }
    }
}
