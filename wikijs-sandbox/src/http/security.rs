//! The headers that the site's security settings put on every answer.

use http::header::{REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_FRAME_OPTIONS};
use http::{HeaderMap, HeaderValue};

use crate::state::Settings;

/// The headers that the settings ask for now: a request that changes them is still answered by the old ones.
pub(super) fn headers(settings: &Settings) -> HeaderMap {
    let mut out = HeaderMap::new();
    if settings.on("securityIframe") {
        out.insert(X_FRAME_OPTIONS, HeaderValue::from_static("deny"));
    }
    if settings.on("securityReferrerPolicy") {
        out.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    }
    if settings.on("securityHSTS") {
        let age = format!(
            "max-age={}; includeSubDomains",
            settings.number("securityHSTSDuration")
        );
        out.extend(
            HeaderValue::from_str(&age)
                .ok()
                .map(|age| (STRICT_TRANSPORT_SECURITY, age)),
        );
    }
    out
}
