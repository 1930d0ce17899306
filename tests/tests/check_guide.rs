//! `docs/check.md`: it shows every option of `arc-lsp check`, and its commands are ones that the binary takes.

use arc_lsp_tests::folder::Folder;
use arc_lsp_tests::places;

/// The lines of the guide that stand in a block of shell commands.
fn commands() -> Vec<String> {
    let guide =
        std::fs::read_to_string(places::checkout().join("docs/check.md")).expect("it is there");
    let blocks = guide.split("```sh\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().expect("a part").to_owned());
    blocks.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn every_option_is_shown_at_work() {
    let help = Folder::new("").run("check --help").stdout;
    let words = help.split_whitespace().map(|word| word.trim_matches([',', '`', '.', ':']));
    let mut options: Vec<&str> = words.filter(|word| word.starts_with("--")).collect();
    options.sort_unstable();
    options.dedup();
    assert!(options.len() > 20, "{options:?}");
    let commands = commands().join("\n");
    for option in options.iter().filter(|option| **option != "--help") {
        let shown = commands.split_whitespace().any(|word| word == *option);
        assert!(shown, "docs/check.md has no example of {option}");
    }
}

#[test]
fn every_command_is_one_that_is_taken() {
    let mut ran = 0;
    for command in commands() {
        let Some(arguments) = command.strip_prefix("arc-lsp ") else { continue };
        let arguments = arguments.split(['#', '<', '>', '|']).next().expect("a part").trim();
        // It would not end.
        if arguments.contains("--watch") {
            continue;
        }
        let folder = Folder::new(
            "@app\nmy-app\n#- api/app.arc\n@app\nmy-api\n#- web/app.arc\n@app\nmy-web\n\
             #- ci/arc-lsp.toml\nstage = 'production'\n\
             #- arc-lsp-known.json\n{\"version\": 1, \"problems\": []}\n",
        );
        let result = folder.run_with(arguments, "@app\nmy-app\n");
        assert_eq!(result.status, Some(0), "{command}\n{}", result.stderr);
        ran += 1;
    }
    assert!(ran > 20, "{ran}");
}
