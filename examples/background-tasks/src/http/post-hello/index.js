// Meant to answer `post /yolo`: publishes to the topic and sends the browser back.
let arc = require('@architect/functions')

async function yolo () {
  await arc.events.publish({
    name: 'yolo',
    payload: {
      message: 'swag',
      timestamp: new Date().toISOString(),
    },
  })
  return { location: '/' }
}

exports.handler = arc.http.async(yolo)
