//! Checks of `e1_framer`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch07_readiness/e1_framer.rs"
)]
mod e1_framer;

use e1_framer::{Bad, Framer, Line};
use kit::{Slip, expect, expect_values};

const LIMIT: usize = 8;

fn lines(texts: &[&str]) -> Vec<Line> {
    texts.iter().map(|text| Ok((*text).to_owned())).collect()
}

/// All lines of what comes in these pieces and then ends.
fn framed(pieces: &[&[u8]]) -> Vec<Line> {
    let mut framer = Framer::new(LIMIT);
    let mut lines: Vec<_> =
        pieces.iter().flat_map(|piece| framer.feed(piece)).collect();
    lines.extend(framer.finish());
    lines
}

/// The same bytes whole, in two pieces cut at each place, one by one, and
/// with empty pieces between.
fn cuts(text: &[u8]) -> Vec<Vec<&[u8]>> {
    let mut cuts: Vec<Vec<&[u8]>> = vec![vec![text]];
    cuts.extend((1..text.len()).map(|at| vec![&text[..at], &text[at..]]));
    cuts.push(text.chunks(1).collect());
    cuts.push(text.chunks(2).flat_map(|two| [two, &[]]).collect());
    cuts
}

/// However `text` is cut, these lines come of it.
fn expect_framed(
    text: &[u8],
    expected: &[Line],
    misconception: impl Fn(&[Line], Slip) -> &'static str,
) {
    for pieces in cuts(text) {
        let shown: Vec<_> = pieces
            .iter()
            .map(|piece| format!("b\"{}\"", piece.escape_ascii()))
            .collect();
        let call = format!("the lines of {}", shown.join(", then "));
        let got = framed(&pieces);
        expect_values(&call, &got, expected, |slip| {
            Some(misconception(&got, slip))
        });
    }
}

fn has_return(got: &[Line]) -> bool {
    got.iter().flatten().any(|line| line.contains('\r'))
}

#[test]
fn one_piece_may_hold_many_lines() {
    let mut framer = Framer::new(80);
    let got = framer.feed(b"one\ntwo\nthree\n");
    let call = "feed(b\"one\\ntwo\\nthree\\n\")";
    expect_values(call, &got, &lines(&["one", "two", "three"]), |_| {
        Some(match got.get(1) {
            None if got[..] != lines(&["one"]) => "one-read-one-message",
            Some(Ok(text)) if text.contains("one") => "recomputed",
            _ => "lost-value",
        })
    });
}

#[test]
fn a_piece_may_end_within_a_line() {
    let mut framer = Framer::new(80);
    kit::suspect("one-read-one-message");
    let why = "the line has not ended";
    expect("feed(b\"he\")", framer.feed(b"he"), vec![], why);
    let got = framer.feed(b"llo\n");
    expect("feed(b\"llo\\n\")", got, lines(&["hello"]), "now it has");
    let got = framer.feed(b"bye\n");
    kit::suspect("recomputed");
    expect("feed(b\"bye\\n\")", got, lines(&["bye"]), "each line comes once");
}

#[test]
fn what_comes_after_the_last_end_is_a_line() {
    let expected = lines(&["one", "two"]);
    expect_framed(b"one\ntwo", &expected, |_, slip| match slip {
        Slip::Short => "lost-tail",
        _ => "one-read-one-message",
    });
    expect_framed(b"one\ntwo\n", &expected, |_, _| "off-by-one");
    expect("finish() at once", framed(&[]), vec![], "nothing came");
}

#[test]
fn an_empty_line_is_a_line() {
    let expected = lines(&["", "one", "", "", "two"]);
    expect_framed(b"\none\n\n\ntwo\n", &expected, |_, _| "lost-value");
}

#[test]
fn a_line_may_end_with_return_and_newline() {
    let expected = lines(&["one", "", "two"]);
    expect_framed(b"one\r\n\r\ntwo\r\n", &expected, |got, _| {
        if has_return(got) { "line-end" } else { "lost-value" }
    });
}

#[test]
fn other_returns_and_blanks_belong_to_the_line() {
    let expected = lines(&[" a\rb ", "c\r", "\t", "d\r"]);
    let text = b" a\rb \nc\r\r\n\t\nd\r";
    expect_framed(text, &expected, |_, _| "line-end");
}

