"""Findings that a sentence counts, registers of concerns, actions and treatments; of organisations made up here."""

from __future__ import annotations

import pytest

from tests.support.made_up import same, told

_MINUTES = """# Minutes of the Safety Circle, 4 June 2031

Present: Ada Holm (chair), Kai Rust, Tom Birk
Apologies: Ulla Reim

## 1 Audit QA-31-02

{words}
"""


def test_a_sentence_counts_findings_and_names_them() -> None:
    words = "The report has two minor nonconformities: NC-7 (no log kept at the gate) and NC-8 (old labels on drums). Both are with Kai Rust."
    rest = {"grade": "minor", "owner": "Kai Rust", "source": "QA-31-02"}
    wanted = [
        {"number": "NC-7", "text": "no log kept at the gate"} | rest,
        {"number": "NC-8", "text": "old labels on drums"} | rest,
    ]
    same(_MINUTES.format(words=words), "minutes/safety.md", "finding", wanted)


@pytest.mark.parametrize(
    "words",
    [
        "The gate (GT-1) was shut, and the ferry F-12 (the old one) ran late.",
        "There were two observations. Nobody minded, because the boat B-4 (the blue one) was dry.",
    ],
)
def test_references_in_brackets_are_no_findings(words: str) -> None:
    assert told(_MINUTES.format(words=words), "minutes/safety.md", "finding") == []


def test_a_table_of_concerns() -> None:
    text = (
        "# Stage 1 audit\n\n| Ref | Area of concern | Clause | Reply by |\n|---|---|---|---|\n"
        "| C-1 | Scope leaves out the night shift | 4.3 | 30 June 2031 |\n"
    )
    wanted = {"number": "C-1", "text": "Scope leaves out the night shift", "clause": "4.3", "due": "2031-06-30"}
    same(text, "audits/stage1.md", "finding", [wanted])


def test_a_corrective_action_names_its_finding_rather_than_its_origin() -> None:
    text = (
        "CA no.,Arose from,Finding,Root cause,Action,Owner,Due,Effective? (checked on)\n"
        "CA-4,QA-31-02,NC-7,no form at hand,forms in a box at the gate,Kai Rust,30/06/2031,yes (25/08/2031)\n"
    )
    wanted = {"number": "CA-4", "for": "NC-7", "effectiveness": "yes (25/08/2031)", "checked": "2031-08-25"}
    same(text, "registers/corrective actions.csv", "corrective_action", [wanted])
    same(
        text.replace("Finding,", "Place,"),
        "registers/corrective actions.csv",
        "corrective_action",
        [{"for": "QA-31-02"}],
    )


@pytest.mark.parametrize(
    ("column", "measure", "wanted"),
    [
        ("How far", "move the pump up", [{"risk": "R-1", "text": "move the pump up", "status": "begun"}]),
        ("Status", "move the pump up", [{"risk": "R-1", "text": "move the pump up", "status": ""}]),
        ("How far", "accept until moved", []),
        ("How far", "live with it for now", []),
    ],
)
def test_how_far_a_treatment_is(column: str, measure: str, wanted: list[dict[str, str]]) -> None:
    text = f"Ref,Risk,Owner,L,I,Score,What we do about it,By,{column}\nR-1,Flood in the cellar,Kai Rust,3,4,12,{measure},30/06/2031,begun\n"
    same(text, "registers/risk register.csv", "treatment", wanted)


_GUIDE = """# {title}

## Observations

The assessor keeps one log of deviations in every building of the site.

must be one or more log sheets for every deviation.

Every sheet should include the following:
"""


def test_what_a_guide_says_of_observations_is_none() -> None:
    report = told(_GUIDE.format(title="Report on the audit of the boiler house"), "audits/boiler.md", "finding")
    assert [fact["text"] for fact in report] == [
        "The assessor keeps one log of deviations in every building of the site."
    ]
    for title in (
        "Guide to boiler house audit reports",
        "Boiler audit report template",
        "How to write an audit report",
    ):
        assert told(_GUIDE.format(title=title), "audits/boiler.md", "finding") == []
