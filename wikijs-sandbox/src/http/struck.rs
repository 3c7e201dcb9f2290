//! What faults do to a request, before and after the work.

use std::future::pending;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, RETRY_AFTER};
use http::{HeaderMap, HeaderName, Response, StatusCode};
use tokio::time::sleep;

use super::reply::Reply;
use super::service::Shared;
use super::{Body, Broken, Incoming};
use crate::auth::revoke;
use crate::faults::{FaultKind, FaultPlace, Quota, Strike};

/// How a request goes on after the faults that come before the work.
#[derive(Default)]
pub(super) struct Struck {
    /// It does not: this is the answer.
    pub(super) instead: Option<Response<Body>>,
    /// The connection breaks now, and the work is done later.
    pub(super) cut_during: Option<Duration>,
    /// What a proxy tells of its quota.
    pub(super) quota: Option<Quota>,
    /// What comes after the work.
    pub(super) after: Vec<FaultKind>,
}

impl Struck {
    /// Does what comes before the work.
    pub(super) async fn before(
        shared: &Shared,
        request: &mut Incoming,
        strikes: Vec<Strike>,
    ) -> Result<Self, Broken> {
        let mut struck = Self::default();
        for strike in strikes {
            match strike {
                Strike::Fields(on, seconds) => request.limited = Some((on, seconds)),
                Strike::Quota(quota) => struck.count(quota),
                Strike::Fault(fault) => struck.strike(shared, request, fault).await?,
            }
        }
        Ok(struck)
    }

    fn count(&mut self, quota: Quota) {
        self.quota = Some(quota);
        if quota.exceeded {
            let mut reply = refusal(429, Some(quota.reset)).finish();
            tell(&quota, reply.headers_mut());
            self.instead = Some(reply);
        }
    }

    async fn strike(
        &mut self,
        shared: &Shared,
        request: &Incoming,
        fault: FaultKind,
    ) -> Result<(), Broken> {
        match fault {
            FaultKind::Delay(time) => sleep(time).await,
            FaultKind::CutBefore => return Err(Broken),
            FaultKind::CutDuring(later) => self.cut_during = Some(later),
            FaultKind::Hang => pending().await,
            FaultKind::Restart => shared.wiki().restart(),
            FaultKind::ApiOff => shared.wiki().settings.api_enabled = false,
            FaultKind::TokenRevoked => {
                if let Some(token) = request.token() {
                    revoke(&mut shared.wiki(), &token);
                }
            }
            FaultKind::Html(status) => self.instead = Some(proxy_page(status).finish()),
            FaultKind::Status(status, retry_after) => {
                self.instead = Some(refusal(status, retry_after).finish());
            }
            fault if fault.place() == FaultPlace::After => self.after.push(fault),
            _ => {}
        }
        Ok(())
    }
}

/// Puts a proxy's quota on an answer.
pub(super) fn tell(quota: &Quota, headers: &mut HeaderMap) {
    let told = [
        ("x-ratelimit-limit", quota.limit),
        ("x-ratelimit-remaining", quota.remaining),
        ("x-ratelimit-reset", quota.reset),
    ];
    for (name, value) in told {
        headers.insert(HeaderName::from_static(name), value.into());
    }
}

/// Does to an answer what comes after the work.
pub(super) async fn after(
    fault: FaultKind,
    reply: Response<Body>,
) -> Result<Response<Body>, Broken> {
    Ok(match fault {
        FaultKind::CutAfter => return Err(Broken),
        FaultKind::NoAnswer => pending().await,
        FaultKind::HalfBody => reply.map(Body::half),
        FaultKind::SlowBody(pause) => reply.map(|body| body.slow(pause)),
        FaultKind::NotJson => reply.map(|body| {
            let length = body.length();
            body.cut(length - length / 3)
        }),
        FaultKind::WrongLength => longer(reply),
        _ => reply,
    })
}

// The header says more than there is.
fn longer(reply: Response<Body>) -> Response<Body> {
    let (mut head, body) = reply.into_parts();
    head.headers
        .insert(CONTENT_LENGTH, (body.length() + 10).into());
    Response::from_parts(head, body.untold())
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY)
}

fn proxy_page(status: u16) -> Reply {
    let title = code(status).to_string();
    let page = format!(
        "<html><head><title>{title}</title></head><body><h1>{title}</h1><hr>proxy</body></html>"
    );
    Reply::html(code(status), page).untagged()
}

fn refusal(status: u16, retry_after: Option<u64>) -> Reply {
    let reply = Reply::empty(code(status));
    match retry_after {
        Some(seconds) => reply.with(RETRY_AFTER, &seconds.to_string()),
        None => reply,
    }
}
