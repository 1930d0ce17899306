//! What a message of the reference's inventory is about: its kind, and the entries that it blames.

use std::path::Path;

use arc_lsp::manifest::schema::retired_runtime;
use arc_lsp::project::Project;
use arc_lsp::rules::{Problem, Severity};
use arc_lsp::syntax::{Entry, Reading, Shape};
use arc_lsp::text::Span;

use crate::inventory::Reason;

/// A message of the reference, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blame {
    /// The message without what differs from manifest to manifest.
    pub kind: String,
    /// Where one has to be told of it.
    pub place: Place,
}

/// Where a problem has to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Anywhere in the manifest.
    Manifest,
    /// Anywhere below the pragma, or at its header.
    Pragma(String),
    /// At an entry of the pragma that has this name, value or text; anywhere below the pragma where there is none.
    Entry(String, String),
    /// At the function whose folder, an absolute path, this is.
    Function(String),
    /// There, or at the cause: what is missing there is written, and not read.
    Without(Box<Place>),
    /// There, or at this setting of `@aws`, which is passed on to it.
    PassedOn(Box<Place>, &'static str),
    /// In any config of a function.
    Config,
    /// In a config of a function, or below `@aws`.
    Settings,
    /// In a config of a function, or below `@aws`, at a runtime.
    Runtime,
    /// In the preferences.
    Preferences,
}

impl Reason {
    /// Whether it is about what a checker may know nothing of: the region of a layer in a manifest that names no region,
    /// for which the reference takes the one of the environment; what the code of a plugin holds, which is not run.
    pub fn is_of_the_environment(&self, project: &Project) -> bool {
        if self.message.starts_with("No recognized methods for plugin: ") {
            return true;
        }
        let aws = project.manifest.syntax.reading.pragma("aws");
        let mut entries = aws.into_iter().flat_map(|aws| &aws.entries);
        let names_region = entries.any(|entry| entry.head().text == "region");
        self.message.contains("not in app's region") && !names_region
    }

    /// Whether it is about a runtime that one of the manifest's plugins may bring, and that is none of AWS's.
    pub fn is_of_a_plugin(&self, project: &Project) -> bool {
        let project_level = self.message.strip_prefix("Invalid project-level runtime: ");
        let runtime = self.message.strip_prefix("Invalid runtime: ").or(project_level);
        let name = runtime.and_then(|rest| rest.split(' ').next());
        project.has_plugins() && name.is_some_and(|name| retired_runtime(name).is_none())
    }
}

