// The runs of cron expressions as aws-cron-parser has them: one JSON object a line in, one a line out.
//
// usage: node aws-cron-parser.js FOLDER, where FOLDER/node_modules holds aws-cron-parser
//
// {"cron":"0 9 * * ? *","from":SECONDS,"until":SECONDS,"count":N} becomes {"runs":[SECONDS…]} with the runs after
// `from` and before `until`, at most `count`, in UTC, or {"error":…}.
const { join } = require('node:path')
const { createInterface } = require('node:readline')

const peer = require(join(process.argv[2], 'node_modules', 'aws-cron-parser'))

createInterface({ input: process.stdin }).on('line', line => {
  console.log(JSON.stringify(answer(JSON.parse(line))))
})

function answer ({ cron, from, until, count }) {
  const runs = []
  try {
    const parsed = peer.parse(cron)
    let last = new Date(from * 1000)
    while (runs.length < count) {
      last = peer.next(parsed, last)
      if (!last || Number.isNaN(last.getTime()) || last.getTime() / 1000 >= until) break
      runs.push(last.getTime() / 1000)
    }
    return { runs }
  }
  catch (error) {
    return { runs, error: error.message }
  }
}
