"""Claims that say the same of several things, told as one sentence."""

from __future__ import annotations

import pytest

from assistant.folding import Part, beside, folded, names_again


def told(*texts: str) -> list[str]:
    return [each.sentence() for each in folded(texts)]


def test_those_who_did_the_same_are_named_in_one_sentence() -> None:
    who = ("Ines Dahl", "Ines Moe", "Bo Lund")
    assert told(*(f"{name} attended the harbour meeting on 2 May 2031." for name in who)) == [
        "Ines Dahl [1], Ines Moe [2], Bo Lund [3] attended the harbour meeting on 2 May 2031."
    ]


def test_days_are_not_torn_and_what_is_different_stands_alone() -> None:
    days = ("3 May 2031", "17 May 2031", "2 June 2031")
    assert told("3 meetings counted.", *(f"The harbour meeting: {day}." for day in days), "The office was shut.") == [
        "3 meetings counted. [1]",
        "The harbour meeting: 3 May 2031 [2], 17 May 2031 [3], 2 June 2031 [4].",
        "The office was shut. [5]",
    ]


def test_a_colon_behind_each_name_is_told_once() -> None:
    assert told(*(f"{name}: no end date given." for name in ("Kelp Lines", "Tide & Sons", "Quayside, Ltd"))) == [
        "Kelp Lines [1]; Tide & Sons [2]; Quayside, Ltd [3]: no end date given."
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("Ann approved the berth rules on 7 April 2031.", "Bo approved the berth rules on 8 April 2031."),
        ("Ann approved the berth rules.", "Bo wrote the tide tables.", "Cy closed the old quay."),
        ("Ann left the harbour on Monday.",) * 3,
    ],
)  # fmt: skip
def test_two_claims_or_claims_that_differ_in_more_than_one_place_stay_apart(texts: tuple[str, ...]) -> None:
    assert told(*texts) == [f"{text} [{number}]" for number, text in enumerate(texts, 1)]


def test_every_claim_keeps_its_number_and_its_words() -> None:
    texts = ["A note.", *(f"Ship {n} lies at berth {n} of the old quay." for n in range(4)), "Last."]
    found = folded(texts)
    assert [part.number for each in found for part in each.parts] == [1, 2, 3, 4, 5, 6]
    for each in found:
        for part in each.parts:
            whole = " ".join(filter(None, (each.before, part.words, each.after))).replace(" .", ".")
            assert whole.replace(" :", ":") == texts[part.number - 1]


def test_what_opens_an_answer_is_dropped_only_where_the_sentence_names_it_all() -> None:
    texts = [f"{name} attended the harbour meeting." for name in ("Ann", "Bo", "Cy")]
    found = folded(texts)
    assert found[0].parts[1] == Part(2, "Bo")
    assert names_again("Ann, Bo, Cy.", found) and not names_again("Yes.", found)
    assert beside("Yes. Ann came. [1] Bo came. [2] Nobody else.", ["Ann came.", "Bo came."]) == ("Yes.", "Nobody else.")
