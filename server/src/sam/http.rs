//! `@http`: an HTTP API with its routes, and `@proxy`.

use serde_json::{Map, Value, json};

use crate::manifest::{FunctionPragma, route_id};
use crate::text::Span;

use super::function;
use super::template::{Builder, Origin, reference, step, substitute};

/// The logical ID of the API.
pub(super) const API: &str = "HTTP";

pub(super) fn add(builder: &mut Builder<'_>) {
    let inventory = builder.inventory;
    if !inventory.has("http") {
        return;
    }
    let functions = builder.functions(FunctionPragma::Http);
    let api = json!({
        "Type": "AWS::Serverless::HttpApi",
        "Properties": {
            "StageName": "$default",
            "DefinitionBody": {
                "openapi": "3.0.1",
                "info": { "title": reference("AWS::StackName") },
                "paths": paths(builder, &functions),
            },
        },
    });
    builder.put(API.to_owned(), Origin::at(inventory.header("http")), api);
    for index in functions {
        let Some((method, path)) = &inventory.functions[index].route else { continue };
        let origin = inventory.functions[index].span;
        builder.part(
            API,
            origin,
            format!("{}{}", path_pointer(&api_path(path)), step(verb(method))),
        );
        let id = format!("{}HTTPLambda", route_id(method, path));
        function::add(builder, index, &id);
        let event = json!({
            "Type": "HttpApi",
            "Properties": {
                "Path": api_path(path),
                "Method": method.to_uppercase(),
                "ApiId": reference(API),
            },
        });
        function::add_event(builder, &id, "HTTPEvent".to_owned(), event);
    }
    builder.output(
        "API".to_owned(),
        "API Gateway (HTTP)",
        substitute(
            "https://${ApiId}.execute-api.${AWS::Region}.amazonaws.com",
            json!({ "ApiId": reference(API) }),
        ),
    );
    builder.output("ApiId".to_owned(), "API ID (ApiId)", reference(API));
    if let Some(proxy) = &inventory.proxy {
        let route = proxy_route(proxy.url(builder.stage).map(|url| url.to_js_string().to_string()));
        add_path(builder, Some(proxy.span), "/$default", route);
    }
}

/// Adds a path to the API, for a pragma.
pub(super) fn add_path(builder: &mut Builder<'_>, origin: Option<Span>, path: &str, value: Value) {
    builder.part(API, origin, path_pointer(path));
    let paths = builder
        .properties(API)
        .and_then(|p| p.get_mut("DefinitionBody")?.get_mut("paths")?.as_object_mut());
    if let Some(paths) = paths {
        paths.insert(path.to_owned(), value);
    }
}

/// Where a path of the API is in its resource.
fn path_pointer(path: &str) -> String {
    format!("/Properties/DefinitionBody/paths{}", step(path))
}

/// A verb as OpenAPI has it.
fn verb(method: &str) -> &str {
    if method == "any" { "x-amazon-apigateway-any-method" } else { method }
}

/// The routes as OpenAPI has them. Of two that become one path, the first is taken.
fn paths(builder: &Builder<'_>, functions: &[usize]) -> Map<String, Value> {
    let format = if builder.inventory.aws.value("apigateway") == "httpv1" { "1.0" } else { "2.0" };
    let mut paths: Map<String, Value> = Map::new();
    for index in functions {
        let function = &builder.inventory.functions[*index];
        let Some((method, path)) = &function.route else { continue };
        let methods = paths.entry(api_path(path)).or_insert_with(|| json!({}));
        let provisioned = function.config.value("provisionedConcurrency");
        let alias = if crate::manifest::is_truthy(provisioned) { ":live" } else { "" };
        let uri = format!(
            "arn:aws:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{}HTTPLambda.Arn}}{alias}/invocations",
            route_id(method, path),
        );
        if let Some(methods) = methods.as_object_mut() {
            methods.entry(verb(method)).or_insert_with(|| {
                json!({
                    "x-amazon-apigateway-integration": {
                        "payloadFormatVersion": format,
                        "type": "aws_proxy",
                        "httpMethod": "POST",
                        "uri": { "Fn::Sub": uri },
                        "connectionType": "INTERNET",
                    },
                })
            });
        }
    }
    paths
}

/// `/foo/:bar/*` as `/foo/{bar}/{proxy+}`.
fn api_path(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.strip_prefix(':') {
        Some(parameter) => format!("{{{parameter}}}"),
        None if part == "*" => "{proxy+}".to_owned(),
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// What takes the requests that no route takes; a stage without a URL leaves it open.
fn proxy_route(url: Option<String>) -> Value {
    let mut integration = json!({
        "payloadFormatVersion": "1.0",
        "type": "http_proxy",
        "httpMethod": "ANY",
        "connectionType": "INTERNET",
        "timeoutInMillis": 30000,
    });
    if let Some(url) = url {
        integration["uri"] = json!(url);
    }
    json!({
        "x-amazon-apigateway-any-method": {
            "isDefaultRoute": true,
            "x-amazon-apigateway-integration": integration,
        },
    })
}
