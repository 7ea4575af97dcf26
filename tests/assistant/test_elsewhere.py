"""A document that is silent about what a question names, though others speak of it, answers no such question."""

from collections.abc import Collection, Iterable
from dataclasses import replace

import pytest

from assistant.accept import Acceptance, refused
from assistant.elsewhere import Elsewhere
from assistant.select import Candidate, candidates
from assistant.understand import understand
from assistant.words import stems
from evidence.model import Hit, Origin, StoredPassage

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
    passage = StoredPassage(
        rowid=document, passage_id=name, doc_id=name, document=document, ordinal=0, start=0, end=len(text), text=text,
        context=name, body=text, page=None, section=None, sheet=None, origin=Origin.TEXT, hidden=False,
    )  # fmt: skip
    return Hit(passage, 0.7, {"meaning": 0.7, "words": 0.6})


def best(question: str, *documents: int) -> Candidate:
    def frequency(term: str) -> int:
        return len(holding([term]))

    hits = [hit(each) for each in documents]
    query = understand(question)
    return candidates(query, hits, frequency, 3, lambda t: [0.9] * len(t), {}, holding=holding)[0]


def test_the_share_is_what_others_tell_of_and_the_document_does_not() -> None:
    rarity = {"orchard": 3.0, "leas": 1.0, "submarin": 4.0}
    told = Elsewhere(rarity, {"orchard", "leas"}, (), holding)
    assert [told.share(document) for document in (1, 2, 3)] == [0.0, 3 / 8, 4 / 8]
    assert Elsewhere({}, (), (), holding).share(1) == 0.0


@pytest.mark.parametrize(
    ("name", "silent"),
    [("Ilse Maar", [2, 3]), ("Maar", [2, 3]), ("Brindle", [1, 3]), ("Mahr", [2, 3]), ("Orsolya", [1, 2, 3])],
)
def test_a_document_without_any_part_of_a_name_is_silent_about_it(name: str, silent: list[int]) -> None:
    told = Elsewhere({}, (), (name,), holding)
    assert [each for each, text in PAGES.items() if told.unnamed(each, stems(text))] == silent


def test_words_of_another_party_are_no_answer() -> None:
    assert refused(best("When did Brindle approve the lease?", 1))
    assert not refused(best("When did Brindle approve the boathouse lease?", 2))
    assert not refused(best("When was the lease approved by Ilse Mahr?", 1))


def test_the_more_stands_elsewhere_the_less_it_is_trusted() -> None:
    candidate = best("When was the lease of the mooring approved?", 1)
    assert 0 < candidate.features["elsewhere"] < 1
    told = replace(candidate, features={**candidate.features, "elsewhere": 0.0})
    assert Acceptance().probability(candidate) < Acceptance().probability(told)
