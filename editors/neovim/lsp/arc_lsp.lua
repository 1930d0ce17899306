--- Names that files in JSON and YAML have when Architect reads them; `config.json` is not among them.
local names = {
  ["arc.json"] = true,
  ["arc.yaml"] = true,
  ["arc.yml"] = true,
  ["arc-config.json"] = true,
  ["arc-config.yaml"] = true,
  ["arc-config.yml"] = true,
}

--- Names that are Architect's only within one of its projects.
local names_in_projects = { ["config.yaml"] = true, ["config.yml"] = true }

local manifests = { "app.arc", ".arc", "arc.json", "arc.yaml", "arc.yml" }

--- Whether a package.json holds a manifest, as few do. What is no JSON yet is taken by its words.
---@param buffer integer
---@return boolean
local function has_manifest(buffer)
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
  if not (text:find('"arc"', 1, true) or text:find('"architect"', 1, true)) then
    return false
  end
  local ok, package = pcall(vim.json.decode, text)
  if not ok then
    return true
  end
  return type(package) == "table"
    and (type(package.arc) == "table" or type(package.architect) == "table")
end

--- Whether a buffer is Architect's: the language's own server looks after all other JSON and YAML.
---@param buffer integer
---@return boolean
local function is_architects(buffer)
  if vim.bo[buffer].filetype == "arc" then
    return true
  end
  local name = vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
  if name == "package.json" then
    return has_manifest(buffer)
  end
  return names[name] or (names_in_projects[name] and vim.fs.root(buffer, manifests) ~= nil) or false
end

---@type vim.lsp.Config
return {
  cmd = { "arc-lsp", "server" },
  filetypes = { "arc", "json", "yaml" },
  root_dir = function(buffer, on_dir)
    if not is_architects(buffer) then
      return
    end
    -- The manifest marks the project, wherever it stands in a repository.
    on_dir(
      vim.fs.root(buffer, manifests)
        or vim.fs.root(buffer, "package.json")
        or vim.fs.root(buffer, ".git")
    )
  end,
}
