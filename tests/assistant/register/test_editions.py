"""Questions about controlled documents, answered from all that any document of an invented observatory says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import ingest.sync
from assistant.register import engine
from assistant.register.result import Found, register_text
from assistant.understand import understand
from assistant.verify import verify
from evidence.view import View
from tests.support.archives import open_archive
from tests.support.ingestion import Ingestion, InlinePool, write

TODAY = date(2026, 9, 1)
FILES = {
    "policies/DOME-01 Dome Safety Policy v2.0.md": (
        "# Dome Safety Policy\n\n| Document | DOME-01 |\n| --- | --- |\n| Version | 2.0 |\n| Status | In force |\n"
        "| Owner | Petra Lindqvist |\n| Approved by | Board of Trustees |\n| Approval date | 14 May 2026 |\n"
        "| Effective from | 1 June 2026 |\n| Next review | 31 May 2027 |\n\n1. Nobody opens the dome alone.\n"
    ),
    "policies/archive/DOME-01 Dome Safety Policy v1.4.md": (
        "> SUPERSEDED by v2.0 on 1 June 2026.\n\n# Dome Safety Policy\n\nDocument DOME-01, version 1.4\n"
        "Owner: Ravi Menon\nApproved by Ravi Menon, Site Manager, on 3 March 2024\nReview by: 3 March 2026\n"
    ),
    "policies/LENS-04 Lens Handling Standard.md": (
        "# Lens Handling Standard\n\n| Document | LENS-04 |\n| --- | --- |\n| Version | 3 |\n| Status | approved |\n"
        "| Owner | Odile Ferrand |\n| Approved by | Ravi Menon |\n| Approval date | 9 February 2026 |\n\n1. Gloves.\n"
    ),
    "policies/NOIS-03 Noise Guideline DRAFT.md": (
        "# Noise Guideline\n\n| Document | NOIS-03 |\n| --- | --- |\n| Version | 0.2 |\n| Status | draft |\n"
        "| Owner | Odile Ferrand |\n\n1. Quiet after dark.\n"
    ),
    "policies/VIS-07 Visitor Policy v1.0.md": (
        "# Visitor Policy\n\n| Document | VIS-07 |\n| --- | --- |\n| Version | 1.0 |\n| Status | approved |\n"
        "| Approved by | Ravi Menon |\n| Approval date | 2 April 2025 |\n| Owner | Kirsi Aalto |\n\n1. Sign in.\n"
    ),
    "policies/drafts/VIS-07 Visitor Policy v2.0.md": (
        "# Visitor Policy\n\n| Document | VIS-07 |\n| --- | --- |\n| Version | 2.0 |\n| Status | draft |\n"
        "| Owner | Kirsi Aalto |\n\n1. Sign in and out.\n"
    ),
    "policies/CRANE-05 Crane Procedure.md": (
        "# Crane Procedure\n\n| Document | CRANE-05 |\n| --- | --- |\n| Version | 2 |\n| Status | approved |\n"
        "| Approved by | Ravi Menon |\n| Approval date | 3 July 2026 |\n| Owner | Kirsi Aalto |\n\n1. Hard hats.\n\n"
        "Signature (Site Manager): ______________________  Date: ____________\n"
    ),
    "registers/document register.csv": (
        "Doc ID,Title,Version,Owner,Approved by,Approved on,Next review,Status\n"
        "DOME-01,Dome Safety Policy,2.0,Petra Lindqvist,Board of Trustees,2026-05-12,2027-05-31,In force\n"
        "LENS-04,Lens Handling Standard,3,Odile Ferrand,Kirsi Aalto,2026-02-09,2027-02-09,In force\n"
        "NITE-02,Night Work Policy,1.0,Petra Lindqvist,Ravi Menon,2025-10-01,2026-10-01,In force\n"
    ),
}


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    place = tmp_path_factory.mktemp("editions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.sync, "Pool", InlinePool)
        Ingestion(place / "home").run(write(place / "docs", FILES))
    with open_archive(place / "home") as archive:
        yield archive.view()


def ask(view: View, text: str, as_of: date = TODAY) -> Found:
    found = engine.find(understand(text), view, as_of)
    assert found is not None, text
    assert found.claims and all(verify(claim, view) for claim in found.claims)
    return found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who approved the dome safety policy?", "Board of Trustees"),
        ("Who approved DOME-01 version 1.4?", "Ravi Menon"),
        ("Who owns DOME-01?", "Petra Lindqvist"),
        ("who owns the Lens Handling Standard", "Odile Ferrand"),
        ("When did the dome safety policy take effect?", "2026-06-01"),
        ("When is the next review of the dome safety policy?", "2027-05-31"),
    ],
)
def test_of_the_edition_in_force_or_the_one_named(view: View, question: str, answer: str) -> None:
    found = ask(view, question)
    assert found.value is not None and not found.conflicts
    assert found.value.value == answer


def test_what_agrees_is_told_with_all_its_sources(view: View) -> None:
    found = ask(view, "Who approved the dome safety policy?")
    cited = {citation.doc_id for claim in found.claims for citation in claim.citations}
    assert cited == {"policies/DOME-01 Dome Safety Policy v2.0.md", "registers/document register.csv"}


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("When was the dome safety policy approved?", ("14 May 2026", "12 May 2026")),
        ("Who approved LENS-04?", ("Ravi Menon", "Kirsi Aalto")),
    ],
)
def test_where_documents_differ_both_sides_are_told(view: View, question: str, sides: tuple[str, str]) -> None:
    found = ask(view, question)
    assert found.value is None
    (conflict,) = found.conflicts
    assert tuple(side.value for side in conflict.sides) == sides
    assert [found.claims[side.claim].citations[0].doc_id.split("/")[0] for side in conflict.sides] == [
        "policies",
        "registers",
    ]
    assert register_text(found).startswith("The documents disagree: ")


def test_before_the_edition_began_the_one_before_holds(view: View) -> None:
    found = ask(view, "Who approved the dome safety policy?", date(2025, 1, 1))
    assert found.value is not None and found.value.value == "Ravi Menon"


@pytest.mark.parametrize(
    "question",
    [
        "Who approved the exception to the dome safety policy for the summer school?",
        "Who owns the dome safety training plan?",
    ],
)
def test_a_question_about_something_narrower_is_left(view: View, question: str) -> None:
    assert engine.find(understand(question), view, TODAY) is None


@pytest.mark.parametrize(
    ("question", "answer", "told"),
    [
        ("Is the dome policy in force?", "yes", "2.0"),
        ("Has the dome safety policy been approved?", "yes", "14 May 2026"),
        ("Is DOME-01 version 1.4 superseded?", "yes", "superseded"),
        ("Is the noise guideline approved?", "no", "draft"),
        ("Is the visitor policy approved?", "yes", "has the status draft"),
    ],
)
def test_the_state_of_the_document_that_is_named(view: View, question: str, answer: str, told: str) -> None:
    found = ask(view, question)
    assert found.value is not None and found.value.value == answer
    assert told in register_text(found)


@pytest.mark.parametrize(
    "question",
    [
        "Is the fire policy in force?",
        "Has the cleaning procedure been approved?",
        "Is version 5.0 of the dome safety policy approved?",
    ],
)
def test_no_other_document_stands_in_for_one_that_is_not_there(view: View, question: str) -> None:
    assert engine.find(understand(question), view, TODAY) is None


def test_approved_and_not_signed_disagree(view: View) -> None:
    (conflict,) = ask(view, "Has the crane procedure been approved?").conflicts
    assert [side.value for side in conflict.sides] == ["approved", "not signed"]
    found = ask(view, "Is the crane procedure in force?")
    assert found.value is not None and found.value.value == "yes"
    assert "______" in found.claims[-1].citations[0].quote
