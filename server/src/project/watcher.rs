//! Watches files, for editors that cannot, as Neovim on Linux, and for the command line.
//!
//! On Linux exactly the folders that were looked at are watched, one by one: watching all below a root would take a
//! watch for each folder in `node_modules`. A folder hears nothing of its own going when one above it is renamed, so
//! those above are watched too, and of what they tell only that is passed on. Elsewhere the system watches a whole tree
//! at no such cost.

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use notify::event::{EventKind, ModifyKind};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

/// Watches folders.
pub struct Watcher {
    system: Mutex<RecommendedWatcher>,
    watched: Arc<Mutex<Watched>>,
    /// Whether it was said that some folder cannot be watched.
    said: AtomicBool,
}

#[derive(Debug, Default)]
struct Watched {
    /// What the system watches.
    folders: HashSet<PathBuf>,
    /// Those of `folders` of which somebody wants to know what lies in them.
    looked_at: HashSet<PathBuf>,
}

impl Watched {
    /// Whether a change at `path` may be one in what was looked at.
    fn concerns(&self, path: &Path) -> bool {
        cfg!(not(target_os = "linux"))
            || path.parent().is_some_and(|folder| self.looked_at.contains(folder))
            || self.looked_at.iter().any(|folder| folder.starts_with(path))
    }

    /// Notes that a path is gone. The system's watch ends with the folder; one of the same name would be another.
    fn forget(&mut self, path: &Path) {
        self.folders.retain(|folder| !folder.starts_with(path));
        self.looked_at.retain(|folder| !folder.starts_with(path));
    }
}

impl Watcher {
    /// Calls `changed`, from a thread of its own, when anything in a folder that was looked at may have changed;
    /// with the paths, or with none where any may have.
    ///
    /// # Errors
    /// When the system has no way to watch.
    pub fn new(changed: impl Fn(&[PathBuf]) + Send + 'static) -> notify::Result<Watcher> {
        let shared = Arc::<Mutex<Watched>>::default();
        let watched = Arc::clone(&shared);
        let system = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let event = match event {
                Ok(event) if !is_change(&event.kind) => return,
                Ok(event) => event,
                Err(error) => {
                    tracing::warn!(
                        "a change outside of the editor may have been missed, all is read anew: {error}"
                    );
                    return changed(&[]);
                }
            };
            // Set when the system could not keep up.
            if event.need_rescan() {
                return changed(&[]);
            }
            let concerns = {
                let mut watched = lock(&watched);
                let concerns = event.paths.iter().any(|path| watched.concerns(path));
                if matches!(
                    event.kind,
                    EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
                ) {
                    event.paths.iter().for_each(|path| watched.forget(path));
                }
                concerns
            };
            if concerns {
                changed(&event.paths);
            }
        })?;
        let said = AtomicBool::new(false);
        Ok(Watcher { system: Mutex::new(system), watched: shared, said })
    }

    /// Watches a folder or, where there is none, the nearest above it, in which its making will be seen. Whether that
    /// succeeded.
    pub fn watch(&self, folder: &Path) -> bool {
        if cfg!(not(target_os = "linux")) {
            return lock(&self.watched).folders.iter().any(|root| folder.starts_with(root));
        }
        if lock(&self.watched).looked_at.contains(folder) {
            return true;
        }
        let mut ancestors = folder.ancestors();
        let nearest =
            ancestors.find(|folder| match self.add(folder, RecursiveMode::NonRecursive) {
                Ok(()) => true,
                Err(error) => {
                    if !is_absent(&error) {
                        self.unwatched(folder, &error);
                    }
                    false
                }
            });
        let Some(nearest) = nearest else { return false };
        for above in ancestors {
            if let Err(error) = self.add(above, RecursiveMode::NonRecursive) {
                tracing::debug!("{} is not watched: {error}", above.display());
            }
        }
        lock(&self.watched).looked_at.insert(nearest.to_owned());
        true
    }

    /// Has a project's folder watched with everything below, where that is how the system watches.
    pub fn watch_project(&self, root: &Path) {
        if cfg!(target_os = "linux") {
            return;
        }
        if let Err(error) = self.add(root, RecursiveMode::Recursive) {
            self.unwatched(root, &error);
        }
    }

    /// Says that a folder cannot be watched: aloud the first time, since where one cannot, a thousand cannot.
    fn unwatched(&self, folder: &Path, error: &notify::Error) {
        let folder = folder.display();
        if self.said.swap(true, Ordering::Relaxed) {
            tracing::debug!("{folder} is not watched: {error}");
            return;
        }
        let limit = match error.kind {
            ErrorKind::MaxFilesWatch => "; raise `fs.inotify.max_user_watches`",
            _ => "",
        };
        tracing::warn!(
            "{folder} is not watched, and others may not be, so changes outside of the editor are seen late: \
             {error}{limit}"
        );
    }

    fn add(&self, folder: &Path, mode: RecursiveMode) -> notify::Result<()> {
        // Held meanwhile: what another thread has noted is watched only when the system has been told.
        let mut system = lock(&self.system);
        // Noted before: an event that says it is gone must come behind.
        if !lock(&self.watched).folders.insert(folder.to_owned()) {
            return Ok(());
        }
        let added = system.watch(folder, mode);
        if added.is_err() {
            lock(&self.watched).folders.remove(folder);
        }
        added
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watcher").field("watched", &*lock(&self.watched)).finish()
    }
}

