//! `logical-id-collision`: names that become one in the template, and routes that become one at API Gateway.

use std::hash::Hash;

use foldhash::{HashMap, HashMapExt};
use smol_str::SmolStr;

use crate::manifest::{Function, FunctionPragma, Table, logical_id, outline};
use crate::project::Project;
use crate::text::Span;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};
use super::scope::Scope;

pub(super) static GROUP: Group = Group::by_pragma(&[&RULE], check);

static RULE: Rule = Rule {
    name: "logical-id-collision",
    summary: "two names that become one when they are deployed",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds names under one pragma that give one logical ID in the CloudFormation template. Logical IDs have only \
           letters and digits: `account-signup`, `account_signup` and `accountSignup` are all `AccountSignup`; \
           `get /id` and `get /:id` are `GetId`; `get /` and `get /index` are `GetIndex`. Finds, too, routes of one \
           method that differ only in the names of their parameters.",
    why: "Of two functions, topics, queues or tables with one logical ID Architect deploys one, and says nothing. Of two routes \
          that differ only in a parameter's name API Gateway refuses one, since no request could tell them apart, and the \
          deploy is rolled back.",
    how: "Rename one of the two, or make one route of them.",
    sources: &[
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
        "https://dev.to/slsbytheodo/how-to-rename-api-gateway-path-parameters-on-aws-20fa",
    ],
    example: Example {
        bad: "@app\nmy-app\n@events\nsign-up\nsignUp\n#- src/events/sign-up/index.mjs\n#- src/events/signUp/index.mjs\n",
        good: "@app\nmy-app\n@events\nsign-up\nwelcome\n#- src/events/sign-up/index.mjs\n#- src/events/welcome/index.mjs\n",
    },
};

/// Something with a name of its own that may be another's when it is deployed.
#[derive(Clone)]
struct Named {
    name: SmolStr,
    span: Span,
}

fn check(project: &Project, scope: &Scope, problems: &mut Vec<Problem>) {
    let mut ids = Seen::default();
    let mut routes = Seen::default();
    // Those that every `@ws` has come first, so that the problem stands at a name that is written.
    let implicit = scope.functions(project).filter(|function| function.implicit);
    let written = scope.functions(project).filter(|function| !function.implicit);
    let functions: Vec<&Function> = implicit.chain(written).collect();
    for function in alike(functions.iter().copied(), of_function) {
        let named = Named { name: function.name.clone(), span: function.name_span };
        let pragma = function.pragma.name();
        let id = function.logical_id();
        if let Some(earlier) = ids.meet((pragma, id.clone()), &named) {
            problems.push(one_id(project, pragma, &named, &earlier, &id));
        } else if let Some(route) = &function.route
            && let Some(earlier) =
                routes.meet((&route.method, without_parameters(&route.path)), &named)
        {
            let message = format!(
                "`{}` and `{}` differ only in a parameter's name, so no request can tell them apart and API Gateway refuses \
                 one of them: keep one route",
                earlier.name, named.name
            );
            problems.push(collision(project, &named, &earlier, message));
        }
    }
    for table in alike(scope.tables(project).iter(), |table: &Table| {
        Some([Some(outline::of_name(&table.name)?)])
    }) {
        let named = Named { name: table.name.clone(), span: table.name_span };
        let id = logical_id(&table.name);
        if let Some(earlier) = ids.meet(("tables", id.clone()), &named) {
            problems.push(one_id(project, "tables", &named, &earlier, &id));
        }
    }
}

/// What tells a function from others: outlines of its logical ID and of its route, where that has parameters. Nothing
/// where there is none.
fn of_function(function: &Function) -> Option<[Option<(FunctionPragma, bool, u64)>; 2]> {
    let id = match &function.route {
        Some(route) => outline::of_route(&route.method, &route.path),
        None => outline::of_name(&function.name),
    };
    let route = function.route.as_ref().filter(|route| route.path.contains(':'));
    let route = route.map(|it| outline::without_parameters(&it.method, &it.path));
    Some([
        Some((function.pragma, false, id?)),
        route.map(|outline| (function.pragma, true, outline)),
    ])
}

/// Those of some things, in their order, that may become the same as another one: a few of many, and an ID is made of
/// each of these only. All of them, where `outlines` does not say what tells one from others.
fn alike<'t, T, K: Eq + Hash, const N: usize>(
    things: impl ExactSizeIterator<Item = &'t T> + Clone,
    outlines: impl Fn(&T) -> Option<[Option<K>; N]>,
) -> Vec<&'t T> {
    let mut last: HashMap<K, usize> = HashMap::with_capacity(things.len() * 2);
    let mut is_alike = vec![false; things.len()];
    for (index, thing) in things.clone().enumerate() {
        let Some(outlines) = outlines(thing) else { return things.collect() };
        for outline in outlines.into_iter().flatten() {
            if let Some(other) = last.insert(outline, index) {
                is_alike[other] = true;
                is_alike[index] = true;
            }
        }
    }
    let alike = things.zip(is_alike).filter(|(_, is_alike)| *is_alike);
    alike.map(|(thing, _)| thing).collect()
}

