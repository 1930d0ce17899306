//! `docs/features.md`: what the language server does, a row a capability, each with the tests over stdio that prove it.
//!
//! A test says what it proves in its documentation, `/// Proves: hover, rename.`, by the names of [`CAPABILITIES`].

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, bail};

use super::Files;
use crate::workspace::Workspace;

const FOLDER: &str = "tests/tests";
const MARKER: &str = "/// Proves:";

/// A row of the table.
struct Capability {
    /// What tests call it.
    name: &'static str,
    /// What the server does, in Markdown.
    what: &'static str,
    /// Whether it waits for handler sources to be read.
    later: bool,
}

const fn does(name: &'static str, what: &'static str) -> Capability {
    Capability { name, what, later: false }
}

const fn later(name: &'static str, what: &'static str) -> Capability {
    Capability { name, what, later: true }
}

const CAPABILITIES: &[Capability] = &[
    does("sync", "incremental changes; unsaved buffers win over the disk"),
    does("positions", "UTF-8, UTF-16 or UTF-32, as negotiated"),
    does("folders", "several workspace folders, added and removed live; files outside all of them"),
    does("untitled", "documents that lie on no disk yet"),
    does(
        "settings",
        "from `initializationOptions`, the client's section `arc`, of each folder, and `arc-lsp.toml`",
    ),
    does(
        "diagnostics",
        "pushed with versions; code, its page, tags, related places, as the client shows them",
    ),
    does(
        "pulled-diagnostics",
        "for a client that pulls: of a document and those beside it, never pushed too",
    ),
    does("workspace-diagnostics", "for a client that pulls: of every manifest of the workspace"),
    does("completion", "pragmas, entries, settings and values by type, schedules field by field"),
    does("completion-resolve", "the documentation of an item when it is looked at"),
    does(
        "completion-snippets",
        "placeholders for clients that have them, plain text for the others",
    ),
    later("completion-in-handlers", "topics, queues and tables inside handler sources"),
    does(
        "hover",
        "what it is, where its handler is, config and where each value comes from, schedules in words, the SAM resource",
    ),
    does(
        "definition",
        "entry to handler file; index and stream to table; setting to the function config that overrides it",
    ),
    does("declaration", "handler to entry"),
    does("implementation", "entry to handler file"),
    does("references", "every mention of a table, a topic, a function"),
    later(
        "publish-calls",
        "topics and queues to every publish call, in definition, references, lens and rename",
    ),
    does("highlight", "the mentions in the same file"),
    does(
        "rename",
        "a topic, queue, schedule, table, route: manifest and handler directory as one edit",
    ),
    does("prepare-rename", "what can be renamed, and why something cannot"),
    does("rename-files", "a handler directory that is renamed in the editor changes the manifest"),
    does("code-action", "quick fixes of every rule that has them, only of the kinds asked for"),
    does("code-action-resolve", "edits that are made when an action is chosen"),
    does("fix-all", "`source.fixAll.arc`: every safe fix of the file"),
    does(
        "scaffold",
        "this handler, or all that are missing, as files created by the edit, from the templates of the preferences",
    ),
    does("declare", "a handler directory that no entry declares"),
    does("convert", "simple and verbose form, `cron` and `rate`, pragmas that were renamed"),
    does("code-lens", "handler and next run above an entry"),
    does("inlay-hint", "next run, effective config where it differs from the default"),
    does("document-link", "handlers, sources and pages"),
    does("document-symbol", "pragmas and entries with their details"),
    does("workspace-symbol", "the functions and tables of every project"),
    does("folding", "pragmas, entries, comments"),
    does("selection", "from the word outwards"),
    does("semantic-tokens", "full, delta and range"),
    does("formatting", "of a document"),
    does("range-formatting", "of a part of it"),
    does("on-type-formatting", "a new line indents, a pragma outdents"),
    later("call-hierarchy", "who publishes to a topic, what a handler publishes"),
    does("linked-editing", "a table's name and its mentions in the file"),
    does("command-scaffold", "`arc.scaffold`"),
    does("command-sam-template", "`arc.samTemplate`, for a live preview"),
    does("command-next-runs", "`arc.nextRuns`"),
    does("command-explain-rule", "`arc.explainRule`"),
    later("command-graph", "`arc.graph`"),
    does(
        "watched-files",
        "by the client, and by the server; a change outside refreshes every problem it touches",
    ),
    does("progress", "work-done progress on the first scan of the workspace"),
    does("cancellation", "`$/cancelRequest` answers at once with `RequestCancelled`"),
    does("stale", "a request that a change made stale ends with `ContentModified`"),
    does("lifecycle", "`exit` ends the process; so does the end of the client's process"),
    does("panics", "a bug in one request is an error reply and a line in the log"),
    does("frames", "broken frames and messages end nothing"),
    does(
        "clients",
        "the same session of sixty-six actions with the capabilities of VS Code, Neovim and Emacs",
    ),
];

