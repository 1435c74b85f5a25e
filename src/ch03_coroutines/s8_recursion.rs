//! An async function that calls itself, boxed.

use std::{
    pin::pin,
    task::{Context, Waker},
};

// ANCHOR: total
struct Folder {
    files: u64,
    folders: Vec<Folder>,
}

/// Counts the files in a folder and in all below it.
async fn total(folder: &Folder) -> u64 {
    let mut files = folder.files;
    for inner in &folder.folders {
        files += Box::pin(total(inner)).await;
    }
    files
}
// ANCHOR_END: total

/// Folders nested to this depth, one file in each.
fn nested(depth: u32) -> Folder {
    let folders = match depth {
        1 => Vec::new(),
        _ => vec![nested(depth - 1)],
    };
    Folder { files: 1, folders }
}

pub fn main() {
    for depth in [1, 100] {
        let root = nested(depth);
        let coroutine = pin!(total(&root));
        let bytes = size_of_val(&*coroutine);
        let mut context = Context::from_waker(Waker::noop());
        let files = coroutine.poll(&mut context);
        println!("depth {depth}: {bytes} bytes, {files:?}");
    }
}

#[test]
fn every_folder_is_counted_in_one_poll_if_nobody_waits() {
    let mut root = nested(3);
    root.folders.push(nested(2));
    let mut context = Context::from_waker(Waker::noop());
    let files = pin!(total(&root)).poll(&mut context);
    assert_eq!(files, std::task::Poll::Ready(5));
}
