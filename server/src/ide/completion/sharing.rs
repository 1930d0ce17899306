//! The functions that `@shared` and `@views` list.

use crate::manifest::schema::PragmaSpec;
use crate::manifest::{Function, FunctionPragma};

use super::asked::Asked;
use super::item::{Completion, CompletionKind};
use super::place::Place;

/// What a list begins with: the pragmas that have functions, or the routes that may have views.
pub(super) fn heads(
    asked: Asked<'_>,
    spec: &'static PragmaSpec,
    place: &Place<'_>,
) -> Vec<Completion> {
    if !place.is_alone() {
        return Vec::new();
    }
    let entries = place.entries();
    if spec.name == "views" {
        let listed: Vec<String> = entries.iter().map(|words| words.join(" ")).collect();
        return functions(asked, FunctionPragma::Http)
            .filter(|function| !listed.contains(&function.name.to_string()))
            .map(|function| {
                Completion::new(place, CompletionKind::Function, function.name.as_str())
                    .detail("gets the views")
            })
            .collect();
    }
    FunctionPragma::ALL
        .into_iter()
        .filter(|pragma| functions(asked, *pragma).next().is_some())
        .filter(|pragma| !entries.iter().any(|words| words.first() == Some(&pragma.name())))
        .map(|pragma| {
            Completion::new(place, CompletionKind::Pragma, pragma.name())
                .detail("only those listed get the code")
                .text(format!("{}\n  ", pragma.name()))
        })
        .collect()
}

/// The functions of the pragma that the line stands below, without those that are listed.
pub(super) fn below(asked: Asked<'_>, place: &Place<'_>) -> Vec<Completion> {
    if !place.is_first() {
        return paths(asked, place);
    }
    let head = place.head.first().copied().unwrap_or_default();
    let Some(pragma) = FunctionPragma::from_name(head) else { return Vec::new() };
    if !place.is_alone() {
        return Vec::new();
    }
    let listed: Vec<String> = place.siblings.iter().map(|words| words.join(" ")).collect();
    functions(asked, pragma)
        .filter(|function| !listed.contains(&function.name.to_string()))
        .map(|function| Completion::new(place, CompletionKind::Function, function.name.as_str()))
        .collect()
}

/// The paths of the routes that have the method which is written.
pub(super) fn paths(asked: Asked<'_>, place: &Place<'_>) -> Vec<Completion> {
    let written = place.written();
    let [method] = written.as_slice() else { return Vec::new() };
    let method = method.to_lowercase();
    functions(asked, FunctionPragma::Http)
        .filter_map(|function| function.route.as_ref())
        .filter(|route| route.method == method)
        .map(|route| Completion::new(place, CompletionKind::Function, route.path.as_str()))
        .collect()
}

fn functions<'a>(asked: Asked<'a>, pragma: FunctionPragma) -> impl Iterator<Item = &'a Function> {
    let all = asked.project.map_or(&[][..], |project| &project.functions);
    all.iter().filter(move |function| function.pragma == pragma && !function.implicit)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::ide::completion::testing::check_first;

    #[test]
    fn functions_that_are_not_listed() {
        let functions = "@app\nx\n@http\nget /\nget /a\npost /b\n@events\ne\n";
        let at = |text: &str| format!("{functions}{text}");
        check_first(
            3,
            &at("@shared\n$0\n"),
            expect![[r#"
                []
                src (a folder, relative to the project; default src/shared) -> src 
                http (only those listed get the code) -> http\n  
                events (only those listed get the code) -> events\n  
            "#]],
        );
        check_first(
            3,
            &at("@shared\nhttp\n  get /\n  $0\n"),
            expect![[r#"
            []
            get /a
            post /b
        "#]],
        );
        check_first(
            3,
            &at("@shared\nhttp\n  get $0\n"),
            expect![[r#"
            []
            /
            /a
        "#]],
        );
        check_first(
            3,
            &at("@views\n$0\n"),
            expect![[r#"
                []
                src (a folder, relative to the project; default src/views) -> src 
                get / (gets the views)
                get /a (gets the views)
            "#]],
        );
        check_first(
            3,
            &at("@views\npost $0\n"),
            expect![[r#"
            []
            /b
        "#]],
        );
    }
}
