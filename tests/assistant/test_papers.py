"""What a document is, by its facts; and the column of the matrix that it counts in by its title."""

from pathlib import Path

import pytest

from assistant.clauses import Evidence
from assistant.papers import sorts
from assistant.reports.clauses import heading_of
from evidence.frameworks import load
from tests.support.archives import open_archive
from tests.support.made_facts import Paper, shelve


@pytest.fixture(name="found", scope="module")
def _found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home: Path = tmp_path_factory.mktemp("papers") / "home"
    minutes = Paper("minutes/review.md", "Management review")
    minutes.says("Held on 7 March 2031", "meeting", title="Management review", state="held", held="2031-03-07")
    minutes.also("audit", title="Spring round")
    agenda = Paper("minutes/agenda.md", "Management review, agenda")
    agenda.says("Planned for 7 June 2031", "meeting", title="Management review", state="planned", held="2031-06-07")
    log = Paper("risk/log.md", "Hazard log")
    for number in ("K-1", "K-2", "K-3"):
        log.says(f"{number} | leaks", "risk", number=number, text="leaks")
    memo = Paper("mail/memo.md", "Memo")
    memo.says("K-4 leaks", "risk", number="K-4", text="leaks")
    memo.also("communication", sender="Pia Holm", topic="leaks", sent="2031-01-02")
    headings = {}
    with open_archive(home) as archive:
        shelve(archive, minutes, agenda, log, memo)
        view = archive.view(["everyone"])
        papers = sorts(view)
        for document in view.documents():
            by_title = Evidence(next(iter(load("iso42001").requirements)), document, 0.85, "its title")
            headings[document.title] = f"{papers.get(document.rowid, 'document')}, {heading_of(by_title, papers)}"
    return headings


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Management review", "minutes, Meeting or decision"),
        ("Management review, agenda", "document, Policy or procedure"),
        ("Hazard log", "register, Register"),
        ("Memo", "message, Record"),
    ],
)
def test_a_document_counts_as_what_it_is(found: dict[str, str], title: str, told: str) -> None:
    assert found[title] == told
