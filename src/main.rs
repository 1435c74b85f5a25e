//! Runs one listing by name: `cargo run --bin listing -- ch02/function`.
//!
//! `--timeline` draws below its output who ran when, `--timeline=40` within
//! 40 columns, `--ascii` without other signs than those of ASCII; `--words`
//! tells it in sentences instead.
//! `--figure=FILE` draws it for the page, into that file. `--trace` puts marks
//! between the output and ends it with the run as JSON; see
//! [`chapters::trace()`].

use std::{fs, path::PathBuf, process::ExitCode};

use chapters::{CHAPTERS, Listing};
use timeline::{Signs, Timeline};

/// In columns.
const WIDTH: usize = 80;

/// What is asked for besides the listing's output.
#[derive(Default)]
struct Drawings {
    /// The drawing below the output: how many columns it may have.
    width: Option<usize>,
    is_ascii: bool,
    is_in_words: bool,
    /// Whether marks stand between the output, and nothing is drawn.
    is_traced: bool,
    /// Where the page's figure goes; there is no file when the listing
    /// records nothing.
    figure: Option<PathBuf>,
}

fn main() -> ExitCode {
    let mut drawings = Drawings::default();
    let mut name = None;
    for arg in std::env::args().skip(1) {
        if let Some(wrong) = drawings.read(&arg) {
            name = Some(wrong);
        }
    }
    let Some(name) = name else {
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
    drawings.run(&name, listing)
}

impl Drawings {
    /// Takes the argument, or gives it back when it is the listing's name.
    fn read(&mut self, arg: &str) -> Option<String> {
        match arg.split_once('=').unwrap_or((arg, "")) {
            ("--timeline", width) => {
                self.width = Some(width.parse().unwrap_or(WIDTH));
            }
            ("--ascii", _) => self.is_ascii = true,
            ("--words", _) => self.is_in_words = true,
            ("--trace", _) => self.is_traced = true,
            ("--figure", path) => self.figure = Some(path.into()),
            _ => return Some(arg.to_owned()),
        }
        None
    }

    fn run(&self, name: &str, listing: &Listing) -> ExitCode {
        if self.is_traced {
            let name = name.to_owned();
            chapters::trace(listing.main, move |file| is_file_of(&name, file));
            return ExitCode::SUCCESS;
        }
        if self.width.is_none() && self.figure.is_none() {
            (listing.main)();
            return ExitCode::SUCCESS;
        }
        let ((), run) = timeline::record(|| {
            chapters::watch_event_loops();
            (listing.main)();
        });
        if let Some(width) = self.width {
            println!("\n{}", self.text(&run, width, name).trim_end());
        }
        let Some(figure) = &self.figure else { return ExitCode::SUCCESS };
        if run.is_empty() {
            return ExitCode::SUCCESS;
        }
        let id = name.replace('/', "-");
        match fs::write(figure, run.svg(&id, listing.shows)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{} can't be written: {error}", figure.display());
                ExitCode::from(2)
            }
        }
    }

    fn text(&self, run: &Timeline, width: usize, name: &str) -> String {
        if run.is_empty() {
            return format!("{name} records no timeline: it shows no lanes");
        }
        if self.is_in_words {
            return run.sentences().join("\n");
        }
        let signs = if self.is_ascii { Signs::Ascii } else { Signs::Unicode };
        run.text(width, signs)
    }
}

fn find(name: &str) -> Option<&'static Listing> {
    let (number, step) = name.split_once('/')?;
    let chapter = CHAPTERS.iter().find(|c| c.number == number)?;
    chapter.listings.iter().find(|l| l.name == step)
}

/// Whether this is the listing's source, as in `ch02_x/s1_function.rs`.
fn is_file_of(name: &str, file: &str) -> bool {
    let known = || {
        let (number, step) = name.split_once('/')?;
        let mut parts = file.rsplit(['/', '\\']);
        let (file, dir) = (parts.next()?, parts.next()?);
        let (place, file) = file.strip_suffix(".rs")?.split_once('_')?;
        let chapter = dir.strip_prefix(number)?.starts_with('_');
        Some(chapter && place.starts_with('s') && file == step)
    };
    known().unwrap_or(false)
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
    println!("Who ran when:  cargo run -- --timeline ch02/lazy_pipeline");
    println!("Read the book: cargo workbook serve");
    println!("Solve it:      cargo workbook check");
}
