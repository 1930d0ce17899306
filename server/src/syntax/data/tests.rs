//! What becomes of texts: the reading as JSON, then what is wrong, each with the text under its span.

use expect_test::{Expect, expect};

use super::super::{Format, Syntax};

fn check(format: Format, text: &str, expected: Expect) {
    let syntax = Syntax::parse_as(format, text);
    let mut out = format!("{}\n", syntax.reading.to_json());
    for problem in &syntax.problems {
        let (kind, found) = (problem.kind, problem.span.of(text));
        out.push_str(&format!("{kind:?} [{found}] {}\n", problem.message));
    }
    for unread in &syntax.unread {
        out.push_str(&format!("unread [{}] {}\n", unread.span.of(text), unread.message));
    }
    expected.assert_eq(&out);
}

/// Every value of a reading with the text under its span.
fn spans(format: Format, text: &str) -> String {
    let syntax = Syntax::parse_as(format, text);
    let mut out = String::new();
    for pragma in &syntax.reading.pragmas {
        out.push_str(&format!("{}\n", pragma.span.of(text)));
        for entry in &pragma.entries {
            out.push_str(&format!(
                "  [{}] {:?}\n",
                entry.span.of(text),
                entry.head().span.of(text)
            ));
            for pair in entry.pairs() {
                let values = pair.values.iter().map(|value| value.span.of(text));
                let values: Vec<&str> = values.collect();
                out.push_str(&format!("    {} {values:?}\n", pair.key.span.of(text)));
            }
        }
    }
    out
}

