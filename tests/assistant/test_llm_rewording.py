"""What English says in several ways is one thing to the verifier; what it denies, plans or turns round is another."""

from __future__ import annotations

import pytest

from assistant.llm.check import check
from assistant.llm.rewording import settled
from assistant.llm.thesaurus import alike, common, likeness
from assistant.llm.words import stem_of


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("The pump was switched off on 3 May.", "The pump was disabled on 3 May."),
        ("Turn off the lamp.", "Disable the lamp."),
        ("Two keepers failed to answer.", "Two keepers did not answer."),
        ("Dogs are out of scope.", "Dogs are not in scope."),
        ("Lamps may not be used.", "Lamps must not be used."),
        ("Should the tide exceed 3 m, stop.", "if the tide exceed 3 m, stop."),
        ("It closed due to the storm, and is due to reopen.", "It closed because of the storm, and is due to reopen."),
        ("one keeper out of two", "one keeper of two"),
        ("owner: none yet", "no owner"),
        ("Rates went up to 5 %.", "Rates rose to 5 %."),
        ("costs came to €1,200", "costs was €1,200"),
        ("nothing to see in 3.2", "nothing to see in 3.2"),
    ],
)
def test_roundabout_english_has_one_form(text: str, form: str) -> None:
    assert settled(text) == form


def test_the_thesaurus_joins_likes_and_never_opposites() -> None:
    assert likeness(stem_of("hired"), frozenset({stem_of("recruited")}))
    assert common(stem_of("purged")) and not common("quillfeather")
    for one, other in (
        ("approve", "reject"),
        ("approve", "sign"),
        ("rise", "fall"),
        ("start", "finish"),
        ("open", "closed"),
    ):
        assert stem_of(other) not in alike(stem_of(one)), (one, other)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("The beacon at Skerry Point was turned off on 3 May.", "Beacon at Skerry Point switched off on 3 May."),
        ("Two of nine keepers failed to answer.", "Two of the nine keepers did not answer."),
        ("Ottoline Brask informed the harbour.", "Ottoline Brask told the harbour."),
        ("The lease was lengthened to 24 months.", "The lease was extended to 24 months."),
        ("The ropes must be kept for 24 months.", "Ropes are kept for 24 months."),
        ("The paper will go to the board on 26 May.", "The paper goes to the board on 26 May."),
        ("The buoys have to be painted by 30 June.", "The buoys are to be painted by 30 June."),
        ("Recruits are not in scope.", "Recruits are out of scope."),
        ("The board did not reject the plan.", "The board approved the plan."),
        ("Personal letters did not leave the tower.", "No personal letters left the tower."),
        ("51 of the 64 lamps were lit.", "64 lamps, of which 51 were lit."),
        ("Ottoline Brask is deputy keeper.", "Ottoline Brask was appointed deputy keeper."),
        ("The measure was developed on 3 May.", "The measure was drawn up on 3 May."),
        ("There is one keeper of two on the rock.", "One of two keepers is on the rock."),
        ("Release 3.1 got approval.", "DECIDED: approval for release 3.1."),
        ("The acceptance of the risk is open.", "The risk that was accepted is open."),
    ],
)
def test_what_is_said_otherwise_stands(claim: str, words: str) -> None:
    assert check(claim, [words]).level != "unsupported", check(claim, [words]).reasons


@pytest.mark.parametrize(
    ("claim", "words", "code"),
    [
        ("Lamps in 2025 numbered 640, down 4 %.", "Lamps in 2025 numbered 640, up 4 %.", "quantity"),
        ("The rate was 2 %, above the limit of 3.", "The rate was 2 %, below the limit of 3.", "quantity"),
        ("None of the nine keepers answered.", "Two of the nine keepers did not answer.", "quantity"),
        ("Votes are never counted.", "Votes are not always counted.", "quantity"),
        ("The gate is opened by any keeper.", "The gate is opened only by a keeper with a key.", "quantity"),
        ("The bar was noted on 2 May and repaired.", "The bar was noted on 2 May but not repaired.", "negation"),
        ("The mast passed its target.", "Mast | 2 h | 3 h | missed", "negation"),
        ("The tower is running a trial of foghorns.", "Brask Ltd has offered a trial of foghorns.", "modality"),
        ("The tower made the field mandatory.", "The tower will make the field mandatory.", "modality"),
        ("The keeper may paint the buoys.", "The keeper painted the buoys.", "modality"),
    ],
)
def test_what_says_another_thing_falls(claim: str, words: str, code: str) -> None:
    verdict = check(claim, [words])
    assert verdict.level == "unsupported"
    assert code in {reason.code for reason in verdict.reasons if not reason.soft}


def test_the_cells_of_a_csv_row_are_told_apart_and_empty_ones_are_nothing() -> None:
    labels = "Course; Owner; Trained; Of; Next"
    assert check("402 of 431 were trained in knots.", ["Knots,none,402,431,"], labels=labels).level != "unsupported"
    assert check("The course has no owner.", ["Knots,none,402,431,"], labels=labels).level != "unsupported"
    assert check("The course has no owner.", ["Knots,Brask,402,431,"], labels=labels).level == "unsupported"


def test_the_number_of_a_list_item_counts_nothing() -> None:
    words = ["3. The ferry stops because the carrier returns two boats."]
    assert check("The ferry stops because the carrier returns three boats.", words).level == "unsupported"
    assert check("Under item 3 the ferry stops.", words).level != "unsupported"


@pytest.mark.parametrize(
    ("claim", "words", "asked"),
    [
        ("The panel deferred the extension.", "Decision: the extension is deferred.", "What did the panel defer?"),
        ("The panel deferred the extension.", "The board deferred the extension.", "What did the panel defer?"),
        ("The rate was 8 % in Q1 2026.", "Rate | 8 %", "What was the rate in Q1 2026?"),
        ("LMP-17 was closed on 4 May 2026.", "Closed on 4 May 2026.", "When was LMP-17 closed?"),
        ("The harbour director approved the lamp.", "The lamp was approved.", "Did the harbour director approve it?"),
    ],
)
def test_what_only_the_question_names_is_not_in_the_words(claim: str, words: str, asked: str) -> None:
    assert check(claim, [words], asked=asked).level == "unsupported"


INVENTED = [
    "The lamp was approved by Cornelius Vane, budget 40,000.",
    "Ottoline Brask approved the lamp on 4 May 2026 in Halifax.",
    "Ottoline Brask approved the lamp on 5 May 2026.",
    "The Lighthouse Trust approved the lamp on 4 May 2026.",
    "Ottoline Brask approved three lamps on 4 May 2026.",
    "Ottoline Brask, the chair, approved the lamp on 4 May 2026.",
    "The lamp costs £4,500 and was approved by Ottoline Brask.",
    "Ottoline Brask approved LMP-17 on 4 May 2026.",
    "Ottoline Brask approved the lamp on 4 May 2026 and fired the keeper.",
]


@pytest.mark.parametrize("claim", INVENTED)
def test_what_a_small_model_invents_is_withheld(claim: str) -> None:
    words = ["Ottoline Brask approved the lamp on 4 May 2026."]
    assert check(claim, words, asked="Who approved the lamp?", context="Minutes – 2026-05-06").level == "unsupported"
