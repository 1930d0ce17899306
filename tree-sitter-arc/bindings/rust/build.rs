fn main() {
    let src = std::path::Path::new("src");
    cc::Build::new()
        .std("c11")
        .include(src)
        .flag_if_supported("-Wno-unused-parameter")
        .file(src.join("parser.c"))
        .file(src.join("scanner.c"))
        .compile("tree-sitter-arc");
    for file in ["parser.c", "scanner.c"] {
        println!("cargo:rerun-if-changed={}", src.join(file).display());
    }
}
