//! `invalid-layer` and `layer-region`: Lambda layers that a function cannot have.

use foldhash::HashSet;

use crate::manifest::schema::limits;
use crate::manifest::{Values, Written, counting};
use crate::project::{CONFIG_PRAGMAS, Project, SourceFile};
use crate::syntax::Scalar;
use crate::text::Span;

use super::problem::{Fix, Problem};
use super::rule::{Example, FixAvailability, Group, Rule, Severity};

pub(super) static GROUP: Group = Group::whole(&[&INVALID, &REGION], check);

static INVALID: Rule = Rule {
    name: "invalid-layer",
    summary: "a layer that is no layer's ARN, or one too many",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds values of `layers` that are not the ARN of a version of a Lambda layer, which has eight parts: \
           `arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION`, and the sixth of a list. A layer that is listed twice \
           counts once.",
    why: "Architect refuses the whole project; a function may have five layers.",
    how: "Copy the ARN with its version at the end. Put what has no room into one layer together.",
    sources: &[
        "https://arc.codes/docs/en/reference/configuration/function-config#layers",
        "https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html",
    ],
    example: Example {
        bad: "@app\nmy-app\n@aws\nregion us-west-2\nlayers\n  arn:aws:lambda:us-west-2:764866452798:layer:ghostscript\n",
        good: "@app\nmy-app\n@aws\nregion us-west-2\nlayers\n  arn:aws:lambda:us-west-2:764866452798:layer:ghostscript:8\n",
    },
};

static REGION: Rule = Rule {
    name: "layer-region",
    summary: "a layer in another region than the app",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
    what: "Finds layers whose ARN names another region than `region` of the manifest's `@aws`. Where the manifest names \
           none, they are held against `--region`, or `region` of `arc-lsp.toml`; without these nothing is said.",
    why: "Architect refuses the whole project, since Lambda takes layers of its own region only.",
    how: "Take the layer's ARN for the app's region. Many layers are published in every region under the same name, \
          though not always with the same version.",
    sources: &[
        "https://arc.codes/docs/en/reference/configuration/function-config#layers",
        "https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html",
    ],
    example: Example {
        bad: "@app\nmy-app\n@aws\nregion eu-west-1\nlayers\n  arn:aws:lambda:us-west-2:764866452798:layer:ghostscript:8\n",
        good: "@app\nmy-app\n@aws\nregion eu-west-1\nlayers\n  arn:aws:lambda:eu-west-1:764866452798:layer:ghostscript:8\n",
    },
};

/// The region that an app is deployed to, as far as something names it.
struct Region<'a> {
    name: &'a str,
    /// Where the manifest says so.
    written: Option<Span>,
}

fn check(project: &Project, problems: &mut Vec<Problem>) {
    let region = match project.project_setting("region") {
        Some(written) => written
            .only()
            .and_then(|value| Some(Region { name: value.as_str()?, written: Some(value.span) })),
        None => project.settings.region.as_deref().map(|name| Region { name, written: None }),
    };
    file(project, &project.manifest, &["aws"], region.as_ref(), problems);
    for config in project.configs.iter().filter_map(|config| config.source.as_ref()) {
        file(project, config, &CONFIG_PRAGMAS, region.as_ref(), problems);
    }
}

fn file(
    project: &Project,
    file: &SourceFile,
    pragmas: &[&str],
    region: Option<&Region<'_>>,
    problems: &mut Vec<Problem>,
) {
    let lines = counting(&file.syntax.reading, pragmas);
    let lines = lines.iter().filter(|line| ["layer", "layers"].contains(&line.name.text.as_str()));
    let mut seen = HashSet::default();
    for line in lines {
        if let Values::Pairs(pairs) = line.values {
            for pair in pairs {
                let shown = pair.span().of(&file.syntax.text);
                problems.push(no_arn(file, pair.span(), shown));
            }
            continue;
        }
        for value in line.words() {
            let max = limits::LAYERS.max as usize;
            if seen.insert(value.to_js_string()) && seen.len() > max {
                problems.push(one_too_many(file, value, line, max));
            }
            problems.extend(judge(project, file, value, region));
        }
    }
}

fn one_too_many(file: &SourceFile, value: &Scalar, line: &Written<'_>, max: usize) -> Problem {
    let message = format!("a function can have {max} layers at most, and this is one more");
    Problem::new(&INVALID, file, value.span, message).with_related(
        &file.path,
        line.name.span,
        "the layers are listed here",
    )
}

