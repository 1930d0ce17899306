//! Functions on Deno: Lambda has no runtime of that name, so a layer brings one.

use serde_json::{Value, json};

use super::template::Builder;

/// Number of the layer's newest version in each region that has it.
const LAYERS: [(&str, u32); 17] = [
    ("ap-northeast-1", 16),
    ("ap-northeast-2", 15),
    ("ap-northeast-3", 15),
    ("ap-south-1", 16),
    ("ap-southeast-1", 16),
    ("ap-southeast-2", 16),
    ("ca-central-1", 79),
    ("eu-central-1", 16),
    ("eu-north-1", 15),
    ("eu-west-1", 16),
    ("eu-west-2", 16),
    ("eu-west-3", 15),
    ("sa-east-1", 15),
    ("us-east-1", 42),
    ("us-east-2", 33),
    ("us-west-1", 33),
    ("us-west-2", 36),
];

pub(super) fn add(builder: &mut Builder<'_>) {
    let region = builder.inventory.region();
    // In a region without the layer the reference adds nothing for it, which JSON has as `null`.
    let layer =
        LAYERS.iter().find(|(name, _)| *name == region).map_or(Value::Null, |(_, version)| {
            json!(format!("arn:aws:lambda:{region}:455488262213:layer:DenoRuntime:{version}"))
        });
    for resource in &mut builder.template.resources {
        let Value::Object(value) = &mut resource.value else { continue };
        if value.get("Type") != Some(&json!("AWS::Serverless::Function")) {
            continue;
        }
        let Some(properties) = value.get_mut("Properties").and_then(Value::as_object_mut) else {
            continue;
        };
        if properties.get("Runtime") != Some(&json!("deno")) {
            continue;
        }
        let layers = properties.entry("Layers").or_insert_with(|| json!([]));
        if let Some(layers) = layers.as_array_mut() {
            layers.push(layer.clone());
        }
        properties.insert("Handler".to_owned(), json!("index.handler"));
        properties.insert("Runtime".to_owned(), json!("provided.al2"));
    }
}
