//! A wiki that is asked, once a process: starting one for each input would be most of the work.

use std::cell::RefCell;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::{BodyExt as _, Full};
use tokio::runtime::{Builder, Runtime};
use tower_service::Service as _;
use wikijs_sandbox::{Sandbox, SeedPage};

/// What only those may see who may read pages.
pub const SECRET: &str = "hidden text";

thread_local! {
    static WIKI: RefCell<(Runtime, Sandbox)> = RefCell::new(wiki());
}

fn wiki() -> (Runtime, Sandbox) {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime");
    let _entered = runtime.enter();
    let sandbox = Sandbox::builder().page(SeedPage::new("secret", "Secret", SECRET)).in_process();
    drop(_entered);
    (runtime, sandbox)
}

/// The answer's status and body; none where the wiki never answers. A guest asks, or the administrator.
pub fn ask(request: http::request::Builder, body: &[u8], admin: bool) -> Option<(StatusCode, Vec<u8>)> {
    WIKI.with_borrow(|(runtime, sandbox)| {
        let request = match admin {
            true => request.header("authorization", format!("Bearer {}", sandbox.admin_token())),
            false => request,
        };
        let body = Full::new(Bytes::from(body.to_vec()));
        let request: Request<Full<Bytes>> = request.body(body).ok()?;
        runtime.block_on(async {
            let answer = sandbox.service().call(request);
            // The clock is paused: this takes no time.
            let answer = tokio::time::timeout(Duration::from_secs(60), answer).await.ok()?.ok()?;
            let status = answer.status();
            let body = answer.into_body().collect().await.ok()?.to_bytes();
            Some((status, body.to_vec()))
        })
    })
}

/// The first byte says who asks.
pub fn split(input: &[u8]) -> Option<(bool, &[u8])> {
    let (first, rest) = input.split_first()?;
    Some((first % 2 == 1, rest))
}

/// A guest is told no secret.
pub fn keeps_its_secret(body: &[u8]) -> bool {
    !body.windows(SECRET.len()).any(|text| text == SECRET.as_bytes())
}
