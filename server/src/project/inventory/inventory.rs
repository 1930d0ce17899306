//! The whole of a project.

use serde_json::Value;
use smol_str::SmolStr;

use crate::manifest::schema::DEFAULT_REGION;
use crate::manifest::spelling::closest;
use crate::manifest::{
    FunctionPragma, Index, Layer, Proxy, Settings, Sharing, Static, Table, cdn, js_string, proxy,
    shared, static_assets, views,
};

use crate::syntax::Reading;
use crate::text::Span;

use super::super::project::Project;
use super::function::InventoryFunction;
use super::http;

/// The stage that is meant where none is named.
pub const DEFAULT_STAGE: &str = "staging";

/// Every function and resource of a project, resolved.
#[derive(Clone, Debug)]
pub struct Inventory {
    /// The name of the app; empty where the manifest has none.
    pub app: SmolStr,
    /// `@aws` of the manifest, over what the environment says.
    pub aws: Settings,
    /// What every function starts from: Architect's defaults under `@aws`.
    pub defaults: Settings,
    /// The functions, pragma by pragma, in the order in which they are deployed. The asset proxy is among
    /// them, where there is one.
    pub functions: Vec<InventoryFunction>,
    /// What answers at the root of `@http`.
    pub root_handler: Option<RootHandler>,
    /// `@tables`.
    pub tables: Vec<Table>,
    /// `@tables-indexes`.
    pub indexes: Vec<Index>,
    /// `@static`, or what `@http` implies.
    pub static_assets: Option<Static>,
    /// `@proxy`.
    pub proxy: Option<Proxy>,
    /// `@cdn`.
    pub cdn: Option<bool>,
    /// `@shared`.
    pub shared: Sharing,
    /// `@views`.
    pub views: Sharing,
    /// The pragmas that are written, whether or not they hold anything, each with its header.
    pub pragmas: Vec<(String, Span)>,
}

/// What answers at the root of an HTTP API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RootHandler {
    /// A function, by its name.
    Function(SmolStr),
    /// The function that Architect adds to serve static assets.
    AssetProxy,
    /// `@proxy`.
    Proxy,
}

/// The name of the app; empty where the manifest has none.
pub fn app_name(reading: &Reading) -> SmolStr {
    let app = reading.pragma("app").and_then(|app| app.entries.first());
    app.map_or_else(SmolStr::default, |app| app.head().to_js_string())
}

/// `@aws`, over what the environment says; `region` is that of the environment.
pub fn project_settings(reading: &Reading, region: Option<&str>) -> Settings {
    let own = reading.pragma("aws").map_or(&[][..], |aws| &aws.entries);
    let mut aws = Settings::project_defaults(region.unwrap_or(DEFAULT_REGION));
    aws.overlay(own, Layer::Manifest);
    aws
}

impl Inventory {
    /// The inventory of a project with one function of each pragma at most, from where the environment asks for no region:
    /// enough to see which rights functions have, and made in a fraction of the time.
    pub fn sketch(project: &Project) -> Inventory {
        let mut inventory = Inventory::without_functions(project, None);
        for pragma in FunctionPragma::ALL {
            let first = project.functions.iter().position(|function| function.pragma == pragma);
            let function = first.map(|it| InventoryFunction::new(project, it, &inventory.defaults));
            inventory.functions.extend(function);
        }
        inventory
    }

    fn without_functions(project: &Project, region: Option<&str>) -> Inventory {
        let reading = &project.manifest.syntax.reading;
        let own = reading.pragma("aws").map_or(&[][..], |aws| &aws.entries);
        let mut defaults = Settings::function_defaults();
        defaults.overlay(own, Layer::Manifest);
        Inventory {
            app: app_name(reading),
            aws: project_settings(reading, region),
            defaults,
            functions: Vec::new(),
            root_handler: None,
            tables: project.tables.clone(),
            indexes: project.indexes.clone(),
            static_assets: static_assets(reading),
            proxy: proxy(reading),
            cdn: cdn(reading),
            shared: shared(reading),
            views: views(reading),
            pragmas: reading.effective().map(|p| (p.name.clone(), p.span)).collect(),
        }
    }

