//! What clients say of themselves, made readable for lsp-types 0.94, which refuses all of `initialize` for one word that
//! it does not know.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tower_lsp::lsp_types::InitializeParams;

/// Mends the params of `initialize`.
pub(super) fn mend(params: &mut Value) {
    spell_diagnostics_as_lsp_types_does(params);
    if !is_readable(params) {
        drop_unreadable(params);
    }
}

/// Clients send `workspace.diagnostics`, as the protocol has it; lsp-types reads `workspace.diagnostic` only, and so
/// takes every client for one that cannot refresh.
/// <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#diagnostic_refresh>
fn spell_diagnostics_as_lsp_types_does(params: &mut Value) {
    let Some(workspace) = params.pointer_mut("/capabilities/workspace") else { return };
    let Some(workspace) = workspace.as_object_mut() else { return };
    if let Some(diagnostics) = workspace.get("diagnostics").cloned() {
        workspace.entry("diagnostic").or_insert(diagnostics);
    }
}

fn is_readable(params: &Value) -> bool {
    InitializeParams::deserialize(params).is_ok()
}

/// Leaves out each capability, and each other member, that cannot be read, as if the client had not said it.
fn drop_unreadable(params: &mut Value) {
    let Some(members) = params.as_object_mut() else { return };
    let capabilities = members.entry("capabilities").or_insert_with(|| json!({}));
    if let Some(groups) = capabilities.as_object_mut() {
        for (group, features) in groups.iter_mut() {
            if let Some(features) = features.as_object_mut() {
                let in_group = |feature: Value| json!({ "capabilities": { group: feature } });
                keep_readable(features, in_group);
            }
        }
        keep_readable(groups, |group| json!({ "capabilities": group }));
    } else {
        *capabilities = json!({});
    }
    keep_readable(members, |mut member| {
        let members = member.as_object_mut();
        members.map(|members| members.entry("capabilities").or_insert_with(|| json!({})));
        member
    });
}

/// Keeps the members of which, each alone in what `place` makes around it, the whole can be read.
fn keep_readable(members: &mut Map<String, Value>, place: impl Fn(Value) -> Value) {
    members.retain(|name, value| {
        let readable = is_readable(&place(json!({ name.as_str(): value })));
        if !readable {
            tracing::warn!(
                "what the client says of `{name}` cannot be read and counts as not said"
            );
            tracing::debug!("it says {value}");
        }
        readable
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refresh_support_is_read_as_the_protocol_spells_it() {
        let refresh = json!({ "refreshSupport": true });
        let mut params = json!({ "capabilities": { "workspace": { "diagnostics": refresh } } });
        mend(&mut params);
        let params = InitializeParams::deserialize(params).expect("it is readable");
        let workspace = params.capabilities.workspace.unwrap_or_default();
        assert_eq!(workspace.diagnostic.and_then(|it| it.refresh_support), Some(true));
    }

    #[test]
    fn what_cannot_be_read_is_left_out_and_the_rest_is_kept() {
        let mut params = json!({
            "processId": 1,
            "trace": "loud",
            "rootUri": "file:///a",
            "capabilities": {
                "general": { "positionEncodings": ["utf-8", "utf-64"] },
                "window": 3,
                "workspace": {
                    "applyEdit": true,
                    "workspaceEdit": { "resourceOperations": ["create", "conjure"] },
                },
            },
        });
        assert!(!is_readable(&params));
        mend(&mut params);
        let params = InitializeParams::deserialize(params).expect("it is readable");
        assert_eq!(params.process_id, Some(1));
        assert!(params.trace.is_none());
        let workspace = params.capabilities.workspace.expect("it is kept");
        assert_eq!(workspace.apply_edit, Some(true));
        assert!(workspace.workspace_edit.is_none());
        let general = params.capabilities.general.expect("it is kept");
        assert_eq!(general.position_encodings.map(|it| it.len()), Some(2));
    }

    #[test]
    fn params_of_no_shape_at_all_do_no_harm() {
        for mut params in [json!(null), json!([]), json!({}), json!({ "capabilities": 1 })] {
            mend(&mut params);
        }
        let mut params = json!({ "capabilities": 1 });
        mend(&mut params);
        assert!(is_readable(&params));
    }
}
