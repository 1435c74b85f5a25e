//! The keys: what each is for, and which of them fit below the screen.

use crate::report::{self, Ink, Look};

/// A key, its word, and what it does.
struct Key(&'static str, &'static str, &'static str);

const KEYS: [Key; 12] = [
    Key("h", "hint", "one hint more each time"),
    Key("e", "explain", "the misconception that the verdict names"),
    Key("t", "timeline", "who ran when, until the check failed"),
    Key("n", "next", "the next exercise, an unsolved one if there is any"),
    Key("p", "previous", "the exercise before this one"),
    Key("l", "list", "all exercises, to choose one"),
    Key("r", "reset", "the stub again; asks first, and keeps a copy"),
    Key("o", "page", "opens the chapter's page in the browser"),
    Key("s", "solution", "the workbook's own answer, once this is solved"),
    Key("Enter", "again", "judges once more, and ends what is judged now"),
    Key("?", "keys", "tells the keys"),
    Key("q", "quit", "ends the watch, and with it what is judged now"),
];

/// The keys that are shown, those first that must not be missed.
const BY_WEIGHT: [&str; 11] =
    ["q", "?", "h", "n", "l", "e", "t", "r", "s", "o", "p"];

/// What some keys have to tell, where there is any.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Offers {
    pub(super) is_solved: bool,
    /// Whether the verdict names a misconception.
    pub(super) is_named: bool,
    /// Whether the check that failed took down its run.
    pub(super) has_run: bool,
}

/// The keys in one line, as many as fit and have something to tell.
pub(super) fn line(offers: Offers, width: u16) -> String {
    let mut shown: Vec<&str> = Vec::new();
    for key in BY_WEIGHT {
        let has_something = match key {
            "s" => offers.is_solved,
            "e" => offers.is_named,
            "t" => offers.has_run,
            _ => true,
        };
        if !has_something {
            continue;
        }
        shown.push(key);
        let columns = report::visible(&joined(&shown));
        if columns > usize::from(width) {
            shown.pop();
        }
    }
    joined(&shown)
}

fn joined(shown: &[&str]) -> String {
    let keys = KEYS.iter().filter(|key| shown.contains(&key.0));
    let words: Vec<_> = keys.map(|key| pair(key.0, key.1)).collect();
    words.join("  ")
}

/// A key and its word.
pub(super) fn pair(key: &str, word: &str) -> String {
    format!("{} {word}", Ink::Heading.on(key))
}

/// All keys, explained.
pub(super) fn explained(look: &Look) -> String {
    let arrows = look.symbol("↑ ↓", "up down");
    let others = [
        (arrows, "scroll, as Page Up, Page Down, Home and End do"),
        ("Esc", "back to the verdict"),
        ("Ctrl-Z", "stops the watch; `fg` brings it back"),
    ];
    let keys = KEYS.iter().map(|key| (key.0, key.2)).chain(others);
    let rows = keys.map(|(key, what)| {
        look.wrap(what, &format!("  {key:<8} "), &" ".repeat(11))
    });
    let text: String = rows.collect();
    format!("{}\n\n{text}", Ink::Heading.on("keys, live at all times"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(is_solved: bool, width: u16) -> String {
        shown(Offers { is_solved, ..Offers::default() }, width)
    }

    fn shown(offers: Offers, width: u16) -> String {
        let line = line(offers, width);
        anstream::adapter::strip_str(&line).to_string()
    }

    #[test]
    fn all_keys_fit_a_usual_terminal() {
        let all = "h hint  n next  p previous  l list  r reset  o page  \
                   s solution  ? keys  q quit";
        assert_eq!(plain(true, 80), all);
        assert_eq!(plain(false, 80), all.replace("s solution  ", ""));
        let named = Offers { is_named: true, ..Offers::default() };
        let line = shown(named, 80);
        assert!(line.starts_with("h hint  e explain  n next  p previous"));
        assert!(line.ends_with("o page  ? keys  q quit"), "{line}");
        let line = shown(Offers { has_run: true, ..named }, 80);
        assert!(line.starts_with("h hint  e explain  t timeline  n next"));
        assert!(line.ends_with("o page  ? keys  q quit"), "{line}");
    }

    #[test]
    fn the_way_out_is_always_shown() {
        assert_eq!(plain(true, 40), "h hint  n next  l list  ? keys  q quit");
        assert_eq!(plain(true, 7), "q quit");
    }
}
