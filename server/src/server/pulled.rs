//! `textDocument/diagnostic` and `workspace/diagnostic`: problems for a client that asks for them.
//!
//! Invariant: the id of a report is made of what the report says, so whoever has one with the same id has the same
//! problems, whichever of the two requests it came from.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use serde_json::Value;
use tower_lsp::lsp_types::notification::Notification;
use tower_lsp::lsp_types::{
    Diagnostic, DocumentDiagnosticReport, DocumentDiagnosticReportKind,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Url,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::blocking::Cancelled;
use super::documents::{Document, Documents, Surroundings};
use super::problems;
use super::snapshot::Snapshot;
use crate::project::{FileSystem, discover};

/// For how long the manifests of the workspace are those that were found last, when nobody tells of a change. Clients
/// ask every other second.
const FOUND_FOR: Duration = Duration::from_secs(10);

/// `$/progress` with a part of what was asked for, which tower-lsp's own type cannot say.
pub(super) enum PartialResult {}

impl Notification for PartialResult {
    type Params = Value;
    const METHOD: &'static str = "$/progress";
}

/// What stands in one file.
#[derive(Clone, Debug)]
struct Report {
    uri: Url,
    /// The client's version, where it has the file open.
    version: Option<i32>,
    id: String,
    items: Vec<Diagnostic>,
}

impl Report {
    fn of(snapshot: &Snapshot, file: &Path) -> Option<Report> {
        let items = problems::of_file(snapshot, file);
        let version = snapshot.open_version_of(file);
        Some(Report { uri: snapshot.uri_of(file)?, version, id: id(&items), items })
    }

    fn full(self) -> FullDocumentDiagnosticReport {
        FullDocumentDiagnosticReport { result_id: Some(self.id), items: self.items }
    }

    fn unchanged(self) -> UnchangedDocumentDiagnosticReport {
        UnchangedDocumentDiagnosticReport { result_id: self.id }
    }

    /// As a part of the workspace, to a client that has the problems with the id `known`.
    fn in_workspace(self, known: Option<&str>) -> WorkspaceDocumentDiagnosticReport {
        let (uri, version) = (self.uri.clone(), self.version.map(i64::from));
        match known == Some(&self.id) {
            true => WorkspaceDocumentDiagnosticReport::Unchanged(
                WorkspaceUnchangedDocumentDiagnosticReport {
                    uri,
                    version,
                    unchanged_document_diagnostic_report: self.unchanged(),
                },
            ),
            false => {
                WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                    uri,
                    version,
                    full_document_diagnostic_report: self.full(),
                })
            }
        }
    }
}

/// What tells problems from others, for as long as the server runs.
fn id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    // What cannot be written has no id that another has, too; nothing of a problem is of that kind.
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The problems of a document, and of the other open documents of its project where the client takes these along: what
/// one types in a manifest changes what is wrong in the configs beside it.
pub(super) fn of_document(snapshot: &Snapshot, known: Option<&str>) -> DocumentDiagnosticReport {
    let items = problems::of(snapshot);
    let report =
        Report { uri: snapshot.document.uri.clone(), version: None, id: id(&items), items };
    let related_documents = related(snapshot);
    match known == Some(&report.id) {
        true => RelatedUnchangedDocumentDiagnosticReport {
            related_documents,
            unchanged_document_diagnostic_report: report.unchanged(),
        }
        .into(),
        false => RelatedFullDocumentDiagnosticReport {
            related_documents,
            full_document_diagnostic_report: report.full(),
        }
        .into(),
    }
}

fn related(snapshot: &Snapshot) -> Option<HashMap<Url, DocumentDiagnosticReportKind>> {
    if !snapshot.client.related_documents {
        return None;
    }
    let analysis = snapshot.analysis()?;
    let own = snapshot.document.place();
    let files = analysis.project.arc_files().filter(|file| Some(file.path.as_path()) != own);
    let open = files.filter(|file| snapshot.files.buffers().document(&file.path).is_some());
    let reports = open.filter_map(|file| {
        let report = Report::of(snapshot, &file.path)?;
        Some((report.uri.clone(), report.full().into()))
    });
    let reports: HashMap<_, _> = reports.collect();
    (!reports.is_empty()).then_some(reports)
}

/// The reports of a project, and what they rest on besides the files on the disk.
struct Known {
    open: Vec<Weak<Document>>,
    reports: Vec<Report>,
}

/// The manifests of the workspace, and when they were looked for.
struct Found {
    folders: Vec<PathBuf>,
    epoch: u64,
    at: Instant,
    manifests: BTreeSet<PathBuf>,
}

/// What is known of the workspace from the last time that its problems were asked for.
#[derive(Default)]
pub(super) struct Workspace {
    found: Mutex<Option<Found>>,
    /// By manifest.
    known: Mutex<HashMap<PathBuf, Known>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a file at `path` may change what is concluded of a project: one of its own, one that is looked for
/// upward, as an `arc-lsp.toml` or a `.gitignore`, or what git tracks, in whichever folder it keeps that.
fn concerns(path: &Path, root: &Path) -> bool {
    path.starts_with(root)
        || path.parent().is_some_and(|folder| root.starts_with(folder))
        || (path.ends_with("index") && path.iter().any(|part| part == ".git"))
}

impl Workspace {
    /// Files have changed, the `paths` or, without any, whichever. Comes after the epoch of the documents was raised.
    pub(super) fn forget(&self, paths: &[PathBuf]) {
        lock(&self.known).retain(|manifest, _| {
            let root = manifest.parent().unwrap_or(manifest);
            !paths.is_empty() && !paths.iter().any(|path| concerns(path, root))
        });
    }

