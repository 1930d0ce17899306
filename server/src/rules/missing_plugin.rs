//! `missing-plugin`: a plugin that Architect would not find.

use crate::manifest::spelling::closest;
use crate::project::{Plugin, PluginAbsence, Project};
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "missing-plugin",
    summary: "a plugin that Architect would not find",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Looks for the plugins of `@plugins` and the macros of `@macros` as Architect does: `src/plugins/NAME.js`, `.mjs` and \
           the folder of that name, then the package `NAME` and the package `@NAME`, from the project upward; of the verbose \
           form, what `src` names. Silent where it may yet come: when a `package.json` or a lock file names the package and \
           nothing is installed yet, without any `package.json`, under Yarn's Plug'n'Play, or where a source lies that is compiled, or that git ignores.",
    why: "Architect stops with \"Cannot find plugin\" before it does anything else.",
    how: "Install the package (`npm install --save-dev @architect/plugin-typescript` for `architect/plugin-typescript`), correct \
          the name, or remove the line.",
    sources: &[
        "https://arc.codes/docs/en/reference/project-manifest/plugins",
        "https://github.com/architect/architect/issues/1478",
    ],
    example: Example {
        bad: "@app\nmy-app\n@plugins\nscope/my-plugn\n#- package.json\n{\"devDependencies\":{\"@scope/my-plugin\":\"1\"}}\n\
              #- node_modules/@scope/my-plugin/package.json\n{}\n",
        good: "@app\nmy-app\n@plugins\nscope/my-plugin\n#- package.json\n{\"devDependencies\":{\"@scope/my-plugin\":\"1\"}}\n\
               #- node_modules/@scope/my-plugin/package.json\n{}\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let absent =
        project.plugins.iter().filter_map(|plugin| Some((plugin, plugin.absence.as_ref()?)));
    problems.extend(absent.map(|(plugin, absence)| problem(project, plugin, absence)));
}

fn problem(project: &Project, plugin: &Plugin, absence: &PluginAbsence) -> Problem {
    let file = &project.manifest;
    let name = &plugin.name;
    let folder = if plugin.is_macro { "src/macros" } else { "src/plugins" };
    match absence {
        PluginAbsence::NoSource => {
            let (place, span) = match &plugin.src {
                Some(src) => (format!("`{}`", src.text), src.span),
                None => (format!("`{folder}/{name}`"), plugin.name_span),
            };
            let message = format!(
                "no module is at {place}, so Architect does not find the plugin `{name}` and stops"
            );
            Problem::new(&RULE, file, span, message)
        }
        PluginAbsence::NotInstalled { package } => {
            let listed = project.relative(package);
            let message = format!(
                "`{name}` is not installed, so Architect does not find it and stops: `{listed}` lists it, so install what it \
                 lists"
            );
            Problem::new(&RULE, file, plugin.name_span, message).with_related(
                package,
                Span::at(0),
                "it is listed here",
            )
        }
        PluginAbsence::Unlisted { known } => {
            let message = format!(
                "`{name}` is neither a module in `{folder}` nor a package that is listed in a `package.json`, so Architect does \
                 not find it and stops"
            );
            let known = known.iter().map(|known| match name.starts_with('@') {
                true => known.as_str(),
                false => known.strip_prefix('@').unwrap_or(known),
            });
            match closest(name, known) {
                Some(meant) => {
                    let message = format!("{message}: did you mean `{meant}`?");
                    let title = format!("Change to `{meant}`");
                    let fix = Fix::replace(title, false, &file.path, plugin.name_span, meant);
                    Problem::new(&RULE, file, plugin.name_span, message).with_fix(fix)
                }
                None => {
                    let message = format!("{message}: install it, or correct its name");
                    Problem::new(&RULE, file, plugin.name_span, message)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn what_is_missing_and_why() {
        check_rule(
            "missing-plugin",
            "@app\nmy-app\n@plugins\nmine\nother\nscope/listed\ninstalled\nverbose\n  src lib/verbose.mjs\nempty\n  x y\n@macros\nold\n\
             #- src/plugins/mine.js\n#- node_modules/installed/index.js\n#- package.json\n{\"dependencies\":{\"@scope/listed\":\"1\"}}\n",
            expect![[r#"
                | other
                  ^^^^^ warning[missing-plugin]: `other` is neither a module in `src/plugins` nor a package that is listed in a `package.json`, so Architect does not find it and stops: install it, or correct its name
                | scope/listed
                  ^^^^^^^^^^^^ warning[missing-plugin]: `scope/listed` is not installed, so Architect does not find it and stops: `package.json` lists it, so install what it lists
                  see package.json: it is listed here
                |   src lib/verbose.mjs
                        ^^^^^^^^^^^^^^^ warning[missing-plugin]: no module is at `lib/verbose.mjs`, so Architect does not find the plugin `verbose` and stops
                | empty
                  ^^^^^ warning[missing-plugin]: no module is at `src/plugins/empty`, so Architect does not find the plugin `empty` and stops
                | old
                  ^^^ warning[missing-plugin]: `old` is neither a module in `src/macros` nor a package that is listed in a `package.json`, so Architect does not find it and stops: install it, or correct its name
            "#]],
        );
    }

    #[test]
    fn before_an_installation_nothing_is_missing() {
        check_rule(
            "missing-plugin",
            "@app\nmy-app\n@plugins\nscope/listed\n#- package.json\n{\"dependencies\":{\"@scope/listed\":\"1\"}}\n",
            expect![""],
        );
    }
}
