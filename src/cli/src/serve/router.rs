//! Who is answered, and with what.
//!
//! A page of another origin may make the reader's browser call this server.
//! So it answers to its own names alone, only reads, and hands out nothing
//! that another origin may embed.

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use percent_encoding::percent_decode_str;
use tokio::sync::watch::Sender;

use super::reload::{self, Shown};

/// Sent with everything: nothing is kept, nothing is loaded from elsewhere.
/// mdBook's pages carry scripts and styles within them, hence `unsafe-inline`.
const HEADERS: &[(&str, &str)] = &[
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "content-security-policy",
        "default-src 'self'; script-src 'self' 'unsafe-inline'; \
         style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         object-src 'none'; base-uri 'self'; form-action 'self'; \
         frame-ancestors 'self'",
    ),
];

/// Answers for the book that `shown` holds, under the names of `port`.
pub fn router(shown: Sender<Shown>, port: u16) -> Router {
    Router::new()
        .route(reload::EVENTS, get(events))
        .route(reload::SCRIPT, get(script))
        .fallback(file)
        .layer(middleware::from_fn_with_state(port, guard))
        .with_state(shown)
}

/// Refuses whoever calls this server by another name or wants to write, and
/// dresses every answer.
async fn guard(
    State(port): State<u16>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = if !is_own_name(request.headers(), request.uri(), port) {
        let text = format!("This server answers to http://127.0.0.1:{port}/\n");
        (StatusCode::FORBIDDEN, text).into_response()
    } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, "GET, HEAD")];
        (StatusCode::METHOD_NOT_ALLOWED, allow).into_response()
    } else {
        next.run(request).await
    };
    for (name, value) in HEADERS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(*name, value);
    }
    response
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

async fn events(State(shown): State<Sender<Shown>>) -> impl IntoResponse {
    reload::events(shown.subscribe())
}

async fn script() -> impl IntoResponse {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, reload::SCRIPT_TEXT)
}

async fn file(State(shown): State<Sender<Shown>>, uri: Uri) -> Response {
    let shown = shown.borrow().clone();
    let path = percent_decode_str(uri.path()).decode_utf8();
    let found = path.ok().and_then(|path| shown.site.find(&path));
    let (status, file) = match found {
        Some(file) => (StatusCode::OK, Some(file)),
        None => (StatusCode::NOT_FOUND, shown.site.missing()),
    };
    let Some(file) = file else {
        return (status, "No such page\n").into_response();
    };
    let body = match file.is_page() {
        true => shown.listening(&file.body),
        false => file.body.clone(),
    };
    (status, [(header::CONTENT_TYPE, file.kind)], body).into_response()
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
