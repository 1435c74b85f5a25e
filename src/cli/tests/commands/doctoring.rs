//! `doctor`: what it finds, and what it says to do.

use serde_json::Value;

use crate::clone::{CHECKS, Clone, Said, said};

fn finding(said: &Said, what: &str) -> Value {
    let json = said.json();
    let findings = json["findings"].as_array().unwrap();
    findings.iter().find(|f| f["what"] == what).unwrap().clone()
}

#[test]
fn a_clone_that_is_well_has_nothing_in_the_way() {
    let clone = Clone::new();
    let said = clone.run(&["doctor"]).ends_with(0);
    let said = said.prints("✓ well   rustc ").prints("✓ well   linker ");
    said.prints("\nnothing is in the way\n");
    // An archive is no clone: the stubs have one copy less.
    let said = clone.run(&["doctor", "--json"]).ends_with(0);
    assert_eq!(finding(&said, "git")["state"], "note");
    assert_eq!(finding(&said, "sealed files")["state"], "well");
    assert_eq!(finding(&said, "offline")["state"], "well");
}

#[test]
fn each_fault_says_what_to_do() {
    let clone = Clone::new();
    clone.write(".workbook", "a file in the way");
    clone.write(CHECKS, "");
    let cargo = clone.read("Cargo.toml");
    clone.write(
        "Cargo.toml",
        cargo.replace("rust-version = \"1.", "rust-version = \"9."),
    );
    let said = clone.run(&["doctor", "--json"]).ends_with(2);
    let expected = [
        ("write access", "fault", "CARGO_TARGET_DIR"),
        ("sealed files", "note", "git restore"),
        ("rustc", "fault", "rustup update"),
    ];
    for (what, state, mend) in expected {
        let finding = finding(&said, what);
        assert_eq!(finding["state"], state, "{finding}");
        let told = finding["mend"].as_str().unwrap();
        assert!(told.contains(mend), "{finding}");
    }
    clone.run(&["doctor"]).ends_with(2).prints("do: rustup update");
}

#[test]
fn crates_that_are_not_at_hand_are_told() {
    let clone = Clone::new();
    let mut doctor = clone.command(&["doctor", "--json"]);
    doctor.env("CARGO_HOME", clone.path("empty"));
    let said = said(&mut doctor).ends_with(0);
    let offline = finding(&said, "offline");
    assert_eq!(offline["state"], "note", "{offline}");
    assert!(offline["mend"].as_str().unwrap().contains("`cargo fetch`"));
}
