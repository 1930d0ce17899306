//! `newer-architect`: what the Architect that deploys the project does not know yet.

use crate::manifest::schema::{self, File, Place, Release, SettingSpec};
use crate::project::{Project, SourceFile};
use crate::syntax::{Entry, Pragma, Scalar, Shape};
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "newer-architect",
    summary: "a pragma or setting that is newer than the Architect that deploys the project",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Where `architect` in `arc-lsp.toml` says which version of Architect deploys the project, finds pragmas, settings \
           and short names of runtimes that only a later one reads. Without that setting nothing is found. What is \
           known of releases goes back to Architect 8.",
    why: "An older Architect ignores what it does not know, without a word: the index is not made, the storage stays \
          as small as it was. Or it rejects the manifest.",
    how: "Update Architect and say so in `arc-lsp.toml`, or take the setting out.",
    sources: &["https://github.com/architect/architect/blob/main/changelog.md"],
    example: Example {
        bad: "@app\nmy-app\n@aws\nstorage 1024\n#- arc-lsp.toml\narchitect = \"10.1\"\n",
        good: "@app\nmy-app\n@aws\nstorage 1024\n#- arc-lsp.toml\narchitect = \"10.2\"\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let Some(release) = &project.settings.architect else { return };
    // A file may be the config of several functions; it is listed once.
    let configs = project.configs.iter().filter_map(|config| config.source.as_ref());
    let files = std::iter::once((&project.manifest, File::Manifest))
        .chain(project.preferences.as_ref().map(|file| (file, File::Preferences)))
        .chain(configs.map(|file| (file, File::FunctionConfig)));
    for (file, kind) in files {
        let mut finder = Finder { release, file, problems };
        for pragma in file.syntax.reading.effective() {
            finder.pragma(kind, pragma);
        }
    }
}

/// The first value behind the name of an entry.
fn value(entry: &Entry) -> Option<&Scalar> {
    match &entry.shape {
        Shape::Array(items) => items.get(1),
        Shape::Vector { items, .. } => items.first(),
        Shape::Scalar(_) | Shape::Map { .. } => None,
    }
}

struct Finder<'a> {
    release: &'a Release,
    file: &'a SourceFile,
    problems: &'a mut Vec<Problem>,
}

impl Finder<'_> {
    fn pragma(&mut self, kind: File, pragma: &Pragma) {
        let Some(spec) = schema::pragma_of(kind, &pragma.name) else { return };
        if let Some(since) = schema::since(spec.name).filter(|since| self.release.is_before(since))
        {
            self.report(pragma.span, &format!("@{}", pragma.name), since);
            return;
        }
        for entry in &pragma.entries {
            match spec.place {
                Place::Pragma => {
                    self.setting(spec.setting(&entry.head().text), entry.head());
                    if entry.head().text == "runtime" {
                        self.runtime(value(entry));
                    }
                }
                Place::Entry => {
                    for pair in entry.pairs() {
                        self.setting(spec.setting(&pair.key.text), &pair.key);
                    }
                }
                Place::Nowhere => {}
            }
        }
    }

    fn setting(&mut self, spec: Option<&SettingSpec>, name: &Scalar) {
        let since = spec.and_then(|spec| spec.since);
        if let Some(since) = since.filter(|since| self.release.is_before(since)) {
            self.report(name.span, &name.text, since);
        }
    }

    fn runtime(&mut self, name: Option<&Scalar>) {
        let since = schema::RUNTIME_ALIASES_SINCE;
        let aliases = schema::RUNTIME_ALIASES;
        let alias = name
            .filter(|name| aliases.iter().any(|alias| alias.name.eq_ignore_ascii_case(&name.text)));
        if let Some(name) = alias.filter(|_| self.release.is_before(since)) {
            self.report(name.span, &name.text, since);
        }
    }

    fn report(&mut self, span: Span, name: &str, since: &str) {
        let release = self.release;
        let message = format!(
            "`{name}` needs Architect {since}, and `arc-lsp.toml` says that {release} deploys this project"
        );
        self.problems.push(Problem::new(&RULE, self.file, span, message));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn pragmas_settings_and_short_names() {
        check_rule(
            "newer-architect",
            "@app\nmy-app\n@aws\nruntime py\nstorage 1024\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  a *String\n\
             @scheduled\na\n  rate 1 day\n  timezone Europe/Paris\n#- src/scheduled/a/config.arc\n@aws\nstorage 600\n\
             #- prefs.arc\n@sandbox-start\nx\n#- arc-lsp.toml\narchitect = '9.1'\n",
            expect![[r#"
                | runtime py
                          ^^ warning[newer-architect]: `py` needs Architect 9.2.0, and `arc-lsp.toml` says that 9.1 deploys this project
                | storage 1024
                  ^^^^^^^ warning[newer-architect]: `storage` needs Architect 10.2.0, and `arc-lsp.toml` says that 9.1 deploys this project
                | @tables-indexes
                  ^^^^^^^^^^^^^^^ warning[newer-architect]: `@tables-indexes` needs Architect 9.4.0, and `arc-lsp.toml` says that 9.1 deploys this project
                |   timezone Europe/Paris
                    ^^^^^^^^ warning[newer-architect]: `timezone` needs Architect 12.0.0, and `arc-lsp.toml` says that 9.1 deploys this project
                prefs.arc
                | @sandbox-start
                  ^^^^^^^^^^^^^^ warning[newer-architect]: `@sandbox-start` needs Architect 10.0.2, and `arc-lsp.toml` says that 9.1 deploys this project
                src/scheduled/a/config.arc
                | storage 600
                  ^^^^^^^ warning[newer-architect]: `storage` needs Architect 10.2.0, and `arc-lsp.toml` says that 9.1 deploys this project
            "#]],
        );
    }

    #[test]
    fn what_may_be_new_enough_is() {
        check_rule(
            "newer-architect",
            "@app\nmy-app\n@aws\nstorage 1024\n#- arc-lsp.toml\narchitect = '10'\n",
            expect![[""]],
        );
    }
}
