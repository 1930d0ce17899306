-- Runs every test of this folder in one Neovim: nvim --clean -u init.lua -l run.lua, from the checkout's root.
local folder = "tests/editors/neovim/"
local failed, passed = 0, 0

--- `print` would leave the last line open.
local function say(line)
  io.stdout:write(line, "\n")
end

---@param name string
---@param body fun()
function _G.test(name, body)
  local ok, problem = xpcall(body, debug.traceback)
  if ok then
    passed = passed + 1
    say("ok      " .. name)
  else
    failed = failed + 1
    say("FAILED  " .. name .. "\n" .. problem)
  end
end

--- Waits until `found` returns something, and returns that.
---@generic T
---@param what string
---@param found fun(): T?
---@return T
function _G.wait_for(what, found)
  local result
  local came = vim.wait(20000, function()
    result = found()
    return result ~= nil and result ~= false
  end, 20)
  assert(came, "waited in vain for " .. what)
  return result
end

--- Opens `name` in a new copy of the example, and returns its buffer and the copy's folder.
---@param name string
---@return integer buffer
---@return string folder
function _G.open_example(name)
  local copy = vim.fn.tempname()
  local copied = vim.system({ "cp", "-r", "examples/background-tasks", copy }):wait()
  assert(copied.code == 0, copied.stderr)
  vim.cmd.edit(vim.fn.fnameescape(copy .. "/" .. name))
  return vim.api.nvim_get_current_buf(), copy
end

--- The problem of this rule on a line, if there is one.
---@param buffer integer
---@param line integer from 1
---@param rule string
---@return vim.Diagnostic?
function _G.problem(buffer, line, rule)
  for _, found in ipairs(vim.diagnostic.get(buffer, { lnum = line - 1 })) do
    if found.code == rule then
      return found
    end
  end
end

--- The text of the floating window, if one is open.
---@return string?
function _G.float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
      return table.concat(lines, "\n")
    end
  end
end

--- Waits until the server speaks for the buffer.
---@param buffer integer
function _G.wait_for_server(buffer)
  wait_for("the server", function()
    local client = vim.lsp.get_clients({ bufnr = buffer, name = "arc_lsp" })[1]
    return client and client.initialized
  end)
end

dofile(folder .. "person.lua")
for _, file in ipairs({
  "filetype.lua",
  "colours.lua",
  "problems.lua",
  "hover.lua",
  "handlers.lua",
  "attach.lua",
  "typing.lua",
  "odd.lua",
}) do
  dofile(folder .. file)
end

say(("neovim %s: %d passed, %d failed"):format(tostring(vim.version()), passed, failed))
if failed > 0 then
  os.exit(1)
end
