//! The same echo server by streams: a task for each connection.

use std::{io, net::Ipv4Addr};

use miniloop::{TcpListener, TcpStream, run, spawn};

// ANCHOR: echo
async fn echo(stream: TcpStream) -> io::Result<()> {
    println!("server: connection made");
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let n = stream.read(&mut buffer).await?;
        let data = &buffer[..n];
        if data.is_empty() {
            break;
        }
        println!("server: received {:?}", String::from_utf8_lossy(data));
        stream.write_all(data).await?;
    }
    println!("server: end of input");
    stream.write_all(b"bye").await
}
// ANCHOR_END: echo

// ANCHOR: serve
async fn drive(stream: TcpStream) {
    let error = echo(stream).await.err();
    println!("server: connection lost, error: {error:?}");
}

async fn serve(listener: TcpListener) -> io::Error {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(spawn(drive(stream))),
            Err(error) => return error,
        }
    }
}
// ANCHOR_END: serve

/// Writes twice, says that this was all, and reads until the end.
async fn client() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let address = listener.local_addr()?;
    // It serves until the loop is closed.
    drop(spawn(serve(listener)));
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    stream.write_all(b"hello, ").await?;
    stream.write_all(b"hello").await?;
    hear(&stream).await?;
    stream.finish()?;
    while hear(&stream).await? > 0 {}
    Ok(())
}

async fn hear(stream: &TcpStream) -> io::Result<usize> {
    let mut buffer = [0; 64];
    let n = stream.read(&mut buffer).await?;
    println!("client: heard {:?}", String::from_utf8_lossy(&buffer[..n]));
    Ok(n)
}

pub fn main() {
    run(client()).expect("nobody stalls").expect("loopback works");
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn two_at_once() -> io::Result<()> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let address = listener.local_addr()?;
        drop(spawn(serve(listener)));
        let silent = TcpStream::connect(address).await?;
        let stream = TcpStream::connect(address).await?;
        stream.write_all(b"hello").await?;
        assert_eq!(hear(&stream).await?, 5, "the silent one holds nobody up");
        silent.finish()?;
        assert_eq!(hear(&silent).await?, 3, "bye comes after the end");
        Ok(())
    }

    #[test]
    fn each_connection_has_a_task_of_its_own() {
        run(two_at_once()).unwrap().unwrap();
    }
}
