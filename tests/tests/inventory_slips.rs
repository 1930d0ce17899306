//! `arc-lsp check` against `@architect/inventory` over 2,000 projects with slips planted in their manifest, a config or
//! the preferences: what that rejects is an error here where it is blamed, what it accepts is none.

use std::path::{Path, PathBuf};

use arc_lsp_tests::furnish::furnish;
use arc_lsp_tests::generate::Random;
use arc_lsp_tests::inventory::ask_once;
use arc_lsp_tests::judgement::{Judgement, check, stricter_rules};
use arc_lsp_tests::slip::slip;
use arc_lsp_tests::{corpus, places, projects, valid};

/// Manifests with slips, unless `ARC_LSP_SLIPS` says how many.
const SLIPS: usize = 2_000;
/// As many ask the reference at the same time.
const THREADS: usize = 2;

const PREFERENCES: &str = "@env\ntesting\n  KEY value\n  OTHER \"a b\"\nstaging\n  KEY value\nproduction\n  KEY some words\n\n\
                           @create\nautocreate true\n\n@sandbox\nenv testing\nports\n  http 4444\nlivereload true\n\n\
                           @sandbox-start\necho hi\n";

/// Writes a project with a slip into a folder.
fn write(random: &mut Random, manifests: &[String], folder: &Path) {
    match random.below(8) {
        0 => {
            furnish(folder, "@app\nmy-app\n@http\nget /\n");
            projects::write(folder, "prefs.arc", slip(random, PREFERENCES).as_bytes());
        }
        1 | 2 if !manifests.is_empty() => {
            let text = &manifests[random.below(manifests.len())];
            furnish(folder, &slip(random, text));
        }
        // The corpus has old manifests, and few of the newer settings.
        kind => {
            let made = valid::project(random);
            let mut files = made.files;
            let is_manifest = |path: &str| matches!(path, "app.arc" | ".arc");
            let at = files.iter().position(|(path, _)| is_manifest(path)).expect("it has one");
            let configs: Vec<usize> =
                (0..files.len()).filter(|index| files[*index].0.ends_with("config.arc")).collect();
            if kind == 3 && !configs.is_empty() {
                let config = configs[random.below(configs.len())];
                files[config].1 = slip(random, &files[config].1);
            } else {
                files[at].1 = slip(random, &files[at].1);
            }
            let (_, manifest) = files.remove(at);
            for (path, text) in &files {
                projects::write(folder, path, text.as_bytes());
            }
            furnish(folder, &manifest);
        }
    }
}

fn judge(reference: &Path, seed: u64, count: usize, manifests: &[String]) -> Judgement {
    let mut random = Random::new(seed);
    let mut strict = stricter_rules();
    strict.push("retired-runtime".to_owned());
    let temporary = tempfile::TempDir::new().expect("a temporary folder can be made");
    let root = temporary.path().canonicalize().expect("it was just made");
    let folders: Vec<PathBuf> = (0..count).map(|number| root.join(number.to_string())).collect();
    for folder in &folders {
        write(&mut random, manifests, folder);
    }
    let mut judgement = Judgement::default();
    for (folder, verdict) in folders.iter().zip(ask_once(reference, &folders)) {
        let (project, problems) = check(folder);
        judgement.add(&project, &problems, &verdict, &strict);
    }
    if std::env::var_os("ARC_LSP_KEEP").is_some() {
        println!("kept at {}", temporary.keep().display());
    }
    judgement
}

#[test]
fn slips_are_judged_as_the_inventory_judges_them() {
    let Some(reference) = places::reference() else { return };
    let manifests: Vec<String> =
        corpus::manifests().unwrap_or_default().into_iter().map(|(_, text)| text).collect();
    let count = std::env::var("ARC_LSP_SLIPS").ok().and_then(|count| count.parse().ok());
    let mut random = Random::from_env(20_261_124);
    let seeds: Vec<u64> = (0..THREADS).map(|_| random.next_u64()).collect();
    let (reference, manifests) = (&reference, &manifests);
    let judgements: Vec<Judgement> = std::thread::scope(|scope| {
        let share = count.unwrap_or(SLIPS) / THREADS;
        let threads: Vec<_> = seeds
            .into_iter()
            .map(|seed| scope.spawn(move || judge(reference, seed, share, manifests)))
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("no thread panics")).collect()
    });
    let mut all = Judgement::default();
    judgements.into_iter().for_each(|judgement| all.merge(judgement));
    all.print("slips");
    all.finish();
}
