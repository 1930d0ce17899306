//! Somebody types in every manifest of the corpus: after each edit all is read and found that a fresh check finds.

use arc_lsp::rules::{Typing, likely_edit};
use arc_lsp_tests::corpus;
use arc_lsp_tests::generate::Random;

/// How often each project is begun anew, and how many edits are made then, one after the other.
const SITTINGS: usize = 6;
const EDITS: usize = 8;

#[test]
fn what_is_found_while_typing_is_what_is_there() {
    let Some(projects) = corpus::projects() else { return };
    let now = "2026-01-01T00:00:00Z".parse().expect("a point in time");
    let mut random = Random::from_env(1);
    let (mut edits, mut taken_over) = (0, 0);
    for project in &projects {
        if project.manifest.extension().is_none_or(|it| it != "arc") {
            continue;
        }
        for _ in 0..SITTINGS {
            let mut typing = Typing::open(&project.files, &project.manifest, now);
            for _ in 0..EDITS {
                let (span, new) = likely_edit(&typing.text(), |bound| random.below(bound));
                match typing.edit(span, &new) {
                    Ok(is_taken_over) => taken_over += usize::from(is_taken_over),
                    Err(difference) => panic!("{}: {difference}", project.name),
                }
                edits += 1;
            }
        }
    }
    println!(
        "{edits} edits in {} projects, {taken_over} of them with most taken over",
        projects.len()
    );
    assert!(taken_over > edits / 4, "{taken_over} of {edits}");
}
