//! Other programs that answer each line of their input with a line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// The answers of a program to these lines, in their order. They are written and read at the same time, so that
/// neither side waits for the other.
pub fn answers(mut program: Command, lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program is on the PATH");
    let mut input = child.stdin.take().expect("stdin is piped");
    let lines: Vec<String> = lines.map(|line| line + "\n").collect();
    let asked = lines.len();
    let writer = std::thread::spawn(move || {
        for line in lines {
            input.write_all(line.as_bytes()).expect("the program reads to the end");
        }
    });
    let output = BufReader::new(child.stdout.take().expect("stdout is piped"));
    let answers: Vec<String> =
        output.lines().map(|line| line.expect("the program prints UTF-8")).collect();
    writer.join().expect("the writer does not panic");
    assert!(child.wait().expect("the program ends").success());
    assert_eq!(answers.len(), asked, "one answer a line");
    answers
}
