-- Somebody at a Neovim of their own, which gets keys and nothing else: `nvim_input` is what a terminal would send.

---@class Person
---@field channel integer
---@field folder string the copy of the example that is open
local Person = {}
Person.__index = Person

--- Starts a Neovim at a new copy of the example and opens its manifest.
---@param text string? what the manifest is instead
---@return Person
function _G.sit_down(text)
  local folder = vim.fn.tempname()
  local copied = vim.system({ "cp", "-r", "examples/background-tasks", folder }):wait()
  assert(copied.code == 0, copied.stderr)
  local command = { vim.v.progpath, "--clean", "-u", "tests/editors/neovim/init.lua", "--embed" }
  vim.list_extend(command, { "--headless", "-n" })
  local channel = vim.fn.jobstart(command, { rpc = true, env = { ARC_LSP_TEST = "1" } })
  local person = setmetatable({ channel = channel, folder = folder }, Person)
  -- What takes a person's key in the middle of a session is for somebody who looks at it.
  person:lua("vim.o.shortmess = vim.o.shortmess .. 'aAIWF'; vim.o.more = false; vim.o.lines = 60")
  person:lua([[
    vim.api.nvim_create_autocmd("LspAttach", {
      callback = function(args)
        vim.lsp.completion.enable(true, args.data.client_id, args.buf, { autotrigger = true })
        vim.lsp.inlay_hint.enable(true, { bufnr = args.buf })
      end,
    })
    vim.o.completeopt = "menuone,noinsert"
    -- A menu that waits for keys would hold up what is asked here meanwhile.
    vim.ui.select = function(items, _, choose)
      _G.menu = { items = items, choose = choose }
    end
  ]])
  if text then
    person:writes("app.arc", text)
  end
  person:opens("app.arc")
  return person
end

--- Runs Lua in the person's Neovim, and returns what it returns.
---@param code string
---@return any
function Person:lua(code, ...)
  return vim.rpcrequest(self.channel, "nvim_exec_lua", code, { ... })
end

--- Presses keys, written as in a mapping.
---@param keys string
function Person:types(keys)
  while #keys > 0 do
    keys = keys:sub(vim.rpcrequest(self.channel, "nvim_input", keys) + 1)
  end
end

--- Writes a file of the folder past Neovim.
---@param name string
---@param text string
function Person:writes(name, text)
  local file = assert(io.open(self.folder .. "/" .. name, "wb"))
  file:write(text)
  file:close()
end

--- Opens a file of the folder and waits until the server has it.
---@param name string
function Person:opens(name)
  self:lua("vim.cmd.edit(vim.fn.fnameescape(...))", self.folder .. "/" .. name)
  self:waits_for("the server", function()
    return self:lua("return #vim.lsp.get_clients({ bufnr = 0, name = 'arc_lsp' }) == 1")
  end)
end

--- Waits until `found` returns something, and returns that.
---@generic T
---@param what string
---@param found fun(): T?
---@return T
function Person:waits_for(what, found)
  local ok, result = pcall(wait_for, what, found)
  if not ok then
    error(("%s\nthe buffer: %s\nmessages: %s"):format(result, self:text(), self:messages()), 2)
  end
  return result
end

--- Waits until keys are taken in this mode, as `n`, `i`, `s` or `c`: what asks the server first changes it later.
---@param mode string
function Person:is_in(mode)
  self:waits_for("mode " .. mode, function()
    return vim.rpcrequest(self.channel, "nvim_get_mode").mode == mode
  end)
end

--- What the buffer is on the disk once it is written.
---@return string
function Person:text()
  return self:lua([[
    local ends = vim.bo.fileformat == "dos" and "\r\n" or "\n"
    local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), ends)
    return vim.bo.endofline and text .. ends or text
  ]])
end

--- What Neovim said.
---@return string
function Person:messages()
  return self:lua("return vim.api.nvim_exec2('messages', { output = true }).output")
end

