// Meant to hear the topic `yolo`.
exports.handler = async function (event) {
  console.log('heard', JSON.stringify(event, null, 2))
  return true
}
