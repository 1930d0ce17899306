//! A template with, of each resource, the place in the manifest that it comes from.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde_json::{Map, Value, json};

use crate::project::inventory::Inventory;
use crate::text::Span;

/// A SAM template.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// The resources, in the order in which the reference makes them.
    pub resources: Vec<Resource>,
    /// The outputs, in that order.
    pub outputs: Vec<Output>,
    /// Plugins whose part in the template is not known, since it takes running them.
    pub plugins: Vec<String>,
    index: HashMap<String, usize>,
    /// Found when first asked for, which is after all resources are there.
    origins: OnceLock<Origins>,
}

/// What comes from where: indexes of resources and, of parts, within them, each sorted by the place, so that who asks for
/// one place does not look at every resource.
#[derive(Clone, Debug, Default)]
struct Origins {
    made: Vec<(Span, usize)>,
    parts: Vec<(Span, usize, usize)>,
    of_functions: Vec<(usize, usize)>,
}

impl Origins {
    fn of(resources: &[Resource]) -> Origins {
        let mut origins = Origins::default();
        for (at, resource) in resources.iter().enumerate() {
            origins.made.extend(resource.origin.map(|origin| (origin, at)));
            let parts = resource.parts.iter().enumerate();
            origins.parts.extend(parts.map(|(index, part)| (part.origin, at, index)));
            origins.of_functions.extend(resource.function.map(|function| (function, at)));
        }
        origins.made.sort_unstable();
        origins.parts.sort_unstable();
        origins.of_functions.sort_unstable();
        origins
    }
}

/// Those of a sorted list that have this key.
fn with_key<T, K: Ord>(sorted: &[T], key: K, key_of: impl Fn(&T) -> K) -> impl Iterator<Item = &T> {
    let start = sorted.partition_point(|it| key_of(it) < key);
    sorted[start..].iter().take_while(move |it| key_of(it) == key)
}

/// A resource of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Its logical ID.
    pub id: String,
    /// What CloudFormation gets.
    pub value: Value,
    /// The entry of the manifest that makes it, or the pragma whose entries share it; `@app` for what every app has.
    /// Nothing where the manifest lacks that too.
    pub origin: Option<Span>,
    /// What further entries and pragmas put into it, as indexes do into their table.
    pub parts: Vec<Part>,
    /// The function that it is made for, an index of [`Inventory::functions`].
    pub function: Option<usize>,
}

/// What an entry or pragma put into a resource that another one makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The entry, or the header of the pragma.
    pub origin: Span,
    /// Where it is in the resource, as a JSON pointer: `/Properties/GlobalSecondaryIndexes/0`.
    /// <https://www.rfc-editor.org/rfc/rfc6901>
    pub pointer: String,
}

/// An output of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Its logical ID.
    pub id: String,
    /// What CloudFormation gets.
    pub value: Value,
}

impl Resource {
    /// Its type, as in `AWS::SNS::Topic`.
    pub fn kind(&self) -> &str {
        self.value["Type"].as_str().unwrap_or_default()
    }
}

impl Template {
    /// The resource of that logical ID.
    pub fn resource(&self, id: &str) -> Option<&Resource> {
        self.resources.get(*self.index.get(id)?)
    }

    /// The resources that were made for a function, an index of [`Inventory::functions`].
    pub fn resources_of(&self, function: usize) -> impl Iterator<Item = &Resource> {
        let found = with_key(&self.origins().of_functions, function, |it| it.0);
        found.map(|(_, at)| &self.resources[*at])
    }

    /// The resources that an entry or a pragma's header makes.
    pub fn made_by(&self, origin: Span) -> impl Iterator<Item = &Resource> {
        with_key(&self.origins().made, origin, |it| it.0).map(|(_, at)| &self.resources[*at])
    }

    /// What an entry or a pragma's header puts into resources that it does not make.
    pub fn parts_by(&self, origin: Span) -> impl Iterator<Item = (&Resource, &Part)> {
        with_key(&self.origins().parts, origin, |it| it.0).map(|(_, at, part)| {
            let resource = &self.resources[*at];
            (resource, &resource.parts[*part])
        })
    }

    fn origins(&self) -> &Origins {
        self.origins.get_or_init(|| Origins::of(&self.resources))
    }

    /// The whole template as CloudFormation gets it.
    pub fn to_json(&self) -> Value {
        let mut template = self.head();
        let resources = self.resources.iter().map(|r| (r.id.clone(), r.value.clone()));
        template.insert("Resources".to_owned(), Value::Object(resources.collect()));
        let outputs = self.outputs.iter().map(|o| (o.id.clone(), o.value.clone()));
        template.insert("Outputs".to_owned(), Value::Object(outputs.collect()));
        Value::Object(template)
    }

