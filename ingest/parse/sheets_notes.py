"""What stands beside the cells of a sheet: comments, threaded comments and the words in text boxes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from evidence.errors import Corrupt
from ingest.parse.sheets_reader import unescape
from ingest.parse.sheets_xml import Package, Relation

_MOST = 10_000  # notes of one sheet


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on the cell ``ref`` by ``author`` (either may be ""), or the words of a text box."""

    ref: str
    author: str
    text: str


def read_comments(package: Package, relations: Mapping[str, Relation]) -> list[Note]:
    """The comments on a sheet in order of the file; a thread takes the place of the copy kept for old programs."""
    threads: list[Note] = []
    plain: list[Note] = []
    for relation in relations.values():
        if relation.target not in package:
            continue
        if relation.kind == "threadedComment":
            threads += _read(package, relation.target, _ThreadReader(_persons(package)))
        elif relation.kind == "comments":
            plain += _read(package, relation.target, _CommentReader())
    threaded = {note.ref for note in threads}
    return threads + [note for note in plain if note.ref not in threaded]


def read_text_boxes(package: Package, relations: Mapping[str, Relation]) -> list[Note]:
    """The words of the shapes drawn on a sheet."""
    found: list[Note] = []
    for relation in relations.values():
        if relation.kind == "drawing" and relation.target in package:
            found += _read(package, relation.target, _ShapeReader())
    return found


class _NoteReader:
    """Gathers notes; a subclass says where they begin and end."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self._text: list[str] = []
        self._reading = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, element: str) -> None:
        raise NotImplementedError

    def text(self, characters: str) -> None:
        if self._reading:
            self._text.append(characters)

    def _keep(self, ref: str, author: str) -> None:
        words = unescape("".join(self._text)).strip()
        # programs put the author's name in front of an old comment, in bold
        words = words.removeprefix(f"{author}:").strip() if author else words
        if words and len(self.notes) < _MOST:
            self.notes.append(Note(ref, author, words))
        self._text = []


class _CommentReader(_NoteReader):
    def __init__(self) -> None:
        super().__init__()
        self._authors: list[str] = []
        self._ref = self._author = ""
        self._naming = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "author":
            self._authors.append("")
            self._naming = True
        elif element == "comment":
            self._ref = attributes.get("ref", "")
            index = attributes.get("authorId", "")
            known = index.isascii() and index.isdigit() and len(index) < 6 and int(index) < len(self._authors)
            self._author = self._authors[int(index)].strip() if known else ""
        elif element == "t":
            self._reading = True

    def text(self, characters: str) -> None:
        if self._naming:
            self._authors[-1] += characters
        super().text(characters)

    def end(self, element: str) -> None:
        if element == "author":
            self._naming = False
        elif element == "t":
            self._reading = False
        elif element == "comment":
            self._keep(self._ref, self._author)


class _ThreadReader(_NoteReader):
    def __init__(self, persons: Mapping[str, str]) -> None:
        super().__init__()
        self._persons = persons
        self._ref = self._author = ""

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "threadedComment":
            self._ref = attributes.get("ref", "") or self._ref  # a reply has that of its thread
            self._author = self._persons.get(attributes.get("personId", ""), "")
        self._reading = element == "text"

    def end(self, element: str) -> None:
        self._reading = False
        if element == "threadedComment":
            self._keep(self._ref, self._author)


class _ShapeReader(_NoteReader):
    def start(self, element: str, attributes: dict[str, str]) -> None:
        self._reading = element.rpartition(":")[2] == "t"

    def end(self, element: str) -> None:
        self._reading = False
        local = element.rpartition(":")[2]
        if local == "p":
            self._text.append("\n")
        elif local == "txBody":
            self._keep("", "")


def _read(package: Package, path: str, reader: _NoteReader) -> list[Note]:
    with suppress(Corrupt):  # notes before the damage are kept; the cells do not depend on them
        package.scan(path, reader.start, reader.end, reader.text)
    return reader.notes


def _persons(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == "person":
            found[attributes.get("id", "")] = attributes.get("displayName", "").strip()

    path = "xl/persons/person.xml"
    if path in package:
        package.scan(path, start)
    return found
