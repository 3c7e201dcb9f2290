//! What a wiki can be filled with before it starts. It comes in by the same mutations that clients use.

mod asset;
mod check;
mod file;
mod folder;
mod front_matter;
mod group;
mod page;
mod user;
mod values;

use std::io;
use std::path::Path;

use serde_json::{Map, Value};

pub use asset::SeedAsset;
pub(crate) use file::read as read_file;
pub(crate) use folder::pages as pages_of;
pub use group::{SeedGroup, SeedRule};
pub use page::SeedPage;
pub use user::SeedUser;

use crate::auth::Identity;
use crate::graphql::{JsonMap, JsonValue, Request, did_you_mean, prepare};
use crate::resolvers::Session;
use crate::state::{Uploads, Wiki};

/// All that a wiki is filled with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub(crate) groups: Vec<SeedGroup>,
    pub(crate) pages: Vec<SeedPage>,
    pub(crate) users: Vec<SeedUser>,
    pub(crate) assets: Vec<SeedAsset>,
    /// Names and groups.
    pub(crate) keys: Vec<(String, String)>,
    /// Code, name in English, own name.
    pub(crate) locales: Vec<[String; 3]>,
    /// Settings of the site, by the names of the API.
    pub(crate) site: Map<String, Value>,
}

const CREATE_PAGE: &str = "mutation($path:String!,$title:String!,$content:String!,$description:String!,\
     $editor:String!,$locale:String!,$tags:[String]!,$isPublished:Boolean!){pages{create(path:$path,title:$title,\
     content:$content,description:$description,editor:$editor,locale:$locale,tags:$tags,isPublished:$isPublished,\
     isPrivate:false){responseResult{succeeded message}}}}";
const CREATE_USER: &str = "mutation($email:String!,$name:String!,$passwordRaw:String!,$groups:[Int]!,$mustChangePassword:Boolean){users{create(\
     email:$email,name:$name,passwordRaw:$passwordRaw,providerKey:\"local\",groups:$groups,mustChangePassword:\
     $mustChangePassword){responseResult{succeeded message}}}}";

impl Content {
    /// Fills the wiki, as its first administrator; what it refuses is told.
    pub(crate) fn fill(&self, wiki: &mut Wiki, uploads: &Uploads) -> Result<(), String> {
        for page in &self.pages {
            page.check(wiki)
                .and_then(|()| run(wiki, CREATE_PAGE, &page.variables()))
                .map_err(|said| format!("{}: {said}", page.called()))?;
        }
        for user in &self.users {
            let variables = user.variables(wiki)?;
            run(wiki, CREATE_USER, &variables)
                .map_err(|said| format!("user {}: {said}", user.email()))?;
            user.finish(wiki);
        }
        self.assets
            .iter()
            .try_for_each(|asset| asset.store(wiki, uploads))
    }
}

/// The id of a group by its name.
pub(crate) fn group_called(wiki: &Wiki, name: &str) -> Result<i64, String> {
    let groups = wiki.groups.list();
    let group = groups.iter().find(|group| group.name == name);
    group.map(|group| group.id).ok_or_else(|| {
        let names = groups.iter().map(|group| group.name.as_str());
        format!("no group {name:?}.{}", did_you_mean("", name, names))
            .trim_end_matches('.')
            .to_owned()
    })
}

/// An error says which file it is about.
fn named<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
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
        Err(message(answer))
    }
}

// What the wiki says, without what is around it.
fn message(answer: String) -> String {
    let json: Value = serde_json::from_str(&answer).unwrap_or(Value::Null);
    let results = json["data"].as_object().into_iter().flat_map(Map::values);
    let results = results.filter_map(Value::as_object).flat_map(Map::values);
    let said = results
        .map(|result| &result["responseResult"]["message"])
        .chain([&json["errors"][0]["message"]])
        .find_map(Value::as_str);
    said.map_or(answer.clone(), String::from)
}
