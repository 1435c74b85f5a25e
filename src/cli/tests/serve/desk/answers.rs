//! The learner's file, read and saved from a page.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::PathBuf,
};

use serde_json::json;

use super::{COUNTDOWN, Desk};
use crate::clone::{Clone, PROGRESS, SOLUTION, SUBJECT};

/// All that is written in this clone, but for builds.
fn files(clone: &Clone) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut folders = vec![clone.path("")];
    let mut files = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if !path.is_dir() {
                files.insert(path.clone(), fs::read(path).unwrap());
            } else if entry.file_name() != "target" {
                folders.push(path);
            }
        }
    }
    files
}

#[test]
fn a_page_saves_the_learners_file_and_nothing_else() {
    let desk = Desk::new();
    let mode = fs::Permissions::from_mode(0o600);
    let path = desk.clone.path(SUBJECT);
    fs::set_permissions(&path, mode).unwrap();
    let mut before = files(&desk.clone);
    let file = desk.read();
    assert_eq!(file["path"], SUBJECT);
    assert_eq!(file["text"], desk.clone.sealed_stub());
    let saved = desk.save("// mine\n", &file["version"]);
    assert_eq!(saved["kind"], "saved");
    assert_eq!(saved["version"], desk.read()["version"]);
    before.insert(path.clone(), b"// mine\n".to_vec());
    assert_eq!(files(&desk.clone), before);
    let mode = fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "its permissions changed");
}

#[test]
fn a_save_of_another_editor_is_asked_about_and_kept() {
    let desk = Desk::new();
    let seen = desk.read()["version"].clone();
    desk.clone.write(SUBJECT, "// theirs\n");
    let asked = desk.save("// mine\n", &seen);
    assert_eq!(asked["kind"], "conflict");
    assert_eq!(asked["text"], "// theirs\n");
    assert_eq!(desk.clone.read(SUBJECT), "// theirs\n");
    let saved = desk.save("// mine\n", &asked["version"]);
    assert_eq!(saved["kind"], "saved");
    assert_eq!(desk.clone.read(SUBJECT), "// mine\n");
    let mut copies = fs::read_dir(desk.clone.path(".workbook/replaced"));
    let copy = copies.as_mut().unwrap().next().expect("a copy").unwrap();
    assert_eq!(fs::read_to_string(copy.path()).unwrap(), "// theirs\n");
}

#[test]
fn of_two_pages_the_second_is_asked() {
    let desk = Desk::new();
    let seen = desk.read()["version"].clone();
    let kinds = ["// one\n", "// two\n"].map(|text| desk.save(text, &seen));
    assert_eq!(kinds[0]["kind"], "saved");
    assert_eq!(kinds[1]["kind"], "conflict");
    assert_eq!(kinds[1]["version"], kinds[0]["version"]);
    assert_eq!(desk.clone.read(SUBJECT), "// one\n");
}

#[test]
fn no_name_leads_to_another_file() {
    let desk = Desk::new();
    let before = files(&desk.clone);
    for name in [
        "../../../etc/passwd",
        "ch02/../ch02/countdown",
        "ch02/countdown/../../../workbook.toml",
        SUBJECT,
        SOLUTION,
        PROGRESS,
        "countdown",
        "",
        "ch02/countdown\0",
    ] {
        let (status, why) = desk.refused("read", &json!({ "exercise": name }));
        assert_eq!(status, 404, "{name}: {why}");
        assert!(why.contains("`cargo workbook list`"), "{why}");
        let save = json!({ "exercise": name, "text": "x", "version": "gone" });
        let (status, why) = desk.refused("save", &save);
        assert_eq!(status, 404, "{name}: {why}");
    }
    assert_eq!(files(&desk.clone), before);
}

#[test]
fn a_link_in_the_files_place_is_refused() {
    let desk = Desk::new();
    let version = desk.read()["version"].clone();
    let target = desk.clone.path(SOLUTION);
    let before = fs::read(&target).unwrap();
    fs::remove_file(desk.clone.path(SUBJECT)).unwrap();
    symlink(&target, desk.clone.path(SUBJECT)).unwrap();
    let save = json!({
        "exercise": COUNTDOWN, "text": "x", "version": version,
    });
    for (call, body) in
        [("read", &json!({ "exercise": COUNTDOWN })), ("save", &save)]
    {
        let (status, why) = desk.refused(call, body);
        assert_eq!(status, 409, "{why}");
        assert!(why.contains("is no plain file"), "{why}");
    }
    assert_eq!(fs::read(&target).unwrap(), before);
}

#[test]
fn a_learners_save_builds_no_page_again() {
    let mut desk = Desk::new();
    let mut page = desk.server.events_for("page=page.html");
    let first = page.wait_for("build");
    let stub = desk.clone.sealed_stub();
    let claim = stub.lines().next().unwrap().trim_start_matches("//! ");
    let html = desk.server.get("/page.html");
    assert!(html.contains(claim), "no statement in {html}");
    desk.clone.write(SUBJECT, "// a secret answer\n");
    // What comes next is told after anything that the save could set off.
    desk.clone.write("book/src/other.md", "# Other\n\nThe second text.\n");
    let told = desk.server.line_with("changed");
    assert!(told.starts_with("book/src/other.md"), "{told}");
    let second = page.wait_for("build");
    assert_eq!(first, second, "the page shows what it did");
    let html = desk.server.get("/page.html");
    assert!(html.contains(claim) && !html.contains("a secret"), "{html}");
    desk.clone.write("book/src/page.md", "# Page\n\nThe second text.\n");
    assert_ne!(page.wait_for("build"), first);
}
