//! One end of a process's output: text as it comes.

use tokio::io::{AsyncRead, AsyncReadExt};

/// What is read at once, in bytes: as much as a pipe of Linux holds.
const CHUNK: usize = 64 << 10;

/// Text from a reader that may end in the middle of a letter.
#[derive(Debug)]
pub(super) struct Pipe<R> {
    /// None once it has ended.
    reader: Option<R>,
    /// Read, but not yet handed out.
    rest: Vec<u8>,
    total: usize,
}

impl<R: AsyncRead + Unpin> Pipe<R> {
    pub(super) fn new(reader: Option<R>) -> Self {
        Self { reader, rest: Vec::new(), total: 0 }
    }

    /// Waits for text and hands out all that is there. None when it has ended
    /// or has no whole letter yet. Dropping the future loses nothing.
    pub(super) async fn read(&mut self) -> Option<String> {
        self.rest.reserve(CHUNK);
        let read = self.reader.as_mut()?.read_buf(&mut self.rest).await;
        // A broken pipe is an ended one.
        let read = read.unwrap_or(0);
        self.total += read;
        let cut = match read {
            0 => {
                self.close();
                self.rest.len()
            }
            // More is on its way: whole lines first.
            CHUNK.. => last_line(&self.rest).unwrap_or(whole(&self.rest)),
            _ => whole(&self.rest),
        };
        let text = String::from_utf8_lossy(&self.rest[..cut]).into_owned();
        self.rest.drain(..cut);
        (!text.is_empty()).then_some(text)
    }

    pub(super) fn is_closed(&self) -> bool {
        self.reader.is_none()
    }

    pub(super) fn close(&mut self) {
        self.reader = None;
    }

    /// All that was read so far, in bytes.
    pub(super) fn total(&self) -> usize {
        self.total
    }
}

fn last_line(bytes: &[u8]) -> Option<usize> {
    bytes.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1)
}

/// How many bytes are whole letters, or can't become one any more.
fn whole(bytes: &[u8]) -> usize {
    let last = bytes.utf8_chunks().last();
    let begun = last.map_or(&[][..], |chunk| chunk.invalid());
    match std::str::from_utf8(begun) {
        Err(error) if error.error_len().is_none() => bytes.len() - begun.len(),
        _ => bytes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn texts(chunks: &[&[u8]]) -> Vec<String> {
        let mut texts = vec![];
        let (mut writer, reader) = tokio::io::duplex(2 * CHUNK);
        let mut pipe = Pipe::new(Some(reader));
        for chunk in chunks {
            use tokio::io::AsyncWriteExt;
            writer.write_all(chunk).await.unwrap();
            texts.extend(pipe.read().await);
        }
        drop(writer);
        while !pipe.is_closed() {
            texts.extend(pipe.read().await);
        }
        texts
    }

    #[tokio::test]
    async fn a_letter_is_never_cut() {
        let word = "Übung".as_bytes();
        let cut = texts(&[&word[..1], &word[1..]]).await;
        assert_eq!(cut, ["Übung"]);
        let odd = texts(&[b"a\xffb\xc3"]).await;
        assert_eq!(odd, ["a\u{fffd}b", "\u{fffd}"]);
    }

    #[tokio::test]
    async fn a_prompt_without_a_newline_comes_at_once() {
        assert_eq!(texts(&[b"one\ntw", b"o\n"]).await, ["one\ntw", "o\n"]);
    }

    #[tokio::test]
    async fn where_much_comes_a_line_stays_whole() {
        let line = "x".repeat(99) + "\n";
        let all = line.repeat(700);
        let texts = texts(&[all.as_bytes()]).await;
        assert_eq!(texts.concat(), all);
        let is_whole = |text: &String| text.ends_with('\n');
        assert!(texts.iter().all(is_whole), "a line was cut");
    }
}
