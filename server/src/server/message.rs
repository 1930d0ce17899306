//! What the body of a frame says, if it says anything.

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

/// A body, sorted.
pub(super) enum Message {
    /// A request, or a notification when it has no id.
    Request(Request),
    /// The client's answer to a request of ours.
    Response(Response),
    /// No message: what is wrong, and what to answer, if anything.
    Broken { why: String, answer: Option<Response> },
}

impl Message {
    /// Sorts the body of a frame.
    pub(super) fn read(body: &[u8]) -> Message {
        if let Some(request) = read_request(body) {
            return Message::Request(request);
        }
        let parsed = serde_json::from_slice(body).or_else(|error| {
            // An error says where; the mended body is only tried.
            let mended = mend_surrogates(body).ok_or(error)?;
            serde_json::from_slice(&mended)
        });
        let value: Value = match parsed {
            Ok(value) => value,
            Err(error) => {
                return Message::Broken {
                    why: format!("no JSON: {error}"),
                    answer: Some(Response::from_error(Id::Null, Error::parse_error())),
                };
            }
        };
        if value.get("method").is_none() && value.get("id").is_some() && is_answer(&value) {
            return match serde_json::from_value(value) {
                Ok(response) => Message::Response(response),
                // An error in answer to an answer would be taken for the answer to another request.
                Err(error) => {
                    Message::Broken { why: format!("no response: {error}"), answer: None }
                }
            };
        }
        let id = value.get("id").cloned().and_then(|id| serde_json::from_value(id).ok());
        let is_request = value.get("method").is_some_and(Value::is_string);
        match serde_json::from_value(value) {
            Ok(request) if is_request => Message::Request(request),
            result => Message::Broken {
                why: match result {
                    Err(error) => format!("no message: {error}"),
                    Ok(_) => "no message: neither method nor result".to_owned(),
                },
                answer: Some(Response::from_error(
                    id.unwrap_or(Id::Null),
                    Error::invalid_request(),
                )),
            },
        }
    }

    /// What stands for bytes that are part of no frame.
    pub(super) fn broken_frame(why: String) -> Message {
        let answer = Some(Response::from_error(Id::Null, Error::parse_error()));
        Message::Broken { why, answer }
    }

    /// Whether the body was no JSON at all, so that the length of its frame may be wrong.
    pub(super) fn is_no_json(&self) -> bool {
        matches!(self, Message::Broken { answer: Some(answer), .. }
            if answer.error() == Some(&Error::parse_error()))
    }
}

/// The request or notification that a body is. Nearly every body is one without fault, and to have its JSON first takes
/// twice the time.
fn read_request(body: &[u8]) -> Option<Request> {
    let body = std::str::from_utf8(body).ok()?;
    // Of a list serde would take the members for those of the message.
    let is_object = body.trim_ascii_start().starts_with('{');
    let request: Request = is_object.then(|| serde_json::from_str(body).ok())??;
    // An answer has no method, which then reads as an empty one.
    (!request.method().is_empty()).then_some(request)
}

fn is_answer(value: &Value) -> bool {
    value.get("result").is_some() || value.get("error").is_some()
}

