//! The programs that are measured, from the environment that `cargo xtask bench` sets.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use arc_lsp_tests::places;

/// Where each program is.
#[derive(Clone, Debug)]
pub struct Programs {
    arc_lsp: PathBuf,
    ruff: PathBuf,
    yaml_language_server: PathBuf,
    reference: PathBuf,
    floor_server: PathBuf,
    plain_walk: PathBuf,
}

impl Programs {
    /// Reads the environment.
    ///
    /// # Errors
    /// When a variable is missing.
    pub fn find() -> Result<Programs> {
        let variable = |name: &str| {
            let value = env::var_os(name)
                .with_context(|| format!("{name} is not set: run `cargo xtask bench`"))?;
            anyhow::Ok(PathBuf::from(value))
        };
        Ok(Programs {
            arc_lsp: variable("ARC_LSP_BIN")?,
            ruff: variable("ARC_LSP_BENCH_RUFF")?,
            yaml_language_server: variable("ARC_LSP_BENCH_YAML")?,
            reference: variable("ARC_LSP_BENCH_REFERENCE")?,
            floor_server: variable("ARC_LSP_BENCH_FLOOR")?,
            plain_walk: variable("ARC_LSP_BENCH_WALK")?,
        })
    }

    /// `arc-lsp` with arguments.
    pub fn arc_lsp(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.arc_lsp);
        command.args(arguments);
        command
    }

    /// The size of the binary in bytes.
    ///
    /// # Errors
    /// When it is not there.
    pub fn size(&self) -> Result<u64> {
        Ok(std::fs::metadata(&self.arc_lsp).context("the binary is there")?.len())
    }

    /// `ruff server`.
    pub fn ruff(&self) -> Command {
        let mut command = Command::new(&self.ruff);
        command.arg("server");
        command
    }

    /// `ruff`, to say its version.
    pub fn ruff_version(&self) -> Command {
        let mut command = Command::new(&self.ruff);
        command.arg("--version");
        command
    }

    /// Node, to say its version.
    pub fn node_version(&self) -> Command {
        let mut command = Command::new("node");
        command.arg("--version");
        command
    }

    /// The `package.json` of `yaml-language-server`, which lies above its program.
    pub fn yaml_package(&self) -> PathBuf {
        let above = self.yaml_language_server.ancestors();
        let mut files = above.map(|folder| folder.join("package.json"));
        files.find(|file| file.is_file()).unwrap_or_default()
    }

    /// The `package.json` of a package of the reference.
    pub fn reference_package(&self, name: &str) -> PathBuf {
        self.reference.join("node_modules/@architect").join(name).join("package.json")
    }

    /// `yaml-language-server`.
    pub fn yaml(&self) -> Command {
        let mut command = Command::new("node");
        command.arg(&self.yaml_language_server).arg("--stdio");
        command
    }

    /// The server that only answers.
    pub fn floor(&self) -> Command {
        Command::new(&self.floor_server)
    }

    /// The walk that only reads manifests.
    pub fn walk(&self) -> Command {
        Command::new(&self.plain_walk)
    }

    /// Architect's inventory of the project in the working directory.
    pub fn inventory(&self) -> Command {
        self.reference("require('@architect/inventory')({}).then(() => {}, e => { throw e })")
    }

    /// Architect's template of the project in the working directory, printed.
    pub fn package(&self) -> Command {
        self.reference(
            "require('@architect/inventory')({ deployStage: 'staging' }).then(inventory => \
             console.log(JSON.stringify(require('@architect/package')(inventory))), e => { throw e })",
        )
    }

    /// The same of a project whose plugins are stubs and whose runtimes may have been retired, as the tests ask for it.
    pub fn package_without_plugins(&self) -> Command {
        let mut command = self.reference(
            "const reference = require(process.argv[1]); const { join } = require('path'); \
             const root = reference(process.argv[2], { lax: true }); \
             reference.run(require(join(root, 'inventory')), { cwd: process.cwd(), deployStage: 'staging' }, 'us-west-2')\
             .then(inventory => console.log(JSON.stringify(require(join(root, 'package'))(inventory))), e => { throw e })",
        );
        command.arg(places::checkout().join("tests/conformance/architect.js")).arg(&self.reference);
        command
    }

    /// Node with the reference's packages at hand.
    fn reference(&self, script: &str) -> Command {
        let mut command = Command::new("node");
        command.args(["-e", script]).env("NODE_PATH", self.reference.join("node_modules"));
        command
    }
}

/// Runs a command to its end, its output thrown away.
///
/// # Errors
/// When it cannot be started, or its exit status is none of `statuses`.
pub fn run(command: &mut Command, statuses: &[i32]) -> Result<()> {
    let shown = format!("{command:?}");
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .with_context(|| format!("starting {shown}"))?;
    match status.code() {
        Some(code) if statuses.contains(&code) => Ok(()),
        _ => bail!("{shown} ended with {status}"),
    }
}
