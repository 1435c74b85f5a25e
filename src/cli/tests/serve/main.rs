//! What `workbook serve` promises to a reader, tried over its socket.

mod bodies;
mod call;
#[allow(dead_code, reason = "other tests use what these don't")]
#[path = "../commands/clone.rs"]
mod clone;
#[path = "../copy/mod.rs"]
mod copy;
mod desk;
#[path = "../copy/lifeline.rs"]
mod lifeline;
mod pranks;
mod publishing;
mod runs;
#[path = "../copy/seed.rs"]
mod seed;
mod server;
mod strangers;

use std::{fs, net::TcpListener};

use server::Fixture;

#[test]
fn a_page_is_served_with_its_type_and_is_not_kept() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let page = server.get("/page.html").to_lowercase();
    assert!(page.starts_with("http/1.1 200"), "{page}");
    for header in [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "content-security-policy: default-src 'self'",
    ] {
        assert!(page.contains(header), "no `{header}` in {page}");
    }
    assert!(page.contains("the first text."));
    assert!(server.get("/").contains("The first text."));
    assert!(server.get("/none.html").starts_with("HTTP/1.1 404"));
}

#[test]
fn serving_writes_nothing_into_the_checkout() {
    let fixture = Fixture::new();
    let before = fixture.files();
    let server = fixture.serve(0);
    assert!(server.get("/page.html").contains("/.workbook/reload.js"));
    assert_eq!(before, fixture.files());
}

#[test]
fn a_busy_port_gives_the_next_free_one_and_says_so() {
    let fixture = Fixture::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let server = fixture.serve(port);
    assert!(server.port > port, "{} follows {port}", server.port);
    let said = server.said.join("\n");
    assert!(said.contains(&format!("port {port} is taken")), "{said}");
    assert!(server.get("/page.html").contains("The first text."));
}

#[test]
fn two_servers_of_one_checkout_do_not_trip() {
    let fixture = Fixture::new();
    let first = fixture.serve(0);
    let mut second = fixture.serve(first.port);
    assert_ne!(first.port, second.port);
    fixture.write("book/src/page.md", "# Page\n\nThe second text.\n");
    second.line_with("built again");
    assert!(second.get("/page.html").contains("The second text."));
    assert!(first.get("/page.html").starts_with("HTTP/1.1 200"));
}

#[test]
fn another_name_of_this_machine_is_refused() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let port = server.port;
    for own in ["127.0.0.1", "localhost", "[::1]"] {
        let answer = server.ask("GET", "/page.html", &format!("{own}:{port}"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{own}: {answer}");
    }
    for other in [format!("evil.example:{port}"), "127.0.0.1:1".into()] {
        let answer = server.ask("GET", "/page.html", &other);
        assert!(answer.starts_with("HTTP/1.1 403"), "{other}: {answer}");
        assert!(!answer.contains("The first text."), "{answer}");
    }
}

#[test]
fn only_reading_is_answered() {
    let fixture = Fixture::new();
    let server = fixture.serve(0);
    let own = format!("127.0.0.1:{}", server.port);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        for path in ["/page.html", "/.workbook/events"] {
            let answer = server.ask(method, path, &own);
            assert!(answer.starts_with("HTTP/1.1 405"), "{method}: {answer}");
        }
    }
    let head = server.ask("HEAD", "/page.html", &own);
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(!head.contains("The first text."), "{head}");
}

