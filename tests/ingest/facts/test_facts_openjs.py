"""Real minutes that nobody here wrote: figures on the documents that were not used for tuning."""

from __future__ import annotations

import pytest

from benchmarks import facts_openjs
from ingest.facts import meetings
from ingest.facts.reading import read
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse

pytestmark = pytest.mark.skipif(not facts_openjs.ROOT.is_dir(), reason="the shared corpora are not here")


def test_the_documents_kept_apart() -> None:
    counts = facts_openjs.score("test")
    for family in ("meeting", "held", "body", "attendance"):
        assert counts[family]["wrong"] == counts[family]["missed"] == 0
    for family, least in (("decision", 0.88), ("action", 0.80)):
        right = counts[family]["right"]
        assert right / (right + counts[family]["wrong"]) >= least
        assert right / (right + counts[family]["missed"]) >= least


def test_meetings_of_a_year_are_counted() -> None:
    days = set()
    for path in sorted((facts_openjs.ROOT / "meetings" / "2023").glob("*.md")):
        document = describe(parse(path.read_bytes(), path.name, Limits()), f"meetings/2023/{path.name}")
        for fact in meetings.facts(read(document, path.name)):
            if fact.kind == "meeting" and fact.fields["state"] == "held":
                days.add((fact.fields["body"], fact.dates["held"]))
    assert len(days) == len({day for _, day in days}) == 20
