//! `arc-lsp scaffold` and `arc-lsp completions` through the binary.

use arc_lsp_tests::folder::Folder;

const MANIFEST: &str = "@app\nmy-app\n@events\nyolo\n@http\nget /\n";

#[test]
fn missing_handlers_are_written_and_nothing_else() {
    let folder = Folder::new(&format!("#- app.arc\n{MANIFEST}#- src/events/yolo/index.js\nmine\n"));
    let ran = folder.run("scaffold --dry-run");
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (Some(0), "would write src/http/get-index/index.mjs\n")
    );
    assert!(!folder.has("src/http"));
    let ran = folder.run("scaffold");
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (Some(0), "wrote src/http/get-index/index.mjs\n")
    );
    assert!(folder.read("src/http/get-index/index.mjs").contains("export async function handler"));
    assert_eq!(folder.read("src/events/yolo/index.js"), "mine\n");
    let ran = folder.run("scaffold");
    assert_eq!(
        (ran.status, ran.stdout.as_str(), ran.stderr.as_str()),
        (Some(0), "", "no handler to write\n")
    );
    assert_eq!(folder.run("check --deny-warnings").status, Some(0));
}

#[test]
fn a_template_of_the_preferences_is_copied() {
    let folder = Folder::new(&format!(
        "#- app.arc\n{MANIFEST}@queues\nq\n#- prefs.arc\n@create\ntemplates\n  http templates/http.txt\n  \
         events ../elsewhere.mjs\n  queues absent.mjs\n#- templates/http.txt\nours {{{{ text }}}}\n\
         #- /elsewhere.mjs\na key\n"
    ));
    let ran = folder.run("scaffold");
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(folder.read("src/http/get-index/index.mjs"), "ours {{ text }}\n");
    for (path, said) in [
        (
            "src/events/yolo/index.mjs",
            "`../elsewhere.mjs`, is not used: it lies outside the project",
        ),
        ("src/queues/q/index.mjs", "`absent.mjs`, is not used: it is not there"),
    ] {
        assert!(folder.read(path).contains("export async function handler"), "{path}");
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
}

#[test]
fn one_function_by_its_name() {
    let folder = Folder::new(MANIFEST);
    let ran = folder.run_words(&["scaffold", "--function", "@http get /"]);
    assert_eq!(ran.stdout, "wrote src/http/get-index/index.mjs\n");
    assert!(!folder.has("src/events"));
    let ran = folder.run_words(&["scaffold", "--function", "http get /"]);
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (Some(0), "@http get / has its handler\nno handler to write\n")
    );
    let ran = folder.run_words(&["scaffold", "--function", "events yollo"]);
    assert_eq!(ran.status, Some(2));
    assert_eq!(
        ran.stderr,
        "arc-lsp: the manifest has no function `events yollo`; did you mean `events yolo`?\n"
    );
}

#[test]
fn another_runtime_comes_with_a_config() {
    let folder = Folder::new(MANIFEST);
    let ran =
        folder.run_words(&["scaffold", "--runtime", "python3.13", "--function", "events yolo"]);
    assert_eq!(ran.stdout, "wrote src/events/yolo/lambda.py\nwrote src/events/yolo/config.arc\n");
    assert_eq!(folder.read("src/events/yolo/config.arc"), "@aws\nruntime python3.13\n");
    let ran = folder.run("scaffold --runtime nodejs22.x");
    assert_eq!(ran.stdout, "wrote src/http/get-index/index.mjs\n");
    assert_eq!(folder.run("check --deny-warnings").status, Some(0));
    for (runtime, said) in [
        ("pyton3.13", "there is no runtime `pyton3.13`; did you mean `python3.13`?"),
        ("nodejs12.x", "`nodejs12.x` is retired"),
        ("java21", "no handler can be begun for `java21`"),
    ] {
        let ran = folder.run(&format!("scaffold --runtime {runtime}"));
        assert_eq!(ran.status, Some(2));
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
}

#[test]
fn a_config_that_is_there_is_not_touched() {
    let config = "@aws\ntimeout 5\n";
    let folder =
        Folder::new(&format!("#- app.arc\n{MANIFEST}#- src/events/yolo/config.arc\n{config}"));
    let ran = folder.run_words(&["scaffold", "--runtime", "ruby", "--function", "events yolo"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("it has a config already"), "{}", ran.stderr);
    assert_eq!(folder.run_words(&["scaffold", "--function", "events yolo"]).status, Some(0));
    assert_eq!(folder.read("src/events/yolo/config.arc"), config);
}

#[test]
fn nothing_is_written_outside_the_project() {
    let folder = Folder::new("#- a/app.arc\n@app\nmy-app\n@events\nyolo\n  src ../b\n");
    let ran = folder.run("scaffold a");
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("outside the project"), "{}", ran.stderr);
    assert!(!folder.has("b"));
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_project() {
    let folder = Folder::new(&format!("#- a/app.arc\n{MANIFEST}#- b/x.txt\n"));
    std::os::unix::fs::symlink(folder.path().join("b"), folder.path().join("a/src"))
        .expect("a link");
    let ran = folder.run("scaffold a");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("a link leads out of the project"), "{}", ran.stderr);
    assert!(!folder.has("b/http") && !folder.has("b/events"));
}

#[test]
fn shells_learn_every_command() {
    let folder = Folder::new("");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = folder.run(&format!("completions {shell}"));
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""), "{shell}");
        for word in ["scaffold", "explain", "deny-warnings"] {
            assert!(ran.stdout.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(folder.run("completions cmd").status, Some(2));
}

#[test]
fn bash_takes_the_completions() {
    let script = Folder::new("").run("completions bash").stdout;
    let folder = Folder::new("");
    folder.write("script.bash", format!("{script}\ncomplete -p arc-lsp\n"));
    let path = folder.path().join("script.bash");
    match std::process::Command::new("bash").arg("--norc").arg(path).output() {
        Ok(ran) => assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr)),
        Err(error) => println!("skipped: no bash: {error}"),
    }
}
