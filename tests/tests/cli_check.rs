//! `arc-lsp check` through the binary: what it finds, how it prints it, and what it ends with.

use std::collections::BTreeSet;

use arc_lsp::rules;
use arc_lsp_tests::folder::Folder;
use arc_lsp_tests::schema;
use serde_json::json;

const GOOD: &str = "@app\nmy-app\n";
const BAD: &str = "@app\nmy app\n";

#[test]
fn nothing_wrong() {
    let ran = Folder::new(GOOD).run("check");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(0), "No problems in 1 manifest.\n"));
    assert_eq!(ran.stderr, "");
}

#[test]
fn a_problem_is_drawn_into_its_line() {
    let ran = Folder::new(BAD).run("check");
    assert_eq!(ran.status, Some(1));
    assert_eq!(
        ran.stdout,
        "\
error[missing-app]: `my app` is not a name: `@app` takes one word, without spaces
 --> app.arc:2:1
  |
2 | my app
  | ^^^^^^

1 error in 1 manifest.
"
    );
}

#[test]
fn related_places_and_fixes_are_drawn() {
    let ran = Folder::new("@app\nmy-app\n@a\nx\n  y\n    a\n@b\n1\n@events\nq\nq\n@queues\nz\n")
        .run("check");
    for part in [
        "error[swallowed-lines]",
        "unsafe fix: Write the list on the line of its key",
        "10 | q\n   | - it is declared here first\n11 | q\n   | ^\n",
    ] {
        assert!(ran.stdout.contains(part), "{part}\n{}", ran.stdout);
    }
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    for (end, column) in [("\r", 1), ("\r\n", 1), ("\n", 1)] {
        let manifest = ["@app", "my-app", "", "@events", "q", "# ä", "q", ""].join(end);
        let folder = Folder::new("");
        folder.write("app.arc", manifest);
        let ran = folder.run("check");
        let place = format!("--> app.arc:7:{column}\n");
        assert!(ran.stdout.contains(&place), "{end:?}\n{}", ran.stdout);
        assert!(ran.stdout.contains("5 | q\n  | - it is declared here first"), "{}", ran.stdout);
        let found = folder.check_json("");
        let problems = found["problems"].as_array().expect("a list");
        let duplicate = problems.iter().find(|problem| problem["rule"] == "duplicate-name");
        let range = &duplicate.expect("the second `q`")["range"]["start"];
        assert_eq!((&range["line"], &range["column"]), (&json!(7), &json!(column)));
    }
}

#[test]
fn json_says_where_in_lines_columns_and_bytes() {
    let ran = Folder::new("@app\none \"ä\" two\n").run("check --format json");
    assert_eq!(ran.status, Some(1));
    let output = ran.json();
    let problem = &output["problems"][0];
    assert_eq!(
        problem,
        &json!({
            "rule": "missing-app",
            "severity": "error",
            "message": "`one \"ä\" two` is not a name: `@app` takes one word, without spaces",
            "file": "app.arc",
            "range": {
                "start": { "line": 2, "column": 1, "offset": 5 },
                "end": { "line": 2, "column": 12, "offset": 17 },
            },
            "related": [],
            "fixes": [],
            "url": "https://arc.codes/docs/en/reference/project-manifest/app",
        })
    );
    assert_eq!(output["version"], 1);
    assert_eq!(output["manifests"], 1);
    assert_eq!(output["summary"], json!({ "error": 1, "warning": 0, "hint": 0 }));
}

#[test]
fn several_paths_each_once_sorted_by_file() {
    let folder =
        Folder::new(&format!("#- b/app.arc\n{BAD}#- a/app.arc\n{BAD}#- c/app.arc\n{GOOD}"));
    let output = folder.check_json("b a b/app.arc c");
    assert_eq!(output["manifests"], 3);
    let files: Vec<_> =
        output["problems"].as_array().expect("a list").iter().map(|p| &p["file"]).collect();
    assert_eq!(files, ["a/app.arc", "b/app.arc"]);
}

#[test]
fn paths_are_relative_to_where_one_stands() {
    let folder = Folder::new(&format!("#- a/app.arc\n{BAD}#- b/x.txt\n"));
    let ran = folder.run_in("b", "check --format json ../a", "");
    assert_eq!(ran.json()["problems"][0]["file"], "../a/app.arc");
}