fn no_arn(file: &SourceFile, span: Span, shown: &str) -> Problem {
    let message = format!(
        "`{shown}` is not the ARN of a layer's version: that has the form \
         `arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION`"
    );
    Problem::new(&INVALID, file, span, message)
}

fn judge(
    project: &Project,
    file: &SourceFile,
    value: &Scalar,
    region: Option<&Region<'_>>,
) -> Option<Problem> {
    let arn = value.as_str().unwrap_or_default();
    let parts: Vec<&str> = arn.split(':').collect();
    if !arn.starts_with("arn:") || parts.len() != 8 {
        if arn.starts_with("arn:") && parts.len() == 7 && parts[5] == "layer" {
            let message =
                format!("`{arn}` lacks the layer's version: it stands at the end, as in `{arn}:1`");
            return Some(Problem::new(&INVALID, file, value.span, message));
        }
        return Some(no_arn(file, value.span, &value.text));
    }
    let (region, of_layer) = (region?, parts[3]);
    if of_layer == region.name {
        return None;
    }
    let message = format!(
        "this layer is in `{of_layer}`, and the app in `{}`: Lambda takes layers of its own region only",
        region.name
    );
    let start = value.span.start + value.span.of(&file.syntax.text).find(arn).unwrap_or_default();
    let start = start + parts[..3].iter().map(|part| part.len() + 1).sum::<usize>();
    let span = Span::new(start, start + of_layer.len());
    let title = format!("Take the layer of that name in `{}`", region.name);
    let problem = Problem::new(&REGION, file, span, message).with_fix(Fix::replace(
        title,
        false,
        &file.path,
        span,
        region.name,
    ));
    Some(match region.written {
        Some(span) => {
            problem.with_related(&project.manifest.path, span, "the app's region is named here")
        }
        None => problem,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use expect_test::expect;

    use crate::project::fixture::Fixture;
    use crate::rules::testing::{check, check_rule};

    const ARN: &str = "arn:aws:lambda:us-west-2:123456789012:layer:";

    #[test]
    fn five_layers_by_their_arn() {
        let six: String = [1, 2, 2, 3, 4, 5, 6].map(|n| format!("  {ARN}n:{n}\n")).concat();
        check_rule(
            "invalid-layer",
            &format!(
                "@app\nmy-app\n@events\na\n@aws\nlayers\n{six}#- src/events/a/config.arc\n@aws\nlayer one\nlayer 5\nlayer {ARN}x\n"
            ),
            expect![[r#"
                |   arn:aws:lambda:us-west-2:123456789012:layer:n:6
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[invalid-layer]: a function can have 5 layers at most, and this is one more
                  see app.arc: the layers are listed here
                src/events/a/config.arc
                | layer one
                        ^^^ error[invalid-layer]: `one` is not the ARN of a layer's version: that has the form `arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION`
                src/events/a/config.arc
                | layer 5
                        ^ error[invalid-layer]: `5` is not the ARN of a layer's version: that has the form `arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION`
                src/events/a/config.arc
                | layer arn:aws:lambda:us-west-2:123456789012:layer:x
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[invalid-layer]: `arn:aws:lambda:us-west-2:123456789012:layer:x` lacks the layer's version: it stands at the end, as in `arn:aws:lambda:us-west-2:123456789012:layer:x:1`
            "#]],
        );
    }

    #[test]
    fn regions_are_compared_where_one_is_named() {
        let manifest =
            format!("@app\nmy-app\n@events\na\n#- src/events/a/config.arc\n@aws\nlayer {ARN}n:1\n");
        check_rule("layer-region", &manifest, expect![[""]]);
        let elsewhere = manifest.replace("@events", "@aws\nregion eu-west-1\n@events");
        check_rule(
            "layer-region",
            &elsewhere,
            expect![[r#"
            src/events/a/config.arc
            | layer arn:aws:lambda:us-west-2:123456789012:layer:n:1
                                   ^^^^^^^^^ error[layer-region]: this layer is in `us-west-2`, and the app in `eu-west-1`: Lambda takes layers of its own region only
              see app.arc: the app's region is named here
              unsafe fix: Take the layer of that name in `eu-west-1`
                "us-west-2" -> "eu-west-1"
        "#]],
        );
        let mut project = Fixture::parse(&manifest).project();
        let mut of = |region: &str| {
            let mut settings = (*project.settings).clone();
            settings.region = Some(region.to_owned());
            project.settings = Arc::new(settings);
            let problems = check(&project);
            problems.iter().filter(|problem| problem.rule.name == "layer-region").count()
        };
        assert_eq!((of("us-west-2"), of("eu-west-1")), (0, 1));
    }
}
