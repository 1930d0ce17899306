//! Faults that are planted in a clean manifest, each of a kind that a rule is for.

use crate::clean::{Clean, Section, Spot};
use crate::generate::Random;

/// A kind of fault.
pub struct Kind {
    /// What is done, in a few words.
    pub name: &'static str,
    /// The rule that has to find it.
    pub rule: &'static str,
    /// Plants it, and says where; nothing where it cannot be planted in this manifest.
    pub plant: fn(&mut Clean, &mut Random) -> Option<Spot>,
}

macro_rules! kinds {
    ($($name:literal $rule:literal |$clean:ident, $random:ident| $plant:expr;)*) => {
        /// All of them.
        pub const KINDS: &[Kind] = &[$(Kind {
            name: $name,
            rule: $rule,
            plant: |$clean: &mut Clean, $random: &mut Random| -> Option<Spot> { $plant },
        }),*];
    };
}

kinds! {
    "a letter of a pragma left out" "unknown-pragma" |clean, random| slip(clean, random);
    "a pragma twice" "repeated-pragma" |clean, _random| twice(clean);
    "a pragma of an old version" "retired-pragma" |clean, _random| {
        clean.add("indexes", "accounts\n  email *String");
        Some(Spot::Header(clean.sections.len() - 1))
    };
    "no @app" "missing-app" |clean, _random| { clean.sections.remove(0); (!clean.sections.is_empty()).then_some(Spot::Anywhere) };
    "two names of the app" "missing-app" |clean, _random| Some(clean.add("app", "other"));
    "a bad name of the app" "invalid-name" |clean, random| {
        clean.sections[0].entries[0] = random.pick(&["My-app", "a", "2cats", "a.b"]).to_owned();
        Some(Spot::Entry(0, 0))
    };
    "cron of five fields" "invalid-cron" |clean, random| schedule(clean, random, &["cron(0/15 * * * *)", "cron(0 9 * * 1)"]);
    "cron out of range" "invalid-cron" |clean, random| schedule(clean, random, &["cron(60 * * * ? *)", "cron(0 24 * * ? *)", "cron(0 0 32 * ? *)"]);
    "cron with both days" "invalid-cron" |clean, random| schedule(clean, random, &["cron(0 0 * * * *)", "cron(0 0 ? * ? *)"]);
    "rate in the wrong number" "invalid-rate" |clean, random| schedule(clean, random, &["rate(2 hour)", "rate(1 days)", "rate(0 days)"]);
    "rate of an unknown unit" "invalid-rate" |clean, random| schedule(clean, random, &["rate(3 weeks)", "rate(1 month)"]);
    "no expression" "invalid-schedule" |clean, random| schedule(clean, random, &["often", "every day"]);
    "both rate and cron" "invalid-schedule" |clean, _random| Some(clean.add("scheduled", "planted\n  rate 1 day\n  cron 0 9 * * ? *"));
    "an unknown time zone" "invalid-timezone" |clean, _random| Some(clean.add("scheduled", "planted\n  rate 1 day\n  timezone Europe/Berlinn"));
    "a cron that never fires" "never-fires" |clean, random| schedule(clean, random, &["cron(0 0 30 2 ? *)", "cron(0 0 1 1 ? 1999)"]);
    "a step that does not come round" "uneven-step" |clean, random| schedule(clean, random, &["cron(*/7 * * * ? *)"]);
    "a topic without its handler" "missing-handler" |clean, _random| {
        clean.without.push("src/events/planted/index.mjs".to_owned());
        Some(clean.add("events", "planted"))
    };
    "a handler that nothing declares" "undeclared-handler" |clean, _random| {
        clean.files.push("src/events/planted/index.mjs".to_owned());
        Some(Spot::Anywhere)
    };
    "a topic twice" "duplicate-name" |clean, _random| { clean.add("events", "planted"); Some(clean.add("events", "planted")) };
    "a route twice" "duplicate-name" |clean, _random| { clean.add("http", "patch /planted"); Some(clean.add("http", "PATCH /planted")) };
    "a table twice" "duplicate-name" |clean, _random| { clean.add("tables", "planted\n  id *String"); Some(clean.add("tables", "planted\n  id *String")) };
    "a bad path" "invalid-name" |clean, random| {
        let path = random.pick(&["planted", "/planted/", "/a//b", "/planted-", "/a:b", "/*/b", "/a(b)"]);
        Some(clean.add("http", format!("patch {path}")))
    };
    "a bad method" "invalid-name" |clean, random| {
        let method = random.pick(&["fetch", "gett", "create", "all"]);
        Some(clean.add("http", format!("{method} /planted")))
    };
    "a bad name" "invalid-name" |clean, random| {
        let pragma = random.pick(&["events", "queues"]);
        Some(clean.add(pragma, random.pick(&["planted!", ".planted", "planted.", "aws-planted", "a..b"])))
    };
    "a key with a colon" "invalid-name" |clean, _random| Some(clean.add("tables", "planted\n  id: *String"));
    "a table's name too short" "invalid-name" |clean, _random| Some(clean.add("tables", "ab\n  id *String"));
    "a path without a method" "invalid-entry" |clean, _random| Some(clean.add("http", "/planted"));
    "a method without a path" "invalid-entry" |clean, _random| Some(clean.add("http", "patch"));
    "a route of three words" "invalid-entry" |clean, _random| Some(clean.add("http", "patch /planted now"));
    "a verbose route without a method" "invalid-entry" |clean, _random| Some(clean.add("http", "/planted\n  src lib/planted"));
    "a topic of two words" "invalid-entry" |clean, random| Some(clean.add(random.pick(&["events", "queues"]), "planted twice"));
    "a number for a name" "invalid-entry" |clean, random| Some(clean.add(random.pick(&["events", "queues"]), random.pick(&["5", "true", "0x10"])));
    "a table on one line" "invalid-entry" |clean, _random| Some(clean.add("tables", "planted id *String"));
    "a table without keys" "missing-partition-key" |clean, _random| Some(clean.add("tables", "planted\n  encrypt true"));
    "a sort key alone" "missing-partition-key" |clean, _random| Some(clean.add("tables", "planted\n  id **String"));
    "a key of an unknown type" "missing-partition-key" |clean, random| {
        let kind = random.pick(&["*Boolean", "*Strng", "String"]);
        Some(clean.add("tables", format!("planted\n  id {kind}")))
    };
    "two partition keys" "replaced-key" |clean, _random| Some(clean.add("tables", "planted\n  id *String\n  other *String"));
    "an index of an unknown table" "unknown-table" |clean, _random| { table(clean); Some(clean.add("tables-indexes", "plantde\n  email *String")) };
    "a stream of an unknown table" "unknown-table" |clean, _random| { table(clean); Some(clean.add("tables-streams", "planted-log\n  table plantde")) };
    "an index twice" "duplicate-index" |clean, _random| {
        table(clean);
        clean.add("tables-indexes", "planted\n  owner *String");
        Some(clean.add("tables-indexes", "planted\n  owner *String\n  projection keys"))
    };
    "an attribute of two types" "attribute-of-two-types" |clean, _random| { table(clean); Some(clean.add("tables-indexes", "planted\n  id *Number")) };
    "21 indexes" "too-many-indexes" |clean, _random| {
        table(clean);
        let spots: Vec<Spot> = (0..21).map(|number| clean.add("tables-indexes", format!("planted\n  a{number} *String"))).collect();
        spots.last().copied()
    };
    "three streams of a table" "many-streams" |clean, _random| {
        table(clean);
        clean.add("tables-streams", "planted-a\n  table planted");
        clean.add("tables-streams", "planted-b\n  table planted");
        Some(clean.add("tables-streams", "planted-c\n  table planted"))
    };
    "@cdn without @http" "missing-pragma" |clean, _random| {
        clean.sections.retain(|it| !["http", "proxy", "cdn"].contains(&it.pragma.as_str()));
        clean.add("cdn", "true");
        Some(Spot::Header(clean.sections.len() - 1))
    };
    "@tables-indexes without @tables" "missing-pragma" |clean, _random| {
        clean.sections.retain(|it| !it.pragma.starts_with("tables"));
        clean.add("tables-indexes", "planted\n  email *String");
        Some(Spot::Header(clean.sections.len() - 1))
    };
    "a stage of @proxy left out" "invalid-proxy" |clean, random| {
        let proxy = proxy(clean);
        clean.sections[proxy].entries.remove(random.below(3));
        Some(Spot::Header(proxy))
    };
    "a URL without its scheme" "invalid-setting" |clean, random| {
        let proxy = proxy(clean);
        let index = random.below(3);
        let entry = clean.sections[proxy].entries[index].replace("https://", "");
        clean.sections[proxy].entries[index] = entry;
        Some(Spot::Entry(proxy, index))
    };
    "a slip in a setting" "unknown-setting" |clean, random| Some(clean.add("aws", random.pick(&["timeot 10", "memmory 1024", "concurency 5", "memorySize 1024"])));
    "a setting out of range" "invalid-setting" |clean, random| {
        let entry = random.pick(&["memory 100", "timeout 1000", "storage 100"]);
        let aws = clean.section("aws");
        let name = entry.split(' ').next().unwrap_or_default();
        clean.sections[aws].entries.retain(|other| !other.starts_with(name));
        Some(clean.add("aws", entry))
    };
    "a setting of a queue of another type" "invalid-setting" |clean, random| {
        let setting = random.pick(&["fifo yes", "batchSize ten", "batchWindow 5s"]);
        Some(clean.add("queues", format!("planted\n  {setting}")))
    };
    "a setting that belongs elsewhere" "misplaced-setting" |clean, _random| Some(clean.add("events", "planted\n  timeout 10"));
    "a retired runtime" "retired-runtime" |clean, random| runtime(clean, random.pick(&["nodejs12.x", "nodejs14.x", "nodejs16.x", "nodejs18.x"]));
    "an unknown runtime" "unknown-runtime" |clean, random| runtime(clean, random.pick(&["nodejs23.x", "nodejs22", "cobol"]));
    "a layer that is no ARN" "invalid-layer" |clean, _random| Some(clean.add("aws", "layer my-layer"));
    "a bucket of one's own" "static-bucket" |clean, random| {
        clean.add("events", "planted");
        let section = clean.section("static");
        clean.sections[section].entries.retain(|other| other != "false");
        Some(clean.add("static", format!("{} planted-bucket", random.pick(&["staging", "production"]))))
    };
    "warm copies that nothing calls" "unused-provisioned-concurrency" |clean, random| {
        let aws = clean.section("aws");
        clean.sections[aws].entries.retain(|other| !other.to_lowercase().contains("concurrency"));
        clean.add("scheduled", "planted rate(1 day)");
        clean.add("aws", "concurrency 3");
        Some(clean.add("aws", format!("provisionedConcurrency {}", random.pick(&["1", "3"]))))
    };
    "a concurrency for each that is meant for all" "reserved-concurrency" |clean, random| {
        let aws = clean.section("aws");
        clean.sections[aws].entries.retain(|other| !other.to_lowercase().contains("concurrency"));
        clean.add("events", "planted");
        clean.add("events", "planted-too");
        Some(clean.add("aws", format!("concurrency {}", random.pick(&["500", "1000"]))))
    };
    "a # in a word" "glued-comment" |clean, random| Some(clean.add(random.pick(&["events", "queues"]), "planted#here"));
    "a quote in a word" "stray-quote" |clean, _random| Some(clean.add("static", "ignore a=\"b c\""));
    "a quote that nothing closes" "unclosed-quote" |clean, _random| Some(clean.add("events", "\"planted"));
    "a character that needs quotes" "unknown-character" |clean, random| Some(clean.add("events", random.pick(&["plant;ed", "{planted}", "plänted"])));
    "a blank line in a map" "lost-entry" |clean, _random| Some(clean.add("queues", "planted\n  fifo false\n\n  batchSize 5"));
    "children that swallow what follows" "swallowed-lines" |clean, _random| {
        clean.sections.insert(1, Section { pragma: "other".to_owned(), entries: vec!["planted\n  allow\n    a\n    b".to_owned()] });
        (clean.sections.len() > 3).then_some(Spot::Anywhere)
    };
    "a setting twice" "duplicate-key" |clean, _random| Some(clean.add("queues", "planted\n  fifo false\n  fifo true"));
    "names of one logical ID" "logical-id-collision" |clean, random| {
        let (one, other) = (random.pick(&["plant-ed", "plant_ed"]), random.pick(&["plantEd", "plant.ed"]));
        clean.add("events", one);
        Some(clean.add("events", other))
    };
    "@shared of no function" "unknown-function" |clean, _random| {
        clean.add("events", "planted");
        clean.files.push("src/shared/a.mjs".to_owned());
        Some(clean.add("shared", "events\n  plantde"))
    };
    "@shared of no pragma" "invalid-sharing" |clean, _random| {
        clean.add("events", "planted");
        clean.files.push("src/shared/a.mjs".to_owned());
        Some(clean.add("shared", "event\n  planted"))
    };
    "a shared folder that is not there" "invalid-sharing" |clean, _random| {
        clean.add("events", "planted");
        Some(clean.add("shared", "src lib/planted"))
    };
    "a path with other letters than ASCII" "non-ascii-path" |clean, _random| Some(clean.add("events", "planted\n  src \"lib/größe\""));
    "a comment that silences nothing" "unused-ignore" |clean, _random| Some(clean.add("events", "planted # arc-lsp: ignore[invalid-name]"));
    "a batch window too long" "batch-window-too-long" |clean, _random| Some(clean.add("queues", "planted\n  batchWindow 901"));
    "a FIFO setting of a queue that is none" "queue-setting-ignored" |clean, _random| Some(clean.add("queues", "planted\n  fifo false\n  batchSize 5"));
    "a FIFO queue that reserves concurrency" "fifo-concurrency" |clean, _random| Some(clean.add("queues", "planted\n  batchSize 10"));
    "`fifo false` in a config" "queue-fifo-ignored" |clean, _random| {
        clean.texts.push(("src/queues/planted/config.arc".to_owned(), "@aws\nfifo false\n".to_owned()));
        clean.add("queues", "planted");
        Some(Spot::Anywhere)
    };
    "a timeout that a queue's visibility follows" "queue-visibility" |clean, _random| {
        clean.texts.push(("src/queues/planted/config.arc".to_owned(), "@aws\ntimeout 60\n".to_owned()));
        clean.add("queues", "planted");
        Some(Spot::Anywhere)
    };
    "a timeout longer than HTTP waits" "http-timeout" |clean, _random| {
        clean.add("http", "patch /planted");
        clean.texts.push(("src/http/patch-planted/config.arc".to_owned(), "@aws\ntimeout 31\n".to_owned()));
        Some(Spot::Anywhere)
    };
    "more provisioned than reserved" "provisioned-above-concurrency" |clean, _random| {
        clean.add("events", "planted");
        let config = "@aws\nconcurrency 1\nprovisionedConcurrency 2\n";
        clean.texts.push(("src/events/planted/config.arc".to_owned(), config.to_owned()));
        Some(Spot::Anywhere)
    };
    "a package.json that is no JSON" "invalid-function-package" |clean, _random| {
        clean.without.push("src/events/planted/index.mjs".to_owned());
        clean.files.push("src/events/planted/index.js".to_owned());
        clean.texts.push(("src/events/planted/package.json".to_owned(), "{".to_owned()));
        Some(clean.add("events", "planted"))
    };
    "a variable that Lambda keeps" "env-refused" |clean, random| {
        let name = random.pick(&["AWS_REGION", "_HANDLER", "1A"]);
        clean.texts.push(("prefs.arc".to_owned(), format!("@env\nstaging\n  {name} planted\n")));
        Some(Spot::Anywhere)
    };
    "a .env beside @env" "env-shadowed" |clean, _random| {
        clean.texts.push(("prefs.arc".to_owned(), "@env\ntesting\n  KEY planted\n".to_owned()));
        clean.texts.push((".env".to_owned(), "OTHER=planted\n".to_owned()));
        Some(Spot::Anywhere)
    };
    "a run when clocks change" "daylight-saving" |clean, _random| Some(clean.add("scheduled", "planted\n  cron 30 2 * * ? *\n  timezone Europe/Berlin"));
    "a run on day 31" "skips-months" |clean, random| schedule(clean, random, &["cron(0 9 31 * ? *)", "cron(0 9 30 * ? *)"]);
    "a time zone in small letters" "timezone-case" |clean, _random| Some(clean.add("scheduled", "planted\n  cron 0 9 * * ? *\n  timezone europe/berlin"));
    "a day in mixed case" "undocumented-schedule" |clean, random| schedule(clean, random, &["cron(0 9 ? * Mon *)", "cron(0 9 1 Jan ? *)"]);
    "a layer of another region" "layer-region" |clean, _random| {
        let aws = clean.section("aws");
        clean.sections[aws].entries.retain(|other| !other.starts_with("region"));
        clean.add("aws", "region eu-west-1");
        Some(clean.add("aws", "layers\n  arn:aws:lambda:us-west-2:764866452798:layer:planted:8"))
    };
    "a number for a key" "map-key-not-string" |clean, _random| Some(clean.add("mine", "planted\n  404 missing"));
    "a number for the name of a map" "map-name-not-string" |clean, _random| Some(clean.add("mine", "404\n  planted missing"));
    "a number for the name of a list" "vector-name-not-string" |clean, _random| Some(clean.add("mine", "404\n  planted"));
    "a key without its value" "map-value-missing" |clean, _random| Some(clean.add("mine", "planted\n  missing 404\n  index"));
    "an address outside of quotes" "invalid-pragma" |clean, _random| Some(clean.add("mine", "owner planted@example.com"));
    "an indented comment below a name" "unknown-shape" |clean, _random| Some(clean.add("mine", "planted\n  # a comment\ntwo words"));
    "a value above the first pragma" "value-before-pragma" |clean, _random| {
        clean.above = Some("planted".to_owned());
        Some(Spot::Anywhere)
    };
    "nothing at all" "no-pragma" |clean, _random| { clean.sections.clear(); Some(Spot::Anywhere) };
    "a plugin that is not there" "missing-plugin" |clean, _random| {
        clean.texts.push(("package.json".to_owned(), "{}".to_owned()));
        Some(clean.add("plugins", "planted-plugin"))
    };
    "a handler outside of the project" "src-outside-project" |clean, _random| Some(clean.add("events", "planted\n  src ../lib/planted"));
    "a file for a folder" "src-not-a-directory" |clean, _random| {
        clean.without.push("lib/planted.mjs/index.mjs".to_owned());
        clean.files.push("lib/planted.mjs".to_owned());
        Some(clean.add("events", "planted\n  src lib/planted.mjs"))
    };
    "policies that drop Architect's" "policies-drop-defaults" |clean, _random| {
        clean.add("events", "planted");
        Some(clean.add("aws", "policies\n  AmazonSESFullAccess"))
    };
    "code shared with one function only" "selective-sharing" |clean, _random| {
        clean.files.push("src/shared/a.mjs".to_owned());
        clean.add("events", "planted");
        clean.add("events", "other");
        clean.add("shared", "events\n  planted");
        clean.find("shared").map(Spot::Header)
    };
    "a route that takes the assets" "static-shadowed" |clean, _random| {
        clean.sections.retain(|it| !["proxy", "static"].contains(&it.pragma.as_str()));
        clean.files.push("public/planted.css".to_owned());
        Some(clean.add("http", "get /:planted/:photo"))
    };
    "a setting of a newer Architect" "newer-architect" |clean, _random| {
        clean.texts.push(("arc-lsp.toml".to_owned(), "architect = \"10.1\"\n".to_owned()));
        clean.add("aws", "storage 1024");
        // Other settings may be newer than that, too.
        Some(Spot::Anywhere)
    };
    "a file that Architect does not read" "dead-file" |clean, _random| {
        clean.files.push(".arc-env".to_owned());
        Some(Spot::Anywhere)
    };
    "60 schedules" "role-too-large" |clean, _random| {
        for number in 0..60 {
            clean.add("scheduled", format!("planted-{number} rate(1 day)"));
        }
        Some(Spot::Anywhere)
    };
    "170 topics" "too-many-resources" |clean, _random| {
        for number in 0..170 {
            clean.add("events", format!("planted-{number}"));
        }
        Some(Spot::Anywhere)
    };
}

