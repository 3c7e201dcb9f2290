//! `POST /u`: one file and the folder it goes to, as two parts of the same name.

use std::convert::Infallible;

use bytes::Bytes;
use futures_util::stream;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use multer::{Field, Multipart};
use serde_json::{Value, json};

use super::html;
use super::reply::Reply;
use super::routes::{Incoming, Routed, site};
use super::service::Shared;
use crate::auth::{Identity, Place};
use crate::js::parse_json;
use crate::resolvers::may;
use crate::state::{Upload, Wiki};

/// Takes a file in. A body that is no multipart is never answered.
pub(super) async fn answer(shared: &Shared, request: &Incoming, who: &Identity) -> Routed {
    if !["write:assets", "manage:system"]
        .iter()
        .any(|permission| who.has(permission))
    {
        return Routed::Reply(forbidden().finish());
    }
    let boundary = request
        .header(CONTENT_TYPE)
        .and_then(|media| multer::parse_boundary(media).ok());
    let Some(boundary) = boundary else {
        return Routed::Never;
    };
    let limits = Limits::of(&shared.wiki());
    let parts = match read(request.body.clone(), boundary, limits).await {
        Ok(parts) => parts,
        Err(text) => {
            let page = html::page("Error", &site(shared), &text);
            return Routed::Reply(Reply::html(StatusCode::INTERNAL_SERVER_ERROR, page).finish());
        }
    };
    let mut wiki = shared.wiki();
    let refused = store(&mut wiki, who, parts).err();
    Routed::Reply(
        refused
            .map_or_else(|| Reply::bare(200, "ok"), |reply| *reply)
            .finish(),
    )
}

struct Limits {
    size: i64,
    files: i64,
}

impl Limits {
    fn of(wiki: &Wiki) -> Self {
        let settings = &wiki.settings;
        Self {
            size: settings.number("uploadMaxFileSize"),
            files: settings.number("uploadMaxFiles"),
        }
    }
}

#[derive(Default)]
struct Parts {
    texts: Vec<String>,
    files: Vec<(String, String, Bytes)>,
}

async fn read(body: Bytes, boundary: String, limits: Limits) -> Result<Parts, String> {
    let whole = stream::iter([Ok::<_, Infallible>(body)]);
    let mut multipart = Multipart::new(whole, boundary);
    let mut parts = Parts::default();
    while let Some(field) = multipart
        .next_field()
        .await
        .map_err(|_| "Unexpected end of form".to_owned())?
    {
        if field.name() != Some("mediaUpload") {
            return Err("Unexpected field".into());
        }
        take(&mut parts, field, &limits).await?;
    }
    Ok(parts)
}

async fn take(parts: &mut Parts, field: Field<'_>, limits: &Limits) -> Result<(), String> {
    let unfinished = |_| "Unexpected end of form".to_owned();
    let Some(name) = field.file_name().map(String::from) else {
        parts.texts.push(field.text().await.map_err(unfinished)?);
        return Ok(());
    };
    let media = field
        .content_type()
        .map_or_else(|| "application/octet-stream".into(), ToString::to_string);
    let content = field.bytes().await.map_err(unfinished)?;
    if i64::try_from(content.len()).is_ok_and(|size| size > limits.size) {
        return Err("File too large".into());
    }
    parts.files.push((name, media, content));
    match i64::try_from(parts.files.len()).is_ok_and(|count| count > limits.files) {
        true => Err("Too many files".into()),
        false => Ok(()),
    }
}

fn store(wiki: &mut Wiki, who: &Identity, parts: Parts) -> Result<(), Box<Reply>> {
    let mut files = parts.files.into_iter();
    let (name, mime, content) = files
        .next()
        .ok_or_else(|| refused(400, "Missing upload payload."))?;
    if files.next().is_some() {
        return Err(refused(
            400,
            "You cannot upload multiple files within the same request.",
        ));
    }
    let folder = parts
        .texts
        .last()
        .and_then(|text| parse_json(text).ok())
        .filter(Value::is_object);
    let folder = folder_id(&folder.ok_or_else(|| refused(400, "Missing upload folder metadata."))?);
    if folder != 0 && wiki.assets.folder(folder).is_none() {
        wiki.assets.skip();
        return Ok(());
    }
    let path = wiki.assets.folder_path(folder) + &file_name(&name);
    if !may(wiki, who, &["write:assets"], Place::new(&path, None)) {
        return Err(forbidden());
    }
    let size = content.len();
    let upload = Upload {
        folder,
        filename: name,
        mime,
        content,
        size,
    };
    keep(wiki, upload);
    Ok(())
}

/// Stores a file under the name that the server gives it, without scripts where images are looked through.
pub(crate) fn keep(wiki: &mut Wiki, mut upload: Upload) {
    upload.filename = file_name(&upload.filename);
    if wiki.settings.on("uploadScanSVG") && upload.mime == "image/svg+xml" {
        upload.content = sanitised(&upload.content);
    }
    let now = wiki.clock.stamp();
    wiki.assets.store(upload, now);
}

// A number, or a number in a text; left out it is the root.
fn folder_id(metadata: &Value) -> i64 {
    let value = &metadata["folderId"];
    value
        .as_i64()
        .or_else(|| value.as_str()?.parse().ok())
        .unwrap_or(0)
}

fn file_name(name: &str) -> String {
    let plain = |c: char| {
        if c.is_whitespace() || ",;#".contains(c) {
            '_'
        } else {
            c
        }
    };
    name.to_lowercase().chars().map(plain).collect()
}

// Scripts go, and tags that close themselves are closed.
fn sanitised(content: &Bytes) -> Bytes {
    let mut text = String::from_utf8_lossy(content).into_owned();
    while let Some(start) = text.find("<script") {
        let end = text
            .get(start..)
            .and_then(|rest| rest.find("</script>"))
            .map(|at| start + at + "</script>".len());
        text.replace_range(start..end.unwrap_or(text.len()), "");
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("/>") {
        let name = before
            .rfind('<')
            .and_then(|at| before.get(at + 1..))
            .unwrap_or_default();
        let name = name.split_whitespace().next().unwrap_or_default();
        out.push_str(&format!("{before}></{name}>"));
        rest = after;
    }
    (out + rest).into()
}

fn forbidden() -> Box<Reply> {
    refused(403, "You are not authorized to upload files.")
}

fn refused(status: u16, message: &str) -> Box<Reply> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    Box::new(Reply::json(
        status,
        json!({ "succeeded": false, "message": message }).to_string(),
    ))
}
