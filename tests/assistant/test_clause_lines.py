"""Lines that name a requirement, rows without an owner, and meetings told under two names; a ferry company."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.clause_answers import clause_answer
from assistant.clause_lines import naming
from assistant.clauses import Clauses
from assistant.events import distinct_meetings, together
from assistant.understand import understand
from assistant.verify import verify
from evidence.entities import Entities
from evidence.frameworks import load
from evidence.model import IndexedDocument
from evidence.view import View
from tests.support.noted import Note, note, noted, shelf

TODAY = date(2026, 3, 1)
PRESENT = "Ada Holm; Bo Lind; Cleo Marsh; Dag Falk"


def made(path: str, title: str, *notes: Note) -> IndexedDocument:
    return noted(path, title, [each.words for each in notes], notes)


def row(line: str) -> Note:
    control, title, status, owner = (cell.strip() for cell in line.split("|"))
    if owner:
        return note("applicability", line, control=control, title=title, status=status, owner=owner, applicable="yes")
    return note("applicability", line, control=control, title=title, status=status, applicable="yes")


def ferry() -> list[IndexedDocument]:
    soa = [
        "A.5.2 | AI system impact assessment process | Partly | Ada Holm",
        "A.7.4 | Quality of data for AI systems | Done | ",
        "A.6.1.2 | Objectives for responsible development | Done | Bo Lind",
        "A.9.3 | Objectives for responsible use | Done | Bo Lind",
    ]
    return [
        made(
            "soa.md",
            "Statement of applicability, ISO/IEC 42001",
            *(row(line) for line in soa),
        ),
        made(
            "audit.md",
            "Visit of the harbour auditor",
            note("role", "Finding 2 (major): ISO/IEC 42001 control A.5.2, the berth planner was never assessed."),
            note("role", "Finding 3: ISO/IEC 27001 control A.5.2, roles are written down."),
        ),
        made(
            "board.md",
            "Ferry Board",
            note("meeting", "Ferry Board, 5 May 2025", body="Ferry Board", chair="Ada Holm", attendees=PRESENT,
                 held="2025-05-05", state="held"),
        ),
        made(
            "digest.md",
            "Digest of May",
            note("meeting", "The directors met on 5 May 2025", body="Directors", chair="Ada Holm",
                 attendees="Ada Holm; Bo Lind; Cleo Marsh", held="2025-05-05", state="held"),
            note("meeting", "The crew met on 5 May 2025", body="Crew Council", chair="Eli Rask",
                 attendees="Eli Rask; Fay Dunn; Gus Orr", held="2025-05-05", state="held"),
        ),
    ]  # fmt: skip


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with shelf(tmp_path_factory.mktemp("ferry"), *ferry()) as view:
        yield view


def told(view: View, question: str) -> Answer | None:
    return clause_answer(understand(question), view, TODAY)


def test_lines_of_another_standard_with_the_same_number_are_left_out(view: View) -> None:
    framework = load("iso42001")
    requirement = framework.get("A.5.2")
    assert requirement is not None
    lines = naming(Clauses(view, framework, TODAY), requirement)
    text = " ".join(view.text(line.document.rowid)[span.start : span.end] for line in lines for span in line.spans)
    assert "never assessed" in text
    assert "roles are written down" not in text
    assert any(line.short for line in lines)


def test_a_shortfall_that_a_document_names_forbids_a_yes(view: View) -> None:
    answer = told(view, "Are we ready for A.5.2 of ISO 42001?")
    assert answer is not None
    assert answer.value is not None
    assert answer.value.value == "no"
    assert "berth planner" in answer.text
    assert all(verify(claim, view) for claim in answer.claims)


def test_an_empty_owners_cell_is_told_where_others_are_filled(view: View) -> None:
    answer = told(view, "who owns A.7.4 and what is its state?")
    assert answer is not None
    assert "No owner is named for A.7.4." in answer.text
    assert "Done" in answer.text
    assert all(verify(claim, view) for claim in answer.claims)
    forged = answer.claims[1].model_copy(update={"text": "No owner is named for A.9.3."})
    assert not verify(forged, view)


@pytest.mark.parametrize("question", ["who owns A.9.3?", "who owns A.7.4 and A.9.3?", "who owns the ferry?"])
def test_named_owners_and_other_questions_are_left_to_others(view: View, question: str) -> None:
    assert told(view, question) is None


def test_a_meeting_under_two_names_is_one_and_another_body_stays(view: View) -> None:
    events = distinct_meetings(together(view.facts("meeting")), Entities(view))
    assert sorted(event[0].get("body") for event in events) in (["Crew Council", "Ferry Board"],)


def test_an_undecided_readiness_is_neither_yes_nor_no(tmp_path: Path) -> None:
    impact = note("assessment", "Impact assessment of the tide planner, 3 May 2025", subject="tide planner AI system",
                type="impact", assessed="2025-05-03", outcome="may be used")  # fmt: skip
    with shelf(tmp_path, made("tide.md", "AI impact assessment of the tide planner", impact)) as view:
        answer = told(view, "Are we ready for A.5.2 of ISO 42001?")
        assert answer is None or (answer.value is None or answer.value.value == "no")
