//! The formatter.

use crate::project::FormatSettings;
use crate::syntax::Syntax;
use crate::text::Text;

use super::item::{Item, items};
use super::layout::{Laid, lay_out};

/// How often a text is laid out until nothing moves. Twice does for all but texts that are read otherwise than they are
/// written.
const ROUNDS: usize = 8;

/// A text in the canonical layout, equal to what was given where that is so laid out. Nothing for a text that Architect
/// rejects.
pub fn format(syntax: &Syntax, settings: FormatSettings) -> Option<String> {
    if !syntax.problems.is_empty() || !syntax.format.is_arc() {
        return None;
    }
    let json = syntax.reading.to_json();
    let mut text = once(syntax, &json, settings);
    for _ in 0..ROUNDS {
        let next = once(&Syntax::parse(text.as_str()), &json, settings);
        if next == text {
            return Some(text);
        }
        text = next;
    }
    Some(syntax.text.to_string())
}

/// A stretch of the text, as it stands and as it would be laid out.
struct Piece<'t> {
    written: &'t str,
    laid: String,
    is_laid: bool,
}

fn once(syntax: &Syntax, json: &str, settings: FormatSettings) -> String {
    let lines = Text::new(&syntax.text);
    let items = items(syntax, &lines);
    let laid = lay_out(syntax, &lines, &items, settings);
    let mut pieces = pieces(&syntax.text, &lines, &items, laid);
    let all = 0..pieces.len();
    lay(&mut pieces, all, json);
    assembled(&pieces)
}

/// The text cut behind each item, blank lines before an item going with it.
fn pieces<'t>(text: &'t str, lines: &Text, items: &[Item], laid: Vec<Laid>) -> Vec<Piece<'t>> {
    let line_end = line_end(text);
    let mut pieces = Vec::with_capacity(items.len() + 1);
    let mut start = 0;
    for (index, laid) in laid.into_iter().enumerate() {
        let line = lines.line_span(items[index].lines.1).end;
        let next = items.get(index + 1).map_or(text.len(), Item::start);
        let end = line.min(next).max(start);
        let laid = line_end.repeat(laid.blank_lines) + &laid.text + line_end;
        pieces.push(Piece { written: &text[start..end], laid, is_laid: false });
        start = end;
    }
    pieces.push(Piece { written: &text[start..], laid: String::new(), is_laid: false });
    pieces
}

/// The line end that the text begins with; LF where that is none that is written nowadays.
fn line_end(text: &str) -> &'static str {
    let first = text.find(['\n', '\r']).map_or("", |at| &text[at..]);
    if first.starts_with("\r\n") { "\r\n" } else { "\n" }
}

