//! The role that functions have, with no more rights than the app's resources call for.

use serde_json::{Value, json};

use crate::manifest::{FunctionPragma, logical_id};

use super::static_assets::{self, bucket};
use super::template::{Builder, reference, substitute};

/// The logical ID of the role.
pub(super) const ROLE: &str = "Role";

pub(super) fn add(builder: &mut Builder<'_>) {
    let mut policies = vec![policy(
        "ArcGlobalPolicy",
        json!([{
            "Effect": "Allow",
            "Action": [
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "logs:DescribeLogStreams",
            ],
            "Resource": "arn:aws:logs:*:*:*",
        }]),
    )];
    let mut origins = Vec::new();
    if builder.inventory.static_settings().is_some() {
        origins.push((static_assets::origin(builder).span, policies.len()));
        policies.push(static_policy(&bucket(builder)));
    }
    if !builder.inventory.tables.is_empty() {
        origins.push((builder.inventory.header("tables"), policies.len()));
        policies.push(tables_policy(builder));
    }
    if builder.inventory.functions_of(FunctionPragma::Events).next().is_some() {
        origins.push((builder.inventory.header("events"), policies.len()));
        policies.push(policy(
            "ArcSimpleNotificationServicePolicy",
            json!([{
                "Effect": "Allow",
                "Action": ["sns:Publish"],
                "Resource": substitute(
                    "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}*",
                    json!({}),
                ),
            }]),
        ));
    }
    if builder.inventory.functions_of(FunctionPragma::Queues).next().is_some() {
        origins.push((builder.inventory.header("queues"), policies.len()));
        policies.push(policy(
            "ArcSimpleQueueServicePolicy",
            json!([{
                "Effect": "Allow",
                "Action": [
                    "sqs:SendMessageBatch",
                    "sqs:SendMessage",
                    "sqs:ReceiveMessage",
                    "sqs:DeleteMessage",
                    "sqs:GetQueueAttributes",
                ],
                "Resource": "*",
            }]),
        ));
    }
    let role = role("lambda.amazonaws.com", policies);
    builder.put(ROLE.to_owned(), builder.app(), role);
    for (origin, policy) in origins {
        builder.part(ROLE, origin, format!("/Properties/Policies/{policy}"));
    }
}

/// A role that a service takes on.
pub(super) fn role(service: &str, policies: Vec<Value>) -> Value {
    json!({
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow",
                    "Principal": { "Service": service },
                    "Action": "sts:AssumeRole",
                }],
            },
            "Policies": policies,
        },
    })
}

fn policy(name: &str, statements: Value) -> Value {
    json!({ "PolicyName": name, "PolicyDocument": { "Statement": statements } })
}

fn static_policy(bucket: &Value) -> Value {
    let arn = |suffix: &str| {
        substitute(format!("arn:aws:s3:::${{bukkit}}{suffix}"), json!({ "bukkit": bucket }))
    };
    policy(
        "ArcStaticBucketPolicy",
        json!([{
            "Effect": "Allow",
            "Action": [
                "s3:GetObject",
                "s3:PutObject",
                "s3:PutObjectAcl",
                "s3:DeleteObject",
                "s3:ListBucket",
            ],
            "Resource": [arn(""), arn("/*")],
        }]),
    )
}

const TABLE: &str = "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/";

/// The ARNs of a table, given its name as a logical ID, and of what is in it.
pub(super) fn table_arns(id: &str) -> [Value; 2] {
    let table = reference(format!("{id}Table"));
    ["", "/*"].map(|suffix| {
        substitute(format!("{TABLE}${{tablename}}{suffix}"), json!({ "tablename": table }))
    })
}

fn tables_policy(builder: &Builder<'_>) -> Value {
    let arns =
        builder.inventory.tables.iter().flat_map(|table| table_arns(&logical_id(&table.name)));
    policy(
        "ArcDynamoPolicy",
        json!([
            { "Effect": "Allow", "Action": "dynamodb:*", "Resource": arns.collect::<Vec<_>>() },
            {
                "Effect": "Deny",
                "Action": "dynamodb:DeleteTable",
                "Resource": { "Fn::Sub": format!("{TABLE}*") },
            },
        ]),
    )
}
