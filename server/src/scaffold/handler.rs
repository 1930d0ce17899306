//! The text of a new handler.
//!
//! As `@architect/create@7.0.1` has it: one exported function named `handler`, which answers a request, or prints
//! the event that it is given.

use crate::manifest::{Function, FunctionPragma};

/// The language that a handler is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// JavaScript on Node.js.
    Node(NodeModule),
    /// TypeScript on Deno.
    Deno,
    /// Python.
    Python,
    /// Ruby.
    Ruby,
}

/// The two module systems of Node.js.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeModule {
    /// `import` and `export`.
    EcmaScript,
    /// `require` and `exports`.
    CommonJs,
}

/// What a handler has to give back.
enum Answer {
    /// A page.
    Page,
    /// A status.
    Status,
    /// Nothing: it is not waited for.
    Nothing,
}

/// The text of a new handler for a function.
pub fn handler_text(function: &Function, language: Language) -> String {
    let answer = match function.pragma {
        FunctionPragma::Http => Answer::Page,
        FunctionPragma::Ws => Answer::Status,
        FunctionPragma::Events
        | FunctionPragma::Queues
        | FunctionPragma::Scheduled
        | FunctionPragma::TablesStreams => Answer::Nothing,
    };
    let purpose = function.purpose().replace('`', "");
    let about = format!("{purpose}: https://arc.codes/{}", function.pragma.name());
    let page = format!("<h1>{}</h1>", escape(&function.name));
    match language {
        Language::Node(module) => {
            let (open, parameter) = match (module, &answer) {
                (NodeModule::EcmaScript, Answer::Nothing) => {
                    ("export async function handler (event)", "event")
                }
                (NodeModule::EcmaScript, _) => ("export async function handler (req)", "req"),
                (NodeModule::CommonJs, Answer::Nothing) => {
                    ("exports.handler = async function handler (event)", "event")
                }
                (NodeModule::CommonJs, _) => {
                    ("exports.handler = async function handler (req)", "req")
                }
            };
            format!("// {about}\n{open} {{\n{}}}\n", script_body(&answer, parameter, &page))
        }
        Language::Deno => format!(
            "// {about}\nexport async function handler (event: object) {{\n{}}}\n",
            script_body(&answer, "event", &page)
        ),
        Language::Python => {
            let body = match answer {
                Answer::Page => format!(
                    "    return {{\n        'statusCode': 200,\n        'headers': {{'content-type': 'text/html; \
                     charset=utf8'}},\n        'body': '{page}',\n    }}\n"
                ),
                Answer::Status => "    print(event)\n    return {'statusCode': 200}\n".to_owned(),
                Answer::Nothing => "    print(event)\n".to_owned(),
            };
            format!("# {about}\ndef handler(event, context):\n{body}")
        }
        Language::Ruby => {
            let body = match answer {
                Answer::Page => format!(
                    "  {{\n    statusCode: 200,\n    headers: {{ 'content-type': 'text/html; charset=utf8' }},\n    \
                     body: '{page}'\n  }}\n"
                ),
                Answer::Status => "  puts event\n  { statusCode: 200 }\n".to_owned(),
                Answer::Nothing => "  puts event\n".to_owned(),
            };
            format!("# {about}\ndef handler(event:, context:)\n{body}end\n")
        }
    }
}

/// The body in JavaScript, which is TypeScript too.
fn script_body(answer: &Answer, parameter: &str, page: &str) -> String {
    match answer {
        Answer::Page => format!(
            "  return {{\n    statusCode: 200,\n    headers: {{ 'content-type': 'text/html; charset=utf8' }},\n    \
             body: '{page}'\n  }}\n"
        ),
        Answer::Status => {
            format!(
                "  console.log(JSON.stringify({parameter}, null, 2))\n  return {{ statusCode: 200 }}\n"
            )
        }
        Answer::Nothing => format!("  console.log(JSON.stringify({parameter}, null, 2))\n"),
    }
}

/// Text as it may stand in HTML within single quotes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&#39;").replace('\\', "\\\\")
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{Language, NodeModule, handler_text};
    use crate::manifest::functions;
    use crate::syntax::Syntax;

    fn check(manifest: &str, language: Language, expected: Expect) {
        let functions = functions(&Syntax::parse(manifest).reading);
        expected.assert_eq(&handler_text(&functions[0], language));
    }

    #[test]
    fn a_topic_prints_its_event() {
        check(
            "@events\nyolo\n",
            Language::Node(NodeModule::EcmaScript),
            expect![[r#"
                // Runs on each message to the topic yolo: https://arc.codes/events
                export async function handler (event) {
                  console.log(JSON.stringify(event, null, 2))
                }
            "#]],
        );
        check(
            "@queues\njobs\n",
            Language::Node(NodeModule::CommonJs),
            expect![[r#"
                // Runs on the messages of the queue jobs: https://arc.codes/queues
                exports.handler = async function handler (event) {
                  console.log(JSON.stringify(event, null, 2))
                }
            "#]],
        );
        check(
            "@scheduled\ndaily rate(1 day)\n",
            Language::Python,
            expect![[r#"
                # Runs on the schedule daily: https://arc.codes/scheduled
                def handler(event, context):
                    print(event)
            "#]],
        );
        check(
            "@tables-streams\ncats\n",
            Language::Ruby,
            expect![[r#"
                # Runs on changes of the table cats: https://arc.codes/tables-streams
                def handler(event:, context:)
                  puts event
                end
            "#]],
        );
    }

    #[test]
    fn a_route_answers_with_a_page() {
        check(
            "@http\nget /\n",
            Language::Node(NodeModule::EcmaScript),
            expect![[r#"
                // Answers get /: https://arc.codes/http
                export async function handler (req) {
                  return {
                    statusCode: 200,
                    headers: { 'content-type': 'text/html; charset=utf8' },
                    body: '<h1>get /</h1>'
                  }
                }
            "#]],
        );
        check(
            "@http\npost /a/:b\n",
            Language::Deno,
            expect![[r#"
                // Answers post /a/:b: https://arc.codes/http
                export async function handler (event: object) {
                  return {
                    statusCode: 200,
                    headers: { 'content-type': 'text/html; charset=utf8' },
                    body: '<h1>post /a/:b</h1>'
                  }
                }
            "#]],
        );
        check(
            "@http\nget /\n",
            Language::Python,
            expect![[r#"
                # Answers get /: https://arc.codes/http
                def handler(event, context):
                    return {
                        'statusCode': 200,
                        'headers': {'content-type': 'text/html; charset=utf8'},
                        'body': '<h1>get /</h1>',
                    }
            "#]],
        );
        check(
            "@http\nget /\n",
            Language::Ruby,
            expect![[r#"
                # Answers get /: https://arc.codes/http
                def handler(event:, context:)
                  {
                    statusCode: 200,
                    headers: { 'content-type': 'text/html; charset=utf8' },
                    body: '<h1>get /</h1>'
                  }
                end
            "#]],
        );
    }

    #[test]
    fn a_websocket_route_answers_with_a_status() {
        check(
            "@ws\n",
            Language::Node(NodeModule::EcmaScript),
            expect![[r#"
                // Answers the WebSocket route connect: https://arc.codes/ws
                export async function handler (req) {
                  console.log(JSON.stringify(req, null, 2))
                  return { statusCode: 200 }
                }
            "#]],
        );
        check(
            "@ws\n",
            Language::Python,
            expect![[r#"
                # Answers the WebSocket route connect: https://arc.codes/ws
                def handler(event, context):
                    print(event)
                    return {'statusCode': 200}
            "#]],
        );
    }
}
