//! 10,000 manifests made at random: half of them clean, of which nothing may be said, and each once more with one fault
//! planted in it, which has to be found where it stands.

use arc_lsp::project::Project;
use arc_lsp::rules::{self, Problem, Severity};
use arc_lsp::text::Text;
use arc_lsp_tests::clean::{Clean, Spot, clean};
use arc_lsp_tests::generate::Random;
use arc_lsp_tests::planted::{KINDS, Kind, NOT_PLANTED};

/// Clean ones, and as many with a fault.
const PAIRS: usize = 5_000;
/// Rounds in which each thread makes its share.
const THREADS: usize = 2;

/// What became of the faults of one kind.
#[derive(Clone, Default)]
struct Tally {
    found: usize,
    missed: Vec<String>,
    /// Errors and warnings that stand elsewhere.
    beside: Vec<String>,
}

struct Outcome {
    kinds: Vec<Tally>,
    alarms: Vec<String>,
}

fn weighty(problem: &&Problem) -> bool {
    problem.severity >= Severity::Warning
}

fn describe(project: &Project, problem: &Problem) -> String {
    format!("[{}] {}\n{}", problem.rule.name, problem.message, project.manifest.syntax.text)
}

fn is_within(project: &Project, problem: &Problem, (first, end): (usize, usize)) -> bool {
    if problem.file != project.manifest.path {
        return first == 0;
    }
    let text = Text::new(&project.manifest.syntax.text);
    let (from, to) = (text.line_at(problem.span.start), text.line_at(problem.span.end));
    from < end && first <= to
}

fn plant(kind: &Kind, manifest: &Clean, random: &mut Random) -> Option<(Clean, Spot)> {
    let mut planted = manifest.clone();
    let spot = (kind.plant)(&mut planted, random)?;
    Some((planted, spot))
}

fn judge(seed: u64, pairs: usize) -> Outcome {
    let mut random = Random::new(seed);
    let mut outcome = Outcome { kinds: vec![Tally::default(); KINDS.len()], alarms: Vec::new() };
    let mut next = 0;
    for _ in 0..pairs {
        let manifest = clean(&mut random);
        let project = manifest.project();
        let problems = rules::check(&project);
        outcome.alarms.extend(problems.iter().filter(weighty).map(|p| describe(&project, p)));
        // Every kind in its turn, but for those that cannot be planted here.
        let (number, (planted, spot)) = loop {
            let number = next % KINDS.len();
            next += 1;
            if let Some(planted) = plant(&KINDS[number], &manifest, &mut random) {
                break (number, planted);
            }
        };
        let (kind, tally) = (&KINDS[number], &mut outcome.kinds[number]);
        let project = planted.project();
        let problems = rules::check(&project);
        let (text, lines) = planted.text(spot);
        let is_it = |p: &Problem| p.rule.name == kind.rule && is_within(&project, p, lines);
        if problems.iter().any(is_it) {
            tally.found += 1;
        } else {
            let others: Vec<_> = problems.iter().map(|p| (p.rule.name, &p.message)).collect();
            tally.missed.push(format!("{}: {others:?}\n{text}", kind.name));
        }
        let beside = problems.iter().filter(weighty).filter(|p| !is_within(&project, p, lines));
        tally.beside.extend(beside.map(|p| describe(&project, p)));
    }
    outcome
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let mut random = Random::from_env(20_261_201);
    let seeds: Vec<u64> = (0..THREADS).map(|_| random.next_u64()).collect();
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let threads: Vec<_> = seeds
            .into_iter()
            .map(|seed| scope.spawn(move || judge(seed, PAIRS / THREADS)))
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("no thread panics")).collect()
    });
    let alarms: Vec<&String> = outcomes.iter().flat_map(|outcome| &outcome.alarms).collect();
    println!("{:>6} {:>6} {:>6}  kind of fault (rule)", "found", "missed", "beside");
    let (mut missed, mut beside) = (Vec::new(), Vec::new());
    let mut never = Vec::new();
    for (number, kind) in KINDS.iter().enumerate() {
        let tallies = || outcomes.iter().map(|outcome| &outcome.kinds[number]);
        let found: usize = tallies().map(|tally| tally.found).sum();
        let not: Vec<&String> = tallies().flat_map(|tally| &tally.missed).collect();
        let others: Vec<&String> = tallies().flat_map(|tally| &tally.beside).collect();
        println!("{found:6} {:6} {:6}  {} ({})", not.len(), others.len(), kind.name, kind.rule);
        if found + not.len() == 0 {
            never.push(kind.name);
        }
        missed.extend(not.into_iter().take(2));
        beside.extend(others.into_iter().take(2));
    }
    println!(
        "{PAIRS} clean manifests with {} false alarms, {PAIRS} with a fault each of {} kinds",
        alarms.len(),
        KINDS.len()
    );
    assert!(never.is_empty(), "never planted: {never:?}");
    let show = |list: &[&String]| {
        list.iter().take(12).map(|text| text.as_str()).collect::<Vec<_>>().join("\n---\n")
    };
    assert!(alarms.is_empty(), "false alarms:\n{}", show(&alarms));
    assert!(missed.is_empty(), "missed:\n{}", show(&missed));
    assert!(beside.is_empty(), "said beside the fault:\n{}", show(&beside));
}

#[test]
fn every_rule_has_a_kind_or_a_reason_to_have_none() {
    let planted = |rule: &str| KINDS.iter().any(|kind| kind.rule == rule);
    let excused = |rule: &str| NOT_PLANTED.iter().any(|(name, _)| *name == rule);
    let known: Vec<&str> = rules::all().iter().map(|rule| rule.name).collect();
    let neither: Vec<&&str> = known.iter().filter(|it| !planted(it) && !excused(it)).collect();
    let both: Vec<&&str> = known.iter().filter(|it| planted(it) && excused(it)).collect();
    let named = KINDS.iter().map(|kind| kind.rule).chain(NOT_PLANTED.iter().map(|(name, _)| *name));
    let gone: Vec<&str> = named.filter(|name| !known.contains(name)).collect();
    println!("{} rules, {} without a kind of fault", known.len(), NOT_PLANTED.len());
    assert!(neither.is_empty(), "neither planted nor excused: {neither:?}");
    assert!(both.is_empty(), "planted and excused: {both:?}");
    assert!(gone.is_empty(), "no rules: {gone:?}");
}
