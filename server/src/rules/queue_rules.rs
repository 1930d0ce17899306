//! The rules about queues.

use super::rule::{Example, FixAvailability, Rule, Severity};

pub(super) const ALL: &[&Rule] =
    &[&FIFO_IGNORED, &SETTING_IGNORED, &WINDOW_TOO_LONG, &VISIBILITY, &CONCURRENCY];

const QUEUES: &str = "https://arc.codes/docs/en/reference/project-manifest/queues";

pub(super) static FIFO_IGNORED: Rule = Rule {
    name: "queue-fifo-ignored",
    summary: "`fifo false` where it has no effect",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Finds `fifo false` in the config of a queue's function. Architect reads it below the queue's entry and in the \
           manifest's `@aws`, and nowhere else.",
    why: "The queue is FIFO after all: slower, one message at a time, and identical messages within five minutes are \
          dropped.",
    how: "Write `fifo false` below the queue's entry under `@queues`. A queue that is deployed already is replaced then, \
          and the messages in it are lost.",
    sources: &[
        QUEUES,
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fifo-queues.html",
    ],
    example: Example {
        bad: "@app\nmy-app\n@queues\njobs\n#- src/queues/jobs/index.mjs\n#- src/queues/jobs/config.arc\n@aws\nfifo false\n",
        good: "@app\nmy-app\n@queues\njobs\n  fifo false\n#- src/queues/jobs/index.mjs\n",
    },
};

pub(super) static SETTING_IGNORED: Rule = Rule {
    name: "queue-setting-ignored",
    summary: "a setting of a queue or its function that has no effect",
    severity: Severity::Warning,
    fix: FixAvailability::Unsafe,
    what: "Finds `batchSize` and `batchWindow` below a queue that is not FIFO; and, in the config of a FIFO queue's function, a \
           `concurrency` that is not what the queue reserves, and a `timeout` beside another `batchWindow`.",
    why: "Architect reads `batchSize` and `batchWindow` of FIFO queues only, of which they are the most functions at a time and \
          their timeout, whatever the function's config says of either: without `batchSize` there is one at a time. A queue \
          without FIFO gets Lambda's defaults, ten messages at a time without waiting.",
    how: "Remove the line; what is deployed stays the same. To let more functions of a FIFO queue run at once, write `batchSize` \
          below its entry; to let them run longer, `batchWindow`.",
    sources: &[QUEUES, "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html"],
    example: Example {
        bad: "@app\nmy-app\n@queues\njobs\n  fifo false\n  batchSize 5\n#- src/queues/jobs/index.mjs\n",
        good: "@app\nmy-app\n@queues\njobs\n  fifo false\n#- src/queues/jobs/index.mjs\n",
    },
};

pub(super) static WINDOW_TOO_LONG: Rule = Rule {
    name: "batch-window-too-long",
    summary: "a `batchWindow` that no function may run for",
    severity: Severity::Error,
    fix: FixAvailability::None,
    what: "Finds a `batchWindow` of more than 900 seconds below a FIFO queue.",
    why: "Architect makes it the timeout of the queue's function, and Lambda refuses more than 900 seconds: the deploy \
          fails in its middle.",
    how: "Write 900 at most.",
    sources: &[QUEUES, "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"],
    example: Example {
        bad: "@app\nmy-app\n@queues\njobs\n  batchWindow 901\n#- src/queues/jobs/index.mjs\n",
        good: "@app\nmy-app\n@queues\njobs\n  batchWindow 900\n#- src/queues/jobs/index.mjs\n",
    },
};

pub(super) static VISIBILITY: Rule = Rule {
    name: "queue-visibility",
    summary: "a queue that shows a message again while it may still be worked on",
    severity: Severity::Hint,
    fix: FixAvailability::None,
    what: "Finds a queue whose function has a `timeout` that somebody wrote, and that has no `batchWindow`. Then Architect \
           makes the queue's visibility timeout as long as the function's. In a project with plugins or macros, which may \
           set it, nothing is said.",
    why: "AWS advises six times the function's timeout: while Lambda tries again after an error or a throttle, the message \
          must stay out of sight, or it is worked on twice.",
    how: "Of a FIFO queue, write `batchWindow` below its entry instead of `timeout`: the function may run as long as it \
          says, and the visibility timeout is six times that. Of others only a plugin can set it: make the handler ready \
          for a message that comes twice.",
    sources: &[
        "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
        "https://github.com/architect/architect/issues/769",
    ],
    example: Example {
        bad: "@app\nmy-app\n@queues\njobs\n#- src/queues/jobs/index.mjs\n#- src/queues/jobs/config.arc\n@aws\ntimeout 60\n",
        good: "@app\nmy-app\n@queues\njobs\n  batchWindow 60\n#- src/queues/jobs/index.mjs\n",
    },
};

pub(super) static CONCURRENCY: Rule = Rule {
    name: "fifo-concurrency",
    summary: "a FIFO queue that reserves much of the account's concurrency",
    severity: Severity::Hint,
    fix: FixAvailability::None,
    what: "Finds a `batchSize` of more than 1 below a FIFO queue. In spite of its name, it is how many copies of the \
           function may run at once; each works on one message.",
    why: "So many of the account's concurrent executions are reserved for this function, and a hundred must stay free for \
          all others, or the deploy fails. An account has a thousand, a new one may have as few as ten.",
    how: "Make sure that the account has enough, or write a smaller number.",
    sources: &[
        QUEUES,
        "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
    ],
    example: Example {
        bad: "@app\nmy-app\n@queues\njobs\n  batchSize 10\n#- src/queues/jobs/index.mjs\n",
        good: "@app\nmy-app\n@queues\njobs\n#- src/queues/jobs/index.mjs\n",
    },
};
