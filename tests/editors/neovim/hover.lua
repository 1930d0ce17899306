test("K tells what a pragma is for", function()
  local buffer = open_example("app.arc")
  wait_for_server(buffer)
  vim.fn.search("^@queues$", "w")
  vim.cmd.normal("K")
  local text = wait_for("the hover", float)
  assert(text:find("queue", 1, true), text)
  vim.cmd("bwipeout!")
end)

test("hovering an entry shows the resources that its line makes", function()
  local buffer = open_example("app.arc")
  wait_for_server(buffer)
  local function hover_on(pattern)
    vim.fn.search(pattern, "w")
    vim.lsp.buf.hover()
    local text = wait_for("the hover on " .. pattern, float)
    vim.cmd("doautocmd CursorMoved")
    wait_for("the end of the hover", function()
      return not float()
    end)
    return text
  end
  local daily = hover_on("^daily rate")
  for _, line in ipairs({
    "Every 24 hours, counted from the deploy",
    "DailyScheduleLambda:",
    "Type: AWS::Serverless::Function",
    "CodeUri: ./src/scheduled/daily",
    "DailyScheduleEvent:",
    "Type: AWS::Scheduler::Schedule",
    "ScheduleExpression: rate(1 day)",
  }) do
    assert(daily:find(line, 1, true), line .. " is not in\n" .. daily)
  end
  local signup = hover_on("^account-signup$")
  for _, line in ipairs({
    "AccountSignupQueueLambda:",
    "CodeUri: ./src/queues/account-signup",
    "Type: AWS::SQS::Queue",
    "FifoQueue: true",
  }) do
    assert(signup:find(line, 1, true), line .. " is not in\n" .. signup)
  end
  vim.cmd("bwipeout!")
end)
