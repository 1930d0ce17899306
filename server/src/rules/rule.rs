//! How a rule is declared.

use jiff::Timestamp;

use crate::project::Project;

use super::problem::Problem;
use super::scope::Scope;
use super::versions::Versions;

/// How much a problem weighs, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Hint,
    /// Works, and not as it is written.
    Warning,
    /// Architect or AWS refuses it, or something is lost.
    Error,
}

impl Severity {
    /// Its name in options and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Severity> {
        [Severity::Hint, Severity::Warning, Severity::Error].into_iter().find(|s| s.name() == name)
    }
}

/// Whether a rule's problems come with a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixAvailability {
    /// Never.
    None,
    /// Often, and applying it cannot change what is deployed, or only one mending is possible.
    Safe,
    /// Often, and it needs a look: it guesses at what was meant, or changes what is deployed.
    Unsafe,
}

impl FixAvailability {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            FixAvailability::None => "none",
            FixAvailability::Safe => "safe",
            FixAvailability::Unsafe => "unsafe",
        }
    }
}

/// Two small projects in the format of [`crate::project::fixture`]: one in which the rule fires, one in
/// which nothing does.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The rule fires here, and no other does.
    pub bad: &'static str,
    /// The same, mended: nothing fires.
    pub good: &'static str,
}

/// A rule: everything that is ever said about it.
#[derive(Debug)]
pub struct Rule {
    /// Its name, in kebab case, which is also its code and the name of its page.
    pub name: &'static str,
    /// One line without a full stop.
    pub summary: &'static str,
    /// How much its problems weigh unless they say otherwise.
    pub severity: Severity,
    /// Whether its problems come with a fix.
    pub fix: FixAvailability,
    /// What the rule looks at, in Markdown.
    pub what: &'static str,
    /// What happens to those who do not heed it, in Markdown.
    pub why: &'static str,
    /// What to do, in Markdown.
    pub how: &'static str,
    /// Where the rule comes from: pages of Architect or AWS.
    pub sources: &'static [&'static str],
    /// Where it fires and where it does not.
    pub example: Example,
}

/// Rules that are found in one go.
pub(super) struct Group {
    /// The rules.
    pub(super) rules: &'static [&'static Rule],
    /// Finds the problems of all of them.
    pub(super) check: Check,
}

/// How problems are found, and on what of the manifest they depend, so that after an edit of something else they are not
/// looked for again. Only the first may look at the disk around the manifest.
pub(super) enum Check {
    /// On anything.
    Whole(fn(&Project, &mut Vec<Problem>)),
    /// On the entries of these pragmas, and on what cannot change without a change in [`Context`](super::again::Context).
    Of(&'static [&'static str], fn(&Project, &mut Vec<Problem>)),
    /// Each problem, of those in the manifest, on the pragma that it stands under, and on the same.
    ByPragma(fn(&Project, &Scope, &mut Vec<Problem>)),
    /// Each problem, of those in the manifest, on the entry that it stands in, and on the same.
    ByEntry(fn(&Project, &Scope, &mut Vec<Problem>)),
}

impl Group {
    /// Rules that look at the whole project.
    pub(super) const fn whole(
        rules: &'static [&'static Rule],
        check: fn(&Project, &mut Vec<Problem>),
    ) -> Group {
        Group { rules, check: Check::Whole(check) }
    }

    /// Rules that look at some pragmas, together.
    pub(super) const fn of(
        pragmas: &'static [&'static str],
        rules: &'static [&'static Rule],
        check: fn(&Project, &mut Vec<Problem>),
    ) -> Group {
        Group { rules, check: Check::Of(pragmas, check) }
    }

    /// Rules that look at each pragma by itself.
    pub(super) const fn by_pragma(
        rules: &'static [&'static Rule],
        check: fn(&Project, &Scope, &mut Vec<Problem>),
    ) -> Group {
        Group { rules, check: Check::ByPragma(check) }
    }

    /// Rules that look at each entry by itself.
    pub(super) const fn by_entry(
        rules: &'static [&'static Rule],
        check: fn(&Project, &Scope, &mut Vec<Problem>),
    ) -> Group {
        Group { rules, check: Check::ByEntry(check) }
    }
}

/// Rules about what changes between two versions of a manifest. The examples of these have the old version in `before/`.
pub(super) struct VersionGroup {
    /// The rules.
    pub(super) rules: &'static [&'static Rule],
    /// Finds the problems of all of them.
    pub(super) check: fn(&Versions<'_>, &mut Vec<Problem>),
}

/// Rules whose problems depend on the time of day, too.
pub(super) struct TimedGroup {
    /// The rules.
    pub(super) rules: &'static [&'static Rule],
    /// Finds the problems of all of them, seen from a point in time.
    pub(super) check: fn(&Project, Timestamp, &mut Vec<Problem>),
}
