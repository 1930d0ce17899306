"""The runs of cron expressions as pyawscron has them, and what aws-cron-expression-validator says of them.

usage: python peers.py FOLDER, where FOLDER holds both packages. One JSON object a line in, one a line out.

{"validate": "0 9 * * ? *"} becomes {"valid": true}.

{"cron": "0 9 * * ? *", "from": SECONDS, "until": SECONDS, "count": N, "zone": NAME} becomes {"runs": [SECONDS…]}
with the runs after `from` and before `until`, at most `count`, or {"error": …} beside those found until then.

pyawscron knows UTC only. In another zone its runs are taken for times of the wall clock and Python's zoneinfo says
when these are, as EventBridge Scheduler documents it: a time that the clock leaves out is no run, and one that comes
twice is the first.
"""

import json
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

sys.path.insert(0, sys.argv[1])

from aws_cron_expression_validator.validator import AWSCronExpressionError, AWSCronExpressionValidator
from pyawscron import AWSCron


def validate(cron):
    try:
        AWSCronExpressionValidator.validate(cron)
        return {"valid": True}
    except AWSCronExpressionError:
        return {"valid": False}


def instant(wall, zone):
    """When the wall clock of the zone shows this time first; None where it never does."""
    found = wall.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)
    shown = found.astimezone(zone).replace(tzinfo=None)
    return int(found.timestamp()) if shown == wall.replace(tzinfo=None) else None


def runs(question):
    zone = ZoneInfo(question["zone"])
    start = datetime.fromtimestamp(question["from"], zone)
    # Its clock is the wall clock of the zone, which it takes for UTC.
    last = start.replace(tzinfo=timezone.utc) - timedelta(hours=3)
    found = []
    try:
        cron = AWSCron(question["cron"])
        while len(found) < question["count"]:
            last = cron.occurrence(last).next()
            if last is None:
                break
            at = instant(last, zone)
            if at is None or at <= question["from"]:
                continue
            if at >= question["until"]:
                break
            found.append(at)
        return {"runs": found}
    except Exception as error:
        return {"runs": found, "error": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    question = json.loads(line)
    answer = validate(question["validate"]) if "validate" in question else runs(question)
    print(json.dumps(answer), flush=True)
