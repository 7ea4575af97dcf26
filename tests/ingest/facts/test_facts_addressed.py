"""Posts that letters and messages give to their reader. A glassworks made up here."""

from __future__ import annotations

import pytest

from ingest.facts.roles import facts
from tests.support.readings import found, of

_MAIL = "From: Per Strand <p@g.example>\nTo: {to}\nDate: Mon, 3 Mar 2031 09:00:00 +0000\nSubject: Handing over\n\nHello Ida\n\n"
_IDA = "Ida Moe <ida@g.example>"


def _roles(body: str, to: str = _IDA) -> list[dict[str, str]]:
    return of(found(facts, _MAIL.format(to=to) + body + "\n", "mail/hand-over.eml"), "role")


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("As agreed, you take over as Furnace Manager from 1 April.", "Furnace Manager"),
        ("You are Furnace Manager from Tuesday 1 April; I stay until June.", "Furnace Manager"),
        ("From Tuesday 1 April you are the furnace manager.", "furnace manager"),
    ],
)
def test_the_reader_of_a_message_takes_a_post(sentence: str, role: str) -> None:
    assert _roles(sentence) == [{"person": "Ida Moe", "role": role, "from": "2031-04-01"}]


@pytest.mark.parametrize(
    ("sentence", "to"),
    [
        ("If you are Furnace Manager from 1 April, the keys are yours.", _IDA),
        ("You take over as Furnace Manager from 1 April.", "all@g.example"),
        ("You take over as Furnace Manager from 1 April.", "Ida Moe <i@g.example>, Jon Rud <j@g.example>"),
        ("You take over as Furnace Manager some day.", _IDA),
        ("From Tuesday 1 April you are the best of us.", _IDA),
    ],
)
def test_no_post_without_a_reader_a_day_or_a_certainty(sentence: str, to: str) -> None:
    assert _roles(sentence, to) == []
