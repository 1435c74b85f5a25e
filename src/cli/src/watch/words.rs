//! Why there is no verdict, in a line.

use super::run::Judged;

/// Why there is no verdict, in the judge's words.
pub(super) fn no_verdict(judged: &Judged) -> Option<String> {
    let Judged::Nothing(why) = judged else { return None };
    Some(match why.is_empty() {
        true => "no verdict: the judge said nothing".to_owned(),
        false => format!("no verdict: {why}"),
    })
}
