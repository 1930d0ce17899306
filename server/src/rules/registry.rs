//! Every rule there is.

use super::rule::{Group, Rule, TimedGroup, VersionGroup};

/// The rules in the groups in which they are checked.
pub(super) static GROUPS: &[&Group] = &[
    &super::syntax::GROUP,
    &super::data::GROUP,
    &super::repeated_pragma::GROUP,
    &super::swallowed_lines::GROUP,
    &super::lost_entry::GROUP,
    &super::glued_comment::GROUP,
    &super::stray_quote::GROUP,
    &super::duplicate_key::GROUP,
    &super::unknown_pragma::GROUP,
    &super::retired_pragma::GROUP,
    &super::newer_architect::GROUP,
    &super::missing_app::GROUP,
    &super::unknown_setting::GROUP,
    &super::retired_runtime::GROUP,
    &super::layers::GROUP,
    &super::invalid_setting::GROUP,
    &super::http_timeout::GROUP,
    &super::queue_settings::GROUP,
    &super::provisioned_concurrency::GROUP,
    &super::unused_provisioned::GROUP,
    &super::reserved_concurrency::GROUP,
    &super::policies_drop_defaults::GROUP,
    &super::environment::GROUP,
    &super::env_tracked::GROUP,
    &super::unusable_template::GROUP,
    &super::invalid_name::GROUP,
    &super::duplicate_name::GROUP,
    &super::invalid_entry::GROUP,
    &super::missing_pragma::GROUP,
    &super::invalid_proxy::GROUP,
    &super::partition_key::GROUP,
    &super::replaced_key::GROUP,
    &super::unknown_table::GROUP,
    &super::table_indexes::GROUP,
    &super::many_streams::GROUP,
    &super::sharing::GROUP,
    &super::non_ascii_path::GROUP,
    &super::logical_id_collision::GROUP,
    &super::static_bucket::GROUP,
    &super::static_shadowed::GROUP,
    &super::missing_handler::GROUP,
    &super::function_source::GROUP,
    &super::function_package::GROUP,
    &super::missing_plugin::GROUP,
    &super::dead_file::GROUP,
    &super::stack_limits::GROUP,
    &super::stack_limits::ROLES,
    &super::undeclared_handler::GROUP,
    &super::unused_ignore::GROUP,
];

/// The groups that look at the clock.
pub(super) static TIMED: &[&TimedGroup] = &[&super::schedules::GROUP];

/// The groups that compare two versions of a manifest, which `check` has not.
pub(super) static VERSIONS: &[&VersionGroup] = &[
    &super::table_replacement::GROUP,
    &super::several_index_changes::GROUP,
    &super::queue_replacement::GROUP,
];

/// Whether a rule compares two versions of a manifest.
pub fn compares_versions(rule: &str) -> bool {
    VERSIONS.iter().flat_map(|group| group.rules).any(|known| known.name == rule)
}

/// Every rule, sorted by name.
pub fn all() -> Vec<&'static Rule> {
    let groups =
        GROUPS.iter().map(|group| group.rules).chain(TIMED.iter().map(|group| group.rules));
    let groups = groups.chain(VERSIONS.iter().map(|group| group.rules));
    let mut rules: Vec<&'static Rule> = groups.flatten().copied().collect();
    rules.sort_by_key(|rule| rule.name);
    rules
}

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().into_iter().find(|rule| rule.name == name)
}

/// The name of the rule that `name` was most likely meant to be.
pub fn similar(name: &str) -> Option<&'static str> {
    let distance = |rule: &&'static Rule| strsim::damerau_levenshtein(rule.name, name);
    let nearest = all().into_iter().min_by_key(distance)?;
    (distance(&nearest) <= name.len() / 3).then_some(nearest.name)
}

#[cfg(test)]
mod tests {
    use crate::project::fixture::Fixture;
    use crate::rules::FixAvailability;
    use crate::rules::Problem;
    use crate::rules::testing;
    use crate::rules::versions;

    /// The problems of an example: of its only version, or between its two.
    fn check(rule: &str, example: &str) -> Vec<Problem> {
        let fixture = Fixture::parse(example);
        let mut problems = testing::check(&fixture.project());
        if super::compares_versions(rule) {
            problems.extend(versions::testing::check(&fixture));
        }
        problems
    }

    #[test]
    fn names_are_kebab_case_and_unique() {
        let names: Vec<&str> = super::all().iter().map(|rule| rule.name).collect();
        for pair in names.windows(2) {
            assert!(pair[0] < pair[1], "{pair:?}");
        }
        for name in names {
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{name}");
        }
    }

    #[test]
    fn examples_do_what_they_say() {
        for rule in super::all() {
            let bad = check(rule.name, rule.example.bad);
            let fired: Vec<&str> = bad.iter().map(|problem| problem.rule.name).collect();
            assert!(
                !fired.is_empty() && fired.iter().all(|n| *n == rule.name),
                "{}: {fired:?}",
                rule.name
            );
            if rule.fix == FixAvailability::None {
                assert!(
                    bad.iter().all(|problem| problem.fixes.is_empty()),
                    "{} has a fix",
                    rule.name
                );
            } else {
                assert!(
                    bad.iter().any(|problem| !problem.fixes.is_empty()),
                    "{} has no fix",
                    rule.name
                );
            }
            let good = check(rule.name, rule.example.good);
            let fired: Vec<_> =
                good.iter().map(|problem| (problem.rule.name, &problem.message)).collect();
            assert!(fired.is_empty(), "{}: {fired:?}", rule.name);
        }
    }

    #[test]
    fn fixes_keep_the_line_ends_of_a_file() {
        let mut number = 0;
        for rule in super::all() {
            let mut fixture = Fixture::parse(rule.example.bad);
            for (_, text) in &mut fixture.files {
                *text = text.replace('\n', "\r\n");
            }
            let problems = testing::check(&fixture.project());
            let fixes = problems.iter().flat_map(|problem| &problem.fixes);
            for edit in fixes.flat_map(|fix| &fix.edits) {
                let rest = edit.text.replace("\r\n", "");
                assert!(!rest.contains(['\n', '\r']), "{}: {:?}", rule.name, edit.text);
                number += usize::from(rest != edit.text);
            }
        }
        assert!(number > 5, "only {number} fixes put lines in");
    }

    #[test]
    fn every_rule_is_documented() {
        for rule in super::all() {
            let texts = [rule.summary, rule.what, rule.why, rule.how];
            assert!(texts.iter().all(|text| !text.trim().is_empty()), "{}", rule.name);
            assert!(!rule.summary.ends_with('.'), "{}: {}", rule.name, rule.summary);
            for source in rule.sources {
                assert!(source.starts_with("https://"), "{}: {source}", rule.name);
            }
            assert!(!rule.sources.is_empty(), "{} has no source", rule.name);
        }
    }
}
