// The reference's inventory and template behind a pipe: one JSON object a line in, one a line out.
//
// usage: node package.js FOLDER [--lax], where FOLDER/node_modules holds the @architect packages
//
// in:  {"cwd":DIRECTORY,"stage":STAGE,"region":REGION or null}
// out: {"ok":true,"template":…,"inventory":…} with CodeUri and all paths relative to the project, or
//      {"ok":false,"message":…}; a crash counts as a rejection
//
// Plugins are never loaded: each is a stub that only brings the runtimes that real ones bring. With --lax, retired runtimes are accepted, so
// that the stages behind that check run too.
const { join } = require('node:path')
const Module = require('node:module')

const architect = join(process.argv[2], 'node_modules', '@architect')
if (process.argv.includes('--lax')) {
  const known = require(join(process.argv[2], 'node_modules', 'lambda-runtimes'))
  known.runtimeList.push(...Object.values(known.retiredRuntimes).flat())
}

const loader = join(architect, 'inventory', 'src', 'config', 'pragmas', 'plugins.js')
const stub = '/stub-of-a-plugin'
const resolve = Module._resolveFilename
Module._resolveFilename = function (request, parent, ...rest) {
  try {
    return resolve.call(this, request, parent, ...rest)
  }
  catch (error) {
    if (parent?.filename === loader) return stub
    throw error
  }
}
const runtimes = [
  { name: 'typescript', type: 'transpiled', build: '.build', baseRuntime: 'nodejs22.x' },
  { name: 'rust', type: 'compiled', build: '.build', baseRuntime: 'provided.al2' },
  { name: 'golang', type: 'compiled', build: '.build', baseRuntime: 'provided.al2' },
]
const load = Module._load
Module._load = function (request, parent, ...rest) {
  const own = request.startsWith('.') || Module.isBuiltin(request)
  if (parent?.filename === loader && !own) {
    // A macro is a function, a plugin has methods: the stub is both.
    const plugin = Object.assign(() => {}, { deploy: { start () {} } })
    // Several plugins must not bring one runtime twice.
    if (!brought) plugin.set = { runtimes: () => runtimes }
    brought = true
    return plugin
  }
  return load.call(this, request, parent, ...rest)
}

const inventory = require(join(architect, 'inventory'))
const package_ = require(join(architect, 'package'))
const asap = join(architect, 'asap', 'src')

let brought
let crashed
process.on('uncaughtException', error => crashed?.(error))
process.on('unhandledRejection', error => crashed?.(error))

async function answer ({ cwd, stage, region }) {
  try {
    if (region) process.env.AWS_REGION = region
    else delete process.env.AWS_REGION
    brought = false
    const inv = await new Promise((accept, reject) => {
      crashed = reject
      inventory({ cwd, deployStage: stage }).then(accept, reject)
    })
    const paths = (key, value) => typeof value === 'string' ? relative(value, cwd) : value
    // First, since the template's Deno layers end in the inventory too.
    const inventory_ = JSON.stringify(summary(inv.inv), paths)
    const template = JSON.stringify(package_(inv), (key, value) => key === 'CodeUri' ? paths(key, value) : value)
    return { ok: true, template: JSON.parse(template), inventory: JSON.parse(inventory_) }
  }
  catch (error) {
    return { ok: false, message: String(error?.message ?? error) }
  }
}

function relative (value, cwd) {
  if (value === asap || value.startsWith(asap + '/')) return './node_modules/@architect/asap/src' + value.slice(asap.length)
  if (value === cwd) return '.'
  return value.startsWith(cwd + '/') ? '.' + value.slice(cwd.length) : value
}

function summary (inv) {
  const functions = []
  for (const pragma of [ 'events', 'http', 'queues', 'scheduled', 'tables-streams', 'ws' ]) {
    functions.push(...inv[pragma] || [])
  }
  const { app, aws, tables, static: static_, proxy, cdn, shared, views } = inv
  return { app, aws, functions, tables, 'tables-indexes': inv['tables-indexes'], static: static_, proxy, cdn, shared, views }
}

async function main () {
  let rest = ''
  process.stdin.setEncoding('utf8')
  for await (const chunk of process.stdin) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()
    for (const line of lines) {
      process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + '\n')
    }
  }
}
main()
