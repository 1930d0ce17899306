//! The Python document.

use std::fmt::Write as _;

use arc_lsp_tests::generate::Random;

use super::{Document, PROBLEMS, end, is_flawed};

/// How many lines a method has, with the blank line behind it.
const METHOD: usize = 13;

/// A module of classes, about as dense as the standard library's modules are: one line of nine is blank, one of
/// thirteen a documentation string, one of thirteen a comment. Its problems are names that are not defined.
pub fn python(lines: usize) -> Document {
    let mut random = Random::new(2);
    let mut text = "import json\nimport os\n".to_owned();
    let all = lines / METHOD;
    let (mut typing, mut hover) = (None, None);
    for index in 0..all {
        if index % 8 == 0 {
            let _ = write!(text, "\nclass Store{index}(dict):\n    \"\"\"What is kept.\"\"\"\n\n");
        }
        let (limit, size) = (random.below(900) + 100, random.below(90) + 10);
        let _ = write!(
            text,
            "    def method_{index}(self, name, values=(), *, limit={limit}):\n        \
             \"\"\"Adds up what is there of `values`.\"\"\"\n        \
             total, missing = 0, []\n        \
             for position, value in enumerate(values[:limit]):\n            \
             # What has no size is told of at the end.\n            \
             if value is None or position % {size} == 0:\n                \
             missing.append(os.path.join(name, str(position)))\n                \
             continue\n            \
             total += len(value) * {size} + self.get(name, 0)\n        \
             self[name] = json.dumps({{\"name\": name, \"total\": total, \"missing\": missing}})\n        \
             return sorted(missing, key=lambda item: item[1:])[:{size}]"
        );
        if is_flawed(index, all, PROBLEMS) {
            text += " + unknown_name";
            typing = typing.or(Some(end(&text)));
            // What ruff says something of on hover: the code that switches a problem off.
            text += "  # noqa: F401";
            hover = hover.or(Some((end(&text).0, end(&text).1 - 2)));
        }
        text += "\n\n";
    }
    Document {
        name: "bench.py",
        language: "python",
        typing: typing.expect("some names are unknown"),
        hover: hover.expect("some lines have a code"),
        completion: end(&text),
        text,
    }
}
