//! What is to be changed in a page, gathered while it is read.

/// Changes of one text, at places that don't touch.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<Edit>);

#[derive(Debug)]
struct Edit {
    /// What it takes out, in bytes; nothing where both are the same.
    start: usize,
    end: usize,
    /// What it puts there.
    text: String,
}

impl Edits {
    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.0.push(Edit { start: at, end: at, text });
    }

    pub(super) fn remove(&mut self, start: usize, end: usize) {
        self.0.push(Edit { start, end, text: String::new() });
    }

    /// The text with all of them.
    pub(super) fn apply(mut self, text: &str) -> String {
        // Insertions at one place stay in the order in which they came.
        self.0.sort_by_key(|edit| edit.start);
        let mut changed = String::with_capacity(text.len() + 1024);
        let mut at = 0;
        for edit in self.0 {
            changed.push_str(&text[at..edit.start]);
            changed.push_str(&edit.text);
            at = edit.end;
        }
        changed.push_str(&text[at..]);
        changed
    }
}

/// One attribute with a space before it.
pub(super) fn attribute(name: &str, value: &str) -> String {
    let value = value
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!(" {name}=\"{value}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_else_stays_as_it_was() {
        let mut edits = Edits::default();
        edits.remove(5, 10);
        edits.insert(3, " a".to_owned());
        edits.insert(3, " b".to_owned());
        assert_eq!(edits.apply("one, two, three"), "one a b, three");
    }

    #[test]
    fn a_value_cannot_leave_its_quotes() {
        let knobs = attribute("data-knobs", "[{\"name\":\"<&>\"}]");
        let expected =
            " data-knobs=\"[{&quot;name&quot;:&quot;&lt;&amp;&gt;&quot;}]\"";
        assert_eq!(knobs, expected);
    }
}
