"""What is shown and what is withheld: rules on what one place can answer, then a probability."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from assistant.accept import Acceptance, refused
from assistant.compose import choose
from assistant.select import Candidate, candidates
from assistant.understand import understand
from evidence.cross_encoder import shared
from evidence.model import Annotation, Hit, Mark, ParsedDocument
from tests.support.passages import passage

TOTAL = 400
LIST = "The lease asks for three things:\n- a fence;\n- a gate;\n- a lamp at the gate."


def page(text: str, name: str = "lease.md", *, body: str = "", section: str | None = None, rowid: int = 1) -> Hit:
    """A hit on a page that is a single passage."""
    told = passage(text, body, doc_id=name, document=rowid, context=name, section=section)
    return Hit(told, 0.7, {"meaning": 0.7, "words": 0.6})


def read_with(question: str) -> Callable[[Sequence[str]], list[float]]:
    """What the cross-encoder makes of texts."""
    return lambda texts: shared().scores(question, texts).tolist()


def ranked(
    question: str, *hits: Hit, similarity: float = 0.9, crossed: Callable[[Sequence[str]], list[float]] | None = None
) -> list[Candidate]:
    def same(texts: Sequence[str]) -> list[float]:
        return [similarity] * len(texts)

    return candidates(understand(question), hits, lambda _: 3, TOTAL, same, {}, crossed=crossed)


def first(question: str, text: str, *, body: str = "", section: str | None = None) -> Candidate:
    return ranked(question, page(text, body=body, section=section))[0]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who approved the orchard lease?", "Ilse Maar walked past the orchard lease board."),
        ("Who signed the orchard lease?", "The orchard lease will be signed by Ilse Maar."),
        ("When was the orchard lease signed?", "The orchard lease had not been signed by 4 May 2021."),
    ],
)
def test_words_of_one_place_do_not_answer_what_they_cannot_hold(question: str, text: str) -> None:
    candidate = first(question, text)
    assert refused(candidate)
    assert Acceptance().probability(candidate) == 0.0


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The orchard policy was posted by Ilse Maar.", True),
        ("Orchard policy | Ilse Maar | in force", True),
        ("The orchard policy was drafted by Ilse Maar.", False),
        ("Orchard policy, prepared by Ilse Maar.", False),
    ],
)
def test_who_sent_or_owns_a_paper_did_not_write_it(text: str, rule: bool) -> None:
    question = "Who wrote the orchard policy?"
    (candidate,) = ranked(question, page(text), crossed=read_with(question))
    assert refused(candidate) is rule


@pytest.mark.parametrize(
    ("question", "text", "rule"),
    [
        ("Since when is the orchard lease signed?", "The signed orchard lease is kept for ten years.", True),
        ("On which day was the orchard lease signed?", "The orchard lease is signed in ten days.", True),
        ("When was the orchard lease signed?", "The orchard lease was signed in May 2021.", False),
        ("When is the orchard lease renewed?", "The orchard lease is renewed after ten years.", False),
    ],
)
def test_a_length_of_time_does_not_say_when_something_happened(question: str, text: str, rule: bool) -> None:
    (candidate,) = ranked(question, page(text), crossed=read_with(question))
    assert refused(candidate) is rule


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which leases have no owner?", "The orchard lease has no owner."),
        ("Which tenants were warned?", "Tenants were warned in May."),
        ("Which tenants of the orchard got a letter?", "Tenants of the orchard got a letter."),
        ("How often did the orchard lease lapse?", "The orchard lease lapsed twice for two months."),
        ("Give me the history of the orchard lease.", "The orchard lease began in the flood."),
        ("Summarise the orchard lease.", "The orchard lease is long."),
    ],
)
def test_all_of_several_things_seldom_stand_in_one_place(question: str, text: str) -> None:
    candidate = first(question, text)
    whole = replace(candidate, features={**candidate.features, "part": 0.0})
    assert candidate.features["part"] == 1.0
    assert Acceptance().probability(candidate) < Acceptance().probability(whole)


def test_two_questions_are_seldom_answered_in_one_place() -> None:
    candidate = first("Who owns the orchard, and when does the lease end?", "The orchard is owned by Ilse Maar.")
    single = replace(candidate, features={**candidate.features, "several": 0.0})
    assert candidate.features["several"] == 1.0
    assert Acceptance().probability(candidate) < Acceptance().probability(single)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who approved the orchard lease?", "The orchard lease was approved by Ilse Maar."),
        ("Who signed the orchard lease?", "The orchard lease was signed by Ilse Maar."),
        ("Who will sign the orchard lease?", "The orchard lease will be signed by Ilse Maar."),
        ("When was the orchard lease signed?", "The orchard lease was signed on 4 May 2021."),
        ("What rent did the orchard lease set?", "The orchard lease set the rent at EUR 400."),
        ("What does the warden inspect every month?", "The warden inspects the fence every month."),
        ("Which process does the orchard lease ask for?", "The orchard lease asks for a process of appeal."),
        ("How often is the orchard lease reviewed?", "The orchard lease is reviewed every two years."),
        ("How many tenants were warned?", "In May, seven tenants were warned."),
    ],
)
def test_what_says_all_that_is_asked_is_shown(question: str, text: str) -> None:
    (candidate,) = ranked(question, page(text), crossed=read_with(question))
    assert not refused(candidate)
    assert Acceptance().accepts(candidate)


def test_a_value_of_another_subject_is_not_given() -> None:
    menu = page("The canteen menu was approved by Ilse Maar.", "menu.md")
    [other] = ranked("Who approved the orchard lease of Eastfield?", menu)
    assert other.features["apart"]
    assert refused(other)


def test_what_no_document_speaks_of_is_not_answered() -> None:
    def known(term: str) -> int:
        return 0 if term.startswith("moor") else 40

    question, words = "Is the mooring paid?", page("The lease is paid.")
    found = candidates(understand(question), [words], known, TOTAL, lambda texts: [0.9] * len(texts), {})
    assert found[0].features["unheard"] > 0.6
    assert refused(found[0])
    assert not refused(ranked(question, words)[0])


@pytest.mark.parametrize("rule", ["unrelated", "apart", "unnamed"])
def test_what_is_surely_read_as_an_answer_may_say_it_in_other_words(rule: str) -> None:
    candidate = first("Who approved the orchard lease?", "Ilse Maar nodded the paper on the orchard through.")

    def read(odds: float, **told: float) -> Candidate:
        return replace(candidate, features={**candidate.features, "unrelated": 0.0, "cross": odds, **told})

    assert refused(read(0.1, **{rule: 1.0}))
    assert not refused(read(0.3, **{rule: 1.0}))
    for firm in ("unmet", "another", "unheard"):  # a plan is no deed, another policy not the one named
        assert refused(read(0.3, **{rule: 1.0, firm: 1.0}))


def test_a_slip_of_the_pen_is_heard() -> None:
    def known(term: str) -> int:
        return 0 if term.startswith("orch") else 3

    asked = understand("Who approved the orchrad lease?")
    words = page("The orchard lease was approved by Ilse Maar.")
    found = candidates(asked, [words], known, TOTAL, lambda texts: [0.9] * len(texts), {})
    assert not refused(found[0])


def test_a_heading_may_say_what_relates() -> None:
    row = "Jun Park | Ilse Maar"
    assert not refused(
        first("Who deputises for Jun Park?", row, body="For: Jun Park; Name: Ilse Maar", section="Deputies")
    )


def test_a_list_answers_a_question_for_all() -> None:
    found = ranked("Which things are in the lease?", page(LIST))
    assert [each.statement.kind for each in found if not each.features["part"]] == ["list"]


def test_little_agreement_is_silence() -> None:
    question = "What colour is the boathouse door?"
    found = ranked(question, page("The lease ends in May."), similarity=0.1, crossed=read_with(question))
    assert not any(map(Acceptance().accepts, found))


def test_only_accepted_candidates_stand_beside_the_best() -> None:
    query = understand("Who approved the orchard lease?")
    texts = ("The orchard lease was approved by Ilse Maar.", "The orchard lease will be approved by Jun Park.")
    hits = [page(text, f"{place}.md", rowid=place) for place, text in enumerate(texts)]
    found = ranked(query.text, *hits, crossed=read_with(query.text))
    shown = choose(query, [each for each in found if Acceptance().accepts(each)])
    assert [each.statement.plain for each in shown] == [texts[0]]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which boats do we lend to guests?", False),
        ("What is the audience of the boat list?", True),
        ("When was the boat list made?", True),  # a day may well stand in it
    ],
)
def test_front_matter_answers_only_who_asks_for_one_of_its_keys(question: str, found: bool) -> None:
    text = "title: Boat list\ndescription: All the boats that we lend to guests\naudience: crew\nmade: 3 May 2031"
    parsed = ParsedDocument(text, "text", annotations=(Annotation(0, len(text), Mark.FRONT_MATTER),))
    words = Hit(passage(text), 0.7, {"meaning": 0.7, "words": 0.6})
    drafts = candidates(
        understand(question), [words], lambda _: 3, TOTAL, lambda t: [0.9] * len(t), {}, lambda _: parsed
    )
    assert bool(drafts) is found