/// Understands a message; nothing where there is none like it in the reference's source.
pub fn blame(reason: &Reason) -> Option<Blame> {
    let message = reason.message.as_str();
    let found = |kind: &str, place: Place| Some(Blame { kind: kind.to_owned(), place });
    let pragma = |name: &str| Place::Pragma(name.to_owned());
    let entry = |pragma: &str, name: &str| Place::Entry(pragma.to_owned(), name.to_owned());
    let without = |place: Place| Place::Without(Box::new(place));
    let own = reason.pragma.as_deref();
    if reason.crash && message == "handler.split is not a function" {
        return found("setting: handler", Place::Settings);
    }
    if reason.crash {
        return match own {
            Some(own) => found(&format!("crash in @{own}"), pragma(own)),
            None => found("crash", Place::Manifest),
        };
    }
    if let Some(rest) =
        message.strip_prefix("Problem reading ").or(message.strip_prefix("Empty file: "))
    {
        let file = rest.split(':').next().unwrap_or_default();
        return match file {
            "app.arc" | ".arc" => found("unreadable manifest", Place::Manifest),
            _ if file.contains("prefs") || file.contains("preferences") => {
                found("unreadable preferences", Place::Preferences)
            }
            _ => found("unreadable config", Place::Config),
        };
    }
    if let Some(rest) = message.strip_prefix("Duplicate @") {
        let (pragma, name) = rest.split_once(": ")?;
        let pragma = pragma.split(' ').next()?;
        return found(&format!("duplicate @{pragma}"), entry(pragma, unquoted(name)));
    }
    if let Some(rest) = message.strip_prefix("Invalid @http route: ") {
        return found("invalid @http route", entry("http", rest));
    }
    if let Some(rest) = message.strip_prefix("Invalid @http ") {
        let (what, name) = rest.split_once(": ")?;
        let what = if what.starts_with("path character") { "path" } else { what };
        return found(&format!("invalid @http {what}"), entry("http", name));
    }
    if let Some(rest) = message.strip_prefix("Invalid @proxy ") {
        let (what, url) = rest.split_once(": ")?;
        return found(&format!("invalid @proxy {what}"), entry("proxy", url));
    }
    if let Some(rest) = message.strip_prefix("Invalid @") {
        let (name, rest) = rest.split_once(" item")?;
        if let Some(rest) = rest.strip_prefix(" (") {
            let (what, item) = rest.split_once("): ")?;
            let what = what.split(" value: ").next()?.split(", value:").next()?;
            let item = [" cron(", " rate("]
                .iter()
                .fold(item, |item, s| item.split(s).next().unwrap_or(item));
            let mut place = entry(name, unquoted(item));
            if (name, what) == ("queues", "fifo must be a boolean") {
                place = Place::PassedOn(Box::new(place), "fifo");
            }
            return found(&format!("invalid @{name} ({what})"), place);
        }
        let item = rest.strip_prefix(": ")?;
        for what in ["must match", "must be greater", "must be less", "must be a string"] {
            if let Some((value, _)) = item.rsplit_once(&format!("' {what}")) {
                return found(&format!("invalid @{name} ({what})"), entry(name, unquoted(value)));
            }
        }
        return found(&format!("invalid @{name} item"), entry(name, item));
    }
    if let Some((child, table)) = message
        .strip_prefix('@')
        .and_then(|m| m.strip_suffix(" missing corresponding table")?.split_once(' '))
    {
        return found(&format!("@{child} without its table"), without(entry(child, table)));
    }
    if let Some(rest) = message.strip_prefix("Specifying @") {
        let name = rest.split(' ').next()?;
        return found(&format!("@{name} without another pragma"), without(pragma(name)));
    }
    for name in ["cdn", "views"] {
        if message == format!("@{name} requires @http") {
            return found(&format!("@{name} without another pragma"), without(pragma(name)));
        }
    }
    if message == "@app name not found or invalid" {
        return found("no name of the app", Place::Manifest);
    }
    if let Some(stage) = message
        .strip_prefix("@proxy ")
        .and_then(|m| m.strip_suffix(" environment not found or invalid"))
    {
        // It may stand in the place of a URL.
        return match stage {
            "testing" | "staging" | "production" => {
                found("@proxy without a stage", pragma("proxy"))
            }
            _ => None,
        };
    }
    for name in ["shared", "views"] {
        if let Some(rest) = message.strip_prefix(&format!("@{name} invalid setting: ")) {
            return found(&format!("invalid @{name}"), entry(name, rest));
        }
        if let Some(rest) = message.strip_prefix(&format!("@{name} "))
            && let Some((function, _)) = rest.split_once(" not found in ")
        {
            return found(&format!("@{name} of no function"), without(entry(name, function)));
        }
    }
    if let Some(name) = message.strip_suffix(" is not a valid @shared pragma") {
        return found("@shared of no pragma", entry("shared", name));
    }
    for (start, kind) in [
        ("Directory not found: ", "no such folder"),
        ("Must be a directory: ", "not a folder"),
        ("Directory must be a subfolder of this project: ", "folder outside"),
    ] {
        if let Some(path) = message.strip_prefix(start) {
            let own = own?;
            // Without a `src` the path is an absolute one, of the folder that counts then.
            let place = if path.starts_with('/') { pragma(own) } else { entry(own, path) };
            return found(&format!("@{own}: {kind}"), place);
        }
    }
    for (start, setting) in [
        ("Compression must be", "compression"),
        ("Fingerprint must be", "fingerprint"),
        ("Ignore must be", "ignore"),
        ("Prefix must be", "prefix"),
        ("Prune must be", "prune"),
        ("spa must be", "spa"),
        ("Staging must be", "staging"),
        ("Production must be", "production"),
    ] {
        if message.starts_with(start) {
            return found(&format!("@static {setting}"), entry("static", setting));
        }
    }
    if message.starts_with("API type must be") {
        return found("@aws apigateway", entry("aws", "apigateway"));
    }
    if let Some(rest) = message.strip_prefix("Error getting Lambda handler in ") {
        let (folder, _) = rest.split_once(": ")?;
        return found("module type", Place::Function(folder.to_owned()));
    }
    if ["Invalid runtime", "Invalid project-level runtime"].iter().any(|s| message.starts_with(s)) {
        return found("setting: runtime", Place::Runtime);
    }
    for (start, kind) in [
        ("Invalid handler: ", "handler"),
        ("Invalid Lambda memory", "memory"),
        ("Invalid Lambda storage", "storage"),
        ("Invalid Lambda timeout", "timeout"),
        ("Lambdas can only be configured with up to 5 layers", "number of layers"),
        ("Invalid ARN", "layer ARN"),
        ("Layer not in app's region", "layer region"),
        ("Layers not in app's region", "layer region"),
    ] {
        if message.starts_with(start) {
            return found(&format!("setting: {kind}"), Place::Settings);
        }
    }
    if message.starts_with("Invalid preferences setting: ") || message.starts_with("Env var ") {
        return found("preferences", Place::Preferences);
    }
    if message.starts_with("Plugin name") || message.starts_with("Cannot find plugin") {
        return found("@plugins", pragma("plugins"));
    }
    if message.ends_with("path must contain only ascii characters") {
        let place = match message.strip_prefix('@').and_then(|m| m.split_once(' ')) {
            Some((own, rest)) => entry(own, rest.split_once(" source path")?.0),
            None => Place::Manifest,
        };
        return found("path with other characters than ASCII", place);
    }
    None
}

