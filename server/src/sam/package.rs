//! The order in which a template is made.

use crate::project::Project;
use crate::project::inventory::{DEFAULT_STAGE, Inventory};

use super::template::{Builder, Template};
use super::{
    deno, events, globals, http, parameters, queues, scheduled, static_assets, streams, tables, ws,
};

/// What a project comes to.
#[derive(Clone, Debug)]
pub struct Packaged {
    /// Its inventory.
    pub inventory: Inventory,
    /// Its template.
    pub template: Template,
}

impl Packaged {
    /// The inventory and the template of a project, for the stage of its settings or `staging`. `region` is what the
    /// environment asks for.
    pub fn of(project: &Project, region: Option<&str>) -> Packaged {
        let stage = project.settings.stage.as_deref().unwrap_or(DEFAULT_STAGE);
        let inventory = Inventory::new(project, region);
        let template = package(project, &inventory, stage);
        Packaged { inventory, template }
    }
}

/// The template of a project for a stage, any string. It is total: of what the inventory would reject it
/// makes what it can.
pub fn package(project: &Project, inventory: &Inventory, stage: &str) -> Template {
    let mut builder = Builder { inventory, stage, template: Template::default() };
    builder.template.plugins =
        project.plugins.iter().map(|plugin| plugin.name.to_string()).collect();
    // The role comes first, since functions may copy its policies; then routes and tables, to which others
    // add; the Deno layer last. (`@architect/package`, `index`)
    globals::add(&mut builder);
    parameters::add(&mut builder);
    http::add(&mut builder);
    tables::add(&mut builder);
    events::add(&mut builder);
    queues::add(&mut builder);
    scheduled::add(&mut builder);
    static_assets::add(&mut builder);
    tables::add_indexes(&mut builder);
    streams::add(&mut builder);
    ws::add(&mut builder);
    deno::add(&mut builder);
    builder.template
}

/// The role that functions have, with all that is attached to it, and not much more of the template: what makes the
/// functions takes longest.
pub(super) fn role(inventory: &Inventory, stage: &str) -> Template {
    let mut builder = Builder { inventory, stage, template: Template::default() };
    globals::add(&mut builder);
    parameters::add(&mut builder);
    ws::add_policy(&mut builder);
    builder.template
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::package;
    use crate::project::fixture::Fixture;
    use crate::project::inventory::Inventory;

    /// Lists what each place of the manifest makes, and what it puts into the resources of others.
    fn check(fixture: &str, expected: Expect) {
        let project = Fixture::parse(fixture).project();
        let inventory = Inventory::new(&project, None);
        let template = package(&project, &inventory, "staging");
        let text = &project.manifest.syntax.text;
        let mut origins = Vec::new();
        for resource in &template.resources {
            origins.extend(resource.origin);
            for part in &resource.parts {
                origins.push(part.origin);
                let found = resource.value.pointer(&part.pointer);
                assert!(found.is_some(), "{} has no {}", resource.id, part.pointer);
            }
        }
        origins.sort();
        origins.dedup();
        let mut out = String::new();
        for origin in origins {
            out.push_str(&format!("{}\n", origin.of(text).replace('\n', " |")));
            for resource in template.made_by(origin) {
                out.push_str(&format!("    {}\n", resource.id));
            }
            for (resource, part) in template.parts_by(origin) {
                out.push_str(&format!("    {} {}\n", resource.id, part.pointer));
            }
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn each_resource_knows_the_line_that_makes_it() {
        check(
            "@app\nx\n@static\n@http\nget /a/:id\n/b\n  method any\n  src b\n@events\nyolo\nbig\n  src big\n@queues\nq\n@scheduled\n\
             daily rate(1 day)\n@tables\ncats\n  id *String\n  stream true\ndogs\n  id *String\n@tables-indexes\ncats\n  \
             name *String\n@tables-streams\nlog\n  table dogs\n@ws\n@proxy\ntesting http://a\nstaging http://b\n\
             production http://c\n",
            expect![[r#"
                @app
                    Role
                    ParameterStorePolicy
                @static
                    StaticBucketParam
                    StaticFingerprintParam
                    StaticBucket
                    StaticBucketPolicy
                    Role /Properties/Policies/1
                    HTTP /Properties/DefinitionBody/paths/~1_static~1{proxy+}
                @http
                    HTTP
                get /a/:id
                    GetAIdHTTPLambda
                    HTTP /Properties/DefinitionBody/paths/~1a~1{id}/get
                /b |  method any |  src b
                    AnyBHTTPLambda
                    HTTP /Properties/DefinitionBody/paths/~1b/x-amazon-apigateway-any-method
                @events
                    Role /Properties/Policies/3
                yolo
                    YoloEventTopicParam
                    YoloEventLambda
                    YoloEventTopic
                big |  src big
                    BigEventTopicParam
                    BigEventLambda
                    BigEventTopic
                @queues
                    Role /Properties/Policies/4
                q
                    QQueueParam
                    QQueueLambda
                    QQueue
                @scheduled
                    SchedulerRole
                daily rate(1 day)
                    DailyScheduleLambda
                    DailyScheduleEvent
                    SchedulerRole /Properties/Policies/0
                @tables
                    Role /Properties/Policies/2
                cats |  id *String |  stream true
                    CatsParam
                    CatsTable
                    CatsTableStreamLambda
                    CatsTableStreamEvent
                    CatsTable /Properties/StreamSpecification
                dogs |  id *String
                    DogsParam
                    DogsTable
                cats |  name *String
                    CatsTable /Properties/GlobalSecondaryIndexes/0
                log |  table dogs
                    LogTableStreamLambda
                    LogTableStreamEvent
                    DogsTable /Properties/StreamSpecification
                @ws
                    WS
                    WebsocketDeployment
                    WebsocketStage
                    WebSocketPolicy
                    ConnectWSLambda
                    ConnectWSRoute
                    ConnectWSIntegration
                    ConnectWSPermission
                    DefaultWSLambda
                    DefaultWSRoute
                    DefaultWSIntegration
                    DefaultWSPermission
                    DisconnectWSLambda
                    DisconnectWSRoute
                    DisconnectWSIntegration
                    DisconnectWSPermission
                @proxy
                    HTTP /Properties/DefinitionBody/paths/~1$default
            "#]],
        );
        check(
            "@app\nx\n@http\n",
            expect![[r#"
            @app
                Role
                ParameterStorePolicy
            @http
                StaticBucketParam
                StaticFingerprintParam
                HTTP
                GetCatchallHTTPLambda
                StaticBucket
                StaticBucketPolicy
                Role /Properties/Policies/1
                HTTP /Properties/DefinitionBody/paths/~1_static~1{proxy+}
        "#]],
        );
    }
}
