"""What a record lists under a heading is told item by item, all of it, whatever the words of each item."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.asking import answered, ingested

TODAY = date(2031, 9, 30)
ASKED = "What did the last management review decide?"
HEAD = "# Management review 2031\n\n24 March 2031, Map Room. Led by Odile Marchetti. With Bo Lind, Ada Keel (pen).\n\n"
INPUTS = "## Inputs\n\n1. Two of nine complaints were about the fog horn.\n2. The wicks cost 4,000.\n\n"
MARKED = (
    f"{HEAD}{INPUTS}## Output\n- The system is found fit.\n- One lamp keeper more; Bo Lind.\n"
    "- No second horn.\n\nSigned: OM\n"
)
BOLD = (
    f"{HEAD}**Money.** The wicks cost 4,000.\n\n**Outcome**\n1. System is fit.\n2. One lamp keeper more.\n"
    "3. No second horn.\n"
)
RUN_IN = f"{HEAD}**Money.** 4,000.\n\n**Decisions.** (1) One lamp keeper more. (2) No second horn.\n\nNext: 2032.\n"
PLAIN = (
    "MANAGEMENT REVIEW\nHeld in the Map Room, 24 March 2031\n\nInputs\n a) the wicks cost 4,000\n\nConclusions\n"
    " The system is found fit.\n One lamp keeper more, from June.\n Horn: a second horn was refused.\n"
    " Next review: March 2032.\n"
)
NUMBERED = (
    "REVIEW BY THE BOARD / MANAGEMENT REVIEW    24 March 2031\n\n1. Seen: the wicks cost 4,000.\n\n"
    "2. What was settled\n"
    "   2.1 The system is fit.\n   2.2 One lamp keeper more.\n   2.3 No second horn.\n\n3. Money: 20,000 next year.\n"
)
PROSE = (
    f"{HEAD}## Conclusions\n\nThe system is fit. There will be one lamp keeper more.\nThere will be no second horn.\n\n"
    "Minutes: Ada Keel\n"
)
HTML = (
    "<html><body><h1>Management review</h1><p>24 March 2031</p><h2>Seen</h2><p>4,000 for wicks.</p><h2>Decided</h2>"
    "<ul><li>The system is fit.</li><li>One lamp keeper more.</li><li>No second horn.</li></ul>"
    "<h2>Thanks</h2><p>To Bo.</p></body></html>"
)
POLICY = "# Lamp policy\n\nVersion 2. Approved by Odile Marchetti on 3 May 2030.\n"


def _answer(tmp_path: Path, files: dict[str, str], question: str = ASKED) -> str:
    with ingested(tmp_path, {**files, "policy.md": POLICY}) as view:
        return answered(view, question, TODAY)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("review.md", MARKED),
        ("review.md", BOLD),
        ("review.md", RUN_IN),
        ("review.txt", PLAIN),
        ("review.txt", NUMBERED),
        ("review.md", PROSE),
        ("review.html", HTML),
    ],
)
def test_all_that_a_review_lists_as_its_outcome_and_nothing_else(tmp_path: Path, name: str, text: str) -> None:
    said = _answer(tmp_path, {name: text})
    assert "lamp keeper more" in said and "second horn" in said
    assert not any(other in said for other in ("wicks", "20,000", "Signed", "Next", "Ada Keel", "To Bo"))


def test_the_review_of_another_year_and_a_procedure_for_reviews_are_left_aside(tmp_path: Path) -> None:
    before = MARKED.replace("2031", "2030").replace("lamp keeper", "night watch")
    procedure = "# Procedure for the management review\n\n1 May 2031\n\n## Outputs\n\n- decisions on change\n- needs\n"
    files = {"a.md": before, "b.md": MARKED, "c.md": procedure}
    assert "lamp keeper" in _answer(tmp_path / "a", files)
    assert "night watch" in _answer(tmp_path / "b", files, "What did the management review 2030 decide?")


def test_nothing_is_told_where_the_last_review_has_no_such_heading(tmp_path: Path) -> None:
    """An older review's list is not what the last one decided; and a list of things to do is no list of decisions."""
    later = HEAD.replace("24 March", "24 July") + INPUTS + "**To do**\n- Bo: count the wicks\n- Ada: paint the door\n"
    files = {"a.md": MARKED, "b.md": later}
    assert not _answer(tmp_path / "a", files)
    said = _answer(tmp_path / "b", files, "What actions came out of the last management review?")
    assert "count the wicks" in said and "paint the door" in said and "lamp keeper" not in said


def test_an_inventory_that_tells_of_no_assessment_and_no_grade_does_not_decide_which_systems_lack_them(
    tmp_path: Path,
) -> None:
    """Assessments are kept elsewhere, and "boats" is no grade of risk: neither all systems nor none of them."""
    rows = "S1,Lantern,boats,in use\nS2,Buoy,people,in use\nS3,Sounding,boats,in use\nS4,Tide,people,in use\n"
    files = {"registers/ai-inventory.csv": f"No,AI system,Level,Stage\n{rows}"}
    assert not _answer(tmp_path / "a", files, "Which systems have no impact assessment?")
    assert not _answer(tmp_path / "b", files, "Which AI systems are high risk?")


def test_an_inventory_of_assessments_tells_which_system_lacks_one(tmp_path: Path) -> None:
    rows = "S1,Lantern,in use,12 May 2031\nS2,Buoy,in use,3 May 2031\nS3,Sounding,in use,\nS4,Tide,in use,9 May 2031\n"
    files = {"registers/ai-inventory.csv": f"No,AI system,Stage,Last assessment\n{rows}"}
    assert "Sounding" in _answer(tmp_path, files, "Which systems have no impact assessment?")
