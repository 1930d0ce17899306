//! The formats that a manifest or a function's config may be written in.

use std::ffi::OsStr;
use std::path::Path;

use super::data;
use super::scalar::Scalar;

/// A format, which says how a text is read and how it may be edited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Architect's own: `app.arc`.
    #[default]
    Arc,
    /// `arc.json`.
    Json,
    /// `arc.yaml`, `arc.yml`.
    Yaml,
    /// A `package.json`, of which only `arc` or `architect` is a manifest.
    Package,
}

impl Format {
    /// The format of a file, by its name.
    pub fn of(path: &Path) -> Format {
        if path.file_name() == Some(OsStr::new("package.json")) {
            return Format::Package;
        }
        match path.extension().and_then(OsStr::to_str) {
            Some("json") => Format::Json,
            Some("yaml" | "yml") => Format::Yaml,
            _ => Format::Arc,
        }
    }

    /// What to write for a value in a file of this format: in Architect's own as it is written there.
    ///
    /// `quoted` asks for quotes where the format leaves a choice, as what is replaced has them.
    pub fn literal(self, scalar: &Scalar, quoted: bool) -> String {
        data::literal(self, scalar, quoted)
    }

    /// Whether it is Architect's own, of which alone there is a tree.
    pub fn is_arc(self) -> bool {
        self == Format::Arc
    }
}
