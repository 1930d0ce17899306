//! `@scheduled`: a schedule of EventBridge Scheduler and the function that it calls, by a role that all
//! schedules share.

use serde_json::{Value, json};

use crate::manifest::{FunctionPragma, logical_id};

use super::function;
use super::globals::role;
use super::template::{Builder, Origin, attribute};

/// The logical ID of the role.
const ROLE: &str = "SchedulerRole";

pub(super) fn add(builder: &mut Builder<'_>) {
    let functions = builder.functions(FunctionPragma::Scheduled);
    if functions.is_empty() {
        return;
    }
    let header = builder.inventory.header("scheduled");
    let role = role("scheduler.amazonaws.com", Vec::new());
    builder.put(ROLE.to_owned(), Origin::at(header), role);
    for index in functions {
        let schedule = &builder.inventory.functions[index];
        let name = logical_id(&schedule.name);
        let (lambda, id) = (lambda(&schedule.name), format!("{name}ScheduleEvent"));
        function::add(builder, index, &lambda);
        let policy = json!({
            "PolicyName": format!("{name}InvokeLambdaPolicy"),
            "PolicyDocument": invocation(&lambda),
        });
        let policies = builder.properties(ROLE).and_then(|p| p.get_mut("Policies")?.as_array_mut());
        if let Some(policies) = policies {
            let pointer = format!("/Properties/Policies/{}", policies.len());
            policies.push(policy);
            builder.part(ROLE, schedule.span, pointer);
        }
        let timing = schedule.timing.clone().unwrap_or_default();
        let expression = match (&timing.rate, &timing.cron) {
            (Some(rate), _) => format!("rate({})", rate.0),
            (None, Some(cron)) => format!("cron({})", cron.0),
            (None, None) => String::new(),
        };
        let mut properties = json!({
            "ScheduleExpression": expression,
            "FlexibleTimeWindow": { "Mode": "OFF" },
            "Target": {
                "Arn": attribute(&lambda, "Arn"),
                "RoleArn": attribute(ROLE, "Arn"),
            },
        });
        if !timing.timezone.is_null() {
            properties["ScheduleExpressionTimezone"] = timing.timezone;
        }
        let value = json!({ "Type": "AWS::Scheduler::Schedule", "Properties": properties });
        builder.put(id, builder.origin_of(index), value);
    }
}

/// The logical ID of the function of a schedule.
pub(super) fn lambda(schedule: &str) -> String {
    format!("{}ScheduleLambda", logical_id(schedule))
}

/// What lets the scheduler call a function: a policy document for its role.
pub(super) fn invocation(lambda: &str) -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": "lambda:InvokeFunction",
            "Resource": attribute(lambda, "Arn"),
        }],
    })
}
