// What the reference's inventory has against projects, behind a pipe: one JSON object a line in, one a line out.
//
// usage: node inventory.js FOLDER [--lax] [--once], where FOLDER/node_modules holds the @architect packages
//
// in:  {"cwd":DIRECTORY}
// out: {"ok":…,"reasons":[{"pragma":… or null,"message":…,"crash":…}]}
//
// `ok` is the reference's verdict. The reasons are those of all its stages: the reference ends at the first that has
// any, so here they run one by one, each with an empty list of errors, and a crash in one pragma is kept apart from the
// others. A crash counts as a rejection.
const { join } = require('node:path')
const reference = require('./architect')

const architect = reference(process.argv[2], { lax: process.argv.includes('--lax') })
const source = (...path) => join(architect, 'inventory', 'src', ...path)

// Takes the absence of reasons for the verdict, and so runs once.
const once = process.argv.includes('--once')

let reasons
const note = (pragma, errors) => {
  for (const message of errors.splice(0)) reasons?.push({ pragma, message: String(message), crash: false })
}
// What falls over after another has may do so for want of what that should have given.
const crash = (pragma, error) => {
  if (reasons.some(reason => reason.crash)) return
  reasons.push({ pragma, message: String(error?.message ?? error), crash: true })
}

// The visitors of the pragmas, each on its own. Their names are part of how they are found.
const { all } = require(source('lib', 'pragmas.js'))
for (const pragma of all.filter(name => name !== 'plugins')) {
  const path = require.resolve(source('config', 'pragmas', `${pragma}.js`))
  const visitor = require(path)
  function watched (params) {
    if (!reasons) return visitor(params)
    try {
      return visitor(params)
    }
    catch (error) {
      crash(pragma, error)
      return null
    }
    finally {
      note(pragma, params.errors)
    }
  }
  Object.defineProperty(watched, 'name', { value: visitor.name })
  require.cache[path].exports = watched
}

// Plugins and preferences come first.
const config = require(source('config'))
const { _project } = config
config._project = params => {
  if (!reasons) return _project(params)
  note('plugins', params.errors)
  try {
    return _project(params)
  }
  finally {
    note('preferences', params.errors)
  }
}

// The last stages.
const last = require.resolve(source('validate', 'index.js'))
const validate = require(last)
const stages = [ 'config', 'layers', 'tables-children', 'paths' ].map(name => require(source('validate', `${name}.js`)))
require.cache[last].exports = (params, inventory) => {
  if (!reasons) return validate(params, inventory)
  for (const stage of stages) {
    const errors = []
    const before = reasons.length
    try {
      if (stage.length === 3) stage(params, inventory, errors)
      else stage(inventory, errors)
    }
    catch (error) {
      // Where an earlier stage had nothing to give, that is no fault of the manifest.
      if (!before) crash(null, error)
    }
    note(null, errors)
  }
}

const inventory = require(source('index.js'))

async function answer ({ cwd }) {
  const ask = () => reference.run(inventory, { cwd, deployStage: 'staging' }, null)
  reasons = undefined
  const ok = once || await ask().then(() => true, () => false)
  reasons = []
  await ask().catch(error => {
    const errors = error?.ARC_ERRORS?.errors
    if (errors) note(error.ARC_ERRORS.type, [ ...errors ])
    else crash(null, error)
  })
  return { ok: ok && (!once || !reasons.length), reasons }
}

reference.serve(answer)
