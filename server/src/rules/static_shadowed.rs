//! `static-shadowed`: a route that takes the requests for static assets, or that they take.

use crate::manifest::{Static, static_assets};
use crate::project::Project;

use super::problem::Problem;
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&RULE], check);

static RULE: Rule = Rule {
    name: "static-shadowed",
    summary: "a route that stands in the way of static assets, or they in its",
    severity: Severity::Warning,
    fix: FixAvailability::None,
    what: "Finds routes with `get` or `any` whose first part is a parameter and that match the path of a file in the static \
           folder: `get /:album/:photo` matches `/_static/app.css`. Finds, too, a route `/_static/*`, which is Architect's own.",
    why: "Architect serves static assets by the route `get /_static/*`. To API Gateway a path of parameters is a full match and \
          comes before one with a catch-all, so once deployed the function gets the request. The sandbox serves the file. A function of the app at `/_static/*` is \
          deployed and never called.",
    how: "Begin the route with a fixed part (`get /albums/:album/:photo`), or serve the asset from another depth.",
    sources: &[
        "https://github.com/architect/architect/issues/1300",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
    ],
    example: Example {
        bad: "@app\nmy-app\n@http\nget /\nget /:album/:photo\n#- public/app.css\n#- src/http/get-index/index.mjs\n\
              #- src/http/get-000album-000photo/index.mjs\n",
        good: "@app\nmy-app\n@http\nget /\nget /albums/:album/:photo\n#- public/app.css\n#- src/http/get-index/index.mjs\n\
               #- src/http/get-albums-000album-000photo/index.mjs\n",
    },
};

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let assets = static_assets(&project.manifest.syntax.reading);
    if !matches!(assets, Some(Static::On(_))) {
        return;
    }
    for function in &project.functions {
        let Some(route) = &function.route else { continue };
        if route.path == "/_static/*" {
            let message = format!(
                "`{}` is never called: Architect's own route for static assets takes its place. Choose another path, or turn \
                 `@static` off",
                function.name
            );
            problems.push(Problem::new(&RULE, &project.manifest, route.path_span, message));
        }
        if !matches!(route.method.as_str(), "get" | "any") {
            continue;
        }
        let Some(shadowed) = project.static_files.iter().find(|file| takes(&route.path, file))
        else {
            continue;
        };
        let message = format!(
            "`{}` takes `/_static/{shadowed}` once it is deployed, since to API Gateway parameters come before the catch-all of \
             `/_static/*`; the sandbox serves the file. Begin the path with a fixed part",
            function.name
        );
        problems.push(Problem::new(&RULE, &project.manifest, route.path_span, message));
    }
}

/// Whether a route without a catch-all matches `/_static/FILE`.
fn takes(path: &str, file: &str) -> bool {
    let mut parts = path.split('/').skip(1);
    let is_parameter = |part: Option<&str>| part.is_some_and(|part| part.starts_with(':'));
    is_parameter(parts.next())
        && parts.clone().count() == file.split('/').count()
        && parts.zip(file.split('/')).all(|(part, name)| part.starts_with(':') || part == name)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check_rule;

    #[test]
    fn only_routes_that_match_a_file() {
        check_rule(
            "static-shadowed",
            "@app\nmy-app\n@http\nget /:a\nget /:a/:b\nany /:a/:b/:c\npost /:x/:y\nget /x/:y\nget /:a/*\nget /:a/b.txt\n\
             get /:a/css/:c\nget /:a/:b/:c/:d\n#- public/app.css\n#- public/css/x.css\n#- public/readme.md\n",
            expect![[r#"
                | get /:a/:b
                      ^^^^^^ warning[static-shadowed]: `get /:a/:b` takes `/_static/app.css` once it is deployed, since to API Gateway parameters come before the catch-all of `/_static/*`; the sandbox serves the file. Begin the path with a fixed part
                | any /:a/:b/:c
                      ^^^^^^^^^ warning[static-shadowed]: `any /:a/:b/:c` takes `/_static/css/x.css` once it is deployed, since to API Gateway parameters come before the catch-all of `/_static/*`; the sandbox serves the file. Begin the path with a fixed part
                | get /:a/css/:c
                      ^^^^^^^^^^ warning[static-shadowed]: `get /:a/css/:c` takes `/_static/css/x.css` once it is deployed, since to API Gateway parameters come before the catch-all of `/_static/*`; the sandbox serves the file. Begin the path with a fixed part
            "#]],
        );
    }

    #[test]
    fn the_route_of_static_assets_is_taken() {
        check_rule(
            "static-shadowed",
            "@app\nmy-app\n@http\nget /_static/*\nget /_static/x\n",
            expect![[r#"
                | get /_static/*
                      ^^^^^^^^^^ warning[static-shadowed]: `get /_static/*` is never called: Architect's own route for static assets takes its place. Choose another path, or turn `@static` off
            "#]],
        );
        check_rule(
            "static-shadowed",
            "@app\nmy-app\n@http\nget /_static/*\n@static\nfalse\n",
            expect![""],
        );
    }

    #[test]
    fn the_folder_and_the_prefix_count() {
        check_rule(
            "static-shadowed",
            "@app\nmy-app\n@http\nget /:a/:b\nget /:a/:b/:c\n@static\nfolder dist\nprefix v1\n#- dist/app.css\n#- public/x.css\n",
            expect![[r#"
                | get /:a/:b/:c
                      ^^^^^^^^^ warning[static-shadowed]: `get /:a/:b/:c` takes `/_static/v1/app.css` once it is deployed, since to API Gateway parameters come before the catch-all of `/_static/*`; the sandbox serves the file. Begin the path with a fixed part
            "#]],
        );
        check_rule(
            "static-shadowed",
            "@app\nmy-app\n@http\nget /:a/:b\n@static\nfalse\n#- public/x.css\n",
            expect![[r#""#]],
        );
    }
}