/// The body with U+FFFD for each half of a surrogate pair that stands alone; nothing when there is none. Editors whose
/// strings are UTF-16 send these when half of an emoji was deleted. No text in UTF-8 can hold one, and leaving out the
/// change that brings it would put every later change in a wrong place. U+FFFD takes as many UTF-16 units.
fn mend_surrogates(body: &[u8]) -> Option<Vec<u8>> {
    let mut mended = body.to_vec();
    let mut at = 0;
    let mut found = false;
    while at + 1 < body.len() {
        if body[at] != b'\\' {
            at += 1;
            continue;
        }
        match (escaped_unit(body, at), escaped_unit(body, at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
            (Some(0xd800..=0xdfff), _) => {
                mended[at..at + 6].copy_from_slice(b"\\ufffd");
                found = true;
                at += 6;
            }
            // Any escape: a backslash and what it escapes, which may be a backslash.
            _ => at += 2,
        }
    }
    found.then_some(mended)
}

/// The UTF-16 unit of an escape `\uXXXX` at `at`.
fn escaped_unit(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use tower_lsp::jsonrpc::ErrorCode;

    use super::*;

    fn answer(body: &str) -> Option<(Id, ErrorCode)> {
        match Message::read(body.as_bytes()) {
            Message::Broken { answer, .. } => {
                let (id, result) = answer?.into_parts();
                Some((id, result.expect_err("what is broken is answered by an error").code))
            }
            _ => panic!("{body} is a message"),
        }
    }

    #[test]
    fn requests_notifications_and_responses_are_told_apart() {
        let read = |body: &str| Message::read(body.as_bytes());
        assert!(matches!(read(r#"{"jsonrpc":"2.0","id":1,"method":"x"}"#), Message::Request(_)));
        assert!(matches!(read(r#"{"jsonrpc":"2.0","method":"x"}"#), Message::Request(_)));
        assert!(matches!(read(r#"{"jsonrpc":"2.0","id":1,"result":null}"#), Message::Response(_)));
        let error = r#"{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"no"}}"#;
        assert!(matches!(read(error), Message::Response(_)));
    }

    #[test]
    fn of_a_key_that_stands_twice_the_last_counts() {
        let body = r#"{"jsonrpc":"2.0","id":1,"method":"x","id":2,"method":"y"}"#;
        let Message::Request(request) = Message::read(body.as_bytes()) else {
            panic!("it is a request")
        };
        assert_eq!((request.method(), request.id()), ("y", Some(&Id::Number(2))));
    }

    #[test]
    fn what_is_no_json_is_a_parse_error_of_nobody() {
        for body in ["", "{", "\u{0}", "{}{}", "nonsense"] {
            assert_eq!(answer(body), Some((Id::Null, ErrorCode::ParseError)), "{body}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(answer(&deep), Some((Id::Null, ErrorCode::ParseError)));
        assert!(Message::read(b"{\"a\":\"\xff\"}").is_no_json());
    }

    #[test]
    fn what_is_no_message_is_an_invalid_request_of_its_id() {
        for (body, id) in [
            (r#"{}"#, Id::Null),
            (r#"[]"#, Id::Null),
            (r#"1"#, Id::Null),
            (r#"{"jsonrpc":"2.0","id":7}"#, Id::Number(7)),
            (r#"{"jsonrpc":"2.0","id":7,"method":1}"#, Id::Number(7)),
            (r#"{"jsonrpc":"1.0","id":"a","method":"x"}"#, Id::String("a".to_owned())),
            (r#"{"jsonrpc":"2.0","id":1.5,"method":"x"}"#, Id::Null),
            (r#"["2.0","x",{},7]"#, Id::Null),
        ] {
            assert_eq!(answer(body), Some((id, ErrorCode::InvalidRequest)), "{body}");
        }
        assert_eq!(answer(r#"{"id":7,"result":1}"#), None);
    }

    #[test]
    fn half_an_emoji_is_a_character_that_is_none() {
        let read = |text: &str| {
            let body = format!(r#"{{"jsonrpc":"2.0","method":"x","params":["{text}"]}}"#);
            match Message::read(body.as_bytes()) {
                Message::Request(request) => request.params().cloned().unwrap_or_default(),
                _ => panic!("{body} is a request"),
            }
        };
        for (text, said) in [
            (r"a\ud83db", "a\u{fffd}b"),
            (r"\ude00", "\u{fffd}"),
            (r"\ud83d\ud83d\uDE00", "\u{fffd}😀"),
            (r"\\ud83d\ud83d", "\\ud83d\u{fffd}"),
            (r"\ud83d\u0041", "\u{fffd}A"),
        ] {
            assert_eq!(read(text), serde_json::json!([said]), "{text}");
        }
    }
}
