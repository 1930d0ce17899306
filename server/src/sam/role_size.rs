//! How long the inline policies of the app's roles are once their references are filled in.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use smol_str::SmolStr;

use crate::manifest::{
    FunctionPragma, Static, Table, js_string, logical_id, push_logical_id, static_assets,
};
use crate::project::Project;
use crate::project::inventory::{DEFAULT_STAGE, Inventory, app_name, project_settings};

use super::globals::{self, ROLE};
use super::package::role;
use super::scheduled;
use super::template::Template;

/// AWS's limit to all inline policies of one role together, in characters without white space.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub const MAX_INLINE_POLICIES: usize = 10_240;

/// The fewest tables or schedules with which a role may come near the limit. With fewer nothing is counted.
const MANY: usize = 35;

/// Lambda cuts the names that CloudFormation gives to functions.
const MAX_FUNCTION_NAME: usize = 64;

/// What stands for the parts of a name that only a deploy knows: an account, and the end of a generated name.
const ACCOUNT: &str = "123456789012";
const RANDOM: &str = "1A2B3C4D5E6F";

/// A role and the length of its inline policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleSize {
    /// The pragma whose entries make it grow.
    pub pragma: &'static str,
    /// How many entries there are.
    pub entries: usize,
    /// Characters without white space: an estimate, good to a few in a hundred, since names are made when the app is
    /// deployed.
    pub characters: usize,
}

/// The roles whose inline policies come near the limit or are over it.
pub fn large_roles(project: &Project) -> Vec<RoleSize> {
    let stage = project.settings.stage.as_deref().unwrap_or(DEFAULT_STAGE);
    let reading = &project.manifest.syntax.reading;
    let tables = reading.pragma("tables").map_or(0, |tables| tables.entries.len());
    let mut roles = Vec::new();
    if tables >= MANY {
        roles.push(RoleSize {
            pragma: "tables",
            entries: tables,
            characters: of_all(project, stage),
        });
    }
    let schedules = || project.functions.iter().filter(|f| f.pragma == FunctionPragma::Scheduled);
    let entries = schedules().count();
    if entries >= MANY {
        let region = js_string(project_settings(reading, None).value("region"));
        let names = Names::new(&app_name(reading), stage, region);
        let characters = invocations(schedules().map(|f| f.name.as_str()), &names);
        roles.push(RoleSize { pragma: "scheduled", entries, characters });
    }
    roles
}

/// What the policies of the role that all functions have depend on, the names of tables apart.
#[derive(PartialEq)]
struct Rights {
    app: SmolStr,
    stage: String,
    region: String,
    /// The bucket that the manifest names for static assets, where there are any.
    bucket: Option<Value>,
    has_tables: bool,
    has_ws: bool,
    publishes: [bool; 2],
}

impl Rights {
    fn of(project: &Project, stage: &str) -> Rights {
        let reading = &project.manifest.syntax.reading;
        let has = |pragma| project.functions.iter().any(|function| function.pragma == pragma);
        Rights {
            app: app_name(reading),
            stage: stage.to_owned(),
            region: js_string(project_settings(reading, None).value("region")),
            bucket: match static_assets(reading) {
                Some(Static::On(settings)) => Some(settings.value(stage).clone()),
                Some(Static::Off) | None => None,
            },
            has_tables: !project.tables.is_empty(),
            has_ws: reading.pragma("ws").is_some(),
            publishes: [has(FunctionPragma::Events), has(FunctionPragma::Queues)],
        }
    }
}

/// The characters of the policies with a first table that has no name, and of what every table adds, less its name.
#[derive(Clone, Copy)]
struct Nameless {
    with_one: usize,
    of_each: usize,
}

/// The last that was counted: between two keystrokes rights hardly ever change, and to make the policies takes a tenth
/// of the time that everything takes.
static LAST: Mutex<Option<(Rights, Nameless)>> = Mutex::new(None);

/// The policies of the role that all functions have. Of tables the names alone differ, so that of one is made and the
/// others are counted.
fn of_all(project: &Project, stage: &str) -> usize {
    let rights = Rights::of(project, stage);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let nameless = match &*last {
        Some((known, nameless)) if *known == rights => *nameless,
        _ => last.insert((rights, nameless(project, stage))).1,
    };
    drop(last);
    let mut id = String::new();
    let mut of_name = |table: &Table| {
        id.clear();
        push_logical_id(&table.name, &mut id);
        2 * id.len()
    };
    let names: usize = project.tables.iter().map(&mut of_name).sum();
    nameless.with_one + nameless.of_each * project.tables.len().saturating_sub(1) + names
}

