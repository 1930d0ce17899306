//! How completion is tested: a project with a cursor, and what is offered there.

use expect_test::Expect;

use crate::manifest::schema::File;
use crate::project::fixture::{Fixture, ROOT};
use crate::project::{Project, Role};
use crate::syntax::Syntax;

use super::{Asked, Completion, completion};

/// Everything that is offered at `$0`: the replaced text in brackets, then a line an offer with its detail and, where it
/// is not the label, what is written (` -> `), the indentation before (`|`) counted in columns.
pub(super) fn check(fixture: &str, expected: Expect) {
    check_first(usize::MAX, fixture, expected);
}

/// The same for the first so many.
pub(super) fn check_first(most: usize, fixture: &str, expected: Expect) {
    expected.assert_eq(&shown(fixture, most, |offer| {
        let mut line = offer.label.clone();
        if !offer.detail.is_empty() {
            line.push_str(&format!(" ({})", offer.detail));
        }
        let written = offer.snippet.as_ref().unwrap_or(&offer.text);
        if *written != offer.label {
            line.push_str(&format!(" -> {}", written.escape_debug()));
        }
        if let Some((_, white)) = &offer.indent {
            line.push_str(&format!(" | indented {}", white.len()));
        }
        line.replace("\\\"", "\"").replace("\\'", "'")
    }));
}

/// The first so many with what is said of each.
pub(super) fn check_documented(most: usize, fixture: &str, expected: Expect) {
    expected.assert_eq(&shown(fixture, most, |offer| {
        format!("{:?}: {}", offer.text, offer.docs.markdown().replace("\n\n", " "))
    }));
}

/// The labels of all that is offered at `$0`.
pub(super) fn labels(fixture: &str) -> Vec<String> {
    let shown = shown(fixture, usize::MAX, |offer| offer.label.clone());
    shown.lines().skip(1).map(str::to_owned).collect()
}

fn shown(fixture: &str, most: usize, show: impl Fn(&Completion) -> String) -> String {
    let fixture = Fixture::parse(fixture);
    let (path, offset) = fixture.cursor.clone().expect("the fixture has a cursor");
    let files = fixture.file_system();
    let project = Project::load(&files, &fixture.manifest()).expect("the fixture has a manifest");
    let (_, text) = fixture.files.iter().find(|(name, _)| *name == path).expect("it is a file");
    let syntax = Syntax::parse(text.as_str());
    let file = match Role::of(&std::path::Path::new(ROOT).join(&path)) {
        Some(Role::FunctionConfig) => File::FunctionConfig,
        Some(Role::Preferences) => File::Preferences,
        _ => File::Manifest,
    };
    let asked = Asked { file, syntax: &syntax, project: Some(&project), files: &files };
    let offers = completion(asked, offset);
    let Some(first) = offers.first() else { return "nothing\n".to_owned() };
    let mut out = format!("[{}]\n", first.span.of(text));
    for offer in offers.iter().take(most) {
        out.push_str(&show(offer));
        out.push('\n');
    }
    out
}
