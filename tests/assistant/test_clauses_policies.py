"""Which policies count as the policy that a standard asks for."""

from pathlib import Path

import pytest

from assistant.clauses import Clauses, another_policy
from evidence.frameworks import load
from tests.support.harbour import TODAY
from tests.support.noted import note, noted, shelf


@pytest.mark.parametrize(
    ("name", "another"),
    [
        ("Refund policy", True),
        ("Policy on moonlighting", True),
        ("Fund | MOORING_FUND_POLICY", True),
        ("Policy", False),
        ("Our company policy 2.1", False),
        ("Integrated Management System Policy", False),
        ("The Board's policy", False),
        ("Dredging handbook", False),
    ],
)
def test_a_policy_on_a_matter_of_its_own_is_told_by_its_name(name: str, another: bool) -> None:
    assert another_policy(name) is another


@pytest.mark.parametrize(
    ("title", "counts"), [("Refund Policy", False), ("Management System Policy", True), ("AI Policy", True)]
)
def test_a_policy_on_another_matter_is_no_evidence_of_the_ai_policy(tmp_path: Path, title: str, counts: bool) -> None:
    fact = note("document", title, title=title, version="1.0", status="approved")
    paper = noted(f"policies/{title}.md", title, [f"{title}, version 1.0, approved."], [fact])
    with shelf(tmp_path, paper) as view:
        framework = load("iso42001")
        requirement = framework.get("5.2")
        assert requirement is not None
        assert bool(Clauses(view, framework, TODAY).of(requirement).evidence) is counts
