//! The values that a setting may have, by their type.

use crate::manifest::schedule::timezone_names;
use crate::manifest::schema::{
    DEFAULT_RUNTIME, HTTP_METHODS, POLICIES, PragmaSpec, REGIONS, RUNTIME_ALIASES, RUNTIMES,
    SettingSpec, ValueType,
};
use crate::manifest::tables;

use super::asked::Asked;
use super::documentation::Docs;
use super::entries::choices;
use super::item::{Completion, CompletionKind};
use super::place::Place;
use super::setting_names::{default, settings};
use super::{folders, keys, schedules};

/// The values behind a setting's name, on its line.
pub(super) fn of_line(
    asked: Asked<'_>,
    spec: &'static PragmaSpec,
    path: &[&str],
    place: &Place<'_>,
) -> Vec<Completion> {
    let written = place.written();
    let Some(name) = written.first() else { return Vec::new() };
    let settings = settings(spec, path).unwrap_or_default();
    let Some(setting) = settings.iter().find(|setting| setting.is_named(name)) else {
        return Vec::new();
    };
    let is_list = matches!(
        setting.value,
        ValueType::Policies | ValueType::Layers | ValueType::TextList | ValueType::Projection
    );
    match setting.value {
        ValueType::Rate | ValueType::Cron => schedules::verbose(setting.value, place),
        _ if written.len() > 1 && !is_list => Vec::new(),
        _ => {
            let whole: Vec<&str> = path.iter().copied().chain([setting.name]).collect();
            let docs = Docs::setting(asked.file, spec.name, &whole);
            with_docs(offers(asked, setting, &written[1..], place), &docs)
        }
    }
}

/// The values of a setting that has one a line, below its name.
pub(super) fn of_list(
    asked: Asked<'_>,
    spec: &'static PragmaSpec,
    path: &[&str],
    place: &Place<'_>,
) -> Vec<Completion> {
    let Some((name, above)) = path.split_last() else { return Vec::new() };
    let settings = settings(spec, above).unwrap_or_default();
    let Some(setting) = settings.iter().find(|setting| setting.is_named(name)) else {
        return Vec::new();
    };
    if !matches!(setting.value, ValueType::Policies | ValueType::Layers | ValueType::TextList) {
        return Vec::new();
    }
    let written: Vec<&str> = place.siblings.iter().flatten().copied().collect();
    let whole: Vec<&str> = above.iter().copied().chain([setting.name]).collect();
    let docs = Docs::setting(asked.file, spec.name, &whole);
    with_docs(offers(asked, setting, &written, place), &docs)
}

/// The offers, with this said of those of which nothing else is.
pub(super) fn with_docs(mut offers: Vec<Completion>, docs: &Docs) -> Vec<Completion> {
    let silent = offers.iter_mut().filter(|offer| offer.docs == Docs::None);
    silent.for_each(|offer| offer.docs = docs.clone());
    offers
}

