from assistant.anchors import match_anchors
from assistant.statements import statements
from assistant.understand import understand
from evidence.model import Origin
from tests.support.passages import passage


def missing(question: str, text: str, *, context: str = "", origin: Origin = Origin.TEXT) -> tuple[str, ...]:
    told = passage(text, text.replace(" | ", "; "), context=context, origin=origin)
    return match_anchors(understand(question), statements(told)[0]).missing


def test_an_identifier_is_matched_whole() -> None:
    assert missing("Who owns R-14?", "R-14 is owned by Jun.") == ()
    assert missing("Who owns R-14?", "R 14 is owned by Jun.") == ()
    assert missing("Who owns R-14?", "R-141 is owned by Jun.") == ("R-14",)
    assert missing("Who owns R-14?", "R-41 is owned by Jun.") == ("R-14",)
    assert missing("What does 4.2 require?", "14.2 requires a log.") == ("4.2",)
    assert missing("What does 4.2 require?", "4.2.1 requires a log.") == ("4.2",)


def test_a_date_is_matched_in_any_form_and_in_the_path() -> None:
    assert missing("Who met on 17 January 2023?", "Jun met Eva on 2023-01-17.") == ()
    assert missing("Who met on 17 January 2023?", "Jun met Eva.", context="minutes 2023-01-17") == ()
    assert missing("Who met on 17 January 2023?", "Jun met Eva on 18 January 2023.") != ()
    assert missing("Who met in 2024?", "Jun met Eva in March 2023.") == ("2024",)


def test_numbers_ignore_separators_only() -> None:
    assert missing("Who spent 5,000?", "Jun spent EUR 5000.") == ()
    assert missing("Who spent 5,000?", "Jun spent EUR 50000.") == ("5,000",)


def test_a_name_must_be_there() -> None:
    assert missing("What did Amara promise?", "Jun promised a report.") == ("Amara",)
    assert missing("What does the DPA say?", "The Data Processing Addendum says nothing.") == ()


def test_the_row_beside_does_not_lend_its_identifier() -> None:
    text = "R-1 | Fire | Jun\nR-2 | Flood | Eva"
    assert missing("Who owns R-2?", text, origin=Origin.CELL) == ("R-2",)
