//! Which changes make CloudFormation replace a resource: the properties of which its documentation says "Update requires:
//! Replacement", of the types that the template has.

use serde_json::Value;

/// Properties that cannot change in place, by type.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html>
const FIXED: [(&str, &[&str]); 12] = [
    ("AWS::DynamoDB::Table", &["KeySchema", "TableName"]),
    ("AWS::SQS::Queue", &["FifoQueue", "QueueName"]),
    ("AWS::SNS::Topic", &["FifoTopic", "TopicName"]),
    ("AWS::SSM::Parameter", &["Name"]),
    ("AWS::S3::Bucket", &["BucketName"]),
    ("AWS::S3::BucketPolicy", &["Bucket"]),
    ("AWS::ApiGatewayV2::Api", &["ProtocolType"]),
    ("AWS::ApiGatewayV2::Deployment", &["ApiId"]),
    ("AWS::ApiGatewayV2::Stage", &["ApiId", "StageName"]),
    ("AWS::ApiGatewayV2::Integration", &["ApiId"]),
    ("AWS::Lambda::Permission", &["Action", "FunctionName", "Principal"]),
    ("AWS::Lambda::EventSourceMapping", &["EventSourceArn", "StartingPosition"]),
];

/// Whether a resource of one logical ID is replaced when its value changes.
pub(super) fn replaces(old: &Value, new: &Value) -> bool {
    if old["Type"] != new["Type"] {
        return true;
    }
    let kind = old["Type"].as_str().unwrap_or_default();
    let fixed = FIXED.iter().find(|(known, _)| *known == kind).map_or(&[][..], |found| found.1);
    let (old, new) = (&old["Properties"], &new["Properties"]);
    fixed.iter().any(|property| old[property] != new[property])
        || (kind == "AWS::DynamoDB::Table" && key_types(old) != key_types(new))
}

/// The types of the attributes that are the table's own keys; those of its indexes may change with them.
fn key_types(table: &Value) -> Vec<&Value> {
    let list = |name: &str| table[name].as_array().map_or(&[][..], Vec::as_slice);
    let keys = list("KeySchema").iter().map(|key| &key["AttributeName"]);
    let attributes = list("AttributeDefinitions");
    let kind = |name: &Value| attributes.iter().find(|it| it["AttributeName"] == *name);
    keys.filter_map(|name| Some(&kind(name)?["AttributeType"])).collect()
}
