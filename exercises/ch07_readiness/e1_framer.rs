//! Lines out of bytes that come in pieces of any size.
//!
//!     let mut framer = Framer::new(80);
//!     framer.feed(b"one\r\ntw")  // [Ok("one")]
//!     framer.feed(b"o\nthree")   // [Ok("two")]
//!     framer.finish()            // Some(Ok("three"))
//!
//! - `feed` gives the lines that are whole now. A line ends with `\n`; one
//!   `\r` before it belongs to the line's end, all other bytes to the line.
//! - A line may have `limit` bytes, its end not counted. A longer one is one
//!   `Err(TooLong)`, told as soon as it is certain. What was too long is not
//!   kept; the next line begins after its `\n`.
//! - A line that is no UTF-8 is one `Err(NotUtf8)`.
//! - `finish`: no more bytes come. A last line without `\n` is a line too,
//!   unless it is empty or has been told as too long.

/// A line without its end, or what is wrong with it.
pub type Line = Result<String, Bad>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    TooLong,
    NotUtf8,
}

pub struct Framer {}

impl Framer {
    pub fn new(_limit: usize) -> Self {
        todo!("what must be kept between two pieces?")
    }

    pub fn feed(&mut self, _piece: &[u8]) -> Vec<Line> {
        todo!("give the lines that are whole now")
    }

    pub fn finish(self) -> Option<Line> {
        todo!("what is left?")
    }
}
