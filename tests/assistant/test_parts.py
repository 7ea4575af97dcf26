"""Several questions in one: what is shown of the answers to the parts."""

from __future__ import annotations

from typing import Literal

import pytest

from assistant.answer import Answer, Claim, Interpretation, Value
from assistant.parts import in_parts

Mode = Literal["register", "extractive", "llm"]


def part(question: str, text: str = "", mode: Mode = "register", claims: int = 1) -> Answer:
    """An answer with ``claims`` claims, or ``not_found`` without ``text``."""
    return Answer(
        id="q1",
        question=question,
        status="answered" if text else "not_found",
        text=text or "Not found.",
        value=Value(type="text", value=text) if text else None,
        as_of="2031-05-20",
        interpretation=Interpretation(kind="what", subject=question),
        claims=tuple(Claim(text=f"{text} {n}") for n in range(claims)) if text else (),
        mode=mode,
        timings_ms={"register": 1.0},
    )


def test_parts_are_told_in_order_with_their_claims_numbered_through() -> None:
    whole = in_parts("Who and when?", [part("Who?", "Ada [1] and Bo [2].", claims=2), part("When?", "In May [1].")])
    assert whole.status == "answered"
    assert whole.text == "Ada [1] and Bo [2].\nIn May [3]."
    assert len(whole.claims) == 3
    assert whole.value == Value(type="text", value="Ada [1] and Bo [2].")
    assert whole.timings_ms == {"register": 2.0}


def test_a_part_that_is_missing_is_named() -> None:
    whole = in_parts("Who and when?", [part("Who?", "Ada [1]."), part("When was it?")])
    assert whole.status == "partial"
    assert whole.text == "Ada [1].\nNot found: When was it."


@pytest.mark.parametrize(
    "answers",
    [
        [part("Who?"), part("When?", "In May [1].")],
        [part("Who?", "Ada [1].", mode="extractive"), part("When?")],
        [part("Who?", "Ada [1]."), part("When?"), part("Where?")],
        [part("Who?"), part("When?")],
    ],
    ids=["the first is missing", "only words were near", "most are missing", "nothing"],
)
def test_too_little_is_not_shown(answers: list[Answer]) -> None:
    whole = in_parts("All of it?", answers)
    assert whole.status == "not_found"
    assert whole.question == "All of it?"
    assert not whole.claims
