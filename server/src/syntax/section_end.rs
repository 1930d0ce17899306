//! Where a section ends, which is where one more entry may stand.

use crate::text::Span;

use super::Syntax;

impl Syntax {
    /// The end of the last line of a pragma's section on which something is written that is no comment; nothing where no
    /// pragma of that name is written. Of a name that is written twice, the first counts.
    pub fn section_end(&self, name: &str) -> Option<usize> {
        self.end_by_reading(name).or_else(|| {
            let is_named = |it: Span| it.of(&self.text) == name;
            let sections = self.tree().manifest().pragmas();
            let mut named = sections.filter(|section| section.name().is_some_and(is_named));
            named.next().map(|section| section.span().end)
        })
    }

    /// The same without the tree, where what is read says it: behind the last entry stand blank lines and comments alone.
    fn end_by_reading(&self, name: &str) -> Option<usize> {
        let pragmas = &self.reading.pragmas;
        let index = pragmas.iter().position(|pragma| pragma.name == name)?;
        if pragmas[index + 1..].iter().any(|pragma| pragma.name == name) {
            return None;
        }
        let entries = pragmas[index].entries.iter().map(|entry| entry.span.end);
        let read = entries.max().unwrap_or(0).max(pragmas[index].span.end);
        let next = pragmas.get(index + 1).map_or(self.text.len(), |next| next.span.start);
        let rest = self.text.get(read..next)?;
        let line_end = rest.find(['\n', '\r'])?;
        let (line, below) = rest.split_at(line_end);
        // A comment that is indented belongs to what stands above it.
        let is_blank =
            |line: &str| line.starts_with('#') || line.trim_start_matches([' ', '\t']).is_empty();
        let below = match below.strip_prefix("\r\n") {
            Some(below) => below,
            None => &below[1..],
        };
        let line = line.trim_start_matches([' ', '\t']);
        let ends_there = is_blank(line) && below.split(['\n', '\r']).all(is_blank);
        ends_there.then_some(next - below.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Syntax;

    #[test]
    fn it_is_where_the_tree_has_it() {
        let mut by_reading = 0;
        for text in [
            "@app\nx\n@events\na\n\n# c\n\n@http\nget /\n\n",
            "@events\na # c\r\n  # d\r\n \r\n@http\r\n",
            "@events\n# c\n@http",
            "@events\na\n  src b\n\n  # c\n@http\nx",
            "@events\na\n  src b\n    c\n  d\n\n@http",
            "@events\na\n é\n@http",
            "@events\n\"a\nb\" # c\n@http\n",
            "@events\na\n@events # again\nb\n@http\n",
            "@events\na\n  b\n@http\n  c d\n@",
            "@events\na",
            "@http\nget /\n",
        ] {
            let syntax = Syntax::parse(text);
            let mut sections = syntax.tree().manifest().pragmas();
            let section = sections.find(|it| it.name().is_some_and(|it| it.of(text) == "events"));
            let end = section.map(|section| section.span().end);
            assert_eq!(syntax.section_end("events"), end, "{text:?}");
            by_reading += usize::from(syntax.end_by_reading("events").is_some());
        }
        assert!(by_reading >= 5, "{by_reading}");
    }
}
