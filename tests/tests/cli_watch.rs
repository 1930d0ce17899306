//! `arc-lsp check --watch` through the binary.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use arc_lsp_tests::folder::Folder;
use arc_lsp_tests::places;

/// A watch that runs, ended when dropped.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn new(folder: &Folder, arguments: &str) -> Watch {
        let mut child = Command::new(places::binary())
            .args(["check", "--watch", "--format", "concise"])
            .args(arguments.split_whitespace())
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Watch { child, lines }
    }

    /// The lines up to the first that ends as a summary does.
    fn report(&self) -> Vec<String> {
        let mut lines = Vec::new();
        while !lines.last().is_some_and(|line: &String| {
            line.ends_with(" manifest.") || line.ends_with(" manifests.")
        }) {
            lines.push(self.lines.recv_timeout(Duration::from_secs(20)).expect("it checks again"));
        }
        lines
    }

    /// Waits for a report that ends so; a change may be seen in parts.
    fn until(&self, summary: &str) {
        let mut seen = Vec::new();
        for _ in 0..10 {
            let report = self.report();
            if report.last().is_some_and(|line| line == summary) {
                return;
            }
            seen.extend(report);
        }
        panic!("no `{summary}` in {seen:#?}");
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_checks_again_when_something_changes() {
    let folder = Folder::new("@app\nmy app\n@events\nyolo\n#- src/events/yolo/index.mjs\n");
    let watch = Watch::new(&folder, "");
    watch.until("1 error in 1 manifest.");
    folder.write("app.arc", "@app\nmy-app\n@events\nyolo\n");
    watch.until("No problems in 1 manifest.");
    // A handler that goes and comes again.
    folder.remove("src/events/yolo");
    watch.until("1 error in 1 manifest.");
    folder.write("src/events/yolo/index.mjs", "");
    watch.until("No problems in 1 manifest.");
    // Settings.
    folder.write("app.arc", "@app\nmy app\n@events\nyolo\n");
    watch.until("1 error in 1 manifest.");
    folder.write("arc-lsp.toml", "[rules]\nmissing-app = 'off'\n");
    watch.until("No problems in 1 manifest.");
    // Another manifest, in a folder that was not there.
    folder.write("deep/er/app.arc", "@app\nmy app\n@event\nx\n");
    watch.until("1 warning in 2 manifests.");
}

#[test]
fn it_mends_what_is_saved() {
    let folder = Folder::new("@app\nmy-app\n#- src/scheduled/a/index.mjs\n");
    let watch = Watch::new(&folder, "--fix --ignore undeclared-handler");
    watch.until("No problems in 1 manifest.");
    folder.write("app.arc", "@app\nmy-app\n@scheduled\na rate(1 days)\n");
    watch.until("1 problem fixed, none left in 1 manifest.");
    assert_eq!(folder.read("app.arc"), "@app\nmy-app\n@scheduled\na rate(1 day)\n");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it() {
    let folder = Folder::new("@app\nmy-app\n");
    let mut watch = Watch::new(&folder, "");
    watch.until("No problems in 1 manifest.");
    let id = watch.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill is there").success());
    let ended = watch.child.wait().expect("it ends");
    assert_ne!(ended.code(), Some(0));
}

#[test]
fn what_does_not_go_with_it_is_said() {
    let folder = Folder::new("@app\nmy-app\n");
    assert_eq!(
        folder.run("check - --watch").stderr,
        "arc-lsp: stdin does not change: --watch takes files and folders\n"
    );
    for option in ["--output-file x.txt", "--diff", "--write-baseline x.json"] {
        assert_eq!(folder.run(&format!("check --watch {option}")).status, Some(2), "{option}");
    }
}
