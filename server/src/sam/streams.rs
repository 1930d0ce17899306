//! `@tables-streams`: the function that is called with a table's changes.

use serde_json::json;

use crate::manifest::{FunctionPragma, logical_id};

use super::function;
use super::template::{Builder, attribute};

pub(super) fn add(builder: &mut Builder<'_>) {
    for index in builder.functions(FunctionPragma::TablesStreams) {
        let stream = &builder.inventory.functions[index];
        let name = logical_id(&stream.name);
        let lambda = format!("{name}TableStreamLambda");
        let table = format!("{}Table", logical_id(stream.table.as_deref().unwrap_or_default()));
        function::add(builder, index, &lambda);
        let mapping = json!({
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
                "BatchSize": 10,
                "EventSourceArn": attribute(&table, "StreamArn"),
                "FunctionName": attribute(&lambda, "Arn"),
                "StartingPosition": "TRIM_HORIZON",
            },
        });
        builder.put(format!("{name}TableStreamEvent"), builder.origin_of(index), mapping);
        let specification = json!({ "StreamViewType": "NEW_AND_OLD_IMAGES" });
        if let Some(properties) = builder.properties(&table) {
            properties.insert("StreamSpecification".to_owned(), specification);
        }
        builder.part(&table, stream.span, "/Properties/StreamSpecification");
    }
}
