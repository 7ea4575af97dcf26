"""The title of a document whose first line is the name of the house; organisations made up here."""

from __future__ import annotations

import pytest

from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse


def _title(text: str) -> str:
    return describe(parse(text.encode(), "paper.txt", Limits()), "paper.txt").metadata.title


@pytest.mark.parametrize(
    ("house", "title"),
    [
        ("Elmgrove Primary School", "Pupil Lateness Policy"),
        ("UPPER HOLM PARISH COUNCIL", "BENCH AND TREE POLICY"),
        ("Saltmarsh Rowing Club", "CONSTITUTION"),
        ("Weirside Housing Association Limited", "Audit Committee Terms of Reference"),
    ],
)
def test_the_line_below_the_house(house: str, title: str) -> None:
    assert _title(f"{house}\n\n{title}\n\nApproved by the members.\n") == title


@pytest.mark.parametrize(
    ("first", "below"),
    [
        ("Rules for the boathouse", "They go beside the club rules and regulations"),
        ("Rescue training", "Read this with the procedures"),
        ("Elmgrove Primary School Lateness Policy", "Attendance Procedure"),
    ],
)
def test_the_first_line_stays(first: str, below: str) -> None:
    assert _title(f"{first}\n\n{below}\n\nSomething.\n") == first
