--- The captures at the first place of `text`.
---@param text string
---@return string[]
local function captures(text)
  vim.fn.cursor(1, 1)
  local place = vim.fn.searchpos("\\V" .. vim.fn.escape(text, "\\"), "c")
  local found = vim.treesitter.get_captures_at_pos(0, place[1] - 1, place[2] - 1)
  return vim.tbl_map(function(item)
    return item.capture
  end, found)
end

test("Neovim takes every query", function()
  for _, name in ipairs({ "highlights", "folds", "indents", "injections", "locals" }) do
    assert(vim.treesitter.query.get("arc", name), name)
  end
end)

test("a manifest is coloured as soon as it is open", function()
  local buffer = open_example("app.arc")
  assert(vim.treesitter.highlighter.active[buffer], "no highlighter")
  vim.treesitter.get_parser(buffer):parse(true)
  for text, capture in pairs({
    ["# one project"] = "comment",
    ["@http"] = "keyword.directive",
    ["get /"] = "function.method",
    ["/yolo"] = "string.special.path",
    ["rate(1"] = "function.call",
    ["account-signup"] = "string",
  }) do
    local found = captures(text)
    -- The last one is what is seen.
    assert(found[#found] == capture, text .. ": " .. vim.inspect(found))
  end
  vim.cmd("bwipeout!")
end)

test("a pragma folds, the line of an entry does not", function()
  open_example("app.arc")
  vim.wo.foldmethod = "expr"
  vim.wo.foldexpr = "v:lua.vim.treesitter.foldexpr()"
  local pragma = vim.fn.search("^@http$")
  wait_for("folds", function()
    return vim.fn.foldlevel(pragma) == 1
  end)
  assert(vim.fn.foldlevel(pragma + 2) == 1)
  vim.wo.foldmethod = "manual"
  vim.cmd("bwipeout!")
end)
