//! Every place that has to do with what stands at one.

use std::path::Path;

use crate::project::Project;

use super::definition::{Target, configured, overriding, setting_at, whole};
use super::mentions::{Named, mention_at, mentions};

/// The mentions of what stands at `offset` of a file of the project; of a function its config too, of a setting of
/// `@aws` the configs that override it. Without what declares it, where that is not asked for.
pub fn references(
    project: &Project,
    file: &Path,
    offset: usize,
    with_declaration: bool,
) -> Vec<Target> {
    if file != project.manifest.path {
        return configured(project, file, offset).map_or_else(Vec::new, |it| it.targets);
    }
    let target = |span| Target { file: project.manifest.path.clone(), span, focus: span };
    let Some(at) = mention_at(project, offset) else {
        let Some(found) = overriding(project, offset) else { return Vec::new() };
        let setting = setting_at(project, offset).filter(|_| with_declaration);
        let itself = setting.map(|setting| target(setting.head().span));
        return itself.into_iter().chain(found.targets).collect();
    };
    let mentions = mentions(project, &at.named).into_iter();
    let mentions = mentions.filter(|mention| with_declaration || !mention.is_declaration);
    let mut found: Vec<Target> = mentions.map(|mention| target(mention.span)).collect();
    if let Named::Function(index) = at.named {
        found.extend(project.config_of(index).map(|config| whole(&config.path)));
    }
    found
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::references;
    use crate::project::fixture::{Fixture, ROOT};

    fn check(fixture: &str, expected: Expect) {
        let fixture = Fixture::parse(fixture);
        let (file, offset) = fixture.cursor.clone().expect("the fixture has a cursor");
        let project = fixture.project();
        let path = std::path::Path::new(ROOT).join(file);
        let mut out = String::new();
        let others = references(&project, &path, offset, false);
        for target in references(&project, &path, offset, true) {
            let file = project.relative(&target.file);
            let text = fixture.files.iter().find(|(path, _)| *path == file);
            let line =
                text.map_or(1, |(_, text)| text[..target.span.start].matches('\n').count() + 1);
            let mark = if others.contains(&target) { "-" } else { "=" };
            out.push_str(&format!("{mark}{file}:{line}\n"));
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn of_a_table() {
        check(
            "@tables\ncats\n  id *\n@tables-indexes\ncats\n  n *\ncats\n  m *\n@tables-streams\nlog\n  table ca$0ts\n",
            expect![[r#"
                =app.arc:2
                -app.arc:5
                -app.arc:7
                -app.arc:11
            "#]],
        );
    }

    #[test]
    fn of_a_function() {
        check(
            "@events\n$0a\n@shared\nevents\n  a\n#- src/events/a/config.arc\n@aws\ntimeout 5\n",
            expect![[r#"
                =app.arc:2
                -app.arc:5
                -src/events/a/config.arc:1
            "#]],
        );
        check(
            "@events\na\nb\n  src src/events/a\n#- src/events/a/config.arc\n@aws\ntime$0out 5\n",
            expect![[r#"
                -app.arc:2
                -app.arc:3
            "#]],
        );
    }

    #[test]
    fn of_a_setting() {
        check(
            "@aws\n$0timeout 5\n@events\na\n#- src/events/a/config.arc\n@aws\ntimeout 6\n",
            expect![[r#"
                =app.arc:2
                -src/events/a/config.arc:2
            "#]],
        );
    }
}
