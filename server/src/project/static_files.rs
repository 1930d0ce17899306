//! Files of the static folder that a route of the app may stand in the way of.

use crate::manifest::{Function, Static, is_truthy, static_assets};
use crate::syntax::Reading;

use super::directories::Directories;

/// How many files are looked at: enough to find one of each depth.
const MOST: usize = 2_000;

/// The paths under `/_static` at which the static folder's files are served, as far down as a route without a catch-all
/// whose first part is a parameter can reach; none where there is no such route. Of a file whose name gets a
/// fingerprint the last part is a guess.
pub(super) fn static_files(
    directories: &mut Directories<'_>,
    reading: &Reading,
    functions: &[Function],
) -> Vec<String> {
    let routes = functions.iter().filter_map(|function| function.route.as_ref());
    let reaching = routes.filter(|route| {
        matches!(route.method.as_str(), "get" | "any")
            && route.path.starts_with("/:")
            && !route.path.contains('*')
    });
    // The first part takes `_static`.
    let depth = reaching.map(|route| route.path.matches('/').count() - 1).max().unwrap_or(0);
    if depth == 0 {
        return Vec::new();
    }
    let Some(Static::On(settings)) = static_assets(reading) else { return Vec::new() };
    let Some(folder) = settings.value("folder").as_str() else { return Vec::new() };
    let prefix = settings.value("prefix");
    let prefix = prefix.as_str().filter(|_| is_truthy(prefix)).unwrap_or_default();
    let prefix: Vec<&str> = prefix.split('/').filter(|part| !part.is_empty()).collect();
    let mut found = Vec::new();
    walk(directories, folder, &prefix.join("/"), depth.saturating_sub(prefix.len()), &mut found);
    found
}

fn walk(
    directories: &mut Directories<'_>,
    folder: &str,
    served: &str,
    depth: usize,
    found: &mut Vec<String>,
) {
    let Some(listing) = directories.list(folder).filter(|_| depth > 0) else { return };
    let join = |name: &str| match served {
        "" => name.to_owned(),
        served => format!("{served}/{name}"),
    };
    // What is never published. (`@architect/deploy`, `static/publish`)
    let is_published = |name: &&str| {
        let name = name.to_lowercase();
        name != ".ds_store" && name != "node_modules" && !name.starts_with("readme")
    };
    let room = MOST.saturating_sub(found.len());
    found.extend(listing.files().filter(is_published).take(room).map(join));
    for name in listing.folders().filter(is_published) {
        if found.len() >= MOST {
            return;
        }
        walk(directories, &format!("{folder}/{name}"), &join(name), depth - 1, found);
    }
}
