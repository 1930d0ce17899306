//! JSON schemas that are committed, and what is held against them.

use serde_json::Value;

/// A schema of `docs/`.
pub fn committed(name: &str) -> Value {
    let path = crate::places::checkout().join("docs").join(name);
    let text = std::fs::read_to_string(&path).expect("the schema is committed");
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// Fails with every reason for which a value is not what the schema says.
pub fn assert_valid(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).expect("the schema is a schema");
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}\n{value:#}", errors.join("\n"));
}

/// Whether a value is what the schema says.
pub fn is_valid(schema: &Value, value: &Value) -> bool {
    jsonschema::is_valid(schema, value)
}