#[test]
fn stdin_is_a_manifest_that_lies_where_it_is_said() {
    let folder = Folder::new("#- api/x.txt\n");
    let ran = folder.run_with("check - --format json --stdin-filename api/app.arc", BAD);
    assert_eq!(ran.status, Some(1));
    assert_eq!(ran.json()["problems"][0]["file"], "api/app.arc");
    assert_eq!(folder.run_with("check -", GOOD).status, Some(0));
}

#[test]
fn nothing_checked_is_not_success() {
    let folder = Folder::new("#- src/x.txt\n");
    let ran = folder.run("check");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
    assert_eq!(
        ran.stderr,
        "arc-lsp: no manifest under .: nothing to check, Architect would deploy a default app\n"
    );
    let ran = Folder::new("#- arc.toml\napp = \"x\"\n").run("check");
    assert_eq!(
        ran.stderr,
        "arc-lsp: no manifest under .: nothing to check, Architect would deploy a default app, since it no longer reads \
         `arc.toml`\n"
    );
}

#[test]
fn every_manifest_below_is_found() {
    let folder = Folder::new(&format!(
        "#- app.arc\n{GOOD}#- b/.arc\n{BAD}#- a/deep/er/app.arc\n{BAD}#- a/deep/er/.arc\n{BAD}\
         #- a/app.arc/x.txt\n#- node_modules/x/app.arc\n{BAD}#- a/node_modules/app.arc\n{BAD}\
         #- .git/app.arc\n{BAD}#- a/src/http/get-index/config.arc\n{BAD}"
    ));
    // A second manifest in a folder is said to be dead.
    let output = folder.check_json("--ignore dead-file");
    assert_eq!(output["manifests"], 3);
    let files: Vec<_> =
        output["problems"].as_array().expect("a list").iter().map(|p| &p["file"]).collect();
    let files: BTreeSet<_> = files.iter().filter_map(|file| file.as_str()).collect();
    assert_eq!(files, BTreeSet::from(["a/deep/er/app.arc", "b/.arc"]));
    // Named, even such a folder is searched.
    assert_eq!(folder.check_json("node_modules a/node_modules")["manifests"], 2);
}

#[test]
fn what_git_ignores_is_checked_only_when_it_is_named() {
    let folder = Folder::new(&format!(
        "#- .gitignore\nbuild\n/*.tmp\n#- app.arc\n{GOOD}#- build/app.arc\n{BAD}#- a/build/app.arc\n{BAD}\
         #- a.tmp/app.arc\n{BAD}#- b/.gitignore\n.arc\n#- b/.arc\n{BAD}#- .ignore\nc\n#- c/app.arc\n{GOOD}"
    ));
    assert_eq!(folder.check_json("")["manifests"], 2);
    assert_eq!(folder.check_json("build/app.arc b/.arc")["manifests"], 2);
    assert_eq!(folder.run("check build").status, Some(1));
}

#[test]
fn many_manifests_come_in_the_same_order_each_time() {
    let files: String = (0..60).map(|n| format!("#- {}/app.arc\n{BAD}", n * 7 % 60)).collect();
    let folder = Folder::new(&files);
    let first = folder.run("check");
    assert!(first.stdout.ends_with("60 errors in 60 manifests.\n"), "{}", first.stdout);
    assert_eq!(folder.run("check"), first);
}

#[test]
fn manifests_in_json_and_yaml_are_checked() {
    const APP: &str = "{\"app\":\"my-app\",\"events\":[\"a\"]}";
    let folder = Folder::new(&format!(
        "#- app.arc\n{GOOD}#- a/arc.json\n{APP}\n#- b/arc.yml\napp: my-app\nevents:\n  - a\n#- c/package.json\n\
         {{\"arc\":{APP}}}\n#- d/package.json\n{{\"name\":\"x\"}}\n#- src/events/q/arc.json\n{{\"aws\":{{}}}}\n\
         #- arc.json\n{APP}\n#- node_modules/p/package.json\n{{\"arc\":{APP}}}\n"
    ));
    let ran = folder.run("check --format concise --ignore dead-file");
    assert_eq!(ran.status, Some(1));
    let found = |place| {
        format!(
            "{place}: error[missing-handler] `a` has no handler: `src/events/a` is not there, and `arc deploy` stops \
             at that; write `src/events/a/index.mjs`\n"
        )
    };
    let expected = ["a/arc.json:1:27", "b/arc.yml:3:5", "c/package.json:1:34"].map(found).concat();
    assert_eq!(
        ran.stdout,
        format!("{expected}3 errors in 4 manifests.\n3 can be mended by --fix --unsafe-fixes.\n")
    );
    // Somebody's package, and nothing under it.
    assert_eq!(folder.run("check d").status, Some(2));
    let ran = folder.run("check d/package.json");
    assert_eq!(ran.status, Some(2));
    assert_eq!(
        ran.stderr,
        "arc-lsp: cannot read d/package.json: it holds no manifest, neither `arc` nor `architect`\n"
    );
    // A broken one that comes first counts before a good one.
    folder.write("e/arc.json", "{\"app\": \"my-app\",}\n");
    folder.write("e/arc.yaml", "app: my-app\n");
    assert_eq!(
        folder.run("check e --format concise").stdout,
        "e/arc.json:1:17: error[invalid-json] JSON allows no comma before `}`: take it out\n1 error in 1 manifest.\n"
    );
}

