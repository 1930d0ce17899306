// The reference's inventory and template behind a pipe: one JSON object a line in, one a line out.
//
// usage: node package.js FOLDER [--lax], where FOLDER/node_modules holds the @architect packages
//
// in:  {"cwd":DIRECTORY,"stage":STAGE,"region":REGION or null}
// out: {"ok":true,"template":…,"inventory":…} with CodeUri and all paths relative to the project, or
//      {"ok":false,"message":…}; a crash counts as a rejection
//
// Plugins are never loaded. With --lax, retired runtimes are accepted, so that the stages behind that check run too.
const { join } = require('node:path')
const reference = require('./architect')

const architect = reference(process.argv[2], { lax: process.argv.includes('--lax') })
const inventory = require(join(architect, 'inventory'))
const package_ = require(join(architect, 'package'))
const asap = join(architect, 'asap', 'src')

async function answer ({ cwd, stage, region }) {
  try {
    const inv = await reference.run(inventory, { cwd, deployStage: stage }, region)
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

reference.serve(answer)
