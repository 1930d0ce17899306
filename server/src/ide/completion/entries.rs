//! New entries of a pragma.

use crate::manifest::schema::{Choice, EntryForm, HTTP_METHODS, PragmaSpec, ValueType};
use crate::manifest::{FunctionPragma, tables};
use crate::project::Undeclared;

use super::asked::Asked;
use super::documentation::Docs;
use super::item::{Completion, CompletionKind, escaped};
use super::place::Place;

/// What an entry of a pragma may begin with, or be.
pub(super) fn offers(
    asked: Asked<'_>,
    spec: &'static PragmaSpec,
    place: &Place<'_>,
) -> Vec<Completion> {
    match spec.name {
        "http" => routes(asked, spec, place),
        "tables-indexes" => of_tables(asked, spec, place),
        "app" => app(asked, spec, place),
        _ => {
            let mut offers = functions(asked, spec, place);
            if spec.name == "tables-streams" {
                offers.extend(of_tables(asked, spec, place));
            }
            offers.extend(forms(spec, place));
            offers.extend(literals(spec, place));
            offers
        }
    }
}

/// Methods, then routes whose handlers are on the disk, then the verbose form.
fn routes(asked: Asked<'_>, spec: &'static PragmaSpec, place: &Place<'_>) -> Vec<Completion> {
    let behind = if place.after.is_empty() { " " } else { "" };
    let mut offers: Vec<Completion> = HTTP_METHODS
        .iter()
        .map(|method| {
            let offer = Completion::new(place, CompletionKind::Value, method.name)
                .text(format!("{}{behind}", method.name))
                .docs(Docs::Words(method.summary.to_owned()));
            match place.after.is_empty() {
                true => offer.snippet(format!("{} ${{1:/}}", method.name)),
                false => offer,
            }
        })
        .collect();
    offers.extend(functions(asked, spec, place));
    offers.extend(forms(spec, place).skip(1));
    offers
}

/// The paths behind a method: of handlers on the disk, then those that other methods have.
pub(super) fn paths(asked: Asked<'_>, place: &Place<'_>) -> Vec<Completion> {
    let written = place.written();
    let [method] = written.as_slice() else { return Vec::new() };
    let method = method.to_lowercase();
    if !HTTP_METHODS.iter().any(|known| known.name == method) {
        return Vec::new();
    }
    let entries = place.entries();
    let mut offers: Vec<Completion> = Vec::new();
    for undeclared in missing(asked, FunctionPragma::Http, &entries) {
        let Some((of, path)) = undeclared.entry.split_once(' ') else { continue };
        if of == method {
            let offer = Completion::new(place, CompletionKind::Function, path);
            offers.push(offer.detail(format!("{}, not declared", undeclared.dir)));
        }
    }
    for entry in &entries {
        let [other, path, ..] = entry.as_slice() else { continue };
        let taken = entries
            .iter()
            .any(|it| it.len() > 1 && it[0].to_lowercase() == method && it[1] == *path);
        if !taken && path.starts_with('/') && !offers.iter().any(|known| known.label == *path) {
            let offer = Completion::new(place, CompletionKind::Function, *path);
            offers.push(offer.detail(format!("has {other}")));
        }
    }
    if !offers.iter().any(|known| known.label == "/")
        && !entries.iter().any(|it| it.len() > 1 && it[0].to_lowercase() == method && it[1] == "/")
    {
        offers.push(Completion::new(place, CompletionKind::Function, "/").detail("the root"));
    }
    offers
}

