"""Questions of several readers at a time, from one ``Assistant``, while the archive changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant, Question
from assistant.retrieve import Retriever
from evidence.archive import Archive
from evidence.errors import VouchError
from evidence.model import Strength
from evidence.view import View
from tests.support.archives import document, open_archive, put
from tests.support.embedders import FakeEmbedder
from tests.support.made_facts import Paper, shelve

TODAY = date(2024, 9, 15)
GROUPS = (("everyone",), ("board", "everyone"), ("yard",))
QUESTIONS = (
    "Who owns risk B-1?",
    "How many risks are there?",
    "Which accepted risks have no management decision?",
    "When does the acceptance of B-1 run out?",
    "Who approved the crane policy?",
    "What evidence do we have for ISO 27001 clause 9.3?",
    "What does the crane policy say about wind?",
    "Is the merger with Nordhaven agreed?",
    "List the findings that are open",
    "Who is the harbour master?",
)
PAPERS = (
    Paper("risks.csv", "Risk register", Strength.RECORD, "2024-09-01")
    .says("B-1 | Crane fails | Ilse Maar | accept", "risk", number="B-1", text="Crane fails", owner="Ilse Maar",
          treatment="Accept")
    .says("B-1 accepted until 1 March 2025", "acceptance", risk="B-1", text="Crane fails", until="2025-03-01")
    .says("B-2 | Fuel spill | Tomo Reyes", "risk", number="B-2", text="Fuel spill", owner="Tomo Reyes"),
    Paper("policy.txt", "Crane policy", Strength.APPROVED, "2024-02-01")
    .says("The crane policy was approved by Tomo Reyes on 2 February 2024.", "approval", subject="Crane policy",
          approver="Tomo Reyes", approved="2024-02-02")
    .says("No crane is used when the wind is above 15 metres a second.", "document", title="Crane policy"),
    Paper("board.csv", "Board register", Strength.RECORD, "2024-08-01", labels=("board",))
    .says("B-9 | Merger with Nordhaven fails | Oona Lind", "risk", number="B-9", text="Merger with Nordhaven fails",
          owner="Oona Lind")
    .says("The merger with Nordhaven was agreed on 1 July 2024.", "decision", text="Merger with Nordhaven",
          held="2024-07-01", outcome="agreed"),
)  # fmt: skip


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "home") as archive:
        shelve(archive, *PAPERS)
        yield archive


def told(assistant: Assistant, view: View, question: str, day: date | None = None) -> str:
    """An answer as it is shown, without what it took."""
    return assistant.ask(view, Question(question, as_of=day), TODAY).model_dump_json(exclude={"timings_ms"})


def new() -> Assistant:
    return Assistant(FakeEmbedder(), Retriever())


def by_eight(work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_eight_threads_are_told_what_one_is_told_while_others_ingest(archive: Archive) -> None:
    source = archive.add_source(Path("other"))
    alone = {(groups, q): told(new(), archive.view(groups), q) for groups in GROUPS for q in QUESTIONS}
    assert len(set(alone.values())) > len(QUESTIONS)
    assistant, done = new(), threading.Event()
    wrong: list[object] = []

    def ingest() -> None:  # what none of the readers may see: no answer changes, though every view grows old
        n = 0
        while not done.is_set():
            n += 1
            put(archive, source, document(f"{n % 5}.txt", f"the crane policy, note {n}", labels=["nobody"]))
            if n % 3 == 0:
                archive.withdraw(source, [f"{n % 5}.txt"])

    def ask(first: int) -> None:
        for turn in range(2 * len(QUESTIONS)):
            groups, question = GROUPS[(first + turn) % len(GROUPS)], QUESTIONS[(3 * first + turn) % len(QUESTIONS)]
            try:
                if told(assistant, archive.view(groups), question) != alone[groups, question]:
                    wrong.append((groups, question))
            except BaseException as error:
                wrong.append(error)

    writer = threading.Thread(target=ingest)
    writer.start()
    by_eight(ask)
    done.set()
    writer.join()
    assert wrong == []


def test_what_a_reader_sees_may_change_under_a_question_which_then_says_so(archive: Archive) -> None:
    assistant, done = new(), threading.Event()
    wrong: list[object] = []
    source = archive.add_source(Path("records"))

    def ingest() -> None:
        n = 0
        while not done.is_set():
            n += 1
            archive.withdraw(source, ["policy.txt"])
            put(archive, source, document("policy.txt", f"Edition {n}: no crane is used in wind."))

    def ask(first: int) -> None:
        for turn in range(len(QUESTIONS)):
            try:
                told(assistant, archive.view(["everyone"]), QUESTIONS[(first + turn) % len(QUESTIONS)])
            except VouchError as error:
                if not error.retry:
                    wrong.append(error)
            except BaseException as error:
                wrong.append(error)

    writer = threading.Thread(target=ingest)
    writer.start()
    by_eight(ask)
    done.set()
    writer.join()
    assert wrong == []


def test_a_new_generation_is_answered_from(archive: Archive) -> None:
    assistant = new()
    assert "2 risks" in told(assistant, archive.view(["everyone"]), "How many risks are there?")
    flood: tuple[str, list[tuple[str, Mapping[str, str]]]]
    flood = ("B-3 | Flood | Ilse Maar", [("risk", {"number": "B-3", "text": "Flood", "owner": "Ilse Maar"})])
    shelve(archive, replace(PAPERS[0], written="2024-09-02", lines=[*PAPERS[0].lines, flood]))
    now = told(assistant, archive.view(["everyone"]), "How many risks are there?")
    assert "3 risks" in now
    assert now == told(new(), archive.view(["everyone"]), "How many risks are there?")
    archive.withdraw("records", ["risks.csv"])
    gone = told(assistant, archive.view(["everyone"]), "How many risks are there?")
    assert "3 risks" not in gone
    assert gone == told(new(), archive.view(["everyone"]), "How many risks are there?")


def test_answers_to_one_group_do_not_depend_on_what_others_asked(archive: Archive, tmp_path: Path) -> None:
    with open_archive(tmp_path / "clean") as clean:  # never held what the board alone sees
        shelve(clean, *(each for each in PAPERS if "board" not in each.labels))
        assistant = new()
        for question in QUESTIONS:
            told(assistant, archive.view(["board", "everyone"]), question)
            here = told(assistant, archive.view(["everyone"]), question)
            assert here == told(new(), clean.view(["everyone"]), question)
            assert "Nordhaven fails" not in here


def test_a_day_is_answered_for_by_itself(archive: Archive) -> None:
    assistant, question = new(), "When does the acceptance of B-1 run out?"
    days = (date(2024, 1, 1), date(2024, 9, 15), date(2026, 1, 1))
    for turn in range(2):
        for day in days[:: 1 if turn else -1]:
            assert told(assistant, archive.view(["everyone"]), question, day) == told(
                new(), archive.view(["everyone"]), question, day
            )


def test_warming_changes_no_answer_and_leaves_no_statement_to_embed(archive: Archive) -> None:
    cold = {q: told(new(), archive.view(["everyone"]), q) for q in QUESTIONS}
    fake = FakeEmbedder()
    assistant = Assistant(fake, Retriever())
    assert assistant.warm(archive.view(["everyone"]), TODAY) > 0
    assert assistant.warm(archive.view(["everyone"]), TODAY) == 0
    assert not any("Nordhaven" in text for text in fake.embedded)
    before = len(fake.embedded)
    assert {q: told(assistant, archive.view(["everyone"]), q) for q in QUESTIONS} == cold
    statements = [text for text in fake.embedded[before:] if text in {line for p in PAPERS for line, _ in p.lines}]
    assert statements == []


def test_warming_stops_when_told(archive: Archive) -> None:
    fake = FakeEmbedder()
    assert Assistant(fake, Retriever()).warm(archive.view(["everyone"]), TODAY, stop=lambda: True) == 0
    assert fake.embedded == []
