//! Bodies that are too long, too slow or no JSON.

use std::time::{Duration, Instant};

use crate::{
    call::Call,
    server::{Fixture, Server},
};

/// As long as a form of another site may send.
const TEN_MEGABYTES: usize = 10 << 20;

fn run<'a>(server: &'a Server) -> Call<'a> {
    Call::new(server, "run", "")
}

#[test]
fn a_body_that_says_it_is_too_long_is_not_read() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let length = TEN_MEGABYTES.to_string();
    // Nothing of it is sent: the answer comes all the same.
    let answer = run(&server).with("content-length", &length).answer_to(b"");
    assert_eq!(answer.status, 413, "{}", answer.body);
    assert!(answer.error().contains("256 KiB"), "{}", answer.body);
}

#[test]
fn a_body_that_turns_out_too_long_is_cut_off() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let chunk = [b"10000\r\n", &[b' '; 0x10000][..], b"\r\n"].concat();
    let body = chunk.repeat(TEN_MEGABYTES / 0x10000);
    let call = run(&server).with("transfer-encoding", "chunked");
    assert_eq!(call.answer_to(&body).status, 413);
}

#[test]
fn the_longest_body_that_fits_is_read() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let body = |length: usize| {
        let text = "{\"listing\":\"ch01/none\"}";
        text.to_owned() + &" ".repeat(length - text.len())
    };
    let answer = Call::new(&server, "run", &body(256 << 10)).answer();
    assert_eq!(answer.status, 404, "{}", answer.body);
    let answer = Call::new(&server, "run", &body((256 << 10) + 1)).answer();
    assert_eq!(answer.status, 413, "{}", answer.body);
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let start = Instant::now();
    let answer = run(&server).with("content-length", "99").answer_to(b"{");
    assert_eq!(answer.status, 408, "{}", answer.body);
    assert!(start.elapsed() < Duration::from_secs(15), "it waited");
    // Others are answered meanwhile and after.
    assert!(server.get("/page.html").contains("The first text."));
}

#[test]
fn what_is_no_call_is_told_what_it_is_not() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    for (body, words) in [
        ("", "can't be read"),
        ("{", "can't be read"),
        ("[]", "can't be read"),
        ("{}", "missing field `listing`"),
        ("{\"listing\":7}", "invalid type"),
        ("{\"listing\":\"x\",\"trace\":\"yes\"}", "invalid type"),
        ("{\"listing\":\"x\",\"knobs\":{\"a\":{}}}", "invalid type"),
    ] {
        let answer = Call::new(&server, "run", body).answer();
        assert_eq!(answer.status, 400, "{body}: {}", answer.body);
        assert!(answer.error().contains(words), "{}", answer.body);
        assert!(answer.error().contains("reload the page"), "{}", answer.body);
    }
    let deep = "[".repeat(200_000);
    let answer = Call::new(&server, "run", &deep).answer();
    assert_eq!(answer.status, 400, "{}", answer.body);
    let odd = run(&server).with("content-length", "2").answer_to(b"\xff\xfe");
    assert_eq!(odd.status, 400, "{}", odd.body);
}
