//! `POST /u`: one file and the folder it goes to, as two parts of the same name.

use std::fmt::Display;
use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use bytes::{Buf as _, Bytes, BytesMut};
use futures_util::stream;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::request::Parts as Head;
use http::{Method, StatusCode};
use http_body_util::BodyExt as _;
use multer::{Field, Multipart};
use serde_json::{Value, json};

use super::html;
use super::reply::Reply;
use super::routes::{Incoming, Routed, site};
use super::service::{Gone, Shared};
use crate::auth::{Identity, Place};
use crate::js::parse_json;
use crate::resolvers::may;
use crate::state::{Blob, Upload, Uploads, Wiki};

// What a form may have beside its files: the folder's number takes a few bytes of it.
const MOST_TEXT: usize = 1 << 20;

// Looked through for scripts, unless the site says otherwise.
const SVG: &str = "image/svg+xml";

/// The parts of a form, or what the server says of one that it cannot take.
pub(crate) type Form = Result<Parts, String>;

/// What was sent beside the folder's number: files, taken in as they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    /// The last part that is no file.
    text: Option<String>,
    files: Vec<Sent>,
}

#[derive(Clone, Debug)]
struct Sent {
    name: String,
    mime: String,
    content: Blob,
}

/// The boundary of a form that files come in; such a body is never in memory as a whole.
pub(super) fn boundary(head: &Head) -> Option<String> {
    let uploads = head.uri.path() == "/u" && head.method == Method::POST;
    if !uploads || head.headers.contains_key(CONTENT_ENCODING) {
        return None;
    }
    let media = head.headers.get(CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(media).ok()
}

/// Takes a form in, to its end also where it is refused: the connection is to live on.
pub(super) async fn take<B>(shared: &Shared, body: B, boundary: String) -> Result<Form, Gone>
where
    B: http_body::Body + Send,
    B::Data: Send,
    B::Error: Display + Send,
{
    let taking = Taking::of(shared);
    let mut body = pin!(body);
    let (mut gone, mut given) = (false, false);
    // The parser takes all that it can have, and a part's head as a whole: it has one chunk at a time, and no more than so
    // many between two pieces.
    let between = AtomicUsize::new(0);
    let chunks = stream::poll_fn(|context| {
        if std::mem::take(&mut given) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        body.as_mut().poll_frame(context).map(|frame| {
            let chunk = frame?.map(|frame| {
                let data = frame.into_data().ok();
                data.map_or_else(Bytes::new, |mut data| data.copy_to_bytes(data.remaining()))
            });
            gone |= chunk.is_err();
            given = true;
            let size = chunk.as_ref().map_or(0, Bytes::len);
            if between.fetch_add(size, Ordering::Relaxed) > MOST_TEXT {
                return Some(Err(io::Error::other("a part's head is too long")));
            }
            Some(chunk.map_err(|broken| io::Error::other(broken.to_string())))
        })
    });
    let form = parts(Multipart::new(chunks, boundary), &taking, &between).await;
    while !gone {
        match body.as_mut().frame().await {
            Some(Ok(_)) => {}
            Some(Err(_)) => gone = true,
            None => return Ok(form),
        }
    }
    Err(Gone)
}

/// Where files go and how many there may be.
struct Taking {
    uploads: Uploads,
    size: i64,
    files: i64,
}

impl Taking {
    fn of(shared: &Shared) -> Self {
        let settings = &shared.wiki().settings;
        Self {
            uploads: shared.uploads.clone(),
            size: settings.number("uploadMaxFileSize"),
            files: settings.number("uploadMaxFiles"),
        }
    }
}

// What came since the last piece of a part is told by `between`.
async fn parts(mut form: Multipart<'_>, taking: &Taking, between: &AtomicUsize) -> Form {
    let mut parts = Parts::default();
    while let Some(field) = form
        .next_field()
        .await
        .map_err(|_| "Unexpected end of form".to_owned())?
    {
        if field.name() != Some("mediaUpload") {
            return Err("Unexpected field".into());
        }
        between.store(0, Ordering::Relaxed);
        part(&mut parts, field, taking, between).await?;
    }
    Ok(parts)
}

async fn part(
    parts: &mut Parts,
    mut field: Field<'_>,
    taking: &Taking,
    between: &AtomicUsize,
) -> Result<(), String> {
    let unfinished = |_| "Unexpected end of form".to_owned();
    let Some(name) = field.file_name().map(String::from) else {
        parts.text = Some(text(field).await?);
        return Ok(());
    };
    let mime = field
        .content_type()
        .map_or_else(|| "application/octet-stream".into(), ToString::to_string);
    // What is looked through has to be in memory.
    let uploads = match mime == SVG {
        true => &Uploads::kept(),
        false => &taking.uploads,
    };
    let unkept = |error: io::Error| format!("the sandbox cannot keep the file {name}: {error}");
    let mut incoming = uploads.begin().map_err(unkept)?;
    while let Some(chunk) = field.chunk().await.map_err(unfinished)? {
        between.store(0, Ordering::Relaxed);
        incoming.write(&chunk).map_err(unkept)?;
        if i64::try_from(incoming.size()).is_ok_and(|size| size > taking.size) {
            return Err("File too large".into());
        }
    }
    parts.files.push(Sent {
        content: incoming.finish(),
        name,
        mime,
    });
    match i64::try_from(parts.files.len()).is_ok_and(|count| count > taking.files) {
        true => Err("Too many files".into()),
        false => Ok(()),
    }
}

// No recording shows how the server takes a long one.
async fn text(mut field: Field<'_>) -> Result<String, String> {
    let mut text = BytesMut::new();
    let unfinished = |_| "Unexpected end of form".to_owned();
    while let Some(chunk) = field.chunk().await.map_err(unfinished)? {
        text.extend_from_slice(&chunk);
        if text.len() > MOST_TEXT {
            return Err(format!(
                "the sandbox takes no text of more than {MOST_TEXT} bytes in a form"
            ));
        }
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Stores the file of a form. A body that is no form is never answered.
pub(super) fn answer(shared: &Shared, request: &Incoming, who: &Identity) -> Routed {
    if !["write:assets", "manage:system"]
        .iter()
        .any(|permission| who.has(permission))
    {
        return Routed::Reply(forbidden().finish());
    }
    let parts = match &request.form {
        None => return Routed::Never,
        Some(Ok(parts)) => parts.clone(),
        Some(Err(text)) => {
            let page = html::page("Error", &site(shared), text);
            return Routed::Reply(Reply::html(StatusCode::INTERNAL_SERVER_ERROR, page).finish());
        }
    };
    shared.wrote();
    let mut wiki = shared.wiki();
    let refused = store(&mut wiki, &shared.uploads, who, parts).err();
    Routed::Reply(
        refused
            .map_or_else(|| Reply::bare(200, "ok"), |reply| *reply)
            .finish(),
    )
}

fn store(
    wiki: &mut Wiki,
    uploads: &Uploads,
    who: &Identity,
    parts: Parts,
) -> Result<(), Box<Reply>> {
    let mut files = parts.files.into_iter();
    let sent = files
        .next()
        .ok_or_else(|| refused(400, "Missing upload payload."))?;
    if files.next().is_some() {
        return Err(refused(
            400,
            "You cannot upload multiple files within the same request.",
        ));
    }
    let folder = parts
        .text
        .and_then(|text| parse_json(&text).ok())
        .filter(Value::is_object);
    let folder = folder_id(&folder.ok_or_else(|| refused(400, "Missing upload folder metadata."))?);
    if folder != 0 && wiki.assets.folder(folder).is_none() {
        wiki.assets.skip();
        return Ok(());
    }
    let path = wiki.assets.folder_path(folder) + &file_name(&sent.name);
    if !may(wiki, who, &["write:assets"], Place::new(&path, None)) {
        return Err(forbidden());
    }
    let upload = Upload {
        folder,
        filename: sent.name,
        mime: sent.mime,
        size: sent.content.len(),
        content: sent.content,
    };
    keep(wiki, uploads, upload).map_err(|error| {
        let said = format!("the sandbox cannot keep the file: {error}");
        Box::new(Reply::text(StatusCode::INTERNAL_SERVER_ERROR, said))
    })
}

/// Stores a file under the name that the server gives it, without scripts where images are looked through.
pub(crate) fn keep(wiki: &mut Wiki, uploads: &Uploads, mut upload: Upload) -> io::Result<()> {
    upload.filename = file_name(&upload.filename);
    if let (SVG, Some(bytes)) = (upload.mime.as_str(), upload.content.kept()) {
        let bytes = match wiki.settings.on("uploadScanSVG") {
            true => sanitised(bytes),
            false => bytes.clone(),
        };
        upload.content = uploads.take(&bytes)?;
    }
    let now = wiki.clock.stamp();
    wiki.assets.store(upload, now);
    Ok(())
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
