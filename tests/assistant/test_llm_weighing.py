from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.llm.check import check
from assistant.llm.entailed import premise
from assistant.llm.weighing import judged
from evidence.cross_encoder import CrossEncoder, shared_entailing

WORDS = ["The keeper declined the request for a second gate, as the old one has been mended."]
SAME = "The keeper said no to another gate because the existing one was repaired."
FIGURE = "The keeper declined the request for a second gate, which would have cost 900 crowns."
NAME = "Dora Penn declined the request for a second gate."


class FakeReader:
    """In the place of the entailment model: says the same of every pair, and keeps them."""

    def __init__(self, odds: float) -> None:
        self.odds = odds
        self.read: list[tuple[str, str]] = []

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read += [(question, text) for text in texts]
        return np.full(len(texts), self.odds, np.float32)


@pytest.fixture(name="reader", scope="module")
def _reader() -> CrossEncoder:
    return shared_entailing()


def test_without_a_reader_rules_alone_judge() -> None:
    for claim in (SAME, FIGURE, WORDS[0]):
        assert judged(claim, WORDS) == check(claim, WORDS)


@pytest.mark.parametrize("claim", [FIGURE, NAME])
def test_no_reader_outweighs_a_figure_or_name_that_is_not_there(claim: str) -> None:
    reader = FakeReader(11.0)
    assert judged(claim, WORDS, reader=reader).level == "unsupported"
    assert not reader.read


def test_a_reader_shows_what_other_words_say() -> None:
    assert check(SAME, WORDS).level == "unsupported"
    assert judged(SAME, WORDS, reader=FakeReader(10.0)).level in ("supported", "partial")


def test_a_reader_withholds_what_words_alone_would_pass() -> None:
    claim = "The keeper mended the old gate, as the request for a second one has been declined."
    near = "The keeper declined the request for a second gate."
    assert check(near, WORDS).level == "supported"
    verdict = judged(near, WORDS, reader=FakeReader(-10.0))
    assert verdict.level == "unsupported"
    assert [reason.code for reason in verdict.reasons] == ["entailment"]
    assert judged(claim, WORDS, reader=FakeReader(-10.0)).level == "unsupported"


def test_the_documents_own_words_are_not_read() -> None:
    reader = FakeReader(-10.0)
    assert judged(WORDS[0], WORDS, reader=reader).level == "supported"
    assert not reader.read


def test_a_row_is_read_with_its_columns() -> None:
    reader = FakeReader(5.0)
    judged(
        "Cy Marsh answers for the gate.",
        ["G-1 | gate | Cy Marsh"],
        labels="No; What; Owner",
        context="Weir",
        reader=reader,
    )
    assert reader.read == [("Cy Marsh answers for the gate.", "Weir | No: G-1; What: gate; Owner: Cy Marsh")]
    assert (
        premise(["G-1,gate,Cy Marsh"], "No; What; Owner", "Weir Weir") == "Weir | No: G-1; What: gate; Owner: Cy Marsh"
    )
    assert premise(["gate | Cy Marsh"], "No; What; Owner", "") == " | gate | Cy Marsh"


@pytest.mark.parametrize(
    ("words", "right", "wrong"),
    [
        (WORDS[0], SAME, "The keeper agreed to another gate because the existing one was broken."),
        (
            "Volunteers must be trained before they take a boat out alone.",
            "Nobody who volunteers may go out in a boat by themselves untrained.",
            "Volunteers have all been trained and take boats out alone.",
        ),
        (
            "Lamp oil is bought from Harbour Stores; rope comes from Tarn Mills.",
            "The rope supplier is Tarn Mills.",
            "Lamp oil is supplied by Tarn Mills.",
        ),
        (
            "The council recommends that the fee be raised to 12 crowns from May.",
            "A rise of the fee to 12 crowns from May is what the council advises.",
            "The fee rose to 12 crowns in May.",
        ),
    ],
)
def test_the_model_tells_a_paraphrase_from_a_subtly_wrong_claim(
    reader: CrossEncoder, words: str, right: str, wrong: str
) -> None:
    text = premise([words], "", "Weir Board minutes")
    good, bad = (float(reader.scores(claim, [text])[0]) for claim in (right, wrong))
    assert good > bad
