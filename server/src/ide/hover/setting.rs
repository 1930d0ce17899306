//! A setting, with its value: what it is, what it may be, what is in effect.

use std::fmt::Write as _;

use crate::manifest::schema::{self, File, KEY_TYPES, Place, PragmaSpec, SettingSpec, Status};
use crate::manifest::{Layer, Setting, js_string};
use crate::project::inventory::InventoryFunction;
use crate::project::{Project, SourceFile};
use crate::sam::Packaged;
use crate::syntax::{Entry, Pair, Pragma, Scalar, Shape};
use crate::text::Span;

use super::config::source_of;
use super::context::{Hover, HoverContext, line};

/// How many functions are listed that have a config of their own.
const LISTED: usize = 5;

/// A setting as it stands in a file.
struct Written<'a> {
    spec: &'static SettingSpec,
    span: Span,
    values: &'a [Scalar],
    /// The entry that it stands in.
    entry: &'a Entry,
}

pub(super) fn hover(
    context: &HoverContext<'_>,
    source: &SourceFile,
    kind: File,
    offset: usize,
) -> Option<Hover> {
    let (pragma, entry) = entry_at(source, offset)?;
    let spec = schema::pragma_of(kind, &pragma.name)?;
    let Some(written) = written(spec, entry, offset) else {
        return key(kind, pragma, entry, offset);
    };
    let mut markdown = describe(&written);
    if let Some(value) = written.values.iter().find(|value| value.span.touches(offset)) {
        markdown.push_str(&describe_value(written.spec, value));
    }
    if matches!((kind, spec.name), (File::Manifest, "aws") | (File::FunctionConfig, _)) {
        markdown.push_str(&effective(context, source, &written));
    }
    let _ = write!(markdown, "\n[Documentation]({})\n", written.spec.docs_url);
    Some(Hover { span: written.span, markdown })
}

fn entry_at(source: &SourceFile, offset: usize) -> Option<(&Pragma, &Entry)> {
    source.syntax.reading.effective().find_map(|pragma| {
        pragma.entries.iter().find(|it| it.span.touches(offset)).map(|entry| (pragma, entry))
    })
}

/// The setting at an offset: an entry of a pragma whose entries are settings, or a pair below an entry.
fn written<'a>(spec: &PragmaSpec, entry: &'a Entry, offset: usize) -> Option<Written<'a>> {
    match spec.place {
        Place::Nowhere => None,
        Place::Entry => {
            let pair = pair_at(entry, offset)?;
            of_pair(spec.setting(&pair.key.text)?, entry, pair)
        }
        Place::Pragma => {
            let head = entry.head();
            let found = spec.setting(&head.text)?;
            // A key below a setting that is a map.
            if let Some(pair) = pair_at(entry, offset) {
                let nested = found.nested.iter().find(|it| it.is_named(&pair.key.text))?;
                return of_pair(nested, entry, pair);
            }
            let values = match &entry.shape {
                Shape::Array(items) => &items[1..],
                Shape::Vector { items, .. } => items.as_slice(),
                Shape::Scalar(_) | Shape::Map { .. } => &[],
            };
            let values_at = values.iter().any(|value| value.span.touches(offset));
            let here = head.span.touches(offset) || values_at || entry_line(entry, offset);
            here.then_some(Written { spec: found, span: entry.span, values, entry })
        }
    }
}

/// Whether an offset stands between the words of a one-line entry.
fn entry_line(entry: &Entry, offset: usize) -> bool {
    matches!(entry.shape, Shape::Array(_)) && entry.span.touches(offset)
}

fn pair_at(entry: &Entry, offset: usize) -> Option<&Pair> {
    entry.pairs().iter().find(|pair| pair.span().touches(offset))
}

fn of_pair<'a>(
    spec: &'static SettingSpec,
    entry: &'a Entry,
    pair: &'a Pair,
) -> Option<Written<'a>> {
    Some(Written { spec, span: pair.span(), values: &pair.values, entry })
}

fn describe(written: &Written<'_>) -> String {
    let spec = written.spec;
    let mut out = format!("**`{}`** — {}\n", spec.name, spec.summary);
    match spec.status {
        Status::Current => {}
        Status::Deprecated { instead } => {
            let _ = write!(out, "\nDeprecated: use `{instead}`.\n");
        }
        Status::Retired { instead } => {
            let advice = instead.map(|it| format!(" Use `{it}`.")).unwrap_or_default();
            let _ = write!(out, "\nRetired: Architect no longer reads it.{advice}\n");
        }
    }
    let _ = write!(out, "\nTakes {}", spec.value.words());
    let default = spec.default_in_words();
    let _ =
        writeln!(out, "{}.", default.map(|it| format!("; by default {it}")).unwrap_or_default());
    if let Some(since) = spec.since {
        let _ = write!(out, "\nSince Architect {since}.\n");
    }
    out
}

