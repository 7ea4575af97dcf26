"""Typed facts of one document, each resting on exact words: ``extract``.

Every file beside ``reading`` and its helpers (``pairs``, ``columns``, ``parties``) holds one family: a function that
takes a ``Reading`` and yields facts. Rules are general: they know the words of auditing, never those of one
organisation. What a document does not say is left out, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from evidence.model import Fact, ParsedDocument
from ingest.facts.minute_books import placed, volumes
from ingest.facts.reading import Reading, read

_LIMIT = 5_000  # facts kept of one document: a register has thousands of rows, a hostile file millions
_COLUMNS = 500  # a wider table is measurements or an attack, and no register
FAMILIES: tuple[str, ...] = (
    "control",
    "approvals",
    "signatures",
    "roles",
    "risks",
    "objectives",
    "training",
    "findings",
    "systems",
    "suppliers",
    "applicability",
    "resources",
    "communications",
    "incidents",
    "assessments",
    "trials",
    "provenance",
    "agreements",
    "audits",
    "meetings",
    "decisions",
    "actions",
)
"""The modules of this package that hold a family, in the order in which their facts are listed."""
_OF_MINUTES = ("meetings", "decisions", "actions")  # what each of several minutes in one file tells for itself


def extract(document: ParsedDocument, path: str) -> tuple[Fact, ...]:
    """Every fact of ``document``, in the order of its families; at most ``_LIMIT``. Pure and deterministic."""
    if not document.text.strip() or any(len(table.header) > _COLUMNS for table in document.tables):
        return ()
    reading = read(document, path)
    found: dict[tuple[object, ...], Fact] = {}
    books = volumes(reading)
    for name, family in zip(FAMILIES, load_families(), strict=True):
        parted = books if name in _OF_MINUTES else ()
        told = (placed(fact, book.start) for book in parted for fact in family(book.reading))
        for fact in told if parted else family(reading):
            key = (fact.kind, fact.spans[:1], tuple(sorted(fact.fields.items())), tuple(sorted(fact.dates.items())))
            found.setdefault(key, fact)
            if len(found) >= _LIMIT:
                return tuple(found.values())
    return tuple(found.values())


def load_families() -> list[Callable[[Reading], Iterator[Fact]]]:
    """The families, imported on the first call (their many patterns take some tenths of a second)."""
    return [import_module(f"ingest.facts.{name}").facts for name in FAMILIES]
