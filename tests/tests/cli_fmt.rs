//! `arc-lsp fmt` through the binary.

use arc_lsp_tests::folder::Folder;

const UGLY: &str = "@app\nmy-app\n@http\nget   /a\n";
const TIDY: &str = "@app\nmy-app\n\n@http\nget /a\n";

#[test]
fn files_are_rewritten_once() {
    let folder = Folder::new(&format!("#- app.arc\n{UGLY}#- b/app.arc\n{TIDY}"));
    let ran = folder.run("fmt");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(0), ""));
    assert_eq!(ran.stderr, "formatted app.arc\n1 file formatted, 1 already\n");
    assert_eq!(folder.read("app.arc"), TIDY);
    let ran = folder.run("fmt");
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), "2 files already formatted\n"));
}

#[test]
fn configs_and_preferences_of_a_project_are_laid_out_too() {
    let folder = Folder::new(&format!(
        "#- app.arc\n{TIDY}#- src/http/get-a/config.arc\n@aws\ntimeout   5\n#- prefs.arc\n@env\n\n\ntesting\n  A  b\n"
    ));
    assert_eq!(folder.run("fmt --quiet").stderr, "");
    assert_eq!(folder.read("src/http/get-a/config.arc"), "@aws\ntimeout 5\n");
    assert_eq!(folder.read("prefs.arc"), "@env\ntesting\n  A b\n");
    // A file that is named is all that is meant.
    folder.write("prefs.arc", "@env\n\ntesting\n  A b\n");
    assert_eq!(folder.run("fmt app.arc").stderr, "1 file already formatted\n");
}

#[test]
fn check_and_diff_write_nothing() {
    let folder = Folder::new(UGLY);
    let ran = folder.run("fmt --check");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(1), "app.arc is not formatted\n"));
    let ran = folder.run("fmt --diff");
    assert_eq!(ran.status, Some(1));
    assert_eq!(
        ran.stdout,
        "--- app.arc\n+++ app.arc\n@@ -1,4 +1,5 @@\n @app\n my-app\n+\n @http\n-get   /a\n+get /a\n"
    );
    assert_eq!(folder.read("app.arc"), UGLY);
    folder.write("app.arc", TIDY);
    for option in ["--check", "--diff"] {
        let ran = folder.run(&format!("fmt {option}"));
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(0), ""));
    }
}

#[test]
fn stdin_is_written_to_stdout() {
    let folder = Folder::new("#- arc-lsp.toml\nformat.quotes = \"keep\"\n");
    let ran = folder.run_with("fmt -", UGLY);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(0), TIDY));
    assert_eq!(folder.run_with("fmt -", "@app\n'a'\n").stdout, "@app\n'a'\n");
    assert_eq!(folder.run_with("fmt --no-config -", "@app\n'a'\n").stdout, "@app\na\n");
    assert_eq!(folder.run_with("fmt --check -", UGLY).status, Some(1));
}

#[test]
fn what_architect_rejects_is_left_as_it_is() {
    let broken = "@app\n{x}\n";
    let folder = Folder::new(&format!("#- app.arc\n{broken}#- b/app.arc\n{UGLY}"));
    let ran = folder.run("fmt");
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.starts_with("app.arc:2:1: unknown character"), "{}", ran.stderr);
    assert_eq!(
        (folder.read("app.arc").as_str(), folder.read("b/app.arc").as_str()),
        (broken, TIDY)
    );
}

#[test]
fn what_cannot_be_laid_out_ends_with_two() {
    let folder = Folder::new("#- x.txt\n");
    assert_eq!(folder.run("fmt").status, Some(2));
    assert_eq!(folder.run("fmt nowhere").status, Some(2));
    folder.write("app.arc", b"@app\nmy-app\n@x\n\"\xff\"   a\n");
    let ran = folder.run("fmt");
    assert_eq!(ran.stderr.lines().next(), Some("arc-lsp: cannot format app.arc: it is not UTF-8"));
    assert_eq!(ran.status, Some(2));
    let settings = Folder::new(&format!("#- app.arc\n{UGLY}#- arc-lsp.toml\nformat.quotes = 1\n"));
    assert_eq!(settings.run("fmt").status, Some(2));
    assert_eq!(settings.read("app.arc"), UGLY);
}
