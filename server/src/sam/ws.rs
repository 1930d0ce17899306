//! `@ws`: a WebSocket API with its routes.

use serde_json::{Value, json};

use crate::manifest::{FunctionPragma, logical_id};

use super::function;
use super::globals::ROLE;
use super::template::{Builder, Origin, reference, substitute};

/// The routes that API Gateway knows, under names with `$`.
const OWN_ROUTES: [&str; 3] = ["default", "connect", "disconnect"];

/// Where clients connect to.
pub(super) fn url(stage: &str) -> Value {
    substitute(
        format!("wss://${{WS}}.execute-api.${{AWS::Region}}.amazonaws.com/{stage}"),
        json!({}),
    )
}

pub(super) fn add(builder: &mut Builder<'_>) {
    let inventory = builder.inventory;
    if !inventory.has("ws") {
        return;
    }
    let origin = Origin::at(inventory.header("ws"));
    let name = logical_id(&format!("{}-websocket-{}", inventory.app, builder.stage));
    let stage = builder.stage;
    let mut put = |id: &str, value: Value| builder.put(id.to_owned(), origin, value);
    put(
        "WS",
        json!({
            "Type": "AWS::ApiGatewayV2::Api",
            "Properties": {
                "Name": name,
                "ProtocolType": "WEBSOCKET",
                "RouteSelectionExpression": "$request.body.action",
            },
        }),
    );
    put(
        "WebsocketDeployment",
        json!({
            "Type": "AWS::ApiGatewayV2::Deployment",
            "DependsOn": ["ConnectWSRoute", "DefaultWSRoute", "DisconnectWSRoute"],
            "Properties": { "ApiId": reference("WS") },
        }),
    );
    put(
        "WebsocketStage",
        json!({
            "Type": "AWS::ApiGatewayV2::Stage",
            "Properties": {
                "StageName": stage,
                "DeploymentId": reference("WebsocketDeployment"),
                "ApiId": reference("WS"),
            },
        }),
    );
    add_policy(builder);
    for index in builder.functions(FunctionPragma::Ws) {
        route(builder, index);
    }
    builder.output("WSS".to_owned(), "WebSocket Endpoint", url(stage));
}

/// Adds the policy that lets functions answer, where there is a WebSocket API.
pub(super) fn add_policy(builder: &mut Builder<'_>) {
    if builder.inventory.has("ws") {
        let origin = Origin::at(builder.inventory.header("ws"));
        builder.put("WebSocketPolicy".to_owned(), origin, policy());
    }
}

fn policy() -> Value {
    json!({
        "Type": "AWS::IAM::Policy",
        "DependsOn": ROLE,
        "Properties": {
            "PolicyName": "ArcWebSocketPolicy",
            "PolicyDocument": {
                "Statement": [{
                    "Effect": "Allow",
                    "Action": ["execute-api:Invoke", "execute-api:ManageConnections"],
                    "Resource": [substitute(
                        "arn:aws:execute-api:${AWS::Region}:*:${api}/*",
                        json!({ "api": reference("WS") }),
                    )],
                }],
            },
            "Roles": [reference(ROLE)],
        },
    })
}

fn route(builder: &mut Builder<'_>, index: usize) {
    let name = &builder.inventory.functions[index].name;
    let id = logical_id(name);
    let (lambda, route) = (format!("{id}WSLambda"), format!("{id}WSRoute"));
    let integration = format!("{id}WSIntegration");
    let key =
        if OWN_ROUTES.contains(&name.as_str()) { format!("${name}") } else { name.to_string() };
    function::add(builder, index, &lambda);
    let origin = builder.origin_of(index);
    let value = json!({
        "Type": "AWS::ApiGatewayV2::Route",
        "Properties": {
            "ApiId": reference("WS"),
            "RouteKey": key,
            "OperationName": route,
            "Target": {
                "Fn::Join": ["/", ["integrations", reference(integration.as_str())]],
            },
        },
    });
    builder.put(route, origin, value);
    let value = json!({
        "Type": "AWS::ApiGatewayV2::Integration",
        "Properties": {
            "ApiId": reference("WS"),
            "IntegrationType": "AWS_PROXY",
            "IntegrationUri": substitute(
                format!(
                    "arn:aws:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{lambda}.Arn}}/invocations"
                ),
                json!({}),
            ),
        },
    });
    builder.put(integration, origin, value);
    let value = json!({
        "Type": "AWS::Lambda::Permission",
        "DependsOn": ["WS", lambda],
        "Properties": {
            "Action": "lambda:InvokeFunction",
            "FunctionName": reference(lambda.as_str()),
            "Principal": "apigateway.amazonaws.com",
        },
    });
    builder.put(format!("{id}WSPermission"), origin, value);
}
