//! Which rooms are asked.

use crate::manifest::schema::{self, Place as SettingsPlace, PragmaSpec};

use super::asked::Asked;
use super::documentation::Docs;
use super::item::Completion;
use super::place::{self, Kind, Place};
use super::{comments, entries, keys, plugins, pragmas, schedules, setting_names, sharing, values};

/// What may be written at `offset`, the likeliest first. Nothing within quotes, and in comments only what silences a
/// problem. The client sorts out what does not go with the word at the cursor.
pub fn completion(asked: Asked<'_>, offset: usize) -> Vec<Completion> {
    let text = &asked.syntax.text;
    // What to write in JSON or YAML, the language's own server has to say.
    if !asked.syntax.format.is_arc() {
        return Vec::new();
    }
    let offset = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let offset = offset.unwrap_or(0);
    match place::kind(asked.syntax, offset) {
        Kind::Comment(comment) => comments::offers(asked, comment, offset),
        Kind::Quotes => Vec::new(),
        Kind::Plain => plain(asked, &Place::new(asked.syntax, offset)),
    }
}

fn plain(asked: Asked<'_>, place: &Place<'_>) -> Vec<Completion> {
    if place.is_first() && place.word.of(place.text).starts_with('@') {
        return pragmas::offers(asked, place);
    }
    // A pragma's line holds nothing else, and no word holds an `@`.
    if place.word.of(place.text).contains('@') {
        return Vec::new();
    }
    if place.before.first().is_some_and(|word| word.of(place.text).starts_with('@')) {
        return Vec::new();
    }
    let Some(pragma) = place.pragma else { return pragmas::offers(asked, place) };
    let spec = schema::pragma_of(asked.file, pragma);
    let mut offers = match spec {
        Some(spec) if place.depth() == 0 || place.head.is_empty() => top(asked, spec, place),
        Some(spec) => below(asked, spec, place),
        None => Vec::new(),
    };
    if let Some(spec) = spec {
        offers = values::with_docs(offers, &Docs::Pragma(asked.file, spec.name.to_owned()));
    }
    if place.is_alone() && place.depth() == 0 {
        offers.extend(pragmas::offers(asked, place));
    }
    offers
}

/// On a line without indentation.
fn top(asked: Asked<'_>, spec: &'static PragmaSpec, place: &Place<'_>) -> Vec<Completion> {
    if !place.is_first() {
        return match (spec.name, spec.place) {
            ("http", _) => entries::paths(asked, place),
            ("views", _) if place.before.len() == 1 && place.written() != ["src"] => {
                sharing::paths(asked, place)
            }
            ("scheduled", _) => schedules::one_line(place),
            (_, SettingsPlace::Pragma) => values::of_line(asked, spec, &[], place),
            _ => Vec::new(),
        };
    }
    let mut offers = match (spec.name, spec.place) {
        ("plugins" | "macros", _) => plugins::offers(asked, spec, place),
        ("shared" | "views", _) => {
            let mut offers = setting_names::offers(asked, spec, &[], place);
            offers.extend(sharing::heads(asked, spec, place));
            offers
        }
        (_, SettingsPlace::Pragma) => {
            let mut offers = setting_names::offers(asked, spec, &[], place);
            offers.extend(entries::literals(spec, place));
            offers
        }
        _ => entries::offers(asked, spec, place),
    };
    // Right below an entry, its settings are meant as often as the next entry.
    if place.is_alone() && place.depth() == 0 {
        offers.extend(continued(asked, spec, place));
    }
    // Directly below the pragma, indentation is none.
    if place.depth() > 0 {
        offers.iter_mut().for_each(|offer| offer.indent = Some((place.indent(), String::new())));
    }
    offers
}

/// The settings of the entry above, each with the indentation that it lacks.
fn continued(asked: Asked<'_>, spec: &'static PragmaSpec, place: &Place<'_>) -> Vec<Completion> {
    let Some(above) = place.line_above() else { return Vec::new() };
    let child = place.as_child();
    if spec.place != SettingsPlace::Entry || child.head.len() != 1 || above.is_empty() {
        return Vec::new();
    }
    let mut offers = settings_of_entry(asked, spec, &child);
    for offer in &mut offers {
        offer.text.insert_str(0, "  ");
        if let Some(snippet) = &mut offer.snippet {
            snippet.insert_str(0, "  ");
        }
    }
    offers
}

/// On an indented line.
fn below(asked: Asked<'_>, spec: &'static PragmaSpec, place: &Place<'_>) -> Vec<Completion> {
    let mut offers = match spec.place {
        SettingsPlace::Pragma if ["shared", "views"].contains(&spec.name) => {
            sharing::below(asked, place)
        }
        SettingsPlace::Pragma => {
            let path: Vec<&str> =
                place.head.first().copied().into_iter().chain(place.key).collect();
            if place.is_first() {
                let mut offers = setting_names::offers(asked, spec, &path, place);
                offers.extend(values::of_list(asked, spec, &path, place));
                offers
            } else {
                values::of_line(asked, spec, &path, place)
            }
        }
        SettingsPlace::Entry if place.is_first() => match place.key {
            Some(key) => keys::below(asked, spec, key, place),
            None => settings_of_entry(asked, spec, place),
        },
        SettingsPlace::Entry => {
            let mut offers = values::of_line(asked, spec, &[], place);
            offers.extend(keys::types(spec, place));
            offers
        }
        SettingsPlace::Nowhere => Vec::new(),
    };
    let wanted = if place.key.is_some() { 4 } else { 2 };
    let is_free = spec.place == SettingsPlace::Pragma && spec.settings.is_empty();
    if place.is_first() && place.depth() != wanted && !is_free {
        let white = " ".repeat(wanted);
        offers.iter_mut().for_each(|offer| offer.indent = Some((place.indent(), white.clone())));
    }
    offers
}

fn settings_of_entry(
    asked: Asked<'_>,
    spec: &'static PragmaSpec,
    place: &Place<'_>,
) -> Vec<Completion> {
    let mut offers = keys::offers(asked, spec, place);
    offers.extend(setting_names::offers(asked, spec, &[], place));
    offers
}
