//! Every position of every manifest and function config of the corpus is asked for all that navigation and structure
//! answer: no panic, every span in its file and on character boundaries, every edit leaves a manifest that is read.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use arc_lsp::ide::{self, Target};
use arc_lsp::project::inventory::Inventory;
use arc_lsp::project::{Disk, Project, Role};
use arc_lsp::syntax::Syntax;
use arc_lsp::text::{Span, Text};
use arc_lsp_tests::projects::{arc_manifest, corpus, write_corpus_project};

/// A file of a project, and how often something was asked of it.
struct Asked<'p> {
    project: &'p Project,
    path: &'p Path,
    syntax: &'p Syntax,
    text: Text,
    requests: usize,
}

impl Asked<'_> {
    fn is_in(&self, span: Span, what: &str) {
        let text = &self.syntax.text;
        assert!(
            text.get(span.start..span.end).is_some(),
            "{what}: {span:?} of {}",
            self.path.display()
        );
    }

    fn are_in(&self, targets: &[Target], what: &str) {
        for target in targets {
            assert!(target.span.covers(target.focus), "{what}: {target:?}");
            let file = self.project.arc_files().find(|file| file.path == target.file);
            let text = file.map_or("", |file| &file.syntax.text);
            assert!(text.get(target.span.start..target.span.end).is_some(), "{what}: {target:?}");
        }
    }

    fn position(&mut self, offset: usize) {
        let (project, path) = (self.project, self.path);
        for (what, way) in [
            ("definition", ide::definition as fn(&Project, &Path, usize) -> _),
            ("declaration", ide::declaration),
            ("implementation", ide::implementation),
        ] {
            if let Some(found) = way(project, path, offset) {
                self.is_in(found.origin, what);
                assert!(found.origin.touches(offset), "{what}");
                self.are_in(&found.targets, what);
            }
        }
        self.are_in(&ide::references(project, path, offset, true), "references");
        let chain = ide::selection(self.syntax, &self.text, offset);
        chain.iter().for_each(|span| self.is_in(*span, "selection"));
        assert!(chain.windows(2).all(|two| two[1].covers(two[0])), "selection");
        self.requests += 5;
        if path == project.manifest.path {
            for highlight in ide::highlights(project, offset) {
                self.is_in(highlight.span, "highlight");
            }
            for span in ide::linked_editing(project, offset) {
                self.is_in(span, "linked editing");
            }
            if let Ok(Some(it)) = ide::prepare_rename(project, offset) {
                self.is_in(it.span, "prepare rename");
                assert_eq!(it.span.of(&self.syntax.text), it.name);
            }
            self.requests += 3;
        }
    }

    fn document(&mut self) {
        let file = Role::of(self.path).expect("it is Architect's").file();
        let mut symbols = ide::document_symbols(self.syntax, file);
        while let Some(symbol) = symbols.pop() {
            self.is_in(symbol.span, "symbol");
            assert!(symbol.span.covers(symbol.name_span), "{symbol:?}");
            symbols.extend(symbol.children);
        }
        for fold in ide::folding(self.syntax, &self.text) {
            self.is_in(fold.span, "fold");
        }
        for token in ide::semantic_tokens(self.syntax, file) {
            self.is_in(token.span, "token");
        }
        for link in ide::links(self.syntax, file, Some(self.project)) {
            self.is_in(link.span, "link");
        }
        let inventory = Inventory::new(self.project, None);
        let now = "2026-03-28T12:00:00Z".parse().expect("a time");
        if self.path == self.project.manifest.path {
            for hint in ide::inlay_hints(self.project, &inventory, now, self.text.span()) {
                self.is_in(Span::at(hint.offset), "hint");
            }
            for lens in ide::code_lenses(self.project, &inventory, now) {
                self.is_in(lens.span, "lens");
            }
        }
        self.requests += 6;
        let settings = self.project.settings.format;
        for line in 0..self.text.line_count() {
            let range = self.text.line_content(line);
            self.requests += 2;
            for typed in ['\n', '@'] {
                if let Some(edit) = ide::on_type(self.syntax, &self.text, file, range.start, typed)
                {
                    self.is_in(edit.span, "on type");
                }
            }
        }
        if let Some(edits) = ide::formatting(self.syntax, settings) {
            let mut text = self.syntax.text.to_string();
            for edit in edits.iter().rev() {
                self.is_in(edit.span, "formatting");
                text.replace_range(edit.span.start..edit.span.end, &edit.text);
            }
            assert_eq!(
                Syntax::parse(text).to_json().expect("it is read"),
                self.syntax.to_json().expect("it was read"),
                "{}",
                self.path.display()
            );
        }
    }
}

fn ask_all(project: &Project) -> usize {
    let mut requests = 0;
    for file in project.arc_files().filter(|file| !project.is_preferences(&file.path)) {
        let text = Text::new(&file.syntax.text);
        let (path, syntax) = (file.path.as_path(), &*file.syntax);
        let mut asked = Asked { project, path, syntax, text, requests: 0 };
        asked.document();
        let written = &file.syntax.text;
        for offset in (0..=written.len()).filter(|offset| written.is_char_boundary(*offset)) {
            asked.position(offset);
        }
        requests += asked.requests;
    }
    requests
}

#[test]
fn every_position_of_the_corpus() {
    let Some(projects) = corpus() else { return };
    let (next, requests) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(project) = projects.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let folder = tempfile::TempDir::new().expect("a temporary folder");
                    write_corpus_project(project, folder.path());
                    let Some(manifest) = arc_manifest(folder.path()) else { continue };
                    let project = Project::load(&Disk, &manifest).expect("a readable manifest");
                    requests.fetch_add(ask_all(&project), Ordering::Relaxed);
                }
            });
        }
    });
    let requests = requests.into_inner();
    println!("{requests} requests");
    assert!(requests > 100_000, "{requests}");
}
