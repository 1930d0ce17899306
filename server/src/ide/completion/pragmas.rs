//! Pragmas that the file has not yet.

use crate::manifest::schema::{self, File, PragmaSpec, Status};

use super::asked::Asked;
use super::documentation::Docs;
use super::item::{Completion, CompletionKind};
use super::place::Place;

/// The pragmas of a manifest as often as they are written.
const LIKELY: [&str; 16] = [
    "app",
    "http",
    "events",
    "tables",
    "static",
    "queues",
    "scheduled",
    "aws",
    "tables-indexes",
    "tables-streams",
    "ws",
    "shared",
    "views",
    "plugins",
    "proxy",
    "cdn",
];

/// The pragmas that are missing, those first that something on the disk or in the file waits for. A second one of a name
/// would be rejected, and a retired one is not read: neither is offered.
pub(super) fn offers(asked: Asked<'_>, place: &Place<'_>) -> Vec<Completion> {
    if !place.is_alone() {
        return Vec::new();
    }
    let declared = declared(place);
    let undeclared = |pragma: &PragmaSpec| {
        let all = asked.project.map_or(&[][..], |project| &project.undeclared);
        all.iter().filter(|it| it.pragma.name() == pragma.name && it.plugin.is_none()).count()
    };
    let mut missing: Vec<((u8, usize), &'static PragmaSpec, usize)> =
        schema::pragmas_of(asked.file)
            .filter(|pragma| !declared.contains(&pragma.name))
            .filter(|pragma| !matches!(pragma.status, Status::Retired { .. }))
            .map(|pragma| {
                let waiting = undeclared(pragma);
                let ready = pragma.requires.iter().all(|needed| declared.contains(needed));
                let rank = match pragma.status {
                    Status::Deprecated { .. } => 4,
                    _ if pragma.name == "app" => 0,
                    _ if waiting > 0 => 1,
                    _ if ready => 2,
                    _ => 3,
                };
                let likely = LIKELY.iter().position(|name| *name == pragma.name);
                ((rank, likely.unwrap_or(LIKELY.len())), pragma, waiting)
            })
            .collect();
    missing.sort_by_key(|(rank, ..)| *rank);
    let is_new = is_new(place);
    missing
        .into_iter()
        .map(|(_, pragma, waiting)| {
            let detail = match waiting {
                0 => String::new(),
                1 => "a handler on disk is not declared".to_owned(),
                waiting => format!("{waiting} handlers on disk are not declared"),
            };
            let header = format!("@{}", pragma.name);
            let form = pragma.entries.first().filter(|_| is_new && pragma.is_current());
            let mut offer = Completion::new(place, CompletionKind::Pragma, header.clone())
                .detail(detail)
                .docs(Docs::Pragma(asked.file, pragma.name.to_owned()));
            if let Some(form) = form {
                offer = offer.snippet(format!("{header}\n{}", form.snippet));
            }
            if asked.file != File::FunctionConfig && place.depth() > 0 {
                offer.indent = Some((place.indent(), String::new()));
            }
            offer.deprecated = matches!(pragma.status, Status::Deprecated { .. });
            offer
        })
        .collect()
}

/// The names of the pragmas on other lines.
fn declared<'a>(place: &Place<'a>) -> Vec<&'a str> {
    let others = place.syntax.tree().manifest().pragmas();
    others
        .filter(|pragma| !place.line.touches(pragma.header().start))
        .filter_map(|pragma| Some(pragma.name()?.of(place.text)))
        .collect()
}

/// Whether nothing follows that would become the new pragma's.
fn is_new(place: &Place<'_>) -> bool {
    let rest = place.text[place.line.end..].trim_start();
    rest.is_empty() || rest.starts_with('@') || place.text[place.line.end..].starts_with("\n\n")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::completion::testing::{check, check_first};

    #[test]
    fn missing_ones_first_by_what_waits_for_them() {
        check_first(
            6,
            "@app\nmy-app\n@http\nget /\n@ev$0\n#- src/queues/q/index.mjs\n#- src/http/get-index/index.mjs\n",
            expect![[r#"
                [@ev]
                @queues (a handler on disk is not declared) -> @queues\n${1:queue}
                @events -> @events\n${1:topic}
                @tables -> @tables\n${1:table}\n  ${2:id} *String
                @static -> @static\n${1|folder,fingerprint,prune,prefix,spa,compression|} ${2:value}
                @scheduled -> @scheduled\n${1:daily} rate(${2:1 day})
                @aws -> @aws\n${1|region,runtime,memory,timeout,profile|} ${2:value}
            "#]],
        );
    }

    #[test]
    fn an_app_needs_a_name_before_all() {
        check_first(
            1,
            "$0",
            expect![[r#"
            []
            @app -> @app\n${1:my-app}
        "#]],
        );
        check_first(
            1,
            "@$0\n@http\n",
            expect![[r#"
            [@]
            @app -> @app\n${1:my-app}
        "#]],
        );
    }

    #[test]
    fn a_pragma_above_entries_gets_its_name_alone() {
        check_first(
            1,
            "@app\nx\n@eve$0\nyolo\n",
            expect![[r#"
                [@eve]
                @http
            "#]],
        );
    }

    #[test]
    fn each_kind_of_file_has_its_own() {
        check(
            "#- app.arc\n@app\nx\n@events\ne\n#- src/events/e/config.arc\n@$0\n",
            expect![[r#"
            [@]
            @aws -> @aws\n${1|runtime,memory,timeout,concurrency|} ${2:value}
            @arc -> @arc\n${1|shared,views,env|} ${2|false,true|}
        "#]],
        );
        check(
            "#- app.arc\n@app\nx\n#- prefs.arc\n@env\n\n@$0",
            expect![[r#"
            [@]
            @sandbox -> @sandbox\n${1|livereload,no-hydrate,useAWS,env,seed-data,external-db|} ${2:true}
            @sandbox-startup -> @sandbox-startup\n${1:node scripts/seed.js}
            @sandbox-start -> @sandbox-start\n${1:node scripts/seed.js}
            @create -> @create\nautocreate true
        "#]],
        );
    }

    #[test]
    fn nothing_behind_a_pragma() {
        check(
            "@app $0\n",
            expect![[r#"
            nothing
        "#]],
        );
        check(
            "@app\nme@$0\n",
            expect![[r#"
                nothing
            "#]],
        );
    }
}
