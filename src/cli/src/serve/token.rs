//! What a page must show before anything runs or is written for it.

use std::fmt::Write;

use anyhow::{Context, Result};

/// A secret of one start of the server: only its own pages hold it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one, which nobody can guess.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new() -> Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)
            .context("the system gives no random bytes for the page's token")?;
        let mut text = String::with_capacity(2 * bytes.len());
        for byte in bytes {
            write!(text, "{byte:02x}").expect("a string takes all");
        }
        Ok(Self(text))
    }

    /// As it stands in a page.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is it. Looks at every byte, so that the time it takes
    /// doesn't tell how many of a guess were right.
    pub fn is(&self, given: &[u8]) -> bool {
        let own = self.0.as_bytes();
        let differing = own.iter().zip(given).fold(0, |d, (a, b)| d | (a ^ b));
        own.len() == given.len() && differing == 0
    }
}

/// Says nothing of the secret: what is printed may be read by others.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_tokens_differ_and_neither_is_printed() {
        let (one, two) = (Token::new().unwrap(), Token::new().unwrap());
        assert!(one != two, "the same token twice");
        assert_eq!(one.as_str().len(), 32);
        assert!(!format!("{one:?}").contains(one.as_str()));
    }

    #[test]
    fn only_the_whole_token_is_it() {
        let token = Token::new().unwrap();
        let own = token.as_str().to_owned();
        assert!(token.is(own.as_bytes()));
        assert!(!token.is(&own.as_bytes()[..31]), "a part was taken");
        assert!(!token.is(format!("{own}0").as_bytes()), "more was taken");
        assert!(!token.is(b""), "nothing was taken");
    }
}
