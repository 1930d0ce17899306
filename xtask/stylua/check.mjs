// Checks or rewrites Lua files: node check.mjs [--write] FILE…
// The package stands in the folder that ARC_LSP_STYLUA names, since nothing is installed in the checkout.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.env.ARC_LSP_STYLUA, "package.json"));
const { Config, IndentType, OutputVerification, formatCode } = require("@johnnymorganz/stylua");

const files = process.argv.slice(2).filter((argument) => argument !== "--write");
const write = process.argv.includes("--write");

function layout() {
  const config = Config.new();
  config.indent_type = IndentType.Spaces;
  config.indent_width = 2;
  config.column_width = 100;
  return config;
}

let wrong = 0;
for (const file of files) {
  const text = readFileSync(file, "utf8");
  const formatted = formatCode(text, layout(), undefined, OutputVerification.None);
  if (formatted === text) continue;
  wrong += 1;
  if (write) writeFileSync(file, formatted);
  console.error(`${write ? "formatted" : "not formatted"}: ${file}`);
}
console.log(`stylua: ${files.length} files, ${wrong} ${write ? "rewritten" : "not formatted"}`);
process.exitCode = wrong > 0 && !write ? 1 : 0;
