"""Facts of all families out of a document made up in a test, as plain rows."""

from __future__ import annotations

from ingest.facts import extract
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse

Row = dict[str, str]


def told(text: str, path: str, kind: str) -> list[Row]:
    """The fields and dates of the facts of a kind that a document of ``text`` at ``path`` holds."""
    document = describe(parse(text.encode(), path.rsplit("/", 1)[-1], Limits()), path)
    return [{**fact.fields, **fact.dates} for fact in extract(document, path) if fact.kind == kind]


def same(text: str, path: str, kind: str, wanted: list[Row]) -> None:
    """Exactly the facts wanted, each with at least the values given."""
    found = told(text, path, kind)
    assert [{name: row.get(name, "") for name in want} for row, want in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted)


def hold(text: str, path: str, wanted: dict[str, list[Row]]) -> None:
    """Exactly the facts wanted of each kind named, in any order.

    In a value ``a|b`` are alternatives, and ``~words`` is fulfilled where the words stand in what was read.
    """
    for kind, rows in wanted.items():
        found = told(text, path, kind)
        assert len(found) == len(rows), (kind, found)
        free = list(found)
        for row in rows:
            fitting = [one for one in free if all(_says(one.get(name, ""), value) for name, value in row.items())]
            assert fitting, (kind, row, free)
            free.remove(fitting[0])


def _says(read: str, value: str) -> bool:
    return any(one[1:].lower() in read.lower() if one[:1] == "~" else one == read for one in value.split("|"))
