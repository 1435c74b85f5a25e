//! What pages of other origins may try, and what they get.

use std::io::Read;

use crate::{call::Call, server::Fixture};

#[test]
fn a_page_of_this_server_gets_through_the_door() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let answer = Call::new(&server, "nothing", "{}").answer();
    assert_eq!(answer.status, 404, "{}", answer.head);
    assert!(answer.error().contains("no such call"), "{}", answer.body);
    // Not from a browser, but with the token.
    let plain = Call::new(&server, "nothing", "{}")
        .without("origin")
        .without("sec-fetch-site");
    assert_eq!(plain.answer().status, 404);
}

#[test]
fn a_call_without_this_starts_token_is_refused() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let other = fixture.serve(0);
    let call = || Call::new(&server, "nothing", "{}");
    let token = server.token();
    for wrong in [
        call().without("x-workbook-token"),
        call().with("x-workbook-token", ""),
        call().with("x-workbook-token", &token[1..]),
        call().with("x-workbook-token", &token.to_uppercase()),
        call().with("x-workbook-token", &other.token()),
    ] {
        let answer = wrong.answer();
        assert_eq!(answer.status, 403, "{}", answer.head);
        assert!(answer.error().contains("reload the page"));
    }
}

#[test]
fn a_call_from_another_origin_is_refused_even_with_the_token() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    for (header, value) in [
        ("origin", "http://evil.example".into()),
        ("origin", format!("http://localhost:{}", server.port)),
        ("origin", "http://127.0.0.1:1".into()),
        ("origin", "null".into()),
        ("sec-fetch-site", "cross-site".into()),
        ("sec-fetch-site", "same-site".into()),
        ("host", format!("evil.example:{}", server.port)),
    ] {
        let call = Call::new(&server, "nothing", "{}").with(header, &value);
        let answer = call.answer();
        assert_eq!(answer.status, 403, "{header}: {value}: {}", answer.head);
        let allows = "access-control-allow";
        assert!(!answer.head.contains(allows), "{}", answer.head);
    }
}

#[test]
fn a_form_of_another_site_runs_nothing() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    for kind in [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
    ] {
        // A form sends no token; and who had it would still send no form.
        let form = || {
            Call::new(&server, "run", "{\"listing\":\"ch01/one\"}")
                .with("content-type", kind)
        };
        assert_eq!(form().without("x-workbook-token").answer().status, 403);
        assert_eq!(form().answer().status, 415, "{kind}");
    }
}

#[test]
fn nobody_may_ask_before_a_call() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let own = format!("127.0.0.1:{}", server.port);
    for method in ["OPTIONS", "GET", "PUT", "DELETE"] {
        let answer = server.ask(method, "/.workbook/api/run", &own);
        assert!(answer.starts_with("HTTP/1.1 405"), "{method}: {answer}");
        let head = answer.to_lowercase();
        assert!(!head.contains("access-control-allow"), "{answer}");
    }
}

#[test]
fn no_socket_opens() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let own = format!("127.0.0.1:{}", server.port);
    for path in ["/.workbook/events", "/page.html", "/.workbook/api/run"] {
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {own}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
             Origin: http://evil.example\r\n\r\n"
        );
        let mut answer = [0; 12];
        server.send(&head, b"").read_exact(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
    }
}

#[test]
fn events_are_no_news_for_other_sites() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let own = format!("127.0.0.1:{}", server.port);
    for foreign in ["Origin: http://evil.example", "Sec-Fetch-Site: cross-site"]
    {
        let head = format!(
            "GET /.workbook/events HTTP/1.1\r\nHost: {own}\r\n{foreign}\r\n\
             Connection: close\r\n\r\n"
        );
        let mut answer = String::new();
        server.send(&head, b"").read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 403"), "{foreign}: {answer}");
    }
}

#[test]
fn a_page_runs_no_script_but_those_it_was_built_with() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    for path in ["/page.html", "/none.html", "/toc.html"] {
        let answer = server.get(path);
        let policy = answer
            .lines()
            .find_map(|line| line.strip_prefix("content-security-policy: "))
            .expect("a policy");
        let scripts = policy.split("script-src ").nth(1).expect("scripts");
        let scripts = scripts.split(';').next().unwrap();
        assert!(!scripts.contains("unsafe"), "{path}: {scripts}");
        assert!(scripts.starts_with("'self'"), "{path}: {scripts}");
        assert_eq!(policy.matches("connect-src 'self'").count(), 1);
    }
    assert!(server.get("/page.html").contains("'sha256-"), "no script in it");
}
