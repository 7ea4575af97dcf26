"""docs/contracts.md against the rules that claims carry: every one is described, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.clause_rules import CLAUSE_RULES
from assistant.finding_answers import RULE
from assistant.register.cite import SAID
from assistant.register.compute import RULES
from assistant.register.records.answers import _TESTS

_DOCS = (Path(__file__).parents[2] / "docs" / "contracts.md").read_text("utf-8")


def _section() -> str:
    return _DOCS.partition("### Derivations")[2].partition("`doc_id` is the path")[0]


def test_every_rule_is_described() -> None:
    first = [line.split(" | ")[0] for line in _section().splitlines() if line.startswith("| `")]
    named = {name.partition(":")[0] for cell in first for name in re.findall(r"`([^`]+)`", cell)}
    assert named - {"rule", "labels", "where", "about"} == {SAID, RULE, *RULES, *CLAUSE_RULES}


def test_every_test_of_a_record_is_described() -> None:
    row = next(line for line in _section().splitlines() if line.startswith("| `where`"))
    assert set(re.findall(r"`([a-z]+)`", row)) == {"where", *_TESTS}
