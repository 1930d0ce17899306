//! The runtimes of Lambda as `lambda-runtimes@3.0.0` lists them, which the inventory goes by.

/// What a runtime runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuntimeFamily {
    /// JavaScript on Node.js.
    Node,
    /// TypeScript or JavaScript on Deno, through a layer that Architect adds.
    Deno,
    /// Python.
    Python,
    /// Ruby.
    Ruby,
    /// Java.
    Java,
    /// .NET.
    Dotnet,
    /// Go, before its own runtime was retired.
    Go,
    /// An executable that speaks the runtime API.
    Custom,
}

/// A runtime that can be deployed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// Its identifier at AWS.
    pub name: &'static str,
    /// What it runs.
    pub family: RuntimeFamily,
}

/// A short name that stands for a runtime. The only names that are read in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuntimeAlias {
    /// The short name, in lower case.
    pub name: &'static str,
    /// The runtime.
    pub runtime: &'static str,
}

/// A runtime that AWS no longer creates functions for, which the inventory rejects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetiredRuntime {
    /// Its identifier.
    pub name: &'static str,
    /// What it ran.
    pub family: RuntimeFamily,
    /// The runtime to move to.
    pub instead: &'static str,
}

/// The runtime of a function that names none.
pub const DEFAULT_RUNTIME: &str = "nodejs22.x";

const fn of(family: RuntimeFamily, name: &'static str) -> Runtime {
    Runtime { name, family }
}

/// What can be deployed, in the order in which it is offered.
pub const RUNTIMES: &[Runtime] = &[
    of(RuntimeFamily::Node, "nodejs24.x"),
    of(RuntimeFamily::Node, "nodejs22.x"),
    of(RuntimeFamily::Node, "nodejs20.x"),
    of(RuntimeFamily::Python, "python3.14"),
    of(RuntimeFamily::Python, "python3.13"),
    of(RuntimeFamily::Python, "python3.12"),
    of(RuntimeFamily::Python, "python3.11"),
    of(RuntimeFamily::Python, "python3.10"),
    of(RuntimeFamily::Python, "python3.9"),
    of(RuntimeFamily::Ruby, "ruby3.3"),
    of(RuntimeFamily::Ruby, "ruby3.2"),
    of(RuntimeFamily::Java, "java21"),
    of(RuntimeFamily::Java, "java17"),
    of(RuntimeFamily::Java, "java11"),
    of(RuntimeFamily::Java, "java8.al2"),
    of(RuntimeFamily::Dotnet, "dotnet8"),
    of(RuntimeFamily::Custom, "provided.al2023"),
    of(RuntimeFamily::Custom, "provided.al2"),
    of(RuntimeFamily::Deno, "deno"),
];

const fn alias(name: &'static str, runtime: &'static str) -> RuntimeAlias {
    RuntimeAlias { name, runtime }
}

/// The short names. `node` is not the default, which is newer.
pub const RUNTIME_ALIASES: &[RuntimeAlias] = &[
    alias("node", "nodejs20.x"),
    alias("nodejs", "nodejs20.x"),
    alias("node.js", "nodejs20.x"),
    alias("python", "python3.12"),
    alias("py", "python3.12"),
    alias("ruby", "ruby3.3"),
    alias("rb", "ruby3.3"),
    alias("java", "java21"),
    alias("dotnet", "dotnet8"),
    alias(".net", "dotnet8"),
    alias("custom", "provided.al2023"),
];

const fn retired(
    family: RuntimeFamily,
    name: &'static str,
    instead: &'static str,
) -> RetiredRuntime {
    RetiredRuntime { name, family, instead }
}

/// What the inventory rejects because AWS has retired it.
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html>
pub const RETIRED_RUNTIMES: &[RetiredRuntime] = &[
    retired(RuntimeFamily::Node, "nodejs18.x", "nodejs22.x"),
    retired(RuntimeFamily::Node, "nodejs16.x", "nodejs22.x"),
    retired(RuntimeFamily::Node, "nodejs14.x", "nodejs22.x"),
    retired(RuntimeFamily::Node, "nodejs12.x", "nodejs22.x"),
    retired(RuntimeFamily::Node, "nodejs10.x", "nodejs22.x"),
    retired(RuntimeFamily::Node, "nodejs8.10", "nodejs22.x"),
    retired(RuntimeFamily::Node, "nodejs6.10", "nodejs22.x"),
    retired(RuntimeFamily::Node, "nodejs4.3-edge", "nodejs22.x"),
    retired(RuntimeFamily::Node, "nodejs4.3", "nodejs22.x"),
    retired(RuntimeFamily::Python, "python3.8", "python3.12"),
    retired(RuntimeFamily::Python, "python3.7", "python3.12"),
    retired(RuntimeFamily::Python, "python3.6", "python3.12"),
    retired(RuntimeFamily::Python, "python2.7", "python3.12"),
    retired(RuntimeFamily::Ruby, "ruby2.7", "ruby3.3"),
    retired(RuntimeFamily::Ruby, "ruby2.5", "ruby3.3"),
    retired(RuntimeFamily::Java, "java8", "java21"),
    retired(RuntimeFamily::Go, "go1.x", "provided.al2023"),
    retired(RuntimeFamily::Dotnet, "dotnet7", "dotnet8"),
    retired(RuntimeFamily::Dotnet, "dotnet6", "dotnet8"),
    retired(RuntimeFamily::Dotnet, "dotnet5.0", "dotnet8"),
    retired(RuntimeFamily::Dotnet, "dotnetcore3.1", "dotnet8"),
    retired(RuntimeFamily::Dotnet, "dotnetcore2.1", "dotnet8"),
    retired(RuntimeFamily::Dotnet, "dotnetcore2.0", "dotnet8"),
    retired(RuntimeFamily::Dotnet, "dotnetcore1.0", "dotnet8"),
    retired(RuntimeFamily::Custom, "provided", "provided.al2023"),
];

/// The runtime of that identifier, which is read in its exact case.
pub fn runtime(name: &str) -> Option<&'static Runtime> {
    RUNTIMES.iter().find(|runtime| runtime.name == name)
}

/// The retired runtime of that identifier.
pub fn retired_runtime(name: &str) -> Option<&'static RetiredRuntime> {
    RETIRED_RUNTIMES.iter().find(|runtime| runtime.name == name)
}

/// The runtime that a name stands for: an identifier as it is, an alias in any case.
pub fn resolve_runtime(name: &str) -> Option<&'static Runtime> {
    let lower = name.to_lowercase();
    let alias = RUNTIME_ALIASES.iter().find(|alias| alias.name == lower);
    runtime(alias.map_or(name, |alias| alias.runtime))
}
