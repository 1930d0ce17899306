/*
 * External scanner of the Architect manifest format: line ends, indentation and every token.
 *
 * What decides is a line's indentation, in columns (a tab counts as two, as in Architect):
 *   - an entry stands at fewer than two columns, or no deeper than the first entry of its section;
 *   - a line below an entry and deeper than it opens a block (INDENT), at most two deep;
 *   - blank and comment lines decide nothing.
 *
 * The whole state is in `Scanner` and is serialised, so that an edit can be parsed from any token on.
 */
#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"
#include <string.h>

enum TokenType {
  NEWLINE,
  INDENT,
  DEDENT,
  SECTION_END,
  AT,
  PRAGMA_NAME,
  COMMENT,
  STRING,
  QUOTED_STRING,
  UNCLOSED_STRING,
  NUMBER,
  BOOLEAN,
  ILLEGAL,
};

typedef struct {
  uint8_t level;         // 0: entries, 1: a block, 2: a block in a block
  uint8_t entry_column;  // indentation of the section's leftmost entry
  uint8_t block_column;  // indentation of the leftmost line of the block at level 1
  uint8_t line_start;    // nothing but white space and comments since the last line end
  uint8_t header;        // between `@` and its line end
  uint8_t fresh_section; // no entry yet since the pragma's header
  uint8_t next_level;    // level of the next content line, deeper blocks not counted
  uint8_t section_ends;  // the next content is a pragma or the end of the file
  uint8_t unclosed;      // a bit a kind of quote: nothing below closes one
} Scanner;

static inline bool is_line_end(int32_t c) { return c == '\n' || c == '\r'; }
static inline bool is_blank(int32_t c) { return c == ' ' || c == '\t'; }
static inline bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
static inline bool is_word(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}
static inline bool is_quote(int32_t c) { return c == '"' || c == '\'' || c == '`'; }
static inline bool is_name(int32_t c) { return is_word(c) || c == '-'; }

// The characters that may stand in a string without quotes.
static inline bool is_bare(int32_t c) {
  if (is_word(c)) return true;
  return c > 0 && c < 128 && strchr("()/~-.,:$*?&!%=+|^`'\"", (char)c) != NULL;
}

// White space and line terminators as ECMAScript's String.prototype.trim takes them away.
static inline bool is_trimmed(int32_t c) {
  return is_blank(c) || c == 0x0B || c == 0x0C || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

static inline void advance(TSLexer *lexer) { lexer->advance(lexer, false); }
static inline void skip(TSLexer *lexer) { lexer->advance(lexer, true); }

static inline bool at_line_end(TSLexer *lexer) {
  return lexer->eof(lexer) || is_line_end(lexer->lookahead);
}

static bool finish(TSLexer *lexer, enum TokenType type) {
  lexer->result_symbol = type;
  return true;
}

static inline uint8_t widen(uint8_t column, int32_t c) {
  unsigned wide = column + (c == '\t' ? 2u : 1u);
  return wide > UINT8_MAX ? UINT8_MAX : (uint8_t)wide;
}

static void rest_of_line(TSLexer *lexer) {
  while (!at_line_end(lexer)) advance(lexer);
}

void *tree_sitter_arc_external_scanner_create(void) {
  Scanner *scanner = ts_calloc(1, sizeof(Scanner));
  scanner->line_start = 1;
  scanner->fresh_section = 1;
  return scanner;
}

void tree_sitter_arc_external_scanner_destroy(void *payload) { ts_free(payload); }

unsigned tree_sitter_arc_external_scanner_serialize(void *payload, char *buffer) {
  memcpy(buffer, payload, sizeof(Scanner));
  return sizeof(Scanner);
}

void tree_sitter_arc_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Scanner *scanner = payload;
  if (length == sizeof(Scanner)) {
    memcpy(scanner, buffer, sizeof(Scanner));
    return;
  }
  memset(scanner, 0, sizeof(Scanner));
  scanner->line_start = 1;
  scanner->fresh_section = 1;
}

// The level of a content line at `column`, where `may_open` says that a deeper block may begin.
static uint8_t level_of(const Scanner *s, uint8_t column, bool may_open) {
  if (column < 2 || (!s->fresh_section && column <= s->entry_column)) return 0;
  if (s->level == 0) return may_open ? 1 : 0;
  bool deeper = column >= 4 && column > s->block_column;
  if (s->level == 1) return may_open && deeper ? 2 : 1;
  return deeper ? 2 : 1;
}

// Looks past blank and comment lines for what comes next, so that a comment above a pragma is not
// taken for the last line of the block before it. Reads on, never marks.
static void look_ahead(Scanner *s, TSLexer *lexer) {
  uint8_t column = 0;
  for (;;) {
    if (lexer->eof(lexer) || lexer->lookahead == '@') {
      s->next_level = 0;
      s->section_ends = 1;
      return;
    }
    if (is_line_end(lexer->lookahead)) {
      column = 0;
      advance(lexer);
    } else if (is_blank(lexer->lookahead)) {
      column = widen(column, lexer->lookahead);
      advance(lexer);
    } else if (lexer->lookahead == '#') {
      rest_of_line(lexer);
    } else {
      s->next_level = level_of(s, column, false);
      s->section_ends = 0;
      return;
    }
  }
}

