//! Values of settings that are refused, and those that pass.

use expect_test::expect;

use crate::rules::testing::check_rule;

#[test]
fn of_all_functions() {
    check_rule(
        "invalid-setting",
        "@app\nmy-app\n@aws\nmemory 512MB\nstorage 0\ntimeout \"30\"\napigateway httpv3\narchitecture arm65\n\
         region us-wst-2\nconcurrency -1\nprovisionedConcurrency lots\nfifo no\nbucket 5\nhandler index.js.handler\n\
         @events\na\n",
        expect![[r#"
            | memory 512MB
                     ^^^^^ error[invalid-setting]: `memory` takes a whole number of MB from 128 to 10240, not `512MB`
            | storage 0
                      ^ error[invalid-setting]: `storage` takes a whole number of MB from 512 to 10240, not `0`
            | timeout "30"
                      ^^^^ error[invalid-setting]: `timeout` takes a whole number of seconds from 1 to 900, not `"30"`: in quotes it is a text
              fix: Change to `30`
                "\"30\"" -> "30"
            | apigateway httpv3
                         ^^^^^^ error[invalid-setting]: `apigateway` takes `http`, `httpv2`, `httpv1` or `rest`, not `httpv3`: did you mean `httpv1`?
              unsafe fix: Change to `httpv1`
                "httpv3" -> "httpv1"
            | architecture arm65
                           ^^^^^ warning[invalid-setting]: `architecture` takes `arm64` or `x86_64`, not `arm65`: did you mean `arm64`?
              unsafe fix: Change to `arm64`
                "arm65" -> "arm64"
            | region us-wst-2
                     ^^^^^^^^ warning[invalid-setting]: `region` takes a region of AWS, as `us-west-2`, not `us-wst-2`: did you mean `us-west-2`?
              unsafe fix: Change to `us-west-2`
                "us-wst-2" -> "us-west-2"
            | concurrency -1
                          ^^ warning[invalid-setting]: `concurrency` takes a whole number, 0 or more, not `-1`
            | provisionedConcurrency lots
                                     ^^^^ warning[invalid-setting]: `provisionedConcurrency` takes a whole number, 1 or more, not `lots`
            | fifo no
                   ^^ warning[invalid-setting]: `fifo` takes `true` or `false`, not `no`: did you mean `false`?
              unsafe fix: Change to `false`
                "no" -> "false"
            | bucket 5
                     ^ warning[invalid-setting]: `bucket` takes the name of a bucket, not `5`
            | handler index.js.handler
                      ^^^^^^^^^^^^^^^^ error[invalid-setting]: `handler` takes a file and the function in it, as `index.handler`, not `index.js.handler`: did you mean `index.handler`?
              unsafe fix: Change to `index.handler`
                "index.js.handler" -> "index.handler"
        "#]],
    );
}

#[test]
fn several_values_and_none() {
    check_rule(
        "invalid-setting",
        "@app\nmy-app\n@aws\nmemory 512 1024\ntimeout\n  seconds 5\nregion eu-south-9\narchitecture unthrottled\n\
         concurrency unthrottled\nbucket\n\n@http\n",
        expect![[r#"
            | memory 512 1024
                     ^^^^^^^^ error[invalid-setting]: `memory` takes a whole number of MB from 128 to 10240, and here are 2 values
            | timeout
              ^^^^^^^ error[invalid-setting]: `timeout` takes a whole number of seconds from 1 to 900, not keys of its own
            | region eu-south-9
                     ^^^^^^^^^^ hint[invalid-setting]: `region` takes a region of AWS, as `us-west-2`, not `eu-south-9`
            | architecture unthrottled
                           ^^^^^^^^^^^ warning[invalid-setting]: `architecture` takes `arm64` or `x86_64`, not `unthrottled`
        "#]],
    );
}

#[test]
fn of_one_function() {
    check_rule(
        "invalid-setting",
        "@app\nmy-app\n@events\na\n@aws\nhandler a\n#- src/events/a/config.arc\n@aws\nmemory 127\ntimeout 901\n\
         architecture x86\nhandler ./lib/index.handler\n@arc\nshared \"false\"\ntimeout 900\n",
        expect![[r#"
            | handler a
                      ^ warning[invalid-setting]: `handler` takes a file and the function in it, as `index.handler`, not `a`
            src/events/a/config.arc
            | memory 127
                     ^^^ error[invalid-setting]: `memory` takes a whole number of MB from 128 to 10240, not `127`
            src/events/a/config.arc
            | architecture x86
                           ^^^ warning[invalid-setting]: `architecture` takes `arm64` or `x86_64`, not `x86`: did you mean `x86_64`?
              unsafe fix: Change to `x86_64`
                "x86" -> "x86_64"
            src/events/a/config.arc
            | handler ./lib/index.handler
                      ^^^^^^^^^^^^^^^^^^^ error[invalid-setting]: `handler` takes a file and the function in it, as `index.handler`, not `./lib/index.handler`: did you mean `lib/index.handler`?
              unsafe fix: Change to `lib/index.handler`
                "./lib/index.handler" -> "lib/index.handler"
            src/events/a/config.arc
            | shared "false"
                     ^^^^^^^ warning[invalid-setting]: `shared` takes `true` or `false`, not `"false"`: in quotes it is a text
              unsafe fix: Change to `false`
                "\"false\"" -> "false"
        "#]],
    );
}

#[test]
fn below_entries() {
    check_rule(
        "invalid-setting",
        "@app\nmy-app\n@queues\na\n  fifo no\n  batchSize 1.5\n  batchWindow \"5\"\nb\n  src 5\nc\n  src 5\n  src c\n@tables\nt\n  id *String\n  \
         encrypt *String\n  pitr yes\n@events\ne\n  src a b\n",
        expect![[r#"
            |   fifo no
                     ^^ error[invalid-setting]: `fifo` takes `true` or `false`, not `no`: did you mean `false`?
              unsafe fix: Change to `false`
                "no" -> "false"
            |   batchSize 1.5
                          ^^^ error[invalid-setting]: `batchSize` takes a whole number from 1 to 10000, not `1.5`
            |   batchWindow "5"
                            ^^^ error[invalid-setting]: `batchWindow` takes a whole number of seconds from 1 to 900, not `"5"`: in quotes it is a text
              fix: Change to `5`
                "\"5\"" -> "5"
            |   src 5
                    ^ error[invalid-setting]: `src` takes a folder, relative to the project, not `5`
            |   pitr yes
                     ^^^ warning[invalid-setting]: `pitr` takes `true` or `false`, not `yes`: did you mean `true`?
              unsafe fix: Change to `true`
                "yes" -> "true"
            |   src a b
                    ^^^ error[invalid-setting]: `src` takes a folder, relative to the project, and here are 2 values
        "#]],
    );
}

#[test]
fn what_an_app_serves() {
    check_rule(
        "invalid-setting",
        "@app\nmy-app\n@http\nget /\n@static\ncompression lzma\nfingerprint External\nprune \"true\"\nspa\n  true\n\
         prefix 5\nignore a b\nignore c\nstaging false\nfolder 5\n@proxy\ntesting localhost:3333\nstaging ftp://a\n\
         production HTTPS://example.com\n@views\nsrc 5\n",
        expect![[r#"
            | compression lzma
                          ^^^^ error[invalid-setting]: `compression` takes `true`, `false`, `br` or `gzip`, not `lzma`
            | fingerprint External
                          ^^^^^^^^ error[invalid-setting]: `fingerprint` takes `true`, `false` or `external`, not `External`: did you mean `external`?
              fix: Change to `external`
                "External" -> "external"
            | prune "true"
                    ^^^^^^ error[invalid-setting]: `prune` takes `true` or `false`, not `"true"`: in quotes it is a text
              fix: Change to `true`
                "\"true\"" -> "true"
            | spa
              ^^^ warning[invalid-setting]: Architect reads `spa` only with its value on the same line, as in `spa true`
            | prefix 5
                     ^ error[invalid-setting]: `prefix` takes one text, not `5`
            | ignore c
              ^^^^^^^^ error[invalid-setting]: a second `ignore` on one line makes Architect fail: list its values below one `ignore`, one a line
            | staging false
                      ^^^^^ error[invalid-setting]: `staging` takes the name of a bucket, not `false`
            | folder 5
                     ^ warning[invalid-setting]: `folder` takes a folder, relative to the project, not `5`
            | testing localhost:3333
                      ^^^^^^^^^^^^^^ error[invalid-setting]: `testing` takes an `http:` or `https:` URL, not `localhost:3333`
            | staging ftp://a
                      ^^^^^^^ error[invalid-setting]: `staging` takes an `http:` or `https:` URL, not `ftp://a`
            | src 5
                  ^ error[invalid-setting]: `src` takes a folder, relative to the project, not `5`
        "#]],
    );
}

#[test]
fn stages_hold_variables() {
    check_rule(
        "invalid-setting",
        "@app\nmy-app\n#- prefs.arc\n@env\ntesting\n  A b\nstaging secret\nproduction\n  A\n  secret\n",
        expect![[r#"
            prefs.arc
            | staging secret
              ^^^^^^^^^^^^^^ error[invalid-setting]: `staging` takes variables below it, one a line: the name, then the value
            prefs.arc
            | production
              ^^^^^^^^^^ error[invalid-setting]: `production` takes variables below it, one a line: the name, then the value
        "#]],
    );
    check_rule(
        "invalid-setting",
        "@app\nmy-app\n#- prefs.arc\n@env\nsecret\n",
        expect![[r#"
        prefs.arc
        | secret
          ^^^^^^ error[invalid-setting]: `@env` takes stages with their variables below, and this is a lone word
    "#]],
    );
}

#[test]
fn preferences_name_no_values() {
    check_rule(
        "invalid-setting",
        "@app\nmy-app\n#- prefs.arc\n@sandbox\nenv dev\nlivereload yes\nports\n  http 99999\nuseAWS\n\
         @create\nautocreate 1\n",
        expect![[r#"
            prefs.arc
            | env dev
                  ^^^ error[invalid-setting]: `env` takes `testing`, `staging` or `production`
            prefs.arc
            | livereload yes
                         ^^^ warning[invalid-setting]: `livereload` takes `true` or `false`
              unsafe fix: Change to `true`
                "yes" -> "true"
            prefs.arc
            |   http 99999
                     ^^^^^ warning[invalid-setting]: `http` takes the number of a port, from 1 to 65535
            prefs.arc
            | useAWS
              ^^^^^^ warning[invalid-setting]: `useAWS` has no value, and so all of `@sandbox` is lost: write `useAWS true`, or remove it
            prefs.arc
            | autocreate 1
                         ^ warning[invalid-setting]: `autocreate` takes `true` or `false`
              unsafe fix: Change to `true`
                "1" -> "true"
        "#]],
    );
}

#[test]
fn the_first_url_of_a_stage_counts() {
    check_rule(
        "invalid-setting",
        "@app\nmy-app\n@http\n@proxy\ntesting http://a\nstaging http://b\nproduction\nproduction http://c\nproduction bucket\nstaging 5\n",
        expect![[""]],
    );
}

#[test]
fn a_sandbox_without_a_stage() {
    check_rule(
        "invalid-setting",
        "@app\nmy-app\n#- prefs.arc\n@sandbox\nenv @testing\n",
        expect![[r#"
            prefs.arc
            | env @testing
              ^^^ warning[invalid-setting]: `env` has no value: it takes `testing`, `staging` or `production`
        "#]],
    );
}

#[test]
fn several_regions_with_a_layer_and_an_index_called_a_number() {
    check_rule(
        "invalid-setting",
        "@app\nmy-app\n@events\na\n@aws\nregion us-west-2 us-east-1\nlayer arn:aws:lambda:us-west-2:1:layer:a:1\n\
         @tables\ncats\n  id *String\n@tables-indexes\ncats\n  a *String\n  Name 1.5\n",
        expect![[r#"
            | region us-west-2 us-east-1
                     ^^^^^^^^^^^^^^^^^^^ error[invalid-setting]: `region` takes a region of AWS, as `us-west-2`, and here are 2 values
            |   Name 1.5
                     ^^^ error[invalid-setting]: `Name` takes one text, not `1.5`
        "#]],
    );
}

#[test]
fn a_number_with_a_comment_glued_to_it() {
    check_rule(
        "invalid-setting",
        "@app\nx\n@aws\ntimeout 120#\n",
        expect![[r#"
        | timeout 120#
                  ^^^ error[invalid-setting]: `timeout` takes a whole number of seconds from 1 to 900, not `120`: what follows without a space makes a text of it
          fix: Change to `120 `
            "120" -> "120 "
    "#]],
    );
}
