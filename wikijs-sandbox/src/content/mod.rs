//! What a wiki can be filled with before it starts. It comes in by the same mutations that clients use.

mod asset;
mod folder;

use serde_json::{Value, json};

pub use asset::SeedAsset;
pub(crate) use folder::pages as pages_of;

use crate::auth::Identity;
use crate::graphql::{JsonMap, JsonValue, Request, prepare};
use crate::resolvers::Session;
use crate::state::Wiki;

/// A page to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedPage {
    path: String,
    title: String,
    content: String,
    description: String,
    editor: String,
    locale: String,
    tags: Vec<String>,
    published: bool,
}

impl SeedPage {
    /// A published Markdown page in English.
    #[must_use]
    pub fn new(
        path: impl Into<String>,
        title: impl Into<String>,
        content: impl Into<String>,
    ) -> Self {
        Self {
            path: path.into(),
            title: title.into(),
            content: content.into(),
            description: String::new(),
            editor: "markdown".into(),
            locale: "en".into(),
            tags: Vec::new(),
            published: true,
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Its description.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// Its tags.
    #[must_use]
    pub fn tags<T: Into<String>>(mut self, tags: impl IntoIterator<Item = T>) -> Self {
        self.tags = tags.into_iter().map(Into::into).collect();
        self
    }

    /// The editor it was written with, which says what kind of source it is: `markdown`, `code`, `ckeditor` …
    #[must_use]
    pub fn editor(mut self, editor: impl Into<String>) -> Self {
        self.editor = editor.into();
        self
    }

    /// Whether readers see it.
    #[must_use]
    pub fn published(mut self, published: bool) -> Self {
        self.published = published;
        self
    }
}

/// A group to begin with, with a key of its own: [`Sandbox::token_of`](crate::Sandbox::token_of).
#[derive(Clone, Debug)]
pub struct SeedGroup {
    pub(crate) name: String,
    pub(crate) permissions: Vec<String>,
    pub(crate) rules: Vec<SeedRule>,
}

/// Where permissions of a group count.
#[derive(Clone, Debug)]
pub(crate) struct SeedRule {
    pub(crate) deny: bool,
    pub(crate) matching: &'static str,
    pub(crate) path: String,
}

impl SeedGroup {
    /// A group with these permissions, such as `read:pages`, and no rules: they count nowhere yet.
    #[must_use]
    pub fn new<T: Into<String>>(
        name: impl Into<String>,
        permissions: impl IntoIterator<Item = T>,
    ) -> Self {
        let permissions = permissions.into_iter().map(Into::into).collect();
        Self {
            name: name.into(),
            permissions,
            rules: Vec::new(),
        }
    }

    /// The permissions count on all paths that begin with that text; with an empty one everywhere.
    #[must_use]
    pub fn below(self, path: impl Into<String>) -> Self {
        self.rule(false, "START", path)
    }

    /// The permissions count on that path.
    #[must_use]
    pub fn at(self, path: impl Into<String>) -> Self {
        self.rule(false, "EXACT", path)
    }

    /// The permissions are denied on all paths that begin with that text. Of all rules the one with the longest path
    /// wins.
    #[must_use]
    pub fn not_below(self, path: impl Into<String>) -> Self {
        self.rule(true, "START", path)
    }

    fn rule(mut self, deny: bool, matching: &'static str, path: impl Into<String>) -> Self {
        self.rules.push(SeedRule {
            deny,
            matching,
            path: path.into(),
        });
        self
    }
}

/// An account to begin with, of the strategy `local`.
#[derive(Clone, Debug)]
pub struct SeedUser {
    email: String,
    name: String,
    password: String,
    groups: Vec<String>,
}

impl SeedUser {
    /// An active account without groups.
    #[must_use]
    pub fn new(
        email: impl Into<String>,
        name: impl Into<String>,
        password: impl Into<String>,
    ) -> Self {
        Self {
            email: email.into(),
            name: name.into(),
            password: password.into(),
            groups: Vec::new(),
        }
    }

    /// Puts the account into a group, by the group's name.
    #[must_use]
    pub fn group(mut self, name: impl Into<String>) -> Self {
        self.groups.push(name.into());
        self
    }
}

/// All that a wiki is filled with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub(crate) groups: Vec<SeedGroup>,
    pub(crate) pages: Vec<SeedPage>,
    pub(crate) users: Vec<SeedUser>,
    pub(crate) assets: Vec<SeedAsset>,
    /// Names and groups.
    pub(crate) keys: Vec<(String, String)>,
}

const CREATE_PAGE: &str = "mutation($path:String!,$title:String!,$content:String!,$description:String!,\
     $editor:String!,$locale:String!,$tags:[String]!,$isPublished:Boolean!){pages{create(path:$path,title:$title,\
     content:$content,description:$description,editor:$editor,locale:$locale,tags:$tags,isPublished:$isPublished,\
     isPrivate:false){responseResult{succeeded message}}}}";
const CREATE_USER: &str = "mutation($email:String!,$name:String!,$passwordRaw:String!,$groups:[Int]!){users{create(\
     email:$email,name:$name,passwordRaw:$passwordRaw,providerKey:\"local\",groups:$groups){responseResult{succeeded \
     message}}}}";

impl Content {
    /// Fills the wiki, as its first administrator; what it refuses is told.
    pub(crate) fn fill(&self, wiki: &mut Wiki) -> Result<(), String> {
        for page in &self.pages {
            run(wiki, CREATE_PAGE, &page.variables())
                .map_err(|said| format!("page {}: {said}", page.path))?;
        }
        for user in &self.users {
            let variables = user.variables(wiki)?;
            run(wiki, CREATE_USER, &variables)
                .map_err(|said| format!("user {}: {said}", user.email))?;
        }
        self.assets.iter().try_for_each(|asset| asset.store(wiki))
    }
}

impl SeedPage {
    fn variables(&self) -> Value {
        json!({
            "path": self.path, "title": self.title, "content": self.content, "description": self.description,
            "editor": self.editor, "locale": self.locale, "tags": self.tags, "isPublished": self.published,
        })
    }
}

impl SeedUser {
    fn variables(&self, wiki: &Wiki) -> Result<Value, String> {
        let id = |name: &String| {
            group_called(wiki, name)
                .ok_or_else(|| format!("user {}: no group {name:?}", self.email))
        };
        let groups = self.groups.iter().map(id).collect::<Result<Vec<_>, _>>()?;
        Ok(
            json!({ "email": self.email, "name": self.name, "passwordRaw": self.password, "groups": groups }),
        )
    }
}

/// The id of a group by its name.
pub(crate) fn group_called(wiki: &Wiki, name: &str) -> Option<i64> {
    let groups = wiki.groups.list();
    let group = groups.into_iter().find(|group| group.name == name);
    group.map(|group| group.id)
}

fn run(wiki: &mut Wiki, document: &str, variables: &Value) -> Result<(), String> {
    let variables = match JsonValue::from(variables.clone()) {
        JsonValue::Object(variables) => variables,
        _ => JsonMap::new(),
    };
    let request = Request {
        query: document.into(),
        operation_name: None,
        variables,
    };
    let prepared = prepare(request, true).map_err(|refused| refused.to_json(false))?;
    let who = Identity::administrator();
    let mut session = Session::new(wiki, &who, "127.0.0.1", 0);
    let answer = prepared.run(&mut session).to_json(false);
    if answer.contains("\"succeeded\":true") {
        Ok(())
    } else {
        Err(answer)
    }
}
