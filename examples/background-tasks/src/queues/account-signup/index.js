// Takes what `get /` put on the queue.
exports.handler = async function queue (event) {
  console.log(JSON.stringify(event, null, 2))
  console.log('a message from the queue')
}
