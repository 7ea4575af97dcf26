"""ZIP packages of XML parts: the container of Office Open XML, OpenDocument and EPUB files.

Parts are read one at a time, bounded by ``Limits``; XML is parsed without entities, document type
definitions or network. Nothing in a package is believed: a part may be missing, its name may be written with
backslashes or in another case, and a relationship may lead out of the file.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from lxml import etree

from evidence.errors import Corrupt, TooLarge
from ingest.limits import Limits, open_zip

Node = etree._Element

_STRICT = (  # the ISO "strict" form of Office Open XML differs in its namespaces only
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another: ``kind`` is the last word of its type, ``target`` a part name."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of one file, by name, without a leading slash."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the container; raises ``Corrupt`` or ``TooLarge``."""
        self._archive = open_zip(data, limits)
        self._limits = limits
        self._members = {_plain(member.filename): member for member in self._archive.infolist()}
        self._links: dict[str, list[Relationship]] = {}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._members

    def names(self) -> list[str]:
        """The names of all parts, as written in the container."""
        return [member.filename for member in self._members.values()]

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, or None when there is none of that name."""
        member = self._members.get(_plain(name))
        if member is None:
            return None
        try:
            return self._archive.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            raise Corrupt(f"damaged or truncated: its part {member.filename[:80]} cannot be read ({error})") from error

    def xml(self, name: str) -> Node | None:
        """The root of an XML part, or None when there is none of that name."""
        data = self.read(name)
        return None if data is None else parse_xml(data, name)

    def relationships(self, name: str) -> list[Relationship]:
        """The links from the part ``name`` ("" for the package itself) to other parts of this file."""
        if name not in self._links:
            self._links[name] = self._read_relationships(name)
        return self._links[name]

    def _read_relationships(self, name: str) -> list[Relationship]:
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: list[Relationship] = []
        for link in [] if root is None else root:
            target = str(link.get("Target") or "")
            if link.get("TargetMode") == "External" or not target:
                continue
            path = target if target.startswith("/") else posixpath.join("/", folder, target)
            kind = str(link.get("Type") or "").rsplit("/", 1)[-1]
            found.append(Relationship(str(link.get("Id") or ""), kind, posixpath.normpath(path).lstrip("/")))
        return found

    def related(self, name: str, kind: str) -> list[str]:
        """The parts that ``name`` links to as ``kind`` ("comments", "footnotes", …) and that are there."""
        return [link.target for link in self.relationships(name) if link.kind == kind and link.target in self]


def parse_xml(data: bytes, name: str) -> Node:
    """The root of an XML document from an untrusted part called ``name``.

    Raises ``Corrupt`` for XML that is not well-formed or declares entities (which office formats forbid, and
    which can make a small file expand without end), ``TooLarge`` for nesting beyond the parser's bound.
    """
    for strict, transitional in _STRICT:
        if strict in data[:65_536]:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error) or "huge" in str(error).lower():
            raise TooLarge(f"its part {name[:80]} is nested too deeply or too long to read") from error
        raise Corrupt(f"its part {name[:80]} is not well-formed XML: {error}"[:300]) from error
    types: Any = root.getroottree().docinfo.internalDTD
    if types is not None and list(types.iterentities()):
        raise Corrupt(f"its part {name[:80]} declares XML entities, which the format forbids")
    return root


def local(node: Node) -> str:
    """The name of an element without its namespace; "" for a processing instruction."""
    tag = node.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def words(node: Node | None) -> str:
    """All characters below ``node``, white space made single blanks; "" for None."""
    return "" if node is None else " ".join("".join(str(piece) for piece in node.itertext()).split())


def moment(text: str | None) -> datetime | None:
    """A date and time as office files write it (W3CDTF, ISO 8601), or None."""
    written = (text or "").strip()
    missing = {4: "-01-01", 7: "-01"}.get(len(written), "")
    try:
        return datetime.fromisoformat(written + missing)
    except ValueError:
        return None


def _plain(name: str) -> str:
    return unquote(name).replace("\\", "/").lstrip("/").lower()
