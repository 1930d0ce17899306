//! Where the tests find what they need.

use std::path::PathBuf;

/// The root of the checkout.
pub fn checkout() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ lies in the checkout")
        .to_owned()
}

/// The folder of shared material, `ARC_LSP_SHARED` or beside the checkout; says so when there is none.
pub fn shared() -> Option<PathBuf> {
    let folder = match std::env::var_os("ARC_LSP_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => checkout().parent()?.join("shared"),
    };
    if folder.join("corpus").is_dir() {
        return Some(folder);
    }
    println!("skipped: no corpus at {}", folder.display());
    None
}

/// The folder in which `cargo xtask test` keeps what it installed.
pub fn cache() -> PathBuf {
    let base = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(PathBuf::from(home).join(".cache"))
    });
    base.unwrap_or_else(std::env::temp_dir).join("arc-lsp")
}

/// The folder whose `node_modules` holds the reference packages; says so when they are not installed.
pub fn reference() -> Option<PathBuf> {
    let folder = cache().join("reference");
    if folder.join("node_modules/@architect/parser").is_dir() {
        return Some(folder);
    }
    println!(
        "skipped: the reference packages are not installed; `cargo xtask test conformance` does that"
    );
    None
}

/// The built `arc-lsp`: `ARC_LSP_BIN`, or beside the test that runs, in its profile's folder.
pub fn binary() -> PathBuf {
    if let Some(binary) = std::env::var_os("ARC_LSP_BIN") {
        return PathBuf::from(binary);
    }
    let test = std::env::current_exe().expect("a running test has a path");
    let name = format!("arc-lsp{}", std::env::consts::EXE_SUFFIX);
    let found = test.ancestors().skip(1).map(|folder| folder.join(&name)).find(|it| it.is_file());
    found.expect("arc-lsp is built: `cargo build`, or set ARC_LSP_BIN")
}
