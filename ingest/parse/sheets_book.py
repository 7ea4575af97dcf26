"""The parts that the sheets of a workbook share: the list of sheets, shared strings, document properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from evidence.errors import Corrupt, TooLarge, Unsupported
from evidence.model import Metadata
from ingest.limits import Limits
from ingest.parse.sheets_reader import Book, unescape
from ingest.parse.sheets_styles import read_styles
from ingest.parse.sheets_xml import Package, Relation, attribute, is_true

_CORE = "docProps/core.xml"
_CUSTOM = "docProps/custom.xml"
_PROPERTY_NAMES = {
    "subject": "subject",
    "keywords": "keywords",
    "description": "description",
    "category": "category",
    "contentStatus": "status",
    "lastModifiedBy": "modified_by",
}


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it; ``path`` is its part, ``state`` "", "hidden" or "veryHidden"."""

    name: str
    path: str
    state: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in their order, and what they share."""

    sheets: tuple[SheetEntry, ...]
    book: Book


def read_workbook(package: Package, limits: Limits) -> Workbook:
    """The list of sheets, shared strings and styles of a workbook.

    Raises ``Unsupported`` for a binary workbook and ``Corrupt`` when there is no list of sheets.
    """
    path = _main_part(package)
    relations = package.relations(path)
    listing = _Listing(relations)
    package.scan(path, listing.start)
    if not listing.sheets:
        raise Corrupt("the workbook lists no sheets")
    parts = {relation.kind: relation.target for relation in relations.values()}
    strings = _StringReader(limits)
    if parts.get("sharedStrings", "xl/sharedStrings.xml") in package:
        package.scan(parts.get("sharedStrings", "xl/sharedStrings.xml"), strings.start, strings.end, strings.text)
    styles = read_styles(package, parts.get("styles", "xl/styles.xml"))
    return Workbook(tuple(listing.sheets), Book(strings.strings, styles, listing.epoch_1904, limits))


def read_metadata(package: Package) -> Metadata:
    """Title, author, times and further document properties; those that cannot be read are left out."""
    core = _PropertyReader()
    custom = _PropertyReader()
    for path, reader in ((_CORE, core), (_CUSTOM, custom)):
        try:
            if path in package:
                package.scan(path, reader.start, reader.end, reader.text)
        except Corrupt:
            continue
    found = core.values
    properties = {name: found[key] for key, name in _PROPERTY_NAMES.items() if found.get(key)}
    properties |= {name: value for name, value in custom.values.items() if value and name not in properties}
    return Metadata(
        title=found.get("title", ""),
        author=found.get("creator", ""),
        version=found.get("version", ""),
        language=found.get("language", ""),
        created=_moment(found.get("created", "")),
        modified=_moment(found.get("modified", "")),
        properties=properties,
    )


def _main_part(package: Package) -> str:
    if "xl/workbook.bin" in package:
        raise Unsupported("a binary workbook (.xlsb)", remedy="Save it as .xlsx and replace the file.")
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and relation.target in package:
            return relation.target
    return "xl/workbook.xml"


class _Listing:
    def __init__(self, relations: Mapping[str, Relation]) -> None:
        self.sheets: list[SheetEntry] = []
        self.epoch_1904 = False
        self._relations = relations

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "sheet":
            relation = self._relations.get(attribute(attributes, "id"))
            # chart and dialogue sheets have no cells
            if relation is None or relation.kind in ("worksheet", "xlMacrosheet"):
                path = relation.target if relation else f"xl/worksheets/sheet{len(self.sheets) + 1}.xml"
                self.sheets.append(SheetEntry(unescape(attributes.get("name", "")), path, attributes.get("state", "")))
        elif element == "workbookPr":
            self.epoch_1904 = is_true(attributes.get("date1904"))


class _StringReader:
    """Shared strings: the runs of each joined, phonetic guides left out."""

    def __init__(self, limits: Limits) -> None:
        self.strings: list[str] = []
        self._limit = limits.characters
        self._characters = 0
        self._runs: list[str] = []
        self._reading = False
        self._phonetic = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "t":
            self._reading = not self._phonetic
        elif element == "rPh":
            self._phonetic = True

    def text(self, characters: str) -> None:
        if self._reading:
            self._runs.append(characters)

    def end(self, element: str) -> None:
        if element == "t":
            self._reading = False
        elif element == "rPh":
            self._phonetic = False
        elif element == "si":
            string = unescape("".join(self._runs))
            self._runs = []
            self._characters += len(string)
            if self._characters > self._limit:
                raise TooLarge(f"its cells hold more than {self._limit:,} characters, which is the limit")
            self.strings.append(string)


class _PropertyReader:
    """Leaf elements as values: by their name, or by that of the ``property`` element around them."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._name = ""
        self._named = False
        self._text: list[str] = []

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "property":
            self._name, self._named = attributes.get("name", ""), True
        elif not self._named:
            self._name = element.rpartition(":")[2]
        self._text = []

    def text(self, characters: str) -> None:
        self._text.append(characters)

    def end(self, element: str) -> None:
        value = " ".join(unescape("".join(self._text)).split())
        self._text = []
        if value and self._name:
            self.values.setdefault(self._name, value[:2000])
        if element == "property":
            self._named = False


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError:
        return None
