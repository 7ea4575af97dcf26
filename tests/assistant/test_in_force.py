"""Since when and until when a document says that it is in force."""

from datetime import date

import pytest

from assistant.in_force import days_of
from evidence.model import DocumentDate, Metadata, Origin, ParsedDocument


def days(text: str, *dates: DocumentDate) -> tuple[str, str]:
    first, last = days_of(ParsedDocument(text, "text", Metadata(dates=dates)))
    return (first.isoformat() if first else "", last.isoformat() if last else "")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("QUAY RULES\nIn force 1 April 2025 to 31 March 2026. Owner: Ada Brook", "2025-04-01", "2026-03-31"),
        ("Quay rules\nRevision 2 - valid from 10 January 2025 - WITHDRAWN 1 March 2026\n", "2025-01-10", "2026-02-28"),
        ("OLD - replaced 9 March 2026\nQuay rules - edition 1 - 1 April 2025\n", "2025-04-01", "2026-03-08"),
        ("Quay rules (do not use after 31 December 2025)\nEffective 1 July 2023\n", "2023-07-01", "2025-12-31"),
        ("status: REPLACED\napproved: Board 19 June 2025\nin force: 1 July 2025\n", "2025-07-01", ""),
        ("Adopted: 26 February 2026 (Board)\nIn force from: 9 March 2026\nReplaces: edition 1 of 1 April 2025\n",
         "2026-03-09", ""),
        ("Owner: the quay office. Approved: Ada Brook, May 2023.\nKeys hang in the office.\n", "2023-05-31", ""),
        ("Keys hang in the office.", "", ""),
    ],
)  # fmt: skip
def test_the_head_of_a_document_tells_since_when_and_until_when(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


def test_the_day_on_which_it_was_superseded_is_not_its_first() -> None:
    noted = DocumentDate("effective", date(2026, 2, 1), Origin.TEXT)
    text = "Quay rules\nApproved by: the board, 25 February 2025\nSuperseded as of 1 February 2026.\n"
    assert days(text, noted) == ("2025-02-25", "2026-01-31")
