//! Plugins: what `package.json` lists, and the modules of the project.

use crate::manifest::schema::PragmaSpec;

use super::asked::Asked;
use super::documentation::Docs;
use super::item::{Completion, CompletionKind};
use super::place::Place;

/// Packages and modules that are not listed yet: first those whose name says that they are plugins.
pub(super) fn offers(
    asked: Asked<'_>,
    spec: &'static PragmaSpec,
    place: &Place<'_>,
) -> Vec<Completion> {
    let Some(project) = asked.project.filter(|_| place.is_alone()) else { return Vec::new() };
    let entries = place.entries();
    let is_open = |name: &str| {
        !entries
            .iter()
            .any(|words| words.first().is_some_and(|it| it.trim_start_matches('@') == name))
    };
    let mut offers = Vec::new();
    let folder = project.root.join("src").join(spec.name);
    if let Ok(listing) = asked.files.list(&folder) {
        let modules = listing.files().filter_map(|name| {
            let (stem, extension) = name.rsplit_once('.')?;
            ["js", "mjs", "cjs"].contains(&extension).then_some(stem)
        });
        for name in modules.chain(listing.folders()).filter(|name| is_open(name)) {
            let offer = Completion::new(place, CompletionKind::Package, name);
            offers.push(offer.detail(format!("src/{}/{name}", spec.name)));
        }
    }
    if let Some(package) = &project.package {
        let all = package.dependencies.keys().chain(package.other_dependencies.keys());
        // Outside quotes `@` begins a pragma; Architect finds a scoped package without it, too.
        let mut names: Vec<&str> = all.map(|name| name.trim_start_matches('@')).collect();
        names.sort_by_key(|name| !looks_like_a_plugin(name));
        for name in names.into_iter().filter(|name| is_open(name)) {
            let offer = Completion::new(place, CompletionKind::Package, name);
            offers.push(offer.detail("in package.json"));
        }
    }
    let forms = spec.entries.iter().skip(1).map(|form| {
        let offer = Completion::new(place, CompletionKind::Form, form.label);
        offer.docs(Docs::Words(form.summary.to_owned())).snippet(form.snippet)
    });
    offers.extend(forms);
    offers
}

fn looks_like_a_plugin(name: &str) -> bool {
    name.contains("plugin") || name.contains("macro")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::completion::testing::check_first;

    #[test]
    fn packages_and_modules() {
        check_first(
            5,
            "@app\nx\n@plugins\nmine\n$0\n#- package.json\n{\"dependencies\":{\"aws-sdk\":\"1\",\"@architect/plugin-typescript\":\"1\"}}\n#- src/plugins/mine.js\n#- src/plugins/other/index.js\n",
            expect![[r#"
                []
                other (src/plugins/other)
                architect/plugin-typescript (in package.json)
                aws-sdk (in package.json)
                name with src -> ${1:my-plugin}\n  src ${2:lib/my-plugin.js}
                src ->   src 
            "#]],
        );
    }
}
