//! Uploaded files: kept, spooled or dropped, and taken in while they come.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, Request};
use http_body::{Body, Frame};
use http_body_util::Full;
use serde_json::json;
use tower_service::Service as _;
use wikijs_sandbox::{Sandbox, Uploads};

use crate::wiki::{Reply, admin, send};

const HEAD: &str = "--x\r\nContent-Disposition: form-data; name=\"mediaUpload\"\r\n\r\n{\"folderId\":0}\r\n--x\r\n\
                    Content-Disposition: form-data; name=\"mediaUpload\"; filename=\"Big File.bin\"\r\nContent-Type: \
                    application/octet-stream\r\n\r\n";
const TAIL: &str = "\r\n--x--\r\n";
const PIECE: usize = 64 << 10;

/// A form whose file comes in pieces, none of which is in memory before it is asked for.
struct Form {
    head: bool,
    pieces: usize,
    tail: bool,
}

impl Body for Form {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let data = if std::mem::take(&mut self.head) {
            HEAD.into()
        } else if self.pieces > 0 {
            self.pieces -= 1;
            Bytes::from_static(&[b'x'; PIECE])
        } else if std::mem::take(&mut self.tail) {
            TAIL.into()
        } else {
            return Poll::Ready(None);
        };
        Poll::Ready(Some(Ok(Frame::data(data))))
    }
}

async fn upload(sandbox: &Sandbox, pieces: usize) -> u16 {
    let form = Form {
        head: true,
        pieces,
        tail: true,
    };
    let request = Request::post("/u")
        .header("authorization", format!("Bearer {}", sandbox.admin_token()))
        .header("content-type", "multipart/form-data; boundary=x")
        .body(form)
        .expect("a request");
    let reply = sandbox.service().call(request).await.expect("an answer");
    reply.status().as_u16()
}

async fn download(sandbox: &Sandbox, headers: HeaderMap) -> Reply {
    let mut request = Request::get("/big_file.bin")
        .body(Full::default())
        .expect("a request");
    *request.headers_mut() = headers;
    send(sandbox.service(), request).await
}

async fn listed(sandbox: &Sandbox) -> serde_json::Value {
    let list = "{assets{list(folderId:0,kind:ALL){filename fileSize}}}";
    admin(sandbox, list, "/assets/list").await
}

#[tokio::test(start_paused = true)]
async fn files_are_kept_spooled_or_dropped() {
    let folder = tempfile::tempdir().expect("a folder");
    let spooled = || std::fs::read_dir(folder.path()).expect("a folder").count();
    let cases = [
        (Uploads::kept(), 0, true),
        (Uploads::spooled_in(folder.path()), 1, true),
        (Uploads::digested(), 0, false),
    ];
    for (uploads, files, there) in cases {
        let sandbox = Sandbox::builder().uploads(uploads.clone()).in_process();
        assert_eq!(upload(&sandbox, 3).await, 200);
        assert_eq!(spooled(), files);
        let expected = json!([{ "filename": "big_file.bin", "fileSize": 3 * PIECE }]);
        assert_eq!(listed(&sandbox).await, expected);
        let reply = download(&sandbox, HeaderMap::new()).await;
        assert_eq!(
            reply.status == 200 && reply.body.len() == 3 * PIECE,
            there,
            "{uploads:?}"
        );
        let stored = sandbox.assets().remove(0);
        assert_eq!(
            (stored.path.as_str(), stored.size),
            ("big_file.bin", 3 * PIECE as u64)
        );
        assert_eq!(stored.sha256.len(), 64);
        let range = HeaderMap::from_iter([(
            http::header::RANGE,
            "bytes=70000-70003".parse().expect("a header"),
        )]);
        let part = download(&sandbox, range).await;
        assert_eq!(
            part.status == 206 && part.text() == "xxxx",
            there,
            "{uploads:?}"
        );
        drop((sandbox, stored));
        assert_eq!(spooled(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_dropped_may_be_large() {
    let sandbox = Sandbox::builder()
        .uploads(Uploads::digested().up_to(1 << 30))
        .in_process();
    let pieces = (64 << 20) / PIECE;
    assert_eq!(upload(&sandbox, pieces).await, 200);
    assert_eq!(sandbox.assets()[0].size, 64 << 20);
}

#[tokio::test(start_paused = true)]
async fn what_is_too_large_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let uploads = Uploads::spooled_in(folder.path()).up_to(PIECE as u64);
    let sandbox = Sandbox::builder().uploads(uploads).in_process();
    assert_eq!(upload(&sandbox, 2).await, 500);
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        0
    );
    assert!(sandbox.assets().is_empty());
}
