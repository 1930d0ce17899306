//! `@queues`: a queue and the function that works it off.

use serde_json::{Value, json};

use crate::manifest::{FunctionPragma, is_truthy, logical_id};

use super::function;
use super::template::{Builder, attribute, reference};

/// A function's messages become visible again after this many of its timeouts.
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html>
const VISIBILITY_TIMEOUTS: f64 = 6.0;

pub(super) fn add(builder: &mut Builder<'_>) {
    for index in builder.functions(FunctionPragma::Queues) {
        let function = &builder.inventory.functions[index];
        let Some(queue) = &function.queue else { continue };
        let name = logical_id(&function.name);
        let (lambda, id) = (format!("{name}QueueLambda"), format!("{name}Queue"));
        function::add(builder, index, &lambda);
        // `fifo true` of the function's own config counts where the entry says `false`, not the other way.
        let own = function.config.value("fifo");
        let fifo = if is_truthy(&queue.fifo) { &queue.fifo } else { own };
        let is_fifo = is_truthy(fifo);
        let mut event = json!({
            "Type": "SQS",
            "Properties": { "Queue": attribute(&id, "Arn") },
        });
        let mut properties = json!({ "VisibilityTimeout": function.config.value("timeout") });
        if is_fifo {
            event["Properties"]["BatchSize"] = json!(1);
            event["Properties"]["MaximumBatchingWindowInSeconds"] = json!(0);
            properties["FifoQueue"] = fifo.clone();
            properties["ContentBasedDeduplication"] = json!(true);
            let concurrency =
                if is_truthy(&queue.batch_size) { queue.batch_size.clone() } else { json!(1) };
            let window = is_truthy(&queue.batch_window).then(|| queue.batch_window.clone());
            if let Some(window) = &window {
                properties["VisibilityTimeout"] = times(window, VISIBILITY_TIMEOUTS);
            }
            if let Some(lambda) = builder.properties(&lambda) {
                lambda.insert("ReservedConcurrentExecutions".to_owned(), concurrency);
                if let Some(window) = window {
                    lambda.insert("Timeout".to_owned(), window);
                }
            }
        }
        function::add_event(builder, &lambda, format!("{name}QueueEvent"), event);
        let value = json!({ "Type": "AWS::SQS::Queue", "Properties": properties });
        builder.put(id.clone(), builder.origin_of(index), value);
        builder.output(format!("{name}SqsQueue"), "An SQS Queue", reference(id));
    }
}

/// A product; what is no number gives none.
fn times(value: &Value, factor: f64) -> Value {
    match (value.as_i64(), value.as_f64()) {
        (Some(value), _) => json!(value.saturating_mul(factor as i64)),
        (None, Some(value)) => json!(value * factor),
        (None, None) => Value::Null,
    }
}
