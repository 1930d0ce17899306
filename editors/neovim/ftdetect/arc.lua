-- `prefs.arc`, `preferences.arc` and their dotted forms have the extension; these two have none.
vim.filetype.add({
  extension = { arc = "arc" },
  filename = {
    [".arc"] = "arc",
    [".arc-config"] = "arc",
  },
})
