//! `arc-lsp sam`: the template of a project.

use serde_json::Value;

use crate::manifest::spelling::closest;
use crate::project::inventory::Inventory;
use crate::sam::{Style, Template, commented, package, yaml};

use super::sam_format::Format;
use super::status::Status;
use super::subject::Subject;
use super::{output, sam_diff, subject};

/// Print the SAM template that Architect makes of a project, without Node or AWS.
///
/// It is what `@architect/package` makes of the manifest and the function configs. What a deploy adds from the
/// account is not in it, nor what plugins add, since none is run.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  arc-lsp sam --function \"events yolo\"
  arc-lsp sam --diff HEAD~1:app.arc")]
pub(super) struct Args {
    #[command(flatten)]
    subject: Subject,

    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Yaml, value_name = "FORMAT")]
    format: Format,

    /// Write `Ref` and `Fn::GetAtt` in YAML instead of `!Ref` and `!GetAtt`.
    #[arg(long)]
    long_form: bool,

    /// The stage that the template is for: any; without it, that of arc-lsp.toml, else staging.
    #[arg(long)]
    stage: Option<String>,

    /// Only the resource of this logical ID.
    #[arg(long, value_name = "LOGICAL_ID", conflicts_with = "function")]
    resource: Option<String>,

    /// Only this function and the resources made for it, as in "events yolo" or "http get /".
    #[arg(long, value_name = "FUNCTION")]
    function: Option<String>,

    /// Say which resources a deploy over this version adds, changes, replaces or removes: a file, or a git revision
    /// with its file, as HEAD~1:app.arc. Exits with 1 when data is lost, or the deploy fails.
    #[arg(long, value_name = "OTHER", conflicts_with_all = ["function", "resource", "long_form"])]
    diff: Option<String>,
}

pub(super) fn run(args: &Args) -> Status {
    let project = match args.subject.read() {
        Ok(project) => project,
        Err(status) => return status,
    };
    let stage = subject::stage(args.stage.as_deref(), &project);
    if let Some(other) = &args.diff {
        return sam_diff::run(&project, other, stage, args.format);
    }
    let inventory = Inventory::new(&project, subject::region().as_deref());
    let template = package(&project, &inventory, stage);
    let selected = match selection(args, &inventory, &template) {
        Ok(selected) => selected,
        Err(message) => return output::failure(message),
    };
    let style = if args.long_form { Style::Long } else { Style::Short };
    output::result(&match args.format {
        Format::Yaml => commented(&template, &yaml(&selected, style)),
        Format::Json => subject::json(&selected),
    })
}

/// What was asked for of a template.
fn selection(args: &Args, inventory: &Inventory, template: &Template) -> Result<Value, String> {
    if let Some(id) = &args.resource {
        return match template.resource(id) {
            Some(resource) => Ok(template.excerpt(std::iter::once(resource))),
            None => Err(unknown(
                &format!("the template has no resource `{id}`"),
                id,
                template.resources.iter().map(|resource| resource.id.clone()).collect(),
            )),
        };
    }
    let Some(name) = &args.function else { return Ok(template.to_json()) };
    let function = inventory.function_named(name)?;
    Ok(template.excerpt(template.resources_of(function)))
}

fn unknown(message: &str, written: &str, known: Vec<String>) -> String {
    match closest(written, known.iter().map(String::as_str)) {
        Some(meant) => format!("{message}; did you mean `{meant}`?"),
        None => message.to_owned(),
    }
}
