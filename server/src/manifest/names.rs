//! What names may be: the rules of Architect's inventory, which follow those of SNS, SQS, EventBridge, DynamoDB and API
//! Gateway. Each judgement is a list of faults, each a sentence about the name; an empty list is a good name.
//! (`@architect/inventory`, `validate`)

use super::functions::FunctionPragma;
use super::schema;

/// What is wrong with the name of an app; the first fault only.
pub fn of_app(name: &str) -> Vec<String> {
    let mut bytes = name.bytes();
    let begins = bytes.next().is_some_and(|b| b.is_ascii_lowercase());
    let fault = if !begins {
        format!("`{name}` is no name for an app: it begins with a lower-case letter")
    } else if name.len() < 2 {
        format!("`{name}` is no name for an app: it has at least two characters")
    } else if let Some(c) = name.chars().find(|c| !c.is_ascii_alphanumeric() && !"-_".contains(*c))
    {
        format!(
            "`{name}` is no name for an app: it may hold letters, digits, `-` and `_`, not `{c}`"
        )
    } else if name.len() > 100 {
        format!("an app's name has at most 100 characters, this one {}", name.len())
    } else {
        return Vec::new();
    };
    vec![fault]
}

/// What is wrong with the name of a function; nothing is said of routes, which have a method and a path.
pub fn of_function(pragma: FunctionPragma, name: &str) -> Vec<String> {
    if pragma == FunctionPragma::Http || is_plain(pragma, name) {
        return Vec::new();
    }
    let mut faults = under(pragma.name(), &format!("a name under `@{}`", pragma.name()), name);
    if matches!(pragma, FunctionPragma::Events | FunctionPragma::Queues) {
        if name.starts_with('.') || name.ends_with('.') {
            faults.push(format!("`{name}` cannot begin or end with a period"));
        }
        if name.contains("..") {
            faults.push(format!("`{name}` cannot have two periods in a row"));
        }
        let lower = name.to_lowercase();
        if lower.starts_with("aws") || lower.starts_with("amazon") {
            faults.push(format!(
                "`{name}` cannot begin with `AWS` or `Amazon`, which AWS keeps for itself"
            ));
        }
    }
    faults
}

/// Whether a name is seen at once to be a good one, as nearly all are; each is looked at on every keystroke.
fn is_plain(pragma: FunctionPragma, name: &str) -> bool {
    // Every pragma takes these lengths.
    (3..=242).contains(&name.len())
        && pragma != FunctionPragma::Http
        && !name.starts_with(['a', 'A'])
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// What is wrong with the name of a table.
pub fn of_table(name: &str) -> Vec<String> {
    under("tables", "the name of a table", name)
}

/// Characters and length of a name under a pragma, by the schema's limits.
fn under(pragma: &str, what: &str, name: &str) -> Vec<String> {
    let spec = schema::pragma(pragma).and_then(|pragma| pragma.names);
    let (min, max) = spec.map_or((0, usize::MAX), |spec| (spec.min, spec.max));
    of_anything(name, what, min, max)
}

/// What is wrong with a name by the rule that holds for most of what is named. `what` says whose it is, as in `the name
/// of a table`; lengths are in UTF-16 units.
pub fn of_anything(name: &str, what: &str, min: usize, max: usize) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(c) = name.chars().find(|c| !c.is_ascii_alphanumeric() && !"/-._".contains(*c)) {
        faults.push(format!(
            "`{name}` cannot be a name: it may hold letters, digits, `/`, `-`, `.` and `_`, not `{c}`"
        ));
    }
    let length = name.encode_utf16().count();
    if length < min {
        faults.push(format!("`{name}` is too short: {what} has at least {min} characters"));
    }
    if length > max {
        faults.push(format!("{what} has at most {max} characters, this one {length}"));
    }
    faults
}

/// What is wrong with the method of a route, in lower case.
pub fn of_method(method: &str) -> Vec<String> {
    let mut methods = schema::HTTP_METHODS.iter().map(|method| method.name);
    if methods.any(|name| name == method) {
        return Vec::new();
    }
    let methods: Vec<&str> = schema::HTTP_METHODS.iter().map(|method| method.name).collect();
    vec![format!("`{method}` is no method: use one of {}", methods.join(", "))]
}

/// What is wrong with the path of a route.
pub fn of_path(path: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if is_plain_path(path) {
        return faults;
    }
    let mut bad: Vec<char> =
        path.chars().filter(|c| !c.is_ascii_alphanumeric() && !"/-:._*".contains(*c)).collect();
    bad.dedup();
    for c in &bad {
        faults.push(format!(
            "`{path}` cannot hold `{c}`: a path takes letters, digits and `/ - : . _ *`"
        ));
    }
    if !path.starts_with('/') {
        faults.push(format!("`{path}` must begin with a slash: `/{path}`"));
        return faults;
    }
    if path == "/" {
        return faults;
    }
    if path.ends_with('/') {
        faults.push(format!("`{path}` cannot end with a slash: `{}`", path.trim_end_matches('/')));
    }
    if path.contains("//") {
        faults.push(format!("`{path}` has nothing between two slashes"));
    }
    let parts: Vec<&str> = path[1..].split('/').collect();
    for part in &parts {
        if part.ends_with(['-', '.', '_']) {
            faults.push(format!("the part `{part}` of `{path}` cannot end with `-`, `.` or `_`"));
        }
        faults.extend(parameter(path, part));
    }
    let last = parts.last().copied().unwrap_or_default();
    let stars = path.matches('*').count();
    if stars > 0 && last != "*" || stars > 1 {
        faults.push(format!("`{path}` may hold `*` once, as its whole last part: `/…/*`"));
    }
    faults
}

/// Whether a path is seen at once to be a good one.
fn is_plain_path(path: &str) -> bool {
    path.strip_prefix('/').is_some_and(|parts| {
        parts.split('/').all(|part| {
            let name = part.strip_prefix(':').unwrap_or(part).as_bytes();
            name.last().is_some_and(u8::is_ascii_alphanumeric)
                && name.iter().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(b))
        })
    })
}

/// What is wrong with the parameter in a part of a path.
fn parameter(path: &str, part: &str) -> Option<String> {
    let (before, name) = part.split_once(':')?;
    if !before.is_empty() {
        Some(format!(
            "`{path}` has a parameter inside the part `{part}`: `:` stands only at the start of one"
        ))
    } else if name.is_empty() {
        Some(format!("`{path}` has a parameter without a name behind `:`"))
    } else if name.contains([':', '*']) {
        Some(format!(
            "the parameter `:{name}` of `{path}` may hold letters, digits, `_`, `-` and `.` only"
        ))
    } else {
        None
    }
}
