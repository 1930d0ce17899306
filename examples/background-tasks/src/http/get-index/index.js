// Answers `get /`: shows the form that posts to /yolo, and puts a message on the queue meanwhile.
let arc = require('@architect/functions')

exports.handler = async function http (req) {
  let name = 'account-signup'
  let payload = { body: req.headers, text: 'yolo' }
  await arc.queues.publish({ name, payload })

  let page = `<!doctype html>
<html><body>
  <form action=/yolo method=post>
    <button>YOLO</button>
  </form>
</body></html>`
  return {
    statusCode: 200,
    headers: { 'content-type': 'text/html' },
    body: page,
  }
}