fn offers(
    asked: Asked<'_>,
    setting: &'static SettingSpec,
    written: &[&str],
    place: &Place<'_>,
) -> Vec<Completion> {
    let value = |text: &str| Completion::new(place, CompletionKind::Value, text);
    let default = default(setting);
    let booleans = || {
        let likely = if default == "true" { ["false", "true"] } else { ["true", "false"] };
        likely
            .into_iter()
            .map(|word| value(word).detail(if word == default { "the default" } else { "" }))
    };
    let words = || {
        let choices = choices(setting.value).iter();
        choices.map(|choice| value(choice.value).docs(Docs::Words(choice.summary.to_owned())))
    };
    match setting.value {
        ValueType::Boolean | ValueType::BooleanOrText => booleans().collect(),
        ValueType::OneOf(_) => words().collect(),
        ValueType::BooleanOr(_) => booleans().chain(words()).collect(),
        ValueType::Integer { min, max } => numbers(min, max, default)
            .into_iter()
            .map(|number| {
                let number = number.to_string();
                let detail = if number == default { "the default" } else { "" };
                value(&number).detail(detail)
            })
            .collect(),
        ValueType::Port => vec![value("3333").detail("the sandbox's own")],
        ValueType::Runtime => runtimes(place),
        ValueType::Region => {
            REGIONS.iter().map(|region| value(region.name).detail(region.place)).collect()
        }
        ValueType::Handler => vec![value("index.handler")],
        ValueType::Folder => folders::offers(asked, place),
        ValueType::HttpMethod => HTTP_METHODS
            .iter()
            .map(|method| value(method.name).docs(Docs::Words(method.summary.to_owned())))
            .collect(),
        ValueType::Table => asked
            .project
            .map(|project| tables(&project.manifest.syntax.reading))
            .unwrap_or_default()
            .iter()
            .map(|table| Completion::new(place, CompletionKind::Table, table.name.as_str()))
            .collect(),
        ValueType::TimeZone => {
            let names = timezone_names().iter().map(String::as_str);
            std::iter::once("UTC").chain(names.filter(|name| *name != "UTC")).map(value).collect()
        }
        ValueType::Projection => {
            let all = [("all", "the whole item"), ("keys", "the keys alone")];
            let all = all.into_iter().filter(|_| written.is_empty());
            let mut offers: Vec<_> = all.map(|(word, what)| value(word).detail(what)).collect();
            offers.extend(keys::attributes(asked, written, place));
            offers
        }
        ValueType::Policies => POLICIES
            .iter()
            .filter(|policy| !written.contains(&policy.value))
            .map(|policy| value(policy.value).docs(Docs::Words(policy.summary.to_owned())))
            .collect(),
        ValueType::Text if setting.name == "src" => folders::modules(asked, place),
        ValueType::Text if setting.name == "seed-data" => folders::modules(asked, place),
        ValueType::Text
        | ValueType::TextList
        | ValueType::Url
        | ValueType::Bucket
        | ValueType::Layers
        | ValueType::Rate
        | ValueType::Cron
        | ValueType::Map => Vec::new(),
    }
}

/// Usual numbers within both ends, the default first.
fn numbers(min: i64, max: i64, default: &str) -> Vec<i64> {
    let default: Option<i64> = default.parse().ok();
    // Sizes go by powers of two, times and counts by what people say.
    let usual: Vec<i64> = if min >= 128 {
        std::iter::successors(Some(min), |size| size.checked_mul(2))
            .take_while(|it| *it < max)
            .collect()
    } else {
        vec![1, 5, 10, 20, 30, 60, 100, 300]
    };
    let ends = [max].into_iter().filter(|max| *max < i64::MAX);
    let mut all: Vec<i64> = default.into_iter().collect();
    for number in usual.into_iter().filter(|number| (min..=max).contains(number)).chain(ends) {
        if !all.contains(&number) {
            all.push(number);
        }
    }
    all
}

