"""Decisions whose own words do not say what was decided are told with their heading, and cited with it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.decided import decided, heading
from assistant.register import engine
from assistant.register.cite import claim
from assistant.register.match import Shelf
from assistant.register.result import Found
from assistant.understand import understand
from assistant.verify import verify
from assistant.wording import sentence
from evidence.model import StoredFact
from evidence.view import View
from tests.support.archives import open_archive
from tests.support.made_facts import Paper, shelve

HELD = "2024-03-12"
TERSE = "Agreed, and open for long enough."


@pytest.fixture
def view(tmp_path: Path) -> Iterator[View]:
    minutes = Paper("minutes/council.md", "Port Council, 12 March 2024", written=HELD)
    minutes.says(
        "Port Council, 12 March 2024",
        "meeting",
        title="Port Council, 12 March 2024",
        body="Port Council",
        state="held",
        held=HELD,
    )
    minutes.lines.append(("1 Purchase of a second pilot boat", []))
    minutes.says(TERSE, "decision", body="Port Council", outcome="approved", held=HELD, text=TERSE,
                 subject="Purchase of a second pilot boat")  # fmt: skip
    whole = "The ferry timetable for 2025 was approved."
    minutes.says(
        whole, "decision", body="Port Council", outcome="approved", held=HELD, text=whole, subject="Ferry timetable"
    )
    with open_archive(tmp_path) as archive:
        yield shelve(archive, minutes)


def decision(view: View, outset: str) -> StoredFact:
    return next(fact for fact in view.facts("decision") if fact.get("text").startswith(outset))


def test_the_heading_is_told_only_where_the_words_need_it(view: View) -> None:
    terse, whole = decision(view, "Agreed"), decision(view, "The ferry")
    assert decided(terse) == f"“Purchase of a second pilot boat”: {TERSE}"
    assert "second pilot boat" in sentence(terse)
    assert heading(whole) == ""
    assert decided(whole) == whole.get("text")


def test_days_are_written_out_and_a_meeting_is_told_once(view: View) -> None:
    meeting = next(iter(view.facts("meeting")))
    assert sentence(meeting) == "The Port Council was held on 12 March 2024."
    assert sentence(decision(view, "The ferry")).startswith("Port Council on 12 March 2024: The ferry timetable")


def test_a_claim_of_a_terse_decision_says_what_was_decided_and_cites_the_heading(view: View) -> None:
    found = engine.find(understand("When was the purchase of a second pilot boat approved?"), view, date(2024, 9, 1))
    assert isinstance(found, Found)
    assert "“Purchase of a second pilot boat”: Agreed" in found.claims[0].text
    assert [citation.quote for citation in found.claims[0].citations][:2] == [
        TERSE,
        "1 Purchase of a second pilot boat",
    ]
    assert all(verify(each, view) for each in found.claims)


def test_a_heading_that_is_not_cited_is_not_believed(view: View) -> None:
    fact = decision(view, "Agreed")
    made = claim(Shelf(view), fact, "held")
    assert verify(made, view)
    bare = tuple(each for each in made.citations if "pilot" not in each.quote)
    assert len(bare) < len(made.citations)
    assert not verify(made.model_copy(update={"citations": bare}), view)


@pytest.mark.parametrize(
    "question",
    [
        "What did the Port Council decide on 12 March 2024?",
        "What did the Port Council agree at its meeting of 12 March 2024?",
        "and what was decided in March 2024?",
        "Which decisions were taken on 12 March 2024?",
    ],
)
def test_what_a_body_decided_on_a_day_is_every_decision_of_it(view: View, question: str) -> None:
    found = engine.find(understand(question), view, date(2024, 9, 1))
    assert isinstance(found, Found)
    assert len(found.claims) == 2
    assert all(verify(each, view) for each in found.claims)


@pytest.mark.parametrize(
    "question",
    [
        "What did the pilot board decide on 12 March 2024?",  # the council did
        "What did the Port Council decide about the lighthouse in March 2024?",
        "What did the Port Council decide on 13 March 2024?",
    ],
)
def test_another_body_matter_or_day_has_no_decisions(view: View, question: str) -> None:
    assert engine.find(understand(question), view, date(2024, 9, 1)) is None
