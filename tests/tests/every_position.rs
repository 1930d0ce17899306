//! Every position of every manifest and function config of the corpus is asked for all that an editor asks at a place:
//! nothing panics, every range lies in its file and on character boundaries, every edit applies cleanly and leaves a
//! manifest that is read as well as before.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use arc_lsp::ide::{self, Target};
use arc_lsp::project::inventory::Inventory;
use arc_lsp::project::{Memory, Project, Role, SourceFile, TemplateFormat};
use arc_lsp::rules::{self, Edit, Problem};
use arc_lsp::sam::Packaged;
use arc_lsp::syntax::Syntax;
use arc_lsp::text::{Span, Text};
use arc_lsp_tests::corpus;
use jiff::Timestamp;

/// How far apart the places within a word are that take a parse to answer, by default: all of them take minutes.
const WITHIN_WORDS: usize = 16;

/// A file of a project, and what was asked of it.
struct Asking<'p> {
    project: &'p Project,
    files: &'p Memory,
    file: &'p SourceFile,
    text: Text,
    problems: &'p [Problem],
    requests: usize,
    /// Texts that edits made and that were looked at already.
    tried: HashSet<String>,
    renamed: HashSet<Span>,
}

impl Asking<'_> {
    fn written(&self) -> &str {
        &self.file.syntax.text
    }

    fn is_manifest(&self) -> bool {
        self.file.path == self.project.manifest.path
    }

    fn is_in(&self, span: Span, what: &str) {
        let inside = self.written().get(span.start..span.end).is_some();
        assert!(inside, "{what}: {span:?} of {}", self.file.path.display());
    }

    fn are_in(&self, targets: &[Target], what: &str) {
        for target in targets {
            assert!(target.span.covers(target.focus), "{what}: {target:?}");
            let file = self.project.arc_files().find(|file| file.path == target.file);
            let text = file.map_or("", |file| &file.syntax.text);
            assert!(text.get(target.span.start..target.span.end).is_some(), "{what}: {target:?}");
        }
    }

    /// Edits of the file apply, and Architect's parser rejects the result for no more reasons than before.
    fn applies<'e>(&mut self, edits: impl IntoIterator<Item = &'e Edit>, what: &str) {
        let mut edits: Vec<&Edit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        edits.iter().for_each(|edit| self.is_in(edit.span, what));
        for two in edits.windows(2) {
            assert!(two[0].span.end <= two[1].span.start, "{what}: {two:?} overlap");
        }
        let after = rules::apply_edits(self.written(), edits);
        if self.tried.insert(after.clone()) {
            let before = self.file.syntax.problems.len();
            let after = Syntax::parse(after);
            assert!(after.problems.len() <= before, "{what}: {:?}", after.problems);
        }
    }

    /// What is answered from what is known: asked everywhere.
    fn navigates(&mut self, offset: usize) {
        let (project, path) = (self.project, self.file.path.as_path());
        for (what, found) in [
            ("definition", ide::definition(project, self.files, path, offset)),
            ("declaration", ide::declaration(project, self.files, path, offset)),
            ("implementation", ide::implementation(project, self.files, path, offset)),
        ] {
            if let Some(found) = found {
                self.is_in(found.origin, what);
                assert!(found.origin.touches(offset), "{what}");
                self.are_in(&found.targets, what);
            }
        }
        self.are_in(&ide::references(project, path, offset, true), "references");
        let chain = ide::selection(&self.file.syntax, &self.text, offset);
        chain.iter().for_each(|span| self.is_in(*span, "selection"));
        assert!(chain.windows(2).all(|two| two[1].covers(two[0])), "selection");
        self.requests += 5;
        if !self.is_manifest() {
            return;
        }
        for highlight in ide::highlights(project, offset) {
            self.is_in(highlight.span, "highlight");
        }
        for span in ide::linked_editing(project, offset) {
            self.is_in(span, "linked editing");
        }
        self.requests += 3;
        if let Ok(Some(found)) = ide::prepare_rename(project, offset) {
            self.is_in(found.span, "prepare rename");
            assert_eq!(found.span.of(self.written()), found.name);
            if self.renamed.insert(found.span) {
                self.requests += 1;
                // A name that is refused is refused; that good ones are not, `rename_corpus` shows.
                if let Ok(rename) = ide::rename(project, self.files, offset, "fresh-name") {
                    self.applies(&rename.edits, "rename");
                }
            }
        }
    }

    /// What takes a parse or a template to answer.
    fn assists(&mut self, offset: usize, packaged: &Packaged) {
        let (project, path) = (self.project, self.file.path.as_path());
        let nothing = Memory::default();
        let asked = ide::Asked {
            file: Role::of(path).expect("it is Architect's").file(),
            syntax: &self.file.syntax,
            project: Some(project),
            files: &nothing,
        };
        for offer in ide::completion(asked, offset) {
            self.is_in(offer.span, "completion");
            assert!(offer.span.touches(offset), "{offer:?} at {offset}");
            if let Some((white, _)) = offer.indent {
                self.is_in(white, "completion");
                assert!(white.end <= offer.span.start, "{offer:?}");
            }
        }
        let packaged = || packaged;
        let context = ide::HoverContext {
            project,
            packaged: &packaged,
            template: TemplateFormat::default(),
            now: Timestamp::UNIX_EPOCH,
        };
        if let Some(hover) = ide::hover(&context, path, offset) {
            self.is_in(hover.span, "hover");
        }
        let wanted = |_| true;
        let (problems, span) = (self.problems, Span::at(offset));
        let requested = ide::Requested { project, problems, file: path, span, wanted: &wanted };
        for action in ide::code_actions(requested) {
            if let ide::Effect::Fix(fix) = &action.effect {
                self.applies(fix.edits.iter().filter(|edit| edit.file == path), &action.title);
                let created =
                    fix.creates.iter().all(|create| create.file.starts_with(&project.root));
                assert!(created, "{}", action.title);
            }
        }
        self.requests += 3;
    }

    /// What is asked of a document.
    fn document(&mut self, packaged: &Packaged) {
        let (project, syntax) = (self.project, &*self.file.syntax);
        let file = Role::of(&self.file.path).expect("it is Architect's").file();
        let mut symbols = ide::document_symbols(syntax, file);
        while let Some(symbol) = symbols.pop() {
            self.is_in(symbol.span, "symbol");
            assert!(symbol.span.covers(symbol.name_span), "{symbol:?}");
            symbols.extend(symbol.children);
        }
        ide::folding(syntax, &self.text).iter().for_each(|it| self.is_in(it.span, "fold"));
        ide::semantic_tokens(syntax, file).iter().for_each(|it| self.is_in(it.span, "token"));
        ide::links(syntax, file, Some(project)).iter().for_each(|it| self.is_in(it.span, "link"));
        self.requests += 4;
        if self.is_manifest() {
            let inventory: &Inventory = &packaged.inventory;
            let now = "2026-03-28T12:00:00Z".parse().expect("a time");
            for hint in ide::inlay_hints(project, inventory, now, self.text.span()) {
                self.is_in(Span::at(hint.offset), "hint");
            }
            for lens in ide::code_lenses(project, inventory, now) {
                self.is_in(lens.span, "lens");
            }
            if let Some(fix) = ide::fix_all(project, self.files, &self.file.path) {
                self.applies(&fix.edits, &fix.title);
            }
            self.requests += 3;
        }
        for line in 0..self.text.line_count() {
            let start = self.text.line_content(line).start;
            for typed in ['\n', '@'] {
                if let Some(edit) = ide::on_type(syntax, &self.text, file, start, typed) {
                    self.is_in(edit.span, "on type");
                }
            }
            self.requests += 2;
        }
        if let Some(edits) = ide::formatting(syntax, project.settings.format) {
            let mut text = self.written().to_owned();
            for edit in edits.iter().rev() {
                self.is_in(edit.span, "formatting");
                text.replace_range(edit.span.start..edit.span.end, &edit.text);
            }
            let read = |syntax: &Syntax| syntax.to_json().expect("it is read");
            assert_eq!(read(&Syntax::parse(text)), read(syntax), "{}", self.file.path.display());
        }
        self.requests += 1;
    }
}

