//! `@events`: a topic and the function that handles it.

use serde_json::json;

use crate::manifest::{FunctionPragma, logical_id};

use super::function;
use super::template::{Builder, reference};

pub(super) fn add(builder: &mut Builder<'_>) {
    for index in builder.functions(FunctionPragma::Events) {
        let name = logical_id(&builder.inventory.functions[index].name);
        let lambda = format!("{name}EventLambda");
        let topic = format!("{name}EventTopic");
        function::add(builder, index, &lambda);
        let event = json!({ "Type": "SNS", "Properties": { "Topic": reference(topic.as_str()) } });
        function::add_event(builder, &lambda, format!("{name}Event"), event);
        let value = json!({
            "Type": "AWS::SNS::Topic",
            "Properties": { "DisplayName": name, "Subscription": [] },
        });
        builder.put(topic.clone(), builder.origin_of(index), value);
        builder.output(topic.clone(), "An SNS Topic", reference(topic));
    }
}
