// Runs once a day.
exports.handler = async function scheduled (event) {
  console.log(JSON.stringify(event, null, 2))
}
