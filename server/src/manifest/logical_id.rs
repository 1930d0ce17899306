//! The names that resources have in the SAM template.

use super::functions::{Function, folder_of_route};

/// `account-signup` as `AccountSignup`. Case and everything but letters, digits and `_` inside a word is
/// lost, so that different names may give the same. (`@architect/utils`, `to-logical-id`)
pub fn logical_id(name: &str) -> String {
    let id = if name.is_ascii() { of_ascii(name) } else { of_unicode(name) };
    if id == "Get" { "GetIndex".to_owned() } else { id }
}

/// In one pass: every keystroke asks it of every function.
fn of_ascii(name: &str) -> String {
    if name.len() == 1 && !name.as_bytes()[0].is_ascii_uppercase() {
        return name.to_ascii_uppercase();
    }
    let mut id = String::with_capacity(name.len());
    let mut raise = true;
    for c in name.chars() {
        raise |= c.is_ascii_uppercase();
        if !c.is_ascii_alphanumeric() {
            raise = true;
        } else if raise {
            id.push(c.to_ascii_uppercase());
            raise = false;
        } else {
            id.push(c);
        }
    }
    id
}

/// As the reference does it: lower case may make letters of what is none (the sign of the kelvin), behind the trimming.
fn of_unicode(name: &str) -> String {
    let mut spaced = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            spaced.push(' ');
        }
        spaced.push(c);
    }
    if spaced.chars().count() == 1 {
        return spaced.to_uppercase();
    }
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let trimmed = spaced.trim_matches(|c| !is_word(c)).to_lowercase();
    let mut id = String::with_capacity(trimmed.len());
    let mut raise = true;
    for c in trimmed.chars() {
        if !is_word(c) {
            raise = true;
        } else if raise {
            id.extend(c.to_uppercase());
            raise = false;
        } else {
            id.push(c);
        }
    }
    id
}

/// The start of the logical IDs of a route: `get /foo/:id` as `GetFooId`. (`@architect/package`,
/// `visitors/http`)
pub fn route_id(method: &str, path: &str) -> String {
    logical_id(&folder_of_route(method, path).replace("000", ""))
}

impl Function {
    /// The start of its logical IDs, by which it collides with others under its pragma.
    pub fn logical_id(&self) -> String {
        match &self.route {
            Some(route) => route_id(&route.method, &route.path),
            None => logical_id(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_logical_ids() {
        for (name, id) in [
            ("a", "A"),
            ("yolo", "Yolo"),
            ("account-signup", "AccountSignup"),
            ("accountSignup", "AccountSignup"),
            ("a_b.c/d", "ABCD"),
            ("A", "A"),
            ("-x-", "X"),
            ("get", "GetIndex"),
            ("foo2bar", "Foo2bar"),
            ("HTTPThing", "HTTPThing"),
            ("", ""),
            ("--", ""),
        ] {
            assert_eq!(logical_id(name), id, "{name}");
        }
        assert_eq!(route_id("get", "/"), "GetIndex");
        assert_eq!(route_id("get", "/*"), "GetCatchall");
        assert_eq!(route_id("post", "/foo-bar/:id"), "PostFooBarId");
    }

    #[test]
    fn one_pass_gives_what_the_reference_does() {
        let letters = ["a", "Z", "7", "-", "_", "."];
        let mut names = vec![String::new()];
        for _ in 0..4 {
            names = names
                .iter()
                .flat_map(|name| letters.iter().map(move |c| format!("{name}{c}")))
                .chain([String::new()])
                .collect();
        }
        assert!(names.len() > 1000);
        for name in names {
            assert_eq!(of_ascii(&name), of_unicode(&name), "{name}");
        }
    }
}
