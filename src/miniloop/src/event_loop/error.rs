//! Why did the loop end before the future did?

use std::fmt;

/// Why a future was not run to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunError {
    /// Nothing was ready, nothing due later, and nobody could change that.
    Stalled {
        /// The names of the tasks that still wait, oldest first.
        waiting: Vec<String>,
    },
    /// Somebody called `stop` first.
    Stopped,
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::Stopped => {
                f.write_str("the loop was stopped before the future was ready")
            }
            RunError::Stalled { waiting } if waiting.is_empty() => f.write_str(
                "the loop has no task, no callback and no timer, and nobody \
                 called `stop`",
            ),
            RunError::Stalled { waiting } => {
                let waiting = waiting.join(", ");
                write!(f, "all tasks wait and nothing can wake one: {waiting}")
            }
        }
    }
}

impl std::error::Error for RunError {}
