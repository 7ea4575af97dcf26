"""The learned reading of questions: what is asked for and of what, in words that no rule lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intents import NONE, counted, frame, read, subject
from assistant.register import asked, engine
from assistant.register.request import read as request_of
from assistant.understand import understand
from assistant.verify import verify
from evidence.archive import Archive
from evidence.embedders import MiniLM
from tests.support.archives import open_archive
from tests.support.made_facts import Paper, shelve

TODAY = date(2031, 6, 1)
EMBEDDER = MiniLM()
TOLD = (
    ("expire.when", "When does [the ferry lease] run out?"),
    ("expire.when", "Last day of [the crane permit], please?"),
    ("approve.who", "Who waved [the dredging plan] through?"),
    ("approve.who", "Who waved [the tug rota] through, please?"),
    (NONE, "Why does it run so late?"),
)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Whose nod did the mooring plan get?", "approve.who"),
        ("On what day does the dredger's insurance run dry?", "expire.when"),
        ("Whose desk does the pilot roster sit on?", "own.who"),
        ("Who didn't make it to the harbour board in March?", "absent.who"),
        ("How come the quay flooded, what was behind it?", "cause.what"),
        ("When is the berth policy up for its next look?", "review.next"),
        ("Why are pilots not allowed to work nights?", NONE),
        ("How many berths have shore power?", NONE),
    ],
)
def test_what_is_asked_for_in_words_of_any_sort(question: str, name: str) -> None:
    intent = read(question, EMBEDDER)
    assert intent is not None and intent.name == name


def test_the_frame_and_what_it_is_about_are_told_apart() -> None:
    known = counted(TOLD)
    assert frame("Who waved Kelp Order 7 through?", known) == "Who waved it through?"
    assert subject("Who waved Kelp Order 7 through?", "approve.who", known) == "Kelp Order 7"
    assert subject("Last day of the mussel licence, please?", "expire.when", known) == "the mussel licence"


def test_a_word_of_another_matter_tells_which_thing_is_meant() -> None:
    known = counted((*TOLD, ("sign.who", "Is there a through signature on [the barge log]?")))
    assert subject("When does the signature book run out?", "expire.when", known).split()[-2:] == ["signature", "book"]


def test_with_another_embedder_nothing_is_read() -> None:
    class Other:
        id, dimensions = "other/1", 384

    other: Any = Other()
    assert read("Who approved it?", other) is None


@given(st.text(max_size=200))
def test_any_text_is_read_or_left(text: str) -> None:
    intent = read(text, EMBEDDER)
    assert intent is None or (0 <= intent.probability <= 1.0001 and set(intent.subject.split()) <= _cut(text))


def _cut(text: str) -> set[str]:
    return {word.strip('?!,;:"“”()') for word in text.split()} | {
        part for word in text.split() for part in word.strip('?!,;:"“”()').split()
    }


@pytest.mark.parametrize("name", sorted(asked.WORDS))
def test_the_registers_own_words_are_read_by_its_rules(name: str) -> None:
    query = understand(asked.WORDS[name].format(it="Harbour Dredging Plan"))
    if name.endswith(".yesno"):
        assert query.kind == "yesno"
        return
    request = request_of(query, TODAY)
    assert request is not None
    assert [term for term in request.terms if term not in ("harbour", "dredg", "plan")] == []


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    lease = Paper("deals/ferry.md", "Ferry lease", written="2030-01-01")
    lease.says("The lease of the ferry Lotte ends on 3 May 2033.", "agreement", supplier="Lotte ferry lease",
               until="2033-05-03")  # fmt: skip
    plan = Paper("plans/dredging.md", "Dredging Plan", written="2030-02-01")
    plan.says("Approved by the Harbour Board, 4 March 2030", "approval", subject="Dredging Plan", body="Harbour Board",
              decision="approved", approved="2030-03-04")  # fmt: skip
    posts = Paper("people/posts.md", "Posts", written="2031-01-01")
    posts.says("Ida Ness, Acting Harbour Master since 1 May 2030", "role", person="Ida Ness",
               role="Acting Harbour Master", from_="2030-05-01")  # fmt: skip
    with open_archive(tmp_path_factory.mktemp("harbour") / "home") as opened:
        shelve(opened, lease, plan, posts)
        yield opened


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Whose nod did the dredging plan get?", "Harbour Board"),
        ("What day did the dredging plan get the nod?", "2030-03-04"),
        ("ferry lease, last day?", "2033-05-03"),
    ],
)
def test_what_no_rule_has_words_for_is_answered_from_the_register(archive: Archive, question: str, value: str) -> None:
    view = archive.view(["everyone"])
    assert engine.find(understand(question), view, TODAY) is None
    found = engine.find(understand(question), view, TODAY, EMBEDDER)
    assert found is not None and found.value is not None and found.value.value == value
    assert all(verify(claim, view) for claim in found.claims)


@pytest.mark.parametrize(
    "question",
    [
        "Whose nod did the pilot rota get?",  # nothing is known of it
        "Has the dredging plan got the nod and the money?",  # more than one thing
        "Why did the dredging plan get the nod?",
        "When was Ida Ness made Harbour Master for good?",  # she is acting
    ],
)
def test_what_the_register_does_not_know_is_left(archive: Archive, question: str) -> None:
    assert engine.find(understand(question), archive.view(["everyone"]), TODAY, EMBEDDER) is None


def test_a_question_about_nothing_by_itself_is_left() -> None:
    query = understand("Whose nod did it get?")
    assert read(query.text, EMBEDDER, ("who",)) is not None
    assert asked.put(query, EMBEDDER, TODAY) is None


def test_what_a_question_follows_is_still_meant() -> None:
    query = understand("And whose nod did the budget get?", ("What is the dredging plan?",))
    put = asked.put(query, EMBEDDER, TODAY)
    assert put is not None and put.text == "Who approved budget?"
    assert {"budget", "dredg", "plan"} <= set(put.terms)


def test_which_of_a_risks_scores_is_not_left_out() -> None:
    plain = asked.put(understand("Score of the ransomware risk?"), EMBEDDER, TODAY)
    assert plain is not None and plain.text == "What is the score of ransomware risk?"
    assert asked.put(understand("Residual score of the ransomware risk?"), EMBEDDER, TODAY) is None
