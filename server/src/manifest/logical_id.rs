//! The names that resources have in the SAM template.

use super::functions::{Function, folder_of_route};

/// `account-signup` as `AccountSignup`. Case and everything but letters, digits and `_` inside a word is
/// lost, so that different names may give the same. (`@architect/utils`, `to-logical-id`)
pub fn logical_id(name: &str) -> String {
    let mut id = String::with_capacity(name.len());
    push_logical_id(name, &mut id);
    id
}

/// Writes the same behind what `id` holds.
pub fn push_logical_id(name: &str, id: &mut String) {
    let start = id.len();
    let mut chars = name.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && !only.is_ascii_uppercase()
    {
        return id.extend(only.to_uppercase());
    }
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let mut raise = true;
    // Trimmed first, as the reference does: lower case makes letters of what is none (the sign of the kelvin).
    for c in name.trim_matches(|c| !is_word(c)).chars() {
        raise |= c.is_ascii_uppercase();
        for c in c.to_lowercase() {
            if !is_word(c) {
                raise = true;
            } else if raise {
                id.push(c.to_ascii_uppercase());
                raise = false;
            } else {
                id.push(c);
            }
        }
    }
    if &id[start..] == "Get" {
        id.push_str("Index");
    }
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

    /// The same in the steps of the reference: words parted before capitals, all lowered, each word's first raised.
    fn in_steps(name: &str) -> String {
        let parted: String = name
            .chars()
            .flat_map(|c| c.is_ascii_uppercase().then_some(' ').into_iter().chain([c]))
            .collect();
        if parted.chars().count() == 1 {
            return parted.to_uppercase();
        }
        let is_no_word = |c: char| !c.is_ascii_alphanumeric();
        let lowered = parted.trim_matches(is_no_word).to_lowercase();
        let raised = lowered.split(is_no_word).map(|word| match word.split_at_checked(1) {
            Some((first, rest)) => first.to_uppercase() + rest,
            None => String::new(),
        });
        let id: String = raised.collect();
        if id == "Get" { "GetIndex".to_owned() } else { id }
    }

    #[test]
    fn one_pass_gives_what_the_reference_does() {
        let letters = ["a", "Z", "7", "-", "_", ".", "\u{212a}", "\u{130}", "\u{3a3}"];
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
            assert_eq!(logical_id(&name), in_steps(&name), "{name}");
        }
    }
}
