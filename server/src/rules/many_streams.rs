//! `many-streams`: a table with more streams than it can feed.

use foldhash::HashMap;

use crate::manifest::schema::limits::STREAM_READERS;
use crate::manifest::{Function, FunctionPragma};
use crate::project::Project;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::of(&["tables", "tables-streams"], &[&RULE], check);

static RULE: Rule = Rule {
    name: "many-streams",
    summary: "three or more streams of one table",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Counts the functions under `@tables-streams` that read the stream of one table.",
    why: "DynamoDB feeds two readers of a stream at a time; more of them are throttled, and all fall behind.",
    how: "Let one function read the stream and publish to topics for the others.",
    sources: &[STREAM_READERS.source],
    example: Example {
        bad: "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-streams\ncats\nlog\n  table cats\nmail\n  table cats\n\
              #- src/tables-streams/cats/index.mjs\n#- src/tables-streams/log/index.mjs\n\
              #- src/tables-streams/mail/index.mjs\n",
        good: "@app\nmy-app\n@tables\ncats\n  id *String\n@tables-streams\ncats\n@events\nmail\n\
               #- src/tables-streams/cats/index.mjs\n#- src/events/mail/index.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let file = &project.manifest;
    let most = STREAM_READERS.max as usize;
    let mut of_table: HashMap<&str, Vec<&Function>> = HashMap::default();
    for function in project.functions.iter().filter(|f| f.pragma == FunctionPragma::TablesStreams) {
        let Some(table) = &function.table else { continue };
        of_table.entry(table.as_str()).or_default().push(function);
    }
    for (table, streams) in of_table {
        let Some(first_too_many) = streams.get(most) else { continue };
        let count = streams.len();
        let message = format!(
            "`{table}` has {count} streams, and DynamoDB feeds {most} at a time: let one function publish what the others need"
        );
        let mut problem = Problem::new(&RULE, file, first_too_many.name_span, message);
        for stream in &streams[..most] {
            problem = problem.with_related(&file.path, stream.name_span, "this one reads it, too");
        }
        problems.push(problem);
    }
}