/// The functions whose handlers lie on the disk and that no entry declares.
fn functions(asked: Asked<'_>, spec: &'static PragmaSpec, place: &Place<'_>) -> Vec<Completion> {
    let Some(pragma) = FunctionPragma::from_name(spec.name) else { return Vec::new() };
    if !place.is_alone() {
        return Vec::new();
    }
    let entries = place.entries();
    missing(asked, pragma, &entries)
        .map(|undeclared| {
            let entry = &undeclared.entry;
            let offer = Completion::new(place, CompletionKind::Function, entry)
                .detail(format!("{}, not declared", undeclared.dir));
            match pragma {
                FunctionPragma::Scheduled => offer
                    .text(format!("{entry} rate(1 day)"))
                    .snippet(format!("{} ${{1|rate(1 day),cron(0 3 * * ? *)|}}", escaped(entry))),
                _ => offer,
            }
        })
        .collect()
}

/// The handlers on the disk that nothing declares, also not in a text that Architect cannot read at the moment.
pub(super) fn missing<'a>(
    asked: Asked<'a>,
    pragma: FunctionPragma,
    entries: &[Vec<&str>],
) -> impl Iterator<Item = &'a Undeclared> {
    let declared: Vec<String> = entries.iter().map(|words| words.join(" ")).collect();
    let all = asked.project.map_or(&[][..], |project| &project.undeclared);
    all.iter().filter(move |it| {
        let name = &it.entry;
        it.pragma == pragma
            && it.plugin.is_none()
            && it.lives_elsewhere.is_none()
            && !declared.iter().any(|entry| {
                entry
                    .strip_prefix(name.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            })
    })
}

/// Tables that have no such entry yet: for indexes any, since a table may have several.
fn of_tables(asked: Asked<'_>, spec: &'static PragmaSpec, place: &Place<'_>) -> Vec<Completion> {
    let Some(project) = asked.project else { return Vec::new() };
    let is_index = spec.name == "tables-indexes";
    let entries = place.entries();
    tables(&project.manifest.syntax.reading)
        .into_iter()
        .filter(|table| {
            is_index || !entries.iter().any(|entry| entry.first() == Some(&table.name.as_str()))
        })
        .map(|table| {
            let name = table.name.as_str();
            let offer = Completion::new(place, CompletionKind::Table, name).detail("table");
            match is_index && place.is_alone() {
                true => offer.snippet(format!("{}\n  ${{1:attribute}} *String", escaped(name))),
                false => offer,
            }
        })
        .collect()
}

/// The name of the package or of the folder, as an app may be named.
fn app(asked: Asked<'_>, spec: &'static PragmaSpec, place: &Place<'_>) -> Vec<Completion> {
    let Some(project) = asked.project.filter(|_| place.entries().is_empty()) else {
        return Vec::new();
    };
    let folder = project.root.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name: String = folder
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' })
        .skip_while(|c| !c.is_ascii_lowercase())
        .collect();
    let mut offers = Vec::new();
    if name.len() > 1 && name.len() <= spec.names.map_or(100, |names| names.max) {
        let offer = Completion::new(place, CompletionKind::Value, name);
        offers.push(offer.detail("the name of the folder"));
    }
    offers
}

/// The ways to write an entry, for who can fill them in.
fn forms(spec: &'static PragmaSpec, place: &Place<'_>) -> impl Iterator<Item = Completion> {
    let alone = place.is_alone();
    let forms = spec.entries.iter().filter(move |form| alone && has_blanks(form));
    forms.map(|form| {
        let offer = Completion::new(place, CompletionKind::Form, form.label);
        offer.docs(Docs::Words(form.summary.to_owned())).snippet(form.snippet)
    })
}

/// The entries of a pragma that are one word.
pub(super) fn literals(spec: &'static PragmaSpec, place: &Place<'_>) -> Vec<Completion> {
    let first = place.entries().is_empty() && place.is_alone();
    let forms = spec.entries.iter().filter(|form| first && !has_blanks(form));
    let forms = forms.filter(|form| !form.snippet.contains(' '));
    forms
        .map(|form| {
            let offer = Completion::new(place, CompletionKind::Value, form.snippet);
            offer.docs(Docs::Words(form.summary.to_owned()))
        })
        .collect()
}

fn has_blanks(form: &EntryForm) -> bool {
    form.snippet.contains("${")
}

