//! Runs one listing by name: `cargo run --bin listing -- ch02/function`.

use std::process::ExitCode;

use chapters::{CHAPTERS, Listing};

fn main() -> ExitCode {
    let Some(name) = std::env::args().nth(1) else {
        print_index();
        return ExitCode::SUCCESS;
    };
    let Some(listing) = find(&name) else {
        eprintln!("no listing is named `{name}`");
        eprintln!(
            "next: `cargo run` lists them all; one that needs nightly Rust \
             runs by `cargo workbook run {name}`"
        );
        return ExitCode::from(2);
    };
    (listing.main)();
    ExitCode::SUCCESS
}

fn find(name: &str) -> Option<&'static Listing> {
    let (number, step) = name.split_once('/')?;
    let chapter = CHAPTERS.iter().find(|c| c.number == number)?;
    chapter.listings.iter().find(|l| l.name == step)
}

fn print_index() {
    println!("The listings, in reading order:");
    for chapter in CHAPTERS {
        println!("\n{} {}", chapter.number, chapter.question);
        for Listing { name, shows, .. } in chapter.listings {
            println!("  {:24} {shows}", format!("{}/{name}", chapter.number));
        }
    }
    println!("\nRun one:       cargo run -- ch02/function");
    println!("Read the book: cargo workbook serve");
    println!("Solve it:      cargo workbook check");
}