fn ask_everywhere(project: &corpus::CorpusProject) -> usize {
    let files = &project.files;
    let project = project.load();
    let problems = rules::check(&project);
    let packaged = Packaged::of(&project, None);
    let all = std::env::var_os("ARC_LSP_EVERY_POSITION").is_some();
    let mut requests = 0;
    let ours =
        |file: &&SourceFile| file.syntax.format.is_arc() && !project.is_preferences(&file.path);
    for file in project.arc_files().filter(ours) {
        let mut asking = Asking {
            project: &project,
            files,
            file,
            text: Text::new(&file.syntax.text),
            problems: &problems,
            requests: 0,
            tried: HashSet::new(),
            renamed: HashSet::new(),
        };
        asking.document(&packaged);
        let text: &str = &file.syntax.text;
        for offset in (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)) {
            asking.navigates(offset);
            if all || is_boundary(text, offset) || offset.is_multiple_of(WITHIN_WORDS) {
                asking.assists(offset, &packaged);
            }
        }
        requests += asking.requests;
    }
    requests
}

/// Whether a word begins or ends here, or the text.
fn is_boundary(text: &str, offset: usize) -> bool {
    let is_blank = |char: Option<char>| char.is_none_or(char::is_whitespace);
    is_blank(text[..offset].chars().next_back()) != is_blank(text[offset..].chars().next())
}

#[test]
fn every_position_of_the_corpus() {
    let Some(projects) = corpus::projects() else {
        println!("skipped: no corpus");
        return;
    };
    let (next, requests) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(project) = projects.get(next.fetch_add(1, Ordering::Relaxed)) {
                    requests.fetch_add(ask_everywhere(project), Ordering::Relaxed);
                }
            });
        }
    });
    let requests = requests.into_inner();
    println!("{requests} requests over {} projects", projects.len());
    assert!(requests > 300_000, "{requests}");
}
