//! Real manifests, where there are any beside the checkout: `ARC_LSP_SHARED`, else `../shared`.

use std::fs;
use std::path::{Path, PathBuf};

use tree_sitter::{Node, Parser, Tree};

fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("ARC_LSP_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    Some(named.unwrap_or(beside)).filter(|path| path.join("corpus/manifests.jsonl").is_file())
}

fn parse(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_arc::LANGUAGE.into()).unwrap();
    parser.parse(text, None).unwrap()
}

/// Whether a node of this kind stands in the tree.
fn holds(node: Node<'_>, kind: &str) -> bool {
    let mut cursor = node.walk();
    node.kind() == kind || node.children(&mut cursor).any(|child| holds(child, kind))
}

#[test]
fn what_architect_accepts_has_a_clean_tree() {
    let Some(shared) = shared() else {
        println!("skipped: no manifests beside the checkout");
        return;
    };
    let list = fs::read_to_string(shared.join("corpus/manifests.jsonl")).unwrap();
    let mut accepted = 0;
    for line in list.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = row["file"].as_str().unwrap();
        let text = fs::read_to_string(shared.join("corpus/manifests").join(name)).unwrap();
        let tree = parse(&text);
        let root = tree.root_node();
        assert!(!root.has_error(), "{name}: {}", root.to_sexp());
        let after = &text[root.end_byte()..];
        assert_eq!(after.trim(), "", "{name}: the tree ends before the text");
        if row["parse"]["ok"] == true {
            accepted += 1;
            for kind in ["illegal", "unclosed_string"] {
                assert!(!holds(root, kind), "{name}: {kind} in {}", root.to_sexp());
            }
        }
    }
    println!("{accepted} accepted manifests have clean trees");
    assert!(accepted > 0, "the list holds no manifest that Architect accepts");
}

#[test]
fn manifests_of_projects_have_a_tree_without_errors() {
    let Some(shared) = shared() else {
        println!("skipped: no projects beside the checkout");
        return;
    };
    let mut folders = vec![shared.join("corpus/projects")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !name.ends_with(".arc") && name != ".arc-config" {
                continue;
            }
            seen += 1;
            let tree = parse(&fs::read_to_string(&path).unwrap());
            assert!(!tree.root_node().has_error(), "{}", path.display());
        }
    }
    println!("{seen} files of projects have trees without errors");
    assert!(seen > 0, "the projects hold no manifest");
}