static bool end_line(Scanner *s, TSLexer *lexer) {
  if (lexer->lookahead == '\r') advance(lexer);
  if (lexer->lookahead == '\n') advance(lexer);
  lexer->mark_end(lexer);
  s->line_start = 1;
  s->header = 0;
  look_ahead(s, lexer);
  return finish(lexer, NEWLINE);
}

static bool close_one(Scanner *s, TSLexer *lexer, const bool *valid) {
  if (s->level > 0 && valid[DEDENT]) {
    s->level--;
    return finish(lexer, DEDENT);
  }
  return s->level == 0 && s->section_ends && valid[SECTION_END] && finish(lexer, SECTION_END);
}

static bool scan_comment(TSLexer *lexer) {
  rest_of_line(lexer);
  lexer->mark_end(lexer);
  return finish(lexer, COMMENT);
}

// ECMAScript's StringNumericLiteral, fed one character at a time: what `Number(text)` accepts, of texts
// that begin with a digit or `-`.
typedef struct {
  enum { START, SIGN, ZERO, INTEGER, POINT, FRACTION, EXPONENT, EXPONENT_SIGN, POWER,
         HEX, HEX_DIGITS, OCTAL, OCTAL_DIGITS, BINARY, BINARY_DIGITS, INFINITE, WRONG } state;
  uint8_t matched; // characters of "Infinity"
} Number;

static void feed(Number *n, int32_t c) {
  static const char infinity[] = "Infinity";
  bool digit = is_digit(c);
  switch (n->state) {
    case START:
    case SIGN:
      if (n->state == START && c == '-') n->state = SIGN;
      else if (c == '0' && n->state == START) n->state = ZERO;
      else if (digit) n->state = INTEGER;
      else if (c == '.' && n->state == SIGN) n->state = POINT;
      else if (c == 'I' && n->state == SIGN) { n->state = INFINITE; n->matched = 1; }
      else n->state = WRONG;
      return;
    case ZERO:
      if (c == 'x' || c == 'X') { n->state = HEX; return; }
      if (c == 'o' || c == 'O') { n->state = OCTAL; return; }
      if (c == 'b' || c == 'B') { n->state = BINARY; return; }
      // fall through
    case INTEGER:
      if (digit) n->state = INTEGER;
      else if (c == '.') n->state = FRACTION;
      else n->state = c == 'e' || c == 'E' ? EXPONENT : WRONG;
      return;
    case POINT:
      n->state = digit ? FRACTION : WRONG;
      return;
    case FRACTION:
      if (!digit) n->state = c == 'e' || c == 'E' ? EXPONENT : WRONG;
      return;
    case EXPONENT:
      n->state = digit ? POWER : c == '+' || c == '-' ? EXPONENT_SIGN : WRONG;
      return;
    case EXPONENT_SIGN:
    case POWER:
      n->state = digit ? POWER : WRONG;
      return;
    case HEX:
    case HEX_DIGITS:
      n->state = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? HEX_DIGITS : WRONG;
      return;
    case OCTAL:
    case OCTAL_DIGITS:
      n->state = c >= '0' && c <= '7' ? OCTAL_DIGITS : WRONG;
      return;
    case BINARY:
    case BINARY_DIGITS:
      n->state = c == '0' || c == '1' ? BINARY_DIGITS : WRONG;
      return;
    case INFINITE:
      if (n->matched < 8 && c == infinity[n->matched]) n->matched++;
      else n->state = WRONG;
      return;
    case WRONG:
      return;
  }
}

static bool is_number(const Number *n) {
  switch (n->state) {
    case ZERO: case INTEGER: case FRACTION: case POWER:
    case HEX_DIGITS: case OCTAL_DIGITS: case BINARY_DIGITS:
      return true;
    case INFINITE:
      return n->matched == 8;
    default:
      return false;
  }
}

// A word without quotes. It is a boolean or a number only before a space or a line end; a tab counts
// as one where nothing but tabs stands before those.
static bool scan_word(TSLexer *lexer) {
  static const char *const booleans[] = {"true", "false"};
  Number number = {START, 0};
  unsigned length = 0;
  bool could_be[2] = {true, true};
  while (!lexer->eof(lexer) && is_bare(lexer->lookahead)) {
    for (unsigned i = 0; i < 2; i++) {
      could_be[i] = could_be[i] && length < strlen(booleans[i]) && lexer->lookahead == booleans[i][length];
    }
    feed(&number, lexer->lookahead);
    length++;
    advance(lexer);
  }
  lexer->mark_end(lexer);
  bool boolean = (could_be[0] && length == 4) || (could_be[1] && length == 5);
  if (boolean || is_number(&number)) {
    while (lexer->lookahead == '\t') advance(lexer);
    if (at_line_end(lexer) || lexer->lookahead == ' ') return finish(lexer, boolean ? BOOLEAN : NUMBER);
  }
  return finish(lexer, STRING);
}

