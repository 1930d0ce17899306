//! The floor of checking a tree: walks the folder that is named, with two threads and no ignore files, and reads
//! the manifests.

use std::sync::atomic::{AtomicU64, Ordering};

use ignore::{WalkBuilder, WalkState};

fn main() {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| ".".into());
    let bytes = AtomicU64::new(0);
    let files = AtomicU64::new(0);
    let walk = WalkBuilder::new(folder).standard_filters(false).threads(2).build_parallel();
    walk.run(|| {
        Box::new(|entry| {
            if let Ok(entry) = entry {
                files.fetch_add(1, Ordering::Relaxed);
                if entry.file_name() == "app.arc"
                    && let Ok(text) = std::fs::read(entry.path())
                {
                    bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
                }
            }
            WalkState::Continue
        })
    });
    println!("{} entries, {} bytes of manifests", files.into_inner(), bytes.into_inner());
}
