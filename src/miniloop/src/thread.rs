//! Where does the thread sleep? Where another thread's wake reaches it.

pub(crate) use std::thread::{Thread, current, park, park_timeout};

/// Whether there can be another thread, who wakes us.
pub(crate) const HAS_OTHERS: bool = true;
