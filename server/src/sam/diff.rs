//! What a deploy of one template over another does to each resource.

use serde_json::{Map, Value};

use super::replacement::replaces;
use super::template::{Resource, Template};

/// What becomes of a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'a> {
    /// What CloudFormation does.
    pub kind: ChangeKind,
    /// The resource as it was; nothing of a new one.
    pub old: Option<&'a Resource>,
    /// The resource as it is; nothing of one that is gone.
    pub new: Option<&'a Resource>,
    /// The properties that differ, none of a new resource or one that is gone.
    pub properties: Vec<PropertyChange>,
}

/// What CloudFormation does to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It makes a new one and deletes the old one, with what is in it.
    Replaced,
    /// It deletes it.
    Removed,
    /// It changes it in its place.
    Changed,
    /// It makes it.
    Added,
}

/// A property that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyChange {
    /// Where it is in the resource: `Properties.KeySchema[0].AttributeName`.
    pub path: String,
    /// What it was; nothing where it was not there.
    pub old: Option<Value>,
    /// What it is; nothing where it is not there.
    pub new: Option<Value>,
}

impl ChangeKind {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Replaced => "replaced",
            ChangeKind::Removed => "removed",
            ChangeKind::Changed => "changed",
            ChangeKind::Added => "added",
        }
    }
}

impl Change<'_> {
    /// Its logical ID.
    pub fn id(&self) -> &str {
        self.new.or(self.old).map_or("", |resource| resource.id.as_str())
    }

    /// Its type, the new one where it changed.
    pub fn resource_type(&self) -> &str {
        self.new.or(self.old).map_or("", Resource::kind)
    }
}

/// What a deploy of `new` over `old` does, what deletes something first. Resources that stay as they are do not occur.
pub fn diff<'a>(old: &'a Template, new: &'a Template) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    for resource in &old.resources {
        match new.resource(&resource.id) {
            None => changes.push(Change {
                kind: ChangeKind::Removed,
                old: Some(resource),
                new: None,
                properties: Vec::new(),
            }),
            Some(kept) => changes.extend(changed(resource, kept)),
        }
    }
    for resource in new.resources.iter().filter(|it| old.resource(&it.id).is_none()) {
        changes.push(Change {
            kind: ChangeKind::Added,
            old: None,
            new: Some(resource),
            properties: Vec::new(),
        });
    }
    changes.sort_by_key(|change| change.kind);
    changes
}

fn changed<'a>(old: &'a Resource, new: &'a Resource) -> Option<Change<'a>> {
    let mut properties = Vec::new();
    differences("", &old.value, &new.value, &mut properties);
    if properties.is_empty() {
        return None;
    }
    let kind =
        if replaces(&old.value, &new.value) { ChangeKind::Replaced } else { ChangeKind::Changed };
    Some(Change { kind, old: Some(old), new: Some(new), properties })
}

/// Collects the innermost values that differ. Lists of different lengths differ as a whole.
fn differences(path: &str, old: &Value, new: &Value, found: &mut Vec<PropertyChange>) {
    match (old, new) {
        (Value::Object(a), Value::Object(b)) => {
            for key in keys(a, b) {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                match (a.get(key), b.get(key)) {
                    (Some(old), Some(new)) => differences(&path, old, new, found),
                    (old, new) => {
                        found.push(PropertyChange { path, old: old.cloned(), new: new.cloned() })
                    }
                }
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (old, new)) in a.iter().zip(b).enumerate() {
                differences(&format!("{path}[{index}]"), old, new, found);
            }
        }
        (old, new) if old == new => {}
        (old, new) => found.push(PropertyChange {
            path: path.to_owned(),
            old: Some(old.clone()),
            new: Some(new.clone()),
        }),
    }
}

/// The keys of both, each once.
fn keys<'a>(
    a: &'a Map<String, Value>,
    b: &'a Map<String, Value>,
) -> impl Iterator<Item = &'a String> {
    a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::diff;
    use crate::project::fixture::Fixture;
    use crate::sam::Packaged;

    fn check(old: &str, new: &str, expected: Expect) {
        let template = |text: &str| Packaged::of(&Fixture::parse(text).project(), None).template;
        let (old, new) = (template(old), template(new));
        let mut out = String::new();
        for change in diff(&old, &new) {
            out.push_str(&format!(
                "{} {} {}\n",
                change.kind.name(),
                change.id(),
                change.resource_type()
            ));
            for property in &change.properties {
                let said = |value: &Option<serde_json::Value>| {
                    value.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)
                };
                let (old, new) = (said(&property.old), said(&property.new));
                out.push_str(&format!("    {}: {old} -> {new}\n", property.path));
            }
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn what_becomes_of_each_resource() {
        check("@app\nx\n@events\na\n", "@app\nx\n@events\na\n", expect![[""]]);
        check(
            "@app\nx\n@events\na\nb\n@queues\nq\n@tables\ncats\n  id *String\ndogs\n  id *String\n",
            "@app\nx\n@events\na\nc\n@queues\nq\n  fifo false\n@tables\ncats\n  id *String\n  born **Number\ndogs\n  id *Number\n\
             #- src/events/a/config.arc\n@aws\ntimeout 9\n",
            expect![[r#"
                replaced CatsTable AWS::DynamoDB::Table
                    Properties.KeySchema: [{"AttributeName":"id","KeyType":"HASH"}] -> [{"AttributeName":"id","KeyType":"HASH"},{"AttributeName":"born","KeyType":"RANGE"}]
                    Properties.AttributeDefinitions: [{"AttributeName":"id","AttributeType":"S"}] -> [{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"born","AttributeType":"N"}]
                replaced DogsTable AWS::DynamoDB::Table
                    Properties.AttributeDefinitions[0].AttributeType: "S" -> "N"
                replaced QQueue AWS::SQS::Queue
                    Properties.FifoQueue: true -> -
                    Properties.ContentBasedDeduplication: true -> -
                removed BEventTopicParam AWS::SSM::Parameter
                removed BEventLambda AWS::Serverless::Function
                removed BEventTopic AWS::SNS::Topic
                changed AEventLambda AWS::Serverless::Function
                    Properties.Timeout: 5 -> 9
                changed QQueueLambda AWS::Serverless::Function
                    Properties.Events.QQueueEvent.Properties.BatchSize: 1 -> -
                    Properties.Events.QQueueEvent.Properties.MaximumBatchingWindowInSeconds: 0 -> -
                    Properties.ReservedConcurrentExecutions: 1 -> -
                added CEventTopicParam AWS::SSM::Parameter
                added CEventLambda AWS::Serverless::Function
                added CEventTopic AWS::SNS::Topic
            "#]],
        );
        check(
            "@app\nx\n@tables\ncats\n  id *String\n",
            "@app\nx\n@tables\ncats\n  id *String\n  PITR true\n@tables-indexes\ncats\n  name *String\n",
            expect![[r#"
                changed CatsTable AWS::DynamoDB::Table
                    Properties.AttributeDefinitions: [{"AttributeName":"id","AttributeType":"S"}] -> [{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"name","AttributeType":"S"}]
                    Properties.PointInTimeRecoverySpecification: - -> {"PointInTimeRecoveryEnabled":true}
                    Properties.GlobalSecondaryIndexes: - -> [{"IndexName":"name-index","KeySchema":[{"AttributeName":"name","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]
            "#]],
        );
    }
}
