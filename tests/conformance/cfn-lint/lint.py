"""What cfn-lint finds in a template, of its errors: one JSON object a line in, one a line out.

usage: PYTHONPATH=PACKAGES python3 lint.py

in:  {"template":TEMPLATE,"region":REGION}
out: {"errors":["E3012 Resources/X/Properties/Y: message", …]}
"""

import json
import sys

from cfnlint.api import lint
from cfnlint.core import get_rules

# Loading them takes longer than a template does.
rules = get_rules([], [], ["E"], {}, False)

for line in sys.stdin:
    asked = json.loads(line)
    found = lint(json.dumps(asked["template"]), rules=rules, regions=[asked["region"]])
    errors = [
        f"{match.rule.id} {'/'.join(map(str, match.path or []))}: {match.message}"
        for match in found
        if match.rule.id.startswith("E")
    ]
    print(json.dumps({"errors": sorted(errors)}), flush=True)
