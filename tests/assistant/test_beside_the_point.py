"""Words near a question that do not answer it: repeated, hoped for, of another thing. A rowing club."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.echoes import echoes
from assistant.recurring import how_often
from assistant.select import candidates
from assistant.statements import statements
from assistant.understand import understand
from assistant.values import has_value
from assistant.verdicts import hoped
from evidence.model import Hit
from tests.support.passages import passage, statement


@pytest.mark.parametrize(
    ("question", "words", "empty"),
    [
        ("What are the mooring rules?", "We have clear mooring rules for each kind of boat.", True),
        ("What are the mooring rules?", "The mooring rules are set out in this document.", True),
        ("How are boats inspected?", "The club maintains robust arrangements under which boats are inspected.", False),
        ("What are the mooring rules?", "We have mooring rules of EUR 30 and EUR 45.", False),
        ("What are the mooring rules?", "There are no mooring rules.", False),
        ("What are the mooring rules?", "The mooring rules are set by Ada Krone.", False),
        ("What are the mooring rules?", "Visitors have to pay at the gate.", False),
        ("What colour is the boathouse?", "The boathouse is green.", False),
    ],
)
def test_words_that_only_repeat_the_question_say_nothing(question: str, words: str, empty: bool) -> None:
    assert echoes(understand(question), statement(words)) is empty


def test_a_sentence_that_repeats_the_question_is_no_candidate() -> None:
    text = "We have clear mooring rules for each kind of boat.\n\nThe mooring rules ask skiffs to keep to the left."
    place = passage(text)
    hits = [Hit(place, 1.0, {"words": 1.0, "meaning": 1.0})]
    query = understand("What are the mooring rules?")
    found = candidates(query, hits, lambda _: 1, 10, lambda texts: [0.5] * len(texts), {place.rowid: 0.5})
    assert [each.statement.plain for each in found] == ["The mooring rules ask skiffs to keep to the left."]


@pytest.mark.parametrize(
    ("question", "words", "only_hoped"),
    [
        ("How often does the crew meet?", "The crew aspires to meet at least once per year.", True),
        ("How long is the slipway closed?", "We aim to close the slipway for two weeks.", True),
        ("How often does the crew meet?", "The crew meets once per year.", False),
        ("How often does the crew aim to meet?", "The crew aspires to meet at least once per year.", False),
        ("How often must the crew meet?", "The crew aims to meet monthly.", False),
        ("How often does the crew meet?", "The crew meets monthly; the cox hopes to retire.", False),
    ],
)
def test_what_is_hoped_for_is_not_what_is_so(question: str, words: str, only_hoped: bool) -> None:
    assert hoped(understand(question), statement(words)) is only_hoped


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("It meets on the second Tuesday of every other month.", True),
        ("Drills are held on 3 May, 4 July and 8 September.", True),
        ("Drills are held each spring.", True),
        ("Drills are held as needed.", True),
        ("Drill: 19% of the crew came.", False),
        ("In May 2031, 7 per cent came, down from 11 in May 2030.", False),
        ("The last drill took two hours.", False),
    ],
)
def test_how_often_is_told_by_an_interval_or_several_days(words: str, told: bool) -> None:
    query = understand("How often are drills held?")
    assert how_often(query)
    assert has_value(query, statement(words)) is told


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("Boat: Kestrel; Rig: tested twice a year; Last inspected: 3 May 2031", False),
        ("Boat: Kestrel; Rig: sound; Inspected: twice a year", True),
        ("Boat: Kestrel; Interval: every 6 months", True),
    ],
)
def test_in_a_row_only_the_cell_that_is_asked_about_says_how_often(cells: str, told: bool) -> None:
    row = statement(" | ".join(each.partition(": ")[2] for each in cells.split("; ")), cells)
    assert has_value(understand("How often is Kestrel inspected?"), row) is told


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ("- the cox names a deputy\n- the harbour panel meets monthly\n- the crew reports to it twice a year", False),
        ("- the cox names a deputy\n- the crew meets monthly\n- the harbour panel meets twice a year", True),
        ("- meets monthly\n- papers go out five days before", True),
    ],
)
def test_of_a_list_only_the_item_that_names_the_thing_says_how_often(items: str, told: bool) -> None:
    listed = replace(statement(items), kind="list", plain=items, reading=items)
    assert has_value(understand("How often does the crew meet?"), listed) is told


def test_a_row_of_another_thing_does_not_say_how_often() -> None:
    row = statement("Regatta | Meeting | every May", "Event: Regatta; Form: Meeting; When: every May")
    assert not has_value(understand("How often does the crew meet?"), row)
    assert has_value(understand("How often does the regatta meet?"), row)


def test_a_sentence_that_begins_with_a_pronoun_is_read_with_what_it_is_about() -> None:
    first, second, third = statements(
        passage("The regatta panel looks at each entry. It meets every Monday. Entries close in May.")
    )
    assert second.reading == "The regatta panel looks at each entry. It meets every Monday."
    assert (second.plain, third.reading) == ("It meets every Monday.", "Entries close in May.")
    assert first.reading == first.plain


def test_no_title_is_read_before_a_pronoun() -> None:
    found = statements(passage("The regatta panel\n\nIt meets every Monday."))
    assert found[-1].reading == "It meets every Monday."


@pytest.mark.parametrize(
    ("words", "unmet"),
    [
        ("The race was called off on both rivers today.", 1.0),
        ("The race was called off because of the flood.", 0.0),
        ("Ada Krone did not trust the bridge.", 0.0),
    ],
)
def test_what_a_reason_is_asked_for_is_no_reason(words: str, unmet: float) -> None:
    place = replace(passage(words), context="race called off")
    hits = [Hit(place, 1.0, {"words": 1.0, "meaning": 1.0})]
    query = understand("Why was the race called off?")
    found = candidates(
        query,
        hits,
        lambda _: 1,
        10,
        lambda texts: [0.5] * len(texts),
        {place.rowid: 0.5},
        crossed=lambda texts: [1.0] * len(texts),
    )
    assert found[0].features["unmet"] == unmet