#[test]
fn objects_and_lists_are_entries() {
    check(
        Format::Json,
        r#"{
            "app": "x",
            "http": {"get": "/", "/y": {"method": "post", "src": "y"}},
            "events": ["a", {"b": {"src": "b"}}, {"c": "d"}, ["e"]],
            "aws": {"runtime": "nodejs22.x", "timeout": 9, "policies": ["p", "q"]},
            "queues": {"q": {}},
            "tables": {"cats": {"id": "*String", "stream": true}},
            "mine": {"2": 1, "1": null, "k": {"deep": [1]}}
        }"#,
        expect![[r#"
            {"app":["x"],"http":[["get","/"],{"/y":{"method":"post","src":"y"}}],"events":["a",{"b":{"src":"b"}},["c","d"],["e"]],"aws":[["runtime","nodejs22.x"],["timeout",9],{"policies":["p","q"]}],"queues":["q"],"tables":[{"cats":{"id":"*String","stream":true}}],"mine":[["1",null],["2",1],["k",{"deep":[1]}]]}
        "#]],
    );
}

#[test]
fn yaml_is_read_as_json_is() {
    check(
        Format::Yaml,
        "app: x\nhttp:\n  - get: /\n  - /y:\n      method: post\n      src: y\naws:\n- runtime: ruby\n- timeout: 0o17\n\
         tables:\n  cats:\n    id: '*String'\n    ttl: TTL\nscheduled:\n  daily: rate(1 day)\n",
        expect![[r#"
            {"app":["x"],"http":[["get","/"],{"/y":{"method":"post","src":"y"}}],"aws":[{"runtime":"ruby"},{"timeout":15}],"tables":[{"cats":{"id":"*String","ttl":"TTL"}}],"scheduled":[["daily","rate(1 day)"]]}
        "#]],
    );
    check(
        Format::Yaml,
        "base: &base {src: b}\napp: x\nevents:\n  a:\n    <<: *base\n  b: *base\n",
        expect![[r#"
            {"base":[["src","b"]],"app":["x"],"events":[{"a":{"src":"b"}},{"b":{"src":"b"}}]}
        "#]],
    );
}

#[test]
fn every_value_keeps_its_place() {
    let json =
        "{\"app\": \"ä\", \"events\": {\"a\": {\"src\": \"b\"}}, \"http\": [{\"get\": \"/\"}]}";
    expect![[r#"
        app
          ["ä"] "\"ä\""
        events
          ["a": {"src": "b"}] "\"a\""
            "src" ["\"b\""]
        http
          ["get": "/"] "\"get\""
    "#]]
    .assert_eq(&spans(Format::Json, json));
    let yaml = "# ä\napp: ä # c\nevents:\n  a:\n    src: \"b\"  \nhttp:\n- get: /\n- ['post', /x]\nstatic: {spa: true, \
                ignore: [a, b]}\n";
    expect![[r#"
        app
          [ä] "ä"
        events
          [a:
            src: "b"] "a"
            src ["\"b\""]
        http
          [get: /] "get"
          [['post', /x]] "'post'"
        static
          [spa: true] "spa"
          [ignore: [a, b]] "ignore"
    "#]]
    .assert_eq(&spans(Format::Yaml, yaml));
}

#[test]
fn json_breaks_off_at_the_right_place() {
    for (text, expected) in [
        (
            "{\"app\": \"x\",}",
            expect![[r#"
                {"app":["x"]}
                InvalidJson [,] JSON allows no comma before `}`: take it out
            "#]],
        ),
        (
            "{\"app\": \"x\" \"http\": {}}",
            expect![[r#"
                {"http":[]}
                InvalidJson ["http"] before `"http"` a `,` or a `}` is missing
            "#]],
        ),
        (
            "{\"app\": 'x'}",
            expect![[r#"
                {}
                InvalidJson ['x'] a string stands in double quotes in JSON, so not as 'x'
            "#]],
        ),
        (
            "{\n  // hello\n  \"app\": \"x\"}",
            expect![[r#"
                {"app":["x"]}
                InvalidJson [// hello] JSON has no comments: take this one out
            "#]],
        ),
        (
            "{\"app\": \"x\", \"events\": [\"a\"",
            expect![[r#"
            {"app":["x"],"events":["a"]}
            InvalidJson ["] the file ends behind `"` before its JSON does: a `]` is missing
        "#]],
        ),
        (
            "{app: \"x\"}",
            expect![[r#"
            {}
            InvalidJson [app] `app` cannot be a key in JSON: write a string in double quotes
        "#]],
        ),
        (
            "{\"app\": \"x\"} y",
            expect![[r#"
            {"app":["x"]}
            InvalidJson [y] `y` stands behind the end of the JSON: take it out
        "#]],
        ),
        (
            "{\"app\": yes, \"events\": [\"a\"]}",
            expect![[r#"
                {}
                InvalidJson [yes] `yes` is no value in JSON: strings stand in double quotes
            "#]],
        ),
        (
            "{\"app\": \"x}",
            expect![[r#"
                {}
                InvalidJson [}] the file ends behind `}` before its JSON does: a `"` is missing
            "#]],
        ),
        (
            "{\"app\": \"a\\q\"}",
            expect![[r#"
            {"app":["a\\q"]}
            InvalidJson [q] `q` is not JSON: invalid escape
        "#]],
        ),
        (
            "{\"app\" \"a\"}",
            expect![[r#"
                {}
                InvalidJson ["a"] before `"a"` a `:` is missing
            "#]],
        ),
        (
            "",
            expect![[r#"
            {}
            NoPragma [] nothing stands in this file, and Architect stops at that: a manifest begins with `app`
        "#]],
        ),
        (
            "[]",
            expect![[r#"
            {}
            UnreadableValue [[]] this is a list, and a manifest is an object with pragmas for keys, as `app`
        "#]],
        ),
        (
            "\u{feff}{}",
            expect![[r#"
                {}
                InvalidJson [﻿] a byte-order mark stands before the JSON: save the file without it
            "#]],
        ),
        (
            "{\"app\": \"\\ud800\"}",
            expect![[r#"
            {"app":["���"]}
        "#]],
        ),
    ] {
        check(Format::Json, text, expected);
    }
}

#[test]
fn yaml_breaks_off_at_the_right_place() {
    for (text, expected) in [
        (
            "app: x\nevents:\n\t- a\n",
            expect![[r#"
            {"app":["x"]}
            InvalidYaml [-] `-` cannot stand here in YAML: tabs disallowed within this context (block indentation)
        "#]],
        ),
        (
            "app: x\napp: y\n",
            expect![[r#"
            {"app":["y"]}
            InvalidYaml [app] `app` stands twice in this map, which YAML does not allow: put both under one, or make a list of them
        "#]],
        ),
        (
            "app: @x\n",
            expect![[r#"
            {"app":[null]}
            InvalidYaml [@x] `@` cannot begin a word in YAML: put `@x` in quotes
        "#]],
        ),
        (
            "app: x\nevents: [a, b\n",
            expect![[r#"
            {"app":["x"],"events":["a","b"]}
            InvalidYaml [b] `b` cannot stand here in YAML: while parsing a flow sequence, expected ',' or ']'
        "#]],
        ),
        (
            "app: x\n---\napp: y\n",
            expect![[r#"
            {"app":["x"]}
            InvalidYaml [---] a second document begins here, and Architect reads one: take the `---` out
        "#]],
        ),
        (
            "app: *x\n",
            expect![[r#"
            {"app":[null]}
            InvalidYaml [*x] `*x` cannot stand here in YAML: while parsing node, found unknown anchor
        "#]],
        ),
        (
            "app: \"x\"y\nhttp: {}\n",
            expect![[r#"
            {"app":[null]}
            InvalidYaml [y] `y` cannot stand here in YAML: invalid trailing content after double-quoted scalar
        "#]],
        ),
        (
            "a: b: c\n",
            expect![[r#"
            {}
            InvalidYaml [:] `:` cannot stand here in YAML: mapping values are not allowed in this context
        "#]],
        ),
        (
            "# nothing\n",
            expect![[r#"
            {}
            NoPragma [# nothing] nothing stands in this file, and Architect stops at that: a manifest begins with `app`
        "#]],
        ),
        (
            "app: !foo x\n",
            expect![[r#"
            {"app":["x"]}
            InvalidYaml [!foo x] the tag `!foo` is unknown: leave it out
        "#]],
        ),
        (
            "app: x\nhttp:\n",
            expect![[r#"
            {"app":["x"]}
            UnreadableValue [http] `http` has nothing below it, and Architect stops at that: write an empty list, `[]`
        "#]],
        ),
    ] {
        check(Format::Yaml, text, expected);
    }
}

#[test]
fn what_becomes_nothing_is_said() {
    check(
        Format::Json,
        r#"{
            "$schema": "s",
            "app": "x",
            "http": [{"get": "/", "post": "/y"}],
            "events": {"a": 5, "b": {"src": "b"}, "b": {"src": "c"}},
            "proxy": true,
            "tables-streams": {"cats": {}},
            "static": [{"folder": "x"}, ["spa", true]],
            "aws": [{"timeout": 5, "memory": 128}]
        }"#,
        expect![[r#"
            {"app":["x"],"http":[["get","/"]],"events":[null,{"b":{"src":"c"}}],"tables-streams":[["cats",{}]],"static":[{"folder":"x"},["spa",true]],"aws":[{"timeout":5,"memory":128}]}
            unread ["$schema"] `$schema` is a string, so Architect passes it over: a pragma is an object or a list
            unread ["post"] of an object in the list of `http` Architect reads the first key, which is `get`: make an object of its own of this one
            unread [5] `a` is followed by a number, of which Architect can make no entry of `events`: it takes a string or an object
            unread ["b"] `b` stands twice in this object, and only the last counts: put both under one, or make a list of them
            unread ["proxy"] `proxy` is a boolean, so Architect passes it over: write an object or a list
            unread ["cats"] Architect reads `tables-streams` from a list only, and this is an object: write a list, each entry an object of its own
            unread ["folder"] `folder` stands in an object in the list of `static`, where Architect looks for pairs: write `static` as one object, without the list
            unread ["memory"] of an object in the list of `aws` Architect reads the first key, which is `timeout`: make an object of its own of this one
        "#]],
    );
    for (text, expected) in [
        (
            r#"{"http": null}"#,
            expect![[r#"
            {}
            UnreadableValue [null] `http` has nothing below it, and Architect stops at that: write an empty list, `[]`
        "#]],
        ),
        (
            r#"{"http": {"get": null}}"#,
            expect![[r#"
            {"http":[]}
            UnreadableValue [null] `get` has nothing behind it, and Architect stops at that: write an empty object, `{}`
        "#]],
        ),
        (
            r#"{"http": 5}"#,
            expect![[r#"
            {}
            UnreadableValue [5] `http` takes an object or a list, not a number
        "#]],
        ),
        (
            r#"{"static": true}"#,
            expect![[r#"
            {}
            UnreadableValue [true] `static` takes an object or a list, not a boolean
        "#]],
        ),
        (
            r#"{"events": [1, "a"]}"#,
            expect![[r#"
            {"events":["a"]}
            UnreadableValue [1] an entry of `events` is a string, a list or an object, and this is a number
        "#]],
        ),
        (
            r#"{"events": [{"a": [1]}, {}]}"#,
            expect![[r#"
            {"events":[]}
            UnreadableValue [[1]] `a` is followed by a list, of which Architect can make no entry of `events`: it takes a string or an object
            UnreadableValue [{}] an entry of `events` without a name
        "#]],
        ),
        (
            r#"{"macros": "x"}"#,
            expect![[r#"
            {}
            UnreadableValue ["x"] `macros` takes a list, not a string
        "#]],
        ),
    ] {
        check(Format::Json, text, expected);
    }
}

#[test]
fn a_package_may_hold_a_manifest() {
    check(
        Format::Package,
        r#"{"name": "p", "arc": {"app": "x"}}"#,
        expect![[r#"
        {"app":["x"]}
    "#]],
    );
    check(
        Format::Package,
        r#"{"arc": null, "architect": {"app": "x"},}"#,
        expect![[r#"
            {"app":["x"]}
            InvalidJson [,] JSON allows no comma before `}`: take it out
        "#]],
    );
    for (text, holds) in [
        (r#"{"name": "p"}"#, false),
        (r#"{"name": "p","#, false),
        (r#"{"arc": {}}"#, true),
        (r#"{"arc": false}"#, false),
    ] {
        assert_eq!(Syntax::parse_as(Format::Package, text).has_manifest(), holds, "{text}");
    }
}
