//! How the lines of a file end.

/// Text with its lines ended as the first of a file is: in CRLF or LF.
pub fn with_line_ends(file: &str, text: &str) -> String {
    let is_crlf = file.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r'));
    // What was moved within the file has its line ends already.
    if is_crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text.to_owned() }
}

/// How many lines end in a text: by LF, CRLF or CR, as LSP has it.
pub fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends_line = |(at, byte): (usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    bytes.iter().enumerate().filter(|it| ends_line(*it)).count()
}

#[cfg(test)]
mod tests {
    use super::{line_ends, with_line_ends};

    #[test]
    fn a_line_ends_by_lf_crlf_or_cr() {
        for (text, ends) in
            [("", 0), ("a", 0), ("a\n", 1), ("\r\n", 1), ("\n\r", 2), ("\r\r\n\n", 3)]
        {
            assert_eq!(line_ends(text), ends, "{text:?}");
        }
    }

    #[test]
    fn the_first_line_of_a_file_says_how_its_lines_end() {
        assert_eq!(with_line_ends("a\r\nb\n", "x\ny\r\n"), "x\r\ny\r\n");
        assert_eq!(with_line_ends("a\nb\r\n", "x\ny\n"), "x\ny\n");
        assert_eq!(with_line_ends("a", "x\n"), "x\n");
    }
}
