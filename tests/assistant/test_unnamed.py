"""A document that holds no part of a name in the question answers nothing about it."""

from collections.abc import Collection, Iterable

import pytest

from assistant.accept import refused
from assistant.select import Candidate, candidates
from assistant.understand import understand
from assistant.unnamed import Names
from assistant.words import stems
from evidence.model import Hit
from tests.support.passages import passage

PAGES = {
    1: "The orchard lease was approved by Ilse Maar on 4 May 2021.",
    2: "The boathouse lease was approved by Jun Park on 9 June 2022. Brindle Marine keeps the boathouse.",
    3: "The mooring licence is kept in the harbour office.",
}


def holding(terms: Iterable[str]) -> Collection[int]:
    wanted = set(terms)
    return {document for document, text in PAGES.items() if wanted & stems(text)}


def hit(document: int) -> Hit:
    text, name = PAGES[document], f"{document}.md"
    return Hit(passage(text, doc_id=name, document=document, context=name), 0.7, {"meaning": 0.7, "words": 0.6})


def best(question: str, *documents: int) -> Candidate:
    def frequency(term: str) -> int:
        return len(holding([term]))

    hits = [hit(each) for each in documents]
    query = understand(question)
    return candidates(query, hits, frequency, 3, lambda t: [0.9] * len(t), {}, holding=holding)[0]


@pytest.mark.parametrize(
    ("name", "silent"),
    [
        ("Ilse Maar", [2, 3]),
        ("Maar", [2, 3]),
        ("Brindle", [1, 3]),
        ("Mahr", [2, 3]),
        ("Orsolya", [1, 2, 3]),
        ("BOAT", [1, 3]),
    ],
)
def test_a_document_without_any_part_of_a_name_is_silent_about_it(name: str, silent: list[int]) -> None:
    names = Names((name,), holding)
    assert [each for each, text in PAGES.items() if names.unnamed(each, stems(text), text)] == silent


def test_words_of_another_party_are_no_answer() -> None:
    assert refused(best("When did Brindle approve the lease?", 1))
    assert not refused(best("When did Brindle approve the boathouse lease?", 2))
    assert not refused(best("When was the lease approved by Ilse Mahr?", 1))
