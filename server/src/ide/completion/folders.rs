//! Folders and files of the project.

use crate::project::FileKind;
use crate::text::Span;

use super::asked::Asked;
use super::item::{Completion, CompletionKind};
use super::place::Place;

/// The most names of one folder that are offered.
const MOST: usize = 200;

/// Handler folders that nothing declares, then the folders below the one that is written.
pub(super) fn offers(asked: Asked<'_>, place: &Place<'_>) -> Vec<Completion> {
    let mut offers = Vec::new();
    let typed = place.word.of(place.text);
    for undeclared in asked.project.map_or(&[][..], |project| &project.undeclared) {
        if place.pragma == Some(undeclared.pragma.name()) && undeclared.dir.starts_with(typed) {
            let offer = Completion::new(place, CompletionKind::Folder, &undeclared.dir);
            offers.push(offer.detail("a handler that is not declared"));
        }
    }
    for offer in listed(asked, place, false) {
        if !offers.iter().any(|known: &Completion| known.label == offer.label) {
            offers.push(offer);
        }
    }
    offers
}

/// The files and folders below the folder that is written.
pub(super) fn modules(asked: Asked<'_>, place: &Place<'_>) -> Vec<Completion> {
    listed(asked, place, true)
}

fn listed(asked: Asked<'_>, place: &Place<'_>, with_files: bool) -> Vec<Completion> {
    let Some(project) = asked.project else { return Vec::new() };
    let typed = Span::new(place.word.start, place.offset).of(place.text);
    let above = typed.rfind('/').map_or("", |at| &typed[..=at]);
    // Only what lies in the project: an absolute path would leave it.
    if above.starts_with('/') || above.split('/').any(|part| part == "..") {
        return Vec::new();
    }
    let Ok(listing) = asked.files.list(&project.root.join(above)) else { return Vec::new() };
    listing
        .iter()
        .filter(|entry| with_files || entry.kind == FileKind::Folder)
        .filter_map(|entry| Some((entry.name.to_str()?, entry.kind)))
        .filter(|(name, _)| !name.starts_with('.') && *name != "node_modules" && is_bare(name))
        .take(MOST)
        .map(|(name, kind)| {
            let kind = match kind {
                FileKind::Folder => CompletionKind::Folder,
                FileKind::File => CompletionKind::File,
            };
            Completion::new(place, kind, format!("{above}{name}"))
        })
        .collect()
}

/// Whether a name may stand without quotes.
fn is_bare(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/~-_.,:$*?&!%=+|^".contains(&byte))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::completion::testing::check;

    #[test]
    fn folders_below_what_is_written() {
        let disk = "#- src/events/oh/index.js\n#- src/shared/a.js\n#- lib/a/b.js\n#- node_modules/x/y.js\n";
        check(
            &format!("@app\nx\n@events\na\n  src $0\n{disk}"),
            expect![[r#"
            []
            src/events/oh (a handler that is not declared)
            lib
            src
        "#]],
        );
        check(
            &format!("@app\nx\n@events\na\n  src src/s$0\n{disk}"),
            expect![[r#"
            [src/s]
            src/events
            src/shared
        "#]],
        );
        check(
            &format!("@app\nx\n@events\na\n  src ../$0\n{disk}"),
            expect![[r#"
            nothing
        "#]],
        );
        check(
            &format!("@app\nx\n@plugins\na\n  src lib/a/$0\n{disk}"),
            expect![[r#"
            [lib/a/]
            lib/a/b.js
        "#]],
        );
    }
}
