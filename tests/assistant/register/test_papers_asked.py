"""Plain questions about controlled documents of an invented ropeworks: by whom, since when, how often."""

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
    "policies/ai-policy-ed1.txt": (
        "*** OLD - replaced 9 March 2026 ***\n\nHALYARD ROPES - AI POLICY - EDITION 1 - 1 April 2025\n"
        "Written by: Sunniva Moe.   Passed: Board, 20 March 2025.   Review: yearly.\n\n"
        "1. We use AI to watch the looms.\n"
    ),
    "policies/ai-policy-ed2.md": (
        "---\ntitle: Policy on the use of artificial intelligence\nedition: 2\nowner: Ketil Brandt\n"
        "adopted: 26 February 2026 (Works Council)\nin force from: 9 March 2026\nnext look: February 2027\n"
        "written by: Tuva Lind\nreplaces: edition 1 of 1 April 2025\n---\n## 1. Why\n"
        "A person can stop the loom.\n"
    ),
    "policies/splicing-policy.md": (
        "---\ntitle: Policy on splicing\nedition: 3\n"
        "signed: Edda Ravn, Managing Director, 28 April 2026\nin force: 1 May 2026\n"
        "author: Sunniva Moe\n---\n# Policy on splicing\n\nSplices are tested.\n\n"
        "This policy is reviewed every two years.\n"
    ),
    "policies/splicing-policy-2.md": (
        "---\ntitle: Policy on splicing\nedition: 2\n"
        "signed: Ketil Brandt, Works Manager, 3 March 2024\nstatus: withdrawn 30 April 2026\n"
        "---\n# Policy on splicing\n\nSplices are looked at.\n"
    ),
    "policies/tar-procedure.html": (
        "<html><body><h1>Tar procedure</h1><p>Version 4. Approved by the Safety Board on 3 June 2026. "
        "To be looked at again in June 2028.</p><p>Tar is hot.</p></body></html>"
    ),
    "policies/dye-policy.md": (
        "# Dye policy\n\n"
        "DYE-3 | Version 1.0 | Approved: Board 20 May 2025 | Effective 1 July 2025 | Reviewed "
        "yearly\n\nNo lead.\n"
    ),
    "minutes/board 2025-03-20.md": (
        "# Board, 20 March 2025\n\nPresent: Edda Ravn (chair), Tuva Lind, Ketil Brandt\n\n3. **Machines.**\n"
        "   3.2 RESOLVED, on the proposal of Mr Brandt, seconded by Ms Lind, that the AI "
        "policy, edition 1, be adopted.\n"
    ),
    "registers/risk-register.md": (
        "# Risk register\nKept by Sunniva Moe. Chance x effect.\n\n"
        "| No. | Risk | Owner | Score |\n| --- | --- | --- | --- |\n"
        "| R-1 | Loom fire | Ketil Brandt | 12 |\n"
    ),
    "minutes/actions.md": (
        "# Action list\n\n| No. | Action | Owner | Due |\n| --- | --- | --- | --- |\n"
        "| 3 | Print the dye list | Tuva Lind | 2026-10-01 |\n"
    ),
}


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    place = tmp_path_factory.mktemp("papers")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.sync, "Pool", InlinePool)
        Ingestion(place / "home").run(write(place / "docs", FILES))
    with open_archive(place / "home") as archive:
        yield archive.view()


def told(view: View, text: str) -> Found | None:
    found = engine.find(understand(text), view, TODAY)
    assert found is None or all(verify(claim, view) for claim in found.claims)
    return found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who approved the AI policy?", "Works Council"),
        ("When was the current AI policy approved?", "2026-02-26"),
        ("Since when is the AI policy in force?", "2026-03-09"),
        ("Who owns the AI policy?", "Ketil Brandt"),
        ("Who approved the first edition of the AI policy?", "Board"),
        ("Who passed the old AI policy?", "Board"),
        ("When was the AI policy approved in 2025?", "2025-03-20"),
        ("Who wrote the current AI policy?", "Tuva Lind"),
        ("Who drafted the old AI policy?", "Sunniva Moe"),
        ("By whom was the current AI policy written?", "Tuva Lind"),
        ("By whom was the AI policy approved?", "Works Council"),
        ("Who approved the splicing policy?", "Edda Ravn"),
        ("Who signed the splicing policy?", "Edda Ravn"),
        ("Whose signature is on the second edition of the splicing policy?", "Ketil Brandt"),
        ("When was the splicing policy signed?", "2026-04-28"),
    ],
)
def test_the_edition_in_force_answers_and_an_earlier_one_when_asked_for(view: View, question: str, answer: str) -> None:
    found = told(view, question)
    assert found is not None and found.value is not None and not found.conflicts, question
    assert found.value.value == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When must the AI policy be reviewed again?", "February 2027"),
        ("When is the next review of the AI policy?", "February 2027"),
        ("When does the tar procedure come up for review?", "June 2028"),
        ("How often is the splicing policy reviewed?", "every two years"),
        ("How often must the dye policy be looked at?", "yearly"),
        ("When does the dye policy have to be reviewed?", "yearly"),
    ],
)
def test_a_review_is_told_in_the_words_of_the_document(view: View, question: str, answer: str) -> None:
    found = told(view, question)
    assert found is not None and found.value is not None, question
    assert found.value.type == "text" and found.value.value == answer
    assert answer in register_text(found)


@pytest.mark.parametrize(
    "question",
    [
        "When is the next review of the dye policy?",  # yearly, and no day or month is given
        "How often is the tar procedure reviewed?",
        "How often is the tar checked?",
        "Who wrote the tar procedure?",
        "Who approved the draft of the AI policy?",
        "Who owns the dye list?",
    ],
)
def test_what_no_document_says_is_left(view: View, question: str) -> None:
    assert told(view, question) is None


@pytest.mark.parametrize("question", ["Who keeps the risk register?", "Who maintains the risk register?"])
def test_who_keeps_a_register_owns_it(view: View, question: str) -> None:
    found = told(view, question)
    assert found is not None and found.value is not None and found.value.value == "Sunniva Moe"
