(manifest) @local.scope

(entry name: (_) @local.definition)
