//! The system's word that a file was written or came into its place.
//!
//! It makes the watch look at once, and says nothing else: whether it is a
//! save, the look decides. Where no word comes, as from a network mount that
//! another machine writes to, the file is looked at now and then all the same.

use std::{collections::BTreeSet, path::PathBuf, sync::mpsc::Sender};

use super::Event;
use crate::{
    checkout::Checkout,
    manifest::{Exercise, Manifest},
};

/// Tells what happens in the folders of all exercises from now on, on a
/// thread that ends with the process. False where the system has no word.
pub(super) fn tell(
    checkout: &Checkout,
    manifest: &Manifest,
    events: &Sender<Event>,
) -> bool {
    let folder = |subject: String| {
        let path = checkout.path(subject);
        path.parent().map(PathBuf::from)
    };
    let subjects = manifest.exercises().map(Exercise::subject);
    listen(subjects.filter_map(folder).collect(), events.clone())
}

#[cfg(target_os = "linux")]
fn listen(folders: BTreeSet<PathBuf>, events: Sender<Event>) -> bool {
    use rustix::{
        fs::inotify::{CreateFlags, Reader, WatchFlags, add_watch, init},
        io::Errno,
    };

    // Not each write: an answer is whole when its writer is done.
    let kinds = WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO;
    let Ok(queue) = init(CreateFlags::CLOEXEC) else { return false };
    let watch = |folder| add_watch(&queue, folder, kinds).is_ok();
    // No `all`: it would stop at the first that fails.
    let n_deaf = folders.iter().filter(|folder| !watch(*folder)).count();
    std::thread::spawn(move || {
        let mut room = [std::mem::MaybeUninit::uninit(); 4096];
        let mut touches = Reader::new(queue, &mut room);
        loop {
            match touches.next() {
                Ok(_) if events.send(Event::Touched).is_ok() => {}
                Err(Errno::INTR) => {}
                _ => return,
            }
        }
    });
    n_deaf == 0
}

#[cfg(not(target_os = "linux"))]
fn listen(_: BTreeSet<PathBuf>, _: Sender<Event>) -> bool {
    false
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{fs, io::Write, sync::mpsc::channel, time::Duration};

    use super::*;

    #[test]
    fn a_write_and_a_rename_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("answer.rs");
        let (events, received) = channel();
        assert!(listen([folder.path().to_owned()].into(), events));
        let is_told = || {
            let event = received.recv_timeout(Duration::from_secs(30));
            matches!(event, Ok(Event::Touched))
        };
        fs::write(&path, "1").unwrap();
        assert!(is_told());
        fs::rename(&path, folder.path().join("kept.rs")).unwrap();
        assert!(is_told());
    }

    #[test]
    fn a_file_that_is_being_written_is_not_told() {
        let folder = tempfile::tempdir().unwrap();
        let (events, received) = channel();
        assert!(listen([folder.path().to_owned()].into(), events));
        let open = fs::File::create(folder.path().join("answer.rs"));
        let mut open = open.unwrap();
        open.write_all(b"1").unwrap();
        fs::write(folder.path().join("another.rs"), "2").unwrap();
        // The words come in order: had it been told, there were two by now.
        received.recv_timeout(Duration::from_secs(30)).unwrap();
        assert!(received.try_recv().is_err());
        drop(open);
        received.recv_timeout(Duration::from_secs(30)).unwrap();
    }

    #[test]
    fn a_folder_that_is_not_there_gets_no_word() {
        let folder = tempfile::tempdir().unwrap();
        let (events, _received) = channel();
        assert!(!listen([folder.path().join("gone")].into(), events));
    }
}
