//! A problem, and what can be done about it.

use std::path::{Path, PathBuf};

use crate::project::SourceFile;
use crate::text::Span;

use super::rule::{Rule, Severity};

/// Something that a person has to be told.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, with the offending text, and what would be right.
    pub message: String,
    /// The absolute path of the file that it stands in.
    pub file: PathBuf,
    /// The offending characters.
    pub span: Span,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// What can be done, the preferred way first.
    pub fixes: Vec<Fix>,
    /// How an editor may draw it.
    pub tag: Option<Tag>,
}

/// How an editor may draw a problem's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Faded: it has no effect.
    Unnecessary,
    /// Struck through: it should no longer be used.
    Deprecated,
}

/// Another place that explains a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// The absolute path of the file.
    pub file: PathBuf,
    /// The place in it; empty at 0 where the whole file is meant.
    pub span: Span,
}

/// A way to mend a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative: "Create handler `src/events/yolo/index.mjs`".
    pub title: String,
    /// Whether it can be applied unseen: what is deployed cannot change by it, or Architect or AWS would have
    /// rejected the manifest before and only one mending is possible.
    pub safe: bool,
    /// Replacements, which do not overlap.
    pub edits: Vec<Edit>,
    /// Files to create. None of them exists.
    pub creates: Vec<Create>,
}

/// A replacement in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The absolute path of the file.
    pub file: PathBuf,
    /// What is replaced.
    pub span: Span,
    /// The replacement.
    pub text: String,
}

/// A file to create, with the folders above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Create {
    /// Its absolute path.
    pub file: PathBuf,
    /// Its text.
    pub text: String,
}

impl Problem {
    /// A problem of a rule in a file, with the rule's severity.
    pub fn new(
        rule: &'static Rule,
        file: &SourceFile,
        span: Span,
        message: impl Into<String>,
    ) -> Problem {
        Problem::at(rule, &file.path, span, message)
    }

    /// A problem of a rule in a file that only its path is known of.
    pub fn at(rule: &'static Rule, file: &Path, span: Span, message: impl Into<String>) -> Problem {
        Problem {
            rule,
            severity: rule.severity,
            message: message.into(),
            file: file.to_owned(),
            span,
            related: Vec::new(),
            fixes: Vec::new(),
            tag: None,
        }
    }

    /// The same with another severity.
    pub fn with_severity(mut self, severity: Severity) -> Problem {
        self.severity = severity;
        self
    }

    /// The same with a tag.
    pub fn with_tag(mut self, tag: Tag) -> Problem {
        self.tag = Some(tag);
        self
    }

    /// The same with one more place that explains it.
    pub fn with_related(mut self, file: &Path, span: Span, message: impl Into<String>) -> Problem {
        self.related.push(Related { message: message.into(), file: file.to_owned(), span });
        self
    }

    /// The same with one more fix.
    pub fn with_fix(mut self, fix: Fix) -> Problem {
        self.fixes.push(fix);
        self
    }
}

impl Fix {
    /// A fix that replaces one stretch of a file.
    pub fn replace(
        title: impl Into<String>,
        safe: bool,
        file: &Path,
        span: Span,
        text: impl Into<String>,
    ) -> Fix {
        let edit = Edit { file: file.to_owned(), span, text: text.into() };
        Fix { title: title.into(), safe, edits: vec![edit], creates: Vec::new() }
    }

    /// A fix that creates a file. Never safe: what a handler does is for a person to write.
    pub fn create(title: impl Into<String>, file: PathBuf, text: impl Into<String>) -> Fix {
        let create = Create { file, text: text.into() };
        Fix { title: title.into(), safe: false, edits: Vec::new(), creates: vec![create] }
    }
}
