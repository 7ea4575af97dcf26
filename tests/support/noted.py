"""Documents with facts made by hand: the words of each fact are found in the document's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from evidence.model import Fact, IndexedDocument, Span, Strength
from evidence.view import View
from tests.support.archives import document, open_archive, put


@dataclass(frozen=True)
class Note:
    """One fact: its kind, the words it rests on, fields and dates."""

    kind: str
    words: str
    fields: Mapping[str, str]
    dates: Mapping[str, str]
    strength: Strength = Strength.RECORD


def note(kind: str, words: str, /, strength: Strength = Strength.RECORD, **said: str) -> Note:
    """A fact by keyword: values that are ISO days are dates, the others fields. ``from_`` is ``from``."""
    said = {name.rstrip("_"): value for name, value in said.items()}
    dates = {name: value for name, value in said.items() if len(value) == 10 and value[4:5] == value[7:8] == "-"}
    return Note(kind, words, {name: value for name, value in said.items() if name not in dates}, dates, strength)


def noted(path: str, title: str, paragraphs: Sequence[str], notes: Sequence[Note], **more: object) -> IndexedDocument:
    """A document whose facts rest on the words given."""
    made = document(path, *paragraphs, title=title, **more)  # type: ignore[arg-type]
    facts = []
    for each in notes:
        start = made.parsed.text.index(each.words)
        span = Span(start, start + len(each.words))
        facts.append(Fact(each.kind, each.fields, (span,), each.strength, each.dates, extractor="hand/1"))
    return replace(made, facts=tuple(facts))


@contextmanager
def shelf(folder: Path, *documents: IndexedDocument, groups: Sequence[str] = ("everyone",)) -> Iterator[View]:
    """A view of an archive that holds the documents."""
    root = folder / "docs"
    root.mkdir(parents=True, exist_ok=True)
    with open_archive(folder / "home") as archive:
        put(archive, archive.add_source(root), *documents)
        yield archive.view(groups)