/// The rules that no kind plants a fault for, and why: a test holds this table to the registry.
pub const NOT_PLANTED: &[(&str, &str)] = &[
    ("env-tracked", "it wants a repository of git"),
    (
        "unusable-template",
        "it wants preferences and templates beside the manifest; its own tests have them",
    ),
    (
        "custom-src-typescript",
        "it wants the plugin installed, which the handlers here are not written for",
    ),
    ("invalid-json", "the manifests here are in Architect's format"),
    ("invalid-yaml", "the manifests here are in Architect's format"),
    ("unreadable-value", "the manifests here are in Architect's format"),
    ("too-many-projected-attributes", "a list of 101 swallows what is planted behind it"),
    ("queue-replacement", "it compares two versions of a manifest"),
    ("several-index-changes", "it compares two versions of a manifest"),
    ("table-replacement", "it compares two versions of a manifest"),
];

/// Leaves a letter out of a pragma that nothing else needs.
fn slip(clean: &mut Clean, random: &mut Random) -> Option<Spot> {
    let names = ["events", "queues", "scheduled", "tables-indexes", "tables-streams"];
    let of: Vec<usize> = names.iter().filter_map(|name| clean.find(name)).collect();
    if of.is_empty() {
        return None;
    }
    let section = of[random.below(of.len())];
    let name = &mut clean.sections[section].pragma;
    let letters: Vec<usize> = (0..name.len()).filter(|at| name.as_bytes()[*at] != b'-').collect();
    name.remove(letters[random.below(letters.len())]);
    Some(Spot::Header(section))
}

fn twice(clean: &mut Clean) -> Option<Spot> {
    let pragma = clean.sections.last()?.pragma.clone();
    clean.sections.push(Section { pragma, entries: Vec::new() });
    Some(Spot::Header(clean.sections.len() - 1))
}

fn schedule(clean: &mut Clean, random: &mut Random, expressions: &[&str]) -> Option<Spot> {
    Some(clean.add("scheduled", format!("planted {}", random.pick(expressions))))
}

fn table(clean: &mut Clean) {
    clean.add("tables", "planted\n  id *String");
}

/// The section `@proxy`, all three stages in it.
fn proxy(clean: &mut Clean) -> usize {
    clean.section("http");
    if clean.find("proxy").is_none() {
        for stage in ["testing", "staging", "production"] {
            clean.add("proxy", format!("{stage} https://{stage}.example.com"));
        }
    }
    clean.section("proxy")
}

fn runtime(clean: &mut Clean, name: &str) -> Option<Spot> {
    let aws = clean.section("aws");
    clean.sections[aws].entries.retain(|other| !other.starts_with("runtime"));
    Some(clean.add("aws", format!("runtime {name}")))
}
