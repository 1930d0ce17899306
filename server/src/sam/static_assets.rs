//! `@static`: the bucket for static assets and the route to it.

use serde_json::{Value, json};

use crate::manifest::is_truthy;

use super::http;
use super::template::{Builder, Origin, reference, substitute};

/// Regions whose website endpoint is written with a dash.
/// <https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints>
const DASHED_REGIONS: [&str; 9] = [
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "us-gov-west-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "sa-east-1",
    "eu-west-1",
];

/// The bucket of the stage: the one that the manifest names, or the one that the stack makes.
pub(super) fn bucket(builder: &Builder<'_>) -> Value {
    let own = builder.inventory.static_value(builder.stage);
    if is_truthy(own) { own.clone() } else { reference("StaticBucket") }
}

/// What calls for the bucket: `@static`, or `@http`, which implies it.
pub(super) fn origin(builder: &Builder<'_>) -> Origin {
    let inventory = builder.inventory;
    Origin::at(inventory.header("static").or_else(|| inventory.header("http")))
}

pub(super) fn add(builder: &mut Builder<'_>) {
    let inventory = builder.inventory;
    if inventory.static_settings().is_none() {
        return;
    }
    let bucket = bucket(builder);
    let origin = origin(builder);
    if !is_truthy(inventory.static_value(builder.stage)) {
        builder.put("StaticBucket".to_owned(), origin, own_bucket());
    }
    let region = inventory.region();
    let separator = if DASHED_REGIONS.contains(&region.as_str()) { '-' } else { '.' };
    builder.output(
        "BucketURL".to_owned(),
        "Bucket URL",
        substitute(
            format!("http://${{bukkit}}.s3-website{separator}${{AWS::Region}}.amazonaws.com"),
            json!({ "bukkit": bucket }),
        ),
    );
    builder.put("StaticBucketPolicy".to_owned(), origin, bucket_policy(&bucket));
    if inventory.has("http") {
        http::add_path(builder, origin.span, "/_static/{proxy+}", route(&bucket));
    }
}

fn own_bucket() -> Value {
    json!({
        "Type": "AWS::S3::Bucket",
        "Properties": {
            "OwnershipControls": { "Rules": [{ "ObjectOwnership": "BucketOwnerEnforced" }] },
            "WebsiteConfiguration": {
                "IndexDocument": "index.html",
                "ErrorDocument": "404.html",
            },
            "PublicAccessBlockConfiguration": {
                "BlockPublicAcls": false,
                "BlockPublicPolicy": false,
                "IgnorePublicAcls": false,
                "RestrictPublicBuckets": false,
            },
        },
    })
}

fn bucket_policy(bucket: &Value) -> Value {
    json!({
        "Type": "AWS::S3::BucketPolicy",
        "Properties": {
            "Bucket": bucket,
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Action": ["s3:GetObject"],
                    "Effect": "Allow",
                    "Principal": "*",
                    "Resource": [substitute("arn:aws:s3:::${bukkit}/*", json!({ "bukkit": bucket }))],
                    "Sid": "PublicReadGetObject",
                }],
            },
        },
    })
}

fn route(bucket: &Value) -> Value {
    json!({
        "get": {
            "x-amazon-apigateway-integration": {
                "payloadFormatVersion": "1.0",
                "type": "http_proxy",
                "httpMethod": "GET",
                "uri": substitute(
                    "https://${bukkit}.s3.${AWS::Region}.amazonaws.com/{proxy}",
                    json!({ "bukkit": bucket }),
                ),
                "connectionType": "INTERNET",
                "timeoutInMillis": 30000,
            },
        },
    })
}
