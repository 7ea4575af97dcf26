"""The XML parts of an office package, read as a stream of events: no tree, whatever the size.

Document type declarations are refused (the formats have none), so entities cannot expand.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import IO, NamedTuple
from xml.parsers import expat

from evidence.errors import Corrupt, Encrypted
from ingest.limits import Limits, open_zip

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_CHUNK = 1 << 16
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


class Stop(Exception):
    """Raised by a handler that has seen enough of a part."""


class Relation(NamedTuple):
    """A relation of a part: the last word of its type ("comments"), and the part it points to."""

    kind: str
    target: str


class Package:
    """The parts of an office file, by path; looked up as Windows does, whatever their case."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._archive = open_zip(data, limits)
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._archive.namelist()}

    def __contains__(self, path: str) -> bool:
        return path.lower() in self._names

    def scan(self, path: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
        """Send the events of the part at ``path`` to the handlers.

        Raises ``Corrupt`` for a part that is missing or damaged, ``Encrypted`` for one under a password.
        """
        if path not in self:
            raise Corrupt(f"its part {path} is missing")
        try:
            with self._archive.open(self._names[path.lower()]) as stream:
                _scan(stream, start, end, text)
        except expat.ExpatError as error:
            raise Corrupt(f"its part {path} is damaged: {error}") from error
        except _DAMAGE as error:
            raise Corrupt(f"its part {path} cannot be read: {error}") from error
        except RuntimeError as error:  # zipfile's error for a member under a password
            raise Encrypted("its parts are protected by a password") from error

    def relations(self, path: str) -> dict[str, Relation]:
        """The relations of the part at ``path`` by id; none when it has no readable list of them."""
        folder, name = posixpath.split(path)
        found: dict[str, Relation] = {}

        def start(element: str, attributes: dict[str, str]) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "").replace("\\", "/")
                target = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = Relation(kind, posixpath.normpath(target))

        listing = f"{folder}/_rels/{name}.rels".lstrip("/")
        if listing in self:
            self.scan(listing, start)
        return found


def attribute(attributes: Mapping[str, str], name: str) -> str:
    """The attribute called ``name``, with or without a namespace prefix; "" when there is none."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def is_true(value: str | None) -> bool:
    """Whether an XML Schema boolean is true."""
    return value in ("1", "true", "on")


def _scan(stream: IO[bytes], start: Start, end: End | None, text: Text | None) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Corrupt("it declares a document type, which office files never do")

    def first(element: str, attributes: dict[str, str]) -> None:
        # Some writers prefix every element ("x:row"): the root tells, and only then names are stripped.
        prefix, colon, local = element.rpartition(":")
        parser.StartElementHandler = _stripped(start, prefix + colon) if colon else start
        if end is not None:
            parser.EndElementHandler = _stripped_end(end, prefix + colon) if colon else end
        start(local, attributes)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = first
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except Stop:
        return


def _stripped(handler: Start, prefix: str) -> Start:
    return lambda element, attributes: handler(element.removeprefix(prefix), attributes)


def _stripped_end(handler: End, prefix: str) -> End:
    return lambda element: handler(element.removeprefix(prefix))
