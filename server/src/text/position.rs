//! The ways to name a place in a text other than by its byte offset.

/// A place as the language server protocol has it: both numbers count from 0, and what `character` counts is a
/// [`PositionEncoding`]'s to say.
/// <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Line, ended by LF, CRLF or CR.
    pub line: u32,
    /// Code units of the encoding from the start of the line.
    pub character: u32,
}

impl Position {
    /// The place `character` code units into `line`.
    pub fn new(line: u32, character: u32) -> Position {
        Position { line, character }
    }
}

/// What [`Position::character`] counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PositionEncoding {
    /// Bytes.
    Utf8,
    /// 16-bit units, two for a character beyond U+FFFF. What a client means that says nothing.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A place as people count: line and column from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, ended by LF, CRLF or CR.
    pub line: usize,
    /// Scalar values from the start of the line, plus one. A byte order mark is one of them.
    pub column: usize,
}

/// A place as tree-sitter counts: rows ended by LF *only*, so a lone CR stays in its row, and both numbers from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Point {
    /// How many LF stand before.
    pub row: usize,
    /// Bytes since the last LF, a byte order mark included.
    pub column: usize,
}
