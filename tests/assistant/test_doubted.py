"""What stands under a label near what is asked is told only where the cross-encoder takes it for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.ask import Assistant, Question
from assistant.retrieve import Retriever
from evidence.cross_encoder import CrossEncoder
from evidence.view import View
from tests.support.asking import view_of
from tests.support.embedders import FakeEmbedder

FILES = {
    "station.md": "# Pilot station\n\nBeacon keeper: Petra Lind\n\nSafety manager: Ivo Dahl\n",
    "notes.md": "# Notes\n\nThe pier was painted on 4 May 2031 by the crew of the Kestrel, who were given lunch.\n",
}
view = view_of(FILES)


class _FakeReader(CrossEncoder):
    """A cross-encoder that says the same of every text, and keeps what it was asked to read."""

    def __init__(self, odds: float) -> None:
        self.odds = odds
        self.read: list[str] = []

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read += texts
        return np.full(len(texts), self.odds, np.float32)


@pytest.mark.parametrize(("odds", "mode"), [(2.0, "register"), (0.0, "register"), (-2.0, "extractive")])
def test_a_looked_up_value_that_the_reader_takes_for_no_answer_is_left(view: View, odds: float, mode: str) -> None:
    reader = _FakeReader(odds)
    asked = Question("Who is the beacon keeper?")
    answer = Assistant(FakeEmbedder(), Retriever(), cross_encoder=reader).ask(view, asked, date(2031, 5, 20))
    assert answer.mode == mode
    assert any("Beacon keeper: Petra Lind" in text for text in reader.read)


def test_the_reader_itself_knows_the_keeper(view: View) -> None:
    asked = Question("Who is the beacon keeper?")
    answer = Assistant(FakeEmbedder(), Retriever()).ask(view, asked, date(2031, 5, 20))
    assert answer.text.startswith("Petra Lind")