--- The problems that are shown, each as `rule 3:1-3:5`, lines and columns in characters from 1.
---@return string[]
function Person:problems()
  return self:lua([[
    local function place(line, column)
      local text = vim.api.nvim_buf_get_lines(0, line, line + 1, false)[1] or ""
      local characters = vim.str_utfindex(text, "utf-32", math.min(column, #text))
      return ("%d:%d"):format(line + 1, characters + 1)
    end
    local all = vim.tbl_map(function(it)
      return ("%s %s-%s"):format(it.code, place(it.lnum, it.col), place(it.end_lnum, it.end_col))
    end, vim.diagnostic.get(0))
    table.sort(all)
    return all
  ]])
end

--- The same as `arc-lsp check` says it of the folder, once the buffer is written.
---@return string[]
function Person:checked()
  local copy = vim.fn.tempname()
  vim.system({ "cp", "-r", self.folder, copy }):wait()
  local name = self:lua("return vim.fs.basename(vim.api.nvim_buf_get_name(0))")
  local file = assert(io.open(copy .. "/" .. name, "wb"))
  file:write(self:text())
  file:close()
  local command = { vim.env.ARC_LSP_BIN, "check", "--format", "json" }
  local said = vim.json.decode(vim.system(command, { cwd = copy, text = false }):wait().stdout)
  vim.fn.delete(copy, "rf")
  local all = {}
  for _, it in ipairs(said.problems) do
    if it.file == name then
      local from, to = it.range.start, it.range["end"]
      local ends = ("%d:%d-%d:%d"):format(from.line, from.column, to.line, to.column)
      table.insert(all, it.rule .. " " .. ends)
    end
  end
  table.sort(all)
  return all
end

--- The text that the server holds of the buffer.
---@return string?
function Person:held()
  return self:lua([[
    local client = vim.lsp.get_clients({ bufnr = 0, name = "arc_lsp" })[1]
    local params = { textDocument = vim.lsp.util.make_text_document_params() }
    local answer = client:request_sync("arc/test/document", params, 5000, 0)
    return answer and answer.result and answer.result.text
  ]])
end

--- Waits until the server holds what the buffer holds, and Neovim shows of it what `arc-lsp check` says.
---@param text string? what the buffer must be
function Person:agrees(text)
  local is = self:text()
  if text and is ~= text then
    error(("the buffer is\n%s\ninstead of\n%s\nmessages: %s"):format(is, text, self:messages()), 2)
  end
  local held
  local ok = pcall(wait_for, "the server's text", function()
    held = self:held()
    return held == is
  end)
  if not ok then
    error(("the server holds\n%s\ninstead of\n%s"):format(vim.inspect(held), vim.inspect(is)), 2)
  end
  local right, shown = self:checked(), nil
  ok = pcall(wait_for, "the problems", function()
    shown = self:problems()
    return vim.deep_equal(shown, right)
  end)
  if not ok then
    error(
      ("Neovim shows %s, arc-lsp check says %s of\n%s"):format(
        vim.inspect(shown),
        vim.inspect(right),
        is
      ),
      2
    )
  end
end

--- Waits for a problem that begins like this, by its rule.
---@param problem string
function Person:sees(problem)
  self:waits_for("the problem " .. problem, function()
    return vim.iter(self:problems()):any(function(it)
      return vim.startswith(it, problem)
    end)
  end)
end

--- Waits until the buffer holds this.
---@param text string
function Person:becomes(text)
  self:waits_for("the buffer to be\n" .. text, function()
    return self:text() == text
  end)
end

--- Takes the action whose title begins like this from the menu that comes.
---@param title string
function Person:chooses(title)
  local titles
  local index = self:waits_for("a menu", function()
    titles = self:lua([[
      return vim.tbl_map(function(it) return it.action.title end, (menu or { items = {} }).items)
    ]])
    return #titles > 0 and titles
  end) and vim.iter(ipairs(titles)):find(function(_, it)
    return vim.startswith(it, title)
  end)
  assert(index, title .. " is not in " .. vim.inspect(titles))
  self:lua("local it = menu; menu = nil; it.choose(it.items[...], ...)", index)
end

--- Asks for what can stand at the cursor, as autocompletion does not within a word.
function Person:asks_for_words()
  self:types("<C-x><C-o>")
end

--- The words of what is offered, once something is.
---@return string[]
function Person:offered()
  return self:waits_for("a completion", function()
    local words = self:lua([[
      return vim.tbl_map(function(it)
        return it.abbr ~= "" and it.abbr or it.word
      end, vim.fn.complete_info({ "items" }).items)
    ]])
    return #words > 0 and words
  end)
end

--- Chooses the word of the menu that is open.
---@param word string
function Person:accepts(word)
  local words = self:offered()
  local index = vim.iter(ipairs(words)):find(function(_, it)
    return it == word
  end)
  assert(index, word .. " is not in " .. vim.inspect(words))
  local selected = self:lua("return vim.fn.complete_info({ 'selected' }).selected") + 1
  self:types(("<C-n>"):rep(index - selected) .. ("<C-p>"):rep(selected - index) .. "<C-y>")
end

--- Renames what a line begins with, from where `grn` asks for the new name.
---@param old string
---@param new string
function Person:renames(old, new)
  self:types("/^" .. old .. "<CR>grn")
  self:is_in("c")
  local asked = self:lua("return vim.fn.getcmdline()")
  assert(asked == old, asked)
  self:types("<C-u>" .. new .. "<CR>")
end

--- Leaves Neovim, as a person does.
function Person:leaves()
  -- There is nobody left to answer a request.
  vim.rpcnotify(self.channel, "nvim_input", "<C-\\><C-n>:qa!<CR>")
  local ended = vim.fn.jobwait({ self.channel }, 20000)[1]
  assert(ended == 0 or ended == -3, "Neovim did not end: " .. ended)
end
