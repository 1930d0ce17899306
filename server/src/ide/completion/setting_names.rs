//! The names of settings that are not there yet.

use crate::manifest::schema::{DefaultValue, PragmaSpec, SettingSpec, Status, ValueType};

use super::asked::Asked;
use super::documentation::{Docs, takes};
use super::entries::choices;
use super::item::{Completion, CompletionKind, choice};
use super::place::Place;

/// The settings of a pragma, or of the setting that `path` leads to, without those that are written.
pub(super) fn offers(
    asked: Asked<'_>,
    spec: &'static PragmaSpec,
    path: &[&str],
    place: &Place<'_>,
) -> Vec<Completion> {
    let Some(settings) = settings(spec, path) else { return Vec::new() };
    let written: Vec<&str> = if path.is_empty() && place.head.is_empty() {
        place.entries().iter().filter_map(|words| words.first().copied()).collect()
    } else {
        place.siblings.iter().filter_map(|words| words.first().copied()).collect()
    };
    let open = settings.iter().filter(|setting| !written.iter().any(|name| setting.is_named(name)));
    let (current, old): (Vec<&SettingSpec>, Vec<&SettingSpec>) =
        open.partition(|setting| setting.status == Status::Current);
    current
        .into_iter()
        .chain(old)
        .map(|setting| {
            let whole: Vec<&str> = path.iter().copied().chain([setting.name]).collect();
            let mut offer = Completion::new(place, CompletionKind::Setting, setting.name)
                .detail(detail(setting))
                .docs(Docs::setting(asked.file, spec.name, &whole));
            offer.deprecated = setting.status != Status::Current;
            if place.after.is_empty() {
                offer = offer.text(format!("{} ", setting.name));
                if let Some(value) = blank(setting, place.depth()) {
                    offer = offer.snippet(value);
                }
            }
            offer
        })
        .collect()
}

/// The settings that stand where `path` leads; nothing where none have names.
pub(super) fn settings(spec: &'static PragmaSpec, path: &[&str]) -> Option<&'static [SettingSpec]> {
    let mut settings = spec.settings;
    for name in path {
        settings = settings.iter().find(|setting| setting.is_named(name))?.nested;
    }
    Some(settings)
}

fn detail(setting: &SettingSpec) -> String {
    let takes = takes(setting).replace('`', "");
    match setting.default {
        DefaultValue::Value(value) if takes.is_empty() => format!("default {value}"),
        DefaultValue::Value(value) => format!("{takes}; default {value}"),
        _ => takes,
    }
}

/// What holds when the setting is absent; empty where that is no word.
pub(super) fn default(setting: &SettingSpec) -> &'static str {
    match setting.default {
        DefaultValue::Value(value) => value,
        DefaultValue::Words(words) if words.ends_with("`true`") => "true",
        _ => "",
    }
}