/// A test that proves something.
struct Proof {
    file: String,
    test: String,
}

pub fn page(workspace: &Workspace) -> Result<Files> {
    let mut proofs: BTreeMap<&'static str, Vec<Proof>> = BTreeMap::new();
    let folder = workspace.root.join(FOLDER);
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    for file in names.iter().filter(|name| name.starts_with("server_") && name.ends_with(".rs")) {
        let text = fs::read_to_string(folder.join(file))?;
        collect(file, &text, &mut proofs)?;
    }
    let unproved = |it: &&Capability| !it.later && !proofs.contains_key(it.name);
    if let Some(Capability { name, .. }) = CAPABILITIES.iter().find(unproved) {
        bail!("no test over stdio proves `{name}`");
    }
    Ok(Files::from([("docs/features.md".into(), Some(render(&proofs).into_bytes()))]))
}

/// Adds what the tests of a file say that they prove.
fn collect(file: &str, text: &str, proofs: &mut BTreeMap<&'static str, Vec<Proof>>) -> Result<()> {
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(claims) = line.strip_prefix(MARKER) else { continue };
        let header = lines.by_ref().find_map(|line| line.strip_prefix("fn "));
        let header = header.with_context(|| format!("{file}: `{line}` stands above no test"))?;
        let test = header.split('(').next().unwrap_or_default();
        for claim in claims.trim().trim_end_matches('.').split(',').map(str::trim) {
            let known = CAPABILITIES.iter().find(|capability| capability.name == claim);
            let Some(known) = known else {
                bail!(
                    "{file}: `{test}` proves `{claim}`, which xtask/src/codegen/features.rs does not list"
                );
            };
            if known.later {
                bail!("{file}: `{test}` proves `{claim}`, which is listed as not there yet");
            }
            let proof = Proof { file: file.to_owned(), test: test.to_owned() };
            proofs.entry(known.name).or_default().push(proof);
        }
    }
    Ok(())
}

fn render(proofs: &BTreeMap<&'static str, Vec<Proof>>) -> String {
    let mut out = "# What the language server does, and the tests that prove it\n\n\
                   Generated by `cargo xtask codegen features` from `tests/tests/server_*.rs`: a test over stdio says \
                   what it proves in its documentation, `/// Proves: hover.`\n\n\
                   | capability | what it does | proved by |\n| --- | --- | --- |\n"
        .to_owned();
    for Capability { name, what, later } in CAPABILITIES {
        let tests = match proofs.get(name) {
            Some(proofs) => {
                let link = |Proof { file, test }: &Proof| {
                    format!("[{}](../{FOLDER}/{file})", test.replace('_', " "))
                };
                proofs.iter().map(link).collect::<Vec<_>>().join("; ")
            }
            None if *later => "*not there yet: it reads handler sources*".to_owned(),
            None => "*not there yet*".to_owned(),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "| {name} | {what} | {tests} |");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_says_what_it_proves() {
        let text = "/// Proves: hover, rename.\n#[test]\nfn it_does() {}\n\nfn not_this() {}\n";
        let mut proofs = BTreeMap::new();
        collect("server_a.rs", text, &mut proofs).expect("the names are known");
        assert_eq!(proofs.keys().copied().collect::<Vec<_>>(), ["hover", "rename"]);
        assert_eq!(proofs["hover"][0].test, "it_does");
        let page = render(&proofs);
        assert!(page.contains("| [it does](../tests/tests/server_a.rs) |"), "{page}");
        assert!(page.contains("| call-hierarchy | who publishes"), "{page}");
    }

    #[test]
    fn what_is_not_listed_cannot_be_proved() {
        for text in [
            "/// Proves: magic.\nfn it() {}\n",
            "/// Proves: call-hierarchy.\nfn it() {}\n",
            "/// Proves: hover.\n",
        ] {
            assert!(collect("server_a.rs", text, &mut BTreeMap::new()).is_err(), "{text}");
        }
    }
}
