; Where two patterns name the same node, the later one wins. No pattern asks in which pragma it stands:
; tree-sitter's own highlighter drops a match when one of its nodes is named again. What a word means
; is for the language server's semantic tokens to say.

(comment) @spell
(comment) @comment

"@" @keyword.directive
(pragma_name) @keyword.directive

(string) @string
(quoted_string) @string
(number) @number
(boolean) @boolean

; runtime nodejs22.x
(entry
  . value: (string) @property
  . value: (_))

(entry name: (_) @type)
(pair key: (_) @property)

; get /path, and /path over a map
((entry
  . value: (string) @function.method
  . value: (string) @string.special.path)
  (#any-of? @function.method "any" "delete" "get" "head" "options" "patch" "post" "put")
  (#match? @string.special.path "^/"))

((entry name: (string) @string.special.path)
  (#match? @string.special.path "^/"))

; rate(1 day), cron(0 9 * * ? *)
((entry value: (string) @function.call)
  (#match? @function.call "^(rate|cron)[(]"))

; *String
((pair value: (string) @type.builtin)
  (#match? @type.builtin "^[*]{0,2}(String|Number|Binary)$"))

; What Architect rejects.
(illegal) @error
(unclosed_string) @error
