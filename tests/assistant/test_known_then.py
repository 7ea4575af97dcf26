"""Answers, registers, findings and reports known by a day: those of an archive without the later documents."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant, Question
from assistant.reports import REPORTS
from assistant.retrieve import Retriever
from assistant.service import OPERATOR, Service
from evidence.archive import Archive
from evidence.kinds import KINDS
from evidence.record import Decision, Record
from tests.support.embedders import FakeEmbedder
from tests.support.ingestion import Ingestion, write

TODAY, THEN = date(2026, 6, 30), date(2026, 3, 31)
EARLY = {
    "policies/ai-policy.md": "# AI Policy\n\nVersion 1.0. Approved by the Board of Directors on 3 May 2025.\n\n"
    "Owner: Amara Diallo. Next review: 3 May 2026.\n",
    "minutes/2026-02-board.md": "# Minutes of the Board\n\nDate: 12 February 2026\n\n"
    "Present: Amara Diallo, Jun Park\n\nDecision: The Board accepted the residual risk R-4 until 30 April 2026.\n",
    "registers/risks.csv": "Risk ID,Risk,Owner,Status\nR-4,Model drift in grading,Jun Park,accepted\n",
}
LATE = {
    "policies/ai-policy-2.md": "# AI Policy\n\nVersion 2.0. Approved by the Chief Executive on 4 May 2026.\n\n"
    "Owner: Jun Park. Next review: 4 May 2027.\n",
    "minutes/2026-05-board.md": "# Minutes of the Board\n\nDate: 20 May 2026\n\nPresent: Jun Park\n\n"
    "Decision: The Board approved EUR 40,000 for grading. The residual risk R-4 is accepted until 31 December 2026.\n",
    "reports/2026-05-04 audit.txt": "The internal audit found that no list of models was kept.\n",
}
QUESTIONS = (
    "Who approved the AI policy?",
    "Until when is risk R-4 accepted?",
    "How many board meetings were held in 2026?",
    "What was granted for grading?",
    "Which findings are open?",
    "What evidence do we have for clause 9.3?",
)


@pytest.fixture(name="homes", scope="module")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The home with everything, and the one that never held what is later than ``THEN``."""
    made = []
    for name, files in (("full", EARLY | LATE), ("early", EARLY)):
        folder = tmp_path_factory.mktemp(name)
        Ingestion(folder / "home").run(write(folder / "docs", files))
        made.append(folder / "home")
    return made[0], made[1]


def served(home: Path) -> Iterator[Service]:
    embedder = FakeEmbedder()
    with Archive.open(home, embedder.id, embedder.dimensions) as archive, Record(home) as record:
        yield Service(archive, Assistant(embedder, Retriever()), embedder, record, lambda: TODAY, lambda: ())


def told(service: Service, known_by: date | None) -> dict[str, Any]:
    """All that can be had of a service, less times and ids of the homes."""
    view = service.view(OPERATOR, known_by=known_by)
    answers = [service.assistant.ask(view, Question(each), TODAY).as_json() for each in QUESTIONS]
    for answer in answers:
        answer["timings_ms"] = {}
    hits = [
        [(hit.passage.passage_id, hit.score) for hit in service.search(OPERATOR, each, 10, known_by)]
        for each in QUESTIONS
    ]
    return {
        "answers": answers,
        "hits": hits,
        "kinds": view.fact_kinds(),
        "register": {kind: [fact.id for fact in service.register(OPERATOR, kind, known_by=known_by)] for kind in KINDS},
        "findings": service.findings(OPERATOR, known_by=known_by),
        "reports": {name: service.report(OPERATOR, name, known_by=known_by).as_json() for name in REPORTS},
    }


def test_everything_is_as_if_the_later_documents_had_never_been(homes: tuple[Path, Path]) -> None:
    for full in served(homes[0]):
        then, now = told(full, THEN), told(full, None)
        assert told(full, date(2026, 5, 20)) == now
    for early in served(homes[1]):
        assert told(early, None) == then
    for name, part in then.items():
        assert part != now[name], name
    assert "Board of Directors" in then["answers"][0]["text"]


def test_decisions_of_later_days_were_not_made_yet(homes: tuple[Path, Path]) -> None:
    for service in served(homes[0]):
        finding = service.findings(OPERATOR, known_by=THEN)[0]["id"]
        for state, at in (("accepted", "2026-01-05T09:00:00+00:00"), ("resolved", "2026-06-01T09:00:00+00:00")):
            service.record.decide(Decision("finding", finding, state, "ana", at, "seen"))
        states = [
            next(each for each in service.findings(OPERATOR, known_by=day) if each["id"] == finding)["decision"]
            for day in (date(2025, 12, 31), THEN)
        ]
        assert states[0] is None
        assert states[1]["state"] == "accepted"
