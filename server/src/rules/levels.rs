//! How much problems weigh by a project's settings.

use crate::project::{Level, Settings, SettingsProblem};

use super::problem::Problem;
use super::registry::{find, similar};
use super::rule::Severity;

/// Takes the problems away that the settings turn off or leave out, and weighs the rest as they say.
///
/// A problem that a rule itself takes less seriously than its others stays below them: it gets the level that is set,
/// or its own where that is lower.
pub(super) fn weigh(settings: &Settings, problems: &mut Vec<Problem>) {
    if settings.levels.is_empty() && settings.excludes_nothing() {
        return;
    }
    problems.retain_mut(|problem| {
        let level = match settings.level(problem.rule.name) {
            Some(Level::Off) => return false,
            Some(Level::Hint) => Some(Severity::Hint),
            Some(Level::Warning) => Some(Severity::Warning),
            Some(Level::Error) => Some(Severity::Error),
            None => None,
        };
        if let Some(level) = level {
            let doubted = problem.severity < problem.rule.severity;
            problem.severity = if doubted { level.min(problem.severity) } else { level };
        }
        !settings.excludes(&problem.file)
    });
}

/// Everything wrong with settings: what their file's reader found, and names of rules that do not exist.
pub fn settings_problems(settings: &Settings) -> Vec<SettingsProblem> {
    let unknown = settings.levels.iter().filter(|level| find(&level.rule).is_none());
    let unknown = unknown
        .map(|level| SettingsProblem { span: level.span, message: no_such_rule(&level.rule) });
    let mut problems: Vec<_> = settings.problems.iter().cloned().chain(unknown).collect();
    problems.sort_by_key(|problem| problem.span);
    problems
}

/// What to tell somebody who names a rule that does not exist.
pub fn no_such_rule(name: &str) -> String {
    match similar(name) {
        Some(similar) => format!("there is no rule `{name}`: did you mean `{similar}`?"),
        None => format!("there is no rule `{name}`: `arc-lsp explain` lists them all"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::project::fixture::Fixture;
    use crate::project::{EditorSettings, Memory, Settings};
    use crate::rules::{Severity, check};

    fn severities(settings: &str) -> Vec<(&'static str, Severity)> {
        let fixture = format!("@app\nmy app\n@event\nx\n#- arc-lsp.toml\n{settings}");
        let problems = check(&Fixture::parse(&fixture).project());
        problems.iter().map(|problem| (problem.rule.name, problem.severity)).collect()
    }

    #[test]
    fn settings_weigh_rules() {
        let (app, pragma) = ("missing-app", "unknown-pragma");
        assert_eq!(severities(""), [(app, Severity::Error), (pragma, Severity::Warning)]);
        assert_eq!(
            severities("[rules]\nmissing-app = 'hint'\nunknown-pragma = 'error'\n"),
            [(app, Severity::Hint), (pragma, Severity::Error)]
        );
        assert_eq!(severities("[rules]\nmissing-app = 'off'\n"), [(pragma, Severity::Warning)]);
        assert_eq!(severities("exclude = ['app.arc']\n"), []);
    }
    #[test]
    fn an_editor_may_leave_files_out_without_saying_more() {
        let said = serde_json::json!({ "exclude": ["app.arc"] });
        let editor = EditorSettings::from_json(&said, Vec::new());
        let files = Fixture::parse("@app\nmy app\n@event\nx\n");
        let settings = Settings::find_over(&Memory::default(), Path::new("/"), Some(&editor));
        let mut problems = check(&files.project());
        assert!(!problems.is_empty());
        super::weigh(&settings, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
    }
}
