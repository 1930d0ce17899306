//! Where each resource stands in a template that was printed.

use std::ops::Range;

/// The lines, from 0, of each resource of a printed template, in its order: of what [`yaml`](super::yaml) prints, and of
/// pretty JSON.
pub fn resource_lines(text: &str) -> Vec<Range<usize>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_start = |line: &&str| ["Resources:", "\"Resources\": {"].contains(&line.trim_start());
    let Some(start) = lines.iter().position(is_start) else { return Vec::new() };
    let outer = indent(lines[start]);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(start + 1) {
        match indent(line) {
            indent if indent <= outer => break,
            indent if indent == outer + 2 && !line.trim_start().starts_with('}') => {
                found.push(index..index + 1);
            }
            _ => {
                if let Some(last) = found.last_mut() {
                    last.end = index + 1;
                }
            }
        }
    }
    found
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Style, yaml};
    use super::resource_lines;

    #[test]
    fn each_resource_has_its_lines() {
        let template = json!({
            "Description": "x",
            "Resources": { "A": { "Type": "a", "P": { "Q": [1] } }, "Y": { "Type": "b" } },
            "Outputs": { "O": { "Value": 1 } },
        });
        let lines = |text: &str| {
            let lines: Vec<&str> = text.lines().collect();
            let text = |range: std::ops::Range<usize>| lines[range].join("|");
            resource_lines(&lines.join("\n")).into_iter().map(text).collect::<Vec<_>>()
        };
        assert_eq!(
            lines(&yaml(&template, Style::Short)),
            ["  A:|    Type: a|    P:|      Q:|        - 1", "  'Y':|    Type: b"]
        );
        assert_eq!(
            lines(&format!("{template:#}\n"))[1],
            "    \"Y\": {|      \"Type\": \"b\"|    }"
        );
        assert_eq!(lines("Resources: {}\n"), [""; 0]);
    }
}
