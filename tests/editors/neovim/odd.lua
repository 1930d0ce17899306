-- What else people do to a buffer: the server follows, whatever the editor makes of it.

test("whatever is done to many lines at once, the server holds the buffer", function()
  local person = sit_down()
  for _, keys in ipairs({
    -- Lines go, come, move, are joined and split, cased, repeated, indented; from the first to the last.
    "ggdd",
    "Gp",
    ":g/^#/d<CR>",
    ":%s/o/ö🦀/g<CR>",
    "ggJJ",
    "u",
    ":g/./move 0<CR>",
    "u",
    "ggVG>",
    "u",
    "/^@http<CR>yypp3.",
    "10u",
    "5<C-r>",
    "ggVGgU",
    "<C-v>jj$A # ü<Esc>",
    "qqA x<Esc>jq5@q",
    "ggdG",
    "i@app<CR>a<Esc>",
    ":undo 0<CR>",
    ":earlier 1f<CR>",
    ":later 99<CR>",
    "G$x",
    ":%!tac<CR>",
    "ggO<Esc>O<C-v>u2028<C-v>u00e9<Esc>",
  }) do
    person:types(keys)
    local ok, problem = pcall(person.agrees, person)
    assert(ok, keys .. ": " .. tostring(problem))
  end
  person:leaves()
end)

test("somebody who types without a pause is followed", function()
  local person = sit_down()
  local before = person:text()
  local lines = {}
  for index = 1, 60 do
    table.insert(lines, ("topic-%d # 🦀 é"):format(index))
  end
  person:types("/^yolo<CR>o" .. table.concat(lines, "<CR>"))
  person:types("<BS><BS><BS><BS><BS><BS><C-w><C-u>last<Esc>")
  lines[#lines] = "last"
  person:agrees((before:gsub("\nyolo\n\n", "\nyolo\n" .. table.concat(lines, "\n") .. "\n\n")))
  person:types(":undo 0<CR>")
  person:agrees(before)
  person:leaves()
end)

test("two windows of one buffer, and one of two tabs, show the same", function()
  local person = sit_down()
  person:types("<C-w>s<C-w>jGo@evens<Esc><C-w>kggOx<Esc>")
  person:sees("unknown-pragma")
  person:agrees()
  person:types(":tab split<CR>Gdd<C-w>c")
  person:agrees()
  person:types("<C-w>c")
  person:agrees()
  person:leaves()
end)

test(
  "a manifest that something else wrote is read anew, and so is one whose edits are given up",
  function()
    local person = sit_down()
    local before = person:text()
    person:types("/^yolo<CR>ccoh<Esc>")
    person:agrees()
    person:types(":edit!<CR>")
    person:agrees(before)
    local other = "@app\nother\n\n@evens\nyolo\n"
    person:writes("app.arc", other)
    person:types(":checktime<CR>")
    person:becomes(other)
    person:agrees(other)
    person:types("u")
    person:agrees(before)
    -- Deleted beneath the buffer, which is what counts.
    vim.fn.delete(person.folder .. "/app.arc")
    person:types("/^yolo<CR>ccring<Esc>")
    person:sees("missing-handler")
    person:types(":write!<CR>")
    person:agrees()
    person:leaves()
  end
)

test("a manifest that gets another name is followed there", function()
  local person = sit_down()
  person:types("/^yolo<CR>ccring<Esc>")
  person:agrees()
  local text = person:text()
  vim.fn.mkdir(person.folder .. "/other")
  person:types(":saveas %:h/other/app.arc<CR>")
  person:waits_for("the new name", function()
    local name = person:lua("return vim.api.nvim_buf_get_name(0)")
    return vim.endswith(name, "/other/app.arc")
  end)
  person:waits_for("the problem where there are no handlers", function()
    return #vim.tbl_filter(function(it)
      return vim.startswith(it, "missing-handler ")
    end, person:problems()) == 5
  end)
  person:types("/^yolo\\|^ring<CR>ccbell<Esc>")
  person:waits_for("the server's text", function()
    return person:held() == person:text()
  end)
  assert(vim.fn.readfile(person.folder .. "/app.arc")[12] == "yolo")
  assert(person:text() ~= text)
  person:leaves()
end)

test("a manifest whose lines end as on Windows keeps its ends", function()
  local text =
    "@app\r\nmy-app\r\n\r\n# ü 🦀\r\n@events\r\nyolo\r\n\r\n@scheduled\r\ndaily rate(2 day)\r\n"
  local person = sit_down(text)
  assert(person:lua("return vim.bo.fileformat") == "dos")
  person:agrees(text)
  person:types("/ day)<CR>lgra")
  person:chooses("Replace by")
  text = text:gsub("2 day", "2 days")
  person:becomes(text)
  person:agrees(text)
  person:types("Go@")
  person:accepts("@queues")
  person:is_in("s")
  person:types("q<Esc>")
  text = text .. "@queues\r\nq\r\n"
  person:agrees(text)
  person:renames("daily", "nightly")
  text = text:gsub("daily", "nightly")
  person:becomes(text)
  person:agrees(text)
  person:lua("vim.lsp.buf.format({ name = 'arc_lsp' })")
  assert(not person:text():find("[^\r]\n"), vim.inspect(person:text()))
  person:agrees()
  person:types("dd:%s/q$/r/<CR>:w<CR>")
  person:agrees()
  person:leaves()
end)

test("what is not ASCII before the cursor moves nothing", function()
  local text =
    "# ü 🦀\n@app\nmy-app # 👩‍👩‍👧 é\n\n@events\nyolo # 🦀 é\n'ü 🦀'\nyolo\n"
  local person = sit_down(text)
  person:agrees(text)
  person:types("/^yolo<CR>A more 🦀<Esc>0xiy<Esc>")
  text = text:gsub("yolo # 🦀 é", "%0 more 🦀")
  person:agrees(text)
  person:types("Go@static<CR>'🦀' x<CR>@scheduled<CR>dé rate(1 da<Esc>")
  person:agrees()
  person:types("A y)<Esc>F d2hx")
  person:agrees()
  person:leaves()
end)
