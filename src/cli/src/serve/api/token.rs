//! A secret of one start of the server, which its own pages know.

use std::fmt;

use anyhow::{Context, Result};

/// 128 random bits as hexadecimal digits: more than anybody can guess.
pub struct Token(String);

impl Token {
    /// Draws one.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn draw() -> Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)
            .context("the system gives no random numbers")?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// As the pages carry it.
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

/// What is logged must not give it away.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_token_is_it() {
        let token = Token::draw().unwrap();
        let own = token.as_str().to_owned();
        assert_eq!(own.len(), 32);
        assert!(token.is(own.as_bytes()));
        assert!(!token.is(&own.as_bytes()[..31]), "a part was taken");
        assert!(!token.is(format!("{own}0").as_bytes()), "more was taken");
        assert!(!token.is(b""), "nothing was taken");
        let other = Token::draw().unwrap();
        assert!(!token.is(other.as_str().as_bytes()), "another was taken");
    }
}
