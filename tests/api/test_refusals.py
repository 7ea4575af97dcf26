"""A refusal names the words of the question that no document of the asker's own view mentions, and no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Question
from assistant.service import OPERATOR, Asked, Identity
from assistant.understand import understand
from assistant.unmentioned import unmentioned
from tests.support.api_server import Server, served
from tests.support.ingestion import Ingestion, write

_FILES = {
    "policies/supplier policy.md": "# Supplier policy\n\nLena Lindqvist approved the supplier policy in March 2026. "
    "Sub-processors are reviewed each year. A time sheet is kept. The whistleblower line is open.\n",
    "registers/risks.csv": "Risk,Title,Owner\nR-07,Biased scoring,Priya Raman\nNC 2026 / 04,Late review,Mei Tanaka\n",
    "restricted/board.md": "# Merger plan\n\nZebedee Quark prepares the takeover, risk R-99.\n",
    "access.json": '{"default": ["staff"], "rules": [{"path": "restricted/**", "groups": ["board"]}]}',
}


@pytest.fixture(name="server", scope="module")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("refusals")
    report = Ingestion(folder / "home").run(write(folder / "docs", _FILES))
    assert not report.failed, report.failed
    with served(folder / "home") as server:
        yield server


def _unmentioned(server: Server, question: str, *groups: str) -> tuple[str, ...]:
    view = server.parts.service.archive.view(groups or ("staff",))
    return unmentioned(understand(question), view, 9)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who approved the zeppelin policy?", ("zeppelin",)),
        ("Is there a quantum roadmap for zeppelins?", ("quantum", "roadmap", "zeppelins")),
        ("Who owns R-08?", ("R-08",)),
        ("Is NC-2026-05 closed?", ("NC-2026-05",)),
    ],
)
def test_words_that_stand_nowhere_are_named_as_they_were_written(
    server: Server, question: str, words: tuple[str, ...]
) -> None:
    assert [word for word in _unmentioned(server, question) if word in words] == list(words)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What did Lena Lindqvist approve?", "Lindqvist"),
        ("What did Lena Lindkvist approve?", "Lindkvist"),  # misspelt by one letter
        ("What did Lena Lindqwist's policy say?", "Lindqwist's"),
        ("Who are the vendors?", "vendors"),  # a synonym of supplier
        ("Who approves policies?", "approves"),  # another form
        ("Who are the subprocessors?", "subprocessors"),  # written together
        ("Where are the timesheets?", "timesheets"),  # written apart
        ("Is there whistleblowing?", "whistleblowing"),
        ("Who owns R-7?", "R-7"),  # without the leading zero
        ("Is NC-2026-04 closed?", "NC-2026-04"),  # with other marks between
        ("What was approved on 14 July 2031?", "2031"),  # a number is no word
        ("Who approved it in July?", "the"),
    ],
)
def test_a_word_that_is_there_in_any_writing_is_not_named(server: Server, question: str, word: str) -> None:
    assert word not in _unmentioned(server, question)


def test_only_the_askers_own_view_counts(server: Server) -> None:
    question = "Does Zebedee prepare the takeover, risk R-99?"
    assert _unmentioned(server, question, "staff") == ("Zebedee", "prepare", "takeover", "R-99")
    assert _unmentioned(server, question, "staff", "board") == ()


def test_a_refusal_says_so_and_keeps_its_form(server: Server) -> None:
    staff = Identity("ana", ("staff",), "reader", "token")
    told = server.parts.service.ask(staff, Asked("Who approved the zeppelin roadmap?", keep=False)).answer
    assert told.status == "not_found"
    assert told.text.endswith("“Who approved the zeppelin roadmap?”. None of them mentions “zeppelin” or “roadmap”.")
    ledger = server.parts.service.record.ledger
    content = ledger.entry(ledger.head()[0]).content
    assert content is not None and content["answer"] == json.loads(told.model_dump_json())
    plain = server.parts.service.assistant.ask(
        server.parts.service.view(staff), Question("Who approved the zeppelin roadmap?"), server.parts.service.today()
    )
    changed = {"text": told.text, "timings_ms": told.timings_ms}
    assert plain.model_copy(update=changed) == told


def test_an_answer_that_is_found_is_left_as_it_is(server: Server) -> None:
    told = server.parts.service.ask(OPERATOR, Asked("Who is the owner of R-07 zeppelin?", keep=False)).answer
    assert told.status != "not_found" and "mentions" not in told.text


def test_three_words_are_enough(server: Server) -> None:
    question = "Which zeppelin, unicorn, gryphon or basilisk did Wotan feed?"
    text = server.parts.service.ask(OPERATOR, Asked(question, keep=False)).answer.text
    assert text.endswith("None of them mentions “zeppelin”, “unicorn” or “gryphon”.")


def test_a_batch_on_the_machine_says_the_same(tmp_path: Path) -> None:
    from tests.vouch.test_cli import run  # the command as the others test it

    home = tmp_path / "home"
    docs = write(tmp_path / "docs", {name: text for name, text in _FILES.items() if name != "access.json"})
    run("ingest", str(docs), home=home)
    rows = tmp_path / "q.jsonl"
    rows.write_text(json.dumps({"id": "a", "question": "Who approved the zeppelin policy?"}) + "\n")
    batch = json.loads(run("ask", "--questions", str(rows), home=home))
    single = json.loads(run("ask", "Who approved the zeppelin policy?", "--json", home=home))
    assert batch["text"] == single["text"]
    assert "None of them mentions “zeppelin”." in batch["text"]


def test_a_page_of_words_costs_no_more_than_a_sentence(server: Server) -> None:
    known = " ".join(f"Lindqv{chr(97 + n)}st" for n in range(26))  # each is a misspelling of one that is there
    assert _unmentioned(server, f"Is {known} a zeppelin?") == ()
    assert _unmentioned(server, f"Is a zeppelin {known}?") == ("zeppelin",)
