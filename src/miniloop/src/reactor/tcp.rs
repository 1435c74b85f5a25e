//! How do a listener and a stream look to a task? As if they blocked.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, SocketAddr},
    panic::Location,
    task::{Context, Poll},
};

use super::{Side, socket::Socket};
use crate::event_loop::come_to;

/// Accepts connections. Several tasks may, and each gets its own.
pub struct TcpListener {
    socket: Socket<mio::net::TcpListener>,
}

impl TcpListener {
    /// Listens at an address; port 0 is any that is free.
    ///
    /// # Errors
    ///
    /// The system's, as when the port is taken.
    ///
    /// # Panics
    ///
    /// As everything here: when no loop runs on this thread.
    pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
        let socket = Socket::new(mio::net::TcpListener::bind(address)?)?;
        Ok(TcpListener { socket })
    }

    /// Where it listens.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.io().local_addr()
    }

    /// Waits for the next connection. Dropping the future loses none.
    ///
    /// # Errors
    ///
    /// The system's, as when too many files are open; the next call may
    /// succeed.
    #[track_caller]
    pub fn accept(
        &self,
    ) -> impl Future<Output = io::Result<(TcpStream, SocketAddr)>> {
        come_to(Location::caller());
        async {
            let accept = mio::net::TcpListener::accept;
            let (stream, address) =
                self.socket.when_ready(Side::Read, accept).await?;
            Ok((TcpStream { socket: Socket::new(stream)? }, address))
        }
    }
}

/// One connection. Dropping it closes it.
pub struct TcpStream {
    socket: Socket<mio::net::TcpStream>,
}

impl TcpStream {
    /// Connects to an address.
    ///
    /// # Errors
    ///
    /// The system's, as when nobody listens there.
    pub async fn connect(address: SocketAddr) -> io::Result<TcpStream> {
        let socket = Socket::new(mio::net::TcpStream::connect(address)?)?;
        // Until the handshake is over there is no peer; if it fails, there is
        // an error to take.
        let is_connected = |io: &mio::net::TcpStream| {
            if let Some(error) = io.take_error()? {
                return Err(error);
            }
            io.peer_addr().map_err(|error| match error.kind() {
                io::ErrorKind::NotConnected => io::ErrorKind::WouldBlock.into(),
                _ => error,
            })
        };
        socket.when_ready(Side::Write, is_connected).await?;
        Ok(TcpStream { socket })
    }

    /// Reads what has come, at most the buffer's length; 0 is the end.
    ///
    /// Dropping the future loses no byte.
    ///
    /// # Errors
    ///
    /// The system's, as when the peer has reset the connection.
    #[track_caller]
    pub fn read(
        &self,
        buffer: &mut [u8],
    ) -> impl Future<Output = io::Result<usize>> {
        come_to(Location::caller());
        self.socket.when_ready(Side::Read, |mut io| io.read(buffer))
    }

    /// Writes what the system takes now, and returns how much that was.
    ///
    /// # Errors
    ///
    /// The system's, as when the peer has closed the connection.
    #[track_caller]
    pub fn write(
        &self,
        bytes: &[u8],
    ) -> impl Future<Output = io::Result<usize>> {
        come_to(Location::caller());
        self.socket.when_ready(Side::Write, |mut io| io.write(bytes))
    }

    /// Writes all. Dropping the future may leave a part written, and doesn't
    /// say how much.
    ///
    /// # Errors
    ///
    /// As [`TcpStream::write`]; [`io::ErrorKind::WriteZero`] when the system
    /// takes no more.
    #[track_caller]
    pub fn write_all(
        &self,
        mut bytes: &[u8],
    ) -> impl Future<Output = io::Result<()>> {
        come_to(Location::caller());
        async move {
            while !bytes.is_empty() {
                match self.write(bytes).await? {
                    0 => return Err(io::ErrorKind::WriteZero.into()),
                    n => bytes = &bytes[n..],
                }
            }
            Ok(())
        }
    }

    /// Says that nothing more will be written; the peer reads an end.
    ///
    /// # Errors
    ///
    /// The system's, as when the connection is over already.
    pub fn finish(&self) -> io::Result<()> {
        self.socket.io().shutdown(Shutdown::Write)
    }

    /// Has small writes sent at once rather than gathered.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn set_nodelay(&self, is_on: bool) -> io::Result<()> {
        self.socket.io().set_nodelay(is_on)
    }

    pub(crate) fn poll_read(
        &self,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        self.socket.poll(Side::Read, cx, |mut io| io.read(buffer))
    }

    pub(crate) fn poll_write(
        &self,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.socket.poll(Side::Write, cx, |mut io| io.write(bytes))
    }
}
