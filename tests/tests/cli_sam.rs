//! `arc-lsp sam` and `arc-lsp inventory` through the binary.

use arc_lsp_tests::folder::Folder;

const APP: &str = "\
#- app.arc
@app
my-app
@events
account-signup
yolo
  src lib/yolo
@scheduled
daily rate(1 day)
@tables
cats
  id *String
#- lib/yolo/config.arc
@aws
timeout 30
runtime py
#- lib/yolo/lambda.py
";

#[test]
fn one_function_with_what_is_made_for_it() {
    let folder = Folder::new(APP);
    let ran = folder.run_words(&["sam", "--function", "scheduled daily"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.stdout.contains("      CodeUri: ./src/scheduled/daily\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("      ScheduleExpression: rate(1 day)\n"), "{}", ran.stdout);
    let json = folder.run_words(&["sam", "--function", "@events yolo", "--format", "json"]).json();
    let ids: Vec<&String> = json["Resources"].as_object().expect("an object").keys().collect();
    assert_eq!(ids, ["YoloEventTopicParam", "YoloEventLambda", "YoloEventTopic"]);
    let properties = &json["Resources"]["YoloEventLambda"]["Properties"];
    assert_eq!(properties["Runtime"], "python3.12");
    assert_eq!(properties["Handler"], "lambda.handler");
    assert_eq!(properties["Timeout"], 30);
    assert_eq!(properties["CodeUri"], "./lib/yolo");
}

#[test]
fn one_resource() {
    let folder = Folder::new(APP);
    let ran = folder.run("sam --resource CatsTable");
    assert!(ran.stdout.starts_with("Resources:\n  CatsTable:\n    Type: AWS::DynamoDB::Table\n"));
    let ran = folder.run("sam --resource CatTable");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
    assert_eq!(
        ran.stderr,
        "arc-lsp: the template has no resource `CatTable`; did you mean `CatsTable`?\n"
    );
    let ran = folder.run_words(&["sam", "--function", "yolo"]);
    assert!(ran.stdout.contains("  YoloEventLambda:\n"), "a name that only one function has");
    let ran = folder.run_words(&["sam", "--function", "event yolo"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("did you mean `events yolo`?"), "{}", ran.stderr);
}

#[test]
fn the_stage_and_the_region_are_those_asked_for() {
    let folder = Folder::new(APP);
    let stage = |arguments: &str| {
        let json = folder.run(&format!("sam --format json {arguments}")).json();
        let lambda = &json["Resources"]["YoloEventLambda"]["Properties"];
        lambda["Environment"]["Variables"]["ARC_ENV"].clone()
    };
    assert_eq!(stage(""), "staging");
    assert_eq!(stage("--stage preview"), "preview");
    let folder = Folder::new("@app\nmy-app\n@http\n");
    let website = |region: &str| {
        let ran = folder.run_env("sam --format json", &[("AWS_REGION", region)]);
        ran.json()["Outputs"]["BucketURL"]["Value"]["Fn::Sub"][0].clone()
    };
    assert_eq!(website("us-west-2"), "http://${bukkit}.s3-website-${AWS::Region}.amazonaws.com");
    assert_eq!(website("eu-central-1"), "http://${bukkit}.s3-website.${AWS::Region}.amazonaws.com");
}

#[test]
fn the_stage_of_the_project_counts_where_none_is_asked_for() {
    let folder = Folder::new(&format!("{APP}#- arc-lsp.toml\nstage = \"preview\"\n"));
    assert!(folder.run("sam --resource YoloEventLambda").stdout.contains("ARC_ENV: preview\n"));
    let asked = folder.run("sam --resource YoloEventLambda --stage production");
    assert!(asked.stdout.contains("ARC_ENV: production\n"));
    assert_eq!(folder.run("inventory --format json").json()["stage"], "preview");
}

#[test]
fn stdin_is_the_file_that_it_is_said_to_be() {
    let folder = Folder::new(&format!("#- below/app.arc\n{}", APP.replacen("#- ", "#- below/", 1)));
    folder.write("below/lib/big/config.arc", "@aws\nmemory 256\n");
    let manifest = "@app\nx\n@events\nbig\n  src lib/big\n";
    let sam = "sam - --resource BigEventLambda";
    assert!(folder.run_with(sam, manifest).stdout.contains("MemorySize: 1152\n"));
    let ran = folder.run_with(&format!("{sam} --stdin-filename below/app.arc"), manifest);
    assert!(ran.stdout.contains("MemorySize: 256\n"), "{ran:?}");
    let ran = folder.run_with("sam - --stdin-filename below/app.arc", "@app\n{");
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.starts_with("below/app.arc:2:1: "), "{}", ran.stderr);
}

#[test]
fn short_forms_are_for_yaml_only() {
    let folder = Folder::new(APP);
    assert!(folder.run("sam").stdout.contains("!Ref Role\n"));
    let long = folder.run("sam --long-form").stdout;
    assert!(!long.contains(" !") && long.contains("Ref: Role\n"));
}

#[test]
fn what_plugins_add_is_said_to_be_missing() {
    let folder = Folder::new("@app\nmy-app\n@plugins\nsome-plugin\n");
    let yaml = folder.run("sam").stdout;
    assert!(yaml.starts_with("# Incomplete: what these plugins add"), "{yaml}");
    let json = folder.run("sam --format json").json();
    assert_eq!(json["Metadata"]["ArcLsp"]["Plugins"][0], "some-plugin");
    let part = folder.run("sam --resource Role --format json").json();
    assert_eq!(part["Metadata"], json["Metadata"]);
    assert!(folder.run("inventory").stdout.contains("what plugins add is not known: some-plugin"));
}

#[test]
fn without_a_manifest_there_is_no_template() {
    let folder = Folder::new("#- below/readme.md\n");
    let ran = folder.run("sam below");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.starts_with("arc-lsp: no manifest in below: "), "{}", ran.stderr);
    let ran = folder.run_with("sam -", "@app\n{");
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.starts_with("app.arc:2:1: unknown character `{`"), "{}", ran.stderr);
}

#[test]
fn the_inventory_is_a_table_or_json() {
    let folder = Folder::new(APP);
    let ran = folder.run("inventory");
    assert_eq!(
        ran.stdout,
        "\
my-app in us-west-2

PRAGMA      NAME            HANDLER                                        RUNTIME     MEMORY   TIMEOUT
@events     account-signup  src/events/account-signup/index.mjs (missing)  nodejs22.x  1152 MB  5 s
@events     yolo            lib/yolo/lambda.py                             python3.12  1152 MB  30 s
@scheduled  daily           src/scheduled/daily/index.mjs (missing)        nodejs22.x  1152 MB  5 s

TABLE  PARTITION KEY  SORT KEY  INDEXES
cats   id String      -         -
"
    );
    let json = folder.run("inventory --format json").json();
    assert_eq!(json["app"], "my-app");
    assert_eq!(json["stage"], "staging");
    assert_eq!(json["manifest"], "app.arc");
    let yolo = &json["functions"][1];
    for (key, value) in [
        ("pragma", "events"),
        ("name", "yolo"),
        ("src", "lib/yolo"),
        ("handlerFile", "lib/yolo/lambda.py"),
        ("handler", "lambda.handler"),
        ("runtime", "python3.12"),
        ("configFile", "lib/yolo/config.arc"),
    ] {
        assert_eq!(yolo[key], value);
    }
    assert_eq!(json["tables"][0]["partitionKeyType"], "String");
}
