// The reference packages with every plugin replaced by a stub that only brings the runtimes that real ones bring, and
// `rejected` runs of the inventory that cannot end the process.
//
// usage: require('./architect')(FOLDER, { lax }), where FOLDER/node_modules holds the @architect packages; `lax`
// accepts retired runtimes, so that the stages behind that check run too
const { join } = require('node:path')
const Module = require('node:module')

let brought
let crashed
process.on('uncaughtException', error => crashed?.(error))
process.on('unhandledRejection', error => crashed?.(error))

module.exports = function architect (folder, { lax }) {
  const architect = join(folder, 'node_modules', '@architect')
  if (lax) {
    const known = require(join(folder, 'node_modules', 'lambda-runtimes'))
    known.runtimeList.push(...Object.values(known.retiredRuntimes).flat())
  }
  stubPlugins(join(architect, 'inventory', 'src', 'config', 'pragmas', 'plugins.js'))
  return architect
}

// What `inventory(params)` of the reference returns; rejects where it throws later, too.
module.exports.run = function run (inventory, params, region) {
  if (region) process.env.AWS_REGION = region
  else delete process.env.AWS_REGION
  brought = false
  return new Promise((accept, reject) => {
    crashed = reject
    inventory(params).then(accept, reject)
  })
}

// Answers each line of the input, a JSON object, with a line.
module.exports.serve = async function serve (answer) {
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

function stubPlugins (loader) {
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
}
