from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import QuestionError
from evidence.record import Feedback, Missing, Record, Source

MARKED = Source("policies/ai.md", 10, 20, "words of it")


@pytest.fixture(name="record")
def _record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path) as record:
        yield record


def answer(record: Record, status: str = "answered", *quotes: str) -> int:
    citations = [{"doc_id": "minutes.docx", "quote": quote, "start": 1} for quote in quotes]
    content = {"question": "Who?", "answer": {"status": status, "claims": [{"citations": citations}]}}
    return record.ledger.append("answer", "Ida", ("staff",), content).sequence


def say(record: Record, sequence: int, verdict: str, *sources: Source, **more: Any) -> int:
    told = {"person": "Ida", "groups": ("staff",), "question": "Who?", "as_of": "2026-06-15"} | more
    return record.feedback.add(Feedback(sequence=sequence, verdict=verdict, sources=sources, **told))


def test_feedback_comes_back_and_stands_in_the_ledger(record: Record, tmp_path: Path) -> None:
    sequence = answer(record)
    identity = say(record, sequence, "wrong", MARKED, note="it was Eva")
    with Record(tmp_path) as again:
        (held,) = again.feedback.list()
        entry = again.ledger.entry(held.entry)
    assert (held.id, held.person, held.sequence, held.verdict, held.note) == (identity, "Ida", 1, "wrong", "it was Eva")
    assert (held.sources, held.groups, held.question, held.as_of) == ((MARKED,), ("staff",), "Who?", "2026-06-15")
    assert (entry.kind, entry.asker, entry.at) == ("feedback", "Ida", held.at)
    assert record.feedback.list(sequence) == [held]
    assert record.feedback.list(99) == record.feedback.list(after=identity) == record.feedback.list(limit=0) == []


@pytest.mark.parametrize("wrong", [{"verdict": "nice"}, {"person": " "}, {"sources": (Source(""),)}])
def test_feedback_that_makes_no_sense_leaves_nothing(record: Record, wrong: dict[str, Any]) -> None:
    given: dict[str, Any] = {"person": "Ida", "sequence": answer(record), "verdict": "wrong"} | wrong
    with pytest.raises(QuestionError):
        record.feedback.add(Feedback(**given))
    assert record.ledger.head()[0] == 1 and record.feedback.list() == []


def test_feedback_is_about_an_answer_that_is_there(record: Record) -> None:
    export = record.ledger.append("export", "Ida", None, {}).sequence
    erased = answer(record)
    record.ledger.redact(erased, "Eva", "asked for")
    for sequence in (99, export, erased):
        with pytest.raises(Missing):
            say(record, sequence, "helpful")
    assert record.ledger.head()[0] == 3


def test_rows_of_a_labelled_set(record: Record) -> None:
    helpful = answer(record, "answered", "Eva Lund approved it.", "Eva Lund approved it.", "In May.")
    refused = answer(record, "not_found")
    wrong, missing, whole = answer(record, "answered", "Max"), answer(record), answer(record)
    unmarked, disputed, unquoted = answer(record, "answered", "x"), answer(record, "answered", "y"), answer(record)
    say(record, helpful, "helpful")
    say(record, refused, "helpful", groups=None, as_of=None)
    say(record, wrong, "wrong", MARKED)
    say(record, missing, "missing", MARKED, Source("b.md", quote="b"), groups=())
    say(record, whole, "missing", Source("c.pdf"))
    for said in ((unmarked, "missing"), (disputed, "helpful"), (unquoted, "helpful")):
        say(record, *said)
    say(record, disputed, "wrong", person="Max")
    rows = record.feedback.labelled()
    assert json.loads(json.dumps(rows)) == rows
    base = {"question": "Who?", "answerable": True, "groups": ["staff"], "as_of": "2026-06-15"}
    cited = [{"doc_id": "minutes.docx", "quote": quote} for quote in ("Eva Lund approved it.", "In May.")]
    marked = {"doc_id": "policies/ai.md", "quote": "words of it"}
    assert rows == [
        base | {"id": f"feedback-{helpful}", "gold": cited},
        {"id": f"feedback-{refused}", "question": "Who?", "answerable": False, "gold": []},
        base | {"id": f"feedback-{wrong}", "gold": [marked]},
        base | {"id": f"feedback-{missing}", "gold": [marked, {"doc_id": "b.md", "quote": "b"}], "groups": []},
        base | {"id": f"feedback-{whole}", "gold": [{"doc_id": "c.pdf"}]},
    ]
    assert [(each.sequence, each.verdict) for each in record.feedback.unlabelled()] == [
        (unmarked, "missing"),
        (disputed, "helpful"),
        (disputed, "wrong"),
        (unquoted, "helpful"),
    ]


def test_a_persons_last_word_counts(record: Record) -> None:
    sequence = answer(record, "answered", "Max")
    say(record, sequence, "helpful")
    say(record, sequence, "wrong", MARKED)
    (row,) = record.feedback.labelled()
    assert row["gold"] == [{"doc_id": "policies/ai.md", "quote": "words of it"}]
    say(record, sequence, "helpful")
    (row,) = record.feedback.labelled()
    assert row["gold"] == [{"doc_id": "minutes.docx", "quote": "Max"}]
    assert len(record.feedback.list()) == 3


def test_redacting_an_answer_takes_the_feedback_about_it_along(record: Record) -> None:
    sequence, other = answer(record, "answered", "x"), answer(record, "answered", "y")
    say(record, sequence, "wrong", note="Ida's secret")
    say(record, other, "helpful")
    entry = record.ledger.redact(sequence, "Eva", "asked for")
    assert entry.content is not None and entry.content["sequences"] == [[1, 1], [3, 3]]
    assert [each.sequence for each in record.feedback.list()] == [other]
    assert [row["id"] for row in record.feedback.labelled()] == [f"feedback-{other}"]
    assert record.ledger.verify().holds
