//! Hovers, as an editor shows them.

mod entries;
mod settings;

use std::cell::OnceCell;
use std::path::Path;

use expect_test::Expect;

use super::{HoverContext, hover};
use crate::project::fixture::{Fixture, ROOT};
use crate::sam::Packaged;

/// Hovers at `$0`; `expected` has the hovered text in brackets, then the answer.
fn check(fixture: &str, expected: Expect) {
    expected.assert_eq(&answer(fixture));
}

fn answer(fixture: &str) -> String {
    let fixture = Fixture::parse(fixture);
    let (file, offset) = fixture.cursor.clone().expect("the fixture has a cursor");
    let project = fixture.project();
    let packaged = OnceCell::new();
    let packaged = || packaged.get_or_init(|| Packaged::of(&project, None));
    let context = HoverContext {
        project: &project,
        packaged: &packaged,
        template: project.settings.hover.template.unwrap_or_default(),
        now: "2026-01-15T12:00:00Z".parse().expect("a point in time"),
    };
    let file = Path::new(ROOT).join(file);
    let source = project.arc_files().find(|it| it.path == file).expect("a file of the project");
    let answer = hover(&context, &file, offset);
    let shown = answer.map(|it| format!("[{}]\n{}", it.span.of(&source.syntax.text), it.markdown));
    shown.unwrap_or_else(|| "nothing\n".to_owned())
}

/// The same without the template.
fn check_words(fixture: &str, expected: Expect) {
    check(&format!("{fixture}#- arc-lsp.toml\n[hover]\ntemplate = \"off\"\n"), expected);
}