    /// The inventory of a project. `region` is what the environment asks for (`AWS_REGION`), which counts
    /// where the manifest names none.
    pub fn new(project: &Project, region: Option<&str>) -> Inventory {
        let mut inventory = Inventory::without_functions(project, region);
        for pragma in FunctionPragma::ALL {
            let declared = project.functions.iter().enumerate();
            let mut functions: Vec<InventoryFunction> = declared
                .filter(|(_, function)| function.pragma == pragma)
                .map(|(index, _)| InventoryFunction::new(project, index, &inventory.defaults))
                .collect();
            match pragma {
                // Those that every `@ws` has come first.
                FunctionPragma::Ws => functions.sort_by_key(|function| !function.implicit),
                FunctionPragma::Http if inventory.has("http") => {
                    let root = http::root_handler(inventory.proxy.is_some(), &functions);
                    if root == RootHandler::AssetProxy {
                        functions.insert(0, InventoryFunction::asset_proxy());
                    }
                    inventory.root_handler = Some(root);
                    functions = http::sorted(functions);
                }
                _ => {}
            }
            inventory.functions.extend(functions);
        }
        inventory
    }

    /// Whether a pragma is written.
    pub fn has(&self, pragma: &str) -> bool {
        self.header(pragma).is_some()
    }

    /// The header of a pragma, from `@` to the end of its name.
    pub fn header(&self, pragma: &str) -> Option<Span> {
        self.pragmas.iter().find(|(name, _)| name == pragma).map(|(_, header)| *header)
    }

    /// The functions of a pragma.
    pub fn functions_of(&self, pragma: FunctionPragma) -> impl Iterator<Item = &InventoryFunction> {
        self.functions.iter().filter(move |function| function.pragma == pragma)
    }

    /// The function that somebody means by its pragma and its name, as in `events yolo`, `@http get /`, or by the name
    /// alone where only one function has it; an index of `functions`.
    ///
    /// # Errors
    /// What to tell who asked.
    pub fn function_named(&self, asked: &str) -> Result<usize, String> {
        let words: Vec<&str> = asked.trim_start_matches(['@', ' ']).split_whitespace().collect();
        let asked = words.join(" ");
        let full = |f: &InventoryFunction| format!("{} {}", f.pragma.name(), f.name);
        if let Some(index) = self.functions.iter().position(|f| full(f) == asked) {
            return Ok(index);
        }
        let named = self.functions.iter().enumerate().filter(|(_, f)| f.name == asked);
        let named: Vec<_> = named.collect();
        if let [(index, _)] = named[..] {
            return Ok(index);
        }
        if !named.is_empty() {
            let all: Vec<_> = named.iter().map(|(_, f)| format!("`{}`", full(f))).collect();
            return Err(format!("`{asked}` is the name of several functions: {}", all.join(", ")));
        }
        let all: Vec<String> = self.functions.iter().map(full).collect();
        Err(match closest(&asked, all.iter().map(String::as_str)) {
            Some(meant) => {
                format!("the manifest declares no function `{asked}`; did you mean `{meant}`?")
            }
            None => format!(
                "the manifest declares no function `{asked}` (a pragma and a name: `events yolo`)"
            ),
        })
    }

    /// The region that the app is deployed to.
    pub fn region(&self) -> String {
        js_string(self.aws.value("region"))
    }

    /// The settings of the static assets, where there are any.
    pub fn static_settings(&self) -> Option<&crate::manifest::StaticSettings> {
        match &self.static_assets {
            Some(Static::On(settings)) => Some(settings),
            Some(Static::Off) | None => None,
        }
    }

    /// A setting of the static assets; `null` where there are none.
    pub fn static_value(&self, name: &str) -> &Value {
        self.static_settings().map_or(&Value::Null, |settings| settings.value(name))
    }
}
