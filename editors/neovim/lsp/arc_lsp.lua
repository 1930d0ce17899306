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
  capabilities = {
    workspace = {
      -- On Linux Neovim leaves this off by itself. A handler that is written clears its problem at once.
      didChangeWatchedFiles = { dynamicRegistration = true },
    },
  },
}
