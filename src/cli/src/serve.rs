//! The book, built in-process and served on loopback while it is written.
//!
//! In reading order:
//!
//! - [`bound`]: the address, on this machine only;
//! - [`build`]: from the checkout to a [`site::Site`] held in memory;
//! - [`stubs`]: what pages show of exercises;
//! - [`site`]: the files of one build, and what a path means among them;
//! - [`watch`]: when to build again;
//! - [`token`]: what a page must show before anything runs for it;
//! - [`live`]: what all routes share;
//! - [`policy`]: what a page may load and run;
//! - [`router`]: who is answered, and with what;
//! - [`digest`]: what a page's content is, in a word;
//! - [`reload`]: how an open page learns of the next build;
//! - [`api`]: what an open page may ask this server to do;
//! - [`listing`]: listings that run while somebody looks on;
//! - [`desk`]: what is kept for the learner.

pub mod api;
pub mod bound;
pub mod build;
pub mod desk;
pub mod digest;
pub mod listing;
pub mod live;
pub mod policy;
pub mod reload;
pub mod router;
pub mod site;
pub mod stubs;
pub mod token;
pub mod watch;

use std::{
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result};
use tokio::{net::TcpListener, task::spawn_blocking};

use crate::{checkout::Checkout, page::Host};
use build::Built;
use live::Live;
use reload::Shown;
use token::Token;

/// How often the sources are looked at. One look costs a millisecond or two,
/// so that an idle server takes below half a percent of one core.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What the command line asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// The first port to try; 0 for any free one.
    pub port: u16,
    /// Whether to open the address in the reader's browser.
    pub open: bool,
}

/// Serves the book until it is interrupted.
///
/// # Errors
/// When the first build fails or no port can be opened. A later build that
/// fails is told and the book before it stays.
pub fn serve(checkout: &Checkout, wish: Wish) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the runtime can't be started")?;
    // Dropping the runtime waits for a build that still runs: its temporary
    // folder is gone before this process is.
    runtime.block_on(async {
        let stopped = interrupted()?;
        tokio::select! {
            served = until_stopped(checkout, wish) => served,
            () = stopped => {
                // Below the `^C` that the terminal shows.
                say("");
                Ok(())
            }
        }
    })
}

async fn until_stopped(checkout: &Checkout, wish: Wish) -> Result<()> {
    let listener = bound::bind(wish.port).await?;
    let port = listener.local_addr()?.port();
    if wish.port != 0 && port != wish.port {
        say(&format!(
            "port {} is taken; {port} is the next free one",
            wish.port
        ));
    }
    let token = Token::new()?;
    let sources = watch::Sources::of(checkout);
    let seen = sources.look();
    let host = Host::Server(token.clone());
    let Built { site, warnings, took } = build_apart(checkout, &host).await?;
    warn(&warnings);
    let address = format!("http://127.0.0.1:{port}/");
    say(&format!("built the book in {:.2} s", took.as_secs_f64()));
    say(&format!("it is served at {address} until Ctrl-C"));
    let live = Arc::new(Live::new(checkout, token, Shown::new(site)));
    if wish.open {
        bound::open(&address);
    }
    tokio::select! {
        served = answer(listener, live.clone(), port) => served,
        () = rebuild(&live, &host, (sources, seen)) => Ok(()),
    }
}

async fn answer(
    listener: TcpListener,
    live: Arc<Live>,
    port: u16,
) -> Result<()> {
    axum::serve(listener, router::router(live, port))
        .await
        .context("the book can't be served any longer")
}

/// Builds again at every change, for ever.
async fn rebuild(
    live: &Live,
    host: &Host,
    (sources, mut seen): (watch::Sources, watch::Look),
) {
    let Live { checkout, shown, .. } = live;
    let sources = Arc::new(sources);
    let mut turn = tokio::time::interval(LOOK_EVERY);
    turn.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        turn.tick().await;
        let looking = Arc::clone(&sources);
        let now = spawn_blocking(move || looking.look())
            .await
            .expect("a look at the sources does not panic");
        let Some(change) = seen.change(&now) else { continue };
        say(&format!("{} changed", relative(checkout, &change)));
        seen = now;
        match build_apart(checkout, host).await {
            Ok(Built { site, warnings, took }) => {
                warn(&warnings);
                say(&format!("built again in {:.2} s", took.as_secs_f64()));
                shown.send_modify(|shown| shown.replace(site));
            }
            Err(error) => {
                say(&format!("the book can't be built: {error:#}"));
                say("the last good one is still served; mend it and save");
                shown.send_modify(|shown| shown.fail(format!("{error:#}")));
            }
        }
    }
}

/// Builds where a long build holds up nobody's page.
async fn build_apart(checkout: &Checkout, host: &Host) -> Result<Built> {
    let (checkout, host) = (checkout.clone(), host.clone());
    spawn_blocking(move || build::build(&checkout, &host))
        .await
        .context("mdBook panicked over the book")?
}

fn relative(checkout: &Checkout, path: &std::path::Path) -> String {
    path.strip_prefix(checkout.root()).unwrap_or(path).display().to_string()
}

fn warn(warnings: &[String]) {
    for warning in warnings {
        say(&format!("mdBook warns: {warning}"));
    }
}

/// Tells the terminal, which may have gone: then nobody is told.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Does long work, and waits for its end when the process is interrupted: it
/// is told by `stop`, and cleans up.
pub(crate) fn unless_interrupted<T: Send + 'static>(
    stop: &AtomicBool,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the runtime can't be started")?;
    runtime.block_on(async {
        let interrupted = interrupted()?;
        let mut work = spawn_blocking(work);
        let done = tokio::select! {
            done = &mut work => done,
            () = interrupted => {
                stop.store(true, Ordering::Relaxed);
                work.await
            }
        };
        done.context("the work panicked")?
    })
}

/// Ends when the terminal or the system asks this process to end. The
/// handlers stand from this call on, not from the first poll.
#[cfg(unix)]
fn interrupted() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn interrupted() -> Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler, Ctrl-C ends the process by itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
