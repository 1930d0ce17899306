//! Settings, plugins, and how much is said.

use expect_test::expect;

use super::check;

#[test]
fn a_setting_of_the_manifest() {
    check(
        "@app\nx\n@events\nyolo\n@aws\nti$0meout 10\ntimeout 20\n#- src/events/yolo/config.arc\n@aws\ntimeout 30\n",
        expect![[r#"
            [timeout 10]
            **`timeout`** — Seconds after which a call of a function is given up.

            Takes a whole number from 1 to 900; by default `5`.

            Not in effect: `20` on line 7 comes after it.

            Otherwise in the config of:
            - `@events yolo`: `30` (`src/events/yolo/config.arc`)

            [Documentation](https://arc.codes/docs/en/reference/configuration/function-config#timeout)
        "#]],
    );
    check(
        "@app\nx\n@aws\nregion eu-cen$0tral-1\n",
        expect![[r#"
        [region eu-central-1]
        **`region`** — The region that the app is deployed to.

        Takes a region, as in `eu-central-1`; by default `AWS_REGION` of the environment, else `us-west-2`.

        `eu-central-1`: Frankfurt.

        [Documentation](https://arc.codes/docs/en/reference/project-manifest/aws#region)
    "#]],
    );
    check(
        "@app\nx\n@aws\nruntime p$0y\n",
        expect![[r#"
            [runtime py]
            **`runtime`** — What a function runs on.

            Takes a runtime of Lambda; by default `nodejs22.x`.

            `py` stands for `python3.12`.

            [Documentation](https://arc.codes/docs/en/reference/project-manifest/aws#runtime)
        "#]],
    );
    check(
        "@app\nx\n@aws\nruntime nodejs14$0.x\n",
        expect![[r#"
            [runtime nodejs14.x]
            **`runtime`** — What a function runs on.

            Takes a runtime of Lambda; by default `nodejs22.x`.

            `nodejs14.x` is retired at AWS, and Architect refuses it: use `nodejs22.x`.

            [Documentation](https://arc.codes/docs/en/reference/project-manifest/aws#runtime)
        "#]],
    );
    check(
        "@app\nx\n@queues\nq\n  fi$0fo false\n",
        expect![[r#"
            [fifo false]
            **`fifo`** — Whether messages keep their order and come once.

            Takes `true` or `false`; by default `fifo` of the manifest's `@aws`, else `true`.

            Since Architect 12.0.0.

            [Documentation](https://arc.codes/docs/en/reference/project-manifest/queues)
        "#]],
    );
    check(
        "@app\nx\n@static\ncompression b$0r\n",
        expect![[r#"
        [compression br]
        **`compression`** — Whether assets are compressed when they are uploaded.

        Takes `true`, `false`, `br` or `gzip`; by default `false`.

        `br`: Brotli.

        [Documentation](https://arc.codes/docs/en/reference/project-manifest/static)
    "#]],
    );
}

#[test]
fn a_setting_of_a_function_config() {
    check(
        "@app\nx\n@aws\ntimeout 9\n@events\nyolo\n#- src/events/yolo/config.arc\n@aws\ntime$0out 30\nmemory 256\n",
        expect![[r#"
            [timeout 30]
            **`timeout`** — Seconds after which a call of a function is given up.

            Takes a whole number from 1 to 900; by default `5`.

            For `@events yolo`, in the place of `9` of the manifest's `@aws`, line 4.

            [Documentation](https://arc.codes/docs/en/reference/configuration/function-config#timeout)
        "#]],
    );
    check(
        "@app\nx\n@events\nyolo\n#- src/events/yolo/config.arc\n@aws\nmemory$0 256\n",
        expect![[r#"
            [memory 256]
            **`memory`** — Memory of a function in MB; its share of the processor grows with it.

            Takes a whole number from 128 to 10240; by default `1152`.

            For `@events yolo`, in the place of `1152` by default.

            [Documentation](https://arc.codes/docs/en/reference/configuration/function-config#memory)
        "#]],
    );
    check(
        "@app\nx\n@events\nyolo\n#- src/events/yolo/config.arc\n@ar$0c\nshared false\n",
        expect![[r#"
            [@arc]
            **`@arc`** — What Architect gives this function besides its own code.

            An entry: `setting value`

            [Documentation](https://arc.codes/docs/en/reference/configuration/function-config)
        "#]],
    );
}

#[test]
fn a_setting_of_the_preferences() {
    check(
        "@app\nx\n#- prefs.arc\n@sandbox\nlivere$0load true\n",
        expect![[r#"
            [livereload true]
            **`livereload`** — Whether the browser reloads when the code of a page changes.

            Takes `true` or `false`; by default `false`.

            Since Architect 10.0.0.

            [Documentation](https://arc.codes/docs/en/reference/configuration/local-preferences#%40sandbox)
        "#]],
    );
}

#[test]
fn a_plugin() {
    check(
        "@app\nx\n@plugins\nso$0me\n#- src/plugins/some.js\n",
        expect![[r#"
        [some]
        **`@plugins some`** — A plugin, from `src/plugins/some.js`.

        It may add functions and resources of which arc-lsp cannot know, since it runs no plugin.
    "#]],
    );
}

#[test]
fn the_template_is_yaml_json_or_off() {
    let with = |template: &str| {
        format!("@app\nx\n@events\nyo$0lo\n#- arc-lsp.toml\n[hover]\ntemplate = \"{template}\"\n")
    };
    check(
        &with("json"),
        expect![[r#"
            [yolo]
            **`@events yolo`** — Runs on each message to the topic `yolo`.

            Handler: `src/events/yolo/index.mjs`, which is not there

            Config:
            - `runtime nodejs22.x`, `memory 1152`, `timeout 5`, `storage 512`, `architecture arm64`: by default

            Of `Events` SAM makes the subscription, and the permission for the topic to call the function.

            Environment: `ARC_APP_NAME`, `ARC_ENV`, `ARC_ROLE`, `ARC_SESSION_TABLE_NAME`, `ARC_STACK_NAME`

            Makes 3 resources:

            ```json
            {
              "YoloEventTopicParam": {
                "Type": "AWS::SSM::Parameter",
                "Properties": {
                  "Type": "String",
                  "Name": {
                    "Fn::Sub": [
                      "/${AWS::StackName}/events/${event}",
                      {
                        "event": "yolo"
                      }
                    ]
                  },
                  "Value": {
                    "Ref": "YoloEventTopic"
                  }
                }
              },
              "YoloEventLambda": {
                "Type": "AWS::Serverless::Function",
                "Properties": {
                  "Handler": "index.handler",
                  "CodeUri": "./src/events/yolo",
                  "Runtime": "nodejs22.x",
                  "Architectures": [
                    "arm64"
                  ],
                  "MemorySize": 1152,
                  "EphemeralStorage": {
                    "Size": 512
                  },
                  "Timeout": 5,
                  "Environment": "… 5 variables",
                  "Role": "… the app's own, Role",
                  "Events": {
                    "YoloEvent": {
                      "Type": "SNS",
                      "Properties": {
                        "Topic": {
                          "Ref": "YoloEventTopic"
                        }
                      }
                    }
                  }
                },
                "ArcMetadata": "… events yolo"
              },
              "YoloEventTopic": {
                "Type": "AWS::SNS::Topic",
                "Properties": {
                  "DisplayName": "Yolo",
                  "Subscription": []
                }
              }
            }
            ```
        "#]],
    );
    check(
        &with("off"),
        expect![[r#"
            [yolo]
            **`@events yolo`** — Runs on each message to the topic `yolo`.

            Handler: `src/events/yolo/index.mjs`, which is not there

            Config:
            - `runtime nodejs22.x`, `memory 1152`, `timeout 5`, `storage 512`, `architecture arm64`: by default

            Of `Events` SAM makes the subscription, and the permission for the topic to call the function.

            Environment: `ARC_APP_NAME`, `ARC_ENV`, `ARC_ROLE`, `ARC_SESSION_TABLE_NAME`, `ARC_STACK_NAME`
        "#]],
    );
}

#[test]
fn nothing_is_said_of_what_is_not_known() {
    for fixture in [
        "@app\nx\n@mine$0\n",
        "@app\nx\n# @ev$0ents\n",
        "$0",
        "@app\nx\n@events\nyolo\n  sr$0cc x\n",
    ] {
        check(
            fixture,
            expect![[r#"
            nothing
        "#]],
        );
    }
}