    /// What is wrong in each project of the `folders`, and in the open ones elsewhere: `say` is told project by project.
    /// `previous` has the id of what the client knows by URI; what it knows of files that are no more, it is told to forget.
    pub(super) fn problems(
        &self,
        documents: &Documents,
        around: &Surroundings,
        folders: &[PathBuf],
        mut previous: HashMap<Url, String>,
        cancelled: &Cancelled,
        mut say: impl FnMut(Vec<WorkspaceDocumentDiagnosticReport>),
    ) {
        let mut said: BTreeSet<Url> = BTreeSet::new();
        let manifests = self.manifests(around, folders);
        lock(&self.known).retain(|manifest, _| manifests.contains(manifest));
        for manifest in &manifests {
            if cancelled.is_cancelled() {
                return;
            }
            let reports = self.of_project(documents, around, manifest).into_iter();
            // A file that two projects read is the one's that comes first.
            let new = reports.filter(|report| said.insert(report.uri.clone()));
            let new = new.map(|report| {
                let known = previous.remove(&report.uri);
                report.in_workspace(known.as_deref())
            });
            let new: Vec<_> = new.collect();
            if !new.is_empty() {
                say(new);
            }
        }
        let gone = previous.into_iter().filter(|(_, known)| *known != id(&[]));
        let gone = gone.map(|(uri, _)| {
            let report = Report { uri, version: None, id: id(&[]), items: Vec::new() };
            report.in_workspace(None)
        });
        let gone: Vec<_> = gone.collect();
        if !gone.is_empty() {
            say(gone);
        }
    }

    fn manifests(&self, around: &Surroundings, folders: &[PathBuf]) -> BTreeSet<PathBuf> {
        let mut found = lock(&self.found);
        let fresh = found.as_ref().is_some_and(|it| {
            it.folders == folders && it.epoch == around.epoch && it.at.elapsed() < FOUND_FOR
        });
        if !fresh {
            let manifests = folders.iter().flat_map(|folder| discover(folder).manifests);
            *found = Some(Found {
                folders: folders.to_vec(),
                epoch: around.epoch,
                at: Instant::now(),
                manifests: manifests.collect(),
            });
        }
        let found = found.iter().flat_map(|it| it.manifests.iter().cloned());
        found.chain(Documents::manifests_among(around.files.buffers())).collect()
    }

    fn of_project(
        &self,
        documents: &Documents,
        around: &Surroundings,
        manifest: &Path,
    ) -> Vec<Report> {
        let root = manifest.parent().unwrap_or(manifest);
        let near = |document: &&Arc<Document>| {
            document.path.as_deref().is_some_and(|path| concerns(path, root))
        };
        let mut open: Vec<&Arc<Document>> = around.files.buffers().all().filter(near).collect();
        open.sort_by(|a, b| a.uri.cmp(&b.uri));
        if let Some(known) = lock(&self.known).get(manifest) {
            let same = |(a, b): (&Weak<Document>, &&Arc<Document>)| {
                a.upgrade().is_some_and(|a| Arc::ptr_eq(&a, b))
            };
            if known.open.len() == open.len() && known.open.iter().zip(&open).all(same) {
                return known.reports.clone();
            }
        }
        let Some(snapshot) = around.of_file(manifest) else { return Vec::new() };
        let reports = of_files(&snapshot);
        let mut known = lock(&self.known);
        // What has changed since would be forgotten no more.
        if documents.epoch() == around.epoch {
            let open = open.into_iter().map(Arc::downgrade).collect();
            known.insert(manifest.to_owned(), Known { open, reports: reports.clone() });
        }
        reports
    }
}

/// A report for each file that Architect reads of a project, without problems too: what was said of it may be over.
fn of_files(snapshot: &Snapshot) -> Vec<Report> {
    let Some(analysis) = snapshot.analysis() else { return Vec::new() };
    let read = analysis.project.arc_files().map(|file| file.path.as_path());
    let wrong = analysis.problems().iter().map(|problem| problem.file.as_path());
    // Sorted, each once.
    let files: BTreeMap<&Path, ()> = read.chain(wrong).map(|path| (path, ())).collect();
    files.into_keys().filter_map(|file| Report::of(snapshot, file)).collect()
}

/// The reports of a file that is not open, as one that an editor shows before it reads it.
pub(super) fn of_closed(
    around: &Surroundings,
    uri: &Url,
    known: Option<&str>,
) -> Option<DocumentDiagnosticReport> {
    let path = uri.to_file_path().ok()?;
    around.files.kind(&path)?;
    Some(of_document(&around.of_file(&path)?, known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::capabilities;

    #[test]
    fn no_project_is_looked_at_for_a_request_that_was_cancelled() {
        let folder = std::env::temp_dir().join(format!("arc-lsp-pulled-{}", std::process::id()));
        for name in ["a", "b", "c", "d"] {
            let root = folder.join(name);
            std::fs::create_dir_all(&root).expect("it is new");
            std::fs::write(root.join("app.arc"), "@app\nx\n").expect("it is writable");
        }
        let documents = Documents::new(Arc::default());
        let around = documents.surroundings(capabilities::Client::default());
        let (workspace, cancelled) = (Workspace::default(), Cancelled::default());
        let mut said = Vec::new();
        let say = |reports| {
            said.push(reports);
            if said.len() == 2 {
                cancelled.cancel();
            }
        };
        // A file that is gone would be told last.
        let gone = Url::parse("file:///gone").expect("a URI");
        let known = HashMap::from([(gone, String::new())]);
        let folders = [folder.clone()];
        workspace.problems(&documents, &around, &folders, known, &cancelled, say);
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!(lock(&workspace.known).len(), 2);
        std::fs::remove_dir_all(&folder).expect("it is ours");
    }
}
