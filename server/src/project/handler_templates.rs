//! The templates of new handlers that the preferences name, under `@create`, `templates`.
//! <https://arc.codes/docs/en/reference/configuration/local-preferences#%40create>
//!
//! Invariants: what is read lies in the project, and no link leads there, so that a checkout by somebody else copies
//! nothing else of this machine into a handler. A template is text: it is copied, and never run.

use std::path::{Path, PathBuf};

use crate::manifest::FunctionPragma;
use crate::syntax::Reading;
use crate::text::Span;

use super::file_system::{FileKind, FileSystem};

/// The longest template that is read, in bytes. A handler to begin with has some hundred.
const LONGEST: usize = 1024 * 1024;

/// The template of the new handlers of a pragma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandlerTemplate {
    /// The pragma.
    pub pragma: FunctionPragma,
    /// Its path, as written.
    pub written: String,
    /// Where that stands in the preferences.
    pub span: Span,
    /// Its text, or why it is not used.
    pub text: Result<String, RefusedTemplate>,
}

/// Why a template is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedTemplate {
    /// What would complete "the template … is not used: it …".
    pub reason: String,
    /// Whether Architect, too, would find nothing there, and stop. (`@architect/create`, `write-template`)
    pub stops_architect: bool,
}

impl RefusedTemplate {
    /// One that Architect would use.
    fn by_us(reason: impl Into<String>) -> RefusedTemplate {
        RefusedTemplate { reason: reason.into(), stops_architect: false }
    }

    /// One with which Architect can do nothing.
    fn by_all(reason: &str) -> RefusedTemplate {
        RefusedTemplate { reason: reason.to_owned(), stops_architect: true }
    }
}

/// The templates that preferences name for the pragmas in `lacking`, of which handlers are missing, and for others those
/// with which Architect would stop.
pub(super) fn handler_templates(
    files: &dyn FileSystem,
    root: &Path,
    preferences: &Reading,
    lacking: &[FunctionPragma],
) -> Vec<HandlerTemplate> {
    let entries = preferences.pragma("create").into_iter().flat_map(|create| &create.entries);
    // The last counts, as in Architect.
    let Some(entry) = entries.rev().find(|entry| entry.head().text == "templates") else {
        return Vec::new();
    };
    let named = FunctionPragma::ALL.into_iter().filter_map(|pragma| {
        let value = entry.value(pragma.name())?;
        let written = value.as_str()?.to_owned();
        let text = if lacking.contains(&pragma) {
            read(files, root, &written)
        } else {
            // What is in it nobody wants to know.
            Err(place(files, root, &written).err().filter(|why| why.stops_architect)?)
        };
        Some(HandlerTemplate { pragma, written, span: value.span, text })
    });
    named.collect()
}

fn read(files: &dyn FileSystem, root: &Path, written: &str) -> Result<String, RefusedTemplate> {
    let path = place(files, root, written)?;
    let bytes = files
        .read(&path)
        .map_err(|error| RefusedTemplate::by_us(format!("cannot be read: {error}")))?;
    if bytes.len() > LONGEST {
        return Err(RefusedTemplate::by_us("is longer than a MiB"));
    }
    String::from_utf8(bytes).map_err(|_| RefusedTemplate::by_us("is no text in UTF-8"))
}

