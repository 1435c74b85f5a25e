//! What the page gets: well-formed, and whole in words.

use timeline::{End, Recording, Timeline, generator, lane, record};

/// Names and values that XML or mdBook could take for their own.
fn awkward() -> Timeline {
    let mut recording = Recording::default();
    let outer = recording.lane("<a> & \"b\" {{#include x}}");
    let inner = recording.lane("line\n\nbreak \u{1b}[0m");
    recording.enter(outer, "call");
    recording.enter(inner, "a<b");
    recording.leave(inner, End::Gave("]]> </svg> {{x}}".to_owned()));
    recording.leave(outer, End::Returned(None));
    recording.finish()
}

fn pulls(times: usize) -> Timeline {
    let ((), run) = record(|| {
        let _lane = lane("caller");
        let source = generator("source", 0..);
        assert_eq!(source.take(times).count(), times);
    });
    run
}

/// Reads tags as XML does; what is wrong with them.
fn fault(svg: &str) -> Option<String> {
    let mut open = Vec::new();
    let mut rest = svg;
    while let Some((text, tag)) = rest.split_once('<') {
        if text.contains('>') {
            return Some(format!("a bare > in {text}"));
        }
        let Some((tag, after)) = tag.split_once('>') else {
            return Some(format!("no end of <{tag}"));
        };
        rest = after;
        let name = tag.split([' ', '/']).find(|part| !part.is_empty());
        let name = name.unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}> ends another element"));
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        if tag.matches('"').count() % 2 == 1 {
            return Some(format!("quotes don't pair in <{tag}>"));
        }
    }
    let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#123;"];
    for (at, _) in svg.match_indices('&') {
        if !entities.iter().any(|known| svg[at..].starts_with(known)) {
            return Some(format!("a bare & at {at}"));
        }
    }
    (!open.is_empty() || !rest.trim().is_empty()).then(|| format!("{open:?}"))
}

#[test]
fn the_reader_of_tags_finds_faults() {
    for wrong in ["<a><b></a></b>", "<a>", "<a>1 > 0</a>", "<a>&x;</a>"] {
        assert!(fault(wrong).is_some(), "{wrong}");
    }
    assert_eq!(fault("<a x=\"1\"><b/>&lt;</a>\n"), None);
}

#[test]
fn a_figure_is_well_formed_whatever_its_names_are() {
    for run in [awkward(), pulls(3), pulls(40), pulls(1000)] {
        let svg = run.svg("a\"<&", "T < \"&\" {{#title}}");
        assert_eq!(fault(&svg), None, "{svg}");
    }
}

#[test]
fn nothing_in_a_figure_ends_the_pages_html_or_begins_a_directive() {
    for run in [awkward(), pulls(3), pulls(40), pulls(1000)] {
        let svg = run.svg("id", "{{#title}}");
        assert!(svg.starts_with("<svg class=\"timeline\" viewBox=\"0 0 680 "));
        assert!(svg.ends_with("</svg>\n"));
        assert!(!svg.contains("\n\n") && !svg.contains("{{"), "{svg}");
    }
}

#[test]
fn the_description_says_in_sentences_what_is_drawn() {
    let svg = pulls(1).svg("id", "The claim");
    assert!(svg.contains("<title id=\"id\">The claim</title>"), "{svg}");
    let told = "<desc id=\"id-told\">2 lanes, time from left to right: \
                caller; source. caller calls next of source. source gives 0. \
                caller gets 0 and ends. source is dropped.</desc>";
    assert!(svg.contains(told), "{svg}");
}

#[test]
fn a_long_figure_goes_on_in_rows_and_a_longer_one_is_scaled() {
    let rows = |svg: &str| svg.matches(">source</text>").count();
    assert_eq!(rows(&pulls(3).svg("id", "t")), 1);
    assert_eq!(rows(&pulls(20).svg("id", "t")), 2);
    let svg = pulls(1000).svg("id", "t");
    assert_eq!(rows(&svg), 1);
    assert!(svg.contains("2001 steps, up to "), "{svg}");
    let told = "And 1962 steps more.</desc>";
    assert!(svg.contains(told), "{svg}");
    assert!(svg.len() < 30_000, "{} bytes", svg.len());
}

#[test]
fn every_value_of_a_small_run_is_drawn() {
    let svg = pulls(20).svg("id", "t");
    for value in 0..20 {
        let drawn = format!(">{value}</text>");
        let got_and_gave = svg.matches(&drawn).count();
        assert_eq!(got_and_gave, 2, "{value} in {svg}");
    }
}