/// The setting with a value to choose or fill in.
fn blank(setting: &SettingSpec, depth: usize) -> Option<String> {
    let name = setting.name;
    let default = default(setting);
    let booleans = || match default {
        "true" => ["false", "true"],
        _ => ["true", "false"],
    };
    let value = match setting.value {
        ValueType::Boolean => choice(1, booleans().into_iter()),
        ValueType::OneOf(words) => choice(1, words.iter().map(|choice| choice.value)),
        ValueType::BooleanOr(_) => choice(
            1,
            booleans().into_iter().chain(choices(setting.value).iter().map(|it| it.value)),
        ),
        ValueType::Integer { .. } if !default.is_empty() => format!("${{1:{default}}}"),
        ValueType::Integer { min, .. } => format!("${{1:{min}}}"),
        ValueType::Map if depth > 0 => return None,
        ValueType::Map => match setting.nested.first() {
            Some(nested) => return Some(format!("{name}\n  {} ${{1:value}}", nested.name)),
            None => return Some(format!("{name}\n  ${{1:NAME}} ${{2:value}}")),
        },
        ValueType::Layers | ValueType::Policies | ValueType::TextList if depth == 0 => {
            return Some(format!("{name}\n  ${{1:value}}"));
        }
        // What is offered next fills these in better.
        _ => return None,
    };
    Some(format!("{name} {value}"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::completion::testing::{check, check_first};

    #[test]
    fn settings_of_a_pragma_that_are_not_there() {
        check_first(
            5,
            "@app\nx\n@aws\nregion us-east-1\n$0\n",
            expect![[r#"
                []
                profile -> profile 
                bucket (the name of an S3 bucket) -> bucket 
                runtime (a runtime of Lambda; default nodejs22.x) -> runtime 
                memory (a whole number from 128 to 10240; default 1152) -> memory ${1:1152}
                timeout (a whole number from 1 to 900; default 5) -> timeout ${1:5}
            "#]],
        );
        check(
            "@app\nx\n@static\nfolder a\nprune true\nprefix b\nstaging c\nproduction d\nignore e\n$0\n",
            expect![[r#"
                []
                fingerprint (true, false or external; default false) -> fingerprint ${1|true,false,external|}
                spa (true or false; default false) -> spa ${1|true,false|}
                compression (true, false, br or gzip; default false) -> compression ${1|true,false,br,gzip|}
                @http -> @http\n${1|get,post,put,patch,delete,options,head,any|} ${2:/}
                @events -> @events\n${1:topic}
                @tables -> @tables\n${1:table}\n  ${2:id} *String
                @queues -> @queues\n${1:queue}
                @scheduled -> @scheduled\n${1:daily} rate(${2:1 day})
                @aws -> @aws\n${1|region,runtime,memory,timeout,profile|} ${2:value}
                @ws -> @ws\n${1:action}
                @shared -> @shared\nsrc ${1:src/shared}
                @plugins -> @plugins\n${1:architect/plugin-typescript}
                @tables-indexes -> @tables-indexes\n${1:table}\n  ${2:email} *String
                @tables-streams -> @tables-streams\n${1:table}
                @views -> @views\nsrc ${1:src/views}
                @proxy -> @proxy\ntesting ${1:http://localhost:3333}\nstaging ${2:https://staging.example.com}\nproduction ${3:https://example.com}
                @cdn -> @cdn\ntrue
                @macros
            "#]],
        );
    }

    #[test]
    fn settings_of_an_entry_at_their_indentation() {
        check(
            "@app\nx\n@queues\nq\n  fifo true\n  $0\n",
            expect![[r#"
                []
                src (a folder, relative to the project) -> src 
                batchSize (a whole number from 1 to 10000; default 1) -> batchSize ${1:1}
                batchWindow (a whole number from 1 to 900) -> batchWindow ${1:1}
            "#]],
        );
        check(
            "@app\nx\n@queues\nq\n    b$0\n",
            expect![[r#"
                [b]
                src (a folder, relative to the project) -> src  | indented 2
                fifo (true or false) -> fifo ${1|false,true|} | indented 2
                batchSize (a whole number from 1 to 10000; default 1) -> batchSize ${1:1} | indented 2
                batchWindow (a whole number from 1 to 900) -> batchWindow ${1:1} | indented 2
            "#]],
        );
        check_first(
            4,
            "@app\nx\n@queues\nq\n$0\n",
            expect![[r#"
                []
                name -> ${1:queue}
                name with settings -> ${1:queue}\n  fifo ${2|false,true|}
                src (a folder, relative to the project) ->   src 
                fifo (true or false) ->   fifo ${1|false,true|}
            "#]],
        );
    }

    #[test]
    fn settings_in_configs_and_preferences() {
        check_first(
            3,
            "#- app.arc\n@app\nx\n@events\ne\n#- src/events/e/config.arc\n@aws\nruntime deno\n$0\n",
            expect![[r#"
                []
                memory (a whole number from 128 to 10240; default 1152) -> memory ${1:1152}
                timeout (a whole number from 1 to 900; default 5) -> timeout ${1:5}
                storage (a whole number from 512 to 10240; default 512) -> storage ${1:512}
            "#]],
        );
        check(
            "#- app.arc\n@app\nx\n#- prefs.arc\n@sandbox\nports\n  http 3333\n  $0",
            expect![[r#"
                []
                events (a port) -> events 
                queues (a port) -> queues 
                tables (a port) -> tables 
            "#]],
        );
    }
}
