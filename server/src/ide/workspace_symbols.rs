//! The functions and tables of every project, by name.

use crate::manifest::schema::File;
use crate::project::SourceFile;

use super::document_symbols::{Symbol, SymbolKind, document_symbols};

/// The symbols of a manifest that a search finds: everything that an entry declares, without settings. A search finds
/// what has its characters in their order, in any case; an empty one finds all.
pub fn workspace_symbols(manifest: &SourceFile, query: &str) -> Vec<Symbol> {
    let sections = document_symbols(&manifest.syntax, File::Manifest);
    let entries = sections.into_iter().flat_map(|section| section.children);
    let declared = entries.filter(|symbol| symbol.kind != SymbolKind::Setting);
    declared.filter(|symbol| matches(query, &symbol.name)).collect()
}

fn matches(query: &str, name: &str) -> bool {
    let mut name = name.chars().flat_map(char::to_lowercase);
    let mut wanted = query.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
    wanted.all(|c| name.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::workspace_symbols;
    use crate::project::fixture::Fixture;

    #[test]
    fn what_has_the_characters_in_their_order() {
        let project = Fixture::parse(
            "@app\nmy-app\n@aws\ntimeout 5\n@http\nget /account/login\n@events\naccount-signup\n@tables\ncats\n  id *\n",
        )
        .project();
        let found = |query: &str| -> Vec<String> {
            let symbols = workspace_symbols(&project.manifest, query);
            symbols.into_iter().map(|symbol| symbol.name).collect()
        };
        assert_eq!(found(""), ["my-app", "get /account/login", "account-signup", "cats"]);
        assert_eq!(found("aS"), ["account-signup", "cats"]);
        assert_eq!(found("get log"), ["get /account/login"]);
        assert_eq!(found("timeout"), [""; 0]);
    }
}
