from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Interpretation
from assistant.ask import Question
from assistant.batch import Row, ask_all, read_rows
from evidence.errors import QuestionError

TODAY = date(2026, 6, 30)


class ScriptedAssistant:
    """A fake that records what it is asked and refuses questions with nothing in them."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, Question]] = []

    def ask(self, view: Any, question: Question, today: date) -> Answer:
        self.asked.append((view, question))
        if not question.text.strip():
            raise QuestionError("the question has no words")
        return Answer(
            id=question.id,
            question=question.text,
            status="not_found",
            text="",
            as_of=(question.as_of or today).isoformat(),
            interpretation=Interpretation(kind="what", subject=""),
        )


def ask(tmp_path: Path, lines: str, defaults: Row = Row("", "")) -> tuple[list[dict[str, Any]], ScriptedAssistant]:  # noqa: B008
    file = tmp_path / "questions.jsonl"
    file.write_text(lines, "utf-8")
    assistant = ScriptedAssistant()
    answers = list(ask_all(assistant, lambda groups, known_by: groups, read_rows(file), defaults, TODAY))  # type: ignore[arg-type,return-value]
    return answers, assistant


def test_order_and_ids_are_kept_and_a_bad_row_costs_no_other(tmp_path: Path) -> None:
    lines = (
        '{"id": "b", "question": "Who?"}\n\n{"id": "a"}\nnot json\n[1]\n{"id": "e", "question": ""}\n'
        '{"id": "f", "question": "When?", "groups": "x"}\n{"id": "g", "question": "When?", "as_of": "soon"}\n'
        '{"id": 7, "question": "What?", "unknown": {"kept": "out"}}\n'
    )
    answers, _ = ask(tmp_path, lines)
    assert [answer["id"] for answer in answers] == ["b", "a", "line-4", "line-5", "e", "f", "line-8", "7"]
    statuses = [answer["status"] for answer in answers]
    assert statuses == ["not_found", "error", "error", "error", "error", "error", "error", "not_found"]
    assert all(answer["text"] for answer in answers if answer["status"] == "error")


def test_flags_hold_for_rows_that_set_none(tmp_path: Path) -> None:
    lines = '{"id": "a", "question": "Who?"}\n{"id": "b", "question": "Who?", "groups": [], "as_of": "2025-01-01"}\n'
    answers, assistant = ask(tmp_path, lines, Row("", "", groups=("staff",), as_of=date(2026, 1, 1)))
    assert [view for view, _ in assistant.asked] == [("staff",), ()]
    assert [answer["as_of"] for answer in answers] == ["2026-01-01", "2025-01-01"]


def test_a_follow_up_inherits_groups_date_and_history(tmp_path: Path) -> None:
    lines = (
        '{"id": "a", "question": "Who approved it?", "groups": ["hr"], "as_of": "2025-01-01"}\n'
        '{"id": "b", "question": "And when?", "follow_up_of": "a"}\n'
        '{"id": "c", "question": "And where?", "follow_up_of": "b"}\n'
        '{"id": "d", "question": "And why?", "follow_up_of": "d"}\n'
    )
    _, assistant = ask(tmp_path, lines)
    assert assistant.asked[2][0] == ("hr",)
    assert assistant.asked[2][1].as_of == date(2025, 1, 1)
    assert assistant.asked[2][1].earlier == ("Who approved it?", "And when?")
    assert assistant.asked[3][1].earlier == ()


def test_a_file_that_cannot_be_read_is_a_question_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionError):
        list(read_rows(tmp_path / "absent.jsonl"))
    (tmp_path / "latin.jsonl").write_bytes(b'{"question": "caf\xe9"}')
    with pytest.raises(QuestionError):
        list(read_rows(tmp_path / "latin.jsonl"))