#[cfg(unix)]
#[test]
fn links_to_manifests_are_followed_and_links_to_folders_are_not() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&format!("#- real.txt\n{BAD}#- a/x.txt\n#- b/x.txt\n"));
    symlink("../real.txt", folder.path().join("a/app.arc")).expect("links can be made");
    symlink("../..", folder.path().join("a/up")).expect("links can be made");
    symlink("nowhere", folder.path().join("b/app.arc")).expect("links can be made");
    let ran = folder.run("check");
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(1), ""));
    assert!(ran.stdout.ends_with("1 error in 1 manifest.\n"), "{}", ran.stdout);
}

#[test]
fn what_cannot_be_read_does_not_keep_the_rest_from_being_checked() {
    let folder = Folder::new(&format!("#- a/app.arc\n{BAD}"));
    let ran = folder.run("check nowhere a");
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.starts_with("arc-lsp: cannot read nowhere: "), "{}", ran.stderr);
    assert!(ran.stdout.contains("--> a/app.arc:2:1"), "{}", ran.stdout);
}

#[test]
fn bad_arguments_are_no_problem_of_the_manifest() {
    let ran = Folder::new(GOOD).run("check --no-such-option");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
}

#[test]
fn colours_only_where_they_are_wanted() {
    let folder = Folder::new(BAD);
    let coloured =
        |arguments, variables: &[_]| folder.run_env(arguments, variables).stdout.contains('\u{1b}');
    assert!(!coloured("check", &[]));
    assert!(coloured("check --color always", &[("NO_COLOR", "1")]));
    assert!(!coloured("check --color never", &[]));
}

#[test]
fn json_is_what_its_schema_says() {
    let schema = schema::committed("check.schema.json");
    for rule in rules::all() {
        for example in [rule.example.bad, rule.example.good] {
            schema::assert_valid(&schema, &Folder::new(example).check_json(""));
        }
    }
}

