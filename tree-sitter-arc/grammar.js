/**
 * Grammar of Architect's plain-text manifest format (`app.arc`, `config.arc`, `prefs.arc`).
 *
 * The grammar is total: every text has a tree without ERROR or MISSING nodes. What Architect rejects
 * stands in the tree as a node of its own (`illegal`, `unclosed_string`), so a broken line never reaches
 * past its end, and an incremental parse always equals a fresh one.
 *
 * Shape comes from indentation, so all tokens come from the external scanner (`src/scanner.c`).
 */

/// <reference types="tree-sitter-cli/dsl" />

const value = $ => field('value', $.value);

module.exports = grammar({
  name: 'arc',

  externals: $ => [
    $._newline,
    $._indent,
    $._dedent,
    $._section_end,
    $._at,
    $.pragma_name,
    $.comment,
    $.string,
    $.quoted_string,
    $.unclosed_string,
    $.number,
    $.boolean,
    $.illegal,
  ],

  extras: $ => [$.comment],

  supertypes: $ => [$.value],

  rules: {
    // Entries before the first pragma belong to nothing; Architect rejects them.
    manifest: $ => seq(repeat($.entry), repeat($.pragma)),

    pragma: $ => seq(
      alias($._at, '@'),
      optional(field('name', $.pragma_name)),
      optional($.illegal),
      $._newline,
      repeat($.entry),
      $._section_end,
    ),

    // One word alone is a scalar, several are an array; one word over an indented block names a
    // vector or a map.
    entry: $ => choice(
      seq(value($), $._newline),
      seq(field('name', $.value), $._newline, $._block),
      seq(value($), repeat1(value($)), $._newline, optional($._block)),
    ),

    _block: $ => seq($._indent, repeat1(choice($.item, $.pair)), $._dedent),

    // A line of one word in a block: an item of a vector.
    item: $ => seq(value($), $._newline),

    // A line of several words in a block, or one word over a deeper block: a pair of a map.
    pair: $ => choice(
      seq(field('key', $.value), repeat1(value($)), $._newline, optional($._items)),
      seq(field('key', $.value), $._newline, $._items),
    ),

    // The deeper block: the vector inside a map.
    _items: $ => seq($._indent, repeat1(alias($._row, $.item)), $._dedent),

    _row: $ => seq(repeat1(value($)), $._newline),

    value: $ => choice(
      $.string,
      $.quoted_string,
      $.unclosed_string,
      $.number,
      $.boolean,
      $.illegal,
    ),
  },
});
