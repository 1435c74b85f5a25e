//! Tidy: what holds the workbook together and no compiler checks.
//!
//! One `#[test]` a rule here; the rules stand in `tidy/`, each beside a test
//! that plants its fault in a copy of the workbook and reads what is told.
//! A rule tells all faults at once, each with file, line and mend.

mod tidy {
    pub(crate) mod tree;

    pub(crate) mod copy;
    pub(crate) mod markdown;
    pub(crate) mod paths;
    pub(crate) mod rust;

    pub(crate) mod answers;
    pub(crate) mod crates;
    pub(crate) mod files;
    pub(crate) mod includes;
    pub(crate) mod links;
    pub(crate) mod pages;
    pub(crate) mod scripts;
    pub(crate) mod seals;
    pub(crate) mod seeds;
    pub(crate) mod shape;
    pub(crate) mod sleeps;
    pub(crate) mod syllabus;
    pub(crate) mod twins;
    pub(crate) mod walls;
    pub(crate) mod words;
}

use tidy::{
    answers, crates, files, includes, links, pages, scripts, seals, seeds,
    shape, syllabus,
    tree::{Fault, Tree},
    twins, walls, words,
};

#[test]
fn modules_agree_with_the_manifest() {
    hold(syllabus::modules);
}

#[test]
fn what_a_page_cannot_run_is_not_built_for_it() {
    hold(pages::modules);
}

#[test]
fn knobs_agree_with_the_manifest() {
    hold(pages::knobs);
}

#[test]
fn scripts_of_the_live_page_are_small_and_offer_what_they_are_named() {
    hold(scripts::live);
}

#[test]
fn test_targets_agree_with_the_manifest() {
    hold(syllabus::targets);
}

#[test]
fn the_summary_agrees_with_the_manifest() {
    hold(syllabus::summary);
}

#[test]
fn pages_announce_the_exercises_of_the_manifest() {
    hold(syllabus::announcements);
}

#[test]
fn no_file_is_missing_or_astray() {
    hold(files::named);
}

#[test]
fn every_python_counterpart_has_its_transcript() {
    hold(files::transcripts);
}

#[test]
fn a_check_carries_transcripts_as_they_were_recorded() {
    hold(files::carried);
}

#[test]
fn cpython_and_miniloop_print_the_same() {
    hold(twins::transcripts);
}

#[test]
fn every_include_resolves() {
    hold(includes::resolve);
}

#[test]
fn no_code_is_typed_into_a_page() {
    hold(includes::fences);
}

#[test]
fn the_walls_stand() {
    hold(walls::imports);
}

#[test]
fn packages_depend_only_on_what_their_walls_let_in() {
    hold(walls::packages);
}

#[test]
fn every_file_says_what_it_is() {
    hold(shape::headers);
}

#[test]
fn functions_and_files_are_short() {
    hold(shape::sizes);
}

#[test]
fn checks_neither_sleep_nor_look_away() {
    hold(shape::honest_checks);
}

#[test]
fn every_exercise_has_its_answers_and_hints() {
    hold(answers::complete);
}

#[test]
fn every_misconception_has_a_page_and_a_use() {
    hold(answers::misconceptions);
}

#[test]
fn exercise_and_solution_share_the_statement() {
    hold(answers::statements);
}

#[test]
fn every_row_of_the_seed_map_names_things_that_exist() {
    hold(seeds::rows);
}

#[test]
fn every_internal_link_resolves() {
    hold(links::resolve);
}

#[test]
fn pages_load_nothing_from_another_machine() {
    hold(links::sources);
}

#[test]
fn the_seals_agree_with_the_sealed_files() {
    hold(seals::agree);
}

#[test]
fn text_is_clean() {
    hold(words::clean);
}

#[test]
fn pages_keep_to_the_style_guide() {
    hold(words::style);
}

#[test]
fn dependencies_are_light_and_free() {
    hold(crates::light_and_free);
}

/// Fails with all faults that the rule finds in this checkout.
fn hold(rule: fn(&Tree) -> Vec<Fault>) {
    let faults = rule(&Tree::here());
    let told: Vec<_> = faults.iter().map(Fault::to_string).collect();
    assert!(told.is_empty(), "{} faults:\n{}", told.len(), told.join("\n"));
}
