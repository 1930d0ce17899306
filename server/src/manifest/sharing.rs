//! `@shared` and `@views`: folders that are copied into functions.

use smol_str::{SmolStr, format_smolstr};

use crate::syntax::{Reading, Scalar, Shape};
use crate::text::Span;

use super::functions::FunctionPragma;

/// What `@shared` or `@views` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sharing {
    /// The pragma's header; nothing where the pragma is not written.
    pub span: Option<Span>,
    /// `src`, the folder to copy; the last one that is written.
    pub src: Option<Scalar>,
    /// Whether functions are listed, so that all others go without.
    pub selective: bool,
    /// The functions that are listed.
    pub functions: Vec<Listed>,
}

/// A function that is listed under `@shared` or `@views`.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The pragma that it is said to stand under, as written; `http` under `@views`.
    pub pragma: SmolStr,
    /// Where that stands.
    pub pragma_span: Span,
    /// Its name as the inventory names functions: of a route, `get /path`.
    pub name: SmolStr,
    /// Where that stands.
    pub span: Span,
}

impl Listed {
    /// The pragma, where it is one that holds functions.
    pub fn function_pragma(&self) -> Option<FunctionPragma> {
        FunctionPragma::from_name(&self.pragma)
    }
}

impl Sharing {
    /// The folder to copy, relative to the project: `src`, or where that of the pragma, `shared` or `views`, is without.
    pub fn path(&self, pragma: &str) -> String {
        self.src.as_ref().map_or_else(|| format!("src/{pragma}"), |src| src.text.to_string())
    }
}

/// The folders of both pragmas, relative to the project.
pub fn shared_paths(reading: &Reading) -> [String; 2] {
    [shared(reading).path("shared"), views(reading).path("views")]
}

/// What `@shared` says.
pub fn shared(reading: &Reading) -> Sharing {
    let Some(section) = reading.pragma("shared") else { return Sharing::default() };
    let mut sharing = Sharing { span: Some(section.span), ..Sharing::default() };
    let mut count = 0;
    for entry in &section.entries {
        count += 1;
        match &entry.shape {
            Shape::Array(items) if items[0].text.eq_ignore_ascii_case("src") => {
                sharing.src = items.get(1).filter(|src| src.is_string()).cloned().or(sharing.src);
            }
            Shape::Vector { name, items } => {
                sharing.functions.extend(items.iter().map(|item| listed(name, &[item])));
            }
            Shape::Map { name, pairs } => sharing.functions.extend(pairs.iter().map(|pair| {
                let words: Vec<&Scalar> = std::iter::once(&pair.key).chain(&pair.values).collect();
                listed(name, &words)
            })),
            Shape::Array(_) | Shape::Scalar(_) => {}
        }
    }
    sharing.selective = count > 0 && !(count == 1 && sharing.src.is_some());
    sharing
}

/// What `@views` says.
pub fn views(reading: &Reading) -> Sharing {
    let Some(section) = reading.pragma("views") else { return Sharing::default() };
    let mut sharing = Sharing { span: Some(section.span), ..Sharing::default() };
    for entry in &section.entries {
        let Shape::Array(items) = &entry.shape else { continue };
        match items.as_slice() {
            [src, folder, ..] if src.text.eq_ignore_ascii_case("src") => {
                sharing.src = Some(folder).filter(|folder| folder.is_string()).cloned();
            }
            [method, path, ..] => sharing.functions.push(Listed {
                pragma: SmolStr::new_static("http"),
                pragma_span: section.span,
                name: format_smolstr!("{} {}", method.text.to_lowercase(), path.text),
                span: method.span.to(path.span),
            }),
            _ => {}
        }
    }
    let count = section.entries.len();
    sharing.selective = count > 0 && !(count == 1 && sharing.src.is_some());
    sharing
}

fn listed(pragma: &Scalar, words: &[&Scalar]) -> Listed {
    let name = words.iter().map(|word| word.to_js_string()).collect::<Vec<_>>().join(" ");
    let first = words.first().map_or(pragma.span, |word| word.span);
    let last = words.last().map_or(pragma.span, |word| word.span);
    Listed {
        pragma: pragma.text.clone(),
        pragma_span: pragma.span,
        name: SmolStr::from(name),
        span: first.to(last),
    }
}