/// Lays out as many of the pieces as can be without Architect reading anything else: all, or else each half by itself.
fn lay(pieces: &mut [Piece<'_>], range: std::ops::Range<usize>, json: &str) {
    let changes = |piece: &Piece<'_>| piece.written != piece.laid;
    if !pieces[range.clone()].iter().any(changes) {
        return;
    }
    set(&mut pieces[range.clone()], true);
    let syntax = Syntax::parse(assembled(pieces));
    if syntax.problems.is_empty() && syntax.reading.to_json() == json {
        return;
    }
    set(&mut pieces[range.clone()], false);
    if range.len() > 1 {
        let middle = range.start + range.len() / 2;
        lay(pieces, range.start..middle, json);
        lay(pieces, middle..range.end, json);
    }
}

fn set(pieces: &mut [Piece<'_>], is_laid: bool) {
    pieces.iter_mut().for_each(|piece| piece.is_laid = is_laid);
}

fn assembled(pieces: &[Piece<'_>]) -> String {
    let text = |piece: &Piece<'_>| {
        if piece.is_laid { piece.laid.clone() } else { piece.written.to_owned() }
    };
    pieces.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::format;
    use crate::project::{FormatSettings, Quotes};
    use crate::syntax::Syntax;

    fn check(text: &str, expected: Expect) {
        check_with(FormatSettings::default(), text, expected);
    }

    /// Formats; `expected` has a `$` at each line end, so that spaces before it are seen.
    fn check_with(settings: FormatSettings, text: &str, expected: Expect) {
        let formatted = format(&Syntax::parse(text), settings);
        let shown = formatted.map(|text| text.replace('\n', "$\n"));
        expected.assert_eq(shown.as_deref().unwrap_or("nothing\n"));
    }

    #[test]
    fn one_blank_line_between_pragmas() {
        check(
            "\n\n@app\n\n\nmy-app\n@static\n\n\n\n@http\nget /a\n\n\npost /b\n\n\n",
            expect![[r#"
            @app$
            my-app$
            $
            @static$
            $
            @http$
            get /a$
            $
            post /b$
        "#]],
        );
    }

    #[test]
    fn a_comment_goes_with_the_pragma_that_it_touches() {
        check(
            "# top\n@app # name\nmy-app\n# all routes\n#  there are\n@http\nget /a\n\n# not yet: get /b\n\n@events\n# none\n",
            expect![[r#"
                # top$
                @app # name$
                my-app$
                $
                # all routes$
                #  there are$
                @http$
                get /a$
                $
                # not yet: get /b$
                $
                @events$
                # none$
            "#]],
        );
    }

    #[test]
    fn two_spaces_a_level() {
        check(
            "@app\n my-app\n@queues\nq   \n\tfifo   false\n\tsrc\tlib/q\n@http\n/a\n\t\tmethod get\n@tables\nt\n  id *String\n\
             @x\ny\n   one\n   two\n@z\nm\n  k\n    a\n    b\n  l 1\n",
            expect![[r#"
                @app$
                my-app$
                $
                @queues$
                q$
                  fifo false$
                  src lib/q$
                $
                @http$
                /a$
                		method get$
                $
                @tables$
                t$
                  id *String$
                $
                @x$
                y$
                  one$
                  two$
                $
                @z$
                m$
                  k$
                    a$
                    b$
                  l 1$
            "#]],
        );
    }

    #[test]
    fn comments_stay_aligned_where_they_were() {
        let text = "@app\nmy-app\n@http\nget   /a     # one\nget /longer  # two\npost /b\nget /c       # three\nget /d # four\n\
                    get /e#five\n@tables\nt\n  id *String  # key\n  ttl TTL     # gone\n";
        check(
            text,
            expect![[r#"
            @app$
            my-app$
            $
            @http$
            get /a      # one$
            get /longer # two$
            post /b$
            get /c      # three$
            get /d # four$
            get /e#five$
            $
            @tables$
            t$
              id *String # key$
              ttl TTL    # gone$
        "#]],
        );
        let settings = FormatSettings { align_comments: false, ..FormatSettings::default() };
        check_with(
            settings,
            text,
            expect![[r#"
            @app$
            my-app$
            $
            @http$
            get /a # one$
            get /longer # two$
            post /b$
            get /c # three$
            get /d # four$
            get /e#five$
            $
            @tables$
            t$
              id *String # key$
              ttl TTL # gone$
        "#]],
        );
    }

    #[test]
    fn quotes_where_they_are_needed() {
        let text = "@app\n\"my-app\"\n@x\n'a b' \"c\" `1` \"true\"\n\"a\nb\"   c # d\n";
        check(
            text,
            expect![[r#"
            @app$
            my-app$
            $
            @x$
            'a b' c `1` "true"$
            "a$
            b" c # d$
        "#]],
        );
        let settings = FormatSettings { quotes: Quotes::Keep, ..FormatSettings::default() };
        check_with(
            settings,
            text,
            expect![[r#"
            @app$
            "my-app"$
            $
            @x$
            'a b' "c" `1` "true"$
            "a$
            b" c # d$
        "#]],
        );
    }

    #[test]
    fn what_would_be_read_otherwise_stays() {
        // Four spaces before a pair make an entry of it, and two would not.
        check(
            "@app\nmy-app\n@aws\npolicies\n    a   b\n@static\nfolder   x\n",
            expect![[r#"
                @app$
                my-app$
                $
                @aws$
                policies$
                    a   b$
                $
                @static$
                folder x$
            "#]],
        );
        // Two pragmas of a name, kept apart by their comments.
        check(
            "@app\nmy-app\n@x #a\n1\n@x  #a\n2\n",
            expect![[r#"
            @app$
            my-app$
            $
            @x #a$
            1$
            @x  #a$
            2$
        "#]],
        );
    }

    #[test]
    fn line_ends_are_kept() {
        let text = "@app\r\nmy-app  \r\n@static";
        let formatted = format(&Syntax::parse(text), FormatSettings::default());
        assert_eq!(formatted.as_deref(), Some("@app\r\nmy-app\r\n\r\n@static\r\n"));
    }

    #[test]
    fn what_is_rejected_is_left_alone() {
        check(
            "@app\n{x}\n",
            expect![[r#"
            nothing
        "#]],
        );
    }
}