fn nameless(project: &Project, stage: &str) -> Nameless {
    let mut inventory = Inventory::sketch(project);
    let names = Names::new(&inventory.app, stage, inventory.region());
    inventory.tables.truncate(1);
    let of_name: usize = inventory.tables.iter().map(|it| 2 * logical_id(&it.name).len()).sum();
    let with_one = inline_policies(&role(&inventory, stage), ROLE, &names) - of_name;
    // Each stands in a list: a comma is before it.
    let arns = globals::table_arns("");
    let of_each = arns.iter().map(|arn| names.characters(arn) + ','.len_utf8()).sum();
    Nameless { with_one, of_each }
}

/// The policies by which the scheduler's role calls the functions of these schedules: they differ in the names of the
/// functions alone, so one is made and the others are counted.
fn invocations<'a>(schedules: impl Iterator<Item = &'a str>, names: &Names) -> usize {
    let name = |id: usize| names.length(id).min(MAX_FUNCTION_NAME);
    let lambda = scheduled::lambda("");
    let rest = names.characters(&scheduled::invocation(&lambda)) - name(lambda.len());
    let mut id = String::new();
    let mut of_schedule = |schedule: &str| {
        id.clear();
        push_logical_id(schedule, &mut id);
        rest + name(id.len() + lambda.len())
    };
    schedules.map(&mut of_schedule).sum()
}

/// All that a role is given inline: its own policies, and those that are attached to it.
fn inline_policies(template: &Template, role: &str, names: &Names) -> usize {
    let own =
        template.resource(role).and_then(|role| role.value["Properties"]["Policies"].as_array());
    let attached = template.resources.iter().filter(|resource| {
        let roles = resource.value["Properties"]["Roles"].as_array();
        resource.value["Type"] == "AWS::IAM::Policy"
            && roles.is_some_and(|roles| roles.iter().any(|it| it["Ref"] == role))
    });
    let attached = attached.map(|policy| &policy.value["Properties"]["PolicyDocument"]);
    let documents = own.into_iter().flatten().map(|policy| &policy["PolicyDocument"]);
    documents.chain(attached).map(|document| names.characters(document)).sum()
}

struct Names {
    stack: String,
    region: String,
}

impl Names {
    fn new(app: &str, stage: &str, region: String) -> Names {
        Names { stack: logical_id(&format!("{app}-{stage}")), region }
    }

    /// How long a value is once its references are filled in.
    fn characters(&self, value: &Value) -> usize {
        self.fill(value).to_string().len()
    }

    /// A value with its references filled in.
    fn fill(&self, value: &Value) -> Value {
        match value {
            Value::Array(items) => items.iter().map(|item| self.fill(item)).collect(),
            Value::Object(object) => {
                if let Some(id) = object.get("Ref").and_then(Value::as_str) {
                    return Value::from(self.name(id));
                }
                if let Some([Value::String(id), _]) =
                    object.get("Fn::GetAtt").and_then(Value::as_array).map(Vec::as_slice)
                {
                    let mut name = self.name(id);
                    name.truncate(MAX_FUNCTION_NAME);
                    return format!("arn:aws:lambda:{}:{ACCOUNT}:function:{name}", self.region)
                        .into();
                }
                match object.get("Fn::Sub") {
                    Some(Value::String(text)) => self.substitute(text, &Value::Null).into(),
                    Some(Value::Array(parts)) => {
                        let text = parts.first().and_then(Value::as_str).unwrap_or_default();
                        self.substitute(text, parts.get(1).unwrap_or(&Value::Null)).into()
                    }
                    _ => {
                        object.iter().map(|(key, value)| (key.clone(), self.fill(value))).collect()
                    }
                }
            }
            other => other.clone(),
        }
    }

    /// The name that CloudFormation gives to a resource.
    fn name(&self, id: &str) -> String {
        match id {
            "AWS::Region" => self.region.clone(),
            "AWS::AccountId" => ACCOUNT.to_owned(),
            "AWS::StackName" => self.stack.clone(),
            id => format!("{}-{id}-{RANDOM}", self.stack),
        }
    }

