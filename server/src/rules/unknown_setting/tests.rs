//! What is unknown, and what is silent.

use expect_test::expect;

use crate::rules::testing::check_rule;

#[test]
fn unknown_in_a_manifest() {
    check_rule(
        "unknown-setting",
        "@app\nmy-app\n@aws\nmemorySize 512\nTimeout 30\nvpc x\nshared false\nviews false\nstate x\n\
             @http\nget /\n/a\n  method get\n  scr b\n@queues\nq\n  batchsize 5\n  delay 1\n\
             @scheduled\ns\n  rate 1 day\n  timezne UTC\n\
             @tables\nt\n  id *String\n  email String\n  PointinTimeRecovery true\n  Encrypt true\n  expires Ttl\n  x y z\n  n TTL\n\
             @tables-indexes\nt\n  id *String\n  NAME byId\n  projections all\n\
             @static\nfingerprints true\nthing 1\n@shared\nfolder lib\n@plugins\n",
        expect![[r#"
                | memorySize 512
                  ^^^^^^^^^^ warning[unknown-setting]: Architect knows no `memorySize` in `@aws`: did you mean `memory`?
                  unsafe fix: Change to `memory`
                    "memorySize" -> "memory"
                | Timeout 30
                  ^^^^^^^ warning[unknown-setting]: Architect knows no `Timeout` in `@aws`: did you mean `timeout`?
                  unsafe fix: Change to `timeout`
                    "Timeout" -> "timeout"
                | vpc x
                  ^^^ hint[unknown-setting]: Architect knows no `vpc` in `@aws`, so the line has no effect
                |   scr b
                    ^^^ hint[unknown-setting]: Architect knows no `scr` in `@http`, only `method`, `src`
                |   batchsize 5
                    ^^^^^^^^^ warning[unknown-setting]: Architect knows no `batchsize` in `@queues`: did you mean `batchSize`?
                  unsafe fix: Change to `batchSize`
                    "batchsize" -> "batchSize"
                |   delay 1
                    ^^^^^ hint[unknown-setting]: Architect knows no `delay` in `@queues`, only `src`, `fifo`, `batchSize`, `batchWindow`
                |   timezne UTC
                    ^^^^^^^ warning[unknown-setting]: Architect knows no `timezne` in `@scheduled`: did you mean `timezone`?
                  unsafe fix: Change to `timezone`
                    "timezne" -> "timezone"
                |   email String
                    ^^^^^^^^^^^^ hint[unknown-setting]: `email String` declares nothing: only keys are declared, as `email *String`, and other attributes are simply stored
                |   PointinTimeRecovery true
                    ^^^^^^^^^^^^^^^^^^^ warning[unknown-setting]: Architect knows no `PointinTimeRecovery` in `@tables`: did you mean `PointInTimeRecovery`?
                  unsafe fix: Change to `PointInTimeRecovery`
                    "PointinTimeRecovery" -> "PointInTimeRecovery"
                |   Encrypt true
                    ^^^^^^^ warning[unknown-setting]: Architect knows no `Encrypt` in `@tables`: did you mean `encrypt`?
                  unsafe fix: Change to `encrypt`
                    "Encrypt" -> "encrypt"
                |   expires Ttl
                            ^^^ warning[unknown-setting]: Architect reads `TTL` and `ttl` only, not `Ttl`
                  unsafe fix: Change to `TTL`
                    "Ttl" -> "TTL"
                |   x y z
                    ^ hint[unknown-setting]: Architect knows no `x` in `@tables`, only `encrypt`, `PointInTimeRecovery`, `PITR`, `pitr`, `stream`
                |   projections all
                    ^^^^^^^^^^^ warning[unknown-setting]: Architect knows no `projections` in `@tables-indexes`: did you mean `projection`?
                  unsafe fix: Change to `projection`
                    "projections" -> "projection"
                | fingerprints true
                  ^^^^^^^^^^^^ warning[unknown-setting]: Architect knows no `fingerprints` in `@static`: did you mean `fingerprint`?
                  unsafe fix: Change to `fingerprint`
                    "fingerprints" -> "fingerprint"
                | thing 1
                  ^^^^^ hint[unknown-setting]: Architect knows no `thing` in `@static`, so the line has no effect
                | folder lib
                  ^^^^^^ hint[unknown-setting]: Architect knows no `folder` in `@shared`, only `src`
            "#]],
    );
}

#[test]
fn unknown_in_the_config_of_a_function_and_in_preferences() {
    check_rule(
        "unknown-setting",
        "@app\nmy-app\n@events\na\n#- src/events/a/config.arc\n@aws\nmemry 512\nvpc x\nviews false\nruntime node\n\
             @arc\ntimeout 5\nshare false\nignoredDependencies true\n\
             #- prefs.arc\n@sandbox\nuseAws true\nport 3333\nports\n  https 1\n@env\nstagging\n  A_B c\n@create\n@mine\nx y\n",
        expect![[r#"
                prefs.arc
                | useAws true
                  ^^^^^^ warning[unknown-setting]: Architect knows no `useAws` in `@sandbox`: did you mean `useAWS`?
                  unsafe fix: Change to `useAWS`
                    "useAws" -> "useAWS"
                prefs.arc
                | port 3333
                  ^^^^ warning[unknown-setting]: Architect knows no `port` in `@sandbox`: did you mean `ports`?
                  unsafe fix: Change to `ports`
                    "port" -> "ports"
                prefs.arc
                |   https 1
                    ^^^^^ warning[unknown-setting]: Architect knows no `https` in `ports` of `@sandbox`: did you mean `http`?
                  unsafe fix: Change to `http`
                    "https" -> "http"
                prefs.arc
                | stagging
                  ^^^^^^^^ warning[unknown-setting]: Architect knows no `stagging` in `@env`: did you mean `staging`?
                  unsafe fix: Change to `staging`
                    "stagging" -> "staging"
                src/events/a/config.arc
                | memry 512
                  ^^^^^ warning[unknown-setting]: Architect knows no `memry` in a function's config: did you mean `memory`?
                  unsafe fix: Change to `memory`
                    "memry" -> "memory"
                src/events/a/config.arc
                | vpc x
                  ^^^ hint[unknown-setting]: Architect knows no `vpc` in a function's config, so the line has no effect
                src/events/a/config.arc
                | share false
                  ^^^^^ warning[unknown-setting]: Architect knows no `share` in a function's config: did you mean `shared`?
                  unsafe fix: Change to `shared`
                    "share" -> "shared"
            "#]],
    );
}

#[test]
fn a_plugin_may_read_it() {
    check_rule(
        "unknown-setting",
        "@app\nmy-app\n@plugins\nmine\n@aws\nvpc x\ntimeot 5\n#- src/plugins/mine.js\n",
        expect![[r#"
                | timeot 5
                  ^^^^^^ hint[unknown-setting]: Architect knows no `timeot` in `@aws`: did you mean `timeout`?
                  unsafe fix: Change to `timeout`
                    "timeot" -> "timeout"
            "#]],
    );
}

#[test]
fn misplaced() {
    check_rule(
        "misplaced-setting",
        "@app\nmy-app\n@env\nstaging\n  A b\n@arc\nshared false\n@sandbox\nlivereload true\n@create\n@aws\nbatchSize 5\nprune true\n@static\nregion us-west-2\n\
             @events\na\n  timeout 30\n  method get\n@queues\nq\n\
             #- src/events/a/config.arc\n@aws\nregion us-west-2\nfifo true\nsrc x\n@http\nget /\n@env\n\
             #- src/queues/q/config.arc\n@aws\nfifo false\nbatchSize 5\n\
             #- prefs.arc\n@aws\nregion us-west-2\n",
        expect![[r#"
                | @env
                  ^^^^ warning[misplaced-setting]: `@env` has no effect here: it belongs in preferences, as `prefs.arc`
                | @arc
                  ^^^^ warning[misplaced-setting]: `@arc` has no effect here: it belongs in the config of a function
                | batchSize 5
                  ^^^^^^^^^ warning[misplaced-setting]: `batchSize` has no effect here: it belongs below an entry of `@queues`
                | prune true
                  ^^^^^ warning[misplaced-setting]: `prune` has no effect here: it belongs under `@static`
                | region us-west-2
                  ^^^^^^ warning[misplaced-setting]: `region` has no effect here: it belongs under `@aws`
                |   timeout 30
                    ^^^^^^^ warning[misplaced-setting]: `timeout` has no effect here: it belongs in the function's own `config.arc`
                |   method get
                    ^^^^^^ warning[misplaced-setting]: `method` has no effect here: it belongs below an entry of `@http`
                prefs.arc
                | @aws
                  ^^^^ warning[misplaced-setting]: `@aws` has no effect here: it belongs in the manifest
                src/events/a/config.arc
                | region us-west-2
                  ^^^^^^ warning[misplaced-setting]: `region` has no effect here: it belongs in the manifest's `@aws`
                src/events/a/config.arc
                | fifo true
                  ^^^^ warning[misplaced-setting]: `fifo` has no effect here: it belongs below an entry of `@queues`
                src/events/a/config.arc
                | src x
                  ^^^ warning[misplaced-setting]: `src` has no effect here: it belongs below an entry of the manifest's `@events`
                src/events/a/config.arc
                | @http
                  ^^^^^ warning[misplaced-setting]: `@http` has no effect here: it belongs in the manifest
                src/events/a/config.arc
                | @env
                  ^^^^ warning[misplaced-setting]: `@env` has no effect here: it belongs in preferences, as `prefs.arc`
                src/queues/q/config.arc
                | batchSize 5
                  ^^^^^^^^^ warning[misplaced-setting]: `batchSize` has no effect here: it belongs below an entry of the manifest's `@queues`
            "#]],
    );
}