#[test]
fn no_path_leads_out_of_the_book() {
    let fixture = Fixture::new();
    fixture.write("book/secret.txt", "kept to oneself");
    let server = fixture.serve(0);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/x/../../secret.txt",
        "//secret.txt",
        "/%00",
        "/%ff",
    ] {
        let answer = server.get(path);
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(!answer.contains("kept to oneself"), "{path}: {answer}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_workbook_is_refused() {
    let fixture = Fixture::new();
    let mut server = fixture.serve(0);
    let outside = fixture.temporary().join("secret.txt");
    fs::write(&outside, "kept to oneself").unwrap();
    let link = fixture.root().join("book/src/link.txt");
    std::os::unix::fs::symlink(&outside, link).unwrap();
    let told = server.line_with("can't be built");
    assert!(told.contains("book/src/link.txt leads out"), "{told}");
    assert!(server.get("/link.txt").starts_with("HTTP/1.1 404"));
}

#[cfg(unix)]
#[test]
fn an_included_link_out_of_the_workbook_is_refused() {
    let fixture = Fixture::new();
    let mut server = fixture.serve(0);
    let outside = fixture.temporary().join("secret.rs");
    fs::write(&outside, "// kept to oneself").unwrap();
    fs::create_dir_all(fixture.root().join("src/ch01")).unwrap();
    let link = fixture.root().join("src/ch01/s1.rs");
    std::os::unix::fs::symlink(&outside, link).unwrap();
    let page = "# Page\n\n```rust\n{{#include ../../src/ch01/s1.rs}}\n```\n";
    fixture.write("book/src/page.md", page);
    let told = server.line_with("can't be built");
    assert!(told.contains("src/ch01/s1.rs leads out"), "{told}");
    assert!(!server.get("/page.html").contains("kept to oneself"));
}

#[test]
fn a_change_is_built_and_told_to_open_pages() {
    let fixture = Fixture::new();
    let mut server = fixture.serve(0);
    let mut page = server.events_for("page=page.html");
    let first = page.wait_for("build");
    assert!(server.get("/page.html").contains(&first), "another page");
    fixture.write("book/src/page.md", "# Page\n\nThe second text.\n");
    let told = server.line_with("changed");
    assert!(told.starts_with("book/src/page.md"), "{told}");
    let second = page.wait_for("build");
    assert_ne!(first, second);
    let page = server.get("/page.html");
    assert!(page.contains("The second text."), "{page}");
    assert!(page.contains(&second), "the page knows another content");
}

#[test]
fn a_changed_listing_is_a_change_of_the_book() {
    let fixture = Fixture::new();
    fixture.write("src/ch01/s1.rs", "fn one() {}\n");
    let page = "# Page\n\n```rust\n{{#include ../../src/ch01/s1.rs}}\n```\n";
    fixture.write("book/src/page.md", page);
    let mut server = fixture.serve(0);
    assert!(server.get("/page.html").contains("fn one()"));
    fixture.write("src/ch01/s1.rs", "fn another() {}\n");
    server.line_with("built again");
    assert!(server.get("/page.html").contains("fn another()"));
}

#[test]
fn a_changed_manifest_is_a_change_of_the_book() {
    let fixture = Fixture::new();
    let chapter = "[[chapter]]\nslug = \"first\"\ntitle = \"First\"\n\
                   draft = true\nlistings = [\"one\"]\n";
    fixture.write("workbook.toml", chapter);
    let page = "# Page\n\n<figure class=\"listing\">\n<figcaption>cargo \
                workbook run ch01/one</figcaption>\n</figure>\n";
    fixture.write("book/src/page.md", page);
    let mut server = fixture.serve(0);
    let figure = "<figure class=\"listing\" data-listing=\"ch01/one\"";
    let page = server.get("/page.html");
    assert!(page.contains(&format!("{figure}>")), "{page}");
    let asked = "[[chapter.prediction]]\nlisting = \"one\"\n";
    fixture.write("workbook.toml", &format!("{chapter}\n{asked}"));
    server.line_with("built again");
    let page = server.get("/page.html");
    assert!(page.contains(&format!("{figure} data-predict=\"order\">")));
}

#[test]
fn a_book_that_fails_leaves_the_last_good_one() {
    let fixture = Fixture::new();
    let mut server = fixture.serve(0);
    let mut page = server.events();
    page.wait_for("build");
    let good = "- [Page](page.md)\n";
    fixture.write("book/src/SUMMARY.md", &format!("{good}- [B](lost.md)\n"));
    let told = server.line_with("can't be built");
    assert!(told.contains("lost.md"), "{told}");
    assert!(page.wait_for("failure").contains("lost.md"));
    assert!(server.get("/page.html").contains("The first text."));
    // A page that is opened now is told as well.
    assert!(server.events().wait_for("failure").contains("lost.md"));
    fixture.write("book/src/SUMMARY.md", good);
    server.line_with("built again");
    page.wait_for("build");
}

#[test]
fn what_mdbook_passes_over_is_told() {
    let fixture = Fixture::new();
    let mut server = fixture.serve(0);
    fixture.write("book/src/page.md", "# Page\n\n{{#include lost.rs}}\n");
    let told = server.line_with("mdBook warns");
    assert!(told.contains("lost.rs"), "{told}");
}

#[test]
fn a_book_that_never_built_is_our_failure() {
    let fixture = Fixture::new();
    fixture.write("book/src/SUMMARY.md", "- [Lost](lost.md)\n");
    let output = fixture.command(0).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("lost.md"), "{told}");
    assert_eq!(fs::read_dir(fixture.temporary()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_and_leaves_no_folder() {
    let fixture = Fixture::new();
    let mut server = fixture.serve(0);
    let _listening = server.events();
    assert_eq!(server.interrupt().code(), Some(0));
    assert_eq!(fs::read_dir(fixture.temporary()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn an_interrupt_within_a_build_leaves_no_folder() {
    let fixture = Fixture::new();
    let mut server = fixture.serve(0);
    fixture.write("book/src/page.md", "# Page\n\nThe second text.\n");
    server.line_with("changed");
    assert_eq!(server.interrupt().code(), Some(0));
    assert_eq!(fs::read_dir(fixture.temporary()).unwrap().count(), 0);
}
