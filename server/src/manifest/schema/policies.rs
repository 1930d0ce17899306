//! Policies that functions are often given by name. Any other name of a managed policy, and any ARN, is as good.

use super::spec::Choice;

const fn policy(value: &'static str, summary: &'static str) -> Choice {
    Choice { value, summary }
}

/// Architect's own, then some that AWS manages, which SAM takes by their name.
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies>
pub const POLICIES: &[Choice] = &[
    policy("architect-default-policies", "What Architect gives a function that names no policies."),
    policy("AmazonDynamoDBFullAccess", "Every table, to read and write."),
    policy("AmazonDynamoDBReadOnlyAccess", "Every table, to read."),
    policy("AmazonS3FullAccess", "Every bucket, to read and write."),
    policy("AmazonS3ReadOnlyAccess", "Every bucket, to read."),
    policy("AmazonSESFullAccess", "Sending e-mail."),
    policy("AmazonSNSFullAccess", "Every topic."),
    policy("AmazonSQSFullAccess", "Every queue."),
    policy("AmazonSSMReadOnlyAccess", "Reading parameters."),
    policy("SecretsManagerReadWrite", "Every secret, to read and write."),
    policy("AWSLambdaBasicExecutionRole", "Writing logs."),
    policy("AWSLambdaVPCAccessExecutionRole", "Logs, and network interfaces in a VPC."),
    policy("AWSXRayDaemonWriteAccess", "Sending traces to X-Ray."),
    policy("CloudWatchReadOnlyAccess", "Reading metrics and logs."),
    policy("AmazonCognitoPowerUser", "Managing pools of users."),
    policy("AmazonBedrockFullAccess", "Every model of Bedrock."),
];
