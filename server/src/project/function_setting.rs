//! The setting of a function that counts, with the place where it is written.

use crate::manifest::{Layer, Written, last_line};

use super::project::{Project, SourceFile};

/// The pragmas of a function's config; both end in one namespace, the later overrides the earlier.
pub const CONFIG_PRAGMAS: [&str; 2] = ["aws", "arc"];

/// A setting that is written, with its file.
#[derive(Clone, Copy, Debug)]
pub struct FunctionSetting<'a> {
    /// The function's own config, or the manifest.
    pub layer: Layer,
    /// The file that it stands in.
    pub file: &'a SourceFile,
    /// The line that counts.
    pub written: Written<'a>,
}

impl Project {
    /// The setting of a function (an index of `functions`): of its own config, else of the manifest's `@aws`; nothing
    /// where neither has it and Architect's default counts.
    pub fn function_setting(&self, function: usize, name: &str) -> Option<FunctionSetting<'_>> {
        self.own_setting(function, name).or_else(|| {
            let written = self.project_setting(name)?;
            Some(FunctionSetting { layer: Layer::Manifest, file: &self.manifest, written })
        })
    }

    /// The setting of a function's own config.
    pub fn own_setting(&self, function: usize, name: &str) -> Option<FunctionSetting<'_>> {
        let file = self.config_of(function)?.source.as_ref()?;
        let written = last_line(&file.syntax.reading, &CONFIG_PRAGMAS, name)?;
        Some(FunctionSetting { layer: Layer::FunctionConfig, file, written })
    }

    /// The setting of the manifest's `@aws`.
    pub fn project_setting(&self, name: &str) -> Option<Written<'_>> {
        last_line(&self.manifest.syntax.reading, &["aws"], name)
    }

    /// The functions whose config is that file, as indexes of `functions`.
    pub fn functions_of_config<'a>(
        &'a self,
        file: &'a SourceFile,
    ) -> impl Iterator<Item = usize> + 'a {
        (0..self.functions.len()).filter(move |index| {
            self.config_of(*index)
                .and_then(|config| config.source.as_ref())
                .is_some_and(|own| own.path == file.path)
        })
    }
}
