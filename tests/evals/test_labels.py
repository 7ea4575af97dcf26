"""Reading labelled sets: what is read, what is inherited, and every fault named by its line."""

from __future__ import annotations

import json
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import LabelError, Problem
from evals.labels import Gold, LabelledSet, load_set

FULL: dict[str, Any] = {
    "id": "q1",
    "question": "Who approved the ferry plan?",
    "kind": "who",
    "answerable": True,
    "answer": "Amara Diallo",
    "answer_facts": ["Amara Diallo|the harbour master", "3 May 2024"],
    "groups": ["crew"],
    "as_of": "2024-06-30",
    "gold": [{"doc_id": "minutes.md", "quote": "Amara Diallo approved", "page": 2}],
    "also": ["notice.md", {"doc_id": "letter.pdf", "quote": "approved"}],
    "avoid": ["Mallory"],
    "split": "dev",
    "unknown": [1, 2],
}


def row(**changes: Any) -> dict[str, Any]:
    return {"id": "q1", "question": "Who?", "answerable": True, "gold": [{"doc_id": "a.md"}], **changes}


def written(folder: Path, *rows: dict[str, Any] | str | bytes) -> Path:
    lines = [each if isinstance(each, bytes) else _line(each).encode() for each in rows]
    (folder / "questions.jsonl").write_bytes(b"\n".join(lines))
    return folder


def _line(each: dict[str, Any] | str) -> str:
    return each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)


def problems(folder: Path, *rows: dict[str, Any] | str | bytes) -> list[str]:
    with pytest.raises(LabelError) as caught:
        load_set(written(folder, *rows))
    return [str(problem) for problem in caught.value.problems]


def test_everything_is_read(tmp_path: Path) -> None:
    (question,) = load_set(written(tmp_path, FULL)).questions
    assert (question.id, question.kind, question.answerable, question.answer) == ("q1", "who", True, "Amara Diallo")
    assert question.facts == (("Amara Diallo", "the harbour master"), ("3 May 2024",))
    assert (question.groups, question.as_of) == (("crew",), date(2024, 6, 30))
    assert question.gold == (Gold("minutes.md", "Amara Diallo approved", 2),)
    assert question.also == (Gold("notice.md"), Gold("letter.pdf", "approved"))
    assert (question.split, question.line, question.avoid) == ("dev", 1, ("Mallory",))


def test_a_row_is_written_as_it_was_read(tmp_path: Path) -> None:
    first = load_set(written(tmp_path, FULL, row(id="q2", groups=[]))).questions
    again = load_set(written(tmp_path, *[question.as_json() for question in first])).questions
    assert again == first


def test_lines_keep_their_numbers_and_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    labelled = load_set(written(tmp_path, b"\xef\xbb\xbf" + _line(row()).encode(), "", "  ", row(id="q2"), ""))
    assert [(question.id, question.line) for question in labelled.questions] == [("q1", 1), ("q2", 4)]
    assert labelled.name == tmp_path.name


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": None}, "`id` is missing"),
        ({"id": True}, "`id` is no id"),
        ({"id": ""}, "`id` is no id"),
        ({"question": 7}, "`question` is not text"),
        ({"question": " "}, "`question` is empty"),
        ({"answerable": "yes"}, "`answerable` is neither true nor false"),
        ({"answerable": None}, "`answerable` is missing"),
        ({"kind": 3}, "`kind` is not text"),
        ({"answer_facts": "one"}, "`answer_facts` is not a list"),
        ({"answer_facts": ["one|"]}, "`answer_facts` holds an empty alternative"),
        ({"groups": "crew"}, "`groups` is not a list"),
        ({"groups": [1]}, "`groups` is not a list"),
        ({"as_of": "30/06/2024"}, "`as_of` is not a day"),
        ({"as_of": "2024-02-30"}, "`as_of` is not a day"),
        ({"gold": []}, "it is answerable, and `gold` names no document"),
        ({"gold": None}, "it is answerable, and `gold` names no document"),
        ({"gold": "a.md"}, "`gold` is not a list"),
        ({"gold": [{"quote": "x"}]}, "`gold` 1 names no document"),
        ({"gold": [{"doc_id": "a.md"}, {"doc_id": "a.md", "quote": " "}]}, "`gold` 2: its quote is empty"),
        ({"gold": [{"doc_id": "a.md", "quote": 5}]}, "`gold` 1: its quote is not text"),
        ({"gold": [{"doc_id": "a.md", "page": 0}]}, "`gold` 1: its page is not a number"),
        ({"also": [[]]}, "`also` 1 names no document"),
        ({"avoid": [""]}, "`avoid` is not a list"),
        ({"follow_up_of": "q0"}, "follow_up_of names no question of this file: 'q0'"),
        ({"follow_up_of": "q1"}, "follow_up_of goes round in a circle: q1 → q1"),
        ({"split": False}, "`split` is not text"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    found = problems(tmp_path, row(**changes))
    assert len(found) == 1
    assert found[0].startswith(f"line 1: {reason}")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not an object"),
        ('{"id": "a", "id": "b", "question": "?", "answerable": false}', "the key `id` stands twice"),
        ('{"id": "\\ud800", "question": "?", "answerable": false}', "half of a surrogate pair"),
        ("[" * 100_000, "not JSON"),
        (b'{"id": "\xff"}', "not UTF-8"),
    ],
)
def test_a_line_that_is_no_row_is_named(tmp_path: Path, line: str | bytes, reason: str) -> None:
    found = problems(tmp_path, row(), line)
    assert len(found) == 1
    assert found[0].startswith("line 2: ") and reason in found[0]


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, row(), row(), "{", row(id="q2", question="", gold=[]), row(id="q3", answerable=1))
    assert [line.split(":")[0] for line in found] == ["line 2", "line 3", "line 4", "line 4", "line 5"]
    assert "the id 'q1' stands already on line 1" in found[0]