/// Where a template lies; why it is not looked at.
fn place(files: &dyn FileSystem, root: &Path, written: &str) -> Result<PathBuf, RefusedTemplate> {
    let mut parts: Vec<&str> = Vec::new();
    let outside =
        || Err(RefusedTemplate::by_us("lies outside the project, where arc-lsp reads nothing"));
    let absent = || RefusedTemplate::by_all("is not there");
    if written.starts_with(['~', '/', '\\']) || written.contains(':') {
        return outside();
    }
    for part in written.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => return outside(),
            ".." => {}
            part => parts.push(part),
        }
    }
    let mut path = root.to_owned();
    for (index, part) in parts.iter().enumerate() {
        let listing = files.list(&path).map_err(|_| absent())?;
        let Some(entry) = listing.iter().find(|entry| entry.name == *part) else {
            return Err(absent());
        };
        if entry.link {
            let reason = "is reached by a link, which may lead out of the project";
            return Err(RefusedTemplate::by_us(reason));
        }
        path.push(part);
        let is_last = index + 1 == parts.len();
        if is_last && entry.kind != FileKind::File {
            return Err(RefusedTemplate::by_all("is a folder"));
        }
    }
    if parts.is_empty() { Err(RefusedTemplate::by_all("is a folder")) } else { Ok(path) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Memory;
    use crate::syntax::Syntax;

    fn http(files: &Memory, written: &str) -> Result<String, String> {
        let text = format!("@create\ntemplates\n  http {written}\n  events /absent.js\n");
        let reading = Syntax::parse(text).reading.clone();
        let found = handler_templates(files, Path::new("/p"), &reading, &[FunctionPragma::Http]);
        assert_eq!((found.len(), found[0].written.as_str()), (1, written));
        found[0].text.clone().map_err(|why| why.reason)
    }

    #[test]
    fn of_pragmas_that_lack_no_handler_only_what_stops_architect_is_kept() {
        let mut files = Memory::default();
        files.insert("/p/t.mjs", [0xff]);
        let text = "@create\ntemplates\n  http t.mjs\n  events absent.js\n  queues /q.js\n  ws .\n";
        let reading = Syntax::parse(text).reading.clone();
        let found = handler_templates(&files, Path::new("/p"), &reading, &[]);
        let of: Vec<_> = found.iter().map(|it| (it.pragma, it.text.as_ref().err())).collect();
        assert_eq!(
            of,
            [
                (FunctionPragma::Events, Some(&RefusedTemplate::by_all("is not there"))),
                (FunctionPragma::Ws, Some(&RefusedTemplate::by_all("is a folder"))),
            ]
        );
    }

    #[test]
    fn what_lies_in_the_project_is_read() {
        let mut files = Memory::default();
        files.insert("/p/templates/http.mjs", "export let handler\n");
        files.insert("/secret", "key");
        files.insert("/p/bytes", [0xff, 0xfe]);
        files.insert("/p/long", vec![b'a'; LONGEST + 1]);
        for inside in ["templates/http.mjs", "./templates//http.mjs", "a/../templates/http.mjs"] {
            assert_eq!(http(&files, inside).as_deref(), Ok("export let handler\n"), "{inside}");
        }
        for outside in ["../secret", "/secret", "~/secret", "templates/../../secret", "C:/secret"] {
            assert!(http(&files, outside).is_err_and(|why| why.contains("outside")), "{outside}");
        }
        for (written, why) in [
            ("absent.js", "is not there"),
            ("templates", "is a folder"),
            ("./", "is a folder"),
            ("bytes", "is no text in UTF-8"),
            ("long", "is longer than a MiB"),
        ] {
            assert_eq!(http(&files, written), Err(why.to_owned()), "{written}");
        }
    }

    #[test]
    fn none_are_named_by_other_shapes() {
        let files = Memory::default();
        for text in ["", "@create\n", "@create\ntemplates\n", "@create\ntemplates\n  http 5\n"] {
            let reading = Syntax::parse(text.to_owned()).reading.clone();
            let found =
                handler_templates(&files, Path::new("/p"), &reading, &[FunctionPragma::Http]);
            assert_eq!(found, [], "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        let above = std::env::temp_dir().join(format!("arc-lsp-templates-{}", std::process::id()));
        let root = above.join("p");
        std::fs::create_dir_all(&root).expect("writable");
        std::fs::write(above.join("secret"), "key").expect("writable");
        std::os::unix::fs::symlink("../secret", root.join("template")).expect("writable");
        std::os::unix::fs::symlink("..", root.join("folder")).expect("writable");
        let disk = crate::project::Disk;
        for written in ["template", "folder/secret"] {
            let why = read(&disk, &root, written).expect_err("it is not read");
            assert!(why.reason.contains("link") && !why.stops_architect, "{written}: {why:?}");
        }
        std::fs::remove_dir_all(&above).expect("it can be removed");
    }
}
