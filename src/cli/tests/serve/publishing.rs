//! What `workbook build --static` leaves when it is interrupted.

use std::{fs, process::Command};

use crate::server::Fixture;

#[cfg(unix)]
#[test]
fn an_interrupted_build_leaves_the_old_site_or_the_new_one_whole() {
    use rustix::process::{Pid, Signal, kill_process};
    let fixture = Fixture::new();
    let build = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workbook"));
        command
            .args(["build", "--static", "site"])
            .current_dir(fixture.root())
            .env("TMPDIR", fixture.temporary());
        command
    };
    let shown = || {
        let page = fixture.root().join("site/page.html");
        fs::read_to_string(page).unwrap()
    };
    let first = build().output().unwrap();
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    assert!(shown().contains("The first text."));
    fixture.write("book/src/page.md", "# Page\n\nThe second text.\n");
    let mut second = build().spawn().unwrap();
    let files = || fs::read_dir(fixture.temporary()).unwrap().count();
    // It handles signals before it makes its folder.
    while files() == 0 && second.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    if second.try_wait().unwrap().is_none() {
        kill_process(Pid::from_child(&second), Signal::INT).unwrap();
    }
    let code = second.wait().unwrap().code();
    // An interrupt in the last moment comes too late.
    let expected = match code {
        Some(2) => "The first text.",
        Some(0) => "The second text.",
        code => panic!("it ended with {code:?}"),
    };
    assert!(shown().contains(expected), "{}", shown());
    assert_eq!(files(), 0);
    let beside = fs::read_dir(fixture.root()).unwrap();
    let names = beside.map(|entry| entry.unwrap().file_name());
    let odd = names.filter(|name| name.to_string_lossy().starts_with('.'));
    assert_eq!(odd.count(), 0, "a folder is left beside the site");
}
