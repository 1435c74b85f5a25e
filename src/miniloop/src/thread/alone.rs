//! Where does a thread sleep that is the only one, as in a page? Anywhere:
//! nobody can wake it before its time.

pub(crate) use std::thread::{Thread, current, sleep as park_timeout};

pub(crate) const HAS_OTHERS: bool = false;

/// Here `std`'s own returns at once, and who parks would spin for ever.
pub(crate) fn park() -> ! {
    panic!("deadlock: all wait, and no other thread can wake anybody");
}
