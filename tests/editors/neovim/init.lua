-- What the README of editors/neovim/ tells a user to write, with the binary and the parser that xtask built.
vim.opt.runtimepath:prepend(vim.fn.getcwd() .. "/editors/neovim")
vim.opt.runtimepath:append(assert(vim.env.ARC_LSP_NEOVIM_PARSER, "ARC_LSP_NEOVIM_PARSER"))
vim.lsp.config("arc_lsp", { cmd = { assert(vim.env.ARC_LSP_BIN, "ARC_LSP_BIN"), "server" } })
vim.lsp.enable("arc_lsp")
