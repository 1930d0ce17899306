//! `arc-lsp parse` through the binary.

use arc_lsp_tests::folder::Folder;

#[test]
fn a_file_as_json() {
    let folder = Folder::new("@app\nmy-app\n\n@b\n1e21 true\n@404\nx\n  y z\n");
    let ran = folder.run("parse app.arc");
    assert_eq!(ran.status, Some(0));
    assert_eq!(
        ran.stdout,
        "{\"404\":[{\"x\":{\"y\":\"z\"}}],\"app\":[\"my-app\"],\"b\":[[1e+21,true]]}\n"
    );
    assert_eq!(ran.stderr, "");
    assert_eq!(folder.run("parse").stdout, ran.stdout);
}

#[test]
fn a_rejection_names_file_line_and_column() {
    let folder = Folder::new("#- api/app.arc\n@app\n\"ä\" {x}\n");
    let ran = folder.run("parse api/app.arc");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(1), ""));
    assert!(ran.stderr.starts_with("api/app.arc:2:5: unknown character `{`"), "{}", ran.stderr);
}

#[test]
fn stdin_has_the_name_that_it_is_given() {
    let folder = Folder::new("");
    assert_eq!(folder.run_with("parse -", "@app\nx").stdout, "{\"app\":[\"x\"]}\n");
    let ran = folder.run_with("parse - --stdin-filename x.arc", "x");
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.starts_with("x.arc:1:1: "), "{}", ran.stderr);
}

#[test]
fn what_is_not_there_cannot_be_parsed() {
    let ran = Folder::new("").run("parse no.arc");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.starts_with("arc-lsp: cannot read no.arc: "), "{}", ran.stderr);
}
