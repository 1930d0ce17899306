//! Which rooms are asked.

use super::action::{ActionKind, CodeAction, Requested};
use super::{fix_all, forms, handlers, moved_pragmas, quick_fixes, schedules};

/// The actions for a stretch of a file: every fix of every problem that touches it, then what rewrites, then what is done
/// to the whole file, and last the comments that would silence these problems.
pub fn code_actions<'p>(asked: Requested<'p>) -> Vec<CodeAction<'p>> {
    let is_manifest = asked.project.manifest.path == asked.file;
    // Lines are rewritten as Architect's own format has them.
    let is_arc = asked.project.manifest.syntax.format.is_arc();
    let wants = |kind| (asked.wanted)(kind);
    let mut actions = Vec::new();
    if wants(ActionKind::QuickFix) {
        actions.extend(quick_fixes::fixes(asked));
        if is_manifest {
            actions.extend(handlers::of_problems(asked));
        }
        if is_manifest && is_arc {
            actions.extend(moved_pragmas::offers(asked));
        }
    }
    if wants(ActionKind::Rewrite) && is_manifest && is_arc {
        actions.extend(schedules::offers(asked));
        actions.extend(forms::offers(asked));
    }
    if wants(ActionKind::Scaffold) && is_manifest {
        actions.extend(handlers::all_missing(asked));
    }
    if wants(ActionKind::FixAll) {
        actions.extend(fix_all::offer(asked));
    }
    if wants(ActionKind::QuickFix) {
        actions.extend(quick_fixes::ignores(asked));
    }
    actions
}
