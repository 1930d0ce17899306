//! Routes: which of them answers at the root, and the order in which they are deployed.

use crate::manifest::schema::HTTP_METHODS;

use super::function::InventoryFunction;
use super::resolved::RootHandler;

/// What answers at the root. `/` wins over `/*` and `/:x`, then `get` over `any`.
/// (`@architect/inventory`, `config/pragmas/http`)
pub(super) fn root_handler(has_proxy: bool, routes: &[InventoryFunction]) -> RootHandler {
    if has_proxy {
        return RootHandler::Proxy;
    }
    let mut found: Option<(&InventoryFunction, usize)> = None;
    for function in routes {
        let Some((method, path)) = &function.route else { continue };
        let is_parameter = path.starts_with("/:") && !path[1..].contains('/');
        if !matches!(method.as_str(), "get" | "any")
            || !(path == "/" || path == "/*" || is_parameter)
        {
            continue;
        }
        let length = if is_parameter { 2 } else { path.len() };
        let better = match found {
            None => true,
            Some((_, known)) => length < known || (method == "get" && length <= known),
        };
        if better {
            found = Some((function, length));
        }
    }
    match found {
        Some((function, _)) => RootHandler::Function(function.name.clone()),
        None => RootHandler::AssetProxy,
    }
}

struct Place {
    index: usize,
    path: String,
    parts: Vec<String>,
    has_parameter: bool,
    capture: Option<Capture>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Capture {
    Parameter,
    CatchAll,
}

/// The routes in the order in which they are deployed: by method, then deeper paths first, fixed parts before
/// parameters, catch-alls last. Of two routes that are the same, the first stands for both. It decides which
/// of two routes with one logical ID is deployed. (`@architect/inventory`, `config/pragmas/sort/http`)
pub(super) fn sorted(routes: Vec<InventoryFunction>) -> Vec<InventoryFunction> {
    let mut order: Vec<usize> = Vec::with_capacity(routes.len());
    for method in HTTP_METHODS {
        let mut places: Vec<Place> = Vec::new();
        for (index, function) in routes.iter().enumerate() {
            let Some((_, path)) = function.route.as_ref().filter(|(verb, _)| verb == method.name)
            else {
                continue;
            };
            places.push(place(&routes, index, method.name, path));
        }
        sort(&mut places, |a, b| b.depth().cmp(&a.depth()) as i8);
        sort(&mut places, by_parts);
        sort(&mut places, by_capture);
        order.extend(places.into_iter().map(|place| place.index));
    }
    order.into_iter().map(|index| routes[index].clone()).collect()
}

fn place(routes: &[InventoryFunction], index: usize, method: &str, path: &str) -> Place {
    let same = |function: &InventoryFunction| {
        function.route.as_ref().is_some_and(|route| route.0 == method && route.1 == path)
    };
    let parts: Vec<String> =
        path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let capture = parts.last().and_then(|last| match last.as_str() {
        "*" => Some(Capture::CatchAll),
        last if last.starts_with(':') => Some(Capture::Parameter),
        _ => None,
    });
    Place {
        index: routes.iter().position(same).unwrap_or(index),
        path: path.to_owned(),
        parts,
        has_parameter: path.contains("/:"),
        capture,
    }
}

impl Place {
    fn depth(&self) -> usize {
        self.parts.len()
    }
}

fn by_parts(a: &Place, b: &Place) -> i8 {
    if a.depth() < b.depth() {
        return 0;
    }
    if a.depth() > b.depth() {
        return -1;
    }
    if a.has_parameter || b.has_parameter {
        for (a, b) in a.parts.iter().zip(&b.parts) {
            match (a.starts_with(':'), b.starts_with(':')) {
                (true, true) => continue,
                (true, false) => return 1,
                (false, true) => return -1,
                (false, false) if a != b => return a.cmp(b) as i8,
                (false, false) => {}
            }
        }
    }
    a.path.cmp(&b.path) as i8
}

fn by_capture(a: &Place, b: &Place) -> i8 {
    if a.depth() == 0 && b.depth() == 1 && b.capture.is_some() {
        return -1;
    }
    if a.depth() < b.depth() {
        return 0;
    }
    match (a.capture, b.capture) {
        (Some(a), Some(b)) if a == b => 0,
        (Some(Capture::Parameter), Some(Capture::CatchAll)) if a.depth() == b.depth() => -1,
        (Some(_), _) => 1,
        (None, Some(_)) => -1,
        (None, None) => 0,
    }
}

/// Sorts as V8 does up to 32 items: the run that the items begin with, then binary insertion. The reference's
/// comparisons contradict each other in places, where the way of sorting decides; Rust's own would panic.
fn sort<T>(items: &mut [T], compare: impl Fn(&T, &T) -> i8) {
    if items.len() < 2 {
        return;
    }
    let descends = compare(&items[1], &items[0]) < 0;
    let mut run = 2;
    while run < items.len() && (compare(&items[run], &items[run - 1]) < 0) == descends {
        run += 1;
    }
    if descends {
        items[..run].reverse();
    }
    for start in run..items.len() {
        let (mut left, mut right) = (0, start);
        while left < right {
            let middle = left + (right - left) / 2;
            if compare(&items[start], &items[middle]) < 0 {
                right = middle;
            } else {
                left = middle + 1;
            }
        }
        items[left..=start].rotate_right(1);
    }
}
