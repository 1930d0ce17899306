test("every name of a manifest and of a function's config is an arc file", function()
  for _, name in ipairs({
    "app.arc",
    ".arc",
    "config.arc",
    ".arc-config",
    "prefs.arc",
    ".prefs.arc",
    "preferences.arc",
    ".preferences.arc",
    "other.arc",
  }) do
    assert(vim.filetype.match({ filename = "/some/where/" .. name }) == "arc", name)
  end
  for _, name in ipairs({ "arc", "app.arcs", "arc.json" }) do
    assert(vim.filetype.match({ filename = "/some/where/" .. name }) ~= "arc", name)
  end
end)

test("gcc comments a line as Architect does", function()
  open_example("app.arc")
  local line = vim.fn.search("^yolo$")
  vim.cmd.normal("gcc")
  assert(vim.fn.getline(line) == "# yolo", vim.fn.getline(line))
  vim.cmd("bwipeout!")
end)