/// Whether an event says more than that somebody has looked, as we do ourselves.
fn is_change(kind: &EventKind) -> bool {
    !matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)))
}

fn is_absent(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => {
            matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory)
        }
        _ => false,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    use super::*;

    struct Fixture {
        folder: PathBuf,
        watcher: Watcher,
        changes: Receiver<()>,
    }

    impl Fixture {
        fn new(name: &str) -> Fixture {
            let folder =
                std::env::temp_dir().join(format!("arc-lsp-watcher-{name}-{}", std::process::id()));
            // Of an earlier run that had the same id.
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).expect("the temporary folder can be written to");
            let (tell, changes) = channel();
            let watcher = Watcher::new(move |_: &[PathBuf]| {
                // The test may have ended.
                let _ = tell.send(());
            })
            .expect("the system watches");
            Fixture { folder, watcher, changes }
        }

        fn changed(&self) -> bool {
            let changed = self.changes.recv_timeout(Duration::from_secs(5)).is_ok();
            // One change is often told more than once.
            while self.changes.recv_timeout(Duration::from_millis(50)).is_ok() {}
            changed
        }

        fn is_quiet(&self) -> bool {
            self.changes.recv_timeout(Duration::from_millis(200)).is_err()
        }
    }

    impl Drop for Fixture {
        fn drop(&mut self) {
            // Left behind, it harms nobody.
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }

    #[test]
    fn a_change_is_told_and_a_look_is_not() {
        let fixture = Fixture::new("change");
        assert!(fixture.watcher.watch(&fixture.folder));
        let file = fixture.folder.join("a");
        std::fs::write(&file, "1").expect("the folder is ours");
        assert!(fixture.changed());
        std::fs::read(&file).expect("it is there");
        std::fs::read_dir(&fixture.folder).expect("it is there").for_each(drop);
        assert!(fixture.is_quiet());
        std::fs::remove_file(&file).expect("the folder is ours");
        assert!(fixture.changed());
    }

    #[test]
    fn the_making_of_a_folder_is_told_and_what_is_put_in_it() {
        let fixture = Fixture::new("making");
        let handler = fixture.folder.join("src/events/yolo");
        assert!(fixture.watcher.watch(&handler));
        std::fs::create_dir_all(&handler).expect("the folder is ours");
        assert!(fixture.changed());
        assert!(fixture.watcher.watch(&handler));
        std::fs::write(handler.join("index.mjs"), "1").expect("the folder is ours");
        assert!(fixture.changed());
    }

    #[test]
    fn the_renaming_of_a_folder_above_is_told_and_what_else_lies_there_is_not() {
        let fixture = Fixture::new("above");
        let source = fixture.folder.join("src");
        let handler = source.join("events/yolo");
        std::fs::create_dir_all(&handler).expect("the folder is ours");
        assert!(fixture.watcher.watch(&handler));
        std::fs::write(source.join("notes"), "1").expect("the folder is ours");
        assert!(fixture.is_quiet());
        std::fs::rename(&source, fixture.folder.join("old")).expect("the folder is ours");
        assert!(fixture.changed());
        assert!(fixture.watcher.watch(&handler));
        std::fs::rename(fixture.folder.join("old"), &source).expect("the folder is ours");
        assert!(fixture.changed());
    }

    #[test]
    fn a_folder_that_went_and_came_again_is_watched_again() {
        let fixture = Fixture::new("again");
        let handler = fixture.folder.join("yolo");
        for _ in 0..2 {
            std::fs::create_dir(&handler).expect("the folder is ours");
            assert!(fixture.watcher.watch(&handler));
            std::fs::write(handler.join("a"), "1").expect("the folder is ours");
            assert!(fixture.changed());
            std::fs::remove_dir_all(&handler).expect("the folder is ours");
            assert!(fixture.changed());
        }
    }

    #[test]
    fn a_folder_is_watched_when_that_is_said_whoever_asked_first() {
        let (tell, changes) = channel();
        let (hold, held) = channel::<()>();
        let fixture = Fixture::new("first");
        let folder = fixture.folder.join("yolo");
        std::fs::create_dir(&folder).expect("the folder is ours");
        // While what is told is worked on, the system watches nothing more.
        let watcher = Watcher::new(move |paths: &[PathBuf]| {
            // The test may have ended.
            let _ = tell.send(paths.to_vec());
            let _ = held.recv_timeout(Duration::from_secs(1));
        })
        .expect("the system watches");
        assert!(watcher.watch(&fixture.folder));
        std::fs::write(fixture.folder.join("a"), "1").expect("the folder is ours");
        changes.recv_timeout(Duration::from_secs(5)).expect("it is told");
        std::thread::scope(|scope| {
            let first = scope.spawn(|| watcher.watch(&folder));
            std::thread::sleep(Duration::from_millis(100));
            assert!(watcher.watch(&folder));
            std::fs::write(folder.join("index.mjs"), "1").expect("the folder is ours");
            drop(hold);
            assert!(first.join().expect("it does not panic"));
        });
        let told = || changes.recv_timeout(Duration::from_secs(2));
        assert!(std::iter::from_fn(|| told().ok()).flatten().any(|path| path.starts_with(&folder)));
    }
}
