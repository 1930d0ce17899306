//! Numbers that Architect or AWS holds an app to.

/// A limit with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The greatest number allowed, in the unit that the constant's name says.
    pub max: u64,
    /// The page that says so.
    pub source: &'static str,
}

const fn limit(max: u64, source: &'static str) -> Limit {
    Limit { max, source }
}

/// Least and greatest memory of a function, in MB.
pub const MEMORY_MB: (i64, i64) = (128, 10_240);
/// Least and greatest `/tmp` of a function, in MB.
pub const STORAGE_MB: (i64, i64) = (512, 10_240);
/// Least and greatest timeout of a function, in seconds.
pub const TIMEOUT_SECONDS: (i64, i64) = (1, 900);

/// Layers of a function.
pub const LAYERS: Limit =
    limit(5, "https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html");
/// Seconds after which an HTTP API gives up on an integration.
pub const HTTP_TIMEOUT_SECONDS: Limit =
    limit(30, "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html");
/// Seconds after which a WebSocket API gives up on an integration.
pub const WS_TIMEOUT_SECONDS: Limit = limit(
    29,
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html",
);
/// Routes of an HTTP API.
pub const HTTP_ROUTES: Limit =
    limit(300, "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html");
/// Global secondary indexes of a table.
pub const TABLE_INDEXES: Limit = limit(
    20,
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html",
);
/// Attributes that all indexes of a table together may name in `projection`.
pub const PROJECTED_ATTRIBUTES: Limit = limit(
    100,
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html",
);
/// Readers of one stream before it is throttled.
pub const STREAM_READERS: Limit =
    limit(2, "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html");
/// Seconds that a queue's batch may be waited for.
pub const BATCH_WINDOW_SECONDS: Limit =
    limit(900, "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html");
/// Bytes of all environment variables of a function together.
pub const ENVIRONMENT_BYTES: Limit =
    limit(4096, "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html");
/// Concurrent executions that an account can reserve for functions, unless AWS has raised its quota: 100 of a thousand stay
/// free.
pub const RESERVABLE_CONCURRENCY: Limit =
    limit(900, "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html");
/// Resources of a stack.
pub const STACK_RESOURCES: Limit = limit(
    500,
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
);
/// Outputs of a stack.
pub const STACK_OUTPUTS: Limit = limit(
    200,
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
);
/// Characters of all inline policies of a role, white space not counted.
pub const ROLE_POLICY_CHARACTERS: Limit =
    limit(10_240, "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html");
