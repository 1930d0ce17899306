//! Pragmas, functions and tables.

use expect_test::expect;

use super::{answer, check, check_words};

#[test]
fn a_pragma_says_what_it_is_for_and_what_it_makes() {
    check(
        "@app\nx\n@ev$0ents\nyolo\nbig\n",
        expect![[r#"
        [@events]
        **`@events`** — SNS topics, each with the function that handles what is published to it.

        An entry: `name`

        2 entries make 6 resources: 2 `AWS::SSM::Parameter`, 2 `AWS::Serverless::Function`, 2 `AWS::SNS::Topic`.

        They share a part of `Role`:

        ```yaml
        # a part of Role, AWS::IAM::Role
        Role:
          Properties:
            Policies:
              - PolicyName: ArcSimpleNotificationServicePolicy
                PolicyDocument: # 1 statement
        ```

        [Documentation](https://arc.codes/docs/en/reference/project-manifest/events)
    "#]],
    );
    check(
        "@app\nx\n@scheduled$0\ndaily rate(1 day)\n",
        expect![[r#"
        [@scheduled]
        **`@scheduled`** — Functions that EventBridge Scheduler calls at a rate or by a calendar.

        An entry: `name rate(…)`

        1 entry makes 2 resources: 1 `AWS::Serverless::Function`, 1 `AWS::Scheduler::Schedule`.

        They share 1 resource:

        ```yaml
        SchedulerRole:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument: # 1 statement
            Policies:
              - PolicyName: DailyInvokeLambdaPolicy
                PolicyDocument: # 1 statement
        ```

        [Documentation](https://arc.codes/docs/en/reference/project-manifest/scheduled)
    "#]],
    );
    check(
        "@app\nx\n@http$0\nget /a\npost /a\n",
        expect![[r#"
            [@http]
            **`@http`** — Routes of an API Gateway HTTP API, each with its own function.

            An entry: `method /path`

            2 entries make 2 resources: 2 `AWS::Serverless::Function`.

            They share 6 resources and a part of `Role`:

            ```yaml
            StaticBucketParam: # AWS::SSM::Parameter
            StaticFingerprintParam: # AWS::SSM::Parameter
            HTTP: # AWS::Serverless::HttpApi
            GetCatchallHTTPLambda: # AWS::Serverless::Function
            StaticBucket: # AWS::S3::Bucket
            StaticBucketPolicy: # AWS::S3::BucketPolicy
            # a part of Role, AWS::IAM::Role
            Role:
              Properties:
                Policies:
                  - PolicyName: ArcStaticBucketPolicy
                    PolicyDocument: # 1 statement
            ```

            [Documentation](https://arc.codes/docs/en/reference/project-manifest/http)
        "#]],
    );
    check(
        "@app\nx\n@indexes$0\n",
        expect![[r#"
        [@indexes]
        **`@indexes`** — Indexes of tables under their old name. Ignored.

        Retired: Architect no longer reads it. Use `@tables-indexes`.

        [Documentation](https://arc.codes/docs/en/about/upgrade-guide)
    "#]],
    );
}

#[test]
fn a_function_says_where_its_handler_is_and_what_it_makes() {
    check(
        "@app\nx\n@events\nyo$0lo\n#- src/events/yolo/index.js\n",
        expect![[r#"
            [yolo]
            **`@events yolo`** — Runs on each message to the topic `yolo`.

            Handler: `src/events/yolo/index.js`

            Config:
            - `runtime nodejs22.x`, `memory 1152`, `timeout 5`, `storage 512`, `architecture arm64`: by default

            Of `Events` SAM makes the subscription, and the permission for the topic to call the function.

            Environment: `ARC_APP_NAME`, `ARC_ENV`, `ARC_ROLE`, `ARC_SESSION_TABLE_NAME`, `ARC_STACK_NAME`

            Makes 3 resources:

            ```yaml
            YoloEventTopicParam:
              Type: AWS::SSM::Parameter
              Properties:
                Type: String
                Name: !Sub
                  - /${AWS::StackName}/events/${event}
                  - event: yolo
                Value: !Ref YoloEventTopic
            YoloEventLambda:
              Type: AWS::Serverless::Function
              Properties:
                Handler: index.handler
                CodeUri: ./src/events/yolo
                Runtime: nodejs22.x
                Architectures:
                  - arm64
                MemorySize: 1152
                EphemeralStorage:
                  Size: 512
                Timeout: 5
                Environment: # 5 variables
                Role: # the app's own, Role
                Events:
                  YoloEvent:
                    Type: SNS
                    Properties:
                      Topic: !Ref YoloEventTopic
              ArcMetadata: # events yolo
            YoloEventTopic:
              Type: AWS::SNS::Topic
              Properties:
                DisplayName: Yolo
                Subscription: []
            ```
        "#]],
    );
    check(
        "@app\nx\n@http\nget $0/a\npost /a\n@plugins\nsome\n",
        expect![[r#"
            [get /a]
            **`@http get /a`** — Answers `get /a`.

            Handler: `src/http/get-a/index.mjs`, which is not there

            Config:
            - `runtime nodejs22.x`, `memory 1152`, `timeout 5`, `storage 512`, `architecture arm64`: by default

            Environment: `ARC_APP_NAME`, `ARC_ENV`, `ARC_ROLE`, `ARC_SESSION_TABLE_NAME`, `ARC_STACK_NAME`, `ARC_STATIC_BUCKET`, `ARC_STATIC_SPA`

            Makes 1 resource and a part of `HTTP`:

            ```yaml
            # without what plugins add: some
            GetAHTTPLambda:
              Type: AWS::Serverless::Function
              Properties:
                Handler: index.handler
                CodeUri: ./src/http/get-a
                Runtime: nodejs22.x
                Architectures:
                  - arm64
                MemorySize: 1152
                EphemeralStorage:
                  Size: 512
                Timeout: 5
                Environment: # 7 variables
                Role: # the app's own, Role
                Events:
                  HTTPEvent:
                    Type: HttpApi
                    Properties:
                      Path: /a
                      Method: GET
                      ApiId: !Ref HTTP
              ArcMetadata: # http get /a
            # a part of HTTP, AWS::Serverless::HttpApi
            HTTP:
              Properties:
                DefinitionBody:
                  paths:
                    /a:
                      get:
                        x-amazon-apigateway-integration:
                          payloadFormatVersion: '2.0'
                          type: aws_proxy
                          httpMethod: POST
                          uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${GetAHTTPLambda.Arn}/invocations
                          connectionType: INTERNET
            ```
        "#]],
    );
}

#[test]
fn config_says_where_each_value_comes_from() {
    check_words(
        "@app\nx\n@queues\n$0q\n  src lib/q\n@aws\nmemory 512\ntimeout 9\n#- lib/q/lambda.py\n#- lib/q/config.arc\n@aws\n\
         runtime python\npolicies\n  a\n  b\n@arc\nshared false\n",
        expect![[r#"
            [q]
            **`@queues q`** — Runs on the messages of the queue `q`.

            Handler: `lib/q/lambda.py`

            Config:
            - `runtime python3.12` (`python`), 2 `policies`, `shared false`: `lib/q/config.arc`, lines 2, 3, 7
            - `memory 512`, `timeout 9`: `@aws` of the manifest, lines 7, 8
            - `storage 512`, `architecture arm64`: by default

            A FIFO queue: one message a call, in the order of its group. Without `batchSize` one run is reserved: calls do not overlap.

            Environment: `ARC_APP_NAME`, `ARC_ENV`, `ARC_ROLE`, `ARC_SESSION_TABLE_NAME`, `ARC_STACK_NAME`, `PYTHONPATH`
        "#]],
    );
}

#[test]
fn a_schedule_is_said_in_words() {
    check(
        "@app\nx\n@scheduled\ndaily rate$0(1 day)\n",
        expect![[r#"
            [daily rate(1 day)]
            **`@scheduled daily`** — Runs on the schedule `daily`.

            Handler: `src/scheduled/daily/index.mjs`, which is not there

            Schedule: Every 24 hours, counted from the deploy.

            Config:
            - `runtime nodejs22.x`, `memory 1152`, `timeout 5`, `storage 512`, `architecture arm64`: by default

            `arc sandbox` does not run it by the clock: there it has to be invoked by hand.

            Environment: `ARC_APP_NAME`, `ARC_ENV`, `ARC_ROLE`, `ARC_SESSION_TABLE_NAME`, `ARC_STACK_NAME`

            Makes 2 resources and a part of `SchedulerRole`:

            ```yaml
            DailyScheduleLambda:
              Type: AWS::Serverless::Function
              Properties:
                Handler: index.handler
                CodeUri: ./src/scheduled/daily
                Runtime: nodejs22.x
                Architectures:
                  - arm64
                MemorySize: 1152
                EphemeralStorage:
                  Size: 512
                Timeout: 5
                Environment: # 5 variables
                Role: # the app's own, Role
                Events: {}
              ArcMetadata: # scheduled daily
            DailyScheduleEvent:
              Type: AWS::Scheduler::Schedule
              Properties:
                ScheduleExpression: rate(1 day)
                FlexibleTimeWindow:
                  Mode: 'OFF'
                Target:
                  Arn: !GetAtt DailyScheduleLambda.Arn
                  RoleArn: !GetAtt SchedulerRole.Arn
            # a part of SchedulerRole, AWS::IAM::Role
            SchedulerRole:
              Properties:
                Policies:
                  - PolicyName: DailyInvokeLambdaPolicy
                    PolicyDocument: # 1 statement
            ```
        "#]],
    );
    check_words(
        "@app\nx\n@scheduled\nnight$0ly\n  cron 0 3 ? * MON-FRI *\n  timezone Europe/Berlin\n",
        expect![[r#"
            [nightly]
            **`@scheduled nightly`** — Runs on the schedule `nightly`.

            Handler: `src/scheduled/nightly/index.mjs`, which is not there

            Schedule: Every weekday at 03:00 Europe/Berlin.

            Next runs:
            - Fri 2026-01-16 03:00 +01:00
            - Mon 2026-01-19 03:00 +01:00
            - Tue 2026-01-20 03:00 +01:00

            Config:
            - `runtime nodejs22.x`, `memory 1152`, `timeout 5`, `storage 512`, `architecture arm64`: by default

            `arc sandbox` does not run it by the clock: there it has to be invoked by hand.

            Environment: `ARC_APP_NAME`, `ARC_ENV`, `ARC_ROLE`, `ARC_SESSION_TABLE_NAME`, `ARC_STACK_NAME`
        "#]],
    );
    check_words(
        "@app\nx\n@scheduled\nonce$0 cron(0 3 1 1 ? 2020)\n",
        expect![[r#"
            [once]
            **`@scheduled once`** — Runs on the schedule `once`.

            Handler: `src/scheduled/once/index.mjs`, which is not there

            Schedule: Once, at 03:00 UTC on 1 January 2020.

            It never runs again.

            Config:
            - `runtime nodejs22.x`, `memory 1152`, `timeout 5`, `storage 512`, `architecture arm64`: by default

            `arc sandbox` does not run it by the clock: there it has to be invoked by hand.

            Environment: `ARC_APP_NAME`, `ARC_ENV`, `ARC_ROLE`, `ARC_SESSION_TABLE_NAME`, `ARC_STACK_NAME`
        "#]],
    );
}

#[test]
fn queues_streams_and_routes_have_facts() {
    let fact = |manifest: &str| {
        let answer = answer(&format!("@app\nx\n{manifest}"));
        let (_, behind) = answer.split_once("by default\n\n").expect("its config");
        behind.lines().next().unwrap_or_default().to_owned() + "\n"
    };
    let facts = [
        "@queues\n$0q\n",
        "@queues\n$0q\n  batchSize 5\n  batchWindow 10\n",
        "@queues\n$0q\n  fifo false\n  batchSize 5\n",
        "@tables\ncats\n  id *String\n@tables-streams\nca$0ts\n",
        "@ws\nsay$0\n",
        "@ws\nconnect$0\n",
    ]
    .map(fact);
    expect![[r#"
        A FIFO queue: one message a call, in the order of its group. Without `batchSize` one run is reserved: calls do not overlap.
        A FIFO queue: one message a call, in the order of its group. `batchSize 5` reserves 5 concurrent runs; the batch stays 1. `batchWindow 10` becomes the timeout, in the place of `timeout`; messages stay hidden for six times as long.
        A standard queue: messages come in any order, now and then twice. `batchSize` counts for FIFO queues only.
        `arc sandbox` does not call it when items change: there it has to be invoked by hand.
        Called with each message whose `action` is `say`: `{"action": "say"}`.
        Called when a client connects; a status that is no 200 refuses it.
    "#]].assert_eq(&facts.concat());
}

#[test]
fn tables_and_indexes() {
    check(
        "@app\nx\n@tables\nca$0ts\n  id *String\n  born **Number\n  PITR true\n  gone TTL\n  encrypt true\n\
         @tables-indexes\ncats\n  name *String\n",
        expect![[r#"
            [cats]
            **`@tables cats`** — A DynamoDB table.

            - partition key `id`, a string
            - sort key `born`, a number
            - items expire at `gone`
            - encrypted by a key of KMS that AWS manages
            - continuous backups of the last 35 days
            - index `name-index`

            Makes 2 resources:

            ```yaml
            CatsParam:
              Type: AWS::SSM::Parameter
              Properties:
                Type: String
                Name: !Sub
                  - /${AWS::StackName}/tables/${tablename}
                  - tablename: cats
                Value: !Ref CatsTable
            CatsTable:
              Type: AWS::DynamoDB::Table
              Properties:
                KeySchema:
                  - AttributeName: id
                    KeyType: HASH
                  - AttributeName: born
                    KeyType: RANGE
                AttributeDefinitions:
                  - AttributeName: id
                    AttributeType: S
                  - AttributeName: born
                    AttributeType: 'N'
                  - AttributeName: name
                    AttributeType: S
                BillingMode: PAY_PER_REQUEST
                SSESpecification:
                  SSEEnabled: true
                PointInTimeRecoverySpecification:
                  PointInTimeRecoveryEnabled: true
                TimeToLiveSpecification:
                  AttributeName: gone
                  Enabled: true
                GlobalSecondaryIndexes:
                  - IndexName: name-index
                    KeySchema:
                      - AttributeName: name
                        KeyType: HASH
                    Projection:
                      ProjectionType: ALL
            ```
        "#]],
    );
    check(
        "@app\nx\n@tables\ncats\n  id *String\n@tables-indexes\nca$0ts\n  name *String\n  projection a b\n",
        expect![[r#"
            [cats]
            **`@tables-indexes cats`** — The global secondary index `name-index` of the table `cats`.

            - partition key `name`, a string
            - holds the keys and `a`, `b`

            Makes a part of `CatsTable`:

            ```yaml
            # a part of CatsTable, AWS::DynamoDB::Table
            CatsTable:
              Properties:
                GlobalSecondaryIndexes:
                  - IndexName: name-index
                    KeySchema:
                      - AttributeName: name
                        KeyType: HASH
                    Projection:
                      ProjectionType: INCLUDE
                      NonKeyAttributes:
                        - a
                        - b
            ```
        "#]],
    );
    check(
        "@app\nx\n@tables\ncats\n  id$0 *String\n",
        expect![[r#"
        [id *String]
        **`id *String`** — Partition key, a string.

        An attribute of `cats`.
    "#]],
    );
    check(
        "@app\nx\n@tables\ncats\n  id *String\n  gone TT$0L\n",
        expect![[r#"
        [gone TTL]
        **`gone TTL`** — When the item expires, in seconds since 1970.

        An attribute of `cats`.
    "#]],
    );
}
