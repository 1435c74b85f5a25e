//! Beside each task one that awaits it and reports to a channel.

use std::panic::resume_unwind;

use miniloop::{JoinError, JoinHandle, spawn};
use tokio::sync::mpsc::{
    UnboundedReceiver, UnboundedSender, unbounded_channel,
};

type Report = Result<Result<(), String>, JoinError>;

pub struct TaskGroup {
    /// One a task: a word or its end stops it.
    stops: Vec<UnboundedSender<()>>,
    sender: UnboundedSender<Report>,
    reports: UnboundedReceiver<Report>,
}

impl TaskGroup {
    pub fn new() -> Self {
        let (sender, reports) = unbounded_channel();
        Self { stops: Vec::new(), sender, reports }
    }

    pub fn spawn(
        &mut self,
        job: impl Future<Output = Result<(), String>> + 'static,
    ) {
        let mut task = spawn(job);
        let (stop, mut stops) = unbounded_channel();
        let sender = self.sender.clone();
        drop(spawn(async move {
            let report = tokio::select! {
                biased;
                report = &mut task => report,
                // A word, or the group's end: both are meant so.
                _ = stops.recv() => ended(task).await,
            };
            let _unheard = sender.send(report);
        }));
        self.stops.push(stop);
    }

    pub async fn join(mut self) -> Result<(), String> {
        let mut first: Option<Report> = None;
        for _ in 0..self.stops.len() {
            let report = self.reports.recv().await;
            let report = report.expect("each task is watched to its end");
            let is_cancelled = matches!(report, Err(JoinError::Cancelled));
            if first.is_none() && !is_cancelled && !matches!(report, Ok(Ok(())))
            {
                first = Some(report);
                for stop in &self.stops {
                    // Who has ended hears nothing.
                    let _ended = stop.send(());
                }
            }
        }
        match first {
            Some(Ok(error)) => error,
            Some(Err(JoinError::Panicked(panic))) => resume_unwind(panic),
            Some(Err(JoinError::Cancelled)) | None => Ok(()),
        }
    }
}

async fn ended(task: JoinHandle<Result<(), String>>) -> Report {
    task.cancel();
    task.await
}
