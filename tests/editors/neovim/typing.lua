-- Somebody types. Behind each step the buffer, what the server holds and the problems shown agree.

local events = "@events\nyolo\n"

--- Replaces a part of a text that stands in it once.
---@param text string
---@param old string
---@param new string
---@return string
local function with(text, old, new)
  local before, behind = text:find(old, 1, true)
  assert(before, old .. " is not in\n" .. text)
  return text:sub(1, before - 1) .. new .. text:sub(behind + 1)
end

test("a mistyped pragma is seen while it is typed, and gone when it is mended", function()
  local person = sit_down()
  local before = person:text()
  person:agrees()
  person:types("/^@queues<CR>C@queus")
  person:sees("unknown-pragma")
  person:agrees(with(before, "@queues", "@queus"))
  person:types("<BS>es")
  person:agrees(before)
  person:types("<Esc>")
  person:leaves()
end)

test("a cron of five fields is mended by its action, undone and redone", function()
  local person = sit_down()
  local before = person:text()
  person:types("/^daily<CR>wCcron(0 9 * * *)")
  local wrong = with(before, "rate(1 day)", "cron(0 9 * * *)")
  person:sees("invalid-cron")
  person:agrees(wrong)
  person:types("<Esc>gra")
  person:chooses("Replace by `0 9 * * ? *`")
  local right = with(before, "rate(1 day)", "cron(0 9 * * ? *)")
  person:becomes(right)
  person:agrees(right)
  person:types("u")
  person:agrees(wrong)
  person:types("u")
  person:agrees(before)
  person:types("2<C-r>")
  person:agrees(right)
  person:leaves()
end)

test("a pragma is completed, its places are filled in, and all of it undone", function()
  local person = sit_down()
  local before = person:text()
  person:types("Go<CR>@")
  person:accepts("@tables")
  person:is_in("s")
  person:types("cats<Tab>")
  person:is_in("s")
  person:types("catId<Esc>")
  person:is_in("n")
  local after = before .. "\n@tables\ncats\n  catId *String\n"
  person:agrees(after)
  while person:text() ~= before do
    local is = person:text()
    person:types("u")
    person:agrees()
    assert(person:text() ~= is, "nothing is left to undo, and the buffer is\n" .. is)
  end
  person:types("99<C-r>")
  person:agrees(after)
  person:leaves()
end)

test("a method, a path and a setting are completed where they stand", function()
  local person = sit_down()
  local before = person:text()
  person:types("/^post<CR>opost ")
  person:accepts("/hello")
  local routes = with(before, "post /yolo\n", "post /yolo\npost /hello\n")
  person:becomes(routes)
  person:agrees(routes)
  person:types("<Esc>/^account<CR>o  fi")
  person:asks_for_words()
  person:accepts("fifo")
  person:waits_for("the values", function()
    return vim.deep_equal(person:offered(), { "false", "true" })
  end)
  person:accepts("false")
  person:types("<Esc>")
  local whole = routes .. "  fifo false\n"
  person:becomes(whole)
  person:agrees(whole)
  person:leaves()
end)

test(
  "a missing handler is created, and its problem goes while the manifest stays as it is",
  function()
    local person = sit_down()
    local before = person:text()
    person:types("/^yolo<CR>gra")
    person:chooses("Create handler `src/events/yolo/index.mjs`")
    person:waits_for("the handler", function()
      return vim.uv.fs_stat(person.folder .. "/src/events/yolo/index.mjs")
    end)
    person:types(":wall<CR>:buffer app.arc<CR>")
    person:agrees(before)
    assert(not vim.iter(person:problems()):any(function(it)
      return vim.startswith(it, "missing-handler 12:")
    end))
    person:leaves()
  end
)

