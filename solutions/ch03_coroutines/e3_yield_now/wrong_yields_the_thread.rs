//! misconception: never-yields
//! Gives way to other threads, not to the other tasks of this one.

pub async fn yield_now() {
    std::thread::yield_now();
}
