--- Opens a file of this name and text in a folder of its own, and returns its buffer.
---@param name string
---@param text string
---@return integer
local function open(name, text)
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, "p")
  local path = folder .. "/" .. name
  vim.fn.writefile(vim.split(text, "\n"), path)
  vim.cmd.edit(vim.fn.fnameescape(path))
  return vim.api.nvim_get_current_buf()
end

test("a manifest in JSON or YAML has its problems", function()
  for name, text in pairs({
    ["arc.json"] = '{ "app": "my-app", "evnts": ["yolo"] }',
    ["arc.yaml"] = "app: my-app\nevnts:\n  - yolo",
    ["package.json"] = '{ "name": "x", "arc": { "app": "my-app", "evnts": ["yolo"] } }',
  }) do
    local buffer = open(name, text)
    wait_for_server(buffer)
    wait_for("the problem in " .. name, function()
      return vim.iter(vim.diagnostic.get(buffer)):any(function(it)
        return it.code == "unknown-pragma"
      end)
    end)
    vim.cmd("bwipeout!")
  end
end)

test("other JSON and YAML is left to others", function()
  for name, text in pairs({
    ["package.json"] = '{ "name": "arc", "scripts": { "arc": "arc deploy" } }',
    ["tsconfig.json"] = "{}",
    ["config.yaml"] = "a: b",
  }) do
    local buffer = open(name, text)
    vim.wait(300)
    assert(#vim.lsp.get_clients({ bufnr = buffer, name = "arc_lsp" }) == 0, name)
    vim.cmd("bwipeout!")
  end
end)