test("a rename moves the handler; undo and redo of it are followed", function()
  local person = sit_down()
  local before = person:text()
  local function handlers()
    return table.concat(vim.fn.readdir(person.folder .. "/src/scheduled"), " ")
  end
  -- A handler that is open beside it and not saved goes along.
  person:types(":split %:h/src/scheduled/daily/index.js<CR>")
  person:types(":0put ='// open'<CR><C-w>j")
  person:renames("daily", "nightly")
  local after = with(before, "daily", "nightly")
  person:becomes(after)
  person:agrees(after)
  assert(handlers() == "nightly", handlers())
  person:types(":wall<CR>")
  local handler = person.folder .. "/src/scheduled/nightly/index.js"
  person:waits_for("the open handler where it is now", function()
    return vim.uv.fs_stat(handler) and vim.fn.readfile(handler)[1] == "// open"
  end)
  assert(handlers() == "nightly", handlers())
  -- Undo is the buffer's alone, so the handler lies where it was moved, and that is said.
  person:types("u")
  person:agrees(before)
  person:sees("missing-handler 16:")
  person:types("<C-r>")
  person:agrees(after)
  -- Back again as it came.
  person:renames("nightly", "daily")
  person:becomes(before)
  person:agrees(before)
  assert(handlers() == "daily", handlers())
  person:leaves()
end)

test("a name that cannot be is refused with the reason, and nothing changes", function()
  local person = sit_down()
  local before = person:text()
  person:renames("daily", "every day")
  person:waits_for("the reason", function()
    return person:messages():find("not ` `", 1, true)
  end)
  person:agrees(before)
  person:leaves()
end)

test("a file is formatted when it is saved, and what is read of it stays", function()
  local person = sit_down()
  person:lua([[
    vim.api.nvim_create_autocmd("BufWritePre", {
      buffer = 0,
      callback = function() vim.lsp.buf.format({ name = "arc_lsp" }) end,
    })
  ]])
  local before = person:text()
  person:types("/^yolo<CR>A   # the first<Esc>/^get<CR>ce" .. "get   <Esc>Go<CR><CR><CR><Esc>")
  local typed = person:text()
  person:agrees(typed)
  person:types(":w<CR>")
  local saved = with(before, events, "@events\nyolo # the first\n")
  person:becomes(saved)
  person:agrees(saved)
  assert(vim.deep_equal(vim.fn.readblob(person.folder .. "/app.arc"), saved))
  person:types("u")
  person:agrees(typed)
  person:leaves()
end)

test("colours, hints and lenses follow what is typed", function()
  local person = sit_down()
  local function token(line, column)
    return person:lua(
      [[
        local tokens = vim.lsp.semantic_tokens.get_at_pos(0, ...)
        return tokens and tokens[1] and tokens[1].type or false
      ]],
      line,
      column
    )
  end
  person:waits_for("a token", function()
    return token(11, 0)
  end)
  local of_name = token(11, 0)
  person:types("/^yolo<CR>Oring<Esc>")
  person:agrees()
  person:waits_for("the token one line below", function()
    return token(12, 0) == of_name and token(12, 3) == of_name and token(11, 0) == of_name
  end)
  local function hints()
    return person:lua([[
      return vim.tbl_map(function(it)
        return ("%d %s"):format(it.inlay_hint.position.line + 1, it.inlay_hint.label)
      end, vim.lsp.inlay_hint.get({ bufnr = 0 }))
    ]])
  end
  person:types("/^daily<CR>wCcron(0 9 * * ? *)<Esc>")
  person:waits_for("the next run in line 17", function()
    return vim.iter(hints()):any(function(it)
      return vim.startswith(it, "17 ") and it:find("09:00", 1, true)
    end)
  end)
  person:types("<C-w>s")
  person:lua("vim.lsp.codelens.refresh({ bufnr = 0 })")
  person:types("/^get /<CR>")
  person:waits_for("the lens of the route", function()
    return person:lua([[
      return vim.iter(vim.lsp.codelens.get(0)):any(function(it)
        return it.command.title:find("src/http/get-index", 1, true) ~= nil
      end)
    ]])
  end)
  person:types(":lua vim.lsp.codelens.run()<CR>")
  person:waits_for("the handler that the lens opens", function()
    local name = person:lua("return vim.api.nvim_buf_get_name(0)")
    return vim.endswith(name, "src/http/get-index/index.js")
  end)
  person:leaves()
end)
