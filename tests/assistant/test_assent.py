"""Words that speak of what is asked and are no yes all the same."""

import pytest

from assistant.statements import statements
from assistant.understand import understand
from assistant.verdicts import verdict
from tests.support.passages import passage


def judged(question: str, text: str, section: str | None = None) -> list[str | None]:
    found = [
        each for each in statements(passage(text, doc_id="minutes/yard.md", section=section)) if each.kind != "list"
    ]
    return [verdict(understand(question), each) for each in found]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Was Inga Dahl elected harbour master?", "Sven Roth was elected harbour master in May."),
        ("Was Inga Dahl elected Harbour Master?", "Sven Roth was elected Harbour Master in May."),
        ("Is Sven Roth the treasurer?", "Present: Sven Roth (secretary), Inga Dahl (treasurer)."),
        ("Is Sven Roth the treasurer?", "Treasurer: Inga Dahl, secretary: Sven Roth."),
        ("Is Sven Roth the treasurer?", "Sven Roth is the deputy treasurer."),
        ("Is Sven Roth the treasurer?", "Former treasurer: Sven Roth."),
        ("Is Sven Roth the treasurer?", "Sven Roth, treasurer until 31 May 2024, keeps the keys."),
        ("Is Sven Roth the treasurer?", "The trustees asked Sven Roth as treasurer, but he declined."),
        ("Was berth B7 dredged?", "Berth B9 was dredged in spring."),
        ("Was the grant of EUR 9,000 approved?", "A grant of EUR 6,500 for the crane was approved."),
        ("Were two cranes inspected?", "The cranes were inspected; one waits for a spare part."),
        ("Was the lease with Bluewater agreed?", "The lease with Redrock was agreed in June."),
        ("Have all divers been certified?", "The divers have been certified."),
        ("Have all divers been certified?", "Divers: 11 of 14 certified."),
        ("Were the leaks repaired?", "Leaks: two of five repaired."),
        ("Was the quay repaired?", "The quay was partly repaired in May."),
        ("Must fishermen be registered?", "Boats and owners must be registered, except fishermen."),
        ("Was the ferry sold?", "The surveyor recommended that the ferry be sold."),
        ("Was the ferry sold?", "The trustees discussed that the ferry be sold."),
        ("Is the slipway open?", "Slipway open by December 2025."),
        ("Is the lighthouse in service?", "From 1 December 2025 the lighthouse is in service."),
        ("Was the harbour meeting of 3 July 2025 held?", "Next harbour meeting: 3 July 2025."),
        ("Was the speed limit lifted?", "Speed limit: lifted? Inga in favour, Sven against."),
        ("Did we charter a tug?", "The charter of the tug was cancelled again."),
        ("Was the levy raised in 2025?", "The levy was raised on 3 May 2023."),
        ("Was the lease with Bluewater approved?", "I did not sign the lease with Bluewater; you did."),
        ("Was the lease with Bluewater approved?", "The lease with Bluewater was signed in May."),
        ("Was the lease with Bluewater agreed?", "The lease with Redrock was agreed at the Bluewater quay."),
    ],
)
def test_what_is_no_plain_yes_is_undecided(question: str, text: str) -> None:
    assert set(judged(question, text)) <= {None, "no"}
    assert judged(question, text)[-1] is None


@pytest.mark.parametrize(
    ("question", "text", "section"),
    [
        ("Is Sven Roth the treasurer?", "Sven Roth is the treasurer.", None),
        ("Was Inga Dahl elected Harbour Master?", "Inga Dahl was elected Harbour Master in May.", None),
        ("Have all divers been certified?", "All divers have been certified.", None),
        ("Have all divers been certified?", "Divers: 14 of 14 certified.", None),
        ("Must boats be registered?", "Boats must be registered, except dinghies.", None),
        ("Was the proposal to sell the ferry approved?", "The proposal to sell the ferry was approved.", None),
        ("Was the levy raised in 2023?", "The levy was raised on 3 May 2023.", None),
        ("Was the grant of EUR 6,500 approved?", "A grant of EUR 6500 for the crane was approved.", None),
        ("Was the Bluewater lease signed?", "The lease was signed in May.", "Bluewater"),
        ("Were two cranes inspected?", "Two cranes¹ were inspected in 2024².", None),
        ("Have all divers been certified?", "The divers have been certified without exception.", None),
        ("Was the sale of the ferry approved?", "The recommended sale of the ferry was approved.", None),
        ("Is the slipway closed until 31 May 2025?", "The slipway is closed until 31 May 2025.", None),
    ],
)
def test_a_plain_yes_stays_one(question: str, text: str, section: str | None) -> None:
    assert judged(question, text, section)[-1] == "yes"


def test_a_sum_must_stand_in_the_words_themselves() -> None:
    asked = "Was the grant of EUR 9,000 approved?"
    assert judged(asked, "A grant for the crane was approved.", "Grant of EUR 9,000") == [None]
    assert judged(asked, "A grant of EUR 9,000 for the crane was approved.", "Grants") == ["yes"]