    /// How long the name of a resource of the template is, given how long its ID is.
    fn length(&self, id: usize) -> usize {
        self.stack.len() + id + RANDOM.len() + 2
    }

    /// A text with `${…}` filled in, from values of its own first.
    fn substitute(&self, text: &str, values: &Value) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("${") {
            let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
            out.push_str(before);
            match values.get(name) {
                Some(value) => out.push_str(self.fill(value).as_str().unwrap_or_default()),
                None => out.push_str(&self.name(name)),
            }
            rest = after;
        }
        out + rest
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::project::fixture::Fixture;

    /// The roles of an app with so many tables and schedules.
    fn roles(tables: usize, schedules: usize) -> Vec<RoleSize> {
        let mut manifest = "@app\nmy-app\n@tables\n".to_owned();
        (0..tables).for_each(|i| writeln!(manifest, "table-{i:03}\n  id *String").unwrap());
        manifest.push_str("@scheduled\n");
        (0..schedules).for_each(|i| writeln!(manifest, "job-{i:03} rate(1 day)").unwrap());
        large_roles(&Fixture::parse(&manifest).project())
    }

    #[test]
    fn a_small_app_is_not_counted() {
        assert_eq!(roles(34, 34), []);
    }

    #[test]
    fn a_statement_for_each_schedule() {
        let [fifty] = roles(0, 50)[..] else { panic!("one role") };
        let [hundred] = roles(0, 100)[..] else { panic!("one role") };
        let policy = concat!(
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"lambda:InvokeFunction","#,
            r#""Resource":"arn:aws:lambda:us-west-2:123456789012:function:"#,
            r#"MyAppStaging-Job000ScheduleLambda-1A2B3C4D5E6F"}]}"#,
        );
        assert_eq!(hundred.characters, 100 * policy.len());
        assert_eq!(fifty.characters, 50 * policy.len());
    }

    #[test]
    fn two_arns_for_each_table() {
        let [forty] = roles(40, 0)[..] else { panic!("one role") };
        let [fifty] = roles(50, 0)[..] else { panic!("one role") };
        // "arn:aws:dynamodb:us-west-2:123456789012:table/MyAppStaging-Table000Table-1A2B3C4D5E6F", and the same with /*
        let arn = "\"arn:aws:dynamodb:us-west-2:123456789012:table/MyAppStaging-Table000Table-1A2B3C4D5E6F\",";
        assert_eq!(fifty.characters - forty.characters, 10 * (2 * arn.len() + 2));
        assert!(forty.characters > 40 * (2 * arn.len() + 2));
    }

    #[test]
    fn what_is_counted_is_what_the_whole_template_holds() {
        for rest in [
            "@aws\nregion eu-west-1\n@static\n@ws\n@events\ne\n",
            "@aws\nregion eu-west-1\n@static\n@ws\n@queues\ne\n",
            "@aws\nregion eu-west-1\n@static\nstaging my-bucket\n@events\ne\n@queues\nq\n",
            "@aws\nregion us-gov-west-1\n@static\nstaging my-other-bucket\n",
            "@http\nget /\n",
            "",
        ] {
            counts_the_whole(rest);
        }
    }

    fn counts_the_whole(rest: &str) {
        let mut manifest = format!("@app\nmy-app\n{rest}@tables\n");
        (0..40).for_each(|i| {
            let long = "long-".repeat(i % 7);
            writeln!(manifest, "table-{long}{i}\n  id *String").unwrap();
        });
        manifest.push_str("@scheduled\n");
        (0..40).for_each(|i| {
            let long = "long-".repeat(i % 9);
            writeln!(manifest, "job-{long}{i} rate(1 day)").unwrap();
        });
        let project = Fixture::parse(&manifest).project();
        let inventory = Inventory::new(&project, None);
        let template = crate::sam::package(&project, &inventory, DEFAULT_STAGE);
        let names = Names::new(&inventory.app, DEFAULT_STAGE, inventory.region());
        let whole = ["Role", "SchedulerRole"].map(|role| inline_policies(&template, role, &names));
        let counted: Vec<usize> =
            large_roles(&project).iter().map(|role| role.characters).collect();
        assert_eq!(counted, whole);
    }
}
