//! The folders that `@shared` and `@views` copy into functions.

use crate::manifest::{Sharing, shared, views};
use crate::syntax::{Reading, Scalar};

use super::directories::Directories;
use super::explanation::{Explanation, explain_folder};
use super::file_system::FileKind;
use super::package_json::PackageJson;

/// A folder that is copied into functions: `src/shared`, `src/views`, or what the manifest says instead.
#[derive(Clone, Debug)]
pub struct SharedFolder {
    /// `shared` or `views`.
    pub pragma: &'static str,
    /// What the pragma says.
    pub sharing: Sharing,
    /// Relative to the project, as written where the manifest says where it is.
    pub path: String,
    /// Whether it is there.
    pub state: FolderState,
}

/// Whether a folder is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderState {
    /// It is.
    Folder,
    /// Something else is in its place.
    NotAFolder,
    /// It is not, or something makes it.
    Missing {
        /// What says that something makes it.
        explained: Option<Explanation>,
    },
}

impl SharedFolder {
    /// The `src` of the pragma.
    pub fn src(&self) -> Option<&Scalar> {
        self.sharing.src.as_ref()
    }

    /// Whether its functions go by the list that the pragma has.
    pub fn is_there(&self) -> bool {
        self.state == FolderState::Folder
    }
}

/// Both folders.
pub(super) fn shared_folders(
    directories: &mut Directories<'_>,
    reading: &Reading,
    package: Option<&PackageJson>,
) -> [SharedFolder; 2] {
    [("shared", shared(reading)), ("views", views(reading))].map(|(pragma, sharing)| {
        let is_own = sharing.src.is_some();
        let path = sharing.path(pragma);
        let state = match directories.kind(&path) {
            Some(FileKind::Folder) => FolderState::Folder,
            Some(_) => FolderState::NotAFolder,
            // One that nobody asked for is not missed.
            None if !is_own => FolderState::Missing { explained: None },
            None => FolderState::Missing { explained: explain_folder(directories, package, &path) },
        };
        SharedFolder { pragma, sharing, path, state }
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;

    #[test]
    fn folders_and_what_makes_them() {
        let states = |fixture: &str| {
            let project = Fixture::parse(fixture).project();
            project.shared_folders.map(|folder| format!("{} {:?}", folder.path, folder.state))
        };
        assert_eq!(
            states("@app\nx\n#- src/shared/a.js\n#- src/views\n"),
            ["src/shared Folder", "src/views NotAFolder"]
        );
        let [shared, views] =
            states("@app\nx\n@shared\nsrc lib/a\n@views\nsrc out/b\n#- .gitignore\n/out\n");
        assert_eq!(shared, "lib/a Missing { explained: None }");
        assert!(views.contains("GitIgnored"), "{views}");
    }
}
