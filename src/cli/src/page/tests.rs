//! The real book, dressed.

use std::sync::LazyLock;

use super::*;
use crate::serve::build;

fn checkout() -> Checkout {
    Checkout::at(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).unwrap()
}

static TOKEN: LazyLock<Token> = LazyLock::new(|| Token::new().unwrap());

/// As the local server serves it.
static SERVED: LazyLock<Site> = LazyLock::new(|| {
    build::build(&checkout(), &Host::Server(TOKEN.clone())).unwrap().site
});

fn text(path: &str) -> &'static str {
    let file = SERVED.file(path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(&file.body).unwrap()
}

/// The tag that has this attribute with this value.
fn tag_with(html: &'static str, name: &str, value: &str) -> tags::Tag<'static> {
    let found = tags::tags(html)
        .into_iter()
        .find(|tag| tag.attribute(name) == Some(value));
    found.unwrap_or_else(|| panic!("no tag with {name}={value}"))
}

#[test]
fn every_listing_and_exercise_is_marked_on_its_chapters_page() {
    let manifest = Manifest::load(&checkout()).unwrap();
    for chapter in manifest.chapters.iter().filter(|c| !c.draft) {
        let page = text(&chapter.name().page().replace(".md", ".html"));
        for listing in &chapter.listings {
            let tag = tag_with(page, "data-listing", &listing.key());
            assert_eq!(tag.name, "figure");
            let asked = tag.attribute("data-predict");
            assert_eq!(asked.is_some(), listing.prediction.is_some());
        }
        for exercise in &chapter.exercises {
            let tag = tag_with(page, "data-exercise", &exercise.name());
            assert!(tag.has_class("exercise"), "{tag:?}");
        }
    }
}

#[test]
fn a_chapter_says_above_its_title_what_it_asks_for() {
    let manifest = Manifest::load(&checkout()).unwrap();
    let waiting = &manifest.chapters[0];
    let line = format!(
        "<p class=\"chapter-line\">Chapter 1 · {} minutes to read · \
         3 exercises, {} points</p>\n<h1",
        waiting.minutes,
        waiting.points(),
    );
    let page = text("ch01-waiting.html");
    assert_eq!(page.matches(&line).count(), 1, "{line}");
    for other in ["glossary.html", "print.html"] {
        assert!(!text(other).contains("chapter-line"), "{other}");
    }
}

#[test]
fn the_path_of_an_exercise_may_wrap_at_its_folders() {
    let path = "<code>exercises/<wbr>ch01_waiting/<wbr>e1_together.rs</code>";
    assert_eq!(text("ch01-waiting.html").matches(path).count(), 1);
}

#[test]
fn a_figure_says_what_its_listing_needs_and_records() {
    let page = text("ch02-generators.html");
    let nightly = tag_with(page, "data-listing", "ch02/gen_block");
    assert_eq!(nightly.attribute("data-needs"), Some("nightly"));
    assert_eq!(nightly.attribute("data-lanes"), None);
    let readiness = text("ch07-readiness.html");
    let reactor = tag_with(readiness, "data-listing", "ch07/reactor");
    assert_eq!(reactor.attribute("data-needs"), Some("sockets"));
    let page = text("ch01-waiting.html");
    let processes = tag_with(page, "data-listing", "ch01/processes");
    assert_eq!(processes.attribute("data-needs"), Some("processes"));
    let page = text("ch02-generators.html");
    let pipeline = tag_with(page, "data-listing", "ch02/lazy_pipeline");
    assert_eq!(pipeline.attribute("data-needs"), None);
    assert_eq!(pipeline.attribute("data-lanes"), Some(""));
}

#[test]
fn every_page_says_who_serves_it_and_where_the_editor_is() {
    for path in SERVED.pages().filter(|path| *path != "print.html") {
        let page = text(path);
        let meta = tag_with(page, "name", "workbook");
        assert_eq!(meta.attribute("content"), Some("served"), "{path}");
        let token = meta.attribute("data-token");
        assert_eq!(token, Some(TOKEN.as_str()), "{path}");
        let editor = tag_with(page, "name", "workbook-editor");
        let editor = editor.attribute("content").unwrap();
        assert_eq!(editor.split(' ').count(), 4, "{path}: {editor}");
        for script in editor.split(' ') {
            assert!(SERVED.file(script).is_some(), "{path}: no {script}");
        }
    }
}

#[test]
fn no_page_loads_the_editor_and_the_printed_one_nothing_of_ours() {
    for path in SERVED.pages() {
        assert!(!text(path).contains("src=\"ace-"), "{path} loads Ace");
        assert!(!text(path).contains("src=\"../ace-"), "{path} loads Ace");
    }
    let printed = text("print.html");
    assert!(printed.contains("cargo workbook run ch02/function"));
    for ours in ["data-listing", "name=\"workbook\"", "live/"] {
        assert!(!printed.contains(ours), "print.html has {ours}");
    }
}

#[test]
fn code_is_colored_in_the_languages_of_the_book_alone() {
    let (path, _) = SERVED
        .files()
        .find(|(path, _)| {
            path.starts_with("highlight-") && path.ends_with("js")
        })
        .expect("mdBook colors code");
    let script = text(path);
    for language in ["rust", "python", "shell", "bash", "plaintext"] {
        let known = format!("hljs.registerLanguage(\"{language}\"");
        assert!(script.contains(&known), "no {language}");
    }
    assert!(!script.contains("\"java\""), "Java is still there");
    assert!(script.len() < 40_000, "{} bytes of colors", script.len());
    assert_eq!(path, highlight::file_name(script), "mdBook's name stayed");
    for page in SERVED.pages() {
        let loads = format!("{path}\"></script>");
        assert!(text(page).contains(&loads), "{page} loads another");
    }
}

fn dressed(html: &str) -> Result<String> {
    let checkout = checkout();
    let manifest = Manifest::load(&checkout)?;
    let host = &Host::Files { root: "/".to_owned() };
    let (script, sheet) = (true, true);
    let tags = tags::tags(html);
    Dress { checkout: &checkout, manifest: &manifest, host, script, sheet }
        .page(&head::Page { path: "deep/down/page.html", html, tags: &tags })
}

/// A page with these elements in its body, as mdBook would write it.
fn page(body: &str) -> String {
    let scripts = ["ace", "mode-rust", "theme-dawn", "theme-tomorrow_night"]
        .into_iter()
        .chain(["editor"])
        .map(|name| {
            format!("<script src=\"../../{name}-0a1b2c3d.js\"></script>")
        });
    let scripts: String = scripts.collect();
    format!("<html><head></head><body>{body}{scripts}</body></html>")
}

#[test]
fn a_nested_page_finds_the_loader_and_its_sheet() {
    let html = dressed(&page("")).unwrap();
    let head = "<meta name=\"workbook\" content=\"static\" data-token=\"\">\n\
                <meta name=\"workbook-editor\" content=\"ace-0a1b2c3d.js \
                mode-rust-0a1b2c3d.js theme-dawn-0a1b2c3d.js \
                theme-tomorrow_night-0a1b2c3d.js\">\n\
                <link rel=\"stylesheet\" href=\"../../live/live.css\">\n\
                <script defer src=\"../../live/workbook.js\"></script>\n";
    let plain = "<body></body></html>";
    assert_eq!(html, format!("<html><head>{head}</head>{plain}"));
}

#[test]
fn a_page_that_names_what_is_not_there_is_refused() {
    let told = |body: &str| dressed(&page(body)).unwrap_err().to_string();
    let listing = |caption: &str| {
        let caption = format!("<figcaption>{caption}</figcaption>");
        told(&format!("<figure class=\"listing\">{caption}</figure>"))
    };
    let unknown = listing("cargo workbook run ch02/nothing");
    assert!(unknown.contains("listing `ch02/nothing`"), "{unknown}");
    assert!(listing("run it").contains("caption is `run it`"));
    let card = told("<div class=\"exercise\"><p>Solve it.</p></div>");
    assert!(card.contains("names no file of an exercise"), "{card}");
    let bare = dressed("<html><head></head></html>").unwrap_err().to_string();
    assert!(bare.contains("no ace.js"), "{bare}");
    assert!(bare.contains("src/cli/src/page.rs"), "{bare}");
}
