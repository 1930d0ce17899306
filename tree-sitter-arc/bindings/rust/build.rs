fn main() {
    let src = std::path::Path::new("src");
    cc::Build::new()
        .std("c11")
        .include(src)
        .flag_if_supported("-Wno-unused-parameter")
        // All tokens come from the external scanner, so the generated lexer looks at nothing.
        .flag_if_supported("-Wno-unused-but-set-variable")
        .file(src.join("parser.c"))
        .file(src.join("scanner.c"))
        .compile("tree-sitter-arc");
    for file in ["parser.c", "scanner.c"] {
        println!("cargo:rerun-if-changed={}", src.join(file).display());
    }
}
