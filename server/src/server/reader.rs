//! Frames of the base protocol out of a stream of bytes, whatever else is in it.
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol>
//!
//! Invariants: no bytes end the stream but its end; never more is buffered than has arrived, whatever a header
//! claims; after something broken the next whole frame is found.
//!
//! What makes the last one possible: a string in JSON holds no raw line end, so a length header with its line end is
//! never part of a body that is JSON. Where one shows up inside a body, the length before it was a lie.

use std::io::{self, Read};

/// The longest body that is waited for, in bytes. A manifest has some kilobytes.
const LONGEST_BODY: usize = 64 * 1024 * 1024;

/// The most bytes that the headers of one frame may take.
const LONGEST_HEADERS: usize = 8 * 1024;

/// The most bytes that are read at a time.
const PIECE: usize = 64 * 1024;

/// More than a length header with its value takes, in bytes.
const LONGEST_LENGTH_LINE: usize = 64;

const LENGTH_HEADER: &[u8] = b"content-length:";

/// What came next in the stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame<'a> {
    /// The body of a frame: as many bytes as its header said.
    Body(&'a [u8]),
    /// Bytes that are part of no frame were left out; says which.
    Broken(String),
}

/// Reads frames.
pub(super) struct FrameReader<R> {
    input: R,
    /// What is read into. One for each message would have to be filled with zeros each time.
    piece: Box<[u8]>,
    /// What has arrived and is not yet behind us, from `at` on.
    buffer: Vec<u8>,
    at: usize,
    /// Where the body that was handed out last began in `buffer`.
    body_start: usize,
    /// Whether the input has ended.
    ended: bool,
}

impl<R: Read> FrameReader<R> {
    pub(super) fn new(input: R) -> FrameReader<R> {
        let piece = vec![0; PIECE].into_boxed_slice();
        FrameReader { input, piece, buffer: Vec::new(), at: 0, body_start: 0, ended: false }
    }

    /// The next frame; nothing when the stream has ended.
    ///
    /// # Errors
    /// When reading fails.
    pub(super) fn next(&mut self) -> io::Result<Option<Frame<'_>>> {
        self.buffer.drain(..self.at);
        self.at = 0;

        // Everything before the length: other headers, or what belongs to no frame.
        let Some(skipped) = self.skip_to_length()? else { return Ok(None) };
        if let Some(what) = skipped {
            return Ok(Some(Frame::Broken(what)));
        }

        let (length, body) = match self.headers()? {
            Ok(headers) => headers,
            Err(what) => {
                self.at += LENGTH_HEADER.len();
                return Ok(Some(Frame::Broken(what)));
            }
        };

