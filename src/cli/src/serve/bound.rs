//! The address: loopback only, the wished port or the next free one.

use std::{
    io,
    net::Ipv4Addr,
    process::{Command, Stdio},
};

use anyhow::{Context, Result};
use tokio::net::TcpListener;

/// How many ports after a busy one are tried.
const NEIGHBORS: u16 = 100;

/// Listens on loopback, on `port` or the next free one after it.
///
/// # Errors
/// When the port may not be opened, or none of its neighbors is free.
pub async fn bind(port: u16) -> Result<TcpListener> {
    let last = port.saturating_add(if port == 0 { 0 } else { NEIGHBORS });
    for candidate in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidate)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            listener => {
                return listener.with_context(|| {
                    format!(
                        "port {candidate} can't be opened; try another: \
                         cargo workbook serve --port 3000"
                    )
                });
            }
        }
    }
    anyhow::bail!(
        "the ports {port} to {last} are all taken; \
         let the system choose one: cargo workbook serve --port 0"
    )
}

/// Opens the address in the reader's browser. When that fails, nothing is
/// lost: the address stands on the terminal.
pub fn open(address: &str) {
    let mut command = opener(address);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // In a group of its own: Ctrl-C here must not end a browser that was
    // started there.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    if let Ok(mut child) = command.spawn() {
        // Nobody joins this thread: it only spares the system a zombie, and
        // ends with this process.
        std::thread::spawn(move || child.wait());
    }
}

fn opener(address: &str) -> Command {
    let (program, first) = if cfg!(target_os = "macos") {
        ("open", &[][..])
    } else if cfg!(windows) {
        // The empty string is the window's title.
        ("cmd", &["/C", "start", ""][..])
    } else {
        ("xdg-open", &[][..])
    };
    let mut command = Command::new(program);
    command.args(first).arg(address);
    command
}
