//! `arc-lsp sam --diff` through the binary: another file, and a git revision.

use std::process::Command;

use arc_lsp_tests::folder::{Folder, Ran};
use serde_json::json;

const OLD: &str = "\
@app
my-app
@events
yolo
@tables
cats
  id *String
";

const NEW: &str = "\
@app
my-app
@events
yolo
@queues
jobs
@tables
cats
  key *String
";

/// A folder with the old version in its history, and the new one in its working tree.
fn repository() -> Folder {
    let folder =
        Folder::new(&format!("#- app.arc\n{OLD}#- src/events/yolo/config.arc\n@aws\nmemory 256\n"));
    git(&folder, &["init", "--quiet"]);
    commit(&folder);
    folder.write("app.arc", NEW);
    folder.write("src/events/yolo/config.arc", "@aws\nmemory 512\n");
    folder
}

fn git(folder: &Folder, arguments: &[&str]) {
    let identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
    let ran = Command::new("git")
        .arg("-C")
        .arg(folder.path())
        .args(identity)
        .args(["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"])
        .args(arguments)
        .output()
        .expect("git is there");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

fn commit(folder: &Folder) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--no-verify", "--message", "x"]);
}

fn fails(ran: &Ran, message: &str) {
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{ran:?}");
    assert!(ran.stderr.contains(message), "{}", ran.stderr);
}

#[test]
fn what_loses_data_is_said_first_and_exits_1() {
    let folder = repository();
    let ran = folder.run("sam --diff HEAD:app.arc");
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(1), ""));
    assert_eq!(
        ran.stdout,
        "\
THIS DEPLOY LOSES DATA OR FAILS:

error[table-replacement]: every item of `cats` is lost: its partition key `id` (String) became `key` (String), and CloudFormation replaces the table by an empty one
  --> app.arc:9:3

HEAD:app.arc -> app.arc (staging): 1 replaced, 2 changed, 3 added

replaced  CatsTable (AWS::DynamoDB::Table)
            KeySchema[0].AttributeName: id -> key
            AttributeDefinitions[0].AttributeName: id -> key

changed   Role (AWS::IAM::Role)
            Policies: 3 items -> 4 items
changed   YoloEventLambda (AWS::Serverless::Function)
            MemorySize: 256 -> 512

added     JobsQueueParam (AWS::SSM::Parameter)
added     JobsQueueLambda (AWS::Serverless::Function)
added     JobsQueue (AWS::SQS::Queue)
"
    );
}

#[test]
fn the_same_as_json() {
    let folder = repository();
    let json = folder.run("sam --diff HEAD:app.arc --format json --stage production").json();
    assert_eq!(json["from"], "HEAD:app.arc");
    assert_eq!(json["to"], "app.arc");
    assert_eq!(json["stage"], "production");
    assert_eq!(json["summary"], json!({ "replaced": 1, "removed": 0, "changed": 2, "added": 3 }));
    let problem = &json["problems"][0];
    assert_eq!(problem["rule"], "table-replacement");
    assert_eq!(problem["range"]["start"], json!({ "line": 9, "column": 3, "offset": 53 }));
    let table = &json["resources"][0];
    assert_eq!(table["change"], "replaced");
    assert_eq!(table["range"]["start"]["line"], 8);
    let property =
        json!({ "path": "Properties.KeySchema[0].AttributeName", "old": "id", "new": "key" });
    assert_eq!(table["properties"][0], property);
    let added = json["resources"].as_array().and_then(|all| all.last()).expect("resources");
    assert_eq!(
        (added["id"].as_str(), added["range"]["start"]["line"].as_u64()),
        (Some("JobsQueue"), Some(6))
    );
}

#[test]
fn function_configs_are_those_of_the_revision() {
    let folder = repository();
    folder.write("app.arc", OLD);
    let ran = folder.run("sam --diff HEAD:app.arc");
    assert_eq!(ran.status, Some(0));
    assert!(ran.stdout.contains("MemorySize: 256 -> 512\n"), "{}", ran.stdout);
    folder.write("src/events/yolo/config.arc", "@aws\nmemory 256\n");
    assert_eq!(
        folder.run("sam --diff HEAD:app.arc").stdout,
        "HEAD:app.arc -> app.arc (staging): no resource changes\n"
    );
}

#[test]
fn another_file_is_compared_with_what_lies_beside_it() {
    let folder = Folder::new(&format!("#- app.arc\n{NEW}#- before/app.arc\n{OLD}"));
    let ran = folder.run("sam --diff before/app.arc");
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stdout.contains("before/app.arc -> app.arc (staging): 1 replaced"),
        "{}",
        ran.stdout
    );
    assert_eq!(folder.run("sam before --diff before/app.arc").status, Some(0));
}

#[test]
fn a_path_is_that_of_the_repository_or_begins_with_a_dot() {
    let folder = Folder::new(&format!("#- apps/one/app.arc\n{OLD}"));
    git(&folder, &["init", "--quiet"]);
    commit(&folder);
    for other in ["HEAD:apps/one/app.arc", "HEAD:./app.arc", "HEAD:../one/app.arc"] {
        let ran = folder.run_in("apps/one", &format!("sam --diff {other}"), "");
        assert_eq!(ran.status, Some(0), "{ran:?}");
    }
    fails(
        &folder.run_in("apps/one", "sam --diff HEAD:app.arc", ""),
        "begins with `./`: `HEAD:./app.arc`",
    );
}

#[test]
fn what_is_not_there_is_said() {
    let folder = repository();
    fails(
        &folder.run("sam --diff HEAD"),
        "there is no file `HEAD`; a git revision is written with its file",
    );
    fails(&folder.run("sam --diff nope:app.arc"), "there is no revision `nope` in this repository");
    fails(
        &folder.run("sam --diff HEAD:other.arc"),
        "there is no file `other.arc` in the revision `HEAD`",
    );
    fails(&folder.run("sam --diff HEAD:src"), "there is no file `src`");
    let bare = Folder::new(&format!("#- app.arc\n{OLD}"));
    fails(
        &bare.run_env("sam --diff HEAD:app.arc", &[("GIT_CEILING_DIRECTORIES", "/")]),
        "git: not a git repository",
    );
}

#[test]
fn a_shallow_clone_says_how_to_get_the_revision() {
    let folder = repository();
    commit(&folder);
    let clones = Folder::new("#- x\n");
    let from = format!("file://{}", folder.path().display());
    git(&clones, &["clone", "--quiet", "--depth", "1", &from, "clone"]);
    fails(&clones.run_in("clone", "sam --diff HEAD~1:app.arc", ""), "`fetch-depth: 0`");
    assert_eq!(clones.run_in("clone", "sam --diff HEAD:app.arc", "").status, Some(0));
}

#[test]
fn nothing_of_the_repository_is_run() {
    let folder = repository();
    for key in
        ["core.fsmonitor", "core.pager", "core.sshCommand", "filter.x.smudge", "filter.x.clean"]
    {
        git(&folder, &["config", key, "touch ran; true"]);
    }
    folder.write(".gitattributes", "*.arc filter=x\n");
    assert_eq!(folder.run("sam --diff HEAD:app.arc").status, Some(1));
    assert!(!folder.has("ran"));
}