// A string in quotes runs to the next quote of its kind, over line ends too. A backslash keeps a quote
// from closing it (so it was meant; what Architect makes of that is the reading's business). Without a
// closing quote the string ends with its line, so that what follows is still of use; the rest of the
// text is searched once for each kind of quote, or a text of such lines would take quadratic time.
static bool scan_quoted(Scanner *s, TSLexer *lexer) {
  int32_t quote = lexer->lookahead;
  uint8_t kind = quote == '"' ? 1 : quote == '\'' ? 2 : 4;
  bool first_line = true;
  bool escaped = false;
  bool closed_by_escape = false;
  advance(lexer);
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    if (first_line && is_line_end(c)) {
      lexer->mark_end(lexer);
      first_line = false;
      if (s->unclosed & kind) break;
    }
    advance(lexer);
    if (c == quote && !escaped) {
      lexer->mark_end(lexer);
      return finish(lexer, QUOTED_STRING);
    }
    closed_by_escape = closed_by_escape || (first_line && c == quote);
    escaped = c == '\\' && !escaped;
  }
  if (first_line) lexer->mark_end(lexer);
  s->unclosed |= kind;
  return finish(lexer, closed_by_escape ? QUOTED_STRING : UNCLOSED_STRING);
}

static bool scan_illegal(TSLexer *lexer) {
  do advance(lexer);
  while (!at_line_end(lexer) && !is_blank(lexer->lookahead) && !is_bare(lexer->lookahead) &&
         lexer->lookahead != '@' && lexer->lookahead != '#');
  lexer->mark_end(lexer);
  return finish(lexer, ILLEGAL);
}

static bool scan_header(TSLexer *lexer, const bool *valid) {
  while (!at_line_end(lexer) && is_trimmed(lexer->lookahead)) skip(lexer);
  if (lexer->lookahead == '#') return scan_comment(lexer);
  if (valid[PRAGMA_NAME] && is_name(lexer->lookahead)) {
    while (is_name(lexer->lookahead)) advance(lexer);
    lexer->mark_end(lexer);
    return finish(lexer, PRAGMA_NAME);
  }
  while (!at_line_end(lexer) && lexer->lookahead != '#') {
    bool trimmed = is_trimmed(lexer->lookahead);
    advance(lexer);
    if (!trimmed) lexer->mark_end(lexer);
  }
  return finish(lexer, ILLEGAL);
}

// At the start of a line: opens and closes blocks and sections. Returns false where the line's own
// content comes next.
static bool scan_line_start(Scanner *s, TSLexer *lexer, const bool *valid) {
  uint8_t column = 0;
  lexer->mark_end(lexer); // what has no width stands before blank lines
  while (is_line_end(lexer->lookahead) || is_blank(lexer->lookahead)) {
    column = is_line_end(lexer->lookahead) ? 0 : widen(column, lexer->lookahead);
    skip(lexer);
  }
  if (lexer->eof(lexer) || lexer->lookahead == '@') return close_one(s, lexer, valid);
  if (lexer->lookahead == '#') {
    // Not `valid[INDENT]`: behind an entry that an edit left whole, the parser no longer asks for one,
    // and the comment would fall elsewhere than in a fresh parse.
    bool outside = level_of(s, column, true) == 0;
    return outside && (s->level > s->next_level || s->section_ends) && close_one(s, lexer, valid);
  }
  uint8_t level = level_of(s, column, valid[INDENT]);
  if (level < s->level) return close_one(s, lexer, valid);
  if (level > s->level) {
    if (level == 1) s->block_column = column;
    s->level = level;
    return finish(lexer, INDENT);
  }
  if (level == 0 && (s->fresh_section || column < s->entry_column)) s->entry_column = column;
  if (level == 1 && column < s->block_column) s->block_column = column;
  s->fresh_section = 0;
  return false;
}

bool tree_sitter_arc_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Scanner *s = payload;
  if (s->line_start) {
    if (scan_line_start(s, lexer, valid)) return true;
    if (lexer->eof(lexer)) return false;
    if (lexer->lookahead == '#') return scan_comment(lexer);
    if (lexer->lookahead == '@') {
      if (!valid[AT]) return false;
      advance(lexer);
      lexer->mark_end(lexer);
      s->line_start = 0;
      s->header = 1;
      s->fresh_section = 1;
      return finish(lexer, AT);
    }
    s->line_start = 0;
  } else {
    bool (*white)(int32_t) = s->header ? is_trimmed : is_blank;
    while (!at_line_end(lexer) && white(lexer->lookahead)) skip(lexer);
    if (at_line_end(lexer) || (lexer->lookahead == '@' && !s->header)) {
      return valid[NEWLINE] && end_line(s, lexer);
    }
    if (s->header) return scan_header(lexer, valid);
  }
  if (lexer->lookahead == '#') return scan_comment(lexer);
  if (!valid[STRING]) return false;
  if (is_quote(lexer->lookahead)) return scan_quoted(s, lexer);
  return is_bare(lexer->lookahead) ? scan_word(lexer) : scan_illegal(lexer);
}
