//! What the pages show is what the listings print and draw.

use std::{collections::BTreeSet, fs, path::Path};

use workbook::{
    checkout::Checkout,
    manifest::Manifest,
    question::Question,
    recording::{self, Difference, Recorder},
};

const ACCEPT: &str = "accept it on purpose: cargo workbook dev record";

fn here() -> (Checkout, Manifest) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let checkout = Checkout::at(root).unwrap();
    let manifest = Manifest::load(&checkout).unwrap();
    (checkout, manifest)
}

#[test]
fn every_listing_prints_what_is_recorded() {
    let (checkout, manifest) = here();
    let recorder = Recorder::new(&checkout).unwrap();
    let mut faults = vec![];
    let mut compared = 0;
    for listing in manifest.listings() {
        let file = listing.recording();
        let Ok(recorded) = fs::read_to_string(checkout.path(&file)) else {
            faults.push(format!("{file} is not there; {ACCEPT}"));
            continue;
        };
        match recorder.record(listing) {
            Err(error) => faults.push(format!("{error:#}")),
            Ok(printed) => faults.extend(
                recording::difference(&recorded, &printed)
                    .map(|difference| told(&file, &difference)),
            ),
        }
        compared += 1;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(compared > 0, "workbook.toml names no listing");
}

#[test]
fn every_figure_is_drawn_from_its_listing_as_it_runs_now() {
    let (checkout, manifest) = here();
    let recorder = Recorder::new(&checkout).unwrap();
    let mut drawn = BTreeSet::new();
    let mut faults = vec![];
    for listing in manifest.listings() {
        let Some(figure) = recorder.figure(listing).unwrap() else { continue };
        let file = listing.figure();
        let kept = fs::read_to_string(checkout.path(&file)).unwrap_or_default();
        if let Some(Difference { line, .. }) =
            recording::difference(&kept, &figure)
        {
            faults.push(format!("{file}:{line}: drawn otherwise; {ACCEPT}"));
        }
        drawn.insert(file);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(!drawn.is_empty(), "no listing records a timeline");
    let orphans = recording::orphan_figures(&checkout, &drawn).unwrap();
    assert!(orphans.is_empty(), "of no listing, delete them: {orphans:?}");
}

#[test]
fn every_recording_is_of_a_listing() {
    let (checkout, manifest) = here();
    let orphans = recording::orphans(&checkout, &manifest).unwrap();
    assert!(orphans.is_empty(), "of no listing, delete them: {orphans:?}");
}

#[test]
fn every_prediction_fits_its_recording() {
    let (checkout, manifest) = here();
    let asking = manifest.listings().filter(|l| l.prediction.is_some());
    let mut asked = 0;
    for listing in asking {
        match Question::of(&checkout, listing) {
            Ok(question) => assert!(question.is_some(), "{}", listing.key()),
            Err(error) => panic!("{error:#}"),
        }
        asked += 1;
    }
    assert!(asked > 0, "workbook.toml asks for no prediction");
}

#[test]
fn a_difference_names_file_line_and_what_to_do() {
    let difference = recording::difference("one\ntwo\n", "one\n2\n").unwrap();
    assert_eq!(
        told("book/recorded/ch02_generators/function.txt", &difference),
        "book/recorded/ch02_generators/function.txt:2: recorded `two`, now \
         printed `2`; accept it on purpose: cargo workbook dev record"
    );
}

fn told(file: &str, difference: &Difference) -> String {
    let Difference { line, recorded, printed } = difference;
    format!(
        "{file}:{line}: recorded `{recorded}`, now printed `{printed}`; {ACCEPT}"
    )
}
