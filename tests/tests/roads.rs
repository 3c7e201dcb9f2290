//! Every recorded way to get no answer becomes the right error, through the SDK's client: its kind, a line for people
//! that says which operation it was, and never the token.

use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Response};
use wikijs_sdk::{
    Client, Error,
    connector::{HttpService, OutgoingBody},
    pages,
};

use crate::fixtures::{Road, roads};

const TOKEN: &str = "a-token-that-nobody-may-see";

/// A client of a server that always answers with this.
fn client(road: &Road) -> Client {
    let response = (road.status, road.content_type.clone(), road.body.clone());
    let service = tower::service_fn(move |_: Request<OutgoingBody>| {
        let (status, content_type, body) = response.clone();
        async move {
            let response = Response::builder()
                .status(status)
                .header("content-type", content_type);
            Ok::<_, Infallible>(response.body(Full::new(Bytes::from(body))).unwrap())
        }
    });
    Client::builder("http://wiki.example")
        .token(TOKEN)
        .connector(HttpService::new(service))
        .build()
        .unwrap()
}

#[tokio::test]
async fn each_becomes_the_right_error() {
    let mut wrong = Vec::new();
    for road in roads() {
        match client(&road).send(pages::Single::new(1)).await {
            Ok(page) => wrong.push(format!("{}: read as {page:?}", road.name)),
            Err(error) => {
                wrong.extend(check(&road, &error).map(|why| format!("{}: {why}", road.name)))
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(road: &Road, error: &Error) -> Option<String> {
    let (kind, line) = (format!("{:?}", error.kind()), error.to_string());
    let shown = format!("{line}\n{error:?}");
    if kind != road.kind {
        return Some(format!("{kind}, not {}: {line}", road.kind));
    }
    if !line.contains("pages.single") && !line.contains("PagesSingle") {
        return Some(format!("does not say which operation: {line}"));
    }
    if line.contains('\n') {
        return Some(format!("is more than a line: {line}"));
    }
    shown.contains(TOKEN).then(|| "shows the token".to_owned())
}