/// The words that a type allows, where it has a few.
pub(super) fn choices(value: ValueType) -> &'static [Choice] {
    match value {
        ValueType::OneOf(choices) | ValueType::BooleanOr(choices) => choices,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::completion::testing::{check, check_first};

    #[test]
    fn a_new_line_under_http_has_methods_then_what_is_on_the_disk() {
        check_first(
            10,
            "@app\nx\n@http\nget /\n$0\n#- src/http/get-index/index.js\n#- src/http/post-hello-000id/index.js\n",
            expect![[r#"
                []
                get -> get ${1:/}
                post -> post ${1:/}
                put -> put ${1:/}
                patch -> patch ${1:/}
                delete -> delete ${1:/}
                options -> options ${1:/}
                head -> head ${1:/}
                any -> any ${1:/}
                post /hello/:id (src/http/post-hello-000id, not declared)
                /path with settings -> ${1:/path}\n  method ${2|get,post,put,patch,delete,options,head,any|}\n  src ${3:src/http/handler}
            "#]],
        );
    }

    #[test]
    fn a_path_behind_its_method() {
        check(
            "@app\nx\n@http\nget /items\npost $0\n#- src/http/post-hello/index.js\n#- src/http/put-b/index.js\n",
            expect![[r#"
                []
                /hello (src/http/post-hello, not declared)
                /items (has get)
                / (the root)
            "#]],
        );
        check(
            "@app\nx\n@http\nfetch $0\n",
            expect![[r#"
            nothing
        "#]],
        );
        check(
            "@app\nx\n@http\nget / $0\n",
            expect![[r#"
            nothing
        "#]],
        );
    }

    #[test]
    fn handlers_that_nothing_declares() {
        check_first(
            3,
            "@app\nx\n@events\nhi\n$0\n\n@queues\nq\n#- src/events/hi/index.js\n#- src/events/oh/index.js\n#- src/events/a/index.js\n",
            expect![[r#"
                []
                a (src/events/a, not declared)
                oh (src/events/oh, not declared)
                name -> ${1:topic}
            "#]],
        );
        check_first(
            2,
            "@app\nx\n@scheduled\n$0\n#- src/scheduled/daily/index.js\n",
            expect![[r#"
            []
            daily (src/scheduled/daily, not declared) -> daily ${1|rate(1 day),cron(0 3 * * ? *)|}
            name rate(…) -> ${1:daily} rate(${2:1 day})
        "#]],
        );
    }

    #[test]
    fn a_broken_text_declares_all_the_same() {
        check_first(
            2,
            "@app\nx{\n@events\nhi\n$0\n#- src/events/hi/index.js\n#- src/events/oh/index.js\n",
            expect![[r#"
                []
                oh (src/events/oh, not declared)
                name -> ${1:topic}
            "#]],
        );
    }

    #[test]
    fn tables_under_what_belongs_to_them() {
        check_first(
            3,
            "@app\nx\n@tables\ncats\n  id *String\ndogs\n  id *String\n@tables-streams\ncats\n$0\n",
            expect![[r#"
                []
                dogs (table)
                table -> ${1:table}
                name with settings -> ${1:name}\n  table ${2:table}
            "#]],
        );
        check_first(
            2,
            "@app\nx\n@tables\ncats\n  id *String\n@tables-indexes\ncats\n  a *String\n\n$0\n",
            expect![[r#"
                []
                cats (table) -> cats\n  ${1:attribute} *String
                @http -> @http\n${1|get,post,put,patch,delete,options,head,any|} ${2:/}
            "#]],
        );
    }

    #[test]
    fn entries_of_one_word() {
        check_first(
            3,
            "@app\nx\n@http\n\n@cdn\n$0\n",
            expect![[r#"
                []
                true
                false
                @events -> @events\n${1:topic}
            "#]],
        );
        check_first(
            1,
            "@app\n$0\n",
            expect![[r#"
            []
            project (the name of the folder)
        "#]],
        );
    }
}
