//! Numbers by which names are told apart without their logical IDs being made.
//!
//! Names that give one logical ID have one outline. Names that do not may share one, which costs time only.

/// A number made of bytes as FNV-1a makes it: enough to tell a thousand names apart, at a few steps a byte.
#[derive(Clone, Copy, PartialEq)]
struct Outline(u64);

impl Outline {
    const EMPTY: Outline = Outline(0xcbf2_9ce4_8422_2325);

    const fn and(self, byte: u8) -> Outline {
        Outline((self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3))
    }

    const fn of(text: &[u8]) -> Outline {
        let mut outline = Outline::EMPTY;
        let mut index = 0;
        while index < text.len() {
            outline = outline.and(text[index]);
            index += 1;
        }
        outline
    }

    fn push_str(&mut self, text: &str) {
        text.bytes().for_each(|byte| *self = self.and(byte));
    }

    /// The letters and digits of a text in lower case, which are all that a logical ID keeps of it; zeros are left out.
    fn push_words(&mut self, text: &str) {
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() && byte != b'0' {
                *self = self.and(byte.to_ascii_lowercase());
            }
        }
    }

    /// The outline of a logical ID: `get` becomes `GetIndex`.
    fn of_id(self) -> u64 {
        const GET: Outline = Outline::of(b"get");
        const GET_INDEX: Outline = Outline::of(b"getindex");
        if self == GET { GET_INDEX.0 } else { self.0 }
    }
}

/// The outline of a name, for [`super::logical_id`]; nothing where it has none, since its ID may be that of any other.
pub fn of_name(name: &str) -> Option<u64> {
    // Of some letters beyond ASCII lower case makes one within.
    if !name.is_ascii() {
        return None;
    }
    let mut outline = Outline::EMPTY;
    outline.push_words(name);
    Some(outline.of_id())
}

/// The outline of a route, for [`super::route_id`]; nothing where it has none.
pub fn of_route(method: &str, path: &str) -> Option<u64> {
    if !method.is_ascii() || !path.is_ascii() {
        return None;
    }
    let mut outline = Outline::EMPTY;
    outline.push_words(method);
    // A parameter's `:` becomes zeros, which are taken out again, maybe with some that were written.
    match (path, path.split_once('*')) {
        ("/", _) => outline.push_words("index"),
        (_, Some((before, after))) => {
            outline.push_words(before);
            outline.push_words("catchall");
            outline.push_words(after);
        }
        (_, None) => outline.push_words(path),
    }
    Some(outline.of_id())
}

/// The outline of a route whose parameters have no names.
pub fn without_parameters(method: &str, path: &str) -> u64 {
    let mut outline = Outline::of(method.as_bytes());
    for part in path.split('/') {
        outline.push_str("/");
        outline.push_str(if part.starts_with(':') { ":" } else { part });
    }
    outline.0
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::{logical_id, route_id};
    use super::*;

    /// Every text of up to `most` of these parts.
    fn texts(parts: &[&str], most: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut longest = all.clone();
        for _ in 0..most {
            longest = longest
                .iter()
                .flat_map(|text| parts.iter().map(move |part| format!("{text}{part}")))
                .collect();
            all.extend(longest.iter().cloned());
        }
        all
    }

    fn have_one_outline(ids: impl Iterator<Item = (String, Option<u64>)>) {
        let mut known: HashMap<String, u64> = HashMap::new();
        for (id, outline) in ids.filter_map(|(id, outline)| Some((id, outline?))) {
            assert_eq!(*known.entry(id.clone()).or_insert(outline), outline, "{id}");
        }
        assert!(known.len() > 1000);
    }

    #[test]
    fn names_of_one_logical_id_have_one_outline() {
        let names = texts(&["a", "Z", "0", "7", "-", "_", "get", "Index", "\u{212a}", "\u{e9}"], 4);
        have_one_outline(names.iter().map(|name| (logical_id(name), of_name(name))));
        let paths = texts(&["a", "Z", "0", "000", "/", ":", "*", ".", "index", "\u{e9}"], 4);
        have_one_outline(paths.iter().flat_map(|path| {
            ["get", "any"].map(|method| (route_id(method, path), of_route(method, path)))
        }));
    }

    #[test]
    fn most_names_have_an_outline_of_their_own() {
        let names: Vec<String> = (1..1000).map(|i| format!("{}name-{i}", i % 7)).collect();
        let mut outlines: Vec<u64> = names.iter().filter_map(|name| of_name(name)).collect();
        outlines.sort_unstable();
        outlines.dedup();
        assert!(outlines.len() > 700, "{}", outlines.len());
    }

    #[test]
    fn routes_that_differ_in_the_names_of_parameters_only() {
        assert_eq!(without_parameters("get", "/:a/b/:c"), without_parameters("get", "/:d/b/:e"));
        assert_ne!(without_parameters("get", "/:a/b"), without_parameters("get", "/:a/c"));
        assert_ne!(without_parameters("get", "/:a/b"), without_parameters("put", "/:a/b"));
        assert_ne!(without_parameters("get", "/a/b"), without_parameters("get", "/ab"));
    }
}