    /// A template of these resources alone, with what is to be known about all of it.
    pub fn excerpt<'a>(&self, resources: impl Iterator<Item = &'a Resource>) -> Value {
        let mut excerpt: Map<_, _> = self.metadata().into_iter().collect();
        let resources = resources.map(|resource| (resource.id.clone(), resource.value.clone()));
        excerpt.insert("Resources".to_owned(), Value::Object(resources.collect()));
        Value::Object(excerpt)
    }

    fn head(&self) -> Map<String, Value> {
        let mut head = Map::new();
        let mut put = |key: &str, value: Value| {
            head.insert(key.to_owned(), value);
        };
        put("AWSTemplateFormatVersion", json!("2010-09-09"));
        put("Transform", json!("AWS::Serverless-2016-10-31"));
        put("Description", json!(concat!("Generated by arc-lsp ", env!("CARGO_PKG_VERSION"))));
        head.extend(self.metadata());
        head
    }

    /// What says that the template lacks what plugins add; nothing where there are none.
    fn metadata(&self) -> Option<(String, Value)> {
        let metadata = json!({ "ArcLsp": {
            "Incomplete": "What these plugins add is not known without running them.",
            "Plugins": self.plugins,
        } });
        (!self.plugins.is_empty()).then(|| ("Metadata".to_owned(), metadata))
    }
}

/// A template in the making.
pub(super) struct Builder<'a> {
    /// What it is made of.
    pub(super) inventory: &'a Inventory,
    /// The stage that it is for.
    pub(super) stage: &'a str,
    /// What there is of it.
    pub(super) template: Template,
}

/// Where a resource comes from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Origin {
    /// The entry or pragma.
    pub(super) span: Option<Span>,
    /// The function, an index of [`Inventory::functions`].
    pub(super) function: Option<usize>,
}

impl Origin {
    /// An entry or a pragma.
    pub(super) fn at(span: Option<Span>) -> Origin {
        Origin { span, function: None }
    }
}

impl Builder<'_> {
    /// Adds a resource. One of the same logical ID gives way, but not its place, as in the reference.
    pub(super) fn put(&mut self, id: String, origin: Origin, value: Value) {
        let resource = Resource {
            id: id.clone(),
            value,
            origin: origin.span,
            parts: Vec::new(),
            function: origin.function,
        };
        match self.template.index.get(&id) {
            Some(index) => self.template.resources[*index] = resource,
            None => {
                self.template.index.insert(id, self.template.resources.len());
                self.template.resources.push(resource);
            }
        }
    }

    /// The resource of that logical ID.
    pub(super) fn resource(&mut self, id: &str) -> Option<&mut Resource> {
        self.template.resources.get_mut(*self.template.index.get(id)?)
    }

    /// The properties of the resource of that logical ID; empty ones that lead nowhere where there is none.
    pub(super) fn properties(&mut self, id: &str) -> Option<&mut Map<String, Value>> {
        self.resource(id)?.value.get_mut("Properties")?.as_object_mut()
    }

    /// Adds an output; one of the same logical ID gives way.
    pub(super) fn output(&mut self, id: String, description: &str, value: Value) {
        let value = json!({ "Description": description, "Value": value });
        match self.template.outputs.iter_mut().find(|output| output.id == id) {
            Some(output) => output.value = value,
            None => self.template.outputs.push(Output { id, value }),
        }
    }

    /// Notes that an entry or pragma puts something into a resource, at a place that a JSON pointer names.
    pub(super) fn part(&mut self, id: &str, origin: Option<Span>, pointer: impl Into<String>) {
        let (Some(origin), pointer) = (origin, pointer.into()) else { return };
        if let Some(resource) = self.resource(id) {
            resource.parts.push(Part { origin, pointer });
        }
    }

    /// What every app has.
    pub(super) fn app(&self) -> Origin {
        Origin::at(self.inventory.header("app"))
    }

    /// Where a function of the inventory stands, and its index. The asset proxy stands nowhere: `@http` makes it.
    pub(super) fn origin_of(&self, function: usize) -> Origin {
        let declared = &self.inventory.functions[function];
        let span = declared.span.or_else(|| self.inventory.header(declared.pragma.name()));
        Origin { span, function: Some(function) }
    }

    /// The functions of a pragma, by their index.
    pub(super) fn functions(&self, pragma: crate::manifest::FunctionPragma) -> Vec<usize> {
        let functions = self.inventory.functions.iter().enumerate();
        functions.filter(|(_, f)| f.pragma == pragma).map(|(index, _)| index).collect()
    }
}

/// A step of a JSON pointer.
pub(super) fn step(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// A reference to a resource.
pub(super) fn reference(id: impl Into<String>) -> Value {
    json!({ "Ref": id.into() })
}

/// An attribute of a resource.
pub(super) fn attribute(id: &str, name: &str) -> Value {
    json!({ "Fn::GetAtt": [id, name] })
}

/// A text with `${…}` filled in, in the form that has values of its own, even where there are none.
pub(super) fn substitute(text: impl Into<String>, values: Value) -> Value {
    json!({ "Fn::Sub": [text.into(), values] })
}
