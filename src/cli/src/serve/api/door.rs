//! Who may call: this server's own pages, and nobody else.
//!
//! Any page on the web can make the reader's browser send something here.
//! What it can't do is read our pages, where the token is, or say that it is
//! of the same origin. Each of the questions below would do by itself; a
//! browser with a fault in one still meets the others.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};

use super::refusal::Refusal;
use crate::serve::token::Token;

/// The header that carries the token: no form can send one, and a script of
/// another origin has to ask first, which nobody answers.
pub const TOKEN: &str = "x-workbook-token";

/// Lets in a call that runs or writes something.
///
/// # Errors
/// When it comes from somewhere else, or from an earlier start.
pub fn admit(headers: &HeaderMap, token: &Token) -> Result<(), Refusal> {
    let given = headers.get(TOKEN).map_or(&b""[..], HeaderValue::as_bytes);
    if is_ours(headers) && token.is(given) {
        return Ok(());
    }
    Err(closed())
}

/// What stays outside is told.
pub fn closed() -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        "this call is not from a page of this server; reload the page",
    )
}

/// Whether the browser says that a page of this server sends it. What is no
/// browser says nothing, and has no reader's pages to mislead.
pub fn is_ours(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).map(HeaderValue::as_bytes);
    let is_own_origin = |origin: &HeaderValue| {
        origin.as_bytes().strip_prefix(b"http://") == host
    };
    let is_own_site = |site: &HeaderValue| {
        // `none`: typed into the address bar.
        ["same-origin", "none"].iter().any(|own| site == own)
    };
    headers.get_all(header::ORIGIN).iter().all(is_own_origin)
        && headers.get_all("sec-fetch-site").iter().all(is_own_site)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
        let pairs = all.iter().map(|(name, value)| {
            (name.parse().unwrap(), value.parse().unwrap())
        });
        pairs.collect()
    }

    #[test]
    fn only_pages_of_this_origin_are_ours() {
        let host = ("host", "localhost:3000");
        for own in [
            &[host][..],
            &[host, ("origin", "http://localhost:3000")],
            &[host, ("sec-fetch-site", "same-origin")],
            &[host, ("sec-fetch-site", "none")],
        ] {
            assert!(is_ours(&headers(own)), "{own:?} was refused");
        }
        for other in [
            ("origin", "http://127.0.0.1:3000"),
            ("origin", "https://localhost:3000"),
            ("origin", "http://localhost:3001"),
            ("origin", "http://localhost:3000.evil.example"),
            ("origin", "null"),
            ("origin", ""),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            assert!(!is_ours(&headers(&[host, other])), "{other:?} came in");
        }
    }

    #[test]
    fn a_call_without_the_token_stays_outside() {
        let token = Token::new().unwrap();
        let host = ("host", "localhost:3000");
        let own = [host, (TOKEN, token.as_str())];
        assert!(admit(&headers(&own), &token).is_ok());
        let other = [host, (TOKEN, "0123456789abcdef0123456789abcdef")];
        assert!(admit(&headers(&other), &token).is_err());
        assert!(admit(&headers(&[host]), &token).is_err());
        let foreign = [own[0], own[1], ("origin", "http://evil.example")];
        assert!(admit(&headers(&foreign), &token).is_err());
    }
}
