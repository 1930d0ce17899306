; Later patterns win where two name the same node.

(comment) @comment

"@" @keyword
(pragma_name) @keyword

(string) @string
(quoted_string) @string
(number) @number
(boolean) @boolean

(entry name: (string) @type)
(pair key: (_) @property)

(pragma (illegal) @error)
(illegal) @error
(unclosed_string) @error