fn unquoted(name: &str) -> &str {
    name.strip_prefix('\'').map_or(name, |name| name.strip_suffix('\'').unwrap_or(name))
}

impl Place {
    /// Whether it is about a name that plugins can add.
    fn may_come_of_a_plugin(&self) -> bool {
        matches!(self, Place::Without(_) | Place::Runtime)
            || *self == Place::Pragma("shared".to_owned())
            || matches!(self, Place::Entry(name, _) if name.starts_with("tables-"))
    }

    /// Whether one of the problems is an error that stands here.
    pub fn is_reported(&self, project: &Project, problems: &[Problem]) -> bool {
        // Of what a plugin may bring, a hint is all that can be said.
        let least = match project.has_plugins() && self.may_come_of_a_plugin() {
            true => Severity::Hint,
            false => Severity::Error,
        };
        let weighty = problems.iter().filter(|problem| problem.severity >= least);
        let problems: Vec<&Problem> = weighty.collect();
        self.is_among(project, &problems)
    }

    fn is_among(&self, project: &Project, problems: &[&Problem]) -> bool {
        // That there is no `@app` is said at whatever pragma comes first.
        let errors = || {
            problems
                .iter()
                .filter(|problem| problem.rule.name != "missing-app" || *self == Place::Manifest)
        };
        let manifest = &project.manifest;
        let in_file = |path: &Path| errors().any(|problem| problem.file == path);
        let at = |span: Span| {
            errors().any(|problem| {
                problem.file == manifest.path
                    && problem.span.start <= span.end
                    && span.start <= problem.span.end
            })
        };
        let reading = &manifest.syntax.reading;
        match self {
            Place::Manifest => in_file(&manifest.path),
            Place::Function(folder) => {
                let is_it = |dir: &str| project.root.join(dir) == Path::new(folder);
                project.functions.iter().any(|it| is_it(&it.dir) && at(it.entry_span))
            }
            Place::Config => project
                .configs
                .iter()
                .any(|config| config.source.as_ref().is_some_and(|source| in_file(&source.path))),
            Place::Runtime => {
                let rules = ["retired-runtime", "unknown-runtime"];
                let of_it = problems.iter().filter(|problem| rules.contains(&problem.rule.name));
                Place::Settings.is_among(project, &of_it.copied().collect::<Vec<_>>())
            }
            Place::Settings => {
                Place::Config.is_among(project, problems)
                    || Place::Pragma("aws".to_owned()).is_among(project, problems)
            }
            Place::Preferences => {
                project.preferences.as_ref().is_some_and(|file| in_file(&file.path))
            }
            Place::Pragma(name) if name == "plugins" => {
                ["plugins", "macros"].into_iter().filter_map(|it| whole(reading, it)).any(at)
            }
            Place::Pragma(name) => whole(reading, name).is_some_and(at),
            // What is written and not read is said where it is written.
            Place::Without(place) => {
                place.is_among(project, problems)
                    || errors().any(|problem| problem.rule.name == "swallowed-lines")
                    || matches!(&**place, Place::Entry(child, table)
                        if child.starts_with("tables-") && is_refused_table(reading, table, &at))
            }
            Place::PassedOn(place, setting) => {
                let aws = reading.pragma("aws");
                let mut entries = aws.into_iter().flat_map(|aws| &aws.entries);
                place.is_among(project, problems)
                    || entries.any(|entry| entry.head().text == *setting && at(entry.span))
            }
            Place::Entry(name, label) => {
                // A stream may be one that `@tables` declares.
                let is_stream = name == "tables-streams" && reading.pragma("tables").is_some();
                let in_tables = || Place::Entry("tables".to_owned(), label.clone());
                if is_stream && in_tables().is_among(project, problems) {
                    return true;
                }
                let Some(pragma) = reading.pragma(name) else { return false };
                let blamed: Vec<&Entry> =
                    pragma.entries.iter().filter(|entry| is_called(entry, label)).collect();
                match blamed.as_slice() {
                    // It is not written at all, or the reference has mangled it.
                    [] => whole(reading, name).is_some_and(at),
                    entries => entries.iter().any(|entry| at(entry.span)),
                }
            }
        }
    }
}

