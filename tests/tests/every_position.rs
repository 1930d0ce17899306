//! Every place of every manifest of the corpus is asked of what it names, and the ends of its words of everything: nothing panics, every range lies in the document and
//! on character boundaries, every edit applies cleanly and leaves a text that still has a tree and no new rejection.

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use arc_lsp::ide;
use arc_lsp::manifest::schema::File;
use arc_lsp::project::{Memory, Project, SourceFile, TemplateFormat};
use arc_lsp::rules::{self, Edit};
use arc_lsp::sam::Packaged;
use arc_lsp::syntax::Syntax;
use arc_lsp::text::{Span, Text};
use arc_lsp_tests::corpus;
use jiff::Timestamp;

struct Asking<'a> {
    file: &'a SourceFile,
    lines: &'a Text,
    requests: &'a AtomicUsize,
    /// Texts that edits made and that were looked at already.
    tried: HashSet<String>,
}

impl Asking<'_> {
    fn text(&self) -> &str {
        &self.file.syntax.text
    }

    fn ask(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    fn holds(&self, span: Span, what: &str) {
        let inside = self.text().get(span.start..span.end).is_some();
        assert!(inside, "{what}: {span:?} of {}", self.file.path.display());
    }

    /// Edits of the file itself apply, and Architect's parser rejects the result for no more reasons than before.
    fn applies<'e>(&mut self, edits: impl IntoIterator<Item = &'e Edit>, what: &str) {
        let mut edits: Vec<&Edit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        for edit in &edits {
            self.holds(edit.span, what);
        }
        for two in edits.windows(2) {
            assert!(two[0].span.end <= two[1].span.start, "{what}: {two:?} overlap");
        }
        let after = rules::apply_edits(self.text(), edits);
        if self.tried.insert(after.clone()) {
            let before = self.file.syntax.problems.len();
            let after = Syntax::parse(after);
            assert!(after.problems.len() <= before, "{what}: {:?}", after.problems);
        }
    }
}

#[test]
fn every_position_of_every_manifest() {
    let Some(projects) = corpus::projects() else {
        println!("skipped: no corpus");
        return;
    };
    let requests = AtomicUsize::new(0);
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(project) = projects.get(next.fetch_add(1, Ordering::Relaxed)) {
                    ask_everywhere(project, &requests);
                }
            });
        }
    });
    println!("{} requests over {} projects", requests.into_inner(), projects.len());
}

fn ask_everywhere(project: &corpus::CorpusProject, requests: &AtomicUsize) {
    let project = project.load();
    let problems = rules::check(&project);
    let packaged = Packaged::of(&project, None);
    let packaged = || &packaged;
    let hover = ide::HoverContext {
        project: &project,
        packaged: &packaged,
        template: TemplateFormat::default(),
        now: Timestamp::UNIX_EPOCH,
    };
    let file = project.manifest.clone();
    let lines = Text::new(&file.syntax.text);
    let mut asking = Asking { file: &file, lines: &lines, requests, tried: HashSet::new() };
    let nothing = Memory::default();
    let text: &str = &file.syntax.text;
    // Within a word the answers that parse the text again are those at its ends; by itself this test asks some of those
    // places only, since all take minutes.
    let all = std::env::var_os("ARC_LSP_EVERY_POSITION").is_some();
    for offset in (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)) {
        navigate(&project, &asking, offset);
        if !(all || is_boundary(text, offset) || offset.is_multiple_of(8)) {
            continue;
        }
        let asked = ide::Asked {
            file: File::Manifest,
            syntax: &file.syntax,
            project: Some(&project),
            files: &nothing,
        };
        asking.ask();
        for offer in ide::completion(asked, offset) {
            asking.holds(offer.span, "completion");
            assert!(offer.span.touches(offset), "{offer:?} at {offset}");
            if let Some((white, _)) = offer.indent {
                asking.holds(white, "completion");
                assert!(white.end <= offer.span.start, "{offer:?}");
            }
        }
        asking.ask();
        let wanted = |_| true;
        let requested = ide::Requested {
            project: &project,
            problems: &problems,
            file: &file.path,
            span: Span::at(offset),
            wanted: &wanted,
        };
        for action in ide::code_actions(requested) {
            if let ide::Effect::Fix(fix) = &action.effect {
                let here = fix.edits.iter().filter(|edit| edit.file == file.path);
                asking.applies(here, &action.title);
                let there = |path: &Path| path.is_absolute();
                assert!(fix.creates.iter().all(|create| there(&create.file)), "{}", action.title);
            }
        }
        asking.ask();
        if let Some(hover) = ide::hover(&hover, &file.path, offset) {
            asking.holds(hover.span, "hover");
        }
    }
    if let Some(fix) = ide::fix_all(&project, &nothing_but(&file), &file.path) {
        asking.applies(&fix.edits, &fix.title);
    }
}

/// Whether a word begins or ends here, or the text.
fn is_boundary(text: &str, offset: usize) -> bool {
    let is_blank = |char: Option<char>| char.is_none_or(char::is_whitespace);
    is_blank(text[..offset].chars().next_back()) != is_blank(text[offset..].chars().next())
}

/// A disk that holds the manifest alone, so that nothing is mended by what lies around it.
fn nothing_but(file: &SourceFile) -> Memory {
    let mut memory = Memory::default();
    memory.insert(&file.path, file.syntax.text.as_bytes());
    memory
}

fn navigate(project: &Project, asking: &Asking<'_>, offset: usize) {
    let path = &asking.file.path;
    for ways in [ide::definition, ide::declaration, ide::implementation] {
        asking.ask();
        if let Some(found) = ways(project, path, offset) {
            asking.holds(found.origin, "definition");
            for target in found.targets.iter().filter(|target| target.file == *path) {
                asking.holds(target.span, "definition");
                asking.holds(target.focus, "definition");
            }
        }
    }
    asking.ask();
    for target in ide::references(project, path, offset, true) {
        if target.file == *path {
            asking.holds(target.span, "references");
        }
    }
    asking.ask();
    for highlight in ide::highlights(project, offset) {
        asking.holds(highlight.span, "highlight");
    }
    asking.ask();
    let mut inner: Option<Span> = None;
    for span in ide::selection(&asking.file.syntax, asking.lines, offset) {
        asking.holds(span, "selection");
        assert!(inner.is_none_or(|inner| span.covers(inner)), "{span:?} is not around {inner:?}");
        inner = Some(span);
    }
}
