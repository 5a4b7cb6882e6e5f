//! One question, one answer.

use std::time::Duration;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use tokio::sync::watch;

use super::{
    Notice,
    file::{self, Found},
    guard::Guard,
    page,
};

/// How long a page waits for news before it asks again.
const PATIENCE: Duration = Duration::from_secs(25);

const HTML: &str = "text/html; charset=utf-8";

/// What is needed to answer.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) notices: watch::Receiver<Notice>,
    pub(super) guard: Guard,
}

/// Answers a request.
pub(super) async fn answer(State(desk): State<Desk>, request: Request) -> Response {
    if let Err(refusal) = desk
        .guard
        .check(request.method(), request.uri(), request.headers())
    {
        return with(refusal, "text/plain; charset=utf-8", refusal.to_string());
    }
    let path = request.uri().path();
    match path {
        page::SCRIPT => with(
            StatusCode::OK,
            "text/javascript; charset=utf-8",
            include_str!("reload.js"),
        ),
        page::EVENTS => news(desk, request.uri().query().unwrap_or("")).await,
        _ => file(&desk, path),
    }
}

fn file(desk: &Desk, path: &str) -> Response {
    // A copy, so that the next build need not wait until a page is made.
    let Notice {
        site, pages, words, ..
    } = desk.notices.borrow().clone();
    let say = |status: StatusCode, sentence: &str| {
        with(status, HTML, page::plain(&words.tag, sentence, site))
    };
    let Some(pages) = pages else {
        return say(StatusCode::SERVICE_UNAVAILABLE, &words.nothing_yet);
    };
    match file::find(&*pages, path) {
        Found::Nothing => say(StatusCode::NOT_FOUND, &words.not_found),
        Found::Folder => {
            let mut answer = with(StatusCode::TEMPORARY_REDIRECT, HTML, "");
            if let Ok(to) = HeaderValue::from_str(&format!("{path}/")) {
                answer.headers_mut().insert(header::LOCATION, to);
            }
            answer
        }
        Found::File(_, Err(told)) => say(StatusCode::INTERNAL_SERVER_ERROR, &told),
        Found::File(route, Ok(bytes)) => match file::content_type(&route) {
            HTML => {
                let page = page::with_script(&String::from_utf8_lossy(&bytes), site);
                with(StatusCode::OK, HTML, page)
            }
            other => with(StatusCode::OK, other, bytes),
        },
    }
}

/// Waits until there is another notice than the one the page knows.
async fn news(mut desk: Desk, query: &str) -> Response {
    let known: u64 = query
        .strip_prefix("after=")
        .and_then(|it| it.parse().ok())
        .unwrap_or(0);
    let other = desk.notices.wait_for(|notice| notice.generation != known);
    // When the time is up or the preview ends, the page hears what it knows.
    let _ = tokio::time::timeout(PATIENCE, other).await;
    let notice = desk.notices.borrow().clone();
    let json = serde_json::to_vec(&notice).expect("a notice is texts and numbers");
    with(StatusCode::OK, "application/json", json)
}

fn with(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("same-origin"),
    );
    answer
}
