// The reference's parser behind a pipe: one JSON string a line in, one JSON object a line out.
//
// usage: node parser.js FOLDER, where FOLDER/node_modules holds @architect/parser
//
// {"ok":true,"json":…} with what JSON.stringify prints, or {"ok":false,"name":…,"line":…} with the name of
// the error and the line that it carries, if any.
const { createInterface } = require('node:readline')
const { join } = require('node:path')

const parse = require(join(process.argv[2], 'node_modules', '@architect', 'parser'))

createInterface({ input: process.stdin }).on('line', line => {
  let answer
  try {
    answer = { ok: true, json: JSON.stringify(parse(JSON.parse(line))) }
  }
  catch (error) {
    answer = { ok: false, name: error.constructor.name, line: error.line ?? null, message: error.message }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
})
