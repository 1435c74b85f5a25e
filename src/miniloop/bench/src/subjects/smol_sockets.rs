//! smol's sockets and timers, which `LocalPool` uses too: it has none.

use std::{
    net::{TcpListener, TcpStream},
    time::Duration,
};

use async_io::{Async, Timer};
use futures_lite::{AsyncReadExt, AsyncWriteExt};

pub(crate) async fn sleep(time: Duration) {
    Timer::after(time).await;
}

pub(crate) fn listen() -> Async<TcpListener> {
    let any_port = ([127, 0, 0, 1], 0);
    let listener = Async::<TcpListener>::bind(any_port).expect("a free port");
    let address = listener.get_ref().local_addr().expect("it is bound");
    super::tell_port(address.port());
    listener
}

pub(crate) async fn accept(
    listener: &mut Async<TcpListener>,
) -> Async<TcpStream> {
    let (stream, _) = listener.accept().await.expect("a connection");
    stream.get_ref().set_nodelay(true).expect("it is open");
    stream
}

pub(crate) async fn read(
    stream: &mut Async<TcpStream>,
    buffer: &mut [u8],
) -> usize {
    stream.read(buffer).await.unwrap_or(0)
}

pub(crate) async fn write_all(stream: &mut Async<TcpStream>, bytes: &[u8]) {
    stream.write_all(bytes).await.expect("the client reads all");
}
