//! What is worth knowing of a function and cannot be seen in the manifest.

use serde_json::Value;

use crate::manifest::{FunctionPragma, is_truthy, js_string};
use crate::project::inventory::InventoryFunction;
use crate::sam::Template;

/// What a function's kind means, and the variables that it starts with. `index` is its place in the inventory.
pub(super) fn section(function: &InventoryFunction, template: &Template, index: usize) -> String {
    let mut out = String::new();
    if let Some(fact) = fact(function) {
        out.push_str(&format!("\n{fact}\n"));
    }
    let variables: Vec<&str> = variables(template, index).collect();
    if !variables.is_empty() {
        out.push_str(&format!("\nEnvironment: `{}`\n", variables.join("`, `")));
    }
    out
}

fn fact(function: &InventoryFunction) -> Option<String> {
    Some(match function.pragma {
        // https://github.com/architect/architect/issues/1003
        FunctionPragma::Scheduled => {
            "`arc sandbox` does not run it by the clock: there it has to be invoked by hand."
                .to_owned()
        }
        // https://github.com/architect/architect/issues/1003
        FunctionPragma::TablesStreams => {
            "`arc sandbox` does not call it when items change: there it has to be invoked by hand."
                .to_owned()
        }
        // https://github.com/architect/architect/issues/768
        FunctionPragma::Ws => match function.name.as_str() {
            "connect" => {
                "Called when a client connects; a status that is no 200 refuses it.".to_owned()
            }
            "disconnect" => "Called when a connection has ended.".to_owned(),
            "default" => "Called with each message whose `action` names no other route.".to_owned(),
            name => format!(
                "Called with each message whose `action` is `{name}`: `{{\"action\": \"{name}\"}}`."
            ),
        },
        FunctionPragma::Queues => queue(function)?,
        FunctionPragma::Events => {
            "Of `Events` SAM makes the subscription, and the permission for the topic to call the function."
                .to_owned()
        }
        FunctionPragma::Http => return None,
    })
}

/// What `fifo`, `batchSize` and `batchWindow` come to. (`@architect/package`, `visitors/queues`)
fn queue(function: &InventoryFunction) -> Option<String> {
    let queue = function.queue.as_ref()?;
    let fifo = if is_truthy(&queue.fifo) { &queue.fifo } else { function.config.value("fifo") };
    let set = |value: &Value| is_truthy(value).then(|| js_string(value));
    let (size, window) = (set(&queue.batch_size), set(&queue.batch_window));
    if !is_truthy(fifo) {
        let ignored: Vec<&str> = [("`batchSize`", size), ("`batchWindow`", window)]
            .into_iter()
            .filter_map(|(name, value)| value.map(|_| name))
            .collect();
        let ignored = match ignored.as_slice() {
            [] => String::new(),
            names => format!(" {} counts for FIFO queues only.", names.join(" and ")),
        };
        return Some(format!(
            "A standard queue: messages come in any order, now and then twice.{ignored}"
        ));
    }
    let mut out = "A FIFO queue: one message a call, in the order of its group.".to_owned();
    match size {
        Some(size) => out.push_str(&format!(
            " `batchSize {size}` reserves {size} concurrent runs; the batch stays 1."
        )),
        None => out.push_str(" Without `batchSize` one run is reserved: calls do not overlap."),
    }
    if let Some(window) = window {
        out.push_str(&format!(
            " `batchWindow {window}` becomes the timeout, in the place of `timeout`; messages stay hidden for six times as \
             long."
        ));
    }
    Some(out)
}

/// The names of the variables that a function starts with.
fn variables(template: &Template, index: usize) -> impl Iterator<Item = &str> {
    let variables = template.resources_of(index).find_map(|resource| {
        resource.value.get("Properties")?.get("Environment")?.get("Variables")
    });
    variables.and_then(Value::as_object).into_iter().flat_map(|it| it.keys()).map(String::as_str)
}