#[test]
fn a_manifest_in_utf_16_is_called_that() {
    let written = "@app\nmy-app\n".encode_utf16();
    let little: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(written.clone().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(written.flat_map(u16::to_be_bytes)).collect();
    let reason = "it is in UTF-16, and Architect reads UTF-8 only: save it as UTF-8";
    for text in [little, big] {
        let folder = Folder::new("");
        folder.write("app.arc", &text);
        folder.write("arc.json", &text);
        for command in ["check", "check app.arc", "parse app.arc", "parse arc.json", "sam", "fmt"] {
            let file = if command.ends_with("json") { "arc.json" } else { "app.arc" };
            let ran = folder.run(command);
            assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{command}");
            let first = ran.stderr.lines().next();
            let name = if command == "sam" { "." } else { file };
            assert_eq!(
                first,
                Some(format!("arc-lsp: cannot read {name}: {reason}").as_str()),
                "{command}"
            );
        }
        let ran = folder.run("fmt app.arc");
        assert_eq!(ran.status, Some(2));
        assert!(
            ran.stderr.starts_with(&format!("arc-lsp: cannot format app.arc: {reason}\n")),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn a_config_or_preferences_in_utf_16_are_called_that_once() {
    let utf16 = |text: &str| -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let folder = Folder::new(
        "#- app.arc\n@app\nmy-app\n@events\na\nb\n#- src/events/a/index.mjs\n#- src/events/b/index.mjs\n",
    );
    folder.write("prefs.arc", utf16("@env\ntesting\n  A b\n"));
    folder.write("src/events/a/config.arc", utf16("@aws\ntimeout 9\n"));
    folder.write("src/events/b/arc-config.json", utf16("{\"aws\":{\"timeout\":9}}"));
    let ran = folder.run("check --format concise --quiet");
    let why = "this file is in UTF-16, and Architect reads UTF-8 only: save it as UTF-8";
    let expected = format!(
        "prefs.arc:1:1: error[unknown-character] {why}\n\
         src/events/a/config.arc:1:1: error[unknown-character] {why}\n\
         src/events/b/arc-config.json:1:1: error[invalid-json] {why}\n"
    );
    assert_eq!((ran.status, ran.stdout), (Some(1), expected));
}

#[test]
fn what_a_project_shares_is_checked_only_when_it_is_named() {
    let folder = Folder::new(
        "#- app.arc\n@app\nmy-app\n#- src/shared/.arc\n@app\nmy-app\n@events\nabsent\n",
    );
    assert_eq!(folder.run("check --quiet").status, Some(0));
    for named in ["src/shared/.arc", "src/shared"] {
        let ran = folder.run(&format!("check --format concise --quiet {named}"));
        assert_eq!(ran.status, Some(1), "{named}");
        assert!(
            ran.stdout.starts_with("src/shared/.arc:4:1: error[missing-handler]"),
            "{}",
            ran.stdout
        );
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_waited_for() {
    let make_pipe = |folder: &Folder, path: &str| {
        let made = std::process::Command::new("mkfifo").arg(folder.path().join(path)).status();
        assert!(made.expect("mkfifo is there").success(), "{path}");
    };
    let folder = Folder::new(GOOD);
    make_pipe(&folder, "pipe.arc");
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket.arc"));
    for file in ["pipe.arc", "socket.arc", "/dev/zero"] {
        for command in ["check", "sam", "fmt"] {
            let ran = folder.run(&format!("{command} {file}"));
            assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{command} {file}");
            assert!(ran.stderr.contains("not a regular file"), "{command} {file}: {}", ran.stderr);
        }
    }
    // In a project it is as good as not there.
    let folder = Folder::new(
        "#- app.arc\n@app\nmy-app\n@events\nx\n#- src/events/x/index.mjs\n#- b/src/x\n",
    );
    make_pipe(&folder, "src/events/x/config.arc");
    make_pipe(&folder, "prefs.arc");
    make_pipe(&folder, "b/app.arc");
    let ran = folder.run("check");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(0), "No problems in 1 manifest.\n"));
    let ran = folder.run("check b");
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("no manifest under b"), "{}", ran.stderr);
}

#[test]
fn comments_silence_and_say_when_they_do_not() {
    let silenced = "@app\nmy app # arc-lsp: ignore[missing-app] old name\n";
    let ran = Folder::new(silenced).run("check");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(0), "No problems in 1 manifest.\n"));
    let found = Folder::new("# arc-lsp: ignore-file[missing-app]\n@app\nmy-app\n").check_json("");
    assert_eq!(found["problems"][0]["rule"], "unused-ignore");
    assert_eq!(found["problems"][0]["fixes"][0]["safe"], true);
}

#[test]
fn a_config_that_is_named_is_checked_as_what_it_is() {
    let folder = Folder::new(
        "@app\nmy app\n@events\nx\ny\n#- src/events/x/index.mjs\n#- src/events/x/config.arc\n@aws\nconcurency 1\n\
         #- src/events/y/index.mjs\n#- src/events/y/config.arc\n@aws\ntimeout 5\n#- prefs.arc\n@sandbox\nenv testing\n\
         #- lost/config.arc\n@aws\ntimeout 5\n",
    );
    let found = folder.check_json("src/events/x/config.arc prefs.arc");
    let files: Vec<_> =
        found["problems"].as_array().expect("a list").iter().map(|p| &p["file"]).collect();
    assert_eq!(files, ["src/events/x/config.arc"], "{found:#}");
    assert_eq!(folder.run("check src/events/y/config.arc").status, Some(0));
    // Named as well, the whole project is checked.
    let whole = folder.check_json("src/events/y/config.arc app.arc src/events/x/config.arc");
    assert_eq!(whole, folder.check_json("app.arc"));
    let ran = folder.run("check lost/config.arc");
    assert_eq!(ran.status, Some(2));
    assert_eq!(
        ran.stderr,
        "arc-lsp: cannot read app.arc: none of its functions reads lost/config.arc\n"
    );
}
