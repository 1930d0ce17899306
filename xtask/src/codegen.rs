//! `cargo xtask codegen`: every committed file that another one makes. With `--check` nothing is
//! written, and a stale file is an error that names it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::install;
use crate::process;
use crate::workspace::Workspace;

/// Generated files: path from the workspace's root and what has to stand there.
type Files = BTreeMap<PathBuf, Vec<u8>>;

pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let check = match arguments {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => bail!("codegen takes no argument but `--check`"),
    };
    let mut files = parser(workspace)?;
    files.append(&mut queries(workspace)?);
    if check {
        compare(workspace, &files)?;
        return Ok(ExitCode::SUCCESS);
    }
    for (path, wanted) in &files {
        let target = workspace.root.join(path);
        if fs::read(&target).ok().as_ref() == Some(wanted) {
            continue;
        }
        let folder = target.parent().context("a generated file lies in a folder")?;
        fs::create_dir_all(folder)?;
        fs::write(&target, wanted).with_context(|| format!("writing {}", target.display()))?;
        println!("wrote {}", path.display());
    }
    println!("codegen: {} files up to date", files.len());
    Ok(ExitCode::SUCCESS)
}

/// Fails when one of the files is not what its source makes.
fn compare(workspace: &Workspace, files: &Files) -> Result<()> {
    let stale: Vec<_> = files
        .iter()
        .filter(|(path, wanted)| fs::read(workspace.root.join(path)).ok().as_ref() != Some(wanted))
        .map(|(path, _)| path.display().to_string())
        .collect();
    if !stale.is_empty() {
        bail!("stale, run `cargo xtask codegen`: {}", stale.join(", "));
    }
    println!("codegen: {} files up to date", files.len());
    Ok(())
}

/// The parser that `grammar.js` makes.
fn parser(workspace: &Workspace) -> Result<Files> {
    let cli = install::tree_sitter(workspace)?;
    let source = workspace.root.join("tree-sitter-arc");
    // Generated in a copy, so that `--check` leaves the checkout as it is.
    let copy = workspace.cache.join("generate").join(std::process::id().to_string());
    fs::create_dir_all(&copy)?;
    for name in ["grammar.js", "tree-sitter.json"] {
        fs::copy(source.join(name), copy.join(name)).with_context(|| format!("copying {name}"))?;
    }
    process::run(Command::new(cli).args(["generate", "--abi", "15"]).current_dir(&copy))?;
    let mut files = Files::new();
    for name in ["grammar.json", "node-types.json", "parser.c"] {
        read_into(&mut files, &copy.join("src").join(name), Path::new("tree-sitter-arc/src"))?;
    }
    for header in ["alloc.h", "array.h", "parser.h"] {
        let path = copy.join("src/tree_sitter").join(header);
        read_into(&mut files, &path, Path::new("tree-sitter-arc/src/tree_sitter"))?;
    }
    fs::remove_dir_all(&copy)?;
    Ok(files)
}

/// The queries, of which every editor that reads them from its own folder has a copy.
fn queries(workspace: &Workspace) -> Result<Files> {
    let mut files = Files::new();
    let source = workspace.root.join("tree-sitter-arc/queries");
    for entry in fs::read_dir(&source).with_context(|| format!("reading {}", source.display()))? {
        read_into(&mut files, &entry?.path(), Path::new("editors/neovim/queries/arc"))?;
    }
    Ok(files)
}

fn read_into(files: &mut Files, path: &Path, folder: &Path) -> Result<()> {
    let name = path.file_name().context("a generated file has a name")?;
    let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    files.insert(folder.join(name), bytes);
    Ok(())
}
