//! Who is answered, and with what.
//!
//! A page of another origin may make the reader's browser call this server.
//! So it answers to its own names alone, hands out nothing that another origin
//! may embed, and does what its own pages ask behind a door ([`super::api`]).

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Uri,
        header::{self, CONTENT_SECURITY_POLICY},
    },
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use percent_encoding::percent_decode_str;

use super::{
    api::{self, door, refusal::Refusal},
    live::Live,
    policy, reload,
};

/// Where all is that is no file of the book.
const OWN: &str = "/.workbook/";

/// Sent with everything: nothing is kept, nothing is loaded from elsewhere.
const HEADERS: &[(&str, &str)] = &[
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// Answers for the book that `live` shows, under the names of `port`.
pub fn router(live: Arc<Live>, port: u16) -> Router {
    Router::new()
        .route(reload::EVENTS, get(events))
        .route(reload::SCRIPT, get(script))
        .merge(api::routes(&live))
        .fallback(file)
        .layer(middleware::from_fn_with_state(port, guard))
        .with_state(live)
}

/// Refuses what no page of ours asks, and dresses every answer.
async fn guard(
    State(port): State<u16>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match refuse(&request, port) {
        Some(response) => response,
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(*name, value);
    }
    // A page has brought its own.
    let plain = HeaderValue::from_static(policy::PLAIN);
    let policy = response.headers_mut().entry(CONTENT_SECURITY_POLICY);
    policy.or_insert(plain);
    response
}

/// Why this request is not answered, if it isn't: it calls this server by
/// another name, or wants to write where it may not.
fn refuse(request: &Request, port: u16) -> Option<Response> {
    let (headers, path) = (request.headers(), request.uri().path());
    if !is_own_name(headers, request.uri(), port) {
        let text = format!("This server answers to http://127.0.0.1:{port}/\n");
        return Some((StatusCode::FORBIDDEN, text).into_response());
    }
    if path.starts_with(OWN) && !door::is_ours(headers) {
        return Some(door::closed().into_response());
    }
    let methods = match path.starts_with(api::PREFIX) {
        true => &[Method::POST][..],
        false => &[Method::GET, Method::HEAD],
    };
    if !methods.contains(request.method()) {
        let names: Vec<_> = methods.iter().map(Method::as_str).collect();
        let allow = [(header::ALLOW, names.join(", "))];
        return Some((StatusCode::METHOD_NOT_ALLOWED, allow).into_response());
    }
    let upgrade = headers.get(header::UPGRADE);
    let is_socket =
        |to: &HeaderValue| to.as_bytes().eq_ignore_ascii_case(b"websocket");
    // Unlike a fetch, a socket is no business of the browser's own rules.
    upgrade.is_some_and(is_socket).then(|| {
        let why = "no socket opens here; the pages of this server call it";
        Refusal::bad(why).into_response()
    })
}

/// Whether every name in the request is one of this server's: a name of
/// somebody else that leads to 127.0.0.1 is an attack (DNS rebinding).
fn is_own_name(headers: &HeaderMap, uri: &Uri, port: u16) -> bool {
    let own = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|host| {
            // A browser leaves the port of its scheme unsaid.
            name == format!("{host}:{port}") || (port == 80 && name == *host)
        })
    };
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    host.is_some_and(own)
        && hosts.next().is_none()
        && uri.authority().is_none_or(|name| own(name.as_str()))
}

/// `?page=ch02-generators.html&exercises=ch02/countdown,ch02/walk`
async fn events(State(live): State<Arc<Live>>, uri: Uri) -> impl IntoResponse {
    let asked = |name: &str| {
        let mut pairs = uri.query().unwrap_or_default().split('&');
        let value = pairs.find_map(|pair| {
            let (found, value) = pair.split_once('=')?;
            (found == name).then_some(value)
        });
        percent_decode_str(value.unwrap_or_default()).decode_utf8_lossy()
    };
    let news = live.desk.follow(live.manifest().ok(), &asked("exercises"));
    reload::events(live.shown.subscribe(), asked("page").into_owned(), news)
}

async fn script() -> impl IntoResponse {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, reload::SCRIPT_TEXT)
}

async fn file(State(live): State<Arc<Live>>, uri: Uri) -> Response {
    let shown = live.shown.borrow().clone();
    let path = percent_decode_str(uri.path()).decode_utf8();
    let found = path.ok().and_then(|path| shown.site.find(&path));
    let (status, file) = match found {
        Some(file) => (StatusCode::OK, Some(file)),
        None => (StatusCode::NOT_FOUND, shown.site.missing()),
    };
    let Some((path, file)) = file else {
        return (status, "No such page\n").into_response();
    };
    let body = match file.is_page() {
        true => shown.listening(path, &file.body),
        false => file.body.clone(),
    };
    let headers = [
        (header::CONTENT_TYPE, file.kind),
        (CONTENT_SECURITY_POLICY, shown.site.policy(path)),
    ];
    (status, headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers_to(host: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        is_own_name(&headers, &Uri::from_static("/"), 3000)
    }

    #[test]
    fn it_answers_to_its_own_names_alone() {
        for own in ["127.0.0.1:3000", "LocalHost:3000", "[::1]:3000"] {
            assert!(answers_to(own), "{own} was refused");
        }
        for other in [
            "evil.example",
            "evil.example:3000",
            "localhost",
            "localhost:3001",
            "127.0.0.1.evil.example:3000",
            "",
        ] {
            assert!(!answers_to(other), "{other} was answered");
        }
    }

    #[test]
    fn a_request_without_a_host_or_with_two_is_refused() {
        let uri = Uri::from_static("/");
        let mut headers = HeaderMap::new();
        assert!(!is_own_name(&headers, &uri, 3000));
        let own = HeaderValue::from_static("localhost:3000");
        headers.append(header::HOST, own.clone());
        headers.append(header::HOST, own);
        assert!(!is_own_name(&headers, &uri, 3000));
    }

    #[test]
    fn a_foreign_name_in_the_request_line_is_refused() {
        let uri = Uri::from_static("http://evil.example:3000/");
        let mut headers = HeaderMap::new();
        let own = HeaderValue::from_static("localhost:3000");
        headers.insert(header::HOST, own);
        assert!(!is_own_name(&headers, &uri, 3000));
    }
}