#[test]
fn a_character_may_be_cut() {
    let text = "grün\n€ 5\n🦀\n";
    let expected = lines(&["grün", "€ 5", "🦀"]);
    expect_framed(text.as_bytes(), &expected, |_, _| "split-character");
}

#[test]
fn a_line_that_is_no_text_is_told_alone() {
    let [a, b] = ["a", "b"].map(|text| Ok(text.to_owned()));
    let expected = [a, Err(Bad::NotUtf8), b];
    expect_framed(b"a\n\xff\xfe\nb\n", &expected, |got, slip| match slip {
        Slip::Short | Slip::Missing => "lost-value",
        _ if got.contains(&Ok("\u{fffd}\u{fffd}".to_owned())) => {
            "ignored-error"
        }
        _ => "split-character",
    });
}

#[test]
fn nothing_is_kept_beyond_the_limit() {
    let piece = [b'x'; 1024];
    let mut framer = Framer::new(LIMIT);
    kit::suspect("unbounded-buffer");
    let told = framer.feed(&piece);
    let (n_more, bytes) = kit::heap_peak(|| {
        (1..256).map(|_| framer.feed(&piece).len()).sum::<usize>()
    });
    assert!(
        bytes < 64 << 10,
        "256 KiB without a `\\n`, limit 8: the framer holds {} KiB: a peer \
         that never ends its line fills the memory",
        bytes >> 10
    );
    // It keeps nothing, and tells it too late for anybody to hang up.
    kit::clear();
    let call = "the first of 256 pieces of 1 KiB, all one line, limit 8";
    expect(call, told, vec![Err(Bad::TooLong)], "it is certain now");
    kit::suspect("lost-boundary");
    expect("lines of the other 255", n_more, 0, "it has been told");
    let next = framer.feed(b"y\nnext\n");
    kit::suspect(if next.is_empty() { "lost-value" } else { "lost-boundary" });
    let call = "feed(b\"y\\nnext\\n\") after them";
    expect(call, next, lines(&["next"]), "`y` ends the long line");
}

#[test]
fn the_limit_counts_the_bytes_of_one_line() {
    let (most, more) = ("12345678", "123456789");
    // However many lines a piece holds.
    let text = [most, "\r\n", most, "\n", most].concat();
    let expected = lines(&[most; 3]);
    expect_framed(text.as_bytes(), &expected, |_, _| "off-by-one");
    let expected = [Err(Bad::TooLong), Ok(most.to_owned())];
    for end in ["\n", "\r\n"] {
        let text = [more, end, most, end].concat();
        expect_framed(text.as_bytes(), &expected, |got, slip| match slip {
            Slip::Short => "lost-value",
            _ if got.contains(&Ok(more.to_owned())) => "off-by-one",
            _ => "lost-boundary",
        });
    }
    // Nine bytes, five characters.
    let expected = [Err(Bad::TooLong), Ok(String::new())];
    let text = "üüüüu\n\n";
    expect_framed(text.as_bytes(), &expected, |_, _| "off-by-one");
}

#[test]
fn too_long_is_told_as_soon_as_it_is_certain() {
    // A return may be half of the line's end; what follows it decides.
    for text in [&b"123456789"[..], b"12345678\r\r", b"12345678\r9"] {
        let mut framer = Framer::new(LIMIT);
        let (last, before) = text.split_last().expect("it has bytes");
        let early = framer.feed(before);
        let call = format!("feed(b\"{}\"), limit 8", before.escape_ascii());
        kit::suspect("off-by-one");
        expect(&call, early, vec![], "eight bytes may be the whole line");
        kit::suspect("late-error");
        let call = format!("feed(b\"{}\") after it", last.escape_ascii());
        let why = "whatever comes, the line has nine bytes or more";
        expect(&call, framer.feed(&[*last]), vec![Err(Bad::TooLong)], why);
        kit::clear();
    }
}

#[test]
fn the_rest_of_a_long_line_is_no_line() {
    let [a, b] = ["a", "b"].map(|text| Ok(text.to_owned()));
    let expected = [a, Err(Bad::TooLong), b];
    let text = b"a\n0123456789012345678901234567\nb\n";
    expect_framed(text, &expected, |_, slip| match slip {
        Slip::Short => "lost-value",
        _ => "lost-boundary",
    });
    let text = b"0123456789012345678901234567";
    expect_framed(text, &[Err(Bad::TooLong)], |_, _| "lost-boundary");
}
