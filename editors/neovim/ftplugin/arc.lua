vim.bo.commentstring = "# %s"
vim.bo.comments = ":#"
-- Architect reads two and four columns, and a tab as two.
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = 2
vim.b.undo_ftplugin = (vim.b.undo_ftplugin and vim.b.undo_ftplugin .. " | " or "")
  .. "setlocal commentstring< comments< expandtab< shiftwidth< softtabstop<"

-- The parser is built apart (see the README); without it there are no colours.
if vim.treesitter.language.add("arc") then
  vim.treesitter.start(0, "arc")
end