/// What a value means, where that is known.
fn describe_value(spec: &SettingSpec, value: &Scalar) -> String {
    let text = value.text.as_str();
    if let Some(choice) = spec.value.choices().iter().find(|choice| choice.value == text) {
        return format!("\n`{text}`: {}\n", choice.summary);
    }
    match spec.value {
        schema::ValueType::Region => schema::region(text)
            .map(|region| format!("\n`{text}`: {}.\n", region.place))
            .unwrap_or_default(),
        schema::ValueType::Runtime => {
            if let Some(retired) = schema::retired_runtime(text) {
                return format!(
                    "\n`{text}` is retired at AWS, and Architect refuses it: use `{}`.\n",
                    retired.instead
                );
            }
            match schema::resolve_runtime(text).filter(|it| it.name != text) {
                Some(runtime) => format!("\n`{text}` stands for `{}`.\n", runtime.name),
                None => String::new(),
            }
        }
        _ => String::new(),
    }
}

/// A pair of `@tables` or `@tables-indexes` that makes an attribute a key, or the time to live.
fn key(kind: File, pragma: &Pragma, entry: &Entry, offset: usize) -> Option<Hover> {
    let is_table = matches!(pragma.name.as_str(), "tables" | "tables-indexes");
    if kind != File::Manifest || !is_table {
        return None;
    }
    let pair = pair_at(entry, offset)?;
    let [value] = pair.values.as_slice() else { return None };
    let text = value.as_str()?;
    let full = match text {
        "*" => "*String",
        "**" => "**String",
        _ => text,
    };
    let choice = KEY_TYPES.iter().find(|choice| choice.value.eq_ignore_ascii_case(full));
    let is_ttl = pragma.name == "tables" && ["TTL", "ttl"].contains(&text);
    let choice = choice.or(is_ttl.then_some(&schema::TTL))?;
    let (name, summary) = (&pair.key.text, choice.summary);
    let of = &entry.head().text;
    let markdown = format!("**`{name} {text}`** — {summary}\n\nAn attribute of `{of}`.\n");
    Some(Hover { span: pair.span(), markdown })
}

/// What is in effect of a setting of functions, and who has it otherwise.
fn effective(context: &HoverContext<'_>, source: &SourceFile, written: &Written<'_>) -> String {
    let packaged = (context.packaged)();
    let project = context.project;
    if source.path == project.manifest.path {
        in_manifest(project, packaged, written)
    } else {
        in_function_config(project, packaged, source, written)
    }
}

fn in_manifest(project: &Project, packaged: &Packaged, written: &Written<'_>) -> String {
    let name = written.spec.name;
    let inventory = &packaged.inventory;
    let mut out = String::new();
    // Of a setting that is written twice the last counts; `layers` and `policies` add up.
    let counts = [inventory.defaults.get(name), inventory.aws.get(name)];
    let counting = counts.into_iter().flatten().find(|it| it.layer == Layer::Manifest);
    if let Some(setting) = counting.filter(|it| !it.entries.contains(&written.entry.span))
        && let Some(other) = setting.entries.first()
    {
        let _ = write!(
            out,
            "\nNot in effect: `{}` on line {} comes after it.\n",
            js_string(&setting.value),
            line(&project.manifest, other.start)
        );
    }
    let others: Vec<&InventoryFunction> = inventory
        .functions
        .iter()
        .filter(|it| it.config.get(name).is_some_and(|it| it.layer == Layer::FunctionConfig))
        .collect();
    if others.is_empty() {
        return out;
    }
    out.push_str("\nOtherwise in the config of:\n");
    for function in others.iter().take(LISTED) {
        let (pragma, own) = (function.pragma.name(), &function.name);
        let file = source_of(project, function, Layer::FunctionConfig).map(|it| it.0);
        let value = js_string(function.config.value(name));
        let _ = writeln!(
            out,
            "- `@{pragma} {own}`: `{value}`{}",
            file.map(|file| format!(" ({file})")).unwrap_or_default()
        );
    }
    if others.len() > LISTED {
        let _ = writeln!(out, "- and {} more", others.len() - LISTED);
    }
    out
}

fn in_function_config(
    project: &Project,
    packaged: &Packaged,
    source: &SourceFile,
    written: &Written<'_>,
) -> String {
    let name = written.spec.name;
    let functions: Vec<&InventoryFunction> = packaged
        .inventory
        .functions
        .iter()
        .filter(|it| {
            let own = it.declared.and_then(|index| project.config_of(index));
            own.is_some_and(|config| config.path == source.path)
        })
        .collect();
    let Some(first) = functions.first() else {
        return "\nNot in effect: no function of the manifest has its handler here.\n".to_owned();
    };
    let named: Vec<String> =
        functions.iter().map(|it| format!("`@{} {}`", it.pragma.name(), it.name)).collect();
    let mut out = format!("\nFor {}", named.join(", "));
    let is_own = |setting: &&Setting| setting.entries.contains(&written.entry.span);
    match first.config.get(name) {
        Some(setting) if setting.layer == Layer::FunctionConfig && !is_own(&setting) => {
            let value = js_string(&setting.value);
            let _ = writeln!(out, ". Not in effect: `{value}` comes after it.");
            return out;
        }
        _ => {}
    }
    match packaged.inventory.defaults.get(name) {
        Some(below) if below.layer == Layer::Manifest => {
            let line =
                below.entries.first().map_or(0, |entry| line(&project.manifest, entry.start));
            let value = js_string(&below.value);
            let _ =
                writeln!(out, ", in the place of `{value}` of the manifest's `@aws`, line {line}.");
        }
        Some(below) if !below.value.is_array() => {
            let _ = writeln!(out, ", in the place of `{}` by default.", js_string(&below.value));
        }
        _ => out.push_str(".\n"),
    }
    out
}