/// Whether `@tables` has an entry of this name which the reference makes no table of, and that is said there.
fn is_refused_table(reading: &Reading, table: &str, at: &impl Fn(Span) -> bool) -> bool {
    let tables = reading.pragma("tables");
    let mut entries = tables.into_iter().flat_map(|tables| &tables.entries);
    entries.any(|entry| entry.head().to_js_string() == table && at(entry.span))
}

/// From the pragma's header to the end of its last entry.
fn whole(reading: &Reading, name: &str) -> Option<Span> {
    let pragma = reading.pragma(name)?;
    Some(pragma.entries.last().map_or(pragma.span, |entry| pragma.span.to(entry.span)))
}

/// Whether the reference may name an entry so.
fn is_called(entry: &Entry, label: &str) -> bool {
    let head = entry.head().to_js_string();
    let words = |entry: &Entry| -> Vec<String> {
        match &entry.shape {
            Shape::Scalar(scalar) => vec![scalar.to_js_string().to_string()],
            Shape::Array(items) => items.iter().map(|i| i.to_js_string().to_string()).collect(),
            Shape::Vector { items, .. } => {
                items.iter().map(|i| i.to_js_string().to_string()).collect()
            }
            Shape::Map { pairs, .. } => pairs
                .iter()
                .flat_map(|pair| {
                    let line: Vec<_> = std::iter::once(&pair.key)
                        .chain(&pair.values)
                        .map(|word| word.to_js_string().to_string())
                        .collect();
                    [line.join(" "), line[1..].join(",")].into_iter().chain(line)
                })
                .collect(),
        }
    };
    let all = words(entry);
    let method = entry.value("method").map(|method| method.text.to_lowercase());
    let route = match &entry.shape {
        Shape::Array(items) if items.len() > 1 => {
            format!("{} {}", items[0].text.to_lowercase(), items[1].to_js_string())
        }
        _ => format!("{} {head}", method.unwrap_or_default()),
    };
    let is_word = !matches!(entry.shape, Shape::Array(_)) || all.len() == 2 || head == label;
    head == label
        || route == label
        || all.join(",") == label
        || is_word && all.iter().any(|word| word == label)
        || label == "[object Object]"
            && matches!(entry.shape, Shape::Map { .. } | Shape::Vector { .. })
        || head.strip_prefix('$') == Some(label)
}
