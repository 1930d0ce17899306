//! An action, and what is asked for one.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::project::Project;
use crate::rules::{Edit, Fix, Problem};
use crate::text::{Span, with_line_ends};

/// What actions are asked for.
#[derive(Clone, Copy)]
pub struct Requested<'p> {
    /// The project that the file belongs to.
    pub project: &'p Project,
    /// Its problems.
    pub problems: &'p [Problem],
    /// The file.
    pub file: &'p Path,
    /// The stretch of it.
    pub span: Span,
    /// The kinds that are wanted.
    pub wanted: &'p dyn Fn(ActionKind) -> bool,
}

/// Something that an editor offers to do.
#[derive(Clone, Debug)]
pub struct CodeAction<'p> {
    /// What it does, as an imperative.
    pub title: String,
    /// Its kind.
    pub kind: ActionKind,
    /// The problems that it mends; none of an action that only rewrites.
    pub problems: Vec<&'p Problem>,
    /// Whether it is the first thing to do about its problem.
    pub preferred: bool,
    /// What comes of it.
    pub effect: Effect<'p>,
}

/// What comes of an action.
#[derive(Clone, Debug)]
pub enum Effect<'p> {
    /// Edits and new files.
    Fix(Cow<'p, Fix>),
    /// What [`super::fix_all()`] finds.
    FixAll,
    /// A folder that is removed with everything in it.
    Remove(PathBuf),
    /// Nothing, for this reason.
    Disabled(String),
}

/// The kinds of action, as LSP names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Mends a problem.
    QuickFix,
    /// Says the same in another way, or nearly the same.
    Rewrite,
    /// Writes the handlers of the whole manifest.
    Scaffold,
    /// Mends all that can be mended unseen.
    FixAll,
}

impl ActionKind {
    /// All of them.
    pub const ALL: [ActionKind; 4] =
        [ActionKind::QuickFix, ActionKind::Rewrite, ActionKind::Scaffold, ActionKind::FixAll];

    /// Its name in the protocol; a dot stands before a narrower kind.
    pub fn name(self) -> &'static str {
        match self {
            ActionKind::QuickFix => "quickfix",
            ActionKind::Rewrite => "refactor.rewrite",
            ActionKind::Scaffold => "source.scaffold.arc",
            ActionKind::FixAll => "source.fixAll.arc",
        }
    }
}

impl<'p> Requested<'p> {
    /// The problems that touch the stretch.
    pub(super) fn here(self) -> impl Iterator<Item = &'p Problem> {
        self.problems
            .iter()
            .filter(move |problem| problem.file == self.file && touch(problem.span, self.span))
    }

    /// Whether a stretch of the file is meant.
    pub(super) fn is_at(self, span: Span) -> bool {
        touch(span, self.span)
    }

    /// A rewriting that replaces a stretch of the manifest, its lines ending as the manifest's do.
    pub(super) fn rewrite(self, title: String, span: Span, text: &str) -> CodeAction<'p> {
        let manifest = &self.project.manifest;
        let text = with_line_ends(&manifest.syntax.text, text);
        let fix = Fix::replace(title, false, &manifest.path, span, text);
        CodeAction::new(ActionKind::Rewrite, fix)
    }
}

impl<'p> CodeAction<'p> {
    /// An action of a problem's own, or of none.
    pub(super) fn new(kind: ActionKind, fix: Fix) -> CodeAction<'p> {
        CodeAction {
            title: fix.title.clone(),
            kind,
            problems: Vec::new(),
            preferred: false,
            effect: Effect::Fix(Cow::Owned(fix)),
        }
    }

    /// An action that cannot be taken here.
    pub(super) fn disabled(
        kind: ActionKind,
        title: &str,
        reason: impl Into<String>,
    ) -> CodeAction<'p> {
        CodeAction {
            title: title.to_owned(),
            kind,
            problems: Vec::new(),
            preferred: false,
            effect: Effect::Disabled(reason.into()),
        }
    }
}

/// The edits, those at one place made one, in the order given.
pub(super) fn merged(edits: impl Iterator<Item = Edit>) -> Vec<Edit> {
    let mut all: Vec<Edit> = Vec::new();
    for edit in edits {
        let same = all.iter_mut().find(|known| known.file == edit.file && known.span == edit.span);
        match same {
            Some(known) if edit.span.is_empty() => known.text.push_str(&edit.text),
            _ => all.push(edit),
        }
    }
    all
}

fn touch(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}
