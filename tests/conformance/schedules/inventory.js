// What @architect/inventory says of schedule expressions in the one-line form: one JSON string a line in, true or
// false a line out.
//
// usage: node inventory.js FOLDER, where FOLDER/node_modules holds @architect/inventory
const { join } = require('node:path')
const { createInterface } = require('node:readline')

// Its answer would depend on these.
process.env.AWS_REGION = 'us-west-2'
const cwd = process.argv[2]
const inventory = require(join(cwd, 'node_modules', '@architect', 'inventory'))

async function accepts (expression) {
  try {
    await inventory({ cwd, rawArc: `@app\napp\n\n@scheduled\nname "${expression}"\n` })
    return true
  }
  catch {
    return false
  }
}

async function main () {
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(await accepts(JSON.parse(line)))
  }
}

main()
