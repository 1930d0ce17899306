//! The grammar of the [Architect](https://arc.codes) manifest format for tree-sitter.
//!
//! ```
//! let mut parser = tree_sitter::Parser::new();
//! parser.set_language(&tree_sitter_arc::LANGUAGE.into()).unwrap();
//! let tree = parser.parse("@app\nmy-app\n", None).unwrap();
//! assert!(!tree.root_node().has_error());
//! ```

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_arc() -> *const ();
}

/// The grammar, for any version of the `tree-sitter` crate that loads ABI 15.
// SAFETY: the function is the one that the generated `src/parser.c` exports.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_arc) };

/// The node types as JSON, as `tree-sitter generate` wrote them.
pub const NODE_TYPES: &str = include_str!("../../src/node-types.json");

/// The query that names what to colour.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");
/// The query of what folds.
pub const FOLDS_QUERY: &str = include_str!("../../queries/folds.scm");
/// The query of what indents.
pub const INDENTS_QUERY: &str = include_str!("../../queries/indents.scm");
/// The query of embedded languages.
pub const INJECTIONS_QUERY: &str = include_str!("../../queries/injections.scm");
/// The query of scopes and definitions.
pub const LOCALS_QUERY: &str = include_str!("../../queries/locals.scm");

#[cfg(test)]
mod tests {
    fn parser() -> tree_sitter::Parser {
        let mut parser = tree_sitter::Parser::new();
        parser.set_language(&super::LANGUAGE.into()).unwrap();
        parser
    }

    #[test]
    fn every_query_compiles() {
        for query in [
            super::HIGHLIGHTS_QUERY,
            super::FOLDS_QUERY,
            super::INDENTS_QUERY,
            super::INJECTIONS_QUERY,
            super::LOCALS_QUERY,
        ] {
            tree_sitter::Query::new(&super::LANGUAGE.into(), query).unwrap();
        }
    }

    #[test]
    fn any_text_has_a_tree_without_errors() {
        let mut parser = parser();
        for text in [
            "",
            "@",
            "@@",
            "\u{feff}@app\nx",
            "a\0b\n@x\0\n\0",
            "@app {\n[é]\n\\;<>\n  \"open\n@next",
            "  \n\t\t# c\n\r\r\n@a\r  b\r    c",
            "'",
        ] {
            let tree = parser.parse(text, None).unwrap();
            assert!(!tree.root_node().has_error(), "{text:?}: {}", tree.root_node().to_sexp());
        }
    }

    #[test]
    fn unclosed_quotes_take_no_quadratic_time() {
        let text = "\\'\n".repeat(20_000);
        let start = std::time::Instant::now();
        let tree = parser().parse(&text, None).unwrap();
        assert_eq!(tree.root_node().named_child_count(), 20_000);
        // A tenth of a second; a quarter of a minute when each quote searches the rest of the text.
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }
}
