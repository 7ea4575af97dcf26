"""What a row says where its list as such is asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.lists_named import of_another_thing
from tests.support.passages import statement


@pytest.mark.parametrize(
    ("question", "cells", "another"),
    [
        ("Who owns the boat register?", "Boat: Kestrel; Owner: Ada Krone; Score: 4", True),
        ("When was the risk log last reviewed?", "Risk: Fog; Owner: Ada Krone; Reviewed: 4 May 2031", True),
        ("Who owns the boat register?", "Paper: Boat register; Owner: Ada Krone; Version: 4", False),
        ("Who owns the boat register?", "Owner: Ada Krone", False),
        ("Who owns the Kestrel?", "Boat: Kestrel; Owner: Ada Krone; Score: 4", False),
        ("Who owns the risk of fog in the risk log of the harbour?", "Risk: Fog; Owner: Ada Krone; Score: 4", False),
    ],
)
def test_a_row_tells_of_its_own_thing(question: str, cells: str, another: bool) -> None:
    plain = " | ".join(cell.partition(": ")[2] for cell in cells.split("; "))
    row = replace(statement("row"), kind="row", plain=plain, reading=cells)
    assert of_another_thing(question, row) is another


def test_a_sentence_may_tell_of_the_list() -> None:
    assert not of_another_thing("Who owns the boat register?", statement("Ada Krone keeps it; Bo helps; it is short."))
