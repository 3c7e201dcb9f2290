//! A server in the same process: it answers with what it is told, and keeps what it was asked.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use wikijs_sdk::connector::{Connector, HttpService, OutgoingBody};

/// What one request was.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: http::Method,
    pub(crate) uri: http::Uri,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// The requests so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<Vec<Asked>>>);

impl Recorder {
    /// A connector that answers each request with what `answer` makes of it.
    pub(crate) fn connector<F>(&self, answer: F) -> impl Connector + use<F>
    where
        F: Fn(&Asked) -> http::Response<String> + Clone + Send + Sync + 'static,
    {
        let recorder = self.clone();
        HttpService::new(tower::service_fn(
            move |request: http::Request<OutgoingBody>| {
                let (recorder, answer) = (recorder.clone(), answer.clone());
                async move {
                    let asked = recorder.record(request).await;
                    Ok::<_, Infallible>(answer(&asked).map(|body| Full::new(Bytes::from(body))))
                }
            },
        ))
    }

    /// A connector that gives every request the same answer, with status 200.
    pub(crate) fn answering(&self, body: &'static str) -> impl Connector + use<> {
        self.connector(move |_| http::Response::new(body.to_owned()))
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.0.lock().unwrap().clone()
    }

    /// The only request.
    pub(crate) fn only(&self) -> Asked {
        let asked = self.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        asked.into_iter().next().unwrap()
    }

    async fn record(&self, request: http::Request<OutgoingBody>) -> Asked {
        let (head, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let asked = Asked {
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        };
        self.0.lock().unwrap().push(asked.clone());
        asked
    }
}
