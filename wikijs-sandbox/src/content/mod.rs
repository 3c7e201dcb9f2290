//! What a wiki can be filled with before it starts. It comes in by the same mutations that clients use.

mod asset;
mod file;
mod folder;
mod group;
mod page;
mod user;

use serde_json::{Map, Value};

pub use asset::SeedAsset;
pub(crate) use file::read as read_file;
pub(crate) use folder::pages as pages_of;
pub use group::{SeedGroup, SeedRule};
pub use page::SeedPage;
pub use user::SeedUser;

use crate::auth::Identity;
use crate::graphql::{JsonMap, JsonValue, Request, prepare};
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
            run(wiki, CREATE_PAGE, &page.variables())
                .map_err(|said| format!("page {}: {said}", page.path()))?;
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
