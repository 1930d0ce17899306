local handler = "src/events/yolo/index.mjs"

test("the example's problem is seen, explained, and gone once its handler is created", function()
  local buffer, folder = open_example("app.arc")
  local line = vim.fn.search("^yolo$")

  local found = wait_for("the problem of yolo", function()
    return problem(buffer, line, "missing-handler")
  end)
  assert(found.source == "arc-lsp", found.source)
  assert(found.message:find("yolo", 1, true), found.message)
  assert(found.col == 0 and found.end_col == #"yolo", vim.inspect(found))

  vim.lsp.buf.hover()
  local text = wait_for("the hover", float)
  assert(text:find("src/events/yolo", 1, true), text)
  vim.cmd("doautocmd CursorMoved")

  vim.fn.cursor(line, 1)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title:find("Create handler", 1, true) and action.title:find(handler, 1, true)
    end,
  })
  wait_for("the handler", function()
    return vim.uv.fs_stat(folder .. "/" .. handler)
  end)
  wait_for("the end of the problem", function()
    return not problem(buffer, line, "missing-handler")
  end)
  vim.cmd("silent wall")
  local written = table.concat(vim.fn.readfile(folder .. "/" .. handler), "\n")
  assert(written:find("export async function handler", 1, true), written)
  -- What was not asked for is as it was.
  assert(problem(buffer, vim.fn.search("^post /yolo$", "w"), "missing-handler"))
end)

test(
  "a handler that something else writes clears its problem, and its removal brings it back",
  function()
    local buffer, folder = open_example("app.arc")
    local line = vim.fn.search("^yolo$")
    local function missing()
      return problem(buffer, line, "missing-handler")
    end
    wait_for("the problem of yolo", missing)
    vim.fn.mkdir(folder .. "/src/events/yolo", "p")
    vim.fn.writefile({ "export async function handler () {}" }, folder .. "/" .. handler)
    wait_for("the end of the problem", function()
      return not missing()
    end)
    vim.fn.delete(folder .. "/src/events/yolo", "rf")
    wait_for("the problem again", missing)
    vim.cmd("bwipeout!")
  end
)
