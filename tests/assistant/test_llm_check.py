"""A claim against its own words: the table of true and altered claims, each rule by itself, and what holds always."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.check import Verdict, check, lowered, told
from assistant.llm.figures import figures, unsupported
from assistant.llm.names import missing_names

PAIRS = [
    json.loads(line) for line in (Path(__file__).parent / "data/claim_pairs.jsonl").read_text("utf-8").splitlines()
]

# Measured on the table, on which the rules were tuned, so these are no estimate for new claims: on their first reading
# its 190 pairs, written in four goes, gave 17 true claims withheld and 22 altered ones passed; the last 20, 2 and 4.
MOST_WITHHELD = 2
MOST_PASSED = 4


def test_the_table_has_at_least_120_pairs_of_every_kind() -> None:
    kinds = Counter(pair["kind"] for pair in PAIRS)
    assert sum(kinds.values()) >= 120
    assert {"number", "date", "name", "negation", "modality", "unit", "order"} <= set(kinds)
    assert all(pair["claim"] != pair["altered"] for pair in PAIRS)


def test_true_claims_pass() -> None:
    withheld = [pair["claim"] for pair in PAIRS if check(pair["claim"], [pair["words"]]).level == "unsupported"]
    assert len(withheld) <= MOST_WITHHELD, withheld


def test_altered_claims_are_caught() -> None:
    passed = [pair["altered"] for pair in PAIRS if check(pair["altered"], [pair["words"]]).level != "unsupported"]
    assert len(passed) <= MOST_PASSED, passed


@pytest.mark.parametrize("pair", PAIRS, ids=range(len(PAIRS)))
def test_words_support_themselves(pair: dict[str, str]) -> None:
    verdict = check(pair["words"], [pair["words"]])
    assert verdict.level == "supported", verdict.reasons


@pytest.mark.parametrize(
    ("claim", "words", "code"),
    [
        ("The budget is €48,500.", "The budget is €45,800.", "figure"),
        ("R-14 is open.", "R-41 is open.", "identifier"),
        ("It was signed by Jo Berg.", "It was signed by Ann Berg.", "name"),
        ("The auditor approved it.", "The trustee approved it.", "role"),
        ("The plan was approved.", "The plan was not approved.", "negation"),
        ("The plan was approved.", "The plan will be approved.", "modality"),
        ("All sites were audited.", "Some sites were audited.", "quantity"),
        ("The board meets monthly.", "The board meets quarterly.", "frequency"),
        ("Ann Lee approved what Bo Ray wrote.", "Bo Ray approved what Ann Lee wrote.", "order"),
        ("The policy was signed.", "The policy was reviewed.", "deed"),
        ("Kestrel attached the lens to the housing.", "Cracked housing passed by the lens, found by Kestrel.", "deed"),
        ("The ferry drove the Lotte aground.", "The ferry and the Lotte ran aground.", "deed"),
        (
            "The minutes were signed by J Berg.",
            "Signed by J Berg as a true record: ............ Date: .........",
            "blank",
        ),
        ("Dolphins enjoy warm currents.", "The board approved the policy.", "coverage"),
        ("Yes.", "The board approved the policy.", "empty"),
        ("The policy was approved.", "Was the policy approved?", "question"),
        ("See https://example.org/login for the policy.", "The policy was approved.", "figure"),
    ],
)
def test_each_rule_gives_its_reason(claim: str, words: str, code: str) -> None:
    verdict = check(claim, [words])
    assert verdict.level == "unsupported"
    assert code in {reason.code for reason in verdict.reasons}


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("The fee is EUR 1,200,000.", "The fee is €1.2 million."),
        ("It took place on 3 March 2026.", "It took place on 2026-03-03."),
        ("Records are kept for thirty days.", "Records are kept for 30 days."),
        ("R14 is open.", "R-14 is open."),
        ("The CISO signs it.", "The Chief Information Security Officer signs it."),
        ("Yes, the policy was approved.", "The policy was approved."),
        ("Suppliers must be reviewed every year.", "Suppliers shall be reviewed annually."),
    ],
)
def test_another_spelling_of_the_same_is_the_same(claim: str, words: str) -> None:
    assert check(claim, [words]).level == "supported"


def test_a_row_is_read_with_its_columns_but_they_supply_no_figure() -> None:
    row, labels = "R-14 | Model drift | Priya Raman | 24", "ID; Risk; Owner; Retention in months 2026"
    assert check("Priya Raman is the owner of R-14.", [row], labels=labels).level == "supported"
    assert check("The retention of R-14 is 24 months.", [row], labels=labels).level == "supported"
    assert check("In 2026 the owner of R-14 is Priya Raman.", [row], labels=labels).level == "unsupported"


def test_a_line_that_nobody_filled_in_says_that_it_is_empty() -> None:
    assert check("The signature of J Berg is blank.", ["Signature of J Berg: .............."]).level == "partial"
    assert check("J Berg gave the signature.", ["Signature of J Berg: .............."]).level == "unsupported"


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Lindqvist took the minutes.", "Minutes taken by Lindqvist."),
        ("The board received the report.", "The report was sent to the board."),
        ("Two alarms went off.", "There were two alarms."),
        ("The minutes were circulated to members.", "Minutes sent to members."),
    ],
)
def test_verbs_that_carry_a_noun_or_say_the_same_need_not_be_told(claim: str, words: str) -> None:
    assert check(claim, [words]).level != "unsupported"


def test_what_only_the_title_says_leaves_a_claim_partial_and_never_supplies_a_person() -> None:
    words = ["It was approved on 3 March 2026."]
    assert check("The Travel Policy was approved on 3 March 2026.", words, context="Travel Policy").level == "partial"
    named = check("Ann Lee approved it on 3 March 2026.", words, context="Minutes by Ann Lee")
    assert named.level == "unsupported"


def test_no_words_support_nothing() -> None:
    assert check("The policy was approved.", []).level == "unsupported"
    assert check("The policy was approved.", ["  "]).level == "unsupported"


def test_a_second_opinion_only_lowers() -> None:
    assert lowered(Verdict("supported"), "no").level == "partial"
    assert lowered(Verdict("partial"), "no").level == "unsupported"
    assert lowered(Verdict("unsupported"), "no").level == "unsupported"


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3), st.text(max_size=60))
def test_any_text_gets_a_verdict(claim: str, words: list[str], filed: str) -> None:
    verdict = check(claim, words, labels=filed, context=filed)
    assert verdict.level in ("supported", "partial", "unsupported")
    assert bool(verdict.reasons) == (verdict.level != "supported")
    assert verdict == check(claim, words, labels=filed, context=filed)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_another_number_never_passes(said: int, held: int) -> None:
    verdict = check(f"The register lists {said} assets.", [f"The register lists {held} assets."])
    assert (verdict.level == "unsupported") == (said != held)


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))


@given(DAYS, DAYS)
def test_another_day_never_passes_in_any_spelling(said: date, held: date) -> None:
    claim = f"The audit was closed on {said:%-d %B %Y}."
    verdict = check(claim, [f"The audit was closed on {held}."])
    assert (verdict.level == "unsupported") == (said != held)


NAMES = st.sampled_from("Amina Yusuf|Per Holm|Rita Gomes|Stig Dahl|Farida Noor|Ann Lee|Bo Ray|Kofi Mensah".split("|"))


@given(NAMES, NAMES)
def test_another_name_never_passes(said: str, held: str) -> None:
    verdict = check(f"{said} approved the budget.", [f"The budget was approved by {held}."])
    assert (verdict.level == "unsupported") == (said != held)


@given(NAMES, NAMES)
def test_swapped_parts_never_pass(one: str, other: str) -> None:
    words = [f"{one} reviewed the procedure and {other} approved it."]
    claim = f"{other} reviewed the procedure and {one} approved it."
    assert (check(claim, words).level == "unsupported") == (one != other)


@given(st.sampled_from([pair["words"] for pair in PAIRS]), st.text("abcdefgh ", max_size=30))
def test_more_words_of_the_document_invent_no_figure(words: str, other: str) -> None:
    assert unsupported(words, f"{other} {words}") == []


def test_figures_have_one_normal_form() -> None:
    found = {
        (f.kind, f.value, f.unit)
        for f in figures("On 3 March 2026 R-14 cost €1.2 million, i.e. 30 working days or 5 %.")
    }
    assert found == {
        ("day", "2026-03-03", ""),
        ("identifier", "r14", ""),
        ("number", "1200000", "EUR"),
        ("number", "30", "working day"),
        ("number", "5", "%"),
    }


def test_names_must_stand_together() -> None:
    assert missing_names("Priya Shah spoke.", "Priya Raman met Tom Shah.") == ["Priya Shah"]
    assert missing_names("Ms Raman spoke.", "Priya Raman spoke.") == []


GRANTED = "The berth is granted to the pilots."
LETTER = "Letter of the harbour board – 2031-04-30"


@pytest.mark.parametrize(
    ("claim", "words", "level"),
    [
        (
            "The letter of 30 April 2031 grants the berth to the pilots.",
            GRANTED,
            "partial",
        ),
        ("The berth was granted to the pilots on 30 April 2031.", GRANTED, "unsupported"),
        ("In April 2031 the crane was not yet mended.", "The crane is not yet mended.", "partial"),
        (
            "The letter of 29 April 2031 grants the berth to the pilots.",
            GRANTED,
            "unsupported",
        ),
        ("The harbour board's crane was mended by Ann Lee.", "The crane was mended by Ann Lee.", "partial"),
        ("One crane in ten is looked at.", "It was agreed that one crane in ten is looked at.", "supported"),
        ("Cranes numbered 1 to 9 may be used.", "Cranes numbered 1 to 9 may be used at night.", "supported"),
        ("The notice is dated 2 March 2031.", "Notice of 2 March 2031", "supported"),
        (
            "It is sent at the earliest two days after the visit.",
            "It is sent at most two days after the visit.",
            "unsupported",
        ),
        (
            "It was agreed without a vote that cranes are painted.",
            "It was agreed that cranes are painted.",
            "supported",
        ),
    ],
)
def test_what_words_are_filed_under_softens_and_never_supplies_a_deed(claim: str, words: str, level: str) -> None:
    assert check(claim, [words], context=LETTER).level == level


def test_a_condition_that_the_question_makes_need_not_be_said_again() -> None:
    words = ["If the gate is shut, the keeper rings the harbour master."]
    claim = "The keeper rings the harbour master."
    assert check(claim, words, asked="What happens if the gate is shut?").level == "partial"
    assert check(claim, words, asked="What does the keeper do?").level == "unsupported"


def test_a_no_in_one_cell_says_nothing_of_another() -> None:
    row = ["C-7 | crane rope not checked in May | rope ordered | Per Lund"]
    assert check("A rope has been ordered.", row).level == "supported"
    assert check("The crane rope was checked in May.", row).level == "unsupported"


@pytest.mark.parametrize(
    ("claim", "words", "asked", "shown"),
    [
        (
            "Yes, the board approved the plan.",
            "The board approved the plan.",
            "Did the board approve the plan?",
            "Yes, ",
        ),
        (
            "Yes, the board discussed the plan.",
            "The board discussed the plan.",
            "Did the board approve the plan?",
            "The ",
        ),
        ("No, the plan was approved.", "The plan was approved.", "Was the plan approved?", "The "),
        ("No, the pump was not tested.", "The pump was not tested.", "Was the pump tested?", "No, "),
        ("Yes, the pump was tested.", "The pump was tested.", "Was the pump not tested?", "The "),
        ("Yes, two men left.", "Two men left.", "Is the crane insured against frost?", "Two "),
    ],
)
def test_yes_and_no_are_kept_where_the_words_bear_them(claim: str, words: str, asked: str, shown: str) -> None:
    assert told(claim, [words], asked=asked).startswith(shown)