        // A body that is there at once is not searched and costs nothing.
        let mut searched = body;
        while self.buffer.len() < body + length {
            if let Some(found) = find_length_line(&self.buffer, searched) {
                self.at = found;
                return Ok(Some(Frame::Broken(format!(
                    "the header said {length} bytes, the next frame came after {}",
                    found - body
                ))));
            }
            searched = self.buffer.len().saturating_sub(LONGEST_LENGTH_LINE).max(body);
            if !self.fill()? {
                self.at = body;
                return Ok(Some(Frame::Broken(format!(
                    "the header said {length} bytes, the input ended after {}",
                    self.buffer.len() - body
                ))));
            }
        }
        self.body_start = body;
        self.at = body + length;
        Ok(Some(Frame::Body(&self.buffer[body..self.at])))
    }

    /// Whether bytes behind the last frame have arrived already.
    pub(super) fn has_more(&self) -> bool {
        self.at < self.buffer.len()
    }

    /// Says that the last body was no JSON. If its length swallowed the start of another frame, that one is read next.
    pub(super) fn reject_body(&mut self) {
        if let Some(found) = find_length_line(&self.buffer[..self.at], self.body_start) {
            self.at = found;
        }
    }

    /// Moves to the next length header. Outer nothing: there is none. Inner text: what was passed was no header.
    fn skip_to_length(&mut self) -> io::Result<Option<Option<String>>> {
        let (mut passed, mut well_formed) = (0, true);
        loop {
            let found = find_ignoring_case(&self.buffer[self.at..], LENGTH_HEADER);
            let keep_from = match found {
                Some(found) => self.at + found,
                // A header that has arrived in part stays.
                None => self.buffer.len().saturating_sub(LENGTH_HEADER.len() - 1).max(self.at),
            };
            // Before anything is dropped the whole of it is judged, so that a header may arrive in pieces.
            if found.is_some() || keep_from - self.at > LONGEST_HEADERS {
                well_formed &= are_headers(&self.buffer[self.at..keep_from]);
                passed += keep_from - self.at;
                self.at = keep_from;
            }
            if found.is_some() {
                return Ok(Some(
                    (!well_formed).then(|| format!("{passed} bytes belong to no frame")),
                ));
            }
            self.buffer.drain(..self.at);
            self.at = 0;
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// The length, and where the body starts in `buffer`, of the headers at `at`; or what is wrong with them.
    fn headers(&mut self) -> io::Result<Result<(usize, usize), String>> {
        let end = loop {
            let headers = &self.buffer[self.at..];
            if let Some(end) = end_of_headers(headers) {
                break self.at + end;
            }
            if headers.len() > LONGEST_HEADERS {
                return Ok(Err(format!("no empty line within {LONGEST_HEADERS} bytes of headers")));
            }
            if !self.fill()? {
                return Ok(Err("the input ended within the headers".to_owned()));
            }
        };
        let headers = &self.buffer[self.at + LENGTH_HEADER.len()..end];
        if find_ignoring_case(headers, LENGTH_HEADER).is_some() {
            return Ok(Err("two lengths without a body between them".to_owned()));
        }
        let line = headers.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let value = String::from_utf8_lossy(line).trim().to_owned();
        Ok(match value.parse::<usize>() {
            Ok(length) if length <= LONGEST_BODY => Ok((length, end)),
            Ok(length) => Err(format!("a body of {length} bytes, the most is {LONGEST_BODY}")),
            Err(_) => Err(format!("a length that is no number of bytes: `{value}`")),
        })
    }

    /// Waits for more bytes; whether there were any.
    fn fill(&mut self) -> io::Result<bool> {
        while !self.ended {
            match self.input.read(&mut self.piece) {
                Ok(0) => self.ended = true,
                Ok(read) => {
                    self.buffer.extend_from_slice(&self.piece[..read]);
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }
}

/// Whether the bytes are whole header lines, none of them empty.
fn are_headers(bytes: &[u8]) -> bool {
    bytes.is_empty()
        || bytes.strip_suffix(b"\n").is_some_and(|lines| {
            lines.split(|byte| *byte == b'\n').all(|line| {
                let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
                name.len() < line.len()
                    && !name.is_empty()
                    && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
            })
        })
}

/// Where the body starts: behind the first empty line.
fn end_of_headers(bytes: &[u8]) -> Option<usize> {
    let mut line_start = 0;
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
        if matches!(&bytes[line_start..at], b"" | b"\r") {
            return Some(at + 1);
        }
        line_start = at + 1;
    }
    None
}

/// Where a length header with digits and its line end starts, at or behind `from`.
fn find_length_line(bytes: &[u8], mut from: usize) -> Option<usize> {
    while let Some(found) = find_ignoring_case(&bytes[from..], LENGTH_HEADER) {
        let start = from + found;
        let mut rest = bytes[start + LENGTH_HEADER.len()..].trim_ascii_start();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        rest = &rest[digits..];
        if digits > 0 && rest.first().is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            return Some(start);
        }
        from = start + 1;
    }
    None
}

fn find_ignoring_case(bytes: &[u8], lower: &[u8]) -> Option<usize> {
    let (&first, _) = lower.split_first()?;
    let last_start = bytes.len().checked_sub(lower.len())?;
    (0..=last_start).find(|&start| {
        bytes[start].eq_ignore_ascii_case(&first)
            && bytes[start..start + lower.len()].eq_ignore_ascii_case(lower)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out what it holds in pieces of `piece` bytes.
    struct Pieces<'a> {
        rest: &'a [u8],
        piece: usize,
    }

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let (now, later) = self.rest.split_at(self.piece.min(self.rest.len()));
            buffer[..now.len()].copy_from_slice(now);
            self.rest = later;
            Ok(now.len())
        }
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    /// The bodies in `input` that are JSON, and how often something was broken, whatever pieces it arrives in.
    fn read(input: &str) -> (Vec<String>, usize) {
        let read_in = |piece| {
            let mut reader = FrameReader::new(Pieces { rest: input.as_bytes(), piece });
            let (mut bodies, mut broken) = (Vec::new(), 0);
            while let Some(frame) = reader.next().expect("a slice can be read") {
                match frame {
                    Frame::Body(body)
                        if serde_json::from_slice::<serde_json::Value>(body).is_ok() =>
                    {
                        bodies.push(String::from_utf8(body.to_vec()).expect("JSON is UTF-8"));
                    }
                    Frame::Body(_) => {
                        reader.reject_body();
                        broken += 1;
                    }
                    Frame::Broken(_) => broken += 1,
                }
                assert!(broken < 20, "{input:?} never ends");
            }
            (bodies, broken)
        };
        let whole = read_in(usize::MAX);
        for piece in [1, 7, 40] {
            let (bodies, broken) = read_in(piece);
            assert_eq!(bodies, whole.0, "{input:?} in pieces of {piece}");
            assert_eq!(broken > 0, whole.1 > 0, "{input:?} in pieces of {piece}");
        }
        whole
    }

    #[test]
    fn frames_follow_each_other() {
        let (bodies, broken) = read(&(frame("{}") + &frame("[1,2]") + &frame("\"ä\"")));
        assert_eq!(bodies, ["{}", "[1,2]", "\"ä\""]);
        assert_eq!(broken, 0);
    }

    #[test]
    fn other_headers_and_other_spellings_are_read() {
        for input in [
            "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}",
            "Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n{}",
            "content-length:2\r\n\r\n{}",
            "CONTENT-LENGTH:   2  \n\n{}",
        ] {
            assert_eq!(read(input), (vec!["{}".to_owned()], 0), "{input:?}");
        }
    }

    #[test]
    fn what_is_no_frame_is_left_out() {
        for broken in [
            "Content-Type: text/plain\r\n\r\n{\"jsonrpc\":\"2.0\"}",
            "Content-Length: 4294967296\r\n\r\n{}",
            "Content-Length: 99999999999999999999999\r\n\r\n{}",
            "Content-Length: -1\r\n\r\n{}",
            "Content-Length: two\r\n\r\n{}",
            "Content-Length: 5\r\n\r\n{\"a\":",
            "Content-Length: 1\r\n\r\n{\"a\":1}",
            "Content-Length: 40\r\n\r\n{\"a\":1}",
            "Content-Length: 4000000\r\n\r\n{\"a\":1}",
            "Content-Length: 7\r\n",
            "garbage",
            "\r\n\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "Content-Length: ",
        ] {
            let (bodies, count) = read(&format!("{}{broken}{}", frame("1"), frame("2")));
            assert_eq!(bodies, ["1", "2"], "{broken:?}");
            assert!(count > 0, "{broken:?} was not noticed");
        }
    }

    #[test]
    fn a_name_of_the_header_within_a_body_is_text() {
        let body = r#"{"text":"Content-Length: 5\r\n\r\nhello"}"#;
        assert_eq!(read(&(frame(body) + &frame("2"))), (vec![body.to_owned(), "2".to_owned()], 0));
    }

    #[test]
    fn a_length_makes_no_memory() {
        let mut reader = FrameReader::new(&b"Content-Length: 60000000\r\n\r\n{}"[..]);
        assert!(matches!(reader.next(), Ok(Some(Frame::Broken(_)))));
        assert!(reader.buffer.capacity() < 1_000_000);
    }

    #[test]
    fn garbage_without_end_is_dropped() {
        let garbage = "x".repeat(1_000_000) + &frame("{}");
        let mut reader = FrameReader::new(Pieces { rest: garbage.as_bytes(), piece: 1000 });
        assert!(matches!(reader.next(), Ok(Some(Frame::Broken(_)))));
        assert!(reader.buffer.capacity() < 100_000);
        assert_eq!(reader.next().expect("readable"), Some(Frame::Body(b"{}")));
    }
}
