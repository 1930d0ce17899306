// The reference's parser behind a pipe: one JSON string a line in, one JSON object a line out.
//
// usage: node parser.js FOLDER, where FOLDER/node_modules holds @architect/parser
//
// {"ok":true,"json":…} with what JSON.stringify prints, or {"ok":false,"name":…,"line":…} with the name of
// the error and the line that it carries, if any.
const { join } = require('node:path')

const parse = require(join(process.argv[2], 'node_modules', '@architect', 'parser'))

// Not `readline`: it takes U+2028 for the end of a line too.
let rest = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', chunk => {
  const lines = (rest + chunk).split('\n')
  rest = lines.pop()
  process.stdout.write(lines.map(line => JSON.stringify(answer(JSON.parse(line))) + '\n').join(''))
})

function answer (text) {
  try {
    return { ok: true, json: JSON.stringify(parse(text)) }
  }
  catch (error) {
    return { ok: false, name: error.constructor.name, line: error.line ?? null }
  }
}
