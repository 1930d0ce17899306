// The reference's reader of manifests behind a pipe: one JSON object a line in, one a line out.
//
// usage: node reader.js FOLDER, where FOLDER/node_modules holds @architect/inventory
//
// {"name":"arc.json","text":…} is written to a folder of its own and read from there:
// {"ok":true,"json":…} with what JSON.stringify prints, or {"ok":false,"message":…}.
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')

const read = require(join(process.argv[2], 'node_modules', '@architect', 'inventory', 'src', 'read'))
const cwd = mkdtempSync(join(tmpdir(), 'arc-lsp-reader-'))
process.on('exit', () => rmSync(cwd, { recursive: true }))

let rest = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', chunk => {
  const lines = (rest + chunk).split('\n')
  rest = lines.pop()
  process.stdout.write(lines.map(line => JSON.stringify(answer(JSON.parse(line))) + '\n').join(''))
})

function answer ({ name, text }) {
  const errors = []
  writeFileSync(join(cwd, name), text)
  try {
    const { arc } = read({ type: 'projectManifest', cwd, errors })
    return errors.length ? { ok: false, message: errors[0] } : { ok: true, json: JSON.stringify(arc) }
  }
  finally {
    rmSync(join(cwd, name))
  }
}
