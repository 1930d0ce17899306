// The reference's rules for names behind a pipe: one JSON object a line in, one a line out.
//
// usage: node names.js FOLDER, where FOLDER/node_modules holds @architect/inventory
//
// in:  {"pragma":"http","method":…,"path":…} or {"pragma":"events","name":…}, and "app" likewise
// out: {"errors":[…]}, empty where the reference has nothing against it
const { join } = require('node:path')

const pragmas = join(process.argv[2], 'node_modules', '@architect', 'inventory', 'src', 'config', 'pragmas')
const validate = require(join(pragmas, 'validate'))
const app = require(join(pragmas, 'app.js'))

let rest = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', chunk => {
  const lines = (rest + chunk).split('\n')
  rest = lines.pop()
  process.stdout.write(lines.map(line => JSON.stringify(answer(JSON.parse(line))) + '\n').join(''))
})

function answer ({ pragma, method, path, name }) {
  const errors = []
  if (pragma === 'app') app({ arc: { app: [ name ] }, errors })
  if (pragma === 'http') validate.http([ { name: `${method} ${path}`, method, path } ], errors)
  if (pragma === 'ws') validate.websockets([ { name } ], errors)
  if (pragma === 'tables-streams') validate.tablesStreams([ { name } ], errors)
  if (pragma === 'events' || pragma === 'queues') validate.events([ { name, pragma } ], `@${pragma}`, errors)
  if (pragma === 'scheduled') {
    validate.scheduled([ { name, rate: { expression: '1 day', value: 1, interval: 'day' } } ], errors)
  }
  return { errors }
}
