; A table is declared once and mentioned by its indexes and its streams.

(manifest) @local.scope

((pragma
  name: (pragma_name) @_pragma
  (entry name: (_) @local.definition.type))
  (#eq? @_pragma "tables"))

((pragma
  name: (pragma_name) @_pragma
  (entry . [
    name: (_) @local.reference
    value: (_) @local.reference
  ]))
  (#any-of? @_pragma "tables-indexes" "tables-streams"))