/// What stood before, by what it becomes.
#[derive(Default)]
struct Seen<'a>(HashMap<(&'a str, String), Named>);

impl<'a> Seen<'a> {
    /// The first that becomes the same under another name.
    fn meet(&mut self, key: (&'a str, String), named: &Named) -> Option<Named> {
        let earlier = self.0.entry(key).or_insert_with(|| named.clone());
        // Two of one name are another rule's.
        (earlier.name != named.name).then(|| earlier.clone())
    }
}

/// A path with nothing but their colons left of its parameters.
fn without_parameters(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with(':') { ":" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn one_id(project: &Project, pragma: &str, named: &Named, earlier: &Named, id: &str) -> Problem {
    let kept = if pragma == "tables" { "table" } else { "function" };
    let message = format!(
        "`{}` and `{}` both have the logical ID `{id}`, so only one {kept} of the two is deployed: rename one",
        earlier.name, named.name
    );
    collision(project, named, earlier, message)
}

fn collision(project: &Project, named: &Named, earlier: &Named, message: String) -> Problem {
    let file = &project.manifest;
    let here = format!("`{}` is declared here", earlier.name);
    Problem::new(&RULE, file, named.span, message).with_related(&file.path, earlier.span, here)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn names_of_one_pragma() {
        check_rule(
            "logical-id-collision",
            "@app\nmy-app\n@events\na-b\naB\na.b\nab\n@queues\na_b\n@ws\n-connect\n@tables\nmy-cats\n  id *String\n\
             my_cats\n  id *String\n",
            expect![[r#"
                | aB
                  ^^ error[logical-id-collision]: `a-b` and `aB` both have the logical ID `AB`, so only one function of the two is deployed: rename one
                  see app.arc: `a-b` is declared here
                | a.b
                  ^^^ error[logical-id-collision]: `a-b` and `a.b` both have the logical ID `AB`, so only one function of the two is deployed: rename one
                  see app.arc: `a-b` is declared here
                | -connect
                  ^^^^^^^^ error[logical-id-collision]: `connect` and `-connect` both have the logical ID `Connect`, so only one function of the two is deployed: rename one
                  see app.arc: `connect` is declared here
                | my_cats
                  ^^^^^^^ error[logical-id-collision]: `my-cats` and `my_cats` both have the logical ID `MyCats`, so only one table of the two is deployed: rename one
                  see app.arc: `my-cats` is declared here
            "#]],
        );
    }

    #[test]
    fn routes() {
        check_rule(
            "logical-id-collision",
            "@app\nmy-app\n@http\nget /\nget /index\nget /id\nget /:id\npost /:id\nget /a-b\nget /a/b\nget /x/:a/y/:b\n\
             get /x/:c/y/:d\npost /x/:e/y/:f\nget /x/:g/z\nany /x/:c/y/:d\nget /catchall\nget /*\n",
            expect![[r#"
                | get /index
                  ^^^^^^^^^^ error[logical-id-collision]: `get /` and `get /index` both have the logical ID `GetIndex`, so only one function of the two is deployed: rename one
                  see app.arc: `get /` is declared here
                | get /:id
                  ^^^^^^^^ error[logical-id-collision]: `get /id` and `get /:id` both have the logical ID `GetId`, so only one function of the two is deployed: rename one
                  see app.arc: `get /id` is declared here
                | get /a/b
                  ^^^^^^^^ error[logical-id-collision]: `get /a-b` and `get /a/b` both have the logical ID `GetAB`, so only one function of the two is deployed: rename one
                  see app.arc: `get /a-b` is declared here
                | get /x/:c/y/:d
                  ^^^^^^^^^^^^^^ error[logical-id-collision]: `get /x/:a/y/:b` and `get /x/:c/y/:d` differ only in a parameter's name, so no request can tell them apart and API Gateway refuses one of them: keep one route
                  see app.arc: `get /x/:a/y/:b` is declared here
                | get /*
                  ^^^^^^ error[logical-id-collision]: `get /catchall` and `get /*` both have the logical ID `GetCatchall`, so only one function of the two is deployed: rename one
                  see app.arc: `get /catchall` is declared here
            "#]],
        );
    }

    #[test]
    fn one_name_twice_is_said_elsewhere() {
        check_rule(
            "logical-id-collision",
            "@app\nmy-app\n@events\na\na\n@http\nget /:a\nget /:a\n",
            expect![""],
        );
    }
}
