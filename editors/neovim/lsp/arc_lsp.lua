---@type vim.lsp.Config
return {
  cmd = { "arc-lsp", "server" },
  filetypes = { "arc" },
  -- The manifest marks the project, wherever it stands in a repository.
  root_markers = {
    { "app.arc", ".arc", "arc.json", "arc.yaml", "arc.yml" },
    "package.json",
    ".git",
  },
}
