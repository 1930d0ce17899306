//! Lists and counts in English, as messages need them.

/// `a`, `a and b`, `a, b and c`.
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `Every day` of `every day`.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next();
    first.map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// A number with a noun: `1 error`, `2 errors`.
pub fn counted(number: usize, noun: &str) -> String {
    counted_as(number, noun, &format!("{noun}s"))
}

/// The same with a plural of its own: `1 entry`, `2 entries`.
pub fn counted_as(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
