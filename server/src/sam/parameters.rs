//! Parameters in SSM, by which `@architect/functions` finds the app's resources.

use serde_json::{Value, json};

use crate::manifest::{FunctionPragma, is_truthy, logical_id};

use super::globals::ROLE;
use super::static_assets::{bucket, origin};
use super::template::{Builder, Origin, reference, substitute};

/// The logical ID of the policy that lets functions read the parameters.
pub(super) const POLICY: &str = "ParameterStorePolicy";

pub(super) fn add(builder: &mut Builder<'_>) {
    let inventory = builder.inventory;
    let before = builder.template.resources.len();
    for table in &inventory.tables {
        let id = logical_id(&table.name);
        let value = parameter("tables", "tablename", &table.name, reference(format!("{id}Table")));
        builder.put(format!("{id}Param"), Origin::at(Some(table.span)), value);
    }
    for (pragma, key, suffix) in [
        (FunctionPragma::Events, "event", "EventTopic"),
        (FunctionPragma::Queues, "queue", "Queue"),
    ] {
        for index in builder.functions(pragma) {
            let name = &inventory.functions[index].name;
            let id = format!("{}{suffix}", logical_id(name));
            let value = parameter(pragma.name(), key, name, reference(id.as_str()));
            builder.put(format!("{id}Param"), builder.origin_of(index), value);
        }
    }
    if inventory.static_settings().is_some() {
        let origin = origin(builder);
        let value = parameter("static", "key", "bucket", bucket(builder));
        builder.put("StaticBucketParam".to_owned(), origin, value);
        let fingerprint = is_truthy(inventory.static_value("fingerprint"));
        let value = parameter("static", "key", "fingerprint", json!(fingerprint.to_string()));
        builder.put("StaticFingerprintParam".to_owned(), origin, value);
    }
    if builder.template.resources.len() > before {
        builder.put(POLICY.to_owned(), builder.app(), policy());
    }
}

fn parameter(folder: &str, key: &str, name: &str, value: Value) -> Value {
    json!({
        "Type": "AWS::SSM::Parameter",
        "Properties": {
            "Type": "String",
            "Name": substitute(
                format!("/${{AWS::StackName}}/{folder}/${{{key}}}"),
                json!({ key: name }),
            ),
            "Value": value,
        },
    })
}

fn policy() -> Value {
    let statement = |suffix: &str| {
        json!({
            "Effect": "Allow",
            "Action": ["ssm:GetParametersByPath", "ssm:GetParameter"],
            "Resource": substitute(
                format!(
                    "arn:aws:ssm:${{AWS::Region}}:${{AWS::AccountId}}:parameter/${{AWS::StackName}}{suffix}"
                ),
                json!({}),
            ),
        })
    };
    json!({
        "Type": "AWS::IAM::Policy",
        "DependsOn": ROLE,
        "Properties": {
            "PolicyName": "ArcParameterStorePolicy",
            "PolicyDocument": {
                "Statement": [statement(""), statement("/*"), statement("/*/*")],
            },
            "Roles": [reference(ROLE)],
        },
    })
}
