//! misconception: late-wake
//! A timer, as Python's `asyncio.sleep(0)` would have it.

use std::time::Duration;

pub async fn yield_now() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}
