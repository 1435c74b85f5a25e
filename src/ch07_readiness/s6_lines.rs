//! Lines out of a stream that has none.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
};

use miniloop::{TcpListener, TcpStream, run, spawn};

// ANCHOR: lines
/// A stream, and what of it belongs to no whole line yet.
struct Lines {
    stream: TcpStream,
    kept: Vec<u8>,
}

impl Lines {
    /// The next line; at the end of the input, what is left without a `\n`.
    async fn next(&mut self) -> io::Result<Option<String>> {
        loop {
            if let Some(end) = self.kept.iter().position(|&b| b == b'\n') {
                let line = self.kept.drain(..=end).collect::<Vec<u8>>();
                return Ok(Some(text(&line[..end])));
            }
            // So small that we see it happen.
            let mut piece = [0; 6];
            let n = self.stream.read(&mut piece).await?;
            if n == 0 {
                let rest = std::mem::take(&mut self.kept);
                return Ok((!rest.is_empty()).then(|| text(&rest)));
            }
            println!("server: a piece: {:?}", text(&piece[..n]));
            self.kept.extend(&piece[..n]);
        }
    }
}
// ANCHOR_END: lines

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

// ANCHOR: count
async fn count(listener: TcpListener) -> io::Result<()> {
    let (stream, _) = listener.accept().await?;
    let mut lines = Lines { stream, kept: Vec::new() };
    let mut n = 0;
    while let Some(line) = lines.next().await? {
        println!("server: a line:  {line:?}");
        n += 1;
    }
    // The client writes no more, and still reads.
    lines.stream.write_all(format!("{n} lines").as_bytes()).await
}

async fn client(address: SocketAddr) -> io::Result<()> {
    let stream = TcpStream::connect(address).await?;
    stream.write_all(b"one\ntwo\nthree").await?;
    stream.finish()?;
    let mut answer = [0; 64];
    let n = stream.read(&mut answer).await?;
    println!("client: {:?}", text(&answer[..n]));
    Ok(())
}
// ANCHOR_END: count

async fn both() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let address = listener.local_addr()?;
    let server = spawn(count(listener));
    client(address).await?;
    server.await.expect("no panic")
}

pub fn main() {
    run(both()).expect("nobody stalls").expect("loopback works");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that come out of these bytes.
    async fn lines_of(bytes: &'static [u8]) -> io::Result<Vec<String>> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let client = TcpStream::connect(listener.local_addr()?).await?;
        let (stream, _) = listener.accept().await?;
        client.write_all(bytes).await?;
        client.finish()?;
        let (mut lines, mut all) = (Lines { stream, kept: vec![] }, vec![]);
        while let Some(line) = lines.next().await? {
            all.push(line);
        }
        Ok(all)
    }

    #[test]
    fn where_the_pieces_end_changes_no_line() {
        for (bytes, want) in [
            (&b""[..], &[][..]),
            (b"\n\n", &["", ""]),
            (b"12345\n", &["12345"]),
            (b"123456\n7", &["123456", "7"]),
            ("12345\u{20ac}\n".as_bytes(), &["12345\u{20ac}"]),
        ] {
            assert_eq!(run(lines_of(bytes)).unwrap().unwrap(), want);
        }
    }
}
