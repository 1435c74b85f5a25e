//! The loops: what the workloads call, by the same names in each.

mod local_pool;
mod miniloop;
mod smol;
mod smol_sockets;
mod tokio;
mod tokio_local;
mod tokio_sockets;

use crate::figures::{Figures, Work};

/// The name of each, as in the table's head.
pub(crate) const NAMES: [(&str, &str); 5] = [
    ("miniloop", "miniloop"),
    ("tokio", "tokio"),
    ("tokio_local", "`spawn_local`"),
    ("smol", "smol"),
    ("local_pool", "`LocalPool`"),
];

/// Runs one workload on one loop; `None` if there is no such loop.
pub(crate) fn measure(name: &str, work: Work) -> Option<Figures> {
    let measure = match name {
        "miniloop" => miniloop::measure,
        "tokio" => tokio::measure,
        "tokio_local" => tokio_local::measure,
        "smol" => smol::measure,
        "local_pool" => local_pool::measure,
        _ => return None,
    };
    Some(measure(work))
}

/// The other side waits for this line.
fn tell_port(port: u16) {
    println!("port={port}");
}
