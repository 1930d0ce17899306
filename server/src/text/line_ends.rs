//! How the lines of a file end.

/// Text with its lines ended as the first of a file is: in CRLF or LF.
pub fn with_line_ends(file: &str, text: &str) -> String {
    let is_crlf = file.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r'));
    // What was moved within the file has its line ends already.
    if is_crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::with_line_ends;

    #[test]
    fn the_first_line_of_a_file_says_how_its_lines_end() {
        assert_eq!(with_line_ends("a\r\nb\n", "x\ny\r\n"), "x\r\ny\r\n");
        assert_eq!(with_line_ends("a\nb\r\n", "x\ny\n"), "x\ny\n");
        assert_eq!(with_line_ends("a", "x\n"), "x\n");
    }
}