def test_a_follow_up_of_something_later_or_circular_is_named(tmp_path: Path) -> None:
    later = problems(tmp_path, row(follow_up_of="q2"), row(id="q2"))
    assert later == ["line 1: follow_up_of names 'q2', which stands later (line 2)"]
    circle = problems(tmp_path, row(follow_up_of="q2"), row(id="q2", follow_up_of="q1"))
    assert circle == ["line 1: follow_up_of goes round in a circle: q1 → q2 → q1"]


@pytest.mark.parametrize("content", [None, b"", b"\n \n"])
def test_a_set_without_questions_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "questions.jsonl").write_bytes(content)
    with pytest.raises(LabelError, match=r"questions\.jsonl has 1 problem"):
        load_set(tmp_path)


def conversation(folder: Path) -> Path:
    first = row(id="a", question="First?", split="dev", groups=["crew"], as_of="2024-01-31")
    second = row(id="b", question="Second?", follow_up_of="a", split="test", groups=["board"])
    third = row(id="c", question="Third?", follow_up_of="b")
    return written(folder, first, second, third, row(id="d", split="dev"))


def test_follow_ups_inherit_groups_date_split_and_history(tmp_path: Path) -> None:
    a, b, c, _ = load_set(conversation(tmp_path)).questions
    assert (a.history, b.history, c.history) == ((), ("First?",), ("First?", "Second?"))
    assert (a.groups, b.groups, c.groups) == (("crew",), ("board",), ("board",))
    assert {a.as_of, b.as_of, c.as_of} == {date(2024, 1, 31)}
    assert c.split == "test"


def test_a_split_keeps_the_history_from_another(tmp_path: Path) -> None:
    labelled = load_set(conversation(tmp_path), "test")
    assert [question.id for question in labelled.questions] == ["b", "c"]
    assert labelled.questions[1].history == ("First?", "Second?")


def test_an_unknown_split_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="no question is of the split 'tset'; its splits are: dev, test"):
        load_set(conversation(tmp_path), "tset")


def test_the_digest_is_that_of_the_rows_chosen_and_what_they_follow(tmp_path: Path) -> None:
    def digest(split: str | None, *rows: dict[str, Any]) -> str:
        return load_set(written(tmp_path, *rows), split).digest

    a, b = row(id="a", split="dev"), row(id="b", split="test", follow_up_of="a")
    changed = row(id="a", split="dev", question="Other?")
    assert digest("dev", a, b) == digest("dev", a) == digest(None, a)
    assert len({digest("dev", a, b), digest("test", a, b), digest("dev", changed, b), digest("test", changed, b)}) == 4


def test_questions_about_the_same_evidence_are_one_cluster(tmp_path: Path) -> None:
    gold = [{"doc_id": "a.md", "quote": "x"}, {"doc_id": "b.md"}]
    rows = [row(id="1", gold=gold), row(id="2", gold=gold[::-1]), row(id="3")]
    rows += [row(id=name, answerable=False, gold=[]) for name in "45"]
    clusters = [question.cluster for question in load_set(written(tmp_path, *rows)).questions]
    assert clusters[0] == clusters[1]
    assert len(set(clusters)) == 4


def test_the_error_keeps_its_problems_across_processes() -> None:
    error = LabelError.of("a set", [Problem(7, "late"), Problem(2, "early")])
    again = pickle.loads(pickle.dumps(error))
    assert str(error) == "a set has 2 problems:\n  line 2: early\n  line 7: late"
    assert (str(again), again.problems, again.remedy) == (str(error), error.problems, error.remedy)


def test_a_long_list_of_problems_is_cut_in_the_message_only() -> None:
    error = LabelError.of("a set", [Problem(line, "wrong") for line in range(1, 81)])
    assert len(error.problems) == 80
    assert str(error).splitlines()[-1] == "  and 30 more"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
ROWS = st.fixed_dictionaries({}, optional={key: JSON for key in [*FULL, "follow_up_of"]})


@given(st.lists(ROWS, max_size=3))
def test_any_rows_give_a_set_or_named_problems(tmp_path_factory: pytest.TempPathFactory, rows: list[Any]) -> None:
    folder = written(tmp_path_factory.getbasetemp(), *[json.dumps(each) for each in rows])
    try:
        labelled = load_set(folder)
    except LabelError as error:
        assert error.problems
        assert all(0 <= problem.line <= len(rows) and problem.reason for problem in error.problems)
    else:
        assert isinstance(labelled, LabelledSet)
        assert len(labelled.questions) == len(rows)


def test_the_benchmark_loads() -> None:
    folder = Path(__file__).parents[3] / "shared" / "benchmarks" / "obliqa-dev"
    if not (folder / "questions.jsonl").exists():
        pytest.skip("the benchmark is not on this machine")
    labelled = load_set(folder)
    assert len(labelled.questions) == 2788
    assert all(question.gold for question in labelled.questions)
