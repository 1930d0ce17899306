//! Which problems are reported, and which of them count: what the command line says of rules and severities.

use crate::rules::{self, Problem, Severity};

use super::arguments::Args;
use super::report::Report;

/// Names of rules in the arguments that do not exist, each with what to do.
pub(super) fn unknown_rules(args: &Args) -> Vec<String> {
    let names = args.select.iter().chain(&args.ignore);
    let unknown = names.filter(|name| rules::find(name).is_none());
    unknown.map(|name| rules::no_such_rule(name)).collect()
}

/// Whether the arguments let a problem be reported.
pub(super) fn reports(args: &Args, problem: &Problem) -> bool {
    let named = |names: &[String]| names.iter().any(|name| name == problem.rule.name);
    let wanted = args.select.is_empty() || named(&args.select);
    wanted && !named(&args.ignore) && problem.severity >= args.severity.into()
}

/// The severity from which on a problem makes the run fail.
pub(super) fn failing(args: &Args) -> Severity {
    if args.deny_warnings { Severity::Warning } else { Severity::Error }
}

/// Whether a run fails for what it reports.
pub(super) fn fails(args: &Args, report: &Report) -> bool {
    let least = failing(args);
    !args.exit_zero && report.problems.iter().any(|problem| problem.severity >= least)
}