/// Runtimes, the default first, then their short names.
fn runtimes(place: &Place<'_>) -> Vec<Completion> {
    let value = |text: &str| Completion::new(place, CompletionKind::Value, text);
    let default = RUNTIMES.iter().filter(|runtime| runtime.name == DEFAULT_RUNTIME);
    let others = RUNTIMES.iter().filter(|runtime| runtime.name != DEFAULT_RUNTIME);
    let default = default.map(|runtime| value(runtime.name).detail("the default"));
    let aliases = RUNTIME_ALIASES.iter();
    default
        .chain(others.map(|runtime| value(runtime.name)))
        .chain(
            aliases.map(|alias| value(alias.name).detail(format!("stands for {}", alias.runtime))),
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::completion::testing::{check, check_documented, check_first};

    #[test]
    fn a_value_of_which_nothing_is_said_has_what_is_said_of_its_setting() {
        check_documented(
            2,
            "@app\nx\n@aws\nruntime $0\n",
            expect![[r#"
            []
            "nodejs22.x": What a function runs on. Takes a runtime of Lambda. Default: `nodejs22.x`. [Documentation](https://arc.codes/docs/en/reference/project-manifest/aws#runtime)
            "nodejs24.x": What a function runs on. Takes a runtime of Lambda. Default: `nodejs22.x`. [Documentation](https://arc.codes/docs/en/reference/project-manifest/aws#runtime)
        "#]],
        );
        check_documented(
            2,
            "@app\nx\n@scheduled\nd\n  rate 1 day\n  timezone $0\n",
            expect![[r#"
                []
                "UTC": The time zone that `cron` is read in, by its IANA name. Takes an IANA time zone, as in `Europe/Berlin`. Default: `UTC`. Since Architect 12.0.0. [Documentation](https://arc.codes/docs/en/reference/project-manifest/scheduled)
                "Africa/Abidjan": The time zone that `cron` is read in, by its IANA name. Takes an IANA time zone, as in `Europe/Berlin`. Default: `UTC`. Since Architect 12.0.0. [Documentation](https://arc.codes/docs/en/reference/project-manifest/scheduled)
            "#]],
        );
    }

    #[test]
    fn values_by_their_type() {
        check(
            "@app\nx\n@queues\nq\n  fifo $0\n",
            expect![[r#"
                []
                false
                true (the default)
            "#]],
        );
        check(
            "@app\nx\n@aws\nmemory $0\n",
            expect![[r#"
            []
            1152 (the default)
            128
            256
            512
            1024
            2048
            4096
            8192
            10240
        "#]],
        );
        check(
            "@app\nx\n@aws\narchitecture a$0\n",
            expect![[r#"
            [a]
            arm64
            x86_64
        "#]],
        );
        check_first(
            3,
            "@app\nx\n@aws\nregion $0\n",
            expect![[r#"
            []
            us-east-1 (N. Virginia)
            us-east-2 (Ohio)
            us-west-1 (N. California)
        "#]],
        );
        check_first(
            2,
            "@app\nx\n@aws\nruntime $0\n",
            expect![[r#"
            []
            nodejs22.x (the default)
            nodejs24.x
        "#]],
        );
        check_first(
            2,
            "@app\nx\n@scheduled\nd\n  cron 0 3 * * ? *\n  timezone $0\n",
            expect![[r#"
                []
                UTC
                Africa/Abidjan
            "#]],
        );
        check(
            "@app\nx\n@http\n/a\n  method $0\n",
            expect![[r#"
            []
            get
            post
            put
            patch
            delete
            options
            head
            any
        "#]],
        );
        check(
            "@app\nx\n@static\nfingerprint $0\n",
            expect![[r#"
            []
            true
            false (the default)
            external
        "#]],
        );
        check(
            "@app\nx\n@tables\ncats\n  id *String\n@tables-streams\na\n  table $0\n",
            expect![[r#"
                []
                cats
            "#]],
        );
    }

    #[test]
    fn policies_that_are_not_listed() {
        check_first(
            2,
            "@app\nx\n@aws\npolicies\n  architect-default-policies\n  $0\n",
            expect![[r#"
                []
                AmazonDynamoDBFullAccess
                AmazonDynamoDBReadOnlyAccess
            "#]],
        );
    }

    #[test]
    fn one_value_is_enough() {
        check(
            "@app\nx\n@queues\nq\n  fifo true $0\n",
            expect![[r#"
            nothing
        "#]],
        );
        check(
            "@app\nx\n@queues\nq\n  nothing $0\n",
            expect![[r#"
            nothing
        "#]],
        );
    }

    #[test]
    fn nothing_within_quotes_and_comments() {
        check(
            "@app\nx\n@aws\nregion \"$0\"\n",
            expect![[r#"
            nothing
        "#]],
        );
        check(
            "@app\nx\n@aws\nregion # $0\n",
            expect![[r#"
            []
            arc-lsp: ignore[] -> arc-lsp: ignore[$1] ${2:reason}
        "#]],
        );
        check(
            "@app\nx\n@aws\nprofile \"open$0\n",
            expect![[r#"
            nothing
        "#]],
        );
    }
}
